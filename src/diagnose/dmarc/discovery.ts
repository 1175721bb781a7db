// Whether there is a policy to apply: none, several, broken, at the wrong name, or no author domain to look it up for (RFC 9989 §4.10).
import type { Verification } from '../../verify/verification.ts';
import { draft, withRecords, type Draft } from '../draft.ts';
import { authorDomain } from '../message/author.ts';
import { finalDmarc } from './final.ts';
import { publishedDmarc, type Published } from './published.ts';
import { undecidedDmarc } from './undecided.ts';

export function discoveryRule(facts: Verification): Draft[] {
  const { dmarc, message } = facts;
  if (dmarc.result === 'temperror') return [undecidedDmarc(facts)];
  if (!dmarc.evaluated || authorDomain(facts) === null)
    return [
      draft('dmarc-not-evaluated', { from: message.from }, [message.authorProblem ?? dmarc.reason]),
    ];
  const published = publishedDmarc(facts);
  if (published === null || published.kind === 'found') return [];
  const final = finalDmarc(facts);
  // Below a name that does not exist nothing can be published: domain-absent says it.
  if (final === null && published.kind === 'none') return [];
  const { domain, name } = published;
  const about = { domain, name: final?.name ?? name, record: final?.record, later: final?.later };
  return [withRecords(missingDraft(published, about, facts), final?.changes ?? [])];
}

function missingDraft(
  published: Published,
  about: Record<string, string | null | undefined>,
  facts: Verification,
): Draft {
  const { kind, name, records, found, fault, alias } = published;
  const texts = records.map((record) => `${found ?? name} TXT ${record}`);
  // What a top-level domain answers interests nobody.
  const walked = facts.dmarc.walk
    .filter((step) => step.name.split('.').length > 2)
    .map((step) => `${step.name} TXT: ${step.record ?? step.status}`);
  switch (kind) {
    case 'several':
      return draft('dmarc-several', { ...about, count: records.length }, texts);
    case 'broken': {
      const { tag = 'v', found: value = '' } = fault ?? {};
      const isTwice = value === 'twice';
      return draft(
        'dmarc-syntax',
        {
          ...about,
          tag,
          found: value === '' ? null : value,
          beginning: tag === 'v' ? value : null,
          twice: isTwice ? tag : null,
        },
        texts.slice(0, 1),
      );
    }
    case 'elsewhere':
      // A DNS form that appends the domain by itself wants the name without it.
      return draft(
        'dmarc-wrong-name',
        {
          ...about,
          found,
          entered: found === `${name}.${name.slice('_dmarc.'.length)}` ? '_dmarc' : null,
        },
        [...texts, ...walked],
      );
    default:
      if (alias !== null)
        return draft('dmarc-dangling', { ...about, name, target: alias }, [
          `${name} CNAME ${alias}`,
          ...walked,
        ]);
      return draft(
        'dmarc-none',
        { ...about, registry: facts.dmarc.policy === null ? null : facts.dmarc.policyDomain },
        walked,
      );
  }
}
