// Reverse DNS of the connecting address: RFC 8601 §3 (iprev), and whether the name looks like one of a pool.
import { isOurLimit } from '../../verify/our-limit.ts';
import type { Verification } from '../../verify/verification.ts';
import { plainAddress } from '../address.ts';
import { draft, withRecords, type Draft } from '../draft.ts';
import { canonical, hasNoAddress } from '../evidence.ts';
import { isReaders } from '../sender-host/organization.ts';
import { senderHost } from '../sender-host/sender-host.ts';
import { nameKind } from './generic.ts';
import { isFullyQualified, operatorOf } from './helo.ts';

export function ptrRule(facts: Verification): Draft[] {
  return [...dynamicAddress(facts), ...reverseName(facts)];
}

/** Named like one of a pool by its owner, or, where nothing is proven, by the host itself. */
function dynamicAddress(facts: Verification): Draft[] {
  const name = dynamicName(facts);
  const ip = facts.envelope.clientIp;
  return name === null
    ? []
    : [draft('connection-dynamic-address', { ip, name }, [`${ip}: ${name}`])];
}

/** The name that gives a dynamic address away; null when none does. */
export function dynamicName({ iprev, envelope }: Verification): string | null {
  const names =
    iprev.result === 'pass'
      ? [iprev.name ?? '']
      : [...iprev.names.map(({ name }) => name), envelope.helo];
  return names.find((name) => nameKind(name, envelope.clientIp) === 'dynamic') ?? null;
}

function reverseName(facts: Verification): Draft[] {
  const { iprev, envelope } = facts;
  const ip = envelope.clientIp;
  if (iprev.result === 'temperror')
    return [
      draft('connection-ptr-unchecked', { ip, limited: isOurLimit(iprev.reason) ? ip : null }, [
        iprev.reason,
      ]),
    ];
  const about = { ip, helo: hostOf(envelope.helo), operator: operatorOf(facts) };
  // RFC 8601 §2.7.3 calls a missing PTR permerror, others call it fail: the names decide.
  if (iprev.result !== 'pass' && iprev.names.length === 0)
    return [draft('connection-no-ptr', about, [iprev.reason])];
  if (iprev.result !== 'pass') return [mismatch(facts, about.operator)];
  const name = iprev.name ?? iprev.names[0]?.name ?? '';
  const kind = nameKind(name, ip);
  // Services number their hosts; receivers know them by these names.
  if (kind === 'given' || senderHost(facts).provider !== null)
    return [draft('connection-ptr-matches', { ip, name })];
  return [draft('connection-generic-ptr', { ...about, name }, [`${ip} PTR ${name}`])];
}

/** Where the name is the reader's and has no address, the address is all that is missing. */
function mismatch(facts: Verification, operator: string | null): Draft {
  const { iprev, envelope } = facts;
  const ip = plainAddress(envelope.clientIp);
  const type = ip.includes(':') ? 'AAAA' : 'A';
  const seen = iprev.names.map(
    ({ name, addresses }) =>
      `${ip} PTR ${name}, ${name} ${type}: ${addresses.join(', ') || 'no record'}`,
  );
  const first = iprev.names[0];
  const name = canonical(first?.name ?? '');
  const isOwn =
    operator === null &&
    first !== undefined &&
    first.addresses.length === 0 &&
    iprev.names.length === 1 &&
    isReaders(facts, name) &&
    hasNoAddress(facts, name);
  const line = isOwn ? `${name}. IN ${type} ${ip}` : null;
  const one = draft(
    'connection-ptr-mismatch',
    { ip, name: first?.name ?? '', addresses: first?.addresses.join(', ') || null, operator, line },
    seen,
  );
  return isOwn ? withRecords(one, [{ action: 'add', name, type, value: ip }]) : one;
}

/** The HELO name where it can serve as the PTR name; null for a literal, a bare word, or another of the provider's names. */
function hostOf(helo: string): string | null {
  return isFullyQualified(helo) && nameKind(helo, '') === 'given' ? helo.toLowerCase() : null;
}
