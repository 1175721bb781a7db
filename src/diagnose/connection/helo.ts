// The name said in HELO or EHLO: a fully qualified name of the host that resolves to it (RFC 5321 §2.3.5, §4.1.1.1, §4.1.4).
import { plainAddress } from '../address.ts';
import { draft, type Draft } from '../draft.ts';
import { addresses, hasNoAddress } from '../evidence.ts';
import type { Verification } from '../../verify/verification.ts';

/** Last words of names that are made up: they exist in no public DNS (RFC 6762 appendix G, and what setup programs write). */
const PRIVATE = /(?:^|\.)(?:localhost|localdomain|local|lan|internal|intranet|home|corp)$/i;

export function heloRule(facts: Verification): Draft[] {
  const { helo, clientIp: ip, clientName } = facts.envelope;
  const name = clientName ?? facts.iprev.name;
  if (helo.startsWith('[')) return [draft('connection-helo-literal', { helo, ip, name }, [`HELO ${helo}`])];
  if (!isFullyQualified(helo)) return [draft('connection-helo-not-fqdn', { helo, ip, name }, [`HELO ${helo}`])];
  if (hasNoAddress(facts, helo)) return [draft('connection-helo-unresolvable', { helo, ip, type: ip.includes(':') ? 'AAAA' : 'A' }, [`HELO ${helo}`])];
  const found = addresses(facts, helo, ip);
  // A sender with several addresses is no forger: only worth knowing (RFC 5321 §4.1.4 forbids refusing it for that).
  if (found === null || found.length === 0 || found.includes(plainAddress(ip))) return [];
  return [
    draft('connection-helo-elsewhere', { helo, ip, addresses: found.join(', ') }, [
      `HELO ${helo}, client ${ip}`,
      `${helo} ${found.some((one) => one.includes(':')) ? 'AAAA' : 'A'} ${found.join(', ')}`,
    ]),
  ];
}

/** At least two labels of letters, digits and hyphens, the last one with a letter: not an address without brackets. */
export function isFullyQualified(helo: string): boolean {
  const labels = helo.replace(/\.$/, '').split('.');
  if (labels.length < 2 || PRIVATE.test(helo.replace(/\.$/, ''))) return false;
  // The underscore is no host name's letter, but nobody is refused for it.
  return labels.every((label) => /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/i.test(label)) && /[a-z]/i.test(labels.at(-1) ?? '');
}
