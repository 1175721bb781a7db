// Whether the mail came over TLS (RFC 3207), and not over a version that is dead (RFC 8996).
import { isLoopback } from '../../message/ip-address.ts';
import { isClientHidden } from '../../verify/hidden-client.ts';
import { draft, type Draft } from '../draft.ts';
import type { Verification } from '../../verify/verification.ts';

export function tlsRule(facts: Verification): Draft[] {
  const { envelope } = facts;
  // A saved message has no recipients of a session, and nothing is known about how it travelled.
  if (envelope.rcptTo.length === 0) return [];
  // A test from the service's own host never crossed a network.
  if (isClientHidden(facts) && isLoopback(envelope.clientIp)) return [];
  if (envelope.tls === null) return [draft('connection-no-tls', { ip: envelope.clientIp })];
  const { version, cipher } = envelope.tls;
  if (/^(?:SSL|TLSv1(?:\.[01])?$)/i.test(version))
    return [draft('connection-old-tls', { version }, [`${version} ${cipher}`])];
  return [draft('connection-tls', { version, cipher })];
}
