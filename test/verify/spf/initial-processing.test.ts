// RFC 7208 §2.4 (identities), §4.1, §4.3 (initial processing), RFC 8616 §4 (U-labels).
import { expect, test } from 'vitest';
import { zoneResolver } from '../../../src/dns/zone.ts';
import { checkHost } from '../../../src/verify/spf/check-host.ts';
import { checkSpf } from '../../../src/verify/spf/check-spf.ts';
import { cases, check, queryOf } from './run-cases.ts';

const L62 = 'a'.repeat(62);
const L63 = 'a'.repeat(63);
const L64 = 'a'.repeat(64);
const LONG = Array.from({ length: 4 }, () => 'b'.repeat(60)).join('.');

cases(
  '§4.3 <domain>',
  `
  example.net TXT "v=spf1 -all exp=exp.example.net"
  exp.example.net TXT "%{l} %{s}"
  ${L63}.example.com TXT "v=spf1 -all"
  ${LONG}.example TXT "v=spf1 -all"
  under_score.example TXT "v=spf1 -all"
  _x._y.example TXT "v=spf1 ip4:192.0.2.1 -all"
  plus+sign.example TXT "v=spf1 -all"
  x.123 TXT "v=spf1 ip4:192.0.2.1 -all"
  localhost TXT "v=spf1 -all"
  2\\.0\\.2\\.1 TXT "v=spf1 -all"
  `,
  [
    [
      'a label of 64',
      `u@${L64}.example.com`,
      '192.0.2.1',
      'none',
      { reason: 'a label of 64 characters' },
    ],
    ['a label of 63', `u@${L63}.example.com`, '192.0.2.1', 'fail'],
    [
      'a label of 62, unknown',
      `u@${L62}.example.com`,
      '192.0.2.1',
      'none',
      { reason: 'does not exist' },
    ],
    ['empty labels', 'u@a...example.net', '192.0.2.1', 'none', { reason: 'empty label' }],
    ['an empty label first', 'u@.example.net', '192.0.2.1', 'none'],
    ['an empty label at the end is the root', 'u@example.net.', '192.0.2.1', 'fail'],
    ['two final dots are not', 'u@example.net..', '192.0.2.1', 'none'],
    ['251 octets', `u@${LONG}.example`, '192.0.2.1', 'fail'],
    [
      'over 253 octets',
      `u@${LONG}.${LONG}.example`,
      '192.0.2.1',
      'none',
      { reason: 'longer than 253' },
    ],
    [
      'a single label',
      'u@localhost',
      '192.0.2.1',
      'none',
      { reason: 'single label', unasked: ['localhost'] },
    ],
    [
      'a single label with its dot',
      'u@localhost.',
      '192.0.2.1',
      'none',
      { unasked: ['localhost'] },
    ],
    [
      'an address literal',
      'u@[192.0.2.1]',
      '192.0.2.1',
      'none',
      { reason: 'address literal', unasked: ['[192.0.2.1]'] },
    ],
    ['an IPv6 literal', 'u@[IPv6:2001:db8::1]', '192.0.2.1', 'none', { reason: 'address literal' }],
    ['a bare address', 'u@192.0.2.1', '192.0.2.1', 'none', { unasked: ['192.0.2.1'] }],
    ['control characters', 'u@exa\x01mple.net', '192.0.2.1', 'none'],
    ['a NUL', 'u@example.net\0.example', '192.0.2.1', 'none'],
    [
      'no local-part: postmaster',
      '@example.net',
      '192.0.2.1',
      'fail',
      { explanation: 'postmaster postmaster@example.net' },
    ],
    [
      'no "@": postmaster',
      'example.net',
      '192.0.2.1',
      'fail',
      { explanation: 'postmaster postmaster@example.net' },
    ],
    [
      'a quoted local-part with an "@"',
      '"a@b"@example.net',
      '192.0.2.1',
      'fail',
      { explanation: '"a@b" "a@b"@example.net' },
    ],
    ['case does not matter', 'u@EXAMPLE.NET', '192.0.2.1', 'fail'],
    // LIBRARIES.md row 6
    ['an underscore is asked', 'u@under_score.example', '192.0.2.1', 'fail'],
    ['underscores in front', 'u@_x._y.example', '192.0.2.1', 'pass'],
    ['any octet that a name can have', 'u@plus+sign.example', '192.0.2.1', 'fail'],
    ['a last label of digits', 'u@x.123', '192.0.2.1', 'pass'],
    [
      'no such name',
      'u@nothing.example',
      '192.0.2.1',
      'none',
      { reason: 'nothing.example does not exist' },
    ],
  ],
);

cases(
  '§2.4 null reverse-path',
  'mail.example.com TXT "v=spf1 ip4:192.0.2.1 -all exp=e.example.com"\ne.example.com TXT "%{s}"',
  [
    ['postmaster at HELO', '', '192.0.2.1', 'pass'],
    [
      'postmaster at HELO, not permitted',
      '',
      '192.0.2.2',
      'fail',
      { explanation: 'postmaster@mail.example.com' },
    ],
    [
      'HELO is no full name',
      '',
      '192.0.2.1',
      'none',
      { helo: 'OEMCOMPUTER', reason: 'single label' },
    ],
    ['HELO is a literal', '', '192.0.2.1', 'none', { helo: '[192.0.2.1]', reason: 'literal' }],
    ['HELO is nothing', '', '192.0.2.1', 'none', { helo: '', reason: 'empty' }],
    ['HELO is rubbish', '', '192.0.2.1', 'none', { helo: "JUMPIN' JUPITER" }],
  ],
);

cases(
  'RFC 8616 §4',
  `
  xn--bcher-kva.example TXT "v=spf1 exists:%{d}.%{o}.x.example a:%{h} -all exp=e.example"
  e.example TXT "%{o} %{h}"
  xn--bcher-kva.example.xn--bcher-kva.example.x.example A 127.0.0.2
  sl.example TXT "v=spf1 -exists:%{l}.x.example ~a:%{s} ?include:%{L}.x.example ip4:192.0.2.1 -all"
  red.example TXT "v=spf1 redirect=%{l}.x.example"
  d.example TXT "v=spf1 exists:%{d}.x.example -all"
  d.example.x.example A 127.0.0.2
  ex.example TXT "v=spf1 -all exp=%{l}.e.example"
  ey.example TXT "v=spf1 -all exp=ey.e.example"
  *.e.example TXT "for %{l}"
  `,
  [
    ['a U-label is asked as A-label', 'u@b\u00fccher.example', '192.0.2.1', 'pass'],
    ['upper case and decomposed', 'u@BU\u0308CHER.example', '192.0.2.1', 'pass'],
    ['a label without an A-label', 'u@a\ufffdb.example', '192.0.2.1', 'none'],
    [
      'a local-part that is not ASCII matches no %{l} or %{s}',
      'jos\u00e9@sl.example',
      '192.0.2.1',
      'pass',
      { terms: 0 },
    ],
    ['but an ASCII one is asked for', 'joe@sl.example', '192.0.2.1', 'permerror'],
    ['a redirect by it leads nowhere', 'jos\u00e9@red.example', '192.0.2.1', 'permerror'],
    ['other macros are not affected', 'jos\u00e9@d.example', '192.0.2.1', 'pass'],
    ['no explanation by it', 'jos\u00e9@ex.example', '192.0.2.1', 'fail', { explanation: null }],
    ['none that would hold it', 'jos\u00e9@ey.example', '192.0.2.1', 'fail', { explanation: null }],
    ['an ASCII one explains', 'joe@ey.example', '192.0.2.1', 'fail', { explanation: 'for joe' }],
  ],
);

test('both identities of an envelope', async () => {
  const resolver = zoneResolver(
    'example.org TXT "v=spf1 ip4:192.0.2.1 -all"\nmx.example.org TXT "v=spf1 a -all"\nmx.example.org A 192.0.2.7',
  );
  const at = { host: 'receiver.example', at: 0 };
  const both = await checkSpf(
    { clientIp: '192.0.2.1', helo: 'mx.example.org', mailFrom: 'joe@example.org' },
    at,
    resolver,
  );
  expect([
    both.mailFrom.identity,
    both.mailFrom.result,
    both.mailFrom.domain,
    both.mailFrom.sender,
  ]).toEqual(['mailfrom', 'pass', 'example.org', 'joe@example.org']);
  expect([both.helo.identity, both.helo.result, both.helo.domain, both.helo.sender]).toEqual([
    'helo',
    'fail',
    'mx.example.org',
    'postmaster@mx.example.org',
  ]);

  const bounce = await checkSpf(
    { clientIp: '192.0.2.7', helo: 'mx.example.org', mailFrom: '' },
    at,
    resolver,
  );
  expect(bounce.mailFrom).toEqual({ ...bounce.helo, identity: 'mailfrom' });
  expect([bounce.mailFrom.result, bounce.mailFrom.sender, bounce.mailFrom.domain]).toEqual([
    'pass',
    'postmaster@mx.example.org',
    'mx.example.org',
  ]);

  const literal = await checkSpf(
    { clientIp: '192.0.2.1', helo: '[192.0.2.1]', mailFrom: 'joe@example.org' },
    at,
    resolver,
  );
  expect([literal.mailFrom.result, literal.helo.result, literal.helo.tree]).toEqual([
    'pass',
    'none',
    null,
  ]);
});

test('§4.1: <domain> may differ from the domain of <sender>', async () => {
  const zone = zoneResolver(
    'list.example TXT "v=spf1 exists:%{o}.%{d} -all"\nexample.org.list.example A 127.0.0.2',
  );
  expect(
    (await checkHost({ ...queryOf('joe@example.org', '192.0.2.1'), domain: 'list.example' }, zone))
      .result,
  ).toBe('pass');
});

test('a client that is no address is a bug of the caller', async () => {
  await expect(check('', 'u@example.org', 'unknown')).rejects.toThrow(TypeError);
});
