import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDataReader } from '../../src/receive/data-reader.ts';

/** RFC 5321 §4.5.2 in the plainest words, on the whole of the octets. */
function plainly(octets: string): { payload: string; rest: string | null } {
  let payload = '';
  for (let at = 0; ;) {
    const end = octets.indexOf('\r\n', at);
    const line = octets.slice(at, end === -1 ? undefined : end);
    if (end !== -1 && line === '.') return { payload, rest: octets.slice(end + 2) };
    payload += line.replace(/^\./, '') + (end === -1 ? '' : '\r\n');
    if (end === -1) return { payload, rest: null };
    at = end + 2;
  }
}

function readInPieces(octets: string, sizes: number[]): { payload: string; rest: string | null } {
  const reader = createDataReader();
  const bytes = Buffer.from(octets, 'latin1');
  let payload = '';
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] ?? 1;
    // A copy: the reader works in place.
    const piece = reader.read(Buffer.from(bytes.subarray(at, at + size)));
    payload += piece.payload.toString('latin1');
    at += size;
    if (piece.rest !== null)
      return { payload, rest: piece.rest.toString('latin1') + octets.slice(at) };
  }
  return { payload, rest: null };
}

const octets = fc
  .array(
    fc.constantFrom('.', '..', '\r', '\n', '\r\n', '\r\n.', '.\r\n', 'a', '\0', 'x'.repeat(70)),
    { maxLength: 30 },
  )
  .map((parts) => `${parts.join('')}\r\n.\r\nQUIT\r\n`);

describe('createDataReader', () => {
  test('reads as the plain words do, however the octets are cut', () => {
    fc.assert(
      fc.property(
        octets,
        fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 8 }),
        (text, sizes) => {
          expect(readInPieces(text, sizes)).toEqual(plainly(text));
        },
      ),
      { numRuns: 3000, seed: 1 },
    );
  });

  test.for([
    ['\n.\n'],
    ['\n.\r\n'],
    ['\r\n.\n'],
    ['\r.\r'],
    ['\r.\r\n'],
    ['\r\n.\r'],
    ['\n.\r'],
    ['\r.\n'],
    ['\r\n.\0\r\n'],
    ['\r\n\0.\r\n'],
    ['\r\n.\r\r\n'],
    ['\r\r\n.\r\r\n'],
    ['\n\n.\n\n'],
  ])('%j is no end of data', ([end]) => {
    for (let cut = 1; cut <= 6; cut++)
      expect(readInPieces(`text${end}MAIL FROM:<x@y>`, [cut]).rest).toBeNull();
  });

  test('ten megabytes of added dots take no longer than any other ten', () => {
    const chunk = Buffer.from('..\r\n'.repeat(16_384));
    const reader = createDataReader();
    let octetsRead = 0;
    const before = process.cpuUsage();
    for (let i = 0; i < 160; i++) octetsRead += reader.read(Buffer.from(chunk)).payload.length;
    const { user, system } = process.cpuUsage(before);
    expect(octetsRead).toBe(160 * 16_384 * 3);
    // About 0.1 s; smtp-server's own reader takes 16 s.
    expect((user + system) / 1e6).toBeLessThan(2);
  });
});
