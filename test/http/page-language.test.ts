// The language a browser asks for (RFC 9110 §12.5.4), of the two there are.
import { expect, test } from 'vitest';
import { accepted } from '../../src/http/page-language.ts';

test.each([
  ['id-ID,id;q=0.9,en;q=0.8', 'id'],
  ['en-GB,en;q=0.9,id;q=0.8', 'en'],
  ['de,en;q=0.5,id;q=0.7', 'id'],
  ['in', 'id'],
  ['ID', 'id'],
  ['de,fr', null],
  ['en;q=0,id;q=0.1', 'id'],
  ['en;q=0', null],
  ['', null],
  [undefined, null],
  ['*', null],
  [`${'x,'.repeat(10_000)}id`, null],
  ['en;q=banana,id', 'en'],
])('%s is %s', (header, language) => {
  expect(accepted(header)).toBe(language);
});
