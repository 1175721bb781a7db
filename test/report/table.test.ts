// The rows of the table: what is wrong with a method, in the words of its cause.
import { expect, test } from 'vitest';
import { en } from '../../src/words/en/layouts.ts';
import { id } from '../../src/words/id/layouts.ts';
import type { Report } from '../../src/report/report.ts';
import { rows } from '../../src/report/table.ts';
import type { DkimCheck, Verification } from '../../src/verify/verification.ts';
import {
  dkimCheck,
  dmarcCheck,
  finding,
  NO_DMARC,
  reportOf,
  spfCheck,
  verification,
} from './sample.ts';

function note(
  method: string,
  more: Partial<Verification>,
  findings: Report['findings'] = [],
  words = en,
): string {
  const report = reportOf({
    verification: verification(more),
    verdict: 'fail',
    standing: 'proven',
    findings,
  });
  return rows(report, words).find((row) => row.method === method)?.note ?? '';
}

const key = dkimCheck().key;
const dkim = (more: Partial<DkimCheck>): Partial<Verification> => ({ dkim: [dkimCheck(more)] });

test.each<[string, Partial<DkimCheck>, string]>([
  [
    '512-bit key: too short',
    {
      result: 'policy',
      reason:
        'the key at x is not accepted: the RSA key has 512 bits; under 1024 nothing counts as signed (RFC 8301 section 3.2)',
      key: { ...key, bits: 512 },
    },
    'key 512 bit: terlalu pendek',
  ],
  [
    'rsa-sha1, which is forbidden',
    {
      result: 'policy',
      algorithm: 'rsa-sha1',
      reason: 'signed with rsa-sha1, which must not be accepted any more (RFC 8301 section 3.1)',
    },
    'rsa-sha1, yang sudah dilarang',
  ],
  [
    'expired 5 min before it came',
    {
      result: 'neutral',
      expiresAt: '2026-08-01T09:55:00Z',
      reason: 'the signature expired on 2026-08-01T09:55:00Z',
    },
    'kedaluwarsa 5 menit sebelum tiba',
  ],
  [
    'From is not signed',
    {
      result: 'neutral',
      signedHeaders: ['To'],
      reason: 'From is not among the signed fields (h=)',
    },
    'From tidak ditandatangani',
  ],
  [
    'bh= is missing',
    { result: 'neutral', reason: 'the required tag bh= is missing' },
    'bh= tidak ada',
  ],
  [
    'a=rsa-md5 is not known',
    { result: 'neutral', reason: 'the algorithm a="rsa-md5" is not known' },
    'a=rsa-md5 tidak dikenal',
  ],
  [
    'the key is revoked (p= is empty)',
    {
      result: 'permerror',
      reason: 'the key record at x cannot be used: p= is empty: the key has been revoked',
    },
    'key sudah dicabut (p= kosong)',
  ],
  [
    'no key in DNS',
    {
      result: 'permerror',
      reason: 'no key at x (NXDOMAIN)',
      key: { ...key, record: null, records: [] },
    },
    'tidak ada key di DNS',
  ],
  [
    'the TXT record there is not a key',
    {
      result: 'permerror',
      reason: 'no key at x: the TXT record there is not a key record: "v=spf1 -all"',
      key: { ...key, record: null, records: ['v=spf1 -all'] },
    },
    'record TXT di sana bukan key',
  ],
  [
    'v= a= b= is missing',
    {
      result: 'neutral',
      reason:
        'the required tag v= is missing; the required tag a= is missing; the required tag b= is missing',
      key: { ...key, record: null, records: [] },
    },
    'v= a= b= tidak ada',
  ],
  [
    'the RSA key has 5120 bits',
    {
      result: 'policy',
      reason:
        'the key at x is not accepted: the RSA key has 5120 bits; over 4096 verifiers need not take it (RFC 8301 section 3.2)',
    },
    'the RSA key has 5120 bits',
  ],
])('DKIM: %s', (english, more, indonesian) => {
  expect(note('DKIM', dkim(more))).toBe(english);
  expect(note('DKIM', dkim(more), [], id)).toBe(indonesian);
});

test('a signature of another name of the organization is aligned, not for the From domain', () => {
  expect(note('DKIM', {})).toBe('2048-bit key, for the From domain');
  expect(
    note('DKIM', {
      ...dkim({ domain: 'example.org' }),
      dmarc: dmarcCheck({ domain: 'mail.example.org' }),
    }),
  ).toBe('2048-bit key, aligned with mail.example.org');
});

test('a signature that was not looked at is one', () => {
  expect(note('DKIM', { dkim: [] }, [finding('dkim-not-evaluated', 'notice', 'x')])).toBe(
    'signed, but not checked: a limit of this service',
  );
  expect(note('DKIM', { dkim: [] })).toBe('not signed');
});

test('a DMARC record that does not count is one', () => {
  const walk = [
    {
      name: '_dmarc.example.org',
      status: 'NOERROR',
      record: 'v=DMARC1; p=none',
      note: '2 DMARC records, all discarded (RFC 9989 §4.10)',
    },
  ];
  expect(note('DMARC', { dmarc: dmarcCheck({ ...NO_DMARC, walk }) })).toBe(
    '2 records: none counts',
  );
  expect(
    note('DMARC', { dmarc: dmarcCheck(NO_DMARC) }, [finding('dmarc-syntax', 'error', 'x')]),
  ).toBe('the record is not valid');
  expect(
    note('DMARC', { dmarc: dmarcCheck(NO_DMARC) }, [finding('dmarc-wrong-name', 'error', 'x')]),
  ).toBe('the record is at the wrong name');
  expect(note('DMARC', { dmarc: dmarcCheck(NO_DMARC) })).toBe('no DMARC record');
});

test('a limit of this service is not DNS that gave no answer', () => {
  const limited = {
    spf: {
      ...verification().spf,
      mailFrom: spfCheck({
        result: 'temperror',
        reason: 'mx:m6.example.net: not asked, DNS limit reached',
      }),
    },
  };
  expect(note('SPF', limited)).toBe('not checked: a limit of this service');
});

test('DMARC that waits for a key has a policy that was found', () => {
  expect(note('DMARC', { dmarc: dmarcCheck({ result: 'temperror' }) })).toBe(
    'SPF or DKIM could not be checked',
  );
  expect(note('DMARC', { dmarc: dmarcCheck({ ...NO_DMARC, result: 'temperror' }) })).toBe(
    'DNS gave no answer',
  );
});

test('a domain that does not exist has no record for that reason', () => {
  expect(
    note('SPF', {
      spf: {
        ...verification().spf,
        mailFrom: spfCheck({ result: 'none', reason: 'exmaple.net does not exist' }),
      },
    }),
  ).toBe('the domain does not exist');
});
