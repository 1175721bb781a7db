// What Gmail, Yahoo, Microsoft (consumer mailboxes) and Apple ask of senders, by their published rules as of 2026; for one message each
// item is met, unmet or unknown. Spam rates and sending volume do not show in a message and are not asked.
import type { Verification } from '../../verify/verification.ts';
import type { Draft } from '../draft.ts';
import { judgements, type Judgement } from './items.ts';
import type { Item, Receiver, Requirement } from './requirement.ts';

interface Rules {
  citation: string;
  all: readonly Item[];
  bulk: readonly Item[];
}

const RULES: Readonly<Record<Receiver, Rules>> = {
  gmail: {
    citation: 'Gmail e-mail sender guidelines (2024-02)',
    all: ['spf-or-dkim', 'reverse-dns', 'tls', 'well-formed'],
    bulk: ['spf-and-dkim', 'dmarc-record', 'aligned', 'one-click-unsubscribe'],
  },
  yahoo: {
    // Encryption is not on its list.
    citation: 'Yahoo sender best practices (2024-02)',
    all: ['spf-or-dkim', 'reverse-dns', 'well-formed'],
    bulk: ['spf-and-dkim', 'dmarc-record', 'aligned', 'one-click-unsubscribe'],
  },
  // 550 5.7.515 otherwise.
  microsoft: {
    citation: 'Outlook.com requirements for high-volume senders (2025-05)',
    all: [],
    bulk: ['spf-and-dkim', 'dmarc-record', 'aligned'],
  },
  apple: {
    citation: 'iCloud Mail postmaster information',
    all: ['reverse-dns', 'spf-and-dkim', 'dmarc-record', 'arc'],
    bulk: [],
  },
};

/** In the order of the receivers, what is asked of all first. `ofMessage` is what the rules of the message say. */
export function requirements(facts: Verification, ofMessage: readonly Draft[]): Requirement[] {
  const judged = new Map<Item, Judgement>();
  const judgementOf = (item: Item): Judgement => {
    const judgement = judged.get(item) ?? judgements[item](facts, ofMessage);
    judged.set(item, judgement);
    return judgement;
  };
  return (Object.keys(RULES) as Receiver[]).flatMap((receiver) => {
    const { citation, all, bulk } = RULES[receiver];
    const judge = (item: Item, applies: Requirement['applies']): Requirement => ({
      receiver,
      item,
      applies,
      ...judgementOf(item),
      citation,
    });
    return [...all.map((item) => judge(item, 'all')), ...bulk.map((item) => judge(item, 'bulk'))];
  });
}
