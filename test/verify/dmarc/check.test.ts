// RFC 9989 by its sections: examples of appendix B, policy discovery, alignment, errors. Zones are text, nothing is mocked.
import { describe, expect, test } from 'vitest';
import { checkDmarc } from '../../../src/verify/dmarc/check-dmarc.ts';
import { zoneResolver } from '../../../src/dns/zone.ts';
import { DmarcCheck } from '../../../src/verify/verification.ts';
import { evaluate, inputOf, zoneOf, type Given } from './given.ts';

/** result, policy domain, organizational domain, tag applied, disposition */
type Expected = [
  result: string,
  policyDomain: string | null,
  organizationalDomain: string | null,
  applied: string | null,
  disposition: string | null,
];
type Case = [name: string, given: Given, expected: Expected];

const REJECT = { 'example.com': 'p=reject' };
const PASS: Expected = ['pass', 'example.com', 'example.com', 'p', 'none'];
const FAIL: Expected = ['fail', 'example.com', 'example.com', 'p', 'reject'];

const cases: Record<string, Case[]> = {
  'B.1.1 SPF': [
    ['example 1, relaxed', { from: 'example.com', spf: 'example.com', at: REJECT }, PASS],
    [
      'example 1, strict',
      { from: 'example.com', spf: 'example.com', at: { 'example.com': 'p=reject; aspf=s' } },
      PASS,
    ],
    ['example 2, relaxed', { from: 'example.com', spf: 'child.example.com', at: REJECT }, PASS],
    [
      'example 2, strict',
      { from: 'example.com', spf: 'child.example.com', at: { 'example.com': 'p=reject; aspf=s' } },
      FAIL,
    ],
    ['example 3, relaxed', { from: 'child.example.com', spf: 'example.net', at: REJECT }, FAIL],
    [
      'example 3, strict',
      { from: 'child.example.com', spf: 'example.net', at: { 'example.com': 'p=reject; aspf=s' } },
      FAIL,
    ],
  ],
  'B.1.2 DKIM': [
    ['example 1, relaxed', { from: 'example.com', dkim: 'example.com', at: REJECT }, PASS],
    [
      'example 1, strict',
      { from: 'example.com', dkim: 'example.com', at: { 'example.com': 'p=reject; adkim=s' } },
      PASS,
    ],
    ['example 2, relaxed', { from: 'child.example.com', dkim: 'example.com', at: REJECT }, PASS],
    [
      'example 2, strict',
      {
        from: 'child.example.com',
        dkim: 'example.com',
        at: { 'example.com': 'p=reject; adkim=s' },
      },
      FAIL,
    ],
    ['example 3, relaxed', { from: 'child.example.com', dkim: 'example.net', at: REJECT }, FAIL],
    [
      'example 3, strict',
      {
        from: 'child.example.com',
        dkim: 'example.net',
        at: { 'example.com': 'p=reject; adkim=s' },
      },
      FAIL,
    ],
  ],
  '4.4 alignment': [
    [
      'siblings are aligned',
      { from: 'news.example.com', spf: 'foo.example.com', at: REJECT },
      PASS,
    ],
    ['others are not', { from: 'news.example.com', spf: 'foo.example.net', at: REJECT }, FAIL],
    ['case does not count', { from: 'example.com', spf: 'EXAMPLE.com', at: REJECT }, PASS],
    [
      'the root dot does not count',
      { from: 'example.com', dkim: 'example.com.', at: REJECT },
      PASS,
    ],
    [
      'U-label and A-label are one',
      {
        from: 'xn--bcher-kva.example',
        dkim: 'bücher.example',
        at: { 'xn--bcher-kva.example': 'p=reject' },
      },
      ['pass', 'xn--bcher-kva.example', 'xn--bcher-kva.example', 'p', 'none'],
    ],
    [
      'strict DKIM, relaxed SPF',
      {
        from: 'example.com',
        spf: 'a.example.com',
        dkim: 'a.example.com',
        at: { 'example.com': 'p=reject; adkim=s' },
      },
      PASS,
    ],
    [
      'strict SPF, relaxed DKIM',
      {
        from: 'example.com',
        spf: 'a.example.com',
        dkim: 'a.example.com',
        at: { 'example.com': 'p=reject; aspf=s' },
      },
      PASS,
    ],
    [
      'both strict',
      {
        from: 'example.com',
        spf: 'a.example.com',
        dkim: 'a.example.com',
        at: { 'example.com': 'p=reject; aspf=s; adkim=S' },
      },
      FAIL,
    ],
    [
      'one of several signatures',
      {
        from: 'example.com',
        dkim: 'list.example.net, example.com fail, a.example.com',
        at: REJECT,
      },
      PASS,
    ],
    [
      'a signature that fails does not count',
      { from: 'example.com', dkim: 'example.com fail', at: REJECT },
      FAIL,
    ],
    [
      'policy and neutral do not count',
      { from: 'example.com', dkim: 'example.com policy, example.com neutral', at: REJECT },
      FAIL,
    ],
    [
      'SPF softfail does not count',
      { from: 'example.com', spf: 'example.com softfail', at: REJECT },
      FAIL,
    ],
    [
      'SPF neutral and none do not count',
      { from: 'example.com', spf: 'example.com neutral', at: REJECT },
      FAIL,
    ],
    [
      'the ending alone is no parent',
      { from: 'example.com', dkim: 'badexample.com', at: REJECT },
      FAIL,
    ],
    ['the top domain is no organization', { from: 'example.com', dkim: 'com', at: REJECT }, FAIL],
    [
      'a d= that is no name',
      { from: 'example.com', dkim: 'exa mple.com, [192.0.2.1], , example.com%00.net', at: REJECT },
      FAIL,
    ],
    ['neither SPF nor DKIM', { from: 'example.com', at: REJECT }, FAIL],
  ],
  'B.4.1, B.4.2 and 4.10 tree walk': [
    [
      'B.4.1',
      {
        from: 'example.com',
        spf: 'example.com',
        dkim: 'signing.example.com',
        at: { 'example.com': 'p=reject', 'signing.example.com': 'p=reject' },
      },
      PASS,
    ],
    [
      'B.4.2',
      {
        from: 'a.b.c.d.e.f.g.h.i.j.k.example.com',
        spf: 'example.com',
        dkim: 'signing.example.com',
        at: { 'example.com': 'p=reject', 'signing.example.com': 'p=reject' },
      },
      PASS,
    ],
    [
      'the record with the fewest labels',
      {
        from: 'a.mail.example.com',
        at: { 'mail.example.com': 'p=none', 'example.com': 'p=reject' },
      },
      FAIL,
    ],
    [
      '§4.10.2 psd=n in between',
      {
        from: 'a.mail.example.com',
        at: { 'mail.example.com': 'p=reject; psd=n', 'example.com': 'p=none' },
      },
      ['fail', 'mail.example.com', 'mail.example.com', 'p', 'reject'],
    ],
    [
      '§4.10.2 psd=y at the top',
      { from: 'a.mail.example.com', at: { com: 'p=reject; psd=y' } },
      ['fail', 'com', 'example.com', 'p', 'reject'],
    ],
    [
      'a record below the organization, own',
      {
        from: 'mail.example.com',
        dkim: 'example.com',
        at: { 'mail.example.com': 'p=quarantine', 'example.com': 'p=reject' },
      },
      ['pass', 'mail.example.com', 'example.com', 'p', 'none'],
    ],
    [
      'psd=n on the own record keeps the parent out',
      {
        from: 'mail.example.com',
        dkim: 'example.com',
        at: { 'mail.example.com': 'p=reject; psd=n', 'example.com': 'p=reject' },
      },
      ['fail', 'mail.example.com', 'mail.example.com', 'p', 'reject'],
    ],
    [
      'psd=n on the signer keeps it out',
      {
        from: 'example.com',
        dkim: 'sign.example.com',
        at: { 'example.com': 'p=reject', 'sign.example.com': 'p=none; psd=n' },
      },
      FAIL,
    ],
    [
      'no record above: its own organization',
      {
        from: 'mail.example.com',
        spf: 'bounce.example.com',
        dkim: 'example.com',
        at: { 'mail.example.com': 'p=reject' },
      },
      ['fail', 'mail.example.com', 'mail.example.com', 'p', 'reject'],
    ],
    [
      '§5.1.8 a zone cut that is never found',
      {
        from: 'mail.a.b.c.d.e.f.g.example.com',
        at: { 'b.c.d.e.f.g.example.com': 'p=none; psd=n', 'example.com': 'p=reject' },
      },
      FAIL,
    ],
    [
      'a long author domain with its own record',
      {
        from: 'mail.a.b.c.d.e.f.g.example.com',
        at: { 'mail.a.b.c.d.e.f.g.example.com': 'p=quarantine', 'example.com': 'p=reject' },
      },
      ['fail', 'mail.a.b.c.d.e.f.g.example.com', 'example.com', 'p', 'quarantine'],
    ],
    [
      '§11.9 evil.example.com under a parent record',
      {
        from: 'evil.example.com',
        dkim: 'mail.example.com',
        at: { 'mail.example.com': 'p=reject; psd=n', 'example.com': 'p=reject' },
      },
      FAIL,
    ],
    [
      'a top level with a record',
      { from: 'joe.example', at: { example: 'p=reject' } },
      ['fail', 'example', 'example', 'p', 'reject'],
    ],
    [
      'a single label',
      { from: 'localhost', spf: 'localhost', at: { localhost: 'p=reject' } },
      ['pass', 'localhost', 'localhost', 'p', 'none'],
    ],
    [
      'an organization that the public suffix list calls a suffix',
      { from: 'alice.blogspot.com', dkim: 'bob.blogspot.com', at: { 'blogspot.com': 'p=reject' } },
      ['pass', 'blogspot.com', 'blogspot.com', 'p', 'none'],
    ],
  ],
  'B.4.3 and 5.2 public suffixes': [
    [
      'B.4.3',
      {
        from: 'giant.bank.example',
        spf: 'mail.giant.bank.example',
        dkim: 'mail.mega.bank.example',
        at: {
          'bank.example': 'p=reject; psd=y; rua=mailto:psd@bank.example',
          'giant.bank.example': 'p=quarantine',
        },
      },
      ['pass', 'giant.bank.example', 'giant.bank.example', 'p', 'none'],
    ],
    [
      '§4.10.1 note: a record of the organization shuts the suffix out',
      { from: 'foo.example', at: { example: 'p=reject; psd=y', 'foo.example': 'p=none' } },
      ['fail', 'foo.example', 'foo.example', 'p', 'none'],
    ],
    [
      'sp of the suffix',
      {
        from: 'mail.giant.bank.example',
        dkim: 'giant.bank.example',
        at: { 'bank.example': 'p=reject; sp=quarantine; psd=y' },
      },
      ['pass', 'bank.example', 'giant.bank.example', 'sp', 'none'],
    ],
    [
      'two registrants are not aligned',
      {
        from: 'giant.bank.example',
        spf: 'bank.example',
        dkim: 'mega.bank.example',
        at: { 'bank.example': 'p=reject; psd=y' },
      },
      ['fail', 'bank.example', 'giant.bank.example', 'p', 'reject'],
    ],
    [
      'a suffix that sends is its own organization',
      {
        from: 'bank.example',
        spf: 'mail.bank.example',
        at: { 'bank.example': 'p=reject; sp=none; psd=y' },
      },
      ['fail', 'bank.example', 'bank.example', 'p', 'reject'],
    ],
    [
      'np of the suffix for a name that is not registered',
      { from: 'fake.gov.example', at: { 'gov.example': 'p=none; sp=none; np=reject; psd=y' } },
      ['fail', 'gov.example', 'fake.gov.example', 'np', 'reject'],
    ],
    [
      'one label below, where the walk skipped it',
      {
        from: 'a.b.c.d.e.f.g.h.i.bank.example',
        dkim: 'i.bank.example',
        at: { 'bank.example': 'p=reject; psd=y' },
      },
      ['pass', 'bank.example', 'i.bank.example', 'p', 'none'],
    ],
  ],
  '4.10.1 sp and np': [
    [
      'sp',
      {
        from: 'a.example.com',
        zone: 'a.example.com. A 192.0.2.1',
        at: { 'example.com': 'p=reject; sp=quarantine' },
      },
      ['fail', 'example.com', 'example.com', 'sp', 'quarantine'],
    ],
    [
      'sp is not for the domain itself',
      { from: 'example.com', at: { 'example.com': 'p=reject; sp=none' } },
      FAIL,
    ],
    [
      'sp on a record below the organization is not used',
      {
        from: 'a.mail.example.com',
        at: { 'mail.example.com': 'p=none; sp=none', 'example.com': 'p=none; sp=reject' },
      },
      ['fail', 'example.com', 'example.com', 'sp', 'reject'],
    ],
    [
      'np for NXDOMAIN',
      { from: 'no.example.com', at: { 'example.com': 'p=none; sp=quarantine; np=reject' } },
      ['fail', 'example.com', 'example.com', 'np', 'reject'],
    ],
    [
      'sp for a name that exists',
      {
        from: 'a.example.com',
        zone: 'a.example.com. A 192.0.2.1',
        at: { 'example.com': 'p=none; sp=quarantine; np=reject' },
      },
      ['fail', 'example.com', 'example.com', 'sp', 'quarantine'],
    ],
    [
      'appendix A.4: any record makes a name exist',
      {
        from: 'a.example.com',
        zone: 'a.example.com. TXT "x"',
        at: { 'example.com': 'p=none; sp=quarantine; np=reject' },
      },
      ['fail', 'example.com', 'example.com', 'sp', 'quarantine'],
    ],
    [
      'RFC 8020: a name below makes it exist',
      {
        from: 'a.example.com',
        zone: 'x.a.example.com. A 192.0.2.1',
        at: { 'example.com': 'p=none; sp=quarantine; np=reject' },
      },
      ['fail', 'example.com', 'example.com', 'sp', 'quarantine'],
    ],
    [
      'RFC 6604: an alias to nowhere exists',
      {
        from: 'a.example.com',
        zone: 'a.example.com. CNAME gone.example.net.',
        at: { 'example.com': 'p=none; sp=quarantine; np=reject' },
      },
      ['fail', 'example.com', 'example.com', 'sp', 'quarantine'],
    ],
    [
      'np falls back to sp',
      { from: 'no.example.com', at: { 'example.com': 'p=none; sp=reject' } },
      ['fail', 'example.com', 'example.com', 'sp', 'reject'],
    ],
    ['np and sp fall back to p', { from: 'no.example.com', at: REJECT }, FAIL],
    [
      'no sp: p for a name that exists',
      {
        from: 'a.example.com',
        zone: 'a.example.com. A 192.0.2.1',
        at: { 'example.com': 'p=quarantine; np=reject' },
      },
      ['fail', 'example.com', 'example.com', 'p', 'quarantine'],
    ],
    [
      'np is not for the domain itself',
      { from: 'example.com', at: { 'example.com': 'p=reject; np=none' } },
      FAIL,
    ],
    [
      'a label over 63 does not exist',
      { from: `${'a'.repeat(60)}.example.com`, at: { 'example.com': 'p=none; np=reject' } },
      ['fail', 'example.com', 'example.com', 'np', 'reject'],
    ],
    [
      'a pass asks for nothing',
      { from: 'no.example.com', dkim: 'example.com', at: { 'example.com': 'p=none; np=reject' } },
      ['pass', 'example.com', 'example.com', 'np', 'none'],
    ],
  ],
  '4.7 t': [
    [
      'reject becomes quarantine',
      { from: 'example.com', at: { 'example.com': 'p=reject; t=y' } },
      ['fail', 'example.com', 'example.com', 'p', 'quarantine'],
    ],
    [
      'quarantine becomes none',
      { from: 'example.com', at: { 'example.com': 'p=quarantine; t=Y' } },
      ['fail', 'example.com', 'example.com', 'p', 'none'],
    ],
    [
      'none stays',
      { from: 'example.com', at: { 'example.com': 'p=none; t=y' } },
      ['fail', 'example.com', 'example.com', 'p', 'none'],
    ],
    [
      'sp and np too',
      { from: 'no.example.com', at: { 'example.com': 'p=none; np=reject; t=y' } },
      ['fail', 'example.com', 'example.com', 'np', 'quarantine'],
    ],
    ['t=n', { from: 'example.com', at: { 'example.com': 'p=reject; t=n' } }, FAIL],
    [
      'a value that is none',
      { from: 'example.com', at: { 'example.com': 'p=reject; t=yes' } },
      FAIL,
    ],
    ['pct is historic', { from: 'example.com', at: { 'example.com': 'p=reject; pct=0' } }, FAIL],
  ],
  '4.10.1 records without a valid policy': [
    [
      'no p, with rua',
      { from: 'example.com', at: { 'example.com': 'rua=mailto:d@example.com' } },
      ['fail', 'example.com', 'example.com', 'p', 'none'],
    ],
    [
      'no p, with rua, aligned',
      {
        from: 'example.com',
        spf: 'example.com',
        at: { 'example.com': 'rua=mailto:d@example.com' },
      },
      PASS,
    ],
    [
      'no p, no rua',
      { from: 'example.com', spf: 'example.com', at: { 'example.com': 'adkim=s' } },
      ['none', 'example.com', 'example.com', null, null],
    ],
    [
      'only the version',
      { from: 'example.com', at: { 'example.com': 'v=DMARC1' } },
      ['none', 'example.com', 'example.com', null, null],
    ],
    [
      'p that is none, with rua',
      { from: 'example.com', at: { 'example.com': 'p=bob; rua=mailto:d@example.com' } },
      ['fail', 'example.com', 'example.com', 'p', 'none'],
    ],
    [
      'p that is none, no rua',
      { from: 'example.com', at: { 'example.com': 'p=bob' } },
      ['none', 'example.com', 'example.com', null, null],
    ],
    [
      'sp that is none, with rua',
      {
        from: 'example.com',
        at: { 'example.com': 'p=reject; sp=invalid; rua=mailto:rua@example.com' },
      },
      ['fail', 'example.com', 'example.com', 'p', 'none'],
    ],
    [
      'sp that is none, no rua',
      { from: 'example.com', at: { 'example.com': 'p=reject; sp=invalid' } },
      ['none', 'example.com', 'example.com', null, null],
    ],
    [
      'np that is none, with rua',
      { from: 'a.example.com', at: { 'example.com': 'p=reject; np=; rua=mailto:rua@example.com' } },
      ['fail', 'example.com', 'example.com', 'p', 'none'],
    ],
    [
      'np that is none, no rua',
      { from: 'a.example.com', at: { 'example.com': 'p=reject; np=bob' } },
      ['none', 'example.com', 'example.com', null, null],
    ],
    [
      'rua that is no URI',
      { from: 'example.com', at: { 'example.com': 'p=bob; rua=d@example.com' } },
      ['none', 'example.com', 'example.com', null, null],
    ],
    [
      'one good URI of two, obsolete size',
      { from: 'example.com', at: { 'example.com': 'p=bob; rua=bogus, mailto:d@example.com!10m' } },
      ['fail', 'example.com', 'example.com', 'p', 'none'],
    ],
    [
      'it ends the search',
      {
        from: 'mail.example.com',
        at: { 'mail.example.com': 'adkim=s', 'example.com': 'p=reject' },
      },
      ['none', 'mail.example.com', 'example.com', null, null],
    ],
  ],
  '4.7 and 4.8 syntax': [
    [
      'no final semicolon, one, several',
      { from: 'example.com', at: { 'example.com': 'v=DMARC1;p=reject;;' } },
      FAIL,
    ],
    [
      'white space',
      { from: 'example.com', at: { 'example.com': 'v = DMARC1 ; p = reject ;' } },
      FAIL,
    ],
    ['v in capitals', { from: 'example.com', at: { 'example.com': 'V=DMARC1; p=reject' } }, FAIL],
    ['policy in capitals', { from: 'example.com', at: { 'example.com': 'p=REJECT' } }, FAIL],
    [
      'p later than the second place',
      { from: 'example.com', at: { 'example.com': 'rua=mailto:d@example.com; p=reject' } },
      FAIL,
    ],
    [
      'unknown tags are ignored',
      { from: 'example.com', at: { 'example.com': 'x=1; p=reject; foo=bar; buzz=happy' } },
      FAIL,
    ],
    [
      'a value of adkim that is none',
      { from: 'example.com', dkim: 'a.example.com', at: { 'example.com': 'p=reject; adkim=bob' } },
      PASS,
    ],
    [
      'a value of aspf that is none',
      { from: 'example.com', spf: 'a.example.com', at: { 'example.com': 'p=reject; aspf=bob' } },
      PASS,
    ],
    [
      'a value of psd that is none',
      { from: 'a.example.com', at: { 'example.com': 'p=reject; psd=maybe' } },
      FAIL,
    ],
    [
      'fo, rf, ri that are none',
      { from: 'example.com', at: { 'example.com': 'p=reject; fo=x; rf=bob; ri=bob; pct=500' } },
      FAIL,
    ],
    [
      'a lone word is ignored',
      { from: 'example.com', at: { 'example.com': 'p=reject; garbage' } },
      FAIL,
    ],
    [
      'a lone tag name is ignored (mailauth drops the policy)',
      { from: 'example.com', at: { 'example.com': 'p=reject; sp; p; np ;' } },
      FAIL,
    ],
    [
      'a value without a name is ignored',
      { from: 'example.com', at: { 'example.com': 'p=reject; =x; =y' } },
      FAIL,
    ],
    [
      'RFC 6376 §3.2: a tag twice',
      { from: 'example.com', at: { 'example.com': 'p=reject; p=none' } },
      ['none', null, 'example.com', null, null],
    ],
    [
      'RFC 6376 §3.2: tag names have case',
      { from: 'example.com', at: { 'example.com': 'P=reject' } },
      ['none', 'example.com', 'example.com', null, null],
    ],
    [
      'version in small letters',
      { from: 'example.com', at: { 'example.com': 'v=dmarc1; p=reject' } },
      ['none', null, 'example.com', null, null],
    ],
    [
      'another version',
      { from: 'example.com', at: { 'example.com': 'v=DMARC2; p=reject' } },
      ['none', null, 'example.com', null, null],
    ],
    [
      'a version with more to it',
      { from: 'example.com', at: { 'example.com': 'v=DMARC1x; p=reject' } },
      ['none', null, 'example.com', null, null],
    ],
    [
      'version not first',
      { from: 'example.com', at: { 'example.com': 'p=reject; v=DMARC1' } },
      ['none', null, 'example.com', null, null],
    ],
    [
      'no semicolon after the version',
      { from: 'example.com', at: { 'example.com': 'v=DMARC1 p=reject' } },
      ['none', null, 'example.com', null, null],
    ],
    [
      'strings are joined',
      { from: 'example.com', zone: '_dmarc.example.com. TXT "v=DMARC1; p=re" "ject"' },
      FAIL,
    ],
    [
      'behind an alias',
      {
        from: 'example.com',
        zone: '_dmarc.example.com. CNAME d.example.net.\nd.example.net. TXT "v=DMARC1; p=reject"',
      },
      FAIL,
    ],
    [
      'beside other TXT records',
      {
        from: 'example.com',
        zone: '_dmarc.example.com. TXT "v=spf1 -all"\n_dmarc.example.com. TXT ""',
        at: REJECT,
      },
      FAIL,
    ],
  ],
  '4.10 discarded records': [
    [
      'several',
      { from: 'example.com', at: { 'example.com': ['p=reject', 'p=none'] } },
      ['none', null, 'example.com', null, null],
    ],
    [
      'the same twice',
      { from: 'example.com', at: { 'example.com': ['p=reject', 'p=reject; '] } },
      ['none', null, 'example.com', null, null],
    ],
    [
      'several, then the parent',
      {
        from: 'mail.example.com',
        at: { 'mail.example.com': ['p=none', 'p=quarantine'], 'example.com': 'p=reject' },
      },
      FAIL,
    ],
    [
      'several in between',
      {
        from: 'a.b.example.com',
        at: { 'b.example.com': ['p=none; psd=n', 'p=none'], 'example.com': 'p=reject' },
      },
      FAIL,
    ],
    [
      'not DMARC, then the parent',
      { from: 'mail.example.com', zone: '_dmarc.mail.example.com. TXT "hello"', at: REJECT },
      FAIL,
    ],
    [
      'a tag twice, then the parent',
      {
        from: 'mail.example.com',
        at: { 'mail.example.com': 'p=none; p=none', 'example.com': 'p=reject' },
      },
      FAIL,
    ],
    [
      'a wildcard SPF record',
      { from: 'mail.example.com', zone: '*.mail.example.com. TXT "v=spf1 -all"', at: REJECT },
      FAIL,
    ],
    [
      'no record anywhere',
      { from: 'mail.example.com', spf: 'mail.example.com', dkim: 'example.com' },
      ['none', null, 'mail.example.com', null, null],
    ],
  ],
  '5.3.6 DNS errors': [
    [
      'at the author domain',
      {
        from: 'mail.example.com',
        dkim: 'mail.example.com',
        zone: '_dmarc.mail.example.com. SERVFAIL',
        at: REJECT,
      },
      ['temperror', null, null, null, null],
    ],
    [
      'above it, no own record',
      { from: 'mail.example.com', dkim: 'mail.example.com', zone: '_dmarc.example.com. TIMEOUT' },
      ['temperror', null, null, null, null],
    ],
    [
      'above it, own record, same domain',
      { from: 'example.com', dkim: 'example.com', zone: '_dmarc.com. REFUSED', at: REJECT },
      ['pass', 'example.com', null, 'p', 'none'],
    ],
    [
      'above it, own record, nothing aligned',
      { from: 'example.com', dkim: 'mail.example.com', zone: '_dmarc.com. SERVFAIL', at: REJECT },
      ['temperror', 'example.com', null, 'p', null],
    ],
    [
      'above it, own record, other top domain',
      { from: 'example.com', dkim: 'example.net', zone: '_dmarc.com. SERVFAIL', at: REJECT },
      ['fail', 'example.com', null, 'p', 'reject'],
    ],
    [
      'above it, own record, strict',
      {
        from: 'example.com',
        dkim: 'mail.example.com',
        zone: '_dmarc.com. SERVFAIL',
        at: { 'example.com': 'p=reject; adkim=s' },
      },
      ['fail', 'example.com', null, 'p', 'reject'],
    ],
    [
      'at the signer',
      {
        from: 'example.com',
        dkim: 'mail.example.com',
        zone: '_dmarc.mail.example.com. SERVFAIL',
        at: REJECT,
      },
      ['temperror', 'example.com', 'example.com', 'p', null],
    ],
    [
      'at the signer, SPF aligned',
      {
        from: 'example.com',
        spf: 'b.example.com',
        dkim: 'mail.example.com',
        zone: '_dmarc.mail.example.com. SERVFAIL',
        at: REJECT,
      },
      PASS,
    ],
    [
      'existence, failing',
      {
        from: 'a.example.com',
        dkim: 'other.example',
        zone: 'a.example.com. SERVFAIL',
        at: { 'example.com': 'p=none; sp=none; np=reject' },
      },
      ['temperror', 'example.com', 'example.com', null, null],
    ],
    [
      'existence, passing',
      {
        from: 'a.example.com',
        dkim: 'example.com',
        zone: 'a.example.com. SERVFAIL',
        at: { 'example.com': 'p=none; sp=none; np=reject' },
      },
      ['pass', 'example.com', 'example.com', null, 'none'],
    ],
    [
      'existence, no difference',
      {
        from: 'a.example.com',
        zone: 'a.example.com. SERVFAIL',
        at: { 'example.com': 'p=none; sp=reject; np=reject' },
      },
      ['fail', 'example.com', 'example.com', 'sp', 'reject'],
    ],
    [
      'an alias loop',
      {
        from: 'example.com',
        zone: '_dmarc.example.com. CNAME a.example.com.\na.example.com. CNAME _dmarc.example.com.',
      },
      ['temperror', null, null, null, null],
    ],
    // Not in mailauth: what could not be checked might have passed.
    [
      'SPF undecided, same domain',
      { from: 'example.com', spf: 'example.com temperror', at: REJECT },
      ['temperror', 'example.com', 'example.com', 'p', null],
    ],
    [
      'SPF undecided, other domain',
      { from: 'example.com', spf: 'example.net temperror', at: REJECT },
      FAIL,
    ],
    [
      'SPF undecided, not aligned for being strict',
      {
        from: 'example.com',
        spf: 'a.example.com temperror',
        at: { 'example.com': 'p=reject; aspf=s' },
      },
      FAIL,
    ],
    [
      'DKIM undecided, aligned',
      { from: 'example.com', spf: 'example.net', dkim: 'a.example.com temperror', at: REJECT },
      ['temperror', 'example.com', 'example.com', 'p', null],
    ],
    [
      'DKIM undecided, SPF aligned',
      { from: 'example.com', spf: 'example.com', dkim: 'example.com temperror', at: REJECT },
      PASS,
    ],
    [
      'SPF permerror is decided',
      {
        from: 'example.com',
        spf: 'example.com permerror',
        dkim: 'example.com permerror',
        at: REJECT,
      },
      FAIL,
    ],
    [
      'undecided without a policy',
      { from: 'example.com', spf: 'example.com temperror' },
      ['none', null, 'example.com', null, null],
    ],
  ],
  '5.3.1 one author domain': [
    [
      'two authors of one domain',
      { from: 'example.com, EXAMPLE.com'.toLowerCase(), dkim: 'example.com', at: REJECT },
      PASS,
    ],
  ],
};

for (const [section, table] of Object.entries(cases)) {
  describe(`RFC 9989 ${section}`, () => {
    test.each(table)(
      '%s',
      async (_name, given, [result, policyDomain, organizationalDomain, applied, disposition]) => {
        const { dmarc } = await evaluate(given);
        expect({
          result: dmarc.result,
          policyDomain: dmarc.policyDomain,
          organizationalDomain: dmarc.organizationalDomain,
          applied: dmarc.applied,
          disposition: dmarc.disposition,
        }).toEqual({
          result,
          policyDomain,
          organizationalDomain,
          applied,
          disposition,
        });
        expect(dmarc.evaluated).toBe(true);
        expect(dmarc.reason).toMatch(/^[ -~§]{10,300}$/);
        expect(dmarc.reason).not.toMatch(/\.$/);
        expect(DmarcCheck.parse(dmarc)).toEqual(dmarc);
      },
    );
  });
}

describe('not evaluated (RFC 9989 §5.3.1)', () => {
  const resolver = zoneResolver(zoneOf({ from: '', at: { 'example.com': 'p=reject' } }));
  const base = inputOf({ from: 'example.com', spf: 'example.com', dkim: 'example.com' });
  test.each([
    [
      'two author domains',
      {
        ...base,
        authors: [...base.authors, { address: 'x@evil.example', domain: 'evil.example' }],
      },
      'permerror',
      /2 domains/,
    ],
    ['two From fields', { ...base, fromFields: 2 }, 'permerror', /2 From fields/],
    [
      'no From field',
      { ...base, authors: [], authorProblem: 'there is no From field', fromFields: 0 },
      'none',
      /no From field/,
    ],
    [
      'only an empty group',
      { ...base, authors: [], authorProblem: 'the From field has only empty groups' },
      'none',
      /empty groups/,
    ],
    [
      'a From that does not parse',
      {
        ...base,
        authors: [],
        authorProblem: 'the From field does not parse: no address, at character 1',
      },
      'permerror',
      /does not parse/,
    ],
    ['no author at all', { ...base, authors: [] }, 'permerror', /no author/],
    [
      'a literal',
      { ...base, authors: [{ address: 'x@[192.0.2.1]', domain: '[192.0.2.1]' }] },
      'permerror',
      /domain has characters/,
    ],
    [
      'a domain that is none',
      { ...base, authors: [{ address: 'x@a..b', domain: 'a..b' }] },
      'permerror',
      /empty label/,
    ],
  ])('%s', async (_name, input, result, reason) => {
    const { dmarc, dkimAligned } = await checkDmarc(input, resolver);
    expect(dmarc).toMatchObject({
      evaluated: false,
      result,
      domain: null,
      disposition: null,
      walk: [],
      legacy: null,
      alignment: { spf: null, dkim: [] },
    });
    expect(dmarc.reason).toMatch(reason);
    expect(dkimAligned).toEqual([null]);
    expect(DmarcCheck.parse(dmarc)).toEqual(dmarc);
    expect(resolver.questions).toEqual([]);
  });
});

describe('the walk as evidence', () => {
  test('§4.10 the eight questions of a long name, in order', async () => {
    const { dmarc } = await evaluate({ from: 'a.b.c.d.e.f.g.h.i.j.mail.example.com' });
    expect(dmarc.walk.map((step) => step.name)).toEqual([
      '_dmarc.a.b.c.d.e.f.g.h.i.j.mail.example.com',
      '_dmarc.g.h.i.j.mail.example.com',
      '_dmarc.h.i.j.mail.example.com',
      '_dmarc.i.j.mail.example.com',
      '_dmarc.j.mail.example.com',
      '_dmarc.mail.example.com',
      '_dmarc.example.com',
      '_dmarc.com',
    ]);
  });

  test('§4.10 step 4: eight labels lose one, nine lose two', async () => {
    expect((await evaluate({ from: 'a.b.c.d.e.f.example.com' })).asked.slice(0, 2)).toEqual([
      'a.b.c.d.e.f.example.com',
      'b.c.d.e.f.example.com',
    ]);
    expect((await evaluate({ from: 'x.a.b.c.d.e.f.example.com' })).asked.slice(0, 2)).toEqual([
      'x.a.b.c.d.e.f.example.com',
      'b.c.d.e.f.example.com',
    ]);
  });

  test('what came and what it meant', async () => {
    const { dmarc } = await evaluate({
      from: 'a.b.c.mail.example.com',
      zone: '_dmarc.b.c.mail.example.com. TXT "hello"',
      at: {
        'c.mail.example.com': ['p=none', 'p=reject'],
        'mail.example.com': 'p=none; p=none',
        'example.com': 'p=reject',
        com: 'p=none; psd=y',
      },
    });
    expect(dmarc.walk).toEqual([
      {
        name: '_dmarc.a.b.c.mail.example.com',
        status: 'NXDOMAIN',
        record: null,
        note: 'no such name',
      },
      {
        name: '_dmarc.b.c.mail.example.com',
        status: 'NOERROR',
        record: null,
        note: 'the TXT record does not begin with v=DMARC1',
      },
      {
        name: '_dmarc.c.mail.example.com',
        status: 'NOERROR',
        record: 'v=DMARC1; p=none | v=DMARC1; p=reject',
        note: '2 DMARC records, all discarded (RFC 9989 §4.10)',
      },
      {
        name: '_dmarc.mail.example.com',
        status: 'NOERROR',
        record: 'v=DMARC1; p=none; p=none',
        note: 'discarded: tag p occurs twice (RFC 6376 §3.2)',
      },
      {
        name: '_dmarc.example.com',
        status: 'NOERROR',
        record: 'v=DMARC1; p=reject',
        note: 'the organizational domain; applies',
      },
      {
        name: '_dmarc.com',
        status: 'NOERROR',
        record: 'v=DMARC1; p=none; psd=y',
        note: 'psd=y: a public suffix, the walk ends; does not apply',
      },
    ]);
  });

  test('the policy as published', async () => {
    const { dmarc } = await evaluate({
      from: 'example.com',
      at: {
        'example.com':
          'p=reject; sp=none; np=quarantine; t=y; psd=n; adkim=s; aspf=S; rua=mailto:D@example.com; ruf=mailto:F@example.com; fo=1; pct=20; rf=afrf; ri=3600; __proto__=x',
      },
    });
    expect(dmarc.policy).toEqual({
      p: 'reject',
      sp: 'none',
      np: 'quarantine',
      t: 'y',
      psd: 'n',
      adkim: 's',
      aspf: 's',
      rua: 'mailto:D@example.com',
      ruf: 'mailto:F@example.com',
      other: Object.fromEntries([
        ['fo', '1'],
        ['pct', '20'],
        ['rf', 'afrf'],
        ['ri', '3600'],
        ['__proto__', 'x'],
      ]),
    });
    expect(dmarc.record).toMatch(/^v=DMARC1; p=reject;/);
  });

  test('each question is asked once, and only where it can matter', async () => {
    const { asked, organizationalDomains } = await evaluate({
      from: 'a.b.c.d.e.f.g.h.i.j.k.example.com',
      spf: 'example.com',
      dkim: 'signing.example.com, esp.example.net, EXAMPLE.com',
      at: { 'example.com': 'p=reject', 'signing.example.com': 'p=reject' },
    });
    expect(asked).toEqual([
      'a.b.c.d.e.f.g.h.i.j.k.example.com',
      'g.h.i.j.k.example.com',
      'h.i.j.k.example.com',
      'i.j.k.example.com',
      'j.k.example.com',
      'k.example.com',
      'example.com',
      'com',
      'signing.example.com',
    ]);
    expect(organizationalDomains).toEqual({
      'a.b.c.d.e.f.g.h.i.j.k.example.com': 'example.com',
      'example.com': 'example.com',
      'signing.example.com': 'example.com',
    });
  });

  test('no existence question without np', async () => {
    expect(
      (await evaluate({ from: 'a.example.com', at: { 'example.com': 'p=reject; sp=none' } })).asked,
    ).toEqual(['a.example.com', 'example.com', 'com']);
    expect(
      (await evaluate({ from: 'a.example.com', at: { 'example.com': 'p=reject; np=none' } })).asked,
    ).toEqual(['a.example.com', 'example.com', 'com', 'a.example.com A', 'a.example.com CNAME']);
  });
});

describe('alignment', () => {
  test('only what passed can be aligned; every signature is still compared', async () => {
    const { dmarc, dkimAligned } = await evaluate({
      from: 'example.com',
      spf: 'example.com fail',
      dkim: 'example.com fail, mail.example.com, example.net',
      at: REJECT,
    });
    expect(dmarc.alignment).toEqual({
      spf: null,
      dkim: [
        { domain: 'mail.example.com', selector: 's', aligned: true },
        { domain: 'example.net', selector: 's', aligned: false },
      ],
    });
    expect(dkimAligned).toEqual([true, true, false]);
  });

  test('is told without a policy too, relaxed', async () => {
    const { dmarc } = await evaluate({
      from: 'example.com',
      spf: 'example.com',
      dkim: 'example.net',
    });
    expect(dmarc).toMatchObject({
      result: 'none',
      alignment: { spf: { domain: 'example.com', aligned: true }, dkim: [{ aligned: false }] },
    });
  });

  test('what SPF could not check is said only where it leaves nothing open', async () => {
    const spf = async (given: Given) => (await evaluate(given)).dmarc.alignment.spf;
    expect(await spf({ from: 'example.com', spf: 'example.net temperror', at: REJECT })).toEqual({
      domain: 'example.net',
      aligned: false,
    });
    expect(
      await spf({ from: 'example.com', spf: 'a.example.com temperror', at: REJECT }),
    ).toBeNull();
    expect(
      await spf({
        from: 'example.com',
        spf: 'a.example.com',
        zone: '_dmarc.a.example.com. SERVFAIL',
        at: REJECT,
      }),
    ).toBeNull();
  });

  test('is null when a walk failed', async () => {
    const { dkimAligned, dmarc } = await evaluate({
      from: 'example.com',
      dkim: 'example.com, mail.example.com, example.net',
      zone: '_dmarc.mail.example.com. SERVFAIL',
      at: REJECT,
    });
    expect(dkimAligned).toEqual([true, null, false]);
    expect(dmarc.alignment.dkim.map(({ domain }) => domain)).toEqual([
      'example.com',
      'example.net',
    ]);
  });

  test('more signatures than mailauth walks for', async () => {
    const many = Array.from({ length: 14 }, (_, i) => `s${i}.example.com`);
    const zone = {
      'example.com': 'p=reject',
      ...Object.fromEntries(many.map((domain) => [domain, 'p=none; psd=n'])),
    };
    expect(
      (
        await evaluate({
          from: 'example.com',
          spf: 'b.example.com fail',
          dkim: many.join(','),
          at: zone,
        })
      ).dmarc.result,
    ).toBe('fail');
    expect(
      (
        await evaluate({
          from: 'example.com',
          dkim: [...many, 'last.example.com'].join(','),
          at: zone,
        })
      ).dmarc.result,
    ).toBe('pass');
  });
});

describe('reasons', () => {
  test.each<[Given, string]>([
    [
      { from: 'shop.example', spf: 'shop.example', at: { 'shop.example': 'p=reject' } },
      'SPF passed for shop.example, the author domain',
    ],
    [
      {
        from: 'shop.example',
        spf: 'b.shop.example',
        dkim: 'shop.example',
        at: { 'shop.example': 'p=reject' },
      },
      'SPF passed for b.shop.example, which is aligned with shop.example (relaxed); DKIM passed for shop.example, the author domain',
    ],
    [
      { from: 'shop.example', spf: 'news.example', at: { 'shop.example': 'p=reject; aspf=s' } },
      'SPF passed for news.example, which is not aligned with shop.example (strict)',
    ],
    [
      {
        from: 'shop.example',
        spf: 'shop.example fail',
        dkim: 'esp.example, mail.esp.example',
        at: { 'shop.example': 'p=reject' },
      },
      'DKIM passed for esp.example, mail.esp.example, which are not aligned with shop.example (relaxed)',
    ],
    [
      { from: 'shop.example', at: { 'shop.example': 'p=reject' } },
      'neither SPF nor DKIM passed for shop.example',
    ],
    [{ from: 'mail.shop.example' }, 'no DMARC record at _dmarc.mail.shop.example or above'],
    [
      { from: 'shop.example', at: { 'shop.example': ['p=none', 'p=reject'] } },
      'no DMARC record that counts at _dmarc.shop.example or above (_dmarc.shop.example: 2 DMARC records, all discarded (RFC 9989 §4.10))',
    ],
    [
      { from: 'shop.example', at: { 'shop.example': 'p=bob' } },
      'the record at _dmarc.shop.example has a policy that is not valid and no rua= to report to: no DMARC (RFC 9989 §4.10.1)',
    ],
    [
      { from: 'shop.example', at: { 'shop.example': 'sp=none' } },
      'the record at _dmarc.shop.example has no p= and no rua= to report to: no DMARC (RFC 9989 §4.10.1)',
    ],
    [
      { from: 'shop.example', zone: '_dmarc.example. SERVFAIL' },
      'the policy could not be found: _dmarc.example not answered: SERVFAIL',
    ],
    [
      { from: 'shop.example', spf: 'shop.example temperror', at: { 'shop.example': 'p=reject' } },
      'SPF for shop.example could not be checked, and nothing else passed for shop.example',
    ],
    [
      { from: 'shop.example', dkim: 'shop.example temperror', at: { 'shop.example': 'p=reject' } },
      'the DKIM signature of shop.example could not be checked, and nothing else passed for shop.example',
    ],
    [
      {
        from: 'shop.example',
        dkim: 'a.shop.example',
        zone: '_dmarc.a.shop.example. TIMEOUT',
        at: { 'shop.example': 'p=reject' },
      },
      'whether a.shop.example is aligned with shop.example could not be found out: DNS did not answer',
    ],
    [
      {
        from: 'a.shop.example',
        zone: 'a.shop.example. TIMEOUT',
        at: { 'shop.example': 'p=none; np=reject' },
      },
      'whether a.shop.example exists could not be found out, and with it which policy applies (np or sp)',
    ],
  ])('%j', async (given, reason) => {
    expect((await evaluate(given)).dmarc.reason).toBe(reason);
  });
});
