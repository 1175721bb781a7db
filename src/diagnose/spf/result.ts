// What the check came to for this message (RFC 7208 §8), with the address that would have had to be listed and the record that lists it.
import type { SpfNode, Verification } from '../../verify/verification.ts';
import { isOurLimit } from '../../verify/our-limit.ts';
import { dynamicName } from '../connection/ptr.ts';
import { draft, type Draft } from '../draft.ts';
import { providerOf } from '../sender-host/providers.ts';
import { finalRecord } from './final-record.ts';
import { listedAt } from './lists.ts';
import { allOf, visits } from './tree.ts';
import { draftWithRecord } from './with-final.ts';

export function resultRule(facts: Verification): Draft[] {
  const { result, domain, reason, matched, tree } = facts.spf.mailFrom;
  const ip = facts.envelope.clientIp;
  switch (result) {
    case 'pass':
      return [draft('spf-pass', { domain, ip, term: matched?.term ?? '' })];
    case 'temperror':
      return [
        draft(
          'spf-temperror',
          {
            domain,
            name: unanswered(facts) ?? domain,
            ours: isOurLimit(reason) ? ip || domain : null,
          },
          [reason],
        ),
      ];
    case 'permerror':
      return [
        draftWithRecord('spf-permerror', finalRecord(facts), { domain, problem: reason }, [
          tree?.record == null ? null : `${domain} TXT ${tree.record}`,
          reason,
        ]),
      ];
    case 'fail':
    case 'softfail':
    case 'neutral':
      return [refusal(facts, `spf-${result}`)];
    default:
      return [];
  }
}

function refusal(facts: Verification, code: 'spf-fail' | 'spf-softfail' | 'spf-neutral'): Draft {
  const { domain, reason, matched, tree, explanation } = facts.spf.mailFrom;
  const ip = facts.envelope.clientIp;
  // RFC 7208 lists hosts; an address that belongs to somebody else tomorrow is none.
  const dynamic = dynamicName(facts);
  const listed = listedAt(facts, ip);
  const missed =
    listed === null
      ? null
      : `${listed.term.text} in the record of ${listed.node.domain} lists ${ip}, but is not reached`;
  const values = {
    domain,
    ip,
    term: matched?.term ?? null,
    dynamic: dynamic === null ? null : ip,
    service: providerOf(facts.iprev.result === 'pass' ? facts.iprev.name : null)?.name,
    late: listed?.term.text,
    nobody: tree !== null && isForNobody(tree) ? domain : null,
    family: tree === null ? null : otherFamily(tree, ip),
    came: ip.includes(':') ? 'IPv6' : 'IPv4',
    // Postfix can be told to send by the family that the record lists.
    preference: tree !== null && ip.includes(':') && otherFamily(tree, ip) !== null ? 'ipv4' : null,
  };
  const why = /^no term of .* matches/.test(reason) ? null : reason;
  const evidence = [
    tree?.record == null ? null : `${domain} TXT ${tree.record}`,
    missed ?? why,
    explanation === null ? null : `exp=: ${explanation}`,
  ];
  const final = finalRecord(facts);
  // A record that is right in itself and does not list a dynamic address does not make this finding go away.
  return dynamic === null
    ? draftWithRecord(code, final, values, evidence)
    : draft(code, values, evidence);
}

/** `v=spf1 -all` (RFC 7208 §10.1.2). */
function isForNobody(root: SpfNode): boolean {
  return (
    root.terms.every(({ kind, name }) => kind !== 'mechanism' || name === 'all') &&
    allOf(root)?.qualifier === '-' &&
    !root.terms.some(({ name }) => name === 'redirect')
  );
}

/** The family of the addresses that the record lists, when it lists none of the client's. */
function otherFamily(root: SpfNode, ip: string): string | null {
  const listed = visits(root).flatMap(({ node }) =>
    node.terms
      .filter(({ kind, qualifier }) => kind === 'mechanism' && qualifier === '+')
      .map(({ name }) => name),
  );
  const [mine, other] = ip.includes(':') ? ['ip6', 'ip4'] : ['ip4', 'ip6'];
  const only = listed.filter((name) => name !== 'all' && name !== 'include');
  return only.length > 0 && only.every((name) => name === other) && !only.includes(mine)
    ? other === 'ip4'
      ? 'IPv4'
      : 'IPv6'
    : null;
}

/** The name whose question was not answered. */
function unanswered(facts: Verification): string | null {
  const { tree, domain, reason } = facts.spf.mailFrom;
  const failed = facts.dns.filter(
    ({ status, name }) =>
      !['NOERROR', 'NODATA', 'NXDOMAIN'].includes(status) &&
      reason.toLowerCase().includes(name.toLowerCase()),
  );
  const node = visits(tree).find(
    (visit) => visit.node.status === 'temperror' || visit.node.status === 'limit',
  );
  return (
    failed.toSorted((a, b) => b.name.length - a.name.length)[0]?.name ??
    node?.node.domain ??
    (tree === null ? domain : null)
  );
}
