// Cases of the connection: reverse DNS, HELO, TLS.
import type { ConnectionCode } from '../../../src/diagnose/catalog.ts';
import type { Cases } from './case.ts';

const PTR = '25.2.0.192.in-addr.arpa';

export const connectionCases: Cases<ConnectionCode> = {
  'connection-address-hidden': {
    fires: { envelope: { clientIp: '172.18.0.1' } },
    values: { ip: '172.18.0.1' },
    // Documentation networks stand for public ones.
    silent: { envelope: { clientIp: '203.0.113.9' } },
  },
  'connection-no-ptr': {
    fires: { zone: { [PTR]: null } },
    values: { ip: '192.0.2.25', helo: 'mail.example.org' },
    // No answer is not "no record".
    silent: { zone: { [PTR]: ['SERVFAIL'] } },
  },
  'connection-ptr-mismatch': {
    fires: { zone: { [PTR]: ['PTR other.example.org'], 'other.example.org': ['A 198.51.100.7'] } },
    values: { name: 'other.example.org', addresses: '198.51.100.7' },
    // One of several names is enough (RFC 8601 section 3).
    silent: { zone: { [PTR]: ['PTR other.example.org', 'PTR mail.example.org'] } },
  },
  'connection-dynamic-address': {
    fires: {
      zone: {
        [PTR]: ['PTR 25.2.0.192.dsl.isp.example'],
        '25.2.0.192.dsl.isp.example': ['A 192.0.2.25'],
      },
    },
    values: { name: '25.2.0.192.dsl.isp.example' },
    silent: {
      zone: { [PTR]: ['PTR pool.mail.example.org'], 'pool.mail.example.org': ['A 192.0.2.25'] },
    },
  },
  'connection-generic-ptr': {
    fires: {
      zone: {
        [PTR]: ['PTR 192-0-2-25.static.isp.example'],
        '192-0-2-25.static.isp.example': ['A 192.0.2.25'],
      },
    },
    values: { name: '192-0-2-25.static.isp.example', helo: 'mail.example.org' },
    // The address in a mail host's name was put there by hand.
    silent: {
      zone: {
        [PTR]: ['PTR mail-192-0-2-25.example.org'],
        'mail-192-0-2-25.example.org': ['A 192.0.2.25'],
      },
    },
  },
  'connection-helo-not-fqdn': {
    fires: { envelope: { helo: 'localhost.localdomain' } },
    values: { helo: 'localhost.localdomain', name: 'mail.example.org' },
    silent: { envelope: { helo: 'Mail.Example.ORG.' } },
  },
  'connection-helo-literal': {
    fires: { envelope: { helo: '[192.0.2.25]' } },
    silent: { envelope: { helo: '192.0.2.25' } },
  },
  'connection-helo-unresolvable': {
    fires: { envelope: { helo: 'gone.example.org' } },
    values: { helo: 'gone.example.org', type: 'A', line: 'gone.example.org. IN A 192.0.2.25' },
    silent: {
      envelope: { helo: 'six.example.org' },
      zone: { 'six.example.org': ['AAAA 2001:db8::25'] },
    },
  },
  'connection-helo-elsewhere': {
    fires: {
      envelope: { helo: 'www.example.org' },
      zone: { 'www.example.org': ['A 198.51.100.7'] },
    },
    values: { addresses: '198.51.100.7' },
    silent: {
      envelope: { helo: 'www.example.org' },
      zone: { 'www.example.org': ['A 198.51.100.7', 'A 192.0.2.25'] },
    },
  },
  'connection-no-tls': {
    fires: { envelope: { tls: null } },
    // A saved message: nothing is known of how it travelled.
    silent: { envelope: { tls: null, rcptTo: [] } },
  },
  'connection-old-tls': {
    fires: { envelope: { tls: { version: 'TLSv1.1', cipher: 'ECDHE-RSA-AES128-SHA' } } },
    silent: { envelope: { tls: { version: 'TLSv1.2', cipher: 'ECDHE-RSA-AES128-GCM-SHA256' } } },
  },
  'connection-ptr-unchecked': {
    fires: { zone: { [PTR]: ['TIMEOUT'] } },
    silent: { zone: { [PTR]: null } },
  },
  'connection-ptr-matches': {
    fires: {},
    silent: { zone: { [PTR]: ['PTR other.example.org'] } },
  },
  'connection-tls': {
    fires: {},
    silent: { envelope: { tls: null } },
  },
};
