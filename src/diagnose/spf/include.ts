// include: and redirect= of a name that publishes no SPF record: a permerror for every mail that gets that far (RFC 7208 §5.2, §6.1).
// Most often a host name was put there that wanted `a:` or is covered by `mx` already.
import type { Verification } from '../../verify/verification.ts';
import { draft, type Draft } from '../draft.ts';
import { addresses } from '../evidence.ts';
import { correctedRecord } from './corrected.ts';
import { visits } from './tree.ts';

export function includeRule(facts: Verification): Draft[] {
  const { tree, domain } = facts.spf.mailFrom;
  const ip = facts.envelope.clientIp;
  return visits(tree).flatMap(({ node, via, parent }): Draft[] => {
    if (via === null || parent === null) return [];
    if (node.status === 'loop') return [draft('spf-loop', { domain, term: via.text, name: node.domain }, [parent.record])];
    if (node.status !== 'none') return [];
    const own = parent === tree;
    const hosts = addresses(facts, node.domain, ip);
    const host = hosts !== null && hosts.length > 0 ? node.domain : null;
    const values = {
      domain,
      term: via.text,
      name: node.domain,
      // Whose record has to be changed.
      owner: parent.domain,
      host,
      addresses: host === null ? null : hosts?.join(', '),
      record: own ? correctedRecord(facts) : null,
      foreign: own ? null : parent.domain,
    };
    const seen = [
      `${parent.domain} TXT ${parent.record ?? ''}`,
      `${node.domain} TXT: no SPF record`,
      host === null ? null : `${node.domain} ${hosts?.some((one) => one.includes(':')) === true ? 'AAAA' : 'A'} ${hosts?.join(', ')}`,
    ];
    return [draft(via.name === 'redirect' ? 'spf-redirect-none' : 'spf-include-none', values, seen)];
  });
}
