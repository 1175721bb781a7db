// The reverse-path by RFC 5321 §4.1.2 and RFC 6531.
import { expect, test } from 'vitest';
import { parseReversePath } from '../../src/message/address/reverse-path.ts';

test('the null reverse-path', () => {
  expect(parseReversePath('')).toEqual({ kind: 'null' });
});

test.each([
  ['joe@bank.example', 'joe', 'bank.example', 'joe@bank.example'],
  ['Joe.Public@BANK.example', 'Joe.Public', 'bank.example', 'Joe.Public@bank.example'],
  ['joe+tag@bank.example', 'joe+tag', 'bank.example', 'joe+tag@bank.example'],
  [
    'b-1=x=y.example@bank.example',
    'b-1=x=y.example',
    'bank.example',
    'b-1=x=y.example@bank.example',
  ],
  ['"joe public"@bank.example', 'joe public', 'bank.example', '"joe public"@bank.example'],
  ['"a@b"@bank.example', 'a@b', 'bank.example', '"a@b"@bank.example'],
  ['"a\\"b"@bank.example', 'a"b', 'bank.example', '"a\\"b"@bank.example'],
  ['"joe"@bank.example', 'joe', 'bank.example', 'joe@bank.example'],
  ['@a.example,@b.example:joe@bank.example', 'joe', 'bank.example', 'joe@bank.example'],
  ['joe@bücher.example', 'joe', 'xn--bcher-kva.example', 'joe@xn--bcher-kva.example'],
  ['jörg@bank.example', 'jörg', 'bank.example', 'jörg@bank.example'],
  ['joe@foo_bar.example', 'joe', 'foo_bar.example', 'joe@foo_bar.example'],
  [
    `${'a'.repeat(80)}@bank.example`,
    'a'.repeat(80),
    'bank.example',
    `${'a'.repeat(80)}@bank.example`,
  ],
])('%s', (path, localPart, domain, address) => {
  expect(parseReversePath(path)).toEqual({ kind: 'mailbox', localPart, domain, address });
});

test('an address literal', () => {
  expect(parseReversePath('joe@[192.0.2.1]')).toEqual({
    kind: 'literal',
    localPart: 'joe',
    literal: '192.0.2.1',
    address: 'joe@[192.0.2.1]',
  });
  expect(parseReversePath('joe@[IPv6:2001:db8::1]')).toMatchObject({
    kind: 'literal',
    literal: 'IPv6:2001:db8::1',
  });
});

test.each([
  'joe',
  '@bank.example',
  'joe@',
  'joe@@bank.example',
  'a b@bank.example',
  'a,b@bank.example',
  '<joe@bank.example>',
  '"joe@bank.example',
  'joe@bank example',
  'joe@bank..example',
  'joe@bank.example x',
  '.joe@bank.example',
  'joe.@bank.example',
  'j(c)oe@bank.example',
  'joe@bank(c).example',
  '"a\x01b"@bank.example',
  '"a"b@bank.example',
  'joe@192.0.2.1',
  'joe@[]',
  'joe@[a]b',
  '@a.example:',
  '"x"@a@bank.example',
  'joe@bank%2eexample',
])('%j is malformed', (path) => {
  expect(parseReversePath(path).kind).toBe('malformed');
});
