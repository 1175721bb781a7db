// Letters that a service sent for its customer, a list passed on, or a mailbox forwarded.
import {
  changeBody,
  change,
  put,
  seal,
  sent,
  sign,
  SIGNED,
  type Letter,
  type Signing,
  type Step,
} from '../../cases/letter.ts';
import { letterOf } from './letter-of.ts';

const NEWS = `${SIGNED}:List-Unsubscribe:List-Unsubscribe-Post`;
const ONE_CLICK = {
  'List-Unsubscribe': '<https://unsubscribe.toko.example/u/4711>',
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
};

/** Handed to a service over HTTPS: its own Received field, and its signatures. */
const by = (
  host: string,
  id: string,
  values: Record<string, string | null>,
  ...signings: Signing[]
): Letter => {
  const start = letterOf(
    { domain: 'toko.example', host },
    { 'Message-ID': `<${id}@${host}>`, ...values },
  );
  const received = `Received: by ${host} with HTTP id ${id};\r\n\tTue, 24 Nov 2026 10:00:00 +0000 (UTC)`;
  return sent(start, change('Received', received), ...signings.map(sign));
};

const google = (signing: Signing): Letter =>
  sent(
    letterOf(
      { domain: 'toko.example', host: 'mail.gmail.com' },
      { 'Message-ID': '<CAH4s2=Xq7@mail.gmail.com>' },
    ),
    change(
      'Received',
      'Received: by mail-sor-f41.google.com with SMTP id d2e1a72fcca58-7242sor123\r\n        for <test@mailassay.example>; Tue, 24 Nov 2026 02:00:01 -0800 (PST)',
    ),
    sign(signing),
  );

const microsoft = (signing: Signing): Letter =>
  sent(
    letterOf({ domain: 'toko.example', host: 'SEZPR03MB6666.apcprd03.prod.outlook.com' }),
    change(
      'Received',
      'Received: from SEZPR03MB6666.apcprd03.prod.outlook.com (2603:1096:101:75::10)\r\n by TYZPR03MB5555.apcprd03.prod.outlook.com (2603:1096:400:5::8) with\r\n Microsoft SMTP Server (version=TLS1_3, cipher=TLS_AES_256_GCM_SHA384) id\r\n 15.20.8182.14; Tue, 24 Nov 2026 10:00:01 +0000',
    ),
    sign(signing),
  );

const toList: Step[] = [
  sign({ d: 'toko.example' }),
  change('Subject', 'Subject: [Talk] Does our mail arrive as it should?'),
  changeBody(
    (body) =>
      `${body}_______________________________________________\r\nTalk mailing list -- talk@lists.example.net\r\n`,
  ),
];
const LISTED =
  'Received: from mail.toko.example (mail.toko.example [192.0.2.25])\r\n\tby lists.example.net (Postfix) with ESMTPS id 83D1F2A0C7\r\n\tfor <talk@lists.example.net>; Tue, 24 Nov 2026 10:00:03 +0000 (UTC)';
const FORWARDED =
  'Received: from mail.toko.example (mail.toko.example [192.0.2.25])\r\n\tby fwd.alumni.example (Postfix) with ESMTPS id 93B0C1F2A7\r\n\tfor <bob@alumni.example>; Tue, 24 Nov 2026 10:00:05 +0000 (UTC)';
const toko = (values: Record<string, string | null> = {}): Letter =>
  letterOf({ domain: 'toko.example', host: 'mail.toko.example' }, values);

export const serviceLetters: Record<string, () => Letter> = {
  'google-dkim-not-started': () =>
    google({ d: 'toko-example.20230601.gappssmtp.com', s: '20230601' }),
  'include-misspelt-google': () => google({ d: 'toko.example', s: 'google' }),
  'm365-cnames-missing': () => microsoft({ d: 'toko.example', s: 'selector1' }),
  'm365-default-signature': () =>
    microsoft({ d: 'tokoexample.onmicrosoft.com', s: 'selector2-tokoexample-onmicrosoft-com' }),
  'eleven-lookups-google-microsoft': () => sent(toko(), sign({ d: 'toko.example' })),
  'sendgrid-not-authenticated': () =>
    by('geopod-ismtpd-12', 'XyZ12abcTq', {}, { d: 'sendgrid.net', s: 'smtpapi' }),
  'sendgrid-authenticated': () =>
    by('geopod-ismtpd-12', 'XyZ12abcTq', {}, { d: 'toko.example', s: 's1' }),
  'sendgrid-dkim-cname-dangling': () =>
    by('geopod-ismtpd-12', 'XyZ12abcTq', {}, { d: 'toko.example', s: 's1' }),
  'mailchimp-not-authenticated': () =>
    by(
      'mail42.atl31.mcdlv.net',
      '4711.20261124',
      { ...ONE_CLICK, Precedence: 'bulk' },
      { d: 'mailchimpapp.net', s: 'k2', h: NEWS },
    ),
  'mailchimp-authenticated': () =>
    by(
      'mail42.atl31.mcdlv.net',
      '4711.20261124',
      { ...ONE_CLICK, Precedence: 'bulk' },
      { d: 'toko.example', s: 'k2', h: NEWS },
    ),
  'mailgun-subdomain': () =>
    by(
      'm42.mailgun.net',
      '20261124100000.4711',
      {
        From: 'Toko <news@mg.toko.example>',
        'Message-ID': '<20261124100000.4711@mg.toko.example>',
      },
      { d: 'mg.toko.example', s: 'smtp' },
    ),
  'brevo-not-authenticated': () =>
    by('smtp-relay.sendinblue.com', '202611241000.4711', ONE_CLICK, {
      d: 'brevosend.com',
      s: 'mail',
      h: NEWS,
    }),
  'ses-default-mail-from': () =>
    by(
      'email.amazonses.com',
      '0100018f4711',
      {},
      { d: 'toko.example', s: 'abcdefghijklmnop' },
      { d: 'amazonses.com', s: '224i4yxa5dv7c2xz3womw6peuasteono' },
    ),
  'ses-not-verified': () =>
    by(
      'email.amazonses.com',
      '0100018f4712',
      {},
      { d: 'amazonses.com', s: '224i4yxa5dv7c2xz3womw6peuasteono' },
    ),
  'zoho-key-missing': () => by('mail.zoho.com', '18f4711', {}, { d: 'toko.example', s: 'zmail' }),
  'shared-hosting-web-server': () =>
    sent(
      letterOf(
        { domain: 'toko.example', host: 'server12.hosting.example' },
        { 'X-PHP-Script': 'www.toko.example/contact.php for 198.51.100.200' },
      ),
      change(
        'Received',
        'Received: from tokoexample by server12.hosting.example with local (Exim 4.98)\r\n\t(envelope-from <info@toko.example>)\r\n\tid 1tFabc-0001; Tue, 24 Nov 2026 17:00:00 +0700',
      ),
    ),
  'mailman-with-list-id': () =>
    sent(
      toko(),
      ...toList,
      put(
        'List-Id: Talk <talk.lists.example.net>',
        'List-Post: <mailto:talk@lists.example.net>',
        'X-Mailman-Version: 3.3.10',
        'Precedence: list',
        LISTED,
      ),
    ),
  'mailman-without-list-id': () =>
    sent(
      toko(),
      ...toList,
      put(LISTED),
      seal({
        instance: 1,
        results:
          'ARC-Authentication-Results: i=1; lists.example.net; dkim=pass header.d=toko.example; dmarc=pass header.from=toko.example',
        seal: { d: 'lists.example.net' },
        messageSignature: { d: 'lists.example.net' },
      }),
    ),
  'forwarder-without-srs': () => sent(toko(), sign({ d: 'toko.example' }), put(FORWARDED)),
  'forwarder-with-srs': () => sent(toko(), sign({ d: 'toko.example' }), put(FORWARDED)),
};
