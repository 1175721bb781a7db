// Cases of SPF. Records to publish were worked out by hand from the record of each case.
import type { SpfCode } from '../../../src/diagnose/catalog.ts';
import { txt, type Given, type Zone } from '../given.ts';
import type { Cases } from './case.ts';

/** The SPF record of example.org, with other records beside. */
const spf = (record: string, zone: Zone = {}): Given => ({
  zone: { 'example.org': [txt(record), 'MX 10 mail.example.org', 'A 192.0.2.80'], ...zone },
});
/** A record for each included name, none of which lists the sender. */
const services = (count: number, record = 'v=spf1 ip4:198.51.100.0/24 ~all'): Zone =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`_spf${index + 1}.example.net`, [txt(record)]]),
  );
const includes = (count: number): string =>
  Array.from({ length: count }, (_, index) => `include:_spf${index + 1}.example.net`).join(' ');
const gone = (count: number): string =>
  Array.from({ length: count }, (_, index) => `a:gone${index + 1}.example.org`).join(' ');
const exchangers = (count: number): Zone => ({
  'many.example.net': Array.from(
    { length: count },
    (_, index) => `MX ${index + 1} mx${index + 1}.example.net`,
  ),
});

export const spfCases: Cases<SpfCode> = {
  'spf-several': {
    fires: {
      zone: {
        'example.org': [txt('v=spf1 mx ~all'), txt('v=spf1 include:_spf.example.net -all')],
        '_spf.example.net': [txt('v=spf1 ip4:198.51.100.1 -all')],
      },
    },
    values: { count: '2', record: 'v=spf1 mx include:_spf.example.net ip4:192.0.2.25 ~all' },
    silent: {
      zone: {
        'example.org': [
          txt('v=spf1 ip4:192.0.2.25 -all'),
          txt('v=spf10 not SPF'),
          txt('site-verification=1'),
        ],
      },
    },
  },
  'spf-syntax': {
    fires: spf('v=spf1 mx ipv4:192.0.2.25 -all'),
    values: { term: 'ipv4:192.0.2.25', position: '11', record: 'v=spf1 mx ip4:192.0.2.25 -all' },
    silent: spf('v=spf1 mx unknown=modifier -all'),
  },
  'spf-macro-syntax': {
    fires: spf('v=spf1 exists:%i._spf.example.org -all'),
    values: { term: 'exists:%i._spf.example.org' },
    silent: spf('v=spf1 exists:%{i}._spf.example.org -all'),
  },
  'spf-include-syntax': {
    fires: spf('v=spf1 include:_spf.example.net -all', {
      '_spf.example.net': [txt('v=spf1 ip4:198.51.100.300 -all')],
    }),
    values: {
      name: '_spf.example.net',
      via: 'include:_spf.example.net',
      term: 'ip4:198.51.100.300',
    },
    silent: spf('v=spf1 ip4:198.51.100.300 -all'),
  },
  'spf-include-several': {
    fires: spf('v=spf1 include:_spf.example.net -all', {
      '_spf.example.net': [txt('v=spf1 -all'), txt('v=spf1 mx -all')],
    }),
    values: { name: '_spf.example.net' },
    silent: { zone: { 'example.org': [txt('v=spf1 mx ~all'), txt('v=spf1 -all')] } },
  },
  'spf-include-none': {
    fires: spf('v=spf1 a include:mail.example.org ~all', { 'mail.example.org': ['A 192.0.2.25'] }),
    values: {
      term: 'include:mail.example.org',
      host: 'mail.example.org',
      record: 'v=spf1 a a:mail.example.org ~all',
    },
    silent: spf('v=spf1 a include:_spf.example.net ~all', { '_spf.example.net': ['SERVFAIL'] }),
  },
  'spf-redirect-none': {
    fires: spf('v=spf1 redirect=_spf.example.net'),
    values: { term: 'redirect=_spf.example.net', name: '_spf.example.net' },
    silent: spf('v=spf1 redirect=_spf.example.net', {
      '_spf.example.net': [txt('v=spf1 ip4:192.0.2.25 -all')],
    }),
  },
  'spf-loop': {
    fires: spf('v=spf1 include:_spf.example.net -all', {
      '_spf.example.net': [txt('v=spf1 include:example.org -all')],
    }),
    values: { term: 'include:example.org', name: 'example.org' },
    // The same record twice is no circle.
    silent: spf(`v=spf1 ${includes(2)} -all`, {
      '_spf1.example.net': [txt('v=spf1 include:_spf2.example.net -all')],
      '_spf2.example.net': [txt('v=spf1 -all')],
    }),
  },
  'spf-too-many-lookups': {
    fires: spf(`v=spf1 ${includes(11)} -all`, services(11)),
    values: { cost: '11', limit: '10' },
    silent: spf(`v=spf1 ${includes(10)} -all`, services(10)),
  },
  'spf-too-many-voids': {
    fires: spf(`v=spf1 ${gone(3)} -all`),
    values: { count: '3', limit: '2', terms: gone(3) },
    silent: spf(`v=spf1 ${gone(2)} -all`),
  },
  'spf-too-many-mx': {
    fires: spf('v=spf1 mx:many.example.net ip4:192.0.2.25 -all', exchangers(11)),
    silent: spf('v=spf1 mx:many.example.net ip4:192.0.2.25 -all', exchangers(10)),
  },
  'spf-too-many-ptr': {
    fires: spf('v=spf1 ptr:example.org -all', {
      '25.2.0.192.in-addr.arpa': Array.from(
        { length: 11 },
        (_, index) => `PTR host${index}.example.net`,
      ),
    }),
    values: { count: '11', limit: '10' },
    silent: spf('v=spf1 ptr:example.org -all', {
      '25.2.0.192.in-addr.arpa': Array.from(
        { length: 10 },
        (_, index) => `PTR host${index}.example.net`,
      ),
    }),
  },
  'spf-mx-address': {
    fires: {
      zone: {
        'example.org': [txt('v=spf1 mx:relay.example -all')],
        'relay.example': ['MX 10 192.0.2.25'],
      },
    },
    values: { address: '192.0.2.25', name: 'relay.example' },
    silent: { zone: { 'example.org': [txt('v=spf1 ip4:192.0.2.25 -all'), 'MX 10 192.0.2.25'] } },
  },
  'spf-version-syntax': {
    fires: spf('v=spf1; ip4:192.0.2.25 -all'),
    values: { record: 'v=spf1 ip4:192.0.2.25 -all' },
    silent: spf('V=SPF1 ip4:192.0.2.25 -all'),
  },
  'spf-type99-only': {
    fires: { zone: { 'example.org': ['SPF "v=spf1 ip4:192.0.2.25 -all"', 'A 192.0.2.80'] } },
    values: { record: 'v=spf1 ip4:192.0.2.25 -all' },
    silent: {
      zone: {
        'example.org': ['SPF "v=spf1 ip4:192.0.2.25 -all"', txt('v=spf1 ip4:192.0.2.25 -all')],
      },
    },
  },
  'spf-sender-id-only': {
    fires: spf('spf2.0/mfrom,pra ip4:192.0.2.25 -all'),
    values: { record: 'v=spf1 ip4:192.0.2.25 -all' },
    silent: {
      zone: { 'example.org': [txt('spf2.0/pra ?all'), txt('v=spf1 ip4:192.0.2.25 -all')] },
    },
  },
  'spf-wrong-name': {
    fires: {
      zone: {
        'example.org': ['A 192.0.2.80'],
        'mail.example.org': ['A 192.0.2.25', txt('v=spf1 ip4:192.0.2.25 -all')],
      },
    },
    values: { found: 'mail.example.org', record: 'v=spf1 ip4:192.0.2.25 ~all' },
    silent: { zone: { 'example.org': ['A 192.0.2.80'], 'mail.example.org': ['A 192.0.2.25'] } },
  },
  'spf-forwarded': {
    fires: {
      envelope: { clientIp: '203.0.113.9', helo: 'fwd.example.net' },
      header: {
        Received:
          'from mail.example.org (mail.example.org [192.0.2.25]) by fwd.example.net; Sat, 01 Aug 2026 09:59:59 +0000',
      },
    },
    values: { origin: '192.0.2.25', forwarder: 'fwd.example.net', term: 'ip4:192.0.2.25' },
    // Anybody can write a Received field; without a signature it says nothing.
    silent: {
      envelope: { clientIp: '203.0.113.9', helo: 'fwd.example.net' },
      header: {
        Received:
          'from mail.example.org (mail.example.org [192.0.2.25]) by fwd.example.net; Sat, 01 Aug 2026 09:59:59 +0000',
      },
      signatures: [],
    },
  },
  'spf-fail': {
    fires: spf('v=spf1 ip4:198.51.100.0/24 -all'),
    values: {
      ip: '192.0.2.25',
      term: '-all',
      record: 'v=spf1 ip4:198.51.100.0/24 ip4:192.0.2.25 -all',
    },
    silent: spf('v=spf1 ip4:198.51.100.0/24 ~all'),
  },
  'spf-softfail': {
    fires: spf('v=spf1 ip4:198.51.100.0/24 ~all'),
    values: { record: 'v=spf1 ip4:198.51.100.0/24 ip4:192.0.2.25 ~all' },
    silent: spf('v=spf1 ip4:192.0.2.0/24 ~all'),
  },
  'spf-neutral': {
    fires: spf('v=spf1 ip4:198.51.100.0/24 ?all'),
    values: { record: 'v=spf1 ip4:198.51.100.0/24 ip4:192.0.2.25 ~all' },
    silent: spf('v=spf1 ip4:192.0.2.0/24 ?all'),
  },
  'spf-none': {
    fires: { zone: { 'example.org': ['A 192.0.2.80'] } },
    values: { domain: 'example.org', record: 'v=spf1 ip4:192.0.2.25 ~all' },
    silent: { zone: { 'example.org': ['SERVFAIL'] } },
  },
  'spf-permerror': {
    // A name that nobody can ask.
    fires: spf('v=spf1 include:%{l} -all'),
    silent: spf('v=spf1 foo -all'),
  },
  'spf-record-too-many-lookups': {
    fires: spf(`v=spf1 ip4:192.0.2.25 ${includes(11)} -all`, services(11)),
    values: { cost: '11' },
    silent: spf(`v=spf1 ip4:192.0.2.25 ${includes(10)} -all`, services(10)),
  },
  'spf-pass-all': {
    fires: spf('v=spf1 mx +all'),
    values: { record: 'v=spf1 mx ~all' },
    silent: spf('v=spf1 mx -include:_spf.example.net ~all', {
      '_spf.example.net': [txt('v=spf1 +all')],
    }),
  },
  'spf-ptr': {
    fires: spf('v=spf1 mx ptr -all'),
    values: { term: 'ptr', record: 'v=spf1 mx ~all', lost: 'ptr' },
    silent: spf('v=spf1 mx -all'),
  },
  'spf-no-all': {
    fires: spf('v=spf1 ip4:192.0.2.25'),
    values: { record: 'v=spf1 ip4:192.0.2.25 ~all' },
    silent: spf('v=spf1 redirect=_spf.example.org', {
      '_spf.example.org': [txt('v=spf1 ip4:192.0.2.25 -all')],
    }),
  },
  'spf-after-all': {
    fires: spf('v=spf1 ip4:192.0.2.25 -all ip4:198.51.100.1'),
    values: {
      all: '-all',
      terms: 'ip4:198.51.100.1',
      record: 'v=spf1 ip4:192.0.2.25 ip4:198.51.100.1 -all',
    },
    silent: spf('v=spf1 ip4:192.0.2.25 -all exp=why.example.org'),
  },
  'spf-redirect-ignored': {
    fires: spf('v=spf1 ip4:192.0.2.25 -all redirect=_spf.example.net'),
    values: { record: 'v=spf1 ip4:192.0.2.25 -all' },
    silent: spf('v=spf1 ip4:192.0.2.25 redirect=_spf.example.net', {
      '_spf.example.net': [txt('v=spf1 -all')],
    }),
  },
  'spf-record-too-long': {
    fires: spf(
      `v=spf1 ip4:192.0.2.25 ${Array.from({ length: 30 }, (_, index) => `ip4:198.51.100.${index + 100}`).join(' ')} -all`,
    ),
    silent: spf(
      `v=spf1 ip4:192.0.2.25 ${Array.from({ length: 20 }, (_, index) => `ip4:198.51.100.${index + 100}`).join(' ')} -all`,
    ),
  },
  'spf-helo-fail': {
    fires: { zone: { 'mail.example.org': ['A 192.0.2.25', txt('v=spf1 ip4:198.51.100.1 -all')] } },
    values: { helo: 'mail.example.org', mechanism: 'ip4:192.0.2.25' },
    silent: { zone: { 'mail.example.org': ['A 192.0.2.25', txt('v=spf1 ip4:198.51.100.1 ?all')] } },
  },
  'spf-record-voids': {
    fires: spf(
      `v=spf1 ip4:192.0.2.25 ${Array.from({ length: 3 }, (_, index) => `include:gone${index}.example.net`).join(' ')} -all`,
    ),
    silent: spf(
      `v=spf1 ip4:192.0.2.25 ${Array.from({ length: 2 }, (_, index) => `include:gone${index}.example.net`).join(' ')} -all`,
    ),
  },
  'spf-neutral-all': {
    fires: spf('v=spf1 ip4:192.0.2.25 ?all'),
    values: { record: 'v=spf1 ip4:192.0.2.25 ~all' },
    silent: spf('v=spf1 ?ip4:198.51.100.1 ip4:192.0.2.25 ~all'),
  },
  'spf-helo-none': {
    fires: { zone: { 'mail.example.org': ['A 192.0.2.25'] } },
    values: { helo: 'mail.example.org', record: 'v=spf1 a ~all' },
    // Such a name can have no record.
    silent: { envelope: { helo: 'localhost' } },
  },
  'spf-domain-absent': {
    fires: { envelope: { mailFrom: 'anna@exmaple.org' } },
    values: { domain: 'exmaple.org' },
    silent: {
      envelope: { mailFrom: 'anna@news.example.org' },
      zone: { 'news.example.org': ['A 192.0.2.80'] },
    },
  },
  'spf-too-broad': {
    fires: spf('v=spf1 ip4:0.0.0.0/1 ip4:128.0.0.0/1 -all'),
    values: { term: 'ip4:0.0.0.0/1', record: 'v=spf1 ip4:192.0.2.25 ~all' },
    silent: spf('v=spf1 ip4:192.0.0.0/9 -all'),
  },
  'spf-absent-name': {
    fires: spf('v=spf1 ip4:192.0.2.25 a:gone.example.net -all'),
    values: { names: 'gone.example.net', record: 'v=spf1 ip4:192.0.2.25 -all' },
    // A name below one's own is nobody else's to register.
    silent: spf('v=spf1 ip4:192.0.2.25 a:gone.example.org -all'),
  },
  'spf-null-reverse-path': {
    fires: { envelope: { mailFrom: '' } },
    values: { sender: 'postmaster@mail.example.org' },
    silent: {},
  },
  'spf-temperror': {
    fires: { zone: { 'example.org': ['TIMEOUT'] } },
    silent: { zone: { 'example.org': null } },
  },
  'spf-pass': {
    fires: {},
    values: { domain: 'example.org', ip: '192.0.2.25', term: 'ip4:192.0.2.25' },
    silent: spf('v=spf1 +all'),
  },
};
