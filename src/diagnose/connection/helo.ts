// The name said in HELO or EHLO: a fully qualified name of the host that resolves to it (RFC 5321 §2.3.5, §4.1.1.1, §4.1.4).
import { plainAddress } from '../address.ts';
import { draft, withRecords, type Draft } from '../draft.ts';
import { addresses, canonical, hasNoAddress } from '../evidence.ts';
import { isReaders } from '../sender-host/organization.ts';
import { senderHost, verifiedName } from '../sender-host/sender-host.ts';
import type { Verification } from '../../verify/verification.ts';

/** Last words of names that are made up: they exist in no public DNS (RFC 6762 appendix G, and what setup programs write). */
const PRIVATE = /(?:^|\.)(?:localhost|localdomain|local|lan|internal|intranet|home|corp)$/i;

export function heloRule(facts: Verification): Draft[] {
  const { helo, clientIp: ip } = facts.envelope;
  const { kind } = senderHost(facts);
  // A service names its hosts itself; its customer can change nothing about that, and no receiver holds it against them.
  if (kind === 'provider') return [];
  const name = verifiedName(facts);
  const about = { helo, ip, name, operator: operatorOf(facts) };
  if (helo.startsWith('[')) return [draft('connection-helo-literal', about, [`HELO ${helo}`])];
  if (!isFullyQualified(helo)) return [draft('connection-helo-not-fqdn', about, [`HELO ${helo}`])];
  if (hasNoAddress(facts, helo)) return [unresolvable(facts, about)];
  const found = addresses(facts, helo, ip);
  // A sender with several addresses is no forger: only worth knowing (RFC 5321 §4.1.4 forbids refusing it for that).
  if (found === null || found.length === 0 || found.includes(plainAddress(ip))) return [];
  return [
    draft('connection-helo-elsewhere', { ...about, addresses: found.join(', ') }, [
      `HELO ${helo}, client ${ip}`,
      `${helo} ${found.some((one) => one.includes(':')) ? 'AAAA' : 'A'} ${found.join(', ')}`,
    ]),
  ];
}

/** The record is the reader's to publish where the name is in the domain of From: nobody adds an address to a provider's name. */
function unresolvable(
  facts: Verification,
  about: { helo: string; ip: string; name: string | null; operator: string | null },
): Draft {
  const host = canonical(about.helo);
  const ip = plainAddress(about.ip);
  const isOwn = isReaders(facts, host) && about.operator === null;
  const type = ip.includes(':') ? 'AAAA' : 'A';
  const one = draft(
    'connection-helo-unresolvable',
    { ...about, type, line: isOwn ? `${host}. IN ${type} ${ip}` : null },
    [`HELO ${about.helo}`],
  );
  // An alias takes no other record beside it (RFC 1034 §3.6.2).
  const isAlias = facts.dns.some(
    ({ name, type: asked, status }) =>
      asked === 'CNAME' && status === 'NOERROR' && canonical(name) === host,
  );
  return isOwn && !isAlias
    ? withRecords(one, [{ action: 'add', name: host, type, value: ip }])
    : one;
}

/** Whose host it is, where it is certainly not the reader's. */
export function operatorOf(facts: Verification): string | null {
  const { kind, owner, host } = senderHost(facts);
  return kind === 'smarthost' || kind === 'list' || kind === 'forwarder' ? (owner ?? host) : null;
}

/** At least two labels of letters, digits and hyphens, the last one with a letter: not an address without brackets. */
export function isFullyQualified(helo: string): boolean {
  const labels = helo.replace(/\.$/, '').split('.');
  if (labels.length < 2 || PRIVATE.test(helo.replace(/\.$/, ''))) return false;
  // The underscore is no host name's letter, but nobody is refused for it.
  return (
    labels.every((label) => /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/i.test(label)) &&
    /[a-z]/i.test(labels.at(-1) ?? '')
  );
}
