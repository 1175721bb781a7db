// The CLI's conversion of saved messages: LF files become CR LF, anything with a CR is left to the guard.
import { expect, test } from 'vitest';
import { structureGuard } from '../../src/message/guard.ts';
import { toCrlf } from '../../src/message/to-crlf.ts';

test.each([
  ['a\nb\n', 'a\r\nb\r\n', true],
  ['\n', '\r\n', true],
  ['a\n\nb', 'a\r\n\r\nb', true],
  ['\n\n\n', '\r\n\r\n\r\n', true],
  ['a\r\nb\r\n', 'a\r\nb\r\n', false],
  ['a\r\nb\n', 'a\r\nb\n', false],
  ['a\rb\n', 'a\rb\n', false],
  ['a\r', 'a\r', false],
  ['abc', 'abc', false],
  ['', '', false],
])('%j becomes %j', (file, expected, converted) => {
  const result = toCrlf(Buffer.from(file));
  expect(Buffer.from(result.bytes).toString()).toBe(expected);
  expect(result.converted).toBe(converted);
});

test('keeps every other octet', () => {
  const octets = Buffer.from(
    Array.from({ length: 256 }, (_, octet) => octet).filter((octet) => octet !== 13),
  );
  expect(Buffer.from(toCrlf(octets).bytes).toString('latin1')).toBe(
    octets.toString('latin1').replace('\n', '\r\n'),
  );
});

test('a mixture stays as it is and is refused', () => {
  const guard = structureGuard({ maxSize: 1000 });
  guard.push(toCrlf(Buffer.from('From: a@b.example\r\n\r\none\ntwo\r\n')).bytes);
  expect(guard.end()).toMatchObject({ limit: 'bare-lf' });
});
