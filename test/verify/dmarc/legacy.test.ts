// RFC 7489 beside RFC 9989: said only where a receiver of the older kind decides otherwise.
import { describe, expect, test } from 'vitest';
import { publicSuffixOrganization } from '../../../src/verify/dmarc/legacy.ts';
import { evaluate, type Given } from './given.ts';

describe('legacy is null where both agree', () => {
  test.each<[string, Given]>([
    ['pass', { from: 'example.com', spf: 'example.com', at: { 'example.com': 'p=reject' } }],
    ['fail', { from: 'example.com', at: { 'example.com': 'p=reject' } }],
    ['no record', { from: 'a.example.com', dkim: 'example.com' }],
    [
      'sp',
      {
        from: 'a.example.com',
        zone: 'a.example.com. A 192.0.2.1',
        at: { 'example.com': 'p=reject; sp=none; np=none' },
      },
    ],
    ['pct is ignored', { from: 'example.com', at: { 'example.com': 'p=reject; pct=0' } }],
    ['no valid policy', { from: 'example.com', at: { 'example.com': 'p=bob' } }],
    ['rua alone', { from: 'example.com', at: { 'example.com': 'rua=mailto:d@example.com' } }],
    [
      'undecided',
      { from: 'example.com', spf: 'example.com temperror', at: { 'example.com': 'p=reject' } },
    ],
    [
      't=y and a pass',
      { from: 'example.com', spf: 'example.com', at: { 'example.com': 'p=reject; t=y' } },
    ],
    ['DNS does not answer', { from: 'example.com', zone: '_dmarc.example.com. SERVFAIL' }],
  ])('%s', async (_name, given) => {
    expect((await evaluate(given)).dmarc.legacy).toBeNull();
  });
});

describe('legacy differs', () => {
  test.each<[string, Given, string, object]>([
    [
      't=y',
      { from: 'example.com', at: { 'example.com': 'p=reject; t=y' } },
      'fail',
      {
        result: 'fail',
        disposition: 'reject',
        reason: 'RFC 7489 does not know t=y: the policy applies in full',
      },
    ],
    [
      'np',
      { from: 'no.example.com', at: { 'example.com': 'p=none; np=reject' } },
      'fail',
      { result: 'fail', disposition: 'none', reason: 'RFC 7489 does not know np' },
    ],
    [
      'np that is not valid',
      { from: 'example.com', at: { 'example.com': 'p=reject; np=bob' } },
      'none',
      { result: 'fail', disposition: 'reject' },
    ],
    [
      'the parent has no record',
      { from: 'mail.example.com', dkim: 'example.com', at: { 'mail.example.com': 'p=reject' } },
      'fail',
      {
        result: 'pass',
        disposition: 'none',
        organizationalDomain: 'example.com',
        reason: 'by the public suffix list the organizational domain is example.com',
      },
    ],
    [
      'psd=n',
      {
        from: 'mail.example.com',
        dkim: 'example.com',
        at: { 'mail.example.com': 'p=reject; psd=n', 'example.com': 'p=reject' },
      },
      'fail',
      { result: 'pass', organizationalDomain: 'example.com' },
    ],
    [
      'psd=y',
      { from: 'giant.co.uk', at: { 'co.uk': 'p=reject; psd=y' } },
      'fail',
      {
        result: 'none',
        disposition: null,
        organizationalDomain: 'giant.co.uk',
        reason: 'RFC 7489 asks only giant.co.uk, not co.uk',
      },
    ],
    [
      'a record between',
      { from: 'a.b.example.com', at: { 'b.example.com': 'p=reject' } },
      'fail',
      {
        result: 'none',
        organizationalDomain: 'example.com',
        reason: 'RFC 7489 asks only a.b.example.com and example.com, not b.example.com',
      },
    ],
    [
      'several records end the search',
      {
        from: 'mail.example.com',
        at: { 'mail.example.com': ['p=none', 'p=none'], 'example.com': 'p=reject' },
      },
      'fail',
      {
        result: 'none',
        disposition: null,
        reason: 'RFC 7489 applies no DMARC: several records, or none it can use',
      },
    ],
    [
      'a private suffix',
      { from: 'alice.blogspot.com', dkim: 'bob.blogspot.com', at: { 'blogspot.com': 'p=reject' } },
      'pass',
      { result: 'none', organizationalDomain: 'alice.blogspot.com' },
    ],
    [
      'the top domain does not answer',
      {
        from: 'example.com',
        dkim: 'mail.example.com',
        zone: '_dmarc.com. SERVFAIL',
        at: { 'example.com': 'p=reject' },
      },
      'temperror',
      { result: 'pass', disposition: 'none' },
    ],
    [
      'psd=n cuts the walk short',
      {
        from: 'a.b.example.com',
        at: { 'b.example.com': 'p=none; psd=n', 'example.com': 'p=reject' },
      },
      'fail',
      {
        result: 'fail',
        disposition: 'reject',
        reason: 'RFC 7489 applies the record of example.com',
      },
    ],
  ])('%s', async (_name, given, result, legacy) => {
    const { dmarc } = await evaluate(given);
    expect(dmarc.result).toBe(result);
    expect(dmarc.legacy).toMatchObject(legacy);
  });
});

test.each([
  ['example.com', 'example.com'],
  ['a.b.example.com', 'example.com'],
  ['a.b.example.co.uk', 'example.co.uk'],
  ['co.uk', 'co.uk'],
  ['com', 'com'],
  ['a.b.example', 'b.example'],
  ['alice.blogspot.com', 'alice.blogspot.com'],
  ['x.foo_bar.example.com', 'example.com'],
  ['a.www.ck', 'www.ck'],
  ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
])('RFC 7489 §3.2: the organization of %s is %s', (domain, organization) => {
  expect(publicSuffixOrganization(domain)).toBe(organization);
});
