// The seven situations of FINDINGS.md, good mail of every kind, and mail on long ways.
import { change, changeBody, letter, put, sent, sign, SIGNED, type Letter } from '../letter.ts';

const UTF8 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

/** A letter of another domain's host, in the way the first hop writes it. */
const from = (author: string, domain: string, host: string, values: Record<string, string | null> = {}, body?: string): Letter => {
  const start = letter({ From: author, 'Message-ID': `<20261124100000.4D2F61C0E3@${host}>`, ...values }, body);
  return { ...start, fields: start.fields.map((field) => field.replaceAll('mail.example.org', host).replaceAll('desk.example.org', `desk.${domain}`)) };
};

const ASCII_TO_QP = (body: string): string => body.replaceAll('=', '=3D').replace(/[\x80-\xff]/g, (octet) => `=${octet.charCodeAt(0).toString(16).toUpperCase()}`);

const NEWS = 'From:From:To:Subject:Date:Message-ID:MIME-Version:Content-Type:Content-Transfer-Encoding:List-Unsubscribe:List-Unsubscribe-Post:List-Id';

const ATTACHMENT = [
  '--part',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'The picture you asked for.',
  '--part',
  'Content-Type: image/gif; name="dot.gif"',
  'Content-Transfer-Encoding: base64',
  'Content-Disposition: attachment; filename="dot.gif"',
  '',
  'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7',
  '--part--',
  '',
].join('\r\n');

export const storyLetters: Record<string, () => Letter> = {
  '01-include-without-record': () => sent(from('Guru <guru@sekolah.example>', 'sekolah.example', 'smtp2.sekolah.example'), sign({ d: 'sekolah.example' })),
  '02-old-weak-key': () => sent(letter(), sign({ key: 'rsa1024' })),
  '03-key-under-mail-host': () => from('User <user@kampus.example>', 'kampus.example', 'mail.kampus.example'),
  '04-key-not-base64': () => sent(from('Toko <info@toko.example>', 'toko.example', 'mail.toko.example'), sign({ d: 'toko.example', s: 'default' })),
  '05-changed-by-scanner': () =>
    sent(
      from('Sekretariat <sekretariat@kantor.example>', 'kantor.example', 'mail.kantor.example', { 'Content-Transfer-Encoding': '8bit' }, UTF8('Hello,\r\n\r\nthe price is 25 \u20ac for a caf\u00e9 table.\r\n\r\nSekretariat\r\n')),
      sign({ d: 'kantor.example', h: 'From:From:To:Subject:Date:Message-ID' }),
      change('Content-Transfer-Encoding', 'Content-Transfer-Encoding: quoted-printable'),
      changeBody(ASCII_TO_QP),
      put(
        'Received: from mail.kantor.example ([127.0.0.1])\r\n\tby localhost (mail.kantor.example [127.0.0.1]) (amavisd-new, port 10024)\r\n\twith ESMTP id Qf2bXyJ1cN8k; Tue, 24 Nov 2026 10:00:02 +0000 (UTC)',
        'X-Virus-Scanned: amavisd-new at mail.kantor.example',
        'Received: from localhost (localhost [127.0.0.1])\r\n\tby mail.kantor.example (Postfix) with ESMTP id 7C1A22F0B4\r\n\tfor <test@mailassay.example>; Tue, 24 Nov 2026 10:00:03 +0000 (UTC)',
      ),
    ),
  '06-nothing-signs': () =>
    sent(
      from('Order <order@pabrik.example>', 'pabrik.example', 'mx1.pabrik.example'),
      put('Authentication-Results: mx1.pabrik.example; dkim=none reason="no signature";\r\n\tdkim-adsp=none', 'DKIM-Filter: OpenDKIM Filter v2.11.0 mx1.pabrik.example 4D2F61C0E3'),
    ),
  '07-dynamic-address': () => {
    const start = letter({ From: 'Budi <budi@warung.example>', 'Message-ID': '<5F0C.1@localhost.localdomain>' });
    return { ...start, fields: start.fields.slice(1) };
  },

  '10-all-right': () => sent(letter(), sign()),
  '11-two-algorithms': () => sent(letter(), sign(), sign({ key: 'ed25519', s: 'ed2026' })),
  '12-bounce-of-a-host': () =>
    sent(letter({ From: 'Mail System <postmaster@mail.example.org>', Subject: 'Undelivered mail', 'Auto-Submitted': 'auto-replied' }), sign()),
  '13-newsletter': () =>
    sent(
      from('News <news@news.example.org>', 'example.org', 'out.news.example.org', {
        Subject: 'What is new in November',
        'List-Id': 'News of example.org <news.example.org>',
        'List-Unsubscribe': '<https://news.example.org/u/4711>, <mailto:unsubscribe@news.example.org?subject=4711>',
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
      sign({ d: 'news.example.org', h: NEWS }),
    ),
  '14-over-ipv6': () => sent(letter(), sign()),
  '15-idn-domain': () => sent(from('Info <info@xn--mller-kva.example>', 'xn--mller-kva.example', 'mail.xn--mller-kva.example'), sign({ d: 'xn--mller-kva.example' })),
  '16-eai-smtputf8': () =>
    sent(from(UTF8('Jürgen Müller <jürgen@müller.example>'), 'xn--mller-kva.example', 'mail.xn--mller-kva.example', { Subject: UTF8('Grüße') }), sign({ d: UTF8('müller.example') })),
  '17-hosted-mailboxes': () => sent(letter(), sign()),
  '18-no-dmarc-record-but-aligned': () => sent(letter(), sign()),
  '19-verp-and-plus': () => sent(letter(), sign()),
  '20-quoted-local-part': () => sent(letter(), sign()),
  '21-simple-straight': () => sent(letter(), sign({ c: 'simple/simple' })),
  '22-attachment': () => sent(letter({ 'Content-Type': 'multipart/mixed; boundary="part"' }, ATTACHMENT), sign()),
  '23-empty-body': () => sent(letter({}, ''), sign()),
  '24-empty-body-simple': () => sent(letter({}, ''), sign({ c: 'relaxed/simple' })),
  '25-forwarded-whole': () =>
    sent(
      letter(),
      sign({ h: SIGNED }),
      put('Received: from mail.example.org (mail.example.org [192.0.2.25])\r\n\tby fwd.alumni.example (Postfix) with ESMTPS id 93B0C1F2A7\r\n\tfor <bob@alumni.example>; Tue, 24 Nov 2026 10:00:05 +0000 (UTC)'),
    ),
};
