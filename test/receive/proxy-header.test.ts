import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readProxyHeader } from '../../src/receive/proxy-header.ts';

const SIGNATURE = '\r\n\r\n\0\r\nQUIT\n';
const bytes = (text: string) => Buffer.from(text, 'latin1');
const block = (command: number, family: number, body: string) =>
  bytes(
    `${SIGNATURE}${String.fromCharCode(command, family, body.length >> 8, body.length & 255)}${body}`,
  );
const ipv4 = '\xc0\x00\x02\x07\xc0\x00\x02\x01\x9c\x40\x00\x19';

describe('readProxyHeader', () => {
  test.for([
    ['PROXY TCP4 192.0.2.7 192.0.2.1 40000 25\r\n', { address: '192.0.2.7', port: 40_000 }],
    [
      'PROXY TCP6 2001:DB8:0:0:0:0:0:7 2001:db8::1 40000 25\r\n',
      { address: '2001:db8::7', port: 40_000 },
    ],
    ['PROXY TCP6 ::ffff:192.0.2.7 ::1 1 25\r\n', { address: '192.0.2.7', port: 1 }],
    ['PROXY UNKNOWN\r\n', null],
    ['PROXY UNKNOWN anything at all\r\n', null],
  ] as const)('v1: %j', ([line, client]) => {
    expect(readProxyHeader(bytes(`${line}EHLO`))).toEqual({
      state: 'read',
      octets: line.length,
      client,
    });
    for (let cut = 0; cut < line.length; cut++)
      expect(readProxyHeader(bytes(line.slice(0, cut)))).toEqual({ state: 'more' });
  });

  test('v2: IPv4, IPv6, LOCAL and UNIX, with what follows left alone', () => {
    expect(readProxyHeader(Buffer.concat([block(0x21, 0x11, ipv4), bytes('EHLO')]))).toEqual({
      state: 'read',
      octets: 28,
      client: { address: '192.0.2.7', port: 40_000 },
    });
    expect(
      readProxyHeader(
        block(
          0x21,
          0x21,
          `\x20\x01\x0d\xb8${'\0'.repeat(11)}\x07${'\0'.repeat(16)}\x9c\x40\x00\x19\x04\0\x01\0`,
        ),
      ),
    ).toEqual({
      state: 'read',
      octets: 56,
      client: { address: '2001:db8::7', port: 40_000 },
    });
    expect(readProxyHeader(block(0x20, 0x00, ''))).toEqual({
      state: 'read',
      octets: 16,
      client: null,
    });
    expect(readProxyHeader(block(0x21, 0x31, '\0'.repeat(216)))).toMatchObject({
      state: 'read',
      client: null,
    });
    const whole = block(0x21, 0x11, ipv4);
    for (let cut = 0; cut < whole.length; cut++)
      expect(readProxyHeader(whole.subarray(0, cut))).toEqual({ state: 'more' });
  });

  test.for([
    'EHLO c\r\n',
    'PROXY TCP4 192.0.2.300 192.0.2.1 1 2\r\n',
    'PROXY TCP4 2001:db8::1 192.0.2.1 1 2\r\n',
    'PROXY TCP4 192.0.2.7 192.0.2.1 70000 2\r\n',
    'PROXY TCP4 192.0.2.7\r\n',
    'PROXY TCP4 192.0.2.7 192.0.2.1 1 2\n\r\n',
    `PROXY UNKNOWN ${'x'.repeat(100)}`,
    'PROXZ',
    `${SIGNATURE}\x11\x11\0\x0c${ipv4}`,
    `${SIGNATURE}\x22\x11\0\x0c${ipv4}`,
    `${SIGNATURE}\x21\x11\0\x04\x7f\0\0\x01`,
    `${SIGNATURE}\x21\x11\xff\xff`,
  ])('refuses %j', (text) => {
    expect(readProxyHeader(bytes(text))).toMatchObject({ state: 'malformed' });
  });

  test('never throws, and never asks for more for ever', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('PROXY ', SIGNATURE, ''),
        fc.uint8Array({ minLength: 5000, maxLength: 5000 }),
        (start, octets) => {
          expect(readProxyHeader(Buffer.concat([bytes(start), octets])).state).not.toBe('more');
        },
      ),
      { numRuns: 300, seed: 3 },
    );
  });
});
