// The verdict and the standing of DESIGN.md §1: a no that is decided outweighs what is open, and what is open is nobody's failure.
import { describe, expect, test } from 'vitest';
import { diagnose } from '../../src/diagnose/diagnose.ts';
import type { Standing, Verdict } from '../../src/diagnose/finding.ts';
import { undecided } from '../../src/verify/undecided.ts';
import { inputOf, judged, keyTxt, txt, type Given, type Zone } from './given.ts';

const NO_DMARC: Zone = { '_dmarc.example.org': null };
const NET: Zone = {
  'example.net': [txt('v=spf1 ip4:192.0.2.25 -all')],
  'sel._domainkey.example.net': [keyTxt('rsa2048')],
};
const spf = (record: string): Zone => ({ 'example.org': [txt(record)] });
const changed: NonNullable<Given['onTheWay']> = ({ body }) => ({ body: `${body}more\r\n` });

const CASES: [string, Given, Verdict, Standing][] = [
  ['everything passes', {}, 'pass', 'proven'],
  ['no DMARC record, and aligned', { zone: NO_DMARC }, 'pass', 'proven'],
  ['SPF fails', { zone: spf('v=spf1 -all') }, 'fail', 'disowned'],
  ['SPF softfail, DKIM aligned', { zone: spf('v=spf1 ~all') }, 'fail', 'proven'],
  [
    'SPF softfail, nothing signs, p=reject',
    { zone: spf('v=spf1 ~all'), signatures: [] },
    'fail',
    'disowned',
  ],
  [
    'SPF softfail, nothing signs, no DMARC record',
    { zone: { ...spf('v=spf1 ~all'), ...NO_DMARC }, signatures: [] },
    'fail',
    'unproven',
  ],
  [
    'SPF softfail, nothing signs, p=none',
    {
      zone: { ...spf('v=spf1 ~all'), '_dmarc.example.org': [txt('v=DMARC1; p=none')] },
      signatures: [],
    },
    'fail',
    'unproven',
  ],
  [
    'SPF none, nothing signs, p=quarantine',
    {
      zone: { 'example.org': null, '_dmarc.example.org': [txt('v=DMARC1; p=quarantine')] },
      signatures: [],
    },
    'fail',
    'disowned',
  ],
  // t=y lowers quarantine to none (RFC 9989 section 4.7).
  [
    'the same while it is tested',
    {
      zone: { 'example.org': null, '_dmarc.example.org': [txt('v=DMARC1; p=quarantine; t=y')] },
      signatures: [],
    },
    'fail',
    'unproven',
  ],
  ['not signed', { signatures: [] }, 'fail', 'proven'],
  ['the signature is broken', { onTheWay: changed }, 'fail', 'proven'],
  ['one of two signatures is broken', { signatures: [{ selector: 'gone' }, {}] }, 'pass', 'proven'],
  [
    'another domain, no DMARC record',
    {
      zone: { ...NET, ...NO_DMARC },
      envelope: { mailFrom: 'a@example.net' },
      signatures: [{ domain: 'example.net' }],
    },
    'fail',
    'proven',
  ],
  [
    'another domain, p=reject',
    { zone: NET, envelope: { mailFrom: 'a@example.net' }, signatures: [{ domain: 'example.net' }] },
    'fail',
    'disowned',
  ],
  ['SPF cannot be checked', { zone: { 'example.org': ['SERVFAIL'] } }, 'incomplete', 'proven'],
  [
    'SPF cannot be checked, nothing signs',
    { zone: { 'example.org': ['SERVFAIL'] }, signatures: [] },
    'fail',
    'unproven',
  ],
  [
    'the key cannot be looked up',
    { zone: { 'sel._domainkey.example.org': ['TIMEOUT'] } },
    'incomplete',
    'proven',
  ],
  [
    'the key cannot be looked up, SPF fails',
    { zone: { 'sel._domainkey.example.org': ['TIMEOUT'], ...spf('v=spf1 -all') } },
    'fail',
    'disowned',
  ],
  [
    'the policy cannot be looked up',
    { zone: { '_dmarc.example.org': ['SERVFAIL'] } },
    'incomplete',
    'proven',
  ],
  [
    'DNS is away',
    {
      zone: {
        'example.org': ['TIMEOUT'],
        'sel._domainkey.example.org': ['TIMEOUT'],
        '_dmarc.example.org': ['TIMEOUT'],
      },
    },
    'incomplete',
    'unproven',
  ],
  // The walk of the other domain fails: whether it is aligned is not known.
  [
    'the walk of the MAIL FROM domain fails',
    {
      zone: {
        ...NO_DMARC,
        'news.example.org': [txt('v=spf1 ip4:192.0.2.25 -all')],
        '_dmarc.news.example.org': ['SERVFAIL'],
        'sel._domainkey.news.example.org': [keyTxt('rsa2048')],
      },
      envelope: { mailFrom: 'a@news.example.org' },
      signatures: [{ domain: 'news.example.org' }],
    },
    'incomplete',
    'proven',
  ],
  [
    'signatures past our limit',
    { signatures: [{}, ...Array.from({ length: 10 }, () => ({ selector: 'gone' }))] },
    'incomplete',
    'proven',
  ],
  [
    'several From fields',
    { header: { From: ['anna@example.org', 'ben@example.net'] } },
    'fail',
    'proven',
  ],
  // RFC 6890: an address that is not the sender's says nothing about SPF; an aligned signature decides.
  [
    'a hidden client, everything else passes',
    { envelope: { clientIp: '172.17.0.1' } },
    'pass',
    'proven',
  ],
  [
    'a hidden client, not signed, -all and p=reject',
    { envelope: { clientIp: '10.1.2.3' }, signatures: [] },
    'incomplete',
    'unproven',
  ],
  [
    'a hidden client, the signature is broken',
    { envelope: { clientIp: '100.64.0.5' }, onTheWay: changed },
    'fail',
    'unproven',
  ],
  [
    'a hidden client, signed by another domain',
    { zone: NET, envelope: { clientIp: 'fd00::1' }, signatures: [{ domain: 'example.net' }] },
    'incomplete',
    'unproven',
  ],
  [
    'a hidden client, DNS is away',
    {
      zone: { 'sel._domainkey.example.org': ['TIMEOUT'], '_dmarc.example.org': ['TIMEOUT'] },
      envelope: { clientIp: '::1' },
    },
    'incomplete',
    'unproven',
  ],
  [
    'a hidden client, another domain in MAIL FROM, p=reject',
    { zone: NET, envelope: { clientIp: '192.168.1.1', mailFrom: 'a@example.net' }, signatures: [] },
    'incomplete',
    'unproven',
  ],
  ['a bounce whose HELO passes', { envelope: { mailFrom: '' } }, 'pass', 'unproven'],
];

test.each(CASES)('%s', async (_, given, verdict, standing) => {
  const { diagnosis } = await judged(given);
  expect([diagnosis.verdict, diagnosis.standing]).toEqual([verdict, standing]);
});

describe('a limit of ours before anything was read', () => {
  const diagnosis = diagnose(undecided(inputOf(), 'verification took longer than 20 s'));

  test('is incomplete, and nothing is held against the sender', () => {
    expect(diagnosis.verdict).toBe('incomplete');
    expect(diagnosis.standing).toBe('unproven');
    expect(
      diagnosis.findings.filter(({ severity }) => severity === 'error' || severity === 'warning'),
    ).toEqual([]);
    expect(diagnosis.findings.map(({ code }) => code)).toContain('message-incomplete-check');
  });

  test('no requirement is said to be missed', () => {
    expect(diagnosis.requirements.filter(({ status }) => status === 'unmet')).toEqual([]);
    expect(diagnosis.criteria.filter(({ status }) => status === 'unmet')).toEqual([]);
  });
});
