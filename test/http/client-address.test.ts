// Who is counted: the peer, or the client that a trusted proxy names.
import { describe, expect, test } from 'vitest';
import { clientNamer } from '../../src/http/client-address.ts';

describe('without trusted proxies', () => {
  const clientOf = clientNamer([]);
  test('nobody is believed', () => {
    expect(clientOf('192.0.2.1', '198.51.100.1')).toBe('192.0.2.1');
    expect(clientOf('::ffff:192.0.2.1', undefined)).toBe('192.0.2.1');
    expect(clientOf('', '198.51.100.1')).toBe('');
  });
});

describe('with trusted proxies', () => {
  const clientOf = clientNamer(['127.0.0.1', '10.0.0.0/8', '2001:db8:1::/48']);
  test.each([
    ['127.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['127.0.0.1', undefined, '127.0.0.1'],
    // What the client sent itself stands before what the proxy added.
    ['127.0.0.1', '203.0.113.9, 198.51.100.1', '198.51.100.1'],
    ['127.0.0.1', '203.0.113.9, 198.51.100.1, 10.1.2.3', '198.51.100.1'],
    ['127.0.0.1', '10.9.9.9, 10.1.2.3', '10.9.9.9'],
    ['192.0.2.1', '198.51.100.1', '192.0.2.1'],
    ['127.0.0.1', '198.51.100.1:4711', '198.51.100.1'],
    ['127.0.0.1', '[2001:DB8:2::0:1]:4711', '2001:db8:2::1'],
    ['2001:db8:1::5', '2001:db8:2::1', '2001:db8:2::1'],
    ['127.0.0.1', 'unknown', '127.0.0.1'],
    ['127.0.0.1', '203.0.113.9, unknown', '127.0.0.1'],
    ['127.0.0.1', 'x'.repeat(10_000), '127.0.0.1'],
    ['127.0.0.1', '', '127.0.0.1'],
  ])('from %s with %s it is %s', (peer, forwarded, client) => {
    expect(clientOf(peer, forwarded)).toBe(client);
  });
});
