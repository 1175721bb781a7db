// Forwarded mail: SPF cannot pass, because the last host is the forwarder's (RFC 7960 §2). Told only where it is as good as proven: an
// aligned signature holds, and a Received field tells of an address, listed by the domain, that handed the mail on.
import type { Verification } from '../../verify/verification.ts';
import { parseTerm } from '../../verify/spf/parse-term.ts';
import { plainAddress, sameAddress } from '../address.ts';
import { draft, type Draft } from '../draft.ts';
import { isTooBroad } from './broad.ts';
import { listedAt } from './lists.ts';

export function forwardedRule(facts: Verification): Draft[] {
  const { result, domain } = facts.spf.mailFrom;
  const { clientIp: ip, helo } = facts.envelope;
  if (!['fail', 'softfail', 'neutral'].includes(result)) return [];
  if (!facts.dkim.some((one) => one.result === 'pass' && one.aligned === true)) return [];
  for (const { name, value } of facts.message.fields) {
    if (name.toLowerCase() !== 'received') continue;
    const origin = plainAddress(/\[(?:IPv6:)?([0-9a-f:.]+)\]/i.exec(value)?.[1] ?? '');
    if (origin === '' || sameAddress(origin, ip)) continue;
    const listed = listedAt(facts, origin);
    // What lists half of the Internet tells of no host that it is the domain's.
    if (listed === null || isTooBroad(parseTerm(listed.term.text, 0), listed.term, true)) continue;
    return [
      draft(
        'spf-forwarded',
        {
          domain,
          ip,
          origin,
          term: listed.term.text,
          forwarder: facts.envelope.clientName ?? helo,
        },
        [`Received: ${value}`, `${listed.node.domain} TXT ${listed.node.record ?? ''}`],
      ),
    ];
  }
  return [];
}
