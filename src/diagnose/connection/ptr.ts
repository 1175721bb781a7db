// Reverse DNS of the connecting address: RFC 8601 §3 (iprev), and whether the name looks like one of a pool.
import { draft, type Draft } from '../draft.ts';
import type { Verification } from '../../verify/verification.ts';
import { nameKind } from './generic.ts';
import { isFullyQualified } from './helo.ts';

export function ptrRule({ iprev, envelope }: Verification): Draft[] {
  const ip = envelope.clientIp;
  if (iprev.result === 'temperror') return [draft('connection-ptr-unchecked', { ip }, [iprev.reason])];
  // RFC 8601 §2.7.3 calls a missing PTR permerror, others call it fail: the names decide.
  if (iprev.result !== 'pass' && iprev.names.length === 0) return [draft('connection-no-ptr', { ip, helo: hostOf(envelope.helo) }, [iprev.reason])];
  if (iprev.result !== 'pass') {
    const seen = iprev.names.map(({ name, addresses }) => `${ip} PTR ${name}, ${name} is ${addresses.join(', ') || 'without address'}`);
    return [draft('connection-ptr-mismatch', { ip, name: iprev.names[0]?.name ?? '', addresses: iprev.names[0]?.addresses.join(', ') || null }, seen)];
  }
  const name = iprev.name ?? iprev.names[0]?.name ?? '';
  const kind = nameKind(name, ip);
  if (kind === 'given') return [draft('connection-ptr-matches', { ip, name })];
  return [draft('connection-generic-ptr', { ip, name, dynamic: kind === 'dynamic' ? name : null, helo: hostOf(envelope.helo) }, [`${ip} PTR ${name}`])];
}

/** The HELO name where it can serve as the PTR name; null for a literal or a bare word. */
function hostOf(helo: string): string | null {
  return isFullyQualified(helo) ? helo.toLowerCase() : null;
}
