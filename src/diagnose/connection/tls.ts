// Whether the mail came over TLS (RFC 3207), and not over a version that is dead (RFC 8996).
import { draft, type Draft } from '../draft.ts';
import type { Verification } from '../../verify/verification.ts';

export function tlsRule({ envelope }: Verification): Draft[] {
  // A saved message has no recipients of a session, and nothing is known about how it travelled.
  if (envelope.rcptTo.length === 0) return [];
  if (envelope.tls === null) return [draft('connection-no-tls', { ip: envelope.clientIp })];
  const { version, cipher } = envelope.tls;
  if (/^(?:SSL|TLSv1(?:\.[01])?$)/i.test(version)) return [draft('connection-old-tls', { version }, [`${version} ${cipher}`])];
  return [draft('connection-tls', { version, cipher })];
}
