// The author domain (RFC 9989 §5.3.1): exactly one, or why not.
import { describe, expect, test } from 'vitest';
import { readAuthors } from '../../src/message/address/authors.ts';
import { readFields } from '../../src/message/fields.ts';

const read = (header: string) =>
  readAuthors(readFields(Buffer.from(`${header}\r\n\r\n`, 'utf8')).fields);

describe('one author domain', () => {
  test.each([
    ['From: Joe <joe@Bank.Example>', [{ address: 'joe@bank.example', domain: 'bank.example' }]],
    ['from : joe@bank . example', [{ address: 'joe@bank.example', domain: 'bank.example' }]],
    [
      'From: joe@bücher.example',
      [{ address: 'joe@xn--bcher-kva.example', domain: 'xn--bcher-kva.example' }],
    ],
    [
      'From: a@bank.example,\r\n "B B"@BANK.example',
      [
        { address: 'a@bank.example', domain: 'bank.example' },
        { address: '"B B"@bank.example', domain: 'bank.example' },
      ],
    ],
    [
      'From: a@bücher.example, b@xn--bcher-kva.example',
      [
        { address: 'a@xn--bcher-kva.example', domain: 'xn--bcher-kva.example' },
        { address: 'b@xn--bcher-kva.example', domain: 'xn--bcher-kva.example' },
      ],
    ],
    ['From: Team: a@bank.example;', [{ address: 'a@bank.example', domain: 'bank.example' }]],
    [
      'X-From: evil@evil.example\r\nFrom: a@bank.example\r\nReply-To: b@evil.example',
      [{ address: 'a@bank.example', domain: 'bank.example' }],
    ],
    [
      'From: "x<y@evil.example>"@bank.example',
      [{ address: '"x<y@evil.example>"@bank.example', domain: 'bank.example' }],
    ],
  ])('%j', (header, authors) => {
    expect(read(header)).toEqual({ authors, authorProblem: null, fromFields: 1 });
  });
});

describe('no author domain', () => {
  test.each([
    ['To: x@y.example', 0, /no From field/],
    ['From: a@bank.example\r\nFrom: a@bank.example', 2, /2 From fields/],
    ['From: a@bank.example\r\nFrom : b@evil.example', 2, /2 From fields/],
    ['From: a@bank.example\r\nFROM: ', 2, /2 From fields/],
    ['From:', 1, /does not parse: no address/],
    ['From: Joe', 1, /does not parse: .* at character 1$/],
    ['From: a@bank.example b@evil.example', 1, /does not parse: .*comma.* at character 16$/],
    ['From: undisclosed-recipients:;', 1, /only empty groups/],
    ['From: a@bank.example, b@evil.example', 1, /2 domains: bank.example, evil.example/],
    ['From: a@bank.example, b@mail.bank.example', 1, /2 domains/],
    ['From: joe@[192.0.2.1]', 1, /address literal: \[192.0.2.1\]/],
    ['From: joe@192.0.2.1', 1, /number/],
    ['From: joe@bank%2eexample', 1, /characters other than/],
    ['From: joe@ba\u00adnk.example', 1, /U-label/],
    ['From: joe@bank.example, x@ba\u00adnk.example', 1, /U-label/],
  ])('%j', (header, fromFields, problem) => {
    const result = read(header);
    expect(result.fromFields).toBe(fromFields);
    expect(result.authorProblem).toMatch(problem);
    expect(result.authorProblem).toMatch(/^[ -~]+$/);
  });

  test('authors that do parse are still listed', () => {
    expect(read('From: a@bank.example\r\nFrom: b@evil.example').authors).toHaveLength(2);
    expect(read('From: a@bank.example, b@evil.example').authors).toHaveLength(2);
    expect(read('From: Joe').authors).toEqual([]);
  });
});
