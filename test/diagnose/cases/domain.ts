// Cases of the author domain in mails: whether anybody can answer.
import type { DomainCode, MailCode } from '../../../src/diagnose/catalog.ts';
import type { Given } from '../given.ts';
import type { Cases } from './case.ts';

const SPF = 'TXT "v=spf1 ip4:192.0.2.25 -all"';
const at = (...lines: string[]): Given => ({ zone: { 'example.org': lines } });
/** Sent and signed by one domain in the name of another. */
const author = (domain: string): Given => ({ header: { From: `Anna <anna@${domain}>` } });

export const domainCases: Cases<DomainCode & MailCode> = {
  'domain-absent': {
    fires: author('nowhere.example.org'),
    values: { domain: 'nowhere.example.org' },
    silent: { ...author('sub.example.org'), zone: { 'sub.example.org': ['A 192.0.2.80'] } },
  },
  'domain-null-mx': {
    fires: at(SPF, 'MX 0 .', 'A 192.0.2.80'),
    values: { domain: 'example.org' },
    silent: at(SPF, 'MX 0 mail.example.org'),
  },
  'domain-no-mail-server': {
    fires: at(SPF),
    values: { domain: 'example.org' },
    silent: at(SPF, 'AAAA 2001:db8::80'),
  },
  'domain-null-mx-mixed': {
    fires: at(SPF, 'MX 0 .', 'MX 10 mail.example.org'),
    silent: at(SPF, 'MX 0 mail.example.org', 'MX 10 mail.example.org'),
  },
  'domain-mx-address': {
    fires: at(SPF, 'MX 10 192.0.2.25'),
    values: { address: '192.0.2.25' },
    silent: at(SPF, 'MX 10 mail25.example.org'),
  },
};
