// Letters of people who run their own server: Postfix, Zimbra, cPanel, a web server, a cron job.
import {
  change,
  changeBody,
  put,
  sent,
  sign,
  SIGNED,
  WRITTEN,
  type Letter,
  type Signing,
} from '../../cases/letter.ts';
import { AMAVIS, BACK, letterOf, signed, utf8 } from './letter-of.ts';

const DISCLAIMER = '\r\n-- \r\nThis message is confidential. toko.example\r\n';
const toko = (values: Record<string, string | null> = {}, body?: string): Letter =>
  letterOf({ domain: 'toko.example', host: 'mail.toko.example' }, values, body);
const mine = (signing: Signing = {}) => sign({ d: 'toko.example', ...signing });
const good = signed(toko(), mine());
const unsigned = (): Letter => toko();
const withoutSubmission = (received: string, values: Record<string, string | null>): Letter =>
  sent(toko(values), change('Received', received));

export const ownLetters: Record<string, () => Letter> = {
  'zimbra-two-milters': () =>
    sent(
      toko(),
      mine(),
      changeBody((body) => body + DISCLAIMER),
      put(AMAVIS('mail.toko.example'), BACK('mail.toko.example')),
      mine(),
    ),
  'zimbra-amavis-recodes': () =>
    sent(
      toko(
        { 'Content-Transfer-Encoding': '8bit' },
        utf8('Hello,\r\n\r\nthe caf\u00e9 table costs 25 \u20ac.\r\n\r\nAlice\r\n'),
      ),
      mine(),
      change('Content-Transfer-Encoding', 'Content-Transfer-Encoding: quoted-printable'),
      changeBody((body) =>
        body.replace(
          /[\x80-\xff]/g,
          (octet) => `=${octet.charCodeAt(0).toString(16).toUpperCase()}`,
        ),
      ),
      put(AMAVIS('mail.toko.example'), BACK('mail.toko.example')),
    ),
  'cpanel-two-spf-records': good,
  'plesk-other-address': good,
  'small-office-nothing-published': unsigned,
  'php-mail-www-data': () =>
    withoutSubmission(
      'Received: by web.shop.example (Postfix, from userid 33)\r\n\tid 9A3F61C0E3; Tue, 24 Nov 2026 10:00:00 +0000 (UTC)',
      {
        From: 'Shop <info@shop.example>',
        'Message-ID': '<9A3F61C0E3@web.shop.example>',
        'X-PHP-Originating-Script': '33:class-phpmailer.php',
      },
    ),
  'wordpress-visitor-from': () =>
    withoutSubmission(
      'Received: by web.shop.example (Postfix, from userid 33)\r\n\tid 9A3F61C0E4; Tue, 24 Nov 2026 10:00:00 +0000 (UTC)',
      {
        From: 'Visitor <visitor@yahoo.example>',
        Subject: 'Question about your shop',
        'Message-ID': '<9A3F61C0E4@web.shop.example>',
        'X-Mailer': 'PHPMailer 6.9.1 (https://github.com/PHPMailer/PHPMailer)',
      },
    ),
  'cron-root-localdomain': () =>
    withoutSubmission(
      'Received: by localhost.localdomain (Postfix, from userid 0)\r\n\tid 1C0E34D2F6; Tue, 24 Nov 2026 10:00:00 +0000 (UTC)',
      {
        From: 'root@localhost.localdomain (Cron Daemon)',
        Subject: 'Cron <root@localhost> /usr/local/bin/backup',
        'Message-ID': '<20261124100000.1C0E34D2F6@localhost.localdomain>',
      },
    ),
  'isp-smarthost': () =>
    sent(
      toko(),
      mine(),
      put(
        'Received: from mail.toko.example (mail.toko.example [192.0.2.25])\r\n\tby out.isp.example (Postfix) with ESMTPSA id 5B17D2E0F4\r\n\tfor <test@mailassay.example>; Tue, 24 Nov 2026 10:00:03 +0000 (UTC)',
      ),
    ),
  'null-sender-bounce': () =>
    toko({
      From: 'Mail Delivery System <MAILER-DAEMON@mail.toko.example>',
      Subject: 'Undelivered Mail Returned to Sender',
      'Auto-Submitted': 'auto-replied',
    }),
  'null-sender-helo-literal': () =>
    toko({
      From: 'Mail Delivery System <MAILER-DAEMON@toko.example>',
      Subject: 'Undelivered Mail Returned to Sender',
      'Auto-Submitted': 'auto-replied',
    }),
  'helo-literal': good,
  'helo-fails-and-no-spf': good,
  'ipv6-sender-ip4-record': good,
  'dmarc-cname-dangling': good,
  'private-key-in-dns': good,
  'key-escaped-semicolons': good,
  'spf-split-without-blank': good,
  'key-over-two-records': good,
  'key-pasted-as-two-strings': good,
  'key-under-doubled-name': good,
  'dmarc-under-doubled-name': good,
  'include-does-not-exist': good,
  'include-does-not-exist-alone': good,
  'redirect-to-nothing': good,
  'plus-all': good,
  'two-halves-of-the-internet': good,
  'ptr-only': good,
  'en-dash-all': good,
  'smart-quotes': good,
  'upper-case': good,
  'dmarc-twice': good,
  'dmarc-without-p': good,
  'dmarc-pct-zero': good,
  'dmarc-p-rejected': good,
  'dmarc-rua-without-mailto': good,
  'dmarc-two-ruas': good,
  'dmarc-at-the-domain': good,
  'registry-policy-above': signed(
    letterOf({ domain: 'toko.co.id', host: 'mail.toko.co.id' }),
    sign({ d: 'toko.co.id' }),
  ),
  'mail-from-misspelt': good,
  'include-servfail': good,
  'dynamic-address': () => {
    const { fields, body } = letterOf(
      { domain: 'warung.example', host: 'budi-pc.local' },
      { 'Message-ID': '<5F0C.1@budi-pc>' },
    );
    return { fields: fields.slice(1), body };
  },
  'dkim-expired': () =>
    sent(toko(), mine({ tags: { x: `${WRITTEN - 300}`, t: `${WRITTEN - 3900}` } })),
  'clock-seven-hours-ahead': () =>
    sent(
      toko({ Date: 'Tue, 24 Nov 2026 17:00:00 +0000' }),
      mine({ tags: { t: `${WRITTEN + 7 * 3600}` } }),
    ),
  'key-of-512-bits': () => sent(toko(), mine({ key: 'rsa512' })),
  'key-of-768-bits': () => sent(toko(), mine({ key: 'rsa768' })),
  'key-of-1024-bits': () => sent(toko(), mine({ key: 'rsa1024' })),
  'ed25519-alone': () => sent(toko(), mine({ key: 'ed25519', s: 'ed2026' })),
  'ed25519-beside-missing-rsa': () => sent(toko(), mine(), mine({ key: 'ed25519', s: 'ed2026' })),
  'selector-underscore': () => sent(toko(), mine({ s: 's_2026' })),
  'body-length-appended': () => {
    const start = toko();
    const length = String(Buffer.byteLength(start.body, 'latin1'));
    return sent(
      start,
      mine({ tags: { l: length } }),
      changeBody((body) => `${body}\r\nBuy our watches at http://spam.example/\r\n`),
    );
  },
  'oversigned-subject-twice': () =>
    sent(
      toko(),
      mine({ h: `${SIGNED}:Subject` }),
      put('Subject: [EXTERNAL] Does our mail arrive as it should?'),
    ),
  'bimi-without-policy': good,
  'mx-is-an-address': good,
  'mx-is-an-alias': good,
  'null-mx-sends': good,
  'no-ptr': good,
  'ptr-of-the-hoster': good,
  'newsletter-without-one-click': () =>
    sent(
      toko({
        Subject: 'Our offers in November',
        'List-Id': 'Offers <offers.toko.example>',
        'List-Unsubscribe': '<mailto:unsubscribe@toko.example?subject=4711>',
        Precedence: 'bulk',
      }),
      mine({ h: `${SIGNED}:List-Unsubscribe:List-Id` }),
    ),
};

/** What a panel's user pasted into DNS, for the zone files. */
