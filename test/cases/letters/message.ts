// Letters whose own header or form is at fault (RFC 5322, 8058, 3834), well signed where not said otherwise.
import { change, letter, put, sent, sign, SIGNED, type Letter } from '../letter.ts';

const UTF8 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
const LISTED = `${SIGNED}:List-Unsubscribe:List-Unsubscribe-Post:List-Id`;
const HTTPS = '<https://news.example.org/u/4711>';

const with_ =
  (values: Record<string, string | null>, body?: string, h = SIGNED) =>
  (): Letter =>
    sent(letter(values, body), sign({ h }));
const bulk = (values: Record<string, string | null>, h = LISTED) =>
  with_({ 'List-Id': 'News <news.example.org>', ...values }, undefined, h);
const HOPS = Array.from(
  { length: 31 },
  (_, index) =>
    `Received: from hop${index} by hop${index + 1}.example.net; Tue, 24 Nov 2026 10:00:03 +0000`,
);

const BIG_HTML = `<html><body>${'<p>A paragraph that says the same as the one before it.</p>\r\n'.repeat(1800)}</body></html>\r\n`;

export const messageLetters: Record<string, () => Letter> = {
  '600-date-missing': with_({ Date: null }),
  '601-date-malformed': with_({ Date: 'yesterday at noon' }),
  '602-date-three-days-old': with_({ Date: 'Sat, 21 Nov 2026 10:00:00 +0000' }),
  '603-date-obsolete-form': with_({ Date: '24 Nov 26 10:00 GMT' }),
  '604-id-missing': with_({ 'Message-ID': null }),
  '605-id-malformed': with_({ 'Message-ID': '20261124100000@mail' }),
  '606-header-8bit': with_({ Subject: UTF8('Grüße') }),
  '607-line-too-long': with_({}, `${'x'.repeat(1200)}\r\n`),
  '608-bulk-without-unsubscribe': bulk({}),
  '609-no-one-click': bulk({ 'List-Unsubscribe': HTTPS }),
  '610-one-click-value': bulk({
    'List-Unsubscribe': HTTPS,
    'List-Unsubscribe-Post': 'List-Unsubscribe=OneClick',
  }),
  '611-one-click-without-https': bulk({
    'List-Unsubscribe': '<mailto:off@news.example.org>',
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  }),
  '612-one-click-unsigned': bulk(
    { 'List-Unsubscribe': HTTPS, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
    SIGNED,
  ),
  '613-forged-results': () =>
    sent(
      letter(),
      sign(),
      put(
        'Authentication-Results: mailassay.example; spf=pass smtp.mailfrom=bank.example; dmarc=pass',
      ),
    ),
  '614-results-of-others': () =>
    sent(
      letter(),
      sign(),
      put('Authentication-Results: mx.example.net; spf=fail smtp.mailfrom=alice@example.org'),
    ),
  '615-html-clipped': with_({ 'Content-Type': 'text/html; charset=utf-8' }, BIG_HTML),
  '616-auto-submitted': with_({ 'Auto-Submitted': 'auto-generated; type=monitoring' }),
  '617-auto-submitted-no': with_({ 'Auto-Submitted': 'no' }),
  '618-id-twice': () => sent(letter(), sign(), put('Message-ID: <second@mail.example.org>')),
  '619-dns-budget': with_({}),
  '620-vacation-suppressed': with_({ 'X-Auto-Response-Suppress': 'OOF, AutoReply' }),
  '621-delivery-report': with_(
    { 'Content-Type': 'multipart/report; report-type=delivery-status; boundary="part"' },
    '--part\r\nContent-Type: text/plain\r\n\r\nIt could not be delivered.\r\n--part--\r\n',
  ),
  '622-answer-to-our-answer': with_({
    'In-Reply-To': '<reply.0123456789abcdef@mailassay.example>',
  }),
  '623-thirty-one-hops': () => sent(letter(), sign(), put(...HOPS)),
  '624-encoded-subject': with_({
    Subject: '=?utf-8?q?Gr=C3=BC=C3=9Fe?= =?utf-8?b?IGF1cyBLw7Zsbg==?=',
  }),
  '625-precedence-bulk': with_({ Precedence: 'bulk' }),
  '626-no-received': () => sent(change('Received', null)(letter()), sign()),
  '627-role-address': with_({ From: 'Root <root@example.org>' }),
  '628-bare-line-ends': with_({}, 'One line,\nanother line.\r\n'),

  '800-domain-absent': () =>
    sent(letter({ From: 'Alice <alice@gone.example.org>' }), sign({ d: 'mail.example.org' })),
  '817-bimi-selector': with_(
    { 'BIMI-Selector': 'v=BIMI1; s=winter' },
    undefined,
    `${SIGNED}:BIMI-Selector`,
  ),
};
