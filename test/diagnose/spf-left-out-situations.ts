// Records from which somebody could be left out: several that refuse each other's hosts, and such as permit a sender that is not to be listed.
import type { Given } from './given.ts';
import { spf } from './spf-situations.ts';

const dynamic = (clientIp: string): Given => ({
  envelope: { clientIp, helo: 'host-203-0-113-77.dynamic.isp.example' },
});
const DYNAMIC = dynamic('203.0.113.77');
const DYNAMIC_SIX = dynamic('2001:db8:25::1');

export const SPF_LEFT_OUT: Record<string, Given> = {
  'several, one refuses a host of the other': spf([
    'v=spf1 ~mx ip4:192.0.2.60 ~all',
    'v=spf1 a mx ~all',
  ]),
  'several, one refuses the sender': spf([
    'v=spf1 a ~all',
    'v=spf1 ~mx ?ip4:192.0.2.25 ip4:192.0.2.60 ~all',
  ]),
  'several, one refuses its own MX host, which sends': spf(
    ['v=spf1 a ~all', 'v=spf1 ~mx ip4:192.0.2.60 ~all'],
    {},
    { envelope: { clientIp: '192.0.2.26' } },
  ),
  'several, two refuse each other': spf([
    'v=spf1 ?mx ip4:192.0.2.80 ~all',
    'v=spf1 -a ip4:192.0.2.26 ~all',
  ]),
  'several, what refuses stands last': spf(['v=spf1 mx ~ip4:192.0.2.80 ~all', 'v=spf1 a ?mx ~all']),
  'several, half of the Internet, dynamic': spf(
    ['v=spf1 ip4:0.0.0.0/0 ~all', 'v=spf1 ?mx ~all'],
    {},
    DYNAMIC,
  ),
  'half of the Internet, dynamic': spf('v=spf1 ip4:0.0.0.0/0 ?all', {}, DYNAMIC),
  'half of the Internet, dynamic IPv6': spf('v=spf1 ip4:0.0.0.0/0 ?all', {}, DYNAMIC_SIX),
  'half of the Internet, handed over by a desk': spf(
    'v=spf1 ip4:0.0.0.0/0 ?all',
    {},
    {
      envelope: { clientIp: '2001:db8:25::1' },
      header: {
        received:
          'from desk.example.org ([192.168.8.7]) by mail.example.org (Postfix) id 9A3F61C0E3; Sat, 01 Aug 2026 09:59:59 +0000',
      },
    },
  ),
  '+all, dynamic': spf('v=spf1 mx +all', {}, DYNAMIC),
  'ptr alone, dynamic IPv6': spf('v=spf1 ptr:example.org ?all', {}, DYNAMIC_SIX),
};
