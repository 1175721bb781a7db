// What spam filters of the operator's say of the message. An opinion of others: passed on with the rules that cost the most.
import type { SpamCheck } from '../../verify/spam/spam-check.ts';
import type { Verification } from '../../verify/verification.ts';
import { draft, type Draft } from '../draft.ts';

const NAMES: Readonly<Record<SpamCheck['engine'], string>> = {
  spamassassin: 'SpamAssassin',
  rspamd: 'rspamd',
};
const MAX_NAMED = 4;
const MAX_SHOWN = 12;

export function spamRule({ spam }: Verification): Draft[] {
  return spam.map(({ engine: name, result, reason, score, required, symbols }) => {
    const engine = NAMES[name];
    if (result === 'not-run') return draft('message-spam-unchecked', { engine, reason }, [], name);
    const costly = symbols.filter((symbol) => (symbol.score ?? 0) > 0);
    const named = costly
      .slice(0, MAX_NAMED)
      .map((symbol) => `${symbol.name} (${symbol.score ?? ''})`);
    const seen = symbols
      .slice(0, MAX_SHOWN)
      .map((symbol) => (symbol.score === null ? symbol.name : `${symbol.score} ${symbol.name}`));
    const values = { engine, score, required, symbols: named.join(', ') || null };
    return result === 'spam'
      ? draft('message-spam', values, [reason, ...seen], name)
      : draft('message-ham', values, [], name);
  });
}
