// The client's real address is hidden behind a container's bridge, a NAT or a proxy: what depends on it was not checked.
import { isClientHidden } from '../../verify/hidden-client.ts';
import type { Verification } from '../../verify/verification.ts';
import { isLoopback } from '../../message/ip-address.ts';
import { draft, type Draft } from '../draft.ts';

export function hiddenClientRule(facts: Verification): Draft[] {
  if (!isClientHidden(facts)) return [];
  const { clientIp: ip, helo } = facts.envelope;
  return [
    draft('connection-address-hidden', { ip, local: isLoopback(ip) ? ip : null }, [
      `client ${ip}, HELO ${helo}`,
    ]),
  ];
}
