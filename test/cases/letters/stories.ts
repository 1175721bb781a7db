// The seven situations of FINDINGS.md, good mail of every kind, and mail on long ways.
import {
  change,
  changeBody,
  letter,
  put,
  seal,
  sent,
  sign,
  SIGNED,
  type Letter,
  type Step,
} from '../letter.ts';

const UTF8 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

/** A letter of another domain's host, in the way the first hop writes it. */
const from = (
  author: string,
  domain: string,
  host: string,
  values: Record<string, string | null> = {},
  body?: string,
): Letter => {
  const start = letter(
    { From: author, 'Message-ID': `<20261124100000.4D2F61C0E3@${host}>`, ...values },
    body,
  );
  return {
    ...start,
    fields: start.fields.map((field) =>
      field.replaceAll('mail.example.org', host).replaceAll('desk.example.org', `desk.${domain}`),
    ),
  };
};

const ASCII_TO_QP = (body: string): string =>
  body
    .replaceAll('=', '=3D')
    .replace(/[\x80-\xff]/g, (octet) => `=${octet.charCodeAt(0).toString(16).toUpperCase()}`);

const NEWS =
  'From:From:To:Subject:Date:Message-ID:MIME-Version:Content-Type:Content-Transfer-Encoding:List-Unsubscribe:List-Unsubscribe-Post:List-Id';

const FORWARDED =
  'Received: from mail.example.org (mail.example.org [192.0.2.25])\r\n\tby fwd.alumni.example (Postfix) with ESMTPS id 93B0C1F2A7\r\n\tfor <bob@alumni.example>; Tue, 24 Nov 2026 10:00:05 +0000 (UTC)';
const LISTED =
  'Received: from mail.example.org (mail.example.org [192.0.2.25])\r\n\tby mx.lists.example.net (Postfix) with ESMTPS id 83D1F2A0C7\r\n\tfor <talk@lists.example.net>; Tue, 24 Nov 2026 10:00:03 +0000 (UTC)';
const SCANNED =
  'Received: from mail.kantor.example ([127.0.0.1])\r\n\tby localhost (mail.kantor.example [127.0.0.1]) (amavisd-new, port 10024)\r\n\twith ESMTP id Qf2bXyJ1cN8k; Tue, 24 Nov 2026 10:00:02 +0000 (UTC)';

const sealed = (instance: number, d: string): Step =>
  seal({
    instance,
    results: `ARC-Authentication-Results: i=${instance}; ${d}; dkim=pass header.d=example.org; dmarc=pass header.from=example.org`,
    seal: { d },
    messageSignature: { d },
  });

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
  '01-include-without-record': () =>
    sent(
      from('Guru <guru@sekolah.example>', 'sekolah.example', 'smtp2.sekolah.example'),
      sign({ d: 'sekolah.example' }),
    ),
  '02-old-weak-key': () => sent(letter(), sign({ key: 'rsa1024' })),
  '03-key-under-mail-host': () =>
    from('User <user@kampus.example>', 'kampus.example', 'mail.kampus.example'),
  '04-key-not-base64': () =>
    sent(
      from('Toko <info@toko.example>', 'toko.example', 'mail.toko.example'),
      sign({ d: 'toko.example', s: 'default' }),
    ),
  '05-changed-by-scanner': () =>
    sent(
      from(
        'Sekretariat <sekretariat@kantor.example>',
        'kantor.example',
        'mail.kantor.example',
        { 'Content-Transfer-Encoding': '8bit' },
        UTF8('Hello,\r\n\r\nthe price is 25 \u20ac for a caf\u00e9 table.\r\n\r\nSekretariat\r\n'),
      ),
      sign({ d: 'kantor.example', h: 'From:From:To:Subject:Date:Message-ID' }),
      change('Content-Transfer-Encoding', 'Content-Transfer-Encoding: quoted-printable'),
      changeBody(ASCII_TO_QP),
      put(
        SCANNED,
        'X-Virus-Scanned: amavisd-new at mail.kantor.example',
        'Received: from localhost (localhost [127.0.0.1])\r\n\tby mail.kantor.example (Postfix) with ESMTP id 7C1A22F0B4\r\n\tfor <test@mailassay.example>; Tue, 24 Nov 2026 10:00:03 +0000 (UTC)',
      ),
    ),
  '06-nothing-signs': () =>
    sent(
      from('Order <order@pabrik.example>', 'pabrik.example', 'mx1.pabrik.example'),
      put(
        'Authentication-Results: mx1.pabrik.example; dkim=none reason="no signature";\r\n\tdkim-adsp=none',
        'DKIM-Filter: OpenDKIM Filter v2.11.0 mx1.pabrik.example 4D2F61C0E3',
      ),
    ),
  '07-dynamic-address': () => {
    const start = letter({
      From: 'Budi <budi@warung.example>',
      'Message-ID': '<5F0C.1@localhost.localdomain>',
    });
    return { ...start, fields: start.fields.slice(1) };
  },

  '10-all-right': () => sent(letter(), sign()),
  '11-two-algorithms': () => sent(letter(), sign(), sign({ key: 'ed25519', s: 'ed2026' })),
  '12-bounce-of-a-host': () =>
    sent(
      letter({
        From: 'Mail System <postmaster@mail.example.org>',
        Subject: 'Undelivered mail',
        'Auto-Submitted': 'auto-replied',
      }),
      sign(),
    ),
  '13-newsletter': () =>
    sent(
      from('News <news@news.example.org>', 'example.org', 'out.news.example.org', {
        Subject: 'What is new in November',
        'List-Id': 'News of example.org <news.example.org>',
        'List-Unsubscribe':
          '<https://news.example.org/u/4711>, <mailto:unsubscribe@news.example.org?subject=4711>',
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
      sign({ d: 'news.example.org', h: NEWS }),
    ),
  '14-over-ipv6': () => sent(letter(), sign()),
  '15-idn-domain': () =>
    sent(
      from(
        'Info <info@xn--mller-kva.example>',
        'xn--mller-kva.example',
        'mail.xn--mller-kva.example',
      ),
      sign({ d: 'xn--mller-kva.example' }),
    ),
  '16-eai-smtputf8': () =>
    sent(
      from(
        UTF8('Jürgen Müller <jürgen@müller.example>'),
        'xn--mller-kva.example',
        'mail.xn--mller-kva.example',
        { Subject: UTF8('Grüße') },
      ),
      sign({ d: UTF8('müller.example') }),
    ),
  '17-hosted-mailboxes': () => sent(letter(), sign()),
  '18-no-dmarc-record-but-aligned': () => sent(letter(), sign()),
  '19-verp-and-plus': () => sent(letter(), sign()),
  '20-quoted-local-part': () => sent(letter(), sign()),
  '21-simple-straight': () => sent(letter(), sign({ c: 'simple/simple' })),
  '22-attachment': () =>
    sent(letter({ 'Content-Type': 'multipart/mixed; boundary="part"' }, ATTACHMENT), sign()),
  '23-empty-body': () => sent(letter({}, ''), sign()),
  '24-empty-body-simple': () => sent(letter({}, ''), sign({ c: 'relaxed/simple' })),
  '25-forwarded-whole': () => sent(letter(), sign({ h: SIGNED }), put(FORWARDED)),

  '700-forwarded': () => sent(letter(), sign(), put(FORWARDED)),
  '701-list-that-changes': () =>
    sent(
      letter(),
      sign(),
      change('Subject', 'Subject: [Talk] Does our mail arrive as it should?'),
      changeBody(
        (body) =>
          `${body}_______________________________________________\r\nTalk mailing list\r\nhttps://lists.example.net/talk\r\n`,
      ),
      put(
        'List-Id: Talk <talk.lists.example.net>',
        'List-Post: <mailto:talk@lists.example.net>',
        'X-Mailman-Version: 3.3.8',
        LISTED,
      ),
    ),
  '702-list-in-its-own-name': () =>
    sent(
      letter({
        From: 'Alice Example via Talk <talk@lists.example.net>',
        'Reply-To': 'Alice Example <alice@example.org>',
        'List-Id': 'Talk <talk.lists.example.net>',
        'List-Post': '<mailto:talk@lists.example.net>',
      }),
      put(LISTED),
      sign({ d: 'lists.example.net', h: `${SIGNED}:Reply-To` }),
    ),
  '703-forged-bank': () =>
    sent(
      from('Your Bank <service@bank.example>', 'stranger.example', 'mx.stranger.example'),
      sign({ d: 'stranger.example' }),
    ),
  '704-forged-without-anything': () =>
    from('Alice Example <alice@example.org>', 'stranger.example', 'mx.stranger.example'),
  '705-dns-away': () => sent(letter(), sign()),
  '706-web-form': () => {
    const start = letter({
      From: 'Visitor <visitor@visitor.example>',
      Subject: 'Question about your shop',
      'Message-ID': '<20261124100000.9A3F@web.shop.example>',
    });
    return sent(
      start,
      change(
        'Received',
        'Received: by web.shop.example (Postfix, from userid 33)\r\n\tid 9A3F61C0E3; Tue, 24 Nov 2026 10:00:00 +0000 (UTC)',
      ),
    );
  },
  '707-two-forwarders': () =>
    sent(
      letter(),
      sign(),
      put(LISTED),
      sealed(1, 'lists.example.net'),
      put(FORWARDED),
      sealed(2, 'alumni.example'),
    ),
  '708-spf-alone': () => letter(),
  '709-another-domain-signs': () => sent(letter(), sign({ d: 'esp.example' })),
  '710-mailman-breaks-at-scanner': () =>
    sent(
      from('Sekretariat <sekretariat@kantor.example>', 'kantor.example', 'mail.kantor.example'),
      sign({ d: 'kantor.example' }),
      changeBody(
        () => 'The text of this mail was replaced by the scanner.\r\nAsk your administrator.\r\n',
      ),
      put('X-Virus-Scanned: amavisd-new at mail.kantor.example', SCANNED),
    ),
  '712-proven-by-dkim-alone': () => sent(letter(), sign()),
  '713-unproven': () => sent(letter(), sign({ d: 'esp.example' })),
  '714-footer-at-the-smarthost': () =>
    sent(
      letter(),
      sign(),
      changeBody((body) => `${body}-- \r\nScanned by the mail gateway of provider.example\r\n`),
      put(
        'Received: from mail.example.org (mail.example.org [198.51.100.7])\r\n by out.provider.example (Postfix) with ESMTPS id 5B17D2E0F4;\r\n Tue, 24 Nov 2026 10:00:01 +0000 (UTC)',
        'X-Virus-Scanned: amavis at out.provider.example',
        'Received: from localhost (localhost [127.0.0.1])\r\n by out.provider.example (Postfix) with ESMTP id 7C1A22F0B4\r\n for <test@mailassay.example>; Tue, 24 Nov 2026 10:00:03 +0000 (UTC)',
      ),
    ),
};
