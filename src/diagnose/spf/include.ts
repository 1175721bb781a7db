// include: and redirect= of a name that publishes no SPF record: a permerror for every mail that gets that far (RFC 7208 §5.2, §6.1).
// Most often a host name was put there that wanted `a:` or is covered by `mx` already, or the name of a service is misspelt.
import { nearestInclude } from '../../verify/spf/known-includes.ts';
import type { Verification } from '../../verify/verification.ts';
import type { Draft } from '../draft.ts';
import { addresses } from '../evidence.ts';
import { isAbsent } from './afford.ts';
import { finalRecord } from './final-record.ts';
import { visits, type Visit } from './tree.ts';
import { draftWithRecord } from './with-final.ts';

export function includeRule(facts: Verification): Draft[] {
  const { tree } = facts.spf.mailFrom;
  return visits(tree).flatMap((visit) => one(visit, facts));
}

function one({ node, via, parent }: Visit, facts: Verification): Draft[] {
  const { tree, domain } = facts.spf.mailFrom;
  if (via === null || parent === null || !/^(?:loop|none)$/.test(node.status)) return [];
  const final = finalRecord(facts);
  const foreign = parent === tree ? null : parent.domain;
  if (node.status === 'loop')
    return [
      draftWithRecord('spf-loop', final, { domain, term: via.text, name: node.domain, foreign }, [
        `${parent.domain} TXT ${parent.record ?? ''}`,
      ]),
    ];
  const hosts = addresses(facts, node.domain, facts.envelope.clientIp);
  const host = hosts !== null && hosts.length > 0 ? node.domain : null;
  const absent = isAbsent(facts, node.domain) ? node.domain : null;
  const meant = host === null ? nearestInclude(node.domain) : null;
  const values = {
    domain,
    term: via.text,
    name: node.domain,
    // Whose record has to be changed.
    owner: parent.domain,
    host,
    addresses: host === null ? null : hosts?.join(', '),
    foreign,
    absent,
    meant,
    corrected:
      meant !== null && final?.record.toLowerCase().includes(meant) === true ? meant : null,
  };
  const seen = [
    `${parent.domain} TXT ${parent.record ?? ''}`,
    `${node.domain} TXT: ${absent === null ? 'no SPF record' : 'NXDOMAIN'}`,
    host === null
      ? null
      : `${node.domain} ${hosts?.some((address) => address.includes(':')) === true ? 'AAAA' : 'A'} ${hosts?.join(', ')}`,
  ];
  return [
    draftWithRecord(
      via.name === 'redirect' ? 'spf-redirect-none' : 'spf-include-none',
      final,
      values,
      seen,
    ),
  ];
}
