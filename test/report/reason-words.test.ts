// Reasons of verify/ in Indonesian: read by their patterns, the sender's own words untouched.
import { describe, expect, test } from 'vitest';
import { reasonIn } from '../../src/words/reason-words.ts';

const id = (english: string): string => reasonIn('id', english);

describe('reasons in Indonesian', () => {
  test.each([
    [
      'no key at s._domainkey.example.org (NXDOMAIN)',
      'tidak ada key di s._domainkey.example.org (NXDOMAIN)',
    ],
    [
      'include:spf.example.net: spf.example.net could not be looked up (TXT of spf.example.net: no answer in time)',
      'include:spf.example.net: lookup spf.example.net gagal (TXT spf.example.net: tidak ada jawaban tepat waktu (timeout))',
    ],
    [
      'SPF passed for esp.example, which is not aligned with example.org (relaxed); DKIM passed for example.org, the author domain',
      'SPF lolos untuk esp.example, yang tidak aligned dengan example.org (relaxed); DKIM lolos untuk example.org, domain di From',
    ],
    ['the organizational domain; applies', 'domain organisasi; berlaku'],
    ['192.0.2.1 is not in 192.0.2.128/25', '192.0.2.1 tidak di dalam 192.0.2.128/25'],
  ])('%s', (english, indonesian) => {
    expect(id(english)).toBe(indonesian);
  });

  test.each([
    'Subject: this is not spam',
    '- Subject: no key at home (really)',
    '+ From: applies',
    'a reason that nobody knows',
  ])('%s stays', (text) => {
    expect(id(text)).toBe(text);
  });

  test('English stays as it is', () => {
    expect(reasonIn('en', 'applies')).toBe('applies');
  });

  test('long text of a sender is not read', () => {
    const text = `no key at ${'a (b) '.repeat(2_000)}`;
    expect(id(text)).toBe(text);
  });
});
