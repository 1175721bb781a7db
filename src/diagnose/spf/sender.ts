// The term that lists the sending host, and whether it may be listed at all: a dynamic address belongs to somebody else tomorrow, and a
// forwarder's is not the domain's.
import ipaddr from 'ipaddr.js';
import { parseRecord } from '../../verify/spf/parse-record.ts';
import type { SpfCheck, SpfNode, Verification } from '../../verify/verification.ts';
import { addressMechanism } from '../address.ts';
import { dynamicName } from '../connection/ptr.ts';
import { answers } from '../evidence.ts';
import { providerOf } from '../sender-host/providers.ts';
import { isAll } from './edit.ts';
import { forwardedRule } from './forwarded.ts';
import { inNetwork, listsSender } from './lists.ts';
import { costIn, isMechanism, partOf, spfText, targetOfPart, type Part } from './part.ts';
import { LOOKUP_LIMIT, visits } from './tree.ts';

/** Not where nobody has sent anything, or where who sent is not to be listed. */
export function isListable(facts: Verification, check: SpfCheck): boolean {
  const { clientIp: ip } = facts.envelope;
  if (ip === '' || !ipaddr.isValid(ip) || dynamicName(facts) !== null) return false;
  return check === facts.spf.helo || forwardedRule(facts).length === 0;
}

/** Adds the sending host unless the record lists it already. */
export function withSender(parts: readonly Part[], facts: Verification, domain: string): Part[] {
  // Before whatever turned the address down, `all` or not: what stands behind that is never looked at (RFC 7208 §4.6.2, §5.1).
  const refused = parts.findIndex((part) => isAll(part.text) || mayRefuse(part, facts));
  const heard = refused < 0 ? parts : parts.slice(0, refused);
  if (heard.some((part) => lists(part, facts, domain))) return [...parts];
  const redirect = parts.findIndex(({ parsed }) => parsed.name === 'redirect');
  const places = [refused, redirect, parts.findIndex(({ parsed }) => parsed.name === 'exp')].filter(
    (place) => place >= 0,
  );
  return parts.toSpliced(
    places.length === 0 ? parts.length : Math.min(...places),
    0,
    senderPart(parts, facts, domain),
  );
}

/** It does, or nothing has shown yet that it does not. */
function mayRefuse({ term, parsed }: Part, facts: Verification): boolean {
  if (parsed.kind !== 'mechanism' || parsed.qualifier === '+') return false;
  if (parsed.name === 'ip4' || parsed.name === 'ip6')
    return inNetwork(facts.envelope.clientIp, parsed.argument ?? '');
  return term?.outcome !== 'no-match';
}

function lists(part: Part, facts: Verification, domain: string): boolean {
  if (listsSender(part.text, part.term, facts, domain)) return true;
  // A record that was only read, because the one above it is wrong or because there were several.
  if (
    part.term?.outcome === 'no-match' ||
    !isMechanism(part, 'include') ||
    part.parsed.qualifier !== '+'
  )
    return false;
  const node = part.term?.record ?? null;
  if (node !== null)
    return visits(node).some(
      (visit) => (visit.via?.qualifier ?? '+') === '+' && directly(visit.node, facts),
    );
  return permits(facts, targetOfPart(part, domain) ?? '', facts.envelope.clientIp, 0) === true;
}

function directly(node: SpfNode, facts: Verification): boolean {
  return node.terms.some(
    (term) =>
      term.kind === 'mechanism' &&
      (term.name === 'ip4' || term.name === 'ip6') &&
      listsSender(term.text, null, facts, node.domain),
  );
}

const MAX_DEPTH = 4;

/** Whether a record that was asked lists an address; null when it cannot be told. */
function permits(facts: Verification, name: string, ip: string, depth: number): boolean | null {
  const text = spfText(facts, name);
  if (text === null || depth > MAX_DEPTH) return null;
  const { terms, errors } = parseRecord(text);
  if (errors.length > 0) return false;
  let open = false;
  for (const { name: mechanism, argument, qualifier } of terms) {
    if (qualifier !== '+') continue;
    if ((mechanism === 'ip4' || mechanism === 'ip6') && inNetwork(ip, argument ?? '')) return true;
    if (mechanism === 'include' || mechanism === 'redirect') {
      const below = permits(facts, argument ?? '', ip, depth + 1);
      if (below === true) return true;
      open ||= below === null;
    } else open ||= ['a', 'mx', 'ptr', 'exists'].includes(mechanism);
  }
  return open ? null : false;
}

/** Its address, or the include of the service it belongs to. */
function senderPart(parts: readonly Part[], facts: Verification, domain: string): Part {
  const ip = facts.envelope.clientIp;
  const include =
    providerOf(facts.iprev.result === 'pass' ? facts.iprev.name : null)?.include ?? null;
  const address = partOf(addressMechanism(ip), null, facts);
  if (
    include === null ||
    parts.some((part) => isMechanism(part, 'include') && targetOfPart(part, domain) === include)
  )
    return address;
  // Asked, and not there, or without this host.
  const asked = answers(facts, include, 'TXT');
  if (
    (asked !== null && spfText(facts, include) === null) ||
    permits(facts, include, ip, 0) === false
  )
    return address;
  const part = partOf(`include:${include}`, null, facts);
  return costIn(parts) + part.cost <= LOOKUP_LIMIT ? part : address;
}
