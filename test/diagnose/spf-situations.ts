// Records of domains that were set up in haste, with whatever stands around them: what the final record has to hold up against.
import { txt, type Given, type Zone } from './given.ts';

export const spf = (
  record: string | readonly string[],
  zone: Zone = {},
  more: Given = {},
): Given => ({
  ...more,
  zone: {
    'example.org': [
      ...(typeof record === 'string' ? [record] : record).map(txt),
      'MX 10 mx.example.org',
      'A 192.0.2.80',
    ],
    'mx.example.org': ['A 192.0.2.26', 'AAAA 2001:db8::26'],
    ...SERVICES,
    ...zone,
  },
});
const SERVICES: Zone = {
  '_spf.google.com': [
    txt('v=spf1 include:_netblocks.google.com include:_netblocks2.google.com ~all'),
  ],
  '_netblocks.google.com': [txt('v=spf1 ip4:198.51.100.0/25 ~all')],
  '_netblocks2.google.com': [txt('v=spf1 ip6:2001:db8:4860::/48 ~all')],
  'spf.protection.outlook.com': [txt('v=spf1 ip4:198.51.100.128/26 -all')],
  'sendgrid.net': [txt('v=spf1 ip4:203.0.113.128/25 ~all')],
  'spf.esp.example': [txt('v=spf1 ip4:203.0.113.10 ip4:203.0.113.11 -all')],
  ...Object.fromEntries(
    Array.from({ length: 12 }, (_, index) => [
      `_spf${index}.example.net`,
      [txt(`v=spf1 ip4:203.0.113.${20 + index} ~all`)],
    ]),
  ),
};
const includes = (count: number): string =>
  Array.from({ length: count }, (_, index) => `include:_spf${index}.example.net`).join(' ');
const many = (count: number): string =>
  Array.from({ length: count }, (_, index) => `ip4:198.51.100.${100 + index}`).join(' ');
const SIX: Given = { envelope: { clientIp: '2001:db8::25' } };

export const SPF_SITUATIONS: Record<string, Given> = {
  'mx and a provider, sender missing': spf('v=spf1 mx include:_spf.google.com -all'),
  'cPanel left a second record': spf([
    'v=spf1 +a +mx +ip4:192.0.2.80 ~all',
    'v=spf1 include:_spf.google.com ~all',
  ]),
  'three records, one of them -all': spf([
    'v=spf1 -all',
    'v=spf1 mx ~all',
    'v=spf1 include:sendgrid.net ?all',
  ]),
  'several, one with redirect': spf(['v=spf1 mx -all', 'v=spf1 redirect=_spf.google.com']),
  'several, one with a mistake': spf([
    'v=spf1 mx -all',
    'v=spf1 ipv4:192.0.2.99 ip4:300.1.1.1 -all',
  ]),
  'several, one includes a dead name': spf([
    'v=spf1 mx -all',
    'v=spf1 include:gone.example.net -all',
  ]),
  'misspelt provider': spf('v=spf1 include:_spf.gogle.com -all'),
  'misspelt provider behind a mistake': spf('v=spf1 include:_spf.gogle.com ipv4:192.0.2.9 -all'),
  'misspelt provider that is not there': spf('v=spf1 include:amazonsess.com mx -all'),
  'mixed case': spf('V=SPF1 MX A:MX.example.ORG INCLUDE:_SPF.GOOGLE.COM -ALL'),
  'ten lookups exactly': spf(`v=spf1 ${includes(10)} -all`),
  'ten lookups, sender belongs to a service': spf(`v=spf1 ${includes(10)} ?all`),
  'eleven, mx is redundant': spf(`v=spf1 mx ip4:192.0.2.26 ip6:2001:db8::26 ${includes(10)} ~all`),
  'eleven, a is written out': spf(`v=spf1 a ${includes(10)} ?all`),
  'eleven of strangers': spf(`v=spf1 ${includes(11)} -all`),
  'eleven, own include': spf(`v=spf1 include:_spf.example.org ${includes(9)} -all`, {
    '_spf.example.org': [txt('v=spf1 a:mx.example.org ip4:192.0.2.77 ~all')],
  }),
  'eleven, an empty include': spf(`v=spf1 ${includes(10)} include:empty.example.net -all`, {
    'empty.example.net': [txt('v=spf1 ~all')],
  }),
  macros: spf('v=spf1 exists:%{i}._spf.%{d} include:%{d}._s.example.net ?all', {
    'example.org._s.example.net': [txt('v=spf1 ip4:192.0.2.7 -all')],
  }),
  'broken macro': spf('v=spf1 mx exists:%{x}._spf.%{d} -all'),
  'redirect, sender missing': spf('v=spf1 redirect=_spf.example.org', {
    '_spf.example.org': [txt('v=spf1 mx -all')],
  }),
  'redirect to a name without a record': spf('v=spf1 a redirect=_spf.example.org'),
  'redirect to a record with a loop': spf('v=spf1 redirect=_spf.example.org', {
    '_spf.example.org': [txt('v=spf1 ip4:192.0.2.60 include:example.org -all')],
  }),
  'redirect and ptr': spf('v=spf1 ptr redirect=_spf.example.org', {
    '_spf.example.org': [txt('v=spf1 ip4:192.0.2.60 -all')],
  }),
  'exp stays': spf('v=spf1 mx -all exp=why.example.org', {
    'why.example.org': [txt('%{i} may not send')],
  }),
  'include with a dead include inside': spf('v=spf1 include:spf.host.example mx -all', {
    'spf.host.example': [
      txt('v=spf1 ip4:192.0.2.60 a include:gone.example.net ip4:192.0.2.61 -all'),
    ],
  }),
  'include with a dead include that has no equal': spf('v=spf1 include:spf.host.example mx -all', {
    'spf.host.example': [
      txt('v=spf1 -ip4:192.0.2.62 ip4:192.0.2.0/26 include:gone.example.net -all'),
    ],
  }),
  'include of itself': spf('v=spf1 ip4:192.0.2.60 include:example.org -all'),
  'include of everybody': spf('v=spf1 mx include:open.example.net -all', {
    'open.example.net': [txt('v=spf1 +all')],
  }),
  'redirect to everybody': spf('v=spf1 mx redirect=open.example.net', {
    'open.example.net': [txt('v=spf1 +all')],
  }),
  '+all': spf('v=spf1 mx +all'),
  'all alone': spf('v=spf1 all'),
  'all first': spf('v=spf1 -all mx include:sendgrid.net ip4:192.0.2.25'),
  halves: spf('v=spf1 ip4:0.0.0.0/1 ip4:128.0.0.0/1 -all'),
  'a/0': spf('v=spf1 a/0 -all'),
  'all of IPv6': spf('v=spf1 ip6:::/0 mx ~all', {}, SIX),
  'ip6 sender': spf('v=spf1 ip4:192.0.2.25 -all', {}, SIX),
  ptr: spf('v=spf1 ptr -all'),
  'ptr that matches nobody': spf('v=spf1 ptr:example.net mx -all'),
  'three voids': spf('v=spf1 a:gone1.example.org a:gone2.example.org a:gone3.example.org mx -all'),
  'three voids of one family': spf(
    'v=spf1 a:six1.example.org a:six2.example.org a:six3.example.org mx -all',
    {
      'six1.example.org': ['AAAA 2001:db8::61'],
      'six2.example.org': ['AAAA 2001:db8::62'],
      'six3.example.org': ['AAAA 2001:db8::63'],
    },
  ),
  'two voids, foreign': spf('v=spf1 a:gone1.example.net mx:gone2.example.net mx -all'),
  'no end': spf('v=spf1 mx'),
  'neutral end': spf('v=spf1 mx include:sendgrid.net ?all'),
  empty: spf('v=spf1'),
  'nobody may send': spf('v=spf1 -all'),
  'over 255 bytes': spf(`v=spf1 ${many(20)} -all`),
  'over 512 bytes': spf(`v=spf1 ${many(40)} ?all`),
  'over 512 bytes only with the sender': spf(
    `v=spf1 ${many(27)} ip4:198.51.100.7 include:sendgrid.net mx a ~all`,
  ),
  'over 512 bytes and nothing to join': spf(
    `v=spf1 ${Array.from({ length: 30 }, (_, index) => `ip4:10.${index}.${index}.1`).join(' ')} ?all`,
  ),
  'torn terms': spf('v=spf1 ip4: 192.0.2.25 include: sendgrid.net ~ all'),
  commas: spf('v=spf1, mx, ip4:192.0.2.25, -all'),
  quotes: spf('"v=spf1 mx -all"'),
  'en dash': spf('v=spf1 mx \u2013all'),
  prefixes: spf('v=spf1 ip4:192.0.2.0/027 ip4:198.51.100.0/33 -all'),
  'empty targets': spf('v=spf1 a: mx: include: ptr: -all'),
  'redirect twice': spf('v=spf1 redirect=_spf.google.com redirect=sendgrid.net'),
  'unknown mechanism': spf('v=spf1 foo:bar mx -all'),
  'strings without a blank': {
    zone: {
      'example.org': [
        'TXT "v=spf1 mx" "include:sendgrid.net" "-all"',
        'MX 10 mx.example.org',
        'A 192.0.2.80',
      ],
      'mx.example.org': ['A 192.0.2.26'],
      ...SERVICES,
    },
  },
  'strings without a blank that are no mistake': {
    zone: {
      'example.org': [
        'TXT "v=spf1 mx include:spf.esp.example" "include:sendgrid.net -all"',
        'MX 10 mx.example.org',
        'A 192.0.2.80',
      ],
      'mx.example.org': ['A 192.0.2.26'],
      ...SERVICES,
    },
  },
  'sender ID with more': spf('spf2.0/mfrom,pra mx include:sendgrid.net -all'),
  'version with a dot': spf('v=spf1.0 mx -all'),
  'record at the mail host': {
    zone: {
      'example.org': ['A 192.0.2.80', 'MX 10 mail.example.org'],
      'mail.example.org': ['A 192.0.2.25', txt('v=spf1 mx a ip4:192.0.2.99 -all')],
    },
  },
  'record at the doubled name': {
    zone: {
      'example.org': ['A 192.0.2.80', 'MX 10 mail.example.org'],
      'example.org.example.org': [txt('v=spf1 mx include:sendgrid.net -all')],
      ...SERVICES,
    },
  },
  'HELO name without a record': {
    zone: { 'mail.example.org': ['A 192.0.2.25', 'AAAA 2001:db8::25'] },
  },
  'HELO name that forgets IPv6': {
    zone: { 'mail.example.org': ['A 192.0.2.25', txt('v=spf1 ip4:192.0.2.99 -all')] },
  },
  'null sender': { envelope: { mailFrom: '' }, zone: { 'mail.example.org': ['A 192.0.2.25'] } },
  'null sender, literal': { envelope: { mailFrom: '', helo: '[192.0.2.25]' } },
  'no record, Google sends': {
    zone: {
      'example.org': ['A 192.0.2.80', 'MX 10 mx.example.org'],
      ...SERVICES,
      '5.100.51.198.in-addr.arpa': ['PTR mail-a.google.com'],
      'mail-a.google.com': ['A 198.51.100.5'],
    },
    envelope: { clientIp: '198.51.100.5', helo: 'mail-a.google.com' },
  },
  alias: {
    zone: {
      'shop.example.org': ['CNAME shop.platform.example'],
      'shop.platform.example': ['A 192.0.2.99'],
    },
    envelope: { mailFrom: 'a@shop.example.org' },
  },
  'several, one holds the other': spf(['v=spf1 mx ip4:192.0.2.25 ~all', 'v=spf1 mx ~all']),
  'several, too expensive': spf([
    `v=spf1 ${includes(6)} -all`,
    'v=spf1 a mx include:_spf.google.com include:spf.protection.outlook.com ~all',
  ]),
  'redirect beside all': spf('v=spf1 redirect=_spf.google.com mx ?all'),
  'redirect in capitals': spf('v=spf1 REDIRECT=_SPF.GOOGLE.COM'),
  'redirect over the limit': spf(`v=spf1 mx ${includes(9)} redirect=_spf0.example.net`),
  'include after all': spf(
    'v=spf1 mx -all include:sendgrid.net include:gone.example.net include:_spf.google.com a:gone.example.com',
  ),
  'include of the own domain after all': spf('v=spf1 mx -all include:example.org'),
  'temperror and ?all': spf('v=spf1 include:away.example.net mx ?all', {
    'away.example.net': ['SERVFAIL'],
  }),
  'mx with prefixes': spf('v=spf1 +mx:example.org/28//64 a/30 ?all'),
  'local part macros': spf(
    'v=spf1 exists:%{l1r-}.%{d2}._l.example.net include:%{i}.%{v}._i.example.net ?all',
  ),
  'two levels and a loop': spf('v=spf1 include:a.example.net -all', {
    'a.example.net': [txt('v=spf1 ip4:192.0.2.70 include:b.example.net ~all')],
    'b.example.net': [txt('v=spf1 ip4:192.0.2.71 include:a.example.net ~all')],
  }),
  'include with a dead redirect': spf('v=spf1 include:a.example.net mx -all', {
    'a.example.net': [txt('v=spf1 ip4:192.0.2.70 mx redirect=gone.example.net')],
  }),
  'include with a syntax error inside': spf('v=spf1 mx include:a.example.net -all', {
    'a.example.net': [txt('v=spf1 ip4:192.0.2.70 include:b.example.net ~all')],
    'b.example.net': [txt('v=spf1 ip4:192.0.2.71 oops ~all')],
  }),
  'single labels and addresses': spf(
    'v=spf1 a:mail mx:192.0.2.33 include:192.0.2.34 ip4:mx.example.org -all',
  ),
  'the mechanism of another': spf('v=spf1 ?include:sendgrid.net ~mx -ip4:192.0.2.25 a ?all'),
  'everything at once': spf(
    'v=spf1 ipv4:192.0.2.9 ptr include:_spf.gogle.com a:gone.example.com redirect=_spf.google.com ip4:1.2.3.4/040 +all mx',
  ),
  'IPv6, ptr': spf('v=spf1 ptr mx ~all', {}, SIX),
  'IPv6, eleven lookups': spf(`v=spf1 a mx ${includes(9)} -all`, {}, SIX),
  'IPv6, dead include of a host': spf(
    'v=spf1 include:host.example.net -all',
    { 'host.example.net': ['AAAA 2001:db8::25'] },
    SIX,
  ),
  'mx of eleven hosts and over the limit': spf(`v=spf1 mx ${includes(10)} -all`, {
    'example.org': [
      txt(`v=spf1 mx ${includes(10)} -all`),
      ...Array.from({ length: 11 }, (_, index) => `MX ${index} m${index}.example.org`),
    ],
    ...Object.fromEntries(
      Array.from({ length: 11 }, (_, index) => [
        `m${index}.example.org`,
        [`A 203.0.113.${60 + index}`],
      ]),
    ),
  }),
  'null MX': spf('v=spf1 mx a ?all', {
    'example.org': [txt('v=spf1 mx a ?all'), 'MX 0 .', 'A 192.0.2.80'],
  }),
  'unknown modifiers': spf('v=spf1 ra=postmaster rp=100 mx ?all rr=all'),
  'null sender, HELO record fails': {
    envelope: { mailFrom: '' },
    zone: { 'mail.example.org': ['A 192.0.2.25', txt('v=spf1 ip4:192.0.2.99 -all')] },
  },
  'null sender, HELO absent': { envelope: { mailFrom: '', helo: 'gone.example.org' } },
  'sender is the HELO name': {
    envelope: { mailFrom: 'root@mail.example.org' },
    zone: { 'mail.example.org': ['A 192.0.2.25'] },
  },
  'capital domain': {
    envelope: { mailFrom: 'anna@EXAMPLE.ORG' },
    zone: {
      'example.org': [txt('v=spf1 mx ?all'), 'MX 10 mx.example.org'],
      'mx.example.org': ['A 192.0.2.26'],
    },
  },
  'empty targets before all': spf('v=spf1 include: redirect= -all'),
  'only a version': spf('v=spf1 '),
  'tabs and doubled blanks': spf('v=spf1\tmx  ip4:192.0.2.25\t-all'),
  backslashes: spf('v=spf1 mx\\; -all'),
  'https in a record': spf('v=spf1 include:https://sendgrid.net mx -all'),
  'at signs': spf('v=spf1 include:@sendgrid.net a:mail@example.org mx -all'),
  'wide own include': spf('v=spf1 include:_spf.example.org -all', {
    '_spf.example.org': [txt('v=spf1 ip4:0.0.0.0/2 ip4:192.0.2.25 -all')],
  }),
};
