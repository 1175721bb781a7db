// Cases of DMARC.
import type { DmarcCode } from '../../../src/diagnose/catalog.ts';
import { keyTxt, txt, type Given, type Zone } from '../given.ts';
import type { Cases } from './case.ts';

const NAME = '_dmarc.example.org';
const dmarc = (record: string, zone: Zone = {}): Given => ({
  zone: { [NAME]: [txt(record)], ...zone },
});
const NET: Zone = {
  'example.net': [txt('v=spf1 ip4:192.0.2.25 -all')],
  'sel._domainkey.example.net': [keyTxt('rsa2048')],
};
const NEWS: Zone = {
  'news.example.org': [txt('v=spf1 ip4:192.0.2.25 -all')],
  'sel._domainkey.news.example.org': [keyTxt('rsa2048')],
};
const POLICY = 'v=DMARC1; p=reject; rua=mailto:postmaster@example.org';

export const dmarcCases: Cases<DmarcCode> = {
  'dmarc-several': {
    fires: { zone: { [NAME]: [txt('v=DMARC1; p=none'), txt('v=DMARC1; p=reject')] } },
    values: {
      count: '2',
      name: NAME,
      record: 'v=DMARC1; p=none; rua=mailto:postmaster@example.org',
    },
    silent: { zone: { [NAME]: [txt(POLICY), txt('site-verification=1')] } },
  },
  'dmarc-syntax': {
    fires: dmarc('v=DMARC1; p=rejected'),
    values: {
      tag: 'p',
      found: 'rejected',
      later: 'reject',
      record: 'v=DMARC1; p=none; rua=mailto:postmaster@example.org',
    },
    silent: dmarc('v=DMARC1; p=reject; x=unknown'),
  },
  'dmarc-wrong-name': {
    fires: {
      zone: { [NAME]: null, 'example.org': [txt('v=spf1 ip4:192.0.2.25 -all'), txt(POLICY)] },
    },
    values: { found: 'example.org', name: NAME, record: POLICY },
    silent: { zone: { 'example.org': [txt('v=spf1 ip4:192.0.2.25 -all'), txt(POLICY)] } },
  },
  'dmarc-dangling': {
    fires: { zone: { [NAME]: ['CNAME example.org.dmarc.service.example'] } },
    values: {
      name: NAME,
      target: 'example.org.dmarc.service.example',
      record: 'v=DMARC1; p=none; rua=mailto:postmaster@example.org',
    },
    silent: {
      zone: {
        [NAME]: ['CNAME example.org.dmarc.service.example'],
        'example.org.dmarc.service.example': [txt(POLICY)],
      },
    },
  },
  'dmarc-strict-alignment': {
    fires: {
      ...dmarc('v=DMARC1; p=reject; adkim=s; aspf=s', NEWS),
      envelope: { mailFrom: 'anna@news.example.org' },
      signatures: [{ domain: 'news.example.org' }],
    },
    values: {
      tag: 'adkim',
      passed: 'news.example.org',
      record: 'v=DMARC1; p=reject; adkim=r; aspf=s',
    },
    silent: {
      ...dmarc('v=DMARC1; p=reject; adkim=r; aspf=s', NEWS),
      envelope: { mailFrom: 'anna@news.example.org' },
      signatures: [{ domain: 'news.example.org' }],
    },
  },
  'dmarc-not-aligned': {
    fires: {
      ...dmarc(POLICY, NET),
      envelope: { mailFrom: 'bounce@example.net' },
      signatures: [{ domain: 'example.net' }],
    },
    values: {
      domain: 'example.org',
      spf: 'example.net',
      dkim: 'example.net',
      policy: 'p=reject',
      asks: 'reject',
    },
    silent: {
      ...dmarc(POLICY, NEWS),
      envelope: { mailFrom: 'bounce@news.example.org' },
      signatures: [{ domain: 'news.example.org' }],
    },
  },
  'dmarc-nothing-passed': {
    fires: { zone: { 'example.org': [txt('v=spf1 -all')] }, signatures: [] },
    values: { domain: 'example.org', policy: 'p=reject' },
    silent: { zone: { 'example.org': ['SERVFAIL'] }, signatures: [] },
  },
  'dmarc-not-evaluated': {
    fires: { header: { From: 'anna@example.org, ben@example.net' } },
    // Two authors of one domain are one author domain (RFC 9989 section 5.3.1).
    silent: { header: { From: 'anna@example.org, ben@example.org', Sender: 'anna@example.org' } },
  },
  'dmarc-none': {
    fires: { zone: { [NAME]: null } },
    values: { name: NAME, record: 'v=DMARC1; p=none; rua=mailto:postmaster@example.org' },
    silent: { zone: { [NAME]: ['SERVFAIL'] } },
  },
  'dmarc-rua-malformed': {
    fires: dmarc('v=DMARC1; p=reject; rua=postmaster@example.org'),
    values: {
      tag: 'rua',
      uri: 'postmaster@example.org',
      record: 'v=DMARC1; p=reject; rua=mailto:postmaster@example.org',
    },
    silent: dmarc('v=DMARC1; p=reject; rua=mailto:postmaster@example.org!10m'),
  },
  'dmarc-rua-not-authorized': {
    fires: dmarc('v=DMARC1; p=reject; rua=mailto:a@reports.example.net', {
      'reports.example.net': ['MX 10 mx.example.net'],
    }),
    values: {
      target: 'reports.example.net',
      name: 'example.org._report._dmarc.reports.example.net',
    },
    silent: dmarc('v=DMARC1; p=reject; rua=mailto:a@reports.example.net', {
      'reports.example.net': ['MX 10 mx.example.net'],
      '*._report._dmarc.reports.example.net': [txt('v=DMARC1')],
    }),
  },
  'dmarc-rua-no-mailbox': {
    fires: dmarc('v=DMARC1; p=reject; rua=mailto:a@reports.example.net', {
      '*._report._dmarc.reports.example.net': [txt('v=DMARC1')],
    }),
    values: {
      target: 'reports.example.net',
      record: 'v=DMARC1; p=reject; rua=mailto:postmaster@example.org',
    },
    silent: dmarc('v=DMARC1; p=reject; rua=mailto:a@reports.example.net', {
      'reports.example.net': ['SERVFAIL'],
    }),
  },
  'dmarc-legacy-differs': {
    // RFC 7489 knows no psd=n: for it both names are one organization.
    fires: {
      zone: {
        '_dmarc.news.example.org': [txt('v=DMARC1; p=reject; psd=n')],
        [NAME]: [txt('v=DMARC1; p=reject')],
      },
      header: { From: 'anna@news.example.org' },
    },
    values: {
      domain: 'news.example.org',
      now: 'fail',
      before: 'pass',
      organization: 'example.org',
    },
    silent: { zone: NEWS, header: { From: 'anna@news.example.org' } },
  },
  'dmarc-reject-on-list': {
    fires: {
      header: {
        'List-Post': '<mailto:talk@lists.example.net>',
        'List-Unsubscribe': '<mailto:talk-leave@lists.example.net>',
      },
    },
    silent: {
      ...dmarc('v=DMARC1; p=quarantine'),
      header: {
        'List-Post': '<mailto:talk@lists.example.net>',
        'List-Unsubscribe': '<mailto:talk-leave@lists.example.net>',
      },
    },
  },
  'dmarc-policy-none-blind': {
    fires: dmarc('v=DMARC1; p=none'),
    values: { record: 'v=DMARC1; p=none; rua=mailto:postmaster@example.org' },
    silent: dmarc('v=DMARC1; p=none; rua=mailto:postmaster@example.org'),
  },
  'dmarc-policy-none': {
    fires: dmarc('v=DMARC1; p=none; rua=mailto:postmaster@example.org'),
    values: { name: NAME },
    silent: dmarc('v=DMARC1; p=none'),
  },
  'dmarc-subdomain-weaker': {
    fires: dmarc('v=DMARC1; p=reject; sp=none'),
    values: { tag: 'sp=none', policy: 'p=reject' },
    silent: dmarc('v=DMARC1; p=quarantine; sp=reject; np=reject'),
  },
  'dmarc-testing': {
    fires: dmarc('v=DMARC1; p=reject; t=y'),
    values: { policy: 'p=reject' },
    silent: dmarc('v=DMARC1; p=none; t=y; rua=mailto:postmaster@example.org'),
  },
  'dmarc-spf-only': {
    fires: {
      signatures: [{ domain: 'example.net' }],
      zone: { ...NET, 'sel._domainkey.example.net': null },
    },
    values: { spf: 'example.org' },
    // The broken signature of the domain itself has findings of its own, which say how to repair it.
    silent: { onTheWay: ({ body }) => ({ body: `${body}changed\r\n` }) },
  },
  'dmarc-historic-tags': {
    fires: dmarc('v=DMARC1; p=reject; pct=100; ri=86400'),
    values: { tags: 'pct=100, ri=86400', record: 'v=DMARC1; p=reject' },
    silent: dmarc('v=DMARC1; p=reject; fo=1'),
  },
  'dmarc-pct-zero': {
    fires: dmarc('v=DMARC1; p=quarantine; pct=0; rua=mailto:postmaster@example.org'),
    values: {
      policy: 'p=quarantine',
      record: 'v=DMARC1; p=quarantine; pct=0; rua=mailto:postmaster@example.org; t=y',
    },
    silent: dmarc('v=DMARC1; p=quarantine; pct=0; t=y; rua=mailto:postmaster@example.org'),
  },
  'dmarc-temperror': {
    fires: { zone: { [NAME]: ['SERVFAIL'] } },
    silent: { zone: { [NAME]: null } },
  },
  'dmarc-pass': {
    fires: {},
    values: { by: 'SPF + DKIM', policy: 'p=reject' },
    silent: { zone: { [NAME]: null } },
  },
};
