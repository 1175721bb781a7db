// Values for the words of findings about DKIM where there is no mail (example-values.ts).
import type { FindingCode } from '../../diagnose/catalog.ts';
import { CHANGED } from './example-changes.ts';

type Values = Readonly<Record<string, string>>;

const KEY = 'v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0B...';

const KEYED: Values = { record: KEY, foreign: 'mail2026.dkim.example.net', alias: 'mail2026.dkim.example.net' };

const SIGNING: Values = {
  status: 'NXDOMAIN',
  nxdomain: 'NXDOMAIN',
  google: 'Google Workspace',
  microsoft: 'Microsoft 365',
  tenant: 'example.onmicrosoft.com',
  dashed: 'example-org',
  cpanel: 'cPanel',
  plesk: 'Plesk',
  zimbra: 'Zimbra',
  exim: 'Exim',
  rspamd: 'rspamd',
};

const FAULTS: Values = {
  reason: 'bh= is not base64',
  keyFault: 'v= is not the first tag',
  edwards: 'ed25519-sha256',
  selectorText: 'mail_2026',
  domainText: 'news_letter.example.org',
  method: 'http',
  twice: 'd',
  algorithmText: 'rsa-md5',
  missing: 'bh',
  version: '2',
  canonical: 'strict',
  times: 'x= (1785500000)',
  damaged: 'bh',
};

export const DKIM_EXAMPLES: Partial<Record<FindingCode, Values>> = {
  'dkim-key-wrong-name': { ...KEYED, found: 'mail2026._domainkey.mail.example.org', unsigned: 'mail.example.org', entered: 'mail2026._domainkey', alias: 'mail2026.dkim.example.net' },
  'dkim-key-dangling': { target: 'mail2026.dkim.example.net', microsoft: 'Microsoft 365' },
  'dkim-key-missing': { ...SIGNING, other: 'example.net' },
  'dkim-key-not-base64': { ...KEYED, character: '(' },
  'dkim-key-in-pieces': KEYED,
  'dkim-key-damaged': { length: '250' },
  'dkim-key-wildcard': { found: 'v=spf1 -all' },
  'dkim-key-several': { ...KEYED, verified: 'mail2026' },
  'dkim-key-syntax': { ...KEYED, reason: 'v= is "DKIM2", not DKIM1', backslashes: 'v=DKIM1\\;' },
  'dkim-key-type': { ...KEYED, type: 'ed25519' },
  'dkim-key-hash': { ...KEYED, hashes: 'sha1' },
  'dkim-key-service': { ...KEYED, services: 'tlsrpt' },
  'dkim-key-strict': { ...KEYED, auid: '@news.example.org' },
  'dkim-key-short': { bits: '768' },
  'dkim-key-long': { bits: '8192' },
  'dkim-key-exponent': { exponent: '1' },
  'dkim-key-weak': { bits: '1024' },
  'dkim-key-testing': KEYED,
  'dkim-key-obsolete-tags': { ...KEYED, tags: 'g=, r=' },
  'dkim-sha1': { algorithm: 'rsa-sha1' },
  'dkim-expired': { expired: '2026-07-31 10:00:00 UTC', received: '2026-08-01 10:00:00 UTC', lifetime: '5 min' },
  'dkim-temperror': { status: 'SERVFAIL', ours: 'DNS limit' },
  'dkim-not-evaluated': { names: '200' },
  'dkim-signature-syntax': FAULTS,
  'dkim-ed25519-alone': { rsa: 'mail2026' },
  'dkim-fields-unsigned': { fields: 'Subject, Date', settings: '+subject,+date' },
  'dkim-signed-field-twice': { fields: 'Subject' },
  'dkim-auid-outside': { auid: '@example.net' },
  'dkim-changed-by-filter': CHANGED,
  'dkim-wrong-key': CHANGED,
  'dkim-signature-damaged': CHANGED,
  'dkim-empty-body-signed': { bh: '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' },
  'dkim-failed': { problem: 'the message has no From field' },
  'dkim-not-aligned': { ...SIGNING, domain: 'example.net', author: 'example.org' },
  'dkim-only-tolerated': { ...KEYED, ...FAULTS },
  'dkim-body-cut': { signed: '1200', total: '900' },
  'dkim-none': { ...SIGNING, bounce: 'bounce', milter: 'X-DKIM', local: 'non_smtpd_milters', key: 'mail2026._domainkey.example.org' },
  'dkim-body-length': { signed: '900', total: '1200', beyond: '300', nothing: 'l=0' },
  'dkim-signed-in-future': { signed: '2026-08-01 17:00:00 UTC', received: '2026-08-01 10:00:00 UTC', hours: '7' },
  'dkim-another-failed': {
    ...KEYED,
    good: 'example.org',
    goodSelector: 'mail2026',
    selector: 'old',
    reason: 'the body was changed after it was signed',
    twice: 'example.org',
    again: 'example.org',
    rsa: 'rsa-sha256',
    missing: 'old._domainkey.example.org',
    foreign: 'example.net',
    changed: 'old',
    removable: 'old',
  },
  'dkim-mime-unsigned': { fields: 'Content-Type', settings: '+content-type' },
  'dkim-simple': { canonicalization: 'simple/simple' },
  'dkim-key-sound': { type: 'RSA' },
  'dkim-key-unchecked': { status: 'SERVFAIL' },
};
