// What a look at a domain says: for each code a domain on which it fires and a near miss on which it is silent.
import {
  CERTIFICATE,
  LOGO,
  MARK,
  policyPage,
  SVG,
  txt,
  type Given,
  type Zone,
} from './given-domain.ts';

export interface Case {
  fires: Given;
  silent: Given;
  values?: Record<string, string>;
}

const zone = (changes: Zone, more: Given = {}): Given => ({ ...more, zone: changes });
const apex = (...lines: string[]): Given =>
  zone({ 'example.org': ['TXT "v=spf1 mx ip4:192.0.2.25 ~all"', 'A 127.0.0.1', ...lines] });
const spf = (record: string, more: Zone = {}): Given =>
  zone({ 'example.org': [txt(record), 'MX 10 mail.example.org', 'A 127.0.0.1'], ...more });
const dmarc = (...records: string[]): Given => zone({ '_dmarc.example.org': records.map(txt) });
const sts = (...records: string[]): Given => zone({ '_mta-sts.example.org': records.map(txt) });
const rpt = (...records: string[]): Given => zone({ '_smtp._tls.example.org': records.map(txt) });
const bimi = (record: string | null): Given =>
  zone({ 'default._bimi.example.org': record === null ? null : [txt(record)] });
const tlsa = (lines: string[] | null, more: Given = {}): Given =>
  zone({ '_25._tcp.mail.example.org': lines }, more);
const policy = (mode: string, ...mx: string[]): Given =>
  policyPage(
    [
      'version: STSv1',
      `mode: ${mode}`,
      ...mx.map((host) => `mx: ${host}`),
      'max_age: 604800',
      '',
    ].join('\n'),
  );
const hosts = (count: number): Given => {
  const names = Array.from({ length: count }, (_, n) => `a${n}.example.org`);
  return spf(
    `v=spf1 ${names.map((name) => `a:${name}`).join(' ')} ~all`,
    Object.fromEntries(names.map((name) => [name, ['A 192.0.2.7', 'A 192.0.2.8']])),
  );
};
const DIGEST = 'bb'.repeat(32);
const page = (url: string, body: string, status = 200): Given => ({
  pages: { [url]: { status, body } },
});

export const DOMAIN_CASES: Record<string, Case> = {
  'domain-absent': {
    fires: { domain: 'nowhere.example' },
    silent: { domain: 'mail.example.org' },
    values: { domain: 'nowhere.example' },
  },
  'domain-null-mx': {
    fires: apex('MX 0 .'),
    silent: zone({ 'example.org': ['TXT "v=spf1 -all"', 'MX 0 .'] }),
  },
  'domain-parked': {
    fires: zone({ 'example.org': ['TXT "v=spf1 -all"', 'MX 0 .'] }),
    silent: zone({ 'example.org': ['TXT "v=spf1 -all"', 'MX 10 mail.example.org'] }),
  },
  'domain-no-mail-server': {
    fires: zone({ 'example.org': ['TXT "v=spf1 mx ip4:192.0.2.25 ~all"'] }),
    silent: apex(),
  },
  'domain-null-mx-mixed': {
    fires: apex('MX 0 .', 'MX 10 mail.example.org'),
    silent: apex('MX 0 mail.example.org', 'MX 10 mail.example.org'),
  },
  'domain-mx-address': {
    fires: apex('MX 10 192.0.2.25', 'MX 20 mail.example.org'),
    silent: apex('MX 10 mail.example.org'),
    values: { address: '192.0.2.25' },
  },
  'domain-mx-alias': {
    fires: zone({
      'example.org': ['TXT "v=spf1 mx ~all"', 'MX 10 alias.example.org'],
      'alias.example.org': ['CNAME mail.example.org'],
    }),
    silent: apex('MX 10 mail.example.org'),
    values: { name: 'alias.example.org', target: 'mail.example.org' },
  },
  'domain-mx-no-address': {
    fires: apex('MX 10 mail.example.org', 'MX 20 gone.example.org'),
    silent: apex('MX 10 mail.example.org'),
    values: { name: 'gone.example.org' },
  },
  'domain-mx-private': {
    fires: zone({ 'mail.example.org': ['A 10.0.0.25', 'A 192.168.1.25'] }),
    silent: zone({ 'mail.example.org': ['A 10.0.0.25', 'A 192.0.2.25'] }),
    values: { name: 'mail.example.org', addresses: '10.0.0.25, 192.168.1.25' },
  },
  'domain-no-mx': {
    fires: apex(),
    silent: apex('MX 10 mail.example.org'),
    values: { addresses: '127.0.0.1' },
  },
  'domain-unchecked': {
    fires: zone({ 'example.org': ['TXT "v=spf1 -all"', 'MX SERVFAIL'] }),
    silent: apex('MX 10 mail.example.org'),
  },
  'domain-mx-sound': {
    fires: {},
    silent: apex('MX 10 gone.example.org'),
    values: { hosts: 'mail.example.org' },
  },

  'domain-mta-sts-none': { fires: zone({ '_mta-sts.example.org': null }), silent: {} },
  'domain-mta-sts-record': {
    fires: sts('v=STSv1; id=2027-01-01'),
    silent: sts('v=STSv1; id=20270101;', 'v=spf1 -all'),
    values: { name: '_mta-sts.example.org' },
  },
  'domain-mta-sts-unreachable': {
    fires: { pages: { 'https://mta-sts.example.org/.well-known/mta-sts.txt': null } },
    silent: {},
    values: { trouble: 'mta-sts.example.org answers with HTTP status 404' },
  },
  'domain-mta-sts-policy': {
    fires: policyPage('version: STSv1\nmode: enforce\nmx: mail.example.org\n'),
    silent: policy('enforce', 'mail.example.org'),
    values: { fault: 'max_age: is missing' },
  },
  'domain-mta-sts-uncovered': {
    fires: policy('enforce', 'mx.example.org', '*.mail.example.org'),
    silent: policy('enforce', '*.example.org'),
    values: { name: 'mail.example.org' },
  },
  'domain-mta-sts-testing': {
    fires: policy('testing', 'mail.example.org'),
    silent: {},
    values: { mode: 'testing' },
  },
  'domain-mta-sts-sound': { fires: {}, silent: policy('testing', 'mail.example.org') },
  'domain-tls-rpt-none': {
    fires: zone({ '_smtp._tls.example.org': null }),
    silent: {},
    values: { by: 'MTA-STS, DANE' },
  },
  'domain-tls-rpt-record': {
    fires: rpt('v=TLSRPTv1; rua=postmaster@example.org'),
    silent: rpt('v=TLSRPTv1;rua=mailto:a@example.org,https://example.org/tls'),
  },
  'domain-tls-rpt-sound': {
    fires: {},
    silent: rpt('v=TLSRPTv1;'),
    values: { rua: 'mailto:postmaster@example.org' },
  },
  'domain-dane-unchecked': { fires: { authenticated: false }, silent: {} },
  'domain-dane-unsigned': { fires: {}, silent: {} },
  'domain-dane-unusable': {
    fires: tlsa([`TLSA 1 1 1 ${DIGEST}`]),
    silent: tlsa([`TLSA 2 0 2 ${DIGEST}${DIGEST}`]),
    values: { name: 'mail.example.org' },
  },
  'domain-dane-partial': {
    fires: zone({
      'example.org': ['TXT "v=spf1 mx ~all"', 'MX 10 mail.example.org', 'MX 20 mail2.example.org'],
      'mail2.example.org': ['A 192.0.2.26'],
    }),
    silent: {},
    values: { hosts: 'mail2.example.org' },
  },
  'domain-dane-sound': {
    fires: {},
    silent: tlsa([`TLSA 3 1 1 ${DIGEST.slice(2)}`]),
    values: { hosts: 'mail.example.org' },
  },

  'bimi-none': { fires: bimi(null), silent: {} },
  'bimi-no-certificate': { fires: bimi(`v=BIMI1; l=${LOGO}`), silent: {} },
  'bimi-policy': {
    fires: dmarc('v=DMARC1; p=reject; sp=none; rua=mailto:postmaster@example.org'),
    silent: dmarc('v=DMARC1; p=quarantine; rua=mailto:postmaster@example.org'),
  },
  'bimi-syntax': {
    fires: bimi(`v=BIMI1; a=${CERTIFICATE}`),
    silent: {},
    values: { fault: 'l= is missing' },
  },
  'bimi-logo-unreachable': {
    fires: page(LOGO, '', 301),
    silent: {},
    values: { trouble: 'example.org answers with a redirect (301), which is not followed' },
  },
  'bimi-logo-profile': {
    fires: page(LOGO, SVG.replace('<rect', '<script>1</script><rect')),
    silent: page(LOGO, `<?xml version="1.0"?><!-- <script> -->${SVG}`),
    values: { fault: 'it has <script>' },
  },
  'bimi-certificate-unreachable': { fires: { pages: { [CERTIFICATE]: null } }, silent: {} },
  'bimi-certificate': {
    fires: page(CERTIFICATE, 'not yet'),
    silent: page(CERTIFICATE, `${MARK}\n`),
    values: { fault: 'it holds no certificate in PEM form' },
  },
  'bimi-record-sound': { fires: {}, silent: bimi(null) },

  'spf-record-sound': {
    fires: {},
    silent: spf('v=spf1 include:gone.example.org ~all'),
    values: { cost: '1', others: 'softfail' },
  },
  'dmarc-record-sound': { fires: {}, silent: dmarc('v=spf1 -all'), values: { policy: 'p=reject' } },
  'spf-none': { fires: zone({ 'example.org': ['MX 10 mail.example.org'] }), silent: {} },
  'spf-several': {
    fires: zone({
      'example.org': ['TXT "v=spf1 mx ~all"', 'TXT "v=spf1 a ~all"', 'MX 10 mail.example.org'],
    }),
    silent: {},
  },
  'spf-syntax': {
    fires: spf('v=spf1 ipv4:192.0.2.25 ~all'),
    silent: {},
    values: { term: 'ipv4:192.0.2.25', record: 'v=spf1 ip4:192.0.2.25 ~all' },
  },
  'spf-include-none': {
    fires: spf('v=spf1 include:mail.example.org ~all'),
    silent: {},
    values: { host: 'mail.example.org', record: 'v=spf1 a:mail.example.org ~all' },
  },
  'spf-too-many-lookups': {
    fires: hosts(11),
    silent: hosts(10),
    values: { cost: '11', limit: '10' },
  },
  'spf-too-many-voids': {
    fires: spf('v=spf1 a:x1.example.org a:x2.example.org a:x3.example.org ~all'),
    silent: spf('v=spf1 a:x1.example.org a:x2.example.org ~all'),
    values: { count: '3' },
  },
  'spf-pass-all': { fires: spf('v=spf1 mx +all'), silent: {} },
  'spf-ptr': { fires: spf('v=spf1 mx ptr ~all'), silent: {}, values: { record: 'v=spf1 mx ~all' } },
  'spf-temperror': {
    fires: zone({ 'example.org': ['TXT SERVFAIL', 'MX 10 mail.example.org'] }),
    silent: {},
  },
  'dmarc-none': { fires: zone({ '_dmarc.example.org': null }), silent: {} },
  'dmarc-several': { fires: dmarc('v=DMARC1; p=reject', 'v=DMARC1; p=none'), silent: {} },
  'dmarc-wrong-name': {
    fires: zone({ '_dmarc.example.org': null, 'dmarc.example.org': [txt('v=DMARC1; p=reject')] }),
    silent: {},
    values: { found: 'dmarc.example.org' },
  },
  'dmarc-policy-none': {
    fires: dmarc('v=DMARC1; p=none; rua=mailto:postmaster@example.org'),
    silent: {},
  },
  'dmarc-rua-not-authorized': {
    fires: zone({
      '_dmarc.example.org': [txt('v=DMARC1; p=reject; rua=mailto:d@reports.example.net')],
      'reports.example.net': ['MX 10 mail.example.net'],
    }),
    silent: {},
    values: { target: 'reports.example.net' },
  },
  'dmarc-temperror': { fires: zone({ '_dmarc.example.org': ['SERVFAIL'] }), silent: {} },
};
