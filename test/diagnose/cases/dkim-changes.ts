// Cases of what was changed after signing: each is done to a signed mail, and must be proven by forensics.
import type { DkimChangesCode } from '../../../src/diagnose/catalog.ts';
import { BODY, type Given } from '../given.ts';
import type { Cases } from './case.ts';

type Way = NonNullable<Given['onTheWay']>;

const body =
  (change: (body: string) => string): Way =>
  ({ body: before }) => ({ body: change(before) });
/** Changes the value of the fields of one name. */
const field =
  (name: string, change: (value: string) => string): Way =>
  ({ fields }) => ({
    fields: fields.map((one) =>
      one.startsWith(`${name}: `) ? `${name}: ${change(one.slice(name.length + 2))}` : one,
    ),
  });
const HTML = 'Hello,\r\n\r\nread https://example.org/a today.\r\n';
const encoded = '=?utf-8?Q?Pengumuman_untuk_semua_=E2=80=93_penting?=';
const eightBit = 'Pengumuman untuk semua – harap dibaca.\r\n';
const quotedPrintable = (text: string): string =>
  text.replace(
    /[\x80-\xff=]/g,
    (char) => `=${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
const SIMPLE: Given['signatures'] = [{ c: 'simple/simple' }];
const MIXED = { 'Content-Type': 'multipart/mixed; boundary=b1' };
const part = (text: string): string => `--b1\r\nContent-Type: text/plain\r\n\r\n${text}\r\n`;

export const dkimChangesCases: Cases<DkimChangesCode> = {
  'dkim-body-appended': {
    fires: { onTheWay: body((text) => `${text}-- \r\nScanned by MailGuard\r\n`) },
    silent: { onTheWay: body((text) => `${text}\r\n`) },
  },
  'dkim-body-prepended': {
    fires: { onTheWay: body((text) => `CAUTION: this mail comes from outside.\r\n\r\n${text}`) },
    silent: { onTheWay: body((text) => `${text}-- \r\nScanned by MailGuard\r\n`) },
  },
  'dkim-body-inserted': {
    fires: {
      body: `${BODY}one\r\ntwo\r\n`,
      onTheWay: body((text) => text.replace('one\r\n', 'one\r\n[removed by policy]\r\n')),
    },
    silent: { onTheWay: body((text) => `${text}-- \r\nScanned by MailGuard\r\n`) },
  },
  'dkim-body-parts': {
    fires: {
      header: MIXED,
      body: `${part('Hello')}--b1--\r\n`,
      onTheWay: body((text) => text.replace('--b1--', `${part('Virus scan: clean')}--b1--`)),
    },
    silent: { onTheWay: body((text) => `${text}-- \r\nScanned by MailGuard\r\n`) },
  },
  'dkim-body-recoded': {
    fires: {
      header: { 'Content-Transfer-Encoding': '8bit' },
      body: eightBit,
      signatures: [{ h: 'From:To:Subject:Date' }],
      onTheWay: ({ fields, body: text }) => ({
        fields: fields.map((one) =>
          one.replace(/^(Content-Transfer-Encoding: )8bit$/, '$1quoted-printable'),
        ),
        body: quotedPrintable(text),
      }),
    },
    silent: { header: { 'Content-Transfer-Encoding': '8bit' }, body: eightBit },
  },
  'dkim-body-rewrapped': {
    fires: {
      body: `${'word '.repeat(30)}end.\r\n`,
      onTheWay: body((text) => text.replace(/(.{1,75}) /g, '$1\r\n')),
    },
    silent: { body: `${'word '.repeat(30)}end.\r\n` },
  },
  'dkim-body-links': {
    fires: {
      body: HTML,
      onTheWay: body((text) =>
        text.replace(
          'https://example.org/a',
          'https://urldefense.com/v3/__https://example.org/a__;!!abc$',
        ),
      ),
    },
    silent: { body: HTML },
  },
  'dkim-body-white-space': {
    fires: {
      body: 'Dear postmaster, \r\n\r\nthis is a test. \r\n',
      signatures: SIMPLE,
      onTheWay: body((text) => text.replace(/[ \t]+\r\n/g, '\r\n')),
    },
    silent: {
      body: 'Dear postmaster, \r\n\r\nthis is a test.\t\r\n',
      onTheWay: body((text) => text.replace(/[ \t]+\r\n/g, '\r\n')),
    },
  },
  'dkim-body-line-ends': {
    fires: {
      body: 'One\nTwo\r\nThree\r\n',
      onTheWay: body((text) => text.replace('One\n', 'One\r\n')),
    },
    silent: { body: 'One\r\nTwo\r\nThree\r\n' },
  },
  'dkim-body-dots': {
    fires: { body: 'One\r\n.\r\n.two\r\n', onTheWay: body((text) => text.replace(/^\./gm, '..')) },
    silent: { body: 'One\r\n.\r\n.two\r\n' },
  },
  'dkim-body-from-escaped': {
    fires: {
      body: 'Hello,\r\n\r\nFrom now on all is well.\r\n',
      onTheWay: body((text) => text.replace('\r\nFrom ', '\r\n>From ')),
    },
    silent: { body: 'Hello,\r\n\r\nFrom now on all is well.\r\n' },
  },
  'dkim-header-from-rewritten': {
    fires: {
      zone: { 'lists.example.net': ['MX 10 lists.example.net', 'A 203.0.113.9'] },
      onTheWay: ({ fields }) => ({
        fields: [
          'Reply-To: Anna <anna@example.org>',
          ...fields.map((one) =>
            one.startsWith('From: ') ? 'From: Anna via Talk <talk@lists.example.net>' : one,
          ),
        ],
      }),
      signatures: [{ h: 'From:To:Subject:Date' }],
    },
    silent: { onTheWay: field('Subject', (text) => `[talk] ${text}`) },
  },
  'dkim-header-subject': {
    fires: { onTheWay: field('Subject', (text) => `[talk] ${text}`) },
    silent: {
      signatures: [{ h: 'From:To:Date' }],
      onTheWay: field('Subject', (text) => `[talk] ${text}`),
    },
  },
  'dkim-header-refolded': {
    fires: {
      signatures: SIMPLE,
      onTheWay: field('Subject', (text) => text.replace(' mail', '\r\n mail')),
    },
    silent: { onTheWay: field('Subject', (text) => text.replace(' mail', '\r\n mail')) },
  },
  'dkim-header-removed': {
    fires: {
      header: { 'Reply-To': 'anna@example.org' },
      onTheWay: ({ fields }) => ({ fields: fields.filter((one) => !one.startsWith('Reply-To:')) }),
    },
    silent: {
      header: { 'X-Note': 'none' },
      onTheWay: ({ fields }) => ({ fields: fields.filter((one) => !one.startsWith('X-Note:')) }),
    },
  },
  'dkim-header-added': {
    fires: {
      onTheWay: ({ fields }) => ({ fields: [...fields, 'Reply-To: talk@lists.example.net'] }),
    },
    silent: { onTheWay: ({ fields }) => ({ fields: [...fields, 'X-Note: none'] }) },
  },
  'dkim-header-recoded': {
    fires: {
      header: { Subject: encoded },
      onTheWay: field(
        'Subject',
        () => '=?UTF-8?B?UGVuZ3VtdW1hbiB1bnR1ayBzZW11YSDigJMgcGVudGluZw==?=',
      ),
    },
    silent: { header: { Subject: encoded } },
  },
  'dkim-header-address': {
    fires: { onTheWay: field('From', () => '"Anna" <anna@example.org>') },
    silent: { onTheWay: field('From', () => 'Anna  <anna@example.org>') },
  },
  'dkim-signature-damaged': {
    fires: {
      onTheWay: field('DKIM-Signature', (value) =>
        value.replace(/bh=(.)/, (_, first: string) => `bh=${first === 'A' ? 'B' : 'A'}`),
      ),
    },
    silent: {
      onTheWay: ({ fields, body: text }) => ({
        fields: fields.map((one) => one.replace(/^Subject: /, 'Subject: [talk] ')),
        body: text,
      }),
    },
  },
  'dkim-empty-body-signed': {
    fires: { body: '', onTheWay: body(() => BODY) },
    silent: { onTheWay: body((text) => `${text}footer\r\n`) },
  },
  'dkim-header-rewritten': {
    fires: { onTheWay: field('MIME-Version', () => '1.0 (MailGuard 2.1)') },
    silent: { onTheWay: field('MIME-Version', () => ' 1.0 ') },
  },
};
