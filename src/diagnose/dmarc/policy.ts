// What the published policy asks for, and what it leaves open (RFC 9989 §4.7, §5.1, §7.4). Asking for more is the owner's decision: said in
// words, never as a record to paste.
import type { Verification } from '../../verify/verification.ts';
import { draft, withRecords, type Draft } from '../draft.ts';
import { canonical } from '../evidence.ts';
import { isReaders } from '../sender-host/organization.ts';
import { finalDmarc, HISTORIC } from './final.ts';
import { isRegistrys, publishedDmarc } from './published.ts';
import { readTags } from './repaired-record.ts';
import { correctedUris } from './rua.ts';
import { isMailto, reportDomains, reportUris } from './uris.ts';

const STRENGTH = { none: 0, quarantine: 1, reject: 2 };

export function policyRule(facts: Verification): Draft[] {
  const { policy, record, policyDomain } = facts.dmarc;
  if (policy === null || record === null || policyDomain === null) return reportsToCome(facts);
  // A registry's record is not the reader's to change.
  if (isRegistrys(facts)) return legacy(facts);
  const name = `_dmarc.${policyDomain}`;
  const about = { domain: policyDomain, name };
  const seen = [`${name} TXT ${record}`];
  const p = policy.p ?? 'none';
  const drafts: Draft[] = [];
  // A record whose p= nobody can read asks for nothing by mistake: dmarc-syntax says that.
  const isBroken = publishedDmarc(facts)?.kind === 'broken';
  if (p === 'none' && (policy.rua ?? '') === '' && takesReports(facts))
    drafts.push(repaired('dmarc-policy-none-blind', about, seen, facts));
  if (p === 'none' && !isBroken) drafts.push(draft('dmarc-policy-none', about, seen));
  for (const tag of ['sp', 'np'] as const) {
    const value = policy[tag];
    if (value !== null && STRENGTH[value] < STRENGTH[p])
      drafts.push(
        draft(
          'dmarc-subdomain-weaker',
          { ...about, tag: `${tag}=${value}`, policy: `p=${p}` },
          seen,
        ),
      );
  }
  if (policy.t === 'y' && p !== 'none')
    drafts.push(draft('dmarc-testing', { ...about, policy: `p=${p}` }, seen));
  drafts.push(...historic(facts, about, seen));
  const post = facts.message.fields.find(({ name: field }) => field.toLowerCase() === 'list-post');
  if (p === 'reject' && post !== undefined)
    drafts.push(draft('dmarc-reject-on-list', about, [...seen, `${post.name}: ${post.value}`]));
  return [...drafts, ...reports(facts, policyDomain, record), ...legacy(facts)];
}

/** A finding that the final record of the name mends. */
function repaired(
  code: Draft['code'],
  values: Record<string, string | null>,
  seen: (string | null)[],
  facts: Verification,
): Draft {
  const final = finalDmarc(facts);
  return withRecords(draft(code, { ...values, record: final?.record }, seen), final?.changes ?? []);
}

/** Reports come by mail (RFC 9990 §4): a domain that takes none cannot ask for them to itself. */
function takesReports({ transport, dmarc }: Verification): boolean {
  return (
    transport.domain !== dmarc.policyDomain ||
    !['null', 'none', 'absent'].includes(transport.status)
  );
}

/** RFC 9989 appendix C. pct=0 was how to hold a policy back; t=y is now, and beside it pct=0 is for old receivers. */
function historic(
  facts: Verification,
  about: { domain: string; name: string },
  seen: string[],
): Draft[] {
  const { policy } = facts.dmarc;
  if (policy === null) return [];
  const p = policy.p ?? 'none';
  const isHeld = Number(policy.other['pct'] ?? '100') === 0 && p !== 'none';
  const tags = HISTORIC.filter(
    (tag) => Object.hasOwn(policy.other, tag) && !(tag === 'pct' && isHeld),
  ).map((tag) => `${tag}=${policy.other[tag] ?? ''}`);
  return [
    ...(isHeld && policy.t !== 'y'
      ? [repaired('dmarc-pct-zero', { ...about, policy: `p=${p}` }, seen, facts)]
      : []),
    ...(tags.length > 0
      ? [repaired('dmarc-historic-tags', { ...about, tags: tags.join(', ') }, seen, facts)]
      : []),
  ];
}

/** rua= and ruf=: RFC 9989 §4.6; others' mailboxes must agree (RFC 9990 §4). */
function reports(facts: Verification, policyDomain: string, record: string): Draft[] {
  const { policy } = facts.dmarc;
  if (policy === null) return [];
  const drafts: Draft[] = [];
  const name = `_dmarc.${policyDomain}`;
  for (const tag of ['rua', 'ruf'] as const) {
    const wrong = reportUris(policy[tag]).find((uri) => !isMailto(uri));
    if (wrong !== undefined)
      drafts.push(
        repaired(
          'dmarc-rua-malformed',
          { domain: policyDomain, name, tag, uri: wrong },
          [record],
          facts,
        ),
      );
  }
  return [...drafts, ...deliveries(facts, policyDomain, record)];
}

/** Of a record that does not count yet: what would be found as soon as it does. */
function reportsToCome(facts: Verification): Draft[] {
  const published = publishedDmarc(facts);
  if (published === null || published.records.length === 0 || finalDmarc(facts) === null) return [];
  return deliveries(facts, published.domain, published.records.join(' '));
}

/** Whether reports arrive where they are sent to, with the addresses as they should be written. */
function deliveries(facts: Verification, policyDomain: string, record: string): Draft[] {
  const drafts: Draft[] = [];
  const name = `_dmarc.${policyDomain}`;
  const written = (publishedDmarc(facts)?.records ?? []).flatMap(readTags);
  const corrected = written
    .filter(([tag]) => tag === 'rua' || tag === 'ruf')
    .flatMap(([, value]) => correctedUris(value));
  const { rua = null, ruf = null } = facts.dmarc.policy ?? {};
  for (const target of reportDomains([rua, ruf, ...corrected])) {
    const permit = `${policyDomain}._report._dmarc.${target}`;
    const asked = facts.places.find(
      ({ sought, name: place }) => sought === 'report-authorization' && canonical(place) === permit,
    );
    const nowhere = facts.places.some(
      ({ sought, belongs, status }) =>
        sought === 'report-mailbox' &&
        belongs === target &&
        (status === 'NXDOMAIN' || status === 'NODATA'),
    );
    if (
      asked !== undefined &&
      asked.records.length === 0 &&
      (asked.status === 'NXDOMAIN' || asked.status === 'NODATA' || asked.status === 'NOERROR') &&
      !nowhere
    ) {
      drafts.push(
        notAuthorized(facts, policyDomain, target, permit, [
          record,
          `${permit} TXT: ${asked.status}`,
        ]),
      );
    }
    if (nowhere)
      drafts.push(
        repaired(
          'dmarc-rua-no-mailbox',
          { domain: policyDomain, name, target },
          [record, `${target} MX: 0`],
          facts,
        ),
      );
  }
  return drafts;
}

/** The record that permits it stands at the other domain: the reader's to publish only within one organization. */
function notAuthorized(
  facts: Verification,
  domain: string,
  target: string,
  name: string,
  seen: string[],
): Draft {
  const isOwn = isReaders(facts, target);
  const one = draft(
    'dmarc-rua-not-authorized',
    { domain, target, name, record: isOwn ? 'v=DMARC1' : null },
    seen,
  );
  return isOwn ? withRecords(one, [{ action: 'add', name, type: 'TXT', value: 'v=DMARC1' }]) : one;
}

/** Receivers that have not moved from RFC 7489 and its public suffix list come to another answer. */
function legacy({ dmarc }: Verification): Draft[] {
  if (dmarc.legacy === null) return [];
  const { result, disposition, organizationalDomain, reason } = dmarc.legacy;
  // Where both say the same word, they differ in what it leads to.
  const isSame = dmarc.result === result;
  const said = (word: string, asked: string | null): string =>
    isSame ? `${word} (${asked ?? 'none'})` : word;
  const values = {
    domain: dmarc.domain,
    now: said(dmarc.result, dmarc.disposition),
    before: said(result, disposition),
    organization: organizationalDomain,
    // RFC 7489 knows neither t= nor np=: nothing is to be published then.
    testing: isSame && dmarc.policy?.t === 'y' ? 't=y' : null,
    unknown: isSame && dmarc.applied === 'np' ? `np=${dmarc.policy?.np ?? 'none'}` : null,
    name: dmarc.policyDomain === dmarc.domain ? null : `_dmarc.${dmarc.domain ?? ''}`,
  };
  return [draft('dmarc-legacy-differs', values, [dmarc.reason, reason])];
}
