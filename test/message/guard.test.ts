// SECURITY.md §1: which octets are refused, with which code, and that the answer does not depend on how they arrive.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { structureGuard, type Refusal } from '../../src/message/guard.ts';
import { cpuTime } from '../machine-time.ts';

const MAX = 10 * 1024 * 1024;
const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

function judge(message: Uint8Array, chunk = message.length, maxSize = MAX): Refusal | null {
  const guard = structureGuard({ maxSize });
  for (let at = 0; at < message.length; at += chunk) guard.push(message.subarray(at, at + chunk));
  return guard.end();
}

const HEAD = 'From: a@b.example\r\nTo: c@d.example\r\n';
const field = (octets: number): string => `X: ${'a'.repeat(octets - 5)}\r\n`;
const fill = (octets: number): string =>
  field(16_000).repeat(Math.floor(octets / 16_000)) + field(octets % 16_000);

const taken: [string, string][] = [
  ['an ordinary message', `${HEAD}\r\nbody\r\n`],
  ['an empty message', ''],
  ['only the empty line', '\r\n'],
  ['a header without a body', HEAD],
  ['a last line without its line end', `${HEAD}\r\nbody`],
  ['a body of empty lines', `${HEAD}\r\n${'\r\n'.repeat(5000)}`],
  ['tabs, controls and octets above 127', `${HEAD}\r\n\t\x01\x7f\x80\xff\r\n`],
  ['exactly 2,000 header lines', `X: 1\r\n${' a\r\n'.repeat(1999)}\r\n`],
  ['exactly 1,000 fields', `${'X: 1\r\n'.repeat(1000)}\r\n`],
  ['a field of exactly 16 KiB', `${field(16_384)}\r\nbody\r\n`],
  ['a header section of exactly 128 KiB', `${fill(131_072)}\r\nbody\r\n`],
  [
    'To, Cc and DKIM-Signature of 40,000 octets, whatever their case',
    ['TO', 'cC ', 'DKIM-Signature']
      .map((name) => `${`${name}: ${'a,\r\n '.repeat(300)}`.padEnd(40_000, 'a')}\r\n`)
      .join('') + '\r\nbody\r\n',
  ],
  ['a To of exactly 64 KiB', `To: ${'a'.repeat(65_536 - 6)}\r\n\r\nbody\r\n`],
  ['100 Received fields', `${'Received: x\r\n'.repeat(100)}\r\n`],
  ['101 fields that only begin like Received', `${'Received-SPF: x\r\n'.repeat(101)}\r\n`],
  ['101 lines in the body that look like Received', `${HEAD}\r\n${'Received: x\r\n'.repeat(101)}`],
  ['101 continued lines that look like Received', `X: 1\r\n${' Received: x\r\n'.repeat(101)}\r\n`],
  ['a body line of exactly 1 MiB', `${HEAD}\r\n${'a'.repeat(1_048_576)}\r\n`],
  ['what looks like a header in the body, long', `${HEAD}\r\nX: ${'a'.repeat(20_000)}\r\n`],
];

const refused: [string, string, Refusal['limit'], number, string][] = [
  ['NUL in the header', 'From: a\0@b.example\r\n\r\n', 'nul', 550, '5.6.0'],
  ['NUL in the body', `${HEAD}\r\na\0b\r\n`, 'nul', 550, '5.6.0'],
  ['NUL as the first octet', '\0', 'nul', 550, '5.6.0'],
  ['bare LF in the header', 'From: a@b.example\nTo: c\r\n\r\n', 'bare-lf', 550, '5.6.0'],
  ['bare LF in the body', `${HEAD}\r\na\nb\r\n`, 'bare-lf', 550, '5.6.0'],
  ['bare LF as the first octet', '\nbody\r\n', 'bare-lf', 550, '5.6.0'],
  ['LF LF for the empty line', 'From: a@b.example\n\nbody\n', 'bare-lf', 550, '5.6.0'],
  ['bare CR in the header', 'From: a@b.example\rTo: c\r\n\r\n', 'bare-cr', 550, '5.6.0'],
  ['bare CR in the body', `${HEAD}\r\na\rb\r\n`, 'bare-cr', 550, '5.6.0'],
  ['CR CR LF', `${HEAD}\r\na\r\r\n`, 'bare-cr', 550, '5.6.0'],
  ['LF CR', `${HEAD}\r\na\n\rb`, 'bare-lf', 550, '5.6.0'],
  ['CR as the last octet', `${HEAD}\r\na\r`, 'bare-cr', 550, '5.6.0'],
  [
    'a smuggled end of data',
    `${HEAD}\r\na\n.\r\nMAIL FROM:<x@y.example>\r\n`,
    'bare-lf',
    550,
    '5.6.0',
  ],
  ['2,001 header lines', `X: 1\r\n${' a\r\n'.repeat(2000)}\r\n`, 'header-lines', 552, '5.3.4'],
  ['1,001 fields', `${'X: 1\r\n'.repeat(1001)}\r\n`, 'fields', 552, '5.3.4'],
  ['1,001 lines that are no fields', `${'x\r\n'.repeat(1001)}\r\n`, 'fields', 552, '5.3.4'],
  ['a field one octet over 16 KiB', `${field(16_385)}\r\n`, 'field-size', 552, '5.3.4'],
  [
    'a folded field over 16 KiB',
    `X: 1\r\n${` ${'a'.repeat(97)}\r\n`.repeat(170)}\r\n`,
    'field-size',
    552,
    '5.3.4',
  ],
  ['a header section one octet over 128 KiB', `${fill(131_073)}\r\n`, 'header-size', 552, '5.3.4'],
  [
    'a To one octet over 64 KiB',
    `To: ${'a'.repeat(65_537 - 6)}\r\n\r\n`,
    'field-size',
    552,
    '5.3.4',
  ],
  [
    'a Bcc over 16 KiB after a To',
    `To: a\r\nBcc: ${'a'.repeat(16_400)}\r\n\r\n`,
    'field-size',
    552,
    '5.3.4',
  ],
  ['101 Received fields', `${'Received: x\r\n'.repeat(101)}\r\n`, 'received', 554, '5.4.6'],
  [
    '101 Received fields in any case, white space before the colon',
    `${'rEceIVed \t: x\r\n y\r\n'.repeat(101)}\r\n`,
    'received',
    554,
    '5.4.6',
  ],
  [
    'a body line one octet over 1 MiB',
    `${HEAD}\r\n${'a'.repeat(1_048_577)}\r\n`,
    'line-size',
    552,
    '5.3.4',
  ],
  [
    'a body line over 1 MiB with tabs and controls',
    `${HEAD}\r\n${'a\t\x01'.repeat(350_000)}\r\n`,
    'line-size',
    552,
    '5.3.4',
  ],
  [
    'a body line over 1 MiB without an end',
    `${HEAD}\r\n${'a'.repeat(1_048_577)}`,
    'line-size',
    552,
    '5.3.4',
  ],
];

describe('structureGuard', () => {
  test.each(taken)('takes %s', (_name, message) => {
    expect(judge(bytes(message))).toBeNull();
    expect(judge(bytes(message), 4093)).toBeNull();
  });

  test.each(refused)('refuses %s', (_name, message, limit, code, enhanced) => {
    const whole = judge(bytes(message));
    expect(whole).toMatchObject({ limit, code, enhanced });
    expect(whole?.text).toMatch(/^[ -~]+$/);
    expect(judge(bytes(message), 4093)).toEqual(whole);
    if (message.length < 50_000) expect(judge(bytes(message), 1)).toEqual(whole);
  });

  test('names the place', () => {
    expect(judge(bytes(`${HEAD}\r\none\r\ntwo\nthree\r\n`))?.text).toContain('octet 47, line 5');
  });

  test('a message of exactly the size is taken, one octet more is not', () => {
    const message = bytes(`${HEAD}\r\n${'a'.repeat(100)}`);
    expect(judge(message, 7, message.length)).toBeNull();
    expect(judge(message, 7, message.length - 1)).toMatchObject({
      limit: 'size',
      code: 552,
      enhanced: '5.3.4',
    });
  });

  test('tells at once that the octets need not be kept', () => {
    const guard = structureGuard({ maxSize: 100 });
    expect(guard.push(bytes(HEAD))).toBe(true);
    expect(guard.push(Buffer.alloc(100, 'a'))).toBe(false);
    expect(guard.end()).toMatchObject({ limit: 'size' });
  });

  test('the first fault stays', () => {
    const guard = structureGuard({ maxSize: 100 });
    expect(guard.push(bytes('From: \0\r\n'))).toBe(false);
    expect(guard.push(Buffer.alloc(100, 'a'))).toBe(false);
    expect(guard.end()).toMatchObject({ limit: 'nul' });
  });

  test('a fault past the size limit is not looked for', () => {
    for (const chunk of [1, 5, 1000])
      expect(judge(bytes(`${HEAD}\r\n\0`), chunk, HEAD.length + 2)).toMatchObject({
        limit: 'size',
      });
  });

  test('is independent of chunking', () => {
    const octets = fc.string({
      unit: fc.constantFrom(
        'a',
        'X',
        ':',
        ' ',
        '\t',
        '\r\n',
        '\r\n',
        '\r',
        '\n',
        '\0',
        'Received:',
        '\r\n\r\n',
      ),
      maxLength: 60,
    });
    fc.assert(
      fc.property(
        octets,
        fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 40 }),
        fc.integer({ min: 0, max: 120 }),
        (text, cuts, maxSize) => {
          const message = bytes(text);
          const guard = structureGuard({ maxSize });
          let at = 0;
          for (const cut of cuts) {
            guard.push(message.subarray(at, at + cut));
            at += cut;
          }
          guard.push(message.subarray(at));
          expect(guard.end()).toEqual(judge(message, message.length || 1, maxSize));
        },
      ),
      { seed: 1, numRuns: 2000 },
    );
  });

  test('agrees with the definition of a bare CR and LF', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', ':', '\r', '\n'), maxLength: 12 }),
        (text) => {
          expect(judge(bytes(text)) === null).toBe(!/\r(?!\n)|(?<!\r)\n/.test(text));
        },
      ),
      { seed: 2, numRuns: 3000 },
    );
  });

  // A message of 10 MiB takes 15 ms here, a chunk of 64 KiB under 1 ms; the bound leaves room for a busy machine.
  test.each([
    ['lines of 76', `${'x'.repeat(76)}\r\n`],
    ['empty lines', '\r\n'],
    ['controls', '\x01\x02\r\n'],
  ])('10 MiB of %s do not block the event loop', (_name, line) => {
    const message = bytes(`${HEAD}\r\n${line.repeat(Math.floor((MAX - 1000) / line.length))}`);
    const guard = structureGuard({ maxSize: MAX });
    let worst = 0;
    for (let at = 0; at < message.length; at += 65_536) {
      const before = cpuTime();
      guard.push(message.subarray(at, at + 65_536));
      worst = Math.max(worst, cpuTime() - before);
    }
    expect(guard.end()).toBeNull();
    expect(worst).toBeLessThan(50);
  });
});
