// Whether an SPF record lists an address, as far as the facts can tell without asking anybody.
import { isIPv4 } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { SpfNode, SpfTerm, Verification } from '../../verify/verification.ts';
import { plainAddress } from '../address.ts';
import { addresses, mailExchangers } from '../evidence.ts';
import { targetOf, visits } from './tree.ts';

/** Whether a term of the record of `domain` lists the sending address. True only when it is certain. */
export function listsSender(
  text: string,
  term: SpfTerm | null,
  facts: Verification,
  domain: string,
): boolean {
  if (/^[-~?]/.test(text)) return false;
  // A redirect that was followed says nothing yet: its record may have said fail (RFC 7208 §6.1).
  if (term?.name === 'redirect')
    return term.outcome === 'match' && facts.spf.mailFrom.result === 'pass';
  if (term?.outcome === 'match' && term.name !== 'all') return true;
  if (term?.outcome === 'no-match') return false;
  return listsAddress(text, term, facts, domain, facts.envelope.clientIp);
}

/** Where in the tree an address is listed, reached by this message or not; null when nothing certain is known. */
export function listedAt(facts: Verification, ip: string): { term: SpfTerm; node: SpfNode } | null {
  const found = visits(facts.spf.mailFrom.tree).flatMap(({ node, via }) =>
    via !== null && via.qualifier !== '+'
      ? []
      : node.terms
          .filter(
            (term) =>
              term.kind === 'mechanism' && listsAddress(term.text, term, facts, node.domain, ip),
          )
          .map((term) => ({ term, node })),
  );
  return found[0] ?? null;
}

/** ip4:, ip6:, a and mx alone; `domain` is where the record stands. */
function listsAddress(
  text: string,
  term: SpfTerm | null,
  facts: Verification,
  domain: string,
  ip: string,
): boolean {
  const [, sign = '', name = '', argument = ''] = /^([+\-~?]?)([a-z0-9]+):?(.*)$/i.exec(text) ?? [];
  if (sign !== '' && sign !== '+') return false;
  switch (name.toLowerCase()) {
    case 'ip4':
    case 'ip6':
      return inNetwork(ip, argument);
    case 'a':
    case 'mx': {
      if (term?.values.some((value) => plainAddress(value) === ip) === true) return true;
      // A term that was written wrong and is repaired now has no facts of its own, but its names may have been asked.
      const target = term === null ? argument || domain : targetOf(term, domain);
      const hosts =
        name.toLowerCase() === 'a'
          ? [target]
          : (mailExchangers(facts, target)?.map(({ exchange }) => exchange) ?? []);
      return (
        !text.includes('/') &&
        hosts.some((host) => addresses(facts, host, ip)?.includes(ip) === true)
      );
    }
    default:
      return false;
  }
}

/** RFC 7208 §5.6. */
export function inNetwork(ip: string, network: string): boolean {
  const [base = '', prefix] = network.split('/');
  try {
    const address = ipaddr.parse(ip);
    const range = ipaddr.parse(base);
    const bits = prefix === undefined ? (isIPv4(base) ? 32 : 128) : Number(prefix);
    return address.kind() === range.kind() && address.match(range, bits);
  } catch {
    // Not an address: the parser has said so.
    return false;
  }
}
