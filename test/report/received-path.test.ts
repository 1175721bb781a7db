// Received fields as hops, in the order travelled; comments and dates as the field has them.
import { expect, test } from 'vitest';
import { receivedPath } from '../../src/report/received-path.ts';

const received = (value: string) => ({ name: 'Received', value });

test('reads from, by, with and the time, oldest first', () => {
  expect(
    receivedPath([
      received(
        'from mail.example.org (mail.example.org [192.0.2.25] (by the way)) by mx.example.net (Postfix) with ESMTPS id 4X for <a@example.net>; Tue, 24 Nov 2026 07:00:10 +0000 (UTC)',
      ),
      { name: 'Subject', value: 'from x by y' },
      received('by mail.example.org with local; Tue, 24 Nov 2026 07:59:58 +0100'),
    ]),
  ).toEqual([
    { from: null, by: 'mail.example.org', with: 'local', at: '2026-11-24T06:59:58.000Z' },
    {
      from: 'mail.example.org',
      by: 'mx.example.net',
      with: 'ESMTPS',
      at: '2026-11-24T07:00:10.000Z',
    },
  ]);
});

test.each([
  '',
  ';',
  'nonsense',
  'from',
  '(((((',
  `${'('.repeat(2000)}`,
  'from a by b; no date',
  'from a by b; Tue, 99 Foo 2026',
])('leaves out what %s does not tell', (value) => {
  const [hop] = receivedPath([received(value)]);
  expect(hop?.at).toBeNull();
});

test('keeps no more than thirty', () => {
  expect(receivedPath(Array.from({ length: 100 }, (_, n) => received(`by host${n}`)))).toHaveLength(
    30,
  );
});
