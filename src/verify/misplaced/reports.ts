// DMARC reports that go to another organization need its consent (RFC 9990 §4), and a mailbox.
import type { Resolver } from '../../dns/resolver.ts';
import type { KnownFacts, MisplacedRecord } from '../verification.ts';
import { isAnything, isDmarc, textOf, type Question } from './question.ts';

/** For the addresses of the policy that applies. */
export function reportQuestions({ dmarc }: KnownFacts): Question[] {
  const owner = dmarc.policyDomain;
  if (dmarc.policy === null || owner === null) return [];
  const uris = [dmarc.policy.rua, dmarc.policy.ruf].flatMap((list) => (list ?? '').split(','));
  const targets = uris.flatMap(
    (uri) => /^\s*mailto:[^@\s]+@([a-z0-9_.-]+)/i.exec(uri)?.[1]?.toLowerCase() ?? [],
  );
  return consentQuestions(owner, targets);
}

/** The same for a record that does not count yet, and for addresses that are written wrongly: it will be asked for when they are mended. */
export async function repairedReportQuestions(
  facts: KnownFacts,
  places: readonly MisplacedRecord[],
  resolver: Resolver,
): Promise<Question[]> {
  const { domain, policyDomain, policy, record, walk, evaluated } = facts.dmarc;
  if (!evaluated || domain === null) return [];
  if (policy !== null && policyDomain !== null && record !== null)
    return consentQuestions(policyDomain, reportTargets([record]));
  for (const { name } of walk) {
    // Asked before: it costs no question.
    const answer = await resolver.resolve(name, 'TXT');
    const texts = answer.records.map(textOf).filter((text) => /^[\s"']*v\s*=?\s*dmarc/i.test(text));
    if (texts.length > 0)
      return consentQuestions(name.replace(/^_dmarc\./, ''), reportTargets(texts));
  }
  const misplaced = places.filter(
    ({ sought, relation }) => sought === 'dmarc-record' && relation !== 'itself',
  );
  return consentQuestions(domain, reportTargets(misplaced.flatMap(({ records }) => records)));
}

/** Domains of all addresses in a record: only rua= and ruf= have any. */
function reportTargets(texts: readonly string[]): string[] {
  return texts.flatMap((text) =>
    [...text.matchAll(/@\s*([a-z0-9_-]+(?:\.[a-z0-9_-]+)+)/gi)].map(([, name = '']) =>
      name.toLowerCase(),
    ),
  );
}

function consentQuestions(owner: string, targets: readonly string[]): Question[] {
  const foreign = [...new Set(targets)].filter(
    (target) => target !== owner && !target.endsWith(`.${owner}`) && !owner.endsWith(`.${target}`),
  );
  return foreign.slice(0, 2).flatMap((target): Question[] => {
    const permit = `${owner}._report._dmarc.${target}`;
    return [
      {
        sought: 'report-authorization',
        belongs: permit,
        name: permit,
        type: 'TXT',
        relation: 'itself',
        fits: isDmarc,
      },
      {
        sought: 'report-mailbox',
        belongs: target,
        name: target,
        type: 'MX',
        relation: 'itself',
        fits: isAnything,
      },
    ];
  });
}
