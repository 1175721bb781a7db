// Cases of the message itself.
import type { MessageCode } from '../../../src/diagnose/catalog.ts';
import { H } from '../given.ts';
import type { Cases } from './case.ts';

const LEAVE = '<https://example.org/leave?id=7>';
const ONE_CLICK = 'List-Unsubscribe=One-Click';

export const messageCases: Cases<MessageCode> = {
  'message-from-missing': {
    fires: { header: { From: null } },
    silent: { header: { From: 'anna@example.org' } },
  },
  'message-from-several': {
    fires: { header: { From: ['anna@example.org', 'ben@example.org'] } },
    values: { count: '2' },
    silent: { header: { From: 'anna@example.org, ben@example.org' } },
  },
  'message-from-malformed': {
    fires: { header: { From: 'Anna <anna@example.org' } },
    silent: { header: { From: '"Anna, of Example" <anna@example.org>' } },
  },
  'message-from-many-authors': {
    fires: { header: { From: 'anna@example.org, ben@example.org' } },
    values: { count: '2', first: 'anna@example.org' },
    silent: { header: { From: 'anna@example.org, ben@example.org', Sender: 'anna@example.org' } },
  },
  'message-duplicate-field': {
    fires: { header: { Subject: ['One', 'Two'] } },
    values: { fields: 'Subject' },
    silent: {
      header: {
        Comments: ['One', 'Two'],
        Received: [
          'from a by b; Sat, 01 Aug 2026 10:00:00 +0000',
          'from c by a; Sat, 01 Aug 2026 10:00:00 +0000',
        ],
      },
    },
  },
  'message-date-missing': {
    fires: { header: { Date: null } },
    silent: { header: { Date: 'Sat, 1 Aug 2026 10:00 +0000' } },
  },
  'message-date-malformed': {
    fires: { header: { Date: 'yesterday' } },
    values: { date: 'yesterday' },
    silent: { header: { Date: 'Sat, 1 Aug 2026 17:00:00 +0700 (WIB)' } },
  },
  'message-8bit-header': {
    fires: { header: { Subject: 'Überraschung' } },
    values: { field: 'Subject' },
    silent: { header: { Subject: 'Überraschung' }, envelope: { smtputf8: true } },
  },
  'message-long-line': {
    fires: { body: `${'x'.repeat(999)}\r\n` },
    values: { octets: '999', limit: '998' },
    silent: { body: `${'x'.repeat(998)}\r\n` },
  },
  'message-bare-line-ends': {
    fires: { body: 'One\nTwo\r\n' },
    values: { count: '1' },
    silent: { body: 'One\r\n\r\nTwo\r\n' },
  },
  'message-unsubscribe-post-value': {
    fires: { header: { 'List-Unsubscribe': LEAVE, 'List-Unsubscribe-Post': 'One-Click' } },
    values: { found: 'One-Click', expected: ONE_CLICK },
    silent: { header: { 'List-Unsubscribe': LEAVE, 'List-Unsubscribe-Post': ONE_CLICK } },
  },
  'message-unsubscribe-no-https': {
    fires: {
      header: {
        'List-Unsubscribe': '<mailto:leave@example.org>',
        'List-Unsubscribe-Post': ONE_CLICK,
      },
    },
    silent: {
      header: {
        'List-Unsubscribe': `<mailto:leave@example.org>, ${LEAVE}`,
        'List-Unsubscribe-Post': ONE_CLICK,
      },
    },
  },
  'message-unsubscribe-unsigned': {
    fires: {
      header: { 'List-Unsubscribe': LEAVE, 'List-Unsubscribe-Post': ONE_CLICK },
      signatures: [{ h: H.replace(':List-Unsubscribe-Post', '') }],
    },
    values: { domain: 'example.org' },
    silent: {
      header: { 'List-Unsubscribe': LEAVE, 'List-Unsubscribe-Post': ONE_CLICK },
      signatures: [{ h: H }],
    },
  },
  'message-date-off': {
    fires: { header: { Date: 'Sun, 02 Aug 2026 17:30:00 +0000' } },
    values: { ahead: '32', hours: '32' },
    silent: { header: { Date: 'Sat, 01 Aug 2026 23:00:00 +0000' } },
  },
  'message-id-missing': {
    fires: { header: { 'Message-ID': null } },
    silent: { header: { 'Message-ID': '<a.b$c@[192.0.2.25]>' } },
  },
  'message-id-malformed': {
    fires: { header: { 'Message-ID': '<12345>' } },
    values: { id: '<12345>' },
    silent: { header: { 'Message-ID': '<12345@localhost>' } },
  },
  'message-no-unsubscribe': {
    fires: { header: { Precedence: 'bulk' } },
    silent: {
      header: { Precedence: 'bulk', 'List-Unsubscribe': LEAVE, 'List-Unsubscribe-Post': ONE_CLICK },
    },
  },
  'message-no-one-click': {
    fires: { header: { 'List-Unsubscribe': LEAVE } },
    values: { https: 'https://example.org/leave?id=7' },
    // A list to which members write.
    silent: { header: { 'List-Unsubscribe': LEAVE, 'List-Post': '<mailto:talk@example.org>' } },
  },
  'message-forged-results': {
    fires: {
      header: {
        'Authentication-Results': 'MX.mailassay.example; spf=pass smtp.mailfrom=example.org',
      },
    },
    values: { host: 'mx.mailassay.example' },
    silent: {
      header: { 'Authentication-Results': 'mx.example.org; spf=pass smtp.mailfrom=example.org' },
    },
  },
  'message-html-clipped': {
    fires: {
      header: { 'Content-Type': 'text/html; charset=utf-8' },
      body: '<p>Hello</p>\r\n'.repeat(9000),
    },
    values: { limit: '102' },
    silent: {
      header: { 'Content-Type': 'text/plain; charset=utf-8' },
      body: '<p>Hello</p>\r\n'.repeat(9000),
    },
  },
  'message-auto-submitted': {
    fires: { header: { 'Auto-Submitted': 'auto-generated; owner-email="a@example.org"' } },
    silent: { header: { 'Auto-Submitted': 'no' } },
  },
  'message-incomplete-check': {
    // More lookups than one message may make (SECURITY.md section 2): HELO has no claim to as many as MAIL FROM.
    fires: {
      zone: {
        'mail.example.org': [
          'A 192.0.2.25',
          `TXT "v=spf1 ${Array.from({ length: 9 }, (_, index) => `mx:m${index}.example.net`).join(' ')} a -all"`,
        ],
        ...Object.fromEntries(
          Array.from({ length: 9 }, (_, index) => [
            `m${index}.example.net`,
            Array.from({ length: 10 }, (__, host) => `MX ${host} h${host}.m${index}.example.net`),
          ]),
        ),
      },
    },
    silent: {},
  },
  'message-well-formed': {
    fires: {},
    silent: { header: { Date: null } },
  },
};
