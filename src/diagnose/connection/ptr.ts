// Reverse DNS of the connecting address: RFC 8601 §3 (iprev), and whether the name looks like one of a pool.
import { draft, type Draft } from '../draft.ts';
import type { Verification } from '../../verify/verification.ts';
import { nameKind } from './generic.ts';
import { isFullyQualified } from './helo.ts';

export function ptrRule(facts: Verification): Draft[] {
  return [...dynamicAddress(facts), ...reverseName(facts)];
}

/** Named like one of a pool by its owner, or, where nothing is proven, by the host itself. */
function dynamicAddress(facts: Verification): Draft[] {
  const name = dynamicName(facts);
  const ip = facts.envelope.clientIp;
  return name === null ? [] : [draft('connection-dynamic-address', { ip, name }, [`${ip}: ${name}`])];
}

/** The name that gives a dynamic address away; null when none does. */
export function dynamicName({ iprev, envelope }: Verification): string | null {
  const names = iprev.result === 'pass' ? [iprev.name ?? ''] : [...iprev.names.map(({ name }) => name), envelope.helo];
  return names.find((name) => nameKind(name, envelope.clientIp) === 'dynamic') ?? null;
}

function reverseName({ iprev, envelope }: Verification): Draft[] {
  const ip = envelope.clientIp;
  if (iprev.result === 'temperror') return [draft('connection-ptr-unchecked', { ip }, [iprev.reason])];
  // RFC 8601 §2.7.3 calls a missing PTR permerror, others call it fail: the names decide.
  if (iprev.result !== 'pass' && iprev.names.length === 0) return [draft('connection-no-ptr', { ip, helo: hostOf(envelope.helo) }, [iprev.reason])];
  if (iprev.result !== 'pass') {
    const seen = iprev.names.map(({ name, addresses }) => `${ip} PTR ${name}, ${name} ${ip.includes(':') ? 'AAAA' : 'A'}: ${addresses.join(', ') || 'no record'}`);
    return [draft('connection-ptr-mismatch', { ip, name: iprev.names[0]?.name ?? '', addresses: iprev.names[0]?.addresses.join(', ') || null }, seen)];
  }
  const name = iprev.name ?? iprev.names[0]?.name ?? '';
  const kind = nameKind(name, ip);
  if (kind === 'given') return [draft('connection-ptr-matches', { ip, name })];
  return [draft('connection-generic-ptr', { ip, name, helo: hostOf(envelope.helo) }, [`${ip} PTR ${name}`])];
}

/** The HELO name where it can serve as the PTR name; null for a literal, a bare word, or another of the provider's names. */
function hostOf(helo: string): string | null {
  return isFullyQualified(helo) && nameKind(helo, '') === 'given' ? helo.toLowerCase() : null;
}
