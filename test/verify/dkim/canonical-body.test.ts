// Body canonicalization (RFC 6376 §3.4.3 to §3.4.5) by cases, and against mailauth's on generated bodies.
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bodyHashes } from '../../../src/verify/dkim/body-hash.ts';
import { canonicalBody } from '../../../src/verify/dkim/canonical-body.ts';
import { bodyDigest, relaxedBody, simpleBody } from './signer.ts';
import { cpuTime } from '../../machine-time.ts';

const { dkimBody } = createRequire(import.meta.url)('mailauth/lib/dkim/body/index.js') as {
  dkimBody: (
    form: string,
    hash: string,
    limit: number | '',
  ) => {
    update(chunk: Buffer): void;
    digest(encoding: 'base64'): string;
    canonicalizedLength: number;
  };
};

const canonical = (body: string, form: 'simple' | 'relaxed'): string => {
  const { text, ends } = canonicalBody(Buffer.from(body, 'latin1'), form);
  return text.toString('latin1') + (ends ? '\r\n' : '');
};

const CASES: [name: string, body: string, simple: string, relaxed: string][] = [
  ['example of §3.4.5', ' C \r\nD \t E\r\n\r\n\r\n', ' C \r\nD \t E\r\n', ' C\r\nD E\r\n'],
  ['no octets', '', '\r\n', ''],
  ['one empty line', '\r\n', '\r\n', ''],
  ['empty lines only', '\r\n\r\n\r\n', '\r\n', ''],
  ['one space', ' ', ' \r\n', ''],
  ['a line of spaces', '  \t \r\n', '  \t \r\n', ''],
  ['lines of spaces at the end', 'a\r\n \r\n\t\r\n', 'a\r\n \r\n\t\r\n', 'a\r\n'],
  ['no line end at the end', 'a', 'a\r\n', 'a\r\n'],
  ['no line end, space at the end', 'a ', 'a \r\n', 'a\r\n'],
  ['no line end after an empty line', 'a\r\n\r\nb', 'a\r\n\r\nb\r\n', 'a\r\n\r\nb\r\n'],
  ['empty lines inside', 'a\r\n\r\n\r\nb\r\n', 'a\r\n\r\n\r\nb\r\n', 'a\r\n\r\n\r\nb\r\n'],
  ['empty lines at the start', '\r\n\r\na\r\n', '\r\n\r\na\r\n', '\r\n\r\na\r\n'],
  ['tab alone', 'a\tb\r\n', 'a\tb\r\n', 'a b\r\n'],
  ['space before tab', 'a \tb\r\n', 'a \tb\r\n', 'a b\r\n'],
  ['tab before space', 'a\t b\r\n', 'a\t b\r\n', 'a b\r\n'],
  ['white space at the start of a line', '   a\r\n\tb\r\n', '   a\r\n\tb\r\n', ' a\r\n b\r\n'],
  ['one space at the end of a line', 'a b \r\nc\r\n', 'a b \r\nc\r\n', 'a b\r\nc\r\n'],
  ['no-break space is no WSP', 'a\xa0\xa0b\xa0\r\n', 'a\xa0\xa0b\xa0\r\n', 'a\xa0\xa0b\xa0\r\n'],
  ['vertical tab and form feed are no WSP', 'a\x0b\x0cb\r\n', 'a\x0b\x0cb\r\n', 'a\x0b\x0cb\r\n'],
  ['8-bit octets', '\xc3\xa9  \xff\r\n', '\xc3\xa9  \xff\r\n', '\xc3\xa9 \xff\r\n'],
];

describe('body canonicalization', () => {
  it.each(CASES)('%s', (_, body, simple, relaxed) => {
    expect(canonical(body, 'simple')).toBe(simple);
    expect(canonical(body, 'relaxed')).toBe(relaxed);
    expect([simpleBody(body), relaxedBody(body)]).toEqual([simple, relaxed]);
  });

  const bodies = fc
    .array(fc.constantFrom(' ', '  ', '\t', '\r\n', '\r\n\r\n', 'a', 'bc', '\xe4', '--', '.'), {
      maxLength: 60,
    })
    .map((parts) => parts.join(''));

  it('agrees with mailauth octet by octet, with and without l=', () => {
    fc.assert(
      fc.property(
        bodies,
        fc.constantFrom('simple' as const, 'relaxed' as const),
        fc.array(fc.nat(80), { maxLength: 4 }),
        (body, form, limits) => {
          const octets = Buffer.from(body, 'latin1');
          const wishes = [null, ...limits].map((limit) => ({
            canonicalization: form,
            hash: 'sha256' as const,
            limit,
          }));
          const hashes = bodyHashes(octets, wishes);
          for (const wish of wishes) {
            const theirs = dkimBody(form, 'sha256', wish.limit ?? '');
            theirs.update(octets);
            const digest = theirs.digest('base64');
            const ours = hashes.of(wish);
            expect(ours?.digest.toString('base64')).toBe(digest);
            expect(ours?.total).toBe(theirs.canonicalizedLength);
            expect(bodyDigest(body, form, 'sha256', wish.limit ?? undefined)).toBe(digest);
          }
        },
      ),
      { numRuns: 500, seed: 6376 },
    );
  });

  it('hashes only what was asked for', () => {
    const hashes = bodyHashes(Buffer.from('a\r\n'), [
      { canonicalization: 'simple', hash: 'sha1', limit: 2 },
    ]);
    expect(hashes.of({ canonicalization: 'simple', hash: 'sha1', limit: null })).toBeNull();
    expect(hashes.of({ canonicalization: 'relaxed', hash: 'sha1', limit: 2 })).toBeNull();
  });

  it('cuts inside the last line end', () => {
    const wishes = [0, 1, 2, 3, 4].map((limit) => ({
      canonicalization: 'simple' as const,
      hash: 'sha256' as const,
      limit,
    }));
    const hashes = bodyHashes(Buffer.from('a'), wishes);
    for (const wish of wishes)
      expect(hashes.of(wish)?.digest.toString('base64')).toBe(
        bodyDigest('a', 'simple', 'sha256', wish.limit),
      );
  });

  it('takes 10 MiB of any kind in well under a second', () => {
    const size = 10 * 1024 * 1024;
    for (const line of [
      '\ta\r\n',
      ' a',
      `${'A'.repeat(76)}\r\n`,
      '\r\n',
      ' \r\n',
      'The quick brown  fox\t\r\n',
    ]) {
      const body = Buffer.alloc(size, line, 'latin1');
      const limits = Array.from({ length: 60 }, (_, i) => i * 1000);
      const began = cpuTime();
      bodyHashes(
        body,
        [null, ...limits].map((limit) => ({ canonicalization: 'relaxed', hash: 'sha256', limit })),
      );
      expect(cpuTime() - began, JSON.stringify(line)).toBeLessThan(1500);
    }
  });
});
