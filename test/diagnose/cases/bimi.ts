// Cases of BIMI in mails: a domain that has published a logo.
import type { BimiCode, MailCode } from '../../../src/diagnose/catalog.ts';
import { txt, type Given } from '../given.ts';
import type { Cases } from './case.ts';

const NAME = 'default._bimi.example.org';
const LOGO = 'v=BIMI1; l=https://example.org/logo.svg';
const WHOLE = `${LOGO}; a=https://example.org/vmc.pem`;
const logo = (...records: string[]): Given => ({ zone: { [NAME]: records.map(txt) } });
const withPolicy = (policy: string): Given => ({
  zone: { [NAME]: [txt(WHOLE)], '_dmarc.example.org': [txt(policy)] },
});

export const bimiCases: Cases<BimiCode & MailCode> = {
  'bimi-several': {
    fires: logo(WHOLE, LOGO),
    values: { name: NAME, count: '2' },
    silent: logo(WHOLE, 'v=spf1 -all'),
  },
  'bimi-syntax': {
    fires: logo('v=BIMI1; l=http://example.org/logo.svg'),
    values: { fault: 'l=http://example.org/logo.svg is no https address' },
    silent: logo(WHOLE),
  },
  'bimi-policy': {
    fires: withPolicy('v=DMARC1; p=none; rua=mailto:postmaster@example.org'),
    values: { trouble: 'the DMARC policy of example.org has p=none' },
    silent: withPolicy('v=DMARC1; p=quarantine; sp=reject; rua=mailto:postmaster@example.org'),
  },
  'bimi-no-certificate': { fires: logo(LOGO), values: { name: NAME }, silent: logo(WHOLE) },
  'bimi-declined': {
    fires: logo('v=BIMI1; l=; a=;'),
    silent: logo('v=BIMI1; l=; a=https://example.org/vmc.pem'),
  },
  'bimi-temperror': {
    fires: { zone: { [NAME]: ['SERVFAIL'] } },
    silent: { zone: { 'default._bimi.example.com': ['SERVFAIL'] } },
  },
  'bimi-record-sound': {
    fires: logo(WHOLE),
    values: { name: NAME },
    silent: withPolicy('v=DMARC1; p=reject; t=y; rua=mailto:postmaster@example.org'),
  },
};
