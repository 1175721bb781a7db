// Messages with something private in every place that a sender, a program or a zone can put it: the word is CANARY in some form.
import { AT, type Given } from '../diagnose/given.ts';

const MACRO_ZONE = (record: string): NonNullable<Given['zone']> => ({
  'example.org': [`TXT "${record}"`, 'MX 10 mail.example.org'],
  'canarylocal._l.example.org': ['A 127.0.0.2', 'TXT "v=spf1 -all"'],
  'why.example.org': ['TXT "%{l} (%{s}, %{S}) must not send with %{i}"'],
});
const from = (mailFrom: string): NonNullable<Given['envelope']> => ({ mailFrom });
const header = (name: string, value: string | readonly string[]): Given => ({
  header: { [name]: value },
});
const body =
  (change: (text: string) => string): NonNullable<Given['onTheWay']> =>
  ({ body: text }) => ({ body: change(text) });
const signed = (
  tags: Record<string, string | null>,
  more: Partial<NonNullable<Given['signatures']>[number]> = {},
): Given => ({ signatures: [{ tags, ...more }] });
const subject =
  (value: string): NonNullable<Given['onTheWay']> =>
  ({ fields }) => ({
    fields: fields.map((one) => (one.startsWith('Subject: ') ? `Subject: ${value}` : one)),
  });

export const CANARIES: Readonly<Record<string, Given>> = {
  'local part': { envelope: from('CanaryLocal@example.org') },
  'local part of a failing sender': {
    envelope: { ...from('CanaryLocal@example.org'), clientIp: '203.0.113.77' },
  },
  'quoted local part': { envelope: from('"canary one canary two"@example.org') },
  'quoted local part with an at sign': { envelope: from('"canary@canary two"@example.org') },
  'long local part that is folded': {
    envelope: from(`canary.${'canary-'.repeat(8)}x@example.org`),
  },
  'percent-encoded local part': { envelope: from('canary%40canary@example.org') },
  'local part in a macro': {
    zone: MACRO_ZONE('v=spf1 exists:%{l}._l.%{d} -all'),
    envelope: from('CanaryLocal@example.org'),
  },
  'local part in a macro that finds nothing': {
    zone: MACRO_ZONE('v=spf1 exists:%{l}._none.%{d} -all'),
    envelope: from('CanaryLocal@example.org'),
  },
  'local part reversed in a macro': {
    zone: MACRO_ZONE('v=spf1 exists:%{l1r-}.%{L}._x.%{d} ~all'),
    envelope: from('canaryone-canarytwo@example.org'),
  },
  'sender in a macro': {
    zone: MACRO_ZONE('v=spf1 a:%{s}._x.example.org ?all'),
    envelope: from('canary@example.org'),
  },
  'local part in an include': {
    zone: MACRO_ZONE('v=spf1 include:%{l}._l.%{d} -all'),
    envelope: from('CanaryLocal@example.org'),
  },
  'local part in a redirect': {
    zone: MACRO_ZONE('v=spf1 redirect=%{l}._l.%{d}'),
    envelope: from('CanaryLocal@example.org'),
  },
  'local part in an include of nothing': {
    zone: MACRO_ZONE('v=spf1 include:%{l}._none.%{d} -all'),
    envelope: from('CanaryLocal@example.org'),
  },
  'explanation with the sender': {
    zone: MACRO_ZONE('v=spf1 -all exp=why.example.org'),
    envelope: from('CanaryLocal@example.org'),
  },
  'explanation at a name with the sender': {
    zone: {
      ...MACRO_ZONE('v=spf1 -all exp=%{l}._why.example.org'),
      'canarylocal._why.example.org': ['TXT "canary"'],
    },
    envelope: from('CanaryLocal@example.org'),
  },
  recipient: { envelope: { rcptTo: ['t-canarycanary@mailassay.example'] } },
  'HELO that is no host': { envelope: { helo: 'canary' } },
  'HELO literal with more': { envelope: { helo: '[canary]' } },
  'From local part and name': header('From', '"Canary Name" <canary@example.org> (canary comment)'),
  'several authors': header(
    'From',
    'Canary One <canary1@example.org>, Canary Two <canary2@second.example>',
  ),
  'From group': header('From', 'Canary Group: canary@example.org;'),
  'empty From group': header('From', 'Canary Undisclosed:;'),
  'From without address': header('From', 'canary'),
  'two From fields': header('From', ['canary@example.org', 'Canary <canary2@second.example>']),
  'From in an encoded-word': header('From', '=?utf-8?q?Canary?= <canary@example.org>'),
  subject: header('Subject', 'Canary salary'),
  'two subjects': header('Subject', ['Canary one', 'canary two']),
  'subject changed': {
    header: { Subject: 'Canary salary' },
    onTheWay: subject('[canary] Canary salary'),
  },
  'subject replaced': { onTheWay: subject('canary') },
  date: header('Date', 'Sat, 01 Aug 2026 09:59:58 +0000 (canary)'),
  'date off': header('Date', 'Sat, 01 Jan 2000 09:59:58 +0000 (canary)'),
  'date malformed': header('Date', 'canary'),
  'Message-ID': header('Message-ID', '<canary.1@canary.example>'),
  'Message-ID malformed': header('Message-ID', 'canary'),
  'Message-ID twice': header('Message-ID', ['<canary1@example.org>', '<canary2@example.org>']),
  'To, Cc, Reply-To, Sender': {
    header: {
      To: 'Canary <canary@example.net>',
      Cc: 'canary2@example.net',
      'Reply-To': 'canary3@example.net',
      Sender: 'canary4@example.net',
    },
  },
  'List-Unsubscribe': {
    header: {
      'List-Unsubscribe':
        '<https://news.example.org/u?u=Canary%40x.example&t=canary>, <mailto:canary@example.org?subject=canary>',
      'List-Id': 'Canary <canary-list.example.org>',
    },
  },
  'list with a name of its own': {
    header: {
      'List-Id': 'Canary Friends <"canary"@lists.example.net>',
      'List-Post': '<mailto:canary@lists.example.net>',
    },
    onTheWay: body((text) => `${text}-- \r\ncanary list\r\n`),
  },
  'field names': { header: { 'X-Canary-Id': 'canary', 'X-Mailer': 'canary 1.0' } },
  'field names in h=': signed({}, { h: 'From:Subject:X-Canary' }),
  'In-Reply-To and References': {
    header: { 'In-Reply-To': '<canary@example.net>', References: '<canary@example.net>' },
  },
  'BIMI selector': header('BIMI-Selector', 'v=BIMI1; s=canary'),
  'Received for': {
    onTheWay: ({ fields }) => ({
      fields: [
        'Received: from canary (canary [192.168.1.9]) (Authenticated sender: canary) by canary with canary id canary for <canary@example.net>; Sat, 01 Aug 2026 09:59:58 +0000 (canary)',
        ...fields,
      ],
    }),
  },
  'Received of a filter': {
    onTheWay: ({ fields, body: text }) => ({
      fields: [
        'Received: from localhost by mail.example.org (amavisd-new, port 10024, canary) for <canary@example.net>; Sat, 01 Aug 2026 09:59:58 +0000',
        ...fields,
      ],
      body: text.replace('test', 'canary'),
    }),
  },
  'Authentication-Results': {
    onTheWay: ({ fields }) => ({
      fields: [
        'Authentication-Results: canary.invalid; dkim=none (canary) smtp.mailfrom=canary@example.org',
        ...fields,
      ],
    }),
    signatures: [],
  },
  'ARC results': {
    onTheWay: ({ fields }) => ({
      fields: [
        'ARC-Authentication-Results: i=1; mx.example.net; dkim=pass header.d=example.org header.s=sel header.b=canarycanary',
        ...fields,
      ],
      body: 'canary\r\n',
    }),
  },
  'text appended': { onTheWay: body((text) => `${text}Canary footer for canary@example.net\r\n`) },
  'text put at the top': {
    onTheWay: body((text) => `CAUTION: canary from outside\r\n\r\n${text}`),
  },
  'links rewritten': {
    body: 'See https://example.org/canary now.\r\n',
    onTheWay: body((text) =>
      text.replace(
        'https://example.org/canary',
        'https://urldefense.com/v3/__https://example.org/canary__;!!canary$',
      ),
    ),
  },
  'part and file names': {
    header: { 'Content-Type': 'multipart/mixed; boundary="canary"' },
    body: '--canary\r\nContent-Type: text/plain; name="canary.txt"\r\nContent-Disposition: attachment; filename="canary.txt"\r\n\r\ncanary\r\n--canary--\r\n',
    onTheWay: body((text) =>
      text.replace(
        '--canary--',
        '--canary\r\nContent-Type: text/plain; name=canary\r\n\r\ncanary\r\n--canary--',
      ),
    ),
  },
  'From replaced by a list': {
    onTheWay: ({ fields }) => ({
      fields: [
        'Reply-To: Anna <anna@example.org>',
        ...fields.map((one) =>
          one.startsWith('From: ') ? 'From: Canary via Talk <canary@lists.example.net>' : one,
        ),
      ],
    }),
    signatures: [{ h: 'From:To:Subject:Date' }],
  },
  'field removed': {
    header: { 'Reply-To': 'canary@example.org' },
    onTheWay: ({ fields }) => ({ fields: fields.filter((one) => !one.startsWith('Reply-To:')) }),
  },
  'field added': {
    onTheWay: ({ fields }) => ({ fields: [...fields, 'Reply-To: canary@lists.example.net'] }),
  },
  'i= with a local part': signed({ i: 'canary@example.org' }),
  'i= with a name below': signed({ i: 'canary@canary.example.org' }),
  'z= copies': {
    ...signed({ z: 'Subject:canary|To:canary@example.net' }),
    onTheWay: subject('canary'),
  },
  'unknown tags': signed({ n: 'canary', canary: 'canary' }),
  'a= and c= unknown': signed({ a: 'rsa-canary', c: 'canary/canary' }),
  'selector with more': signed({ s: 'canary canary' }),
  'q= unknown': signed({ q: 'canary/canary' }),
  'bh= broken': signed({ bh: '(canary)' }),
  'DMARC addresses': {
    zone: {
      '_dmarc.example.org': [
        'TXT "v=DMARC1; p=none; rua=mailto:canary@example.org,mailto:canary%40x@example.net!10m; ruf=mailto:canary@example.org"',
      ],
    },
  },
  'DMARC broken with an address': {
    zone: { '_dmarc.example.org': ['TXT "v=DMARC1; p=reject; rua=canary@example.org"'] },
  },
  'key with an address': {
    zone: { 'sel._domainkey.example.org': ['TXT "v=DKIM1; n=canary@example.org; p="'] },
  },
  'TLS-RPT address': {
    zone: { '_smtp._tls.example.org': ['TXT "v=TLSRPTv1; rua=mailto:canary@example.org"'] },
  },
  'SPF record with an address': {
    zone: { 'example.org': ['TXT "v=spf1 include:canary@example.org -all"'] },
  },
  'null sender': {
    envelope: from(''),
    header: { 'Auto-Submitted': 'auto-replied (canary)', From: 'canary@example.org' },
  },
  'SMTPUTF8 local part': { envelope: { ...from('canaryñ@example.org'), smtputf8: true } },
  'raw octets in the header': header('Subject', 'canary ñ'),
  'expired, with everything': {
    ...signed({
      x: `${Math.floor(AT / 1000) - 10}`,
      t: `${Math.floor(AT / 1000) - 20}`,
      i: 'canary@example.org',
    }),
    header: { Subject: 'canary' },
  },
};
