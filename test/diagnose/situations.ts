// The seven situations that people wrote about under the article this project grew from (names are invented, records are as they were),
// and combinations that administrators meet: each a mail, and the code that must be named first.
import { addSet } from '../verify/arc/sealer.ts';
import type { FindingCode } from '../../src/diagnose/catalog.ts';
import { keyTxt, publicPart, txt, type Given } from './given.ts';

export interface Situation {
  given: Given;
  /** The first finding. */
  first: FindingCode;
  /** What its fix must say, in English. */
  fix: RegExp;
  /** Codes that must not be there. */
  never?: FindingCode[];
}

const CAMPUS = 'kampus.example';
const NET = 'esp.example';
const P = publicPart('rsa2048');

/** A mail host that is set up by an old guide: no DMARC, HELO right. */
const host = (domain: string, spf: string | null): Given['zone'] => ({
  [domain]: [...(spf === null ? [] : [txt(spf)]), `MX 10 mail.${domain}`, 'A 192.0.2.80'],
  [`mail.${domain}`]: ['A 192.0.2.25'],
  '25.2.0.192.in-addr.arpa': [`PTR mail.${domain}`],
});
const from = (domain: string): Pick<Given, 'header' | 'envelope'> => ({
  header: { From: `Admin <admin@${domain}>`, 'Message-ID': `<1@${domain}>` },
  envelope: { mailFrom: `admin@${domain}`, helo: `mail.${domain}` },
});
const EIGHT_BIT = 'Yth. Bapak/Ibu,\r\n\r\npengumuman untuk semua – harap dibaca.\r\n';
/** What Postfix does to 8-bit text for a server that does not offer 8BITMIME. */
const recoded = (fields: string[], body: string): { fields: string[]; body: string } => ({
  fields: fields.map((field) =>
    field.replace(/^(Content-Transfer-Encoding:) 8bit$/i, '$1 quoted-printable'),
  ),
  body: body.replace(
    /[\x80-\xff=]/g,
    (char) => `=${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  ),
});

export const SITUATIONS: Record<string, Situation> = {
  '1: the included name has no SPF record': {
    given: {
      ...from('vavai.example'),
      zone: {
        ...host('vavai.example', 'v=spf1 a mx include:mail.vavai.example ~all'),
        'sel._domainkey.vavai.example': [keyTxt('rsa2048')],
      },
      envelope: { ...from('vavai.example').envelope, clientIp: '192.0.2.26' },
      signatures: [{ domain: 'vavai.example' }],
    },
    first: 'spf-include-none',
    fix: /"v=spf1 a mx ip4:192\.0\.2\.26 ~all"/,
    never: ['spf-permerror', 'spf-softfail'],
  },
  '2: a valid key with obsolete tags and 1024 bits': {
    given: {
      ...from('vavai.example'),
      zone: {
        ...host('vavai.example', 'v=spf1 a mx ~all'),
        'selector._domainkey.vavai.example': [
          txt(`v=DKIM1; r=postmaster; g=*; k=rsa; p=${publicPart('rsa1024')}`),
        ],
      },
      signatures: [{ domain: 'vavai.example', selector: 'selector', key: 'rsa1024' }],
    },
    first: 'dkim-key-weak',
    fix: /-b 2048 -d vavai\.example/,
  },
  '3: the key stands under the mail host, the mail is from the domain': {
    given: {
      ...from(CAMPUS),
      zone: {
        ...host(CAMPUS, 'v=spf1 mx ~all'),
        [`default._domainkey.mail.${CAMPUS}`]: [keyTxt('rsa2048')],
      },
      signatures: [],
    },
    first: 'dkim-key-wrong-name',
    fix: /"Domain kampus\.example".* publish its key at default\._domainkey\.kampus\.example, not under mail\.kampus\.example: the same TXT record that stands at default\._domainkey\.mail\.kampus\.example\.$/,
  },
  '4: the key was pasted with quotes, brackets and blanks': {
    given: {
      ...from(CAMPUS),
      zone: {
        ...host(CAMPUS, 'v=spf1 mx ~all'),
        [`mail._domainkey.${CAMPUS}`]: [
          txt(`v=DKIM1; k=rsa; p=("${P.slice(0, 64)}" "${P.slice(64)}")`),
        ],
      },
      signatures: [{ domain: CAMPUS, selector: 'mail' }],
    },
    first: 'dkim-key-not-base64',
    // Two strings of one record: 255 octets each at most.
    fix: new RegExp(`: "v=DKIM1; k=rsa; p=MII[A-Za-z0-9+/]{218,}IDAQAB"$`),
  },
  '5: signed by the milter, then changed by Zimbra on the way out': {
    given: {
      ...from(CAMPUS),
      header: { ...from(CAMPUS).header, 'Content-Transfer-Encoding': '8bit' },
      body: EIGHT_BIT,
      zone: {
        ...host(CAMPUS, 'v=spf1 mx ~all'),
        [`mail._domainkey.${CAMPUS}`]: [keyTxt('rsa2048')],
      },
      signatures: [{ domain: CAMPUS, selector: 'mail' }],
      onTheWay: ({ fields, body }) => {
        const changed = recoded(fields, body);
        return {
          body: changed.body,
          fields: [
            `Received: from localhost (localhost [127.0.0.1]) by zimbra.${CAMPUS} (Postfix) with ESMTP id 1234; Sat, 01 Aug 2026 09:59:59 +0000`,
            `X-Virus-Scanned: amavisd-new at zimbra.${CAMPUS}`,
            ...changed.fields,
          ],
        };
      },
    },
    first: 'dkim-body-recoded',
    fix: /disable_mime_output_conversion=yes/,
  },
  '6: nothing signs: the milter only verifies': {
    given: {
      ...from(CAMPUS),
      header: { ...from(CAMPUS).header, 'X-DKIM': `OpenDKIM Filter v2.11.0 mail.${CAMPUS} 1234` },
      zone: host(CAMPUS, 'v=spf1 mx ~all') ?? {},
      signatures: [],
    },
    first: 'dkim-none',
    fix: /"Mode sv"/,
  },
  '6: nothing signs: the milter is not asked for local mail': {
    given: {
      ...from(CAMPUS),
      header: {
        ...from(CAMPUS).header,
        Received: `by mail.${CAMPUS} (Postfix, from userid 1000) id 1234; Sat, 01 Aug 2026 09:59:58 +0000`,
      },
      zone: host(CAMPUS, 'v=spf1 mx ~all') ?? {},
      signatures: [],
    },
    first: 'dkim-none',
    fix: /"non_smtpd_milters = inet:localhost:8891"/,
  },
  '6: nothing signs at all': {
    given: { ...from(CAMPUS), zone: host(CAMPUS, 'v=spf1 mx ~all') ?? {}, signatures: [] },
    first: 'dkim-none',
    fix: /smtpd_milters and non_smtpd_milters/,
  },
  '7: a dynamic address': {
    given: {
      zone: {
        '77.100.51.198.in-addr.arpa': ['PTR 77.100.dsl.isp.example'],
        '77.100.dsl.isp.example': ['A 198.51.100.77'],
      },
      envelope: { clientIp: '198.51.100.77', helo: 'server.local' },
      signatures: [],
    },
    first: 'connection-dynamic-address',
    fix: /static address/,
  },
  '7: no reverse DNS': {
    given: { zone: { '25.2.0.192.in-addr.arpa': null } },
    first: 'connection-no-ptr',
    fix: /set its PTR record to mail\.example\.org/,
  },
  'forwarded: SPF fails at the forwarder, the signature holds': {
    given: {
      envelope: { clientIp: '203.0.113.9', helo: 'fwd.example.net' },
      zone: {
        '9.113.0.203.in-addr.arpa': ['PTR fwd.example.net'],
        'fwd.example.net': ['A 203.0.113.9'],
      },
      header: {
        Received:
          'from mail.example.org (mail.example.org [192.0.2.25]) by fwd.example.net; Sat, 01 Aug 2026 09:59:59 +0000',
      },
    },
    first: 'spf-forwarded',
    fix: /SRS/,
    never: ['spf-fail'],
  },
  'a mailing list tags the subject and adds a footer': {
    given: {
      envelope: {
        clientIp: '203.0.113.9',
        helo: 'lists.example.net',
        mailFrom: 'talk-bounces@lists.example.net',
      },
      zone: {
        '9.113.0.203.in-addr.arpa': ['PTR lists.example.net'],
        'lists.example.net': ['A 203.0.113.9', txt('v=spf1 a -all'), 'MX 10 lists.example.net'],
      },
      onTheWay: ({ fields, body }) => ({
        fields: [
          'List-Id: Talk <talk.lists.example.net>',
          'List-Post: <mailto:talk@lists.example.net>',
          'List-Unsubscribe: <mailto:talk-leave@lists.example.net>',
          'X-Mailman-Version: 3.3.8',
          ...fields.map((field) => field.replace('Subject: ', 'Subject: [talk] ')),
        ],
        body: `${body}_______________\r\ntalk mailing list\r\n`,
      }),
    },
    first: 'dkim-body-appended',
    fix: /mailing list talk\.lists\.example\.net/,
  },
  'a mail service sends with its own names': {
    given: {
      envelope: {
        clientIp: '203.0.113.9',
        helo: `out1.${NET}`,
        mailFrom: `bounce-7@bounces.${NET}`,
      },
      zone: {
        '9.113.0.203.in-addr.arpa': [`PTR out1.${NET}`],
        [`out1.${NET}`]: ['A 203.0.113.9'],
        [`bounces.${NET}`]: [txt('v=spf1 ip4:203.0.113.0/24 -all')],
        [`sel._domainkey.${NET}`]: [keyTxt('rsa2048')],
      },
      signatures: [{ domain: NET }],
    },
    first: 'dmarc-not-aligned',
    fix: /d=example\.org instead of esp\.example/,
    never: ['dkim-not-aligned', 'dmarc-nothing-passed'],
  },
  'a mail service signs for itself, SPF is aligned': {
    given: {
      zone: { [`sel._domainkey.${NET}`]: [keyTxt('rsa2048')] },
      signatures: [{ domain: NET }],
    },
    first: 'dkim-not-aligned',
    fix: /d=example\.org/,
    never: ['dmarc-spf-only'],
  },
  'the mail service is missing in the SPF record': {
    given: {
      envelope: { clientIp: '203.0.113.9', helo: 'mail-ab1.google.com' },
      zone: {
        '9.113.0.203.in-addr.arpa': ['PTR mail-ab1.google.com'],
        'mail-ab1.google.com': ['A 203.0.113.9'],
        '_spf.google.com': [txt('v=spf1 ip4:203.0.113.0/24 ~all')],
      },
    },
    first: 'spf-fail',
    fix: /"v=spf1 ip4:192\.0\.2\.25 include:_spf\.google\.com -all"/,
  },
  'nothing is set up': {
    given: {
      zone: {
        'example.org': ['MX 10 mail.example.org'],
        'mail.example.org': ['A 192.0.2.25'],
        '_dmarc.example.org': null,
        'sel._domainkey.example.org': null,
        '25.2.0.192.in-addr.arpa': null,
      },
      envelope: { helo: 'localhost.localdomain', tls: null },
      signatures: [],
    },
    first: 'spf-none',
    fix: /"v=spf1 ip4:192\.0\.2\.25 ~all"/,
  },
  'DNS is away': {
    given: {
      zone: {
        'example.org': ['SERVFAIL'],
        '_dmarc.example.org': ['SERVFAIL'],
        'sel._domainkey.example.org': ['SERVFAIL'],
        '25.2.0.192.in-addr.arpa': ['TIMEOUT'],
      },
    },
    first: 'spf-temperror',
    fix: /Send the test again/,
    never: [
      'spf-none',
      'dkim-key-missing',
      'dmarc-none',
      'connection-no-ptr',
      'dkim-key-wrong-name',
    ],
  },
  'the key was rotated away': {
    given: { zone: { 'sel._domainkey.example.org': [keyTxt('rsa2048b')] } },
    first: 'dkim-wrong-key',
    fix: /opendkim-testkey -d example\.org -s sel -k KEYFILE/,
  },
  'a forwarder that seals': {
    given: {
      envelope: { clientIp: '203.0.113.9', helo: 'lists.example.net' },
      zone: {
        '9.113.0.203.in-addr.arpa': ['PTR lists.example.net'],
        'lists.example.net': ['A 203.0.113.9'],
        'arc._domainkey.lists.example.net': [keyTxt('rsa2048')],
      },
      onTheWay: ({ fields, body }) => ({
        fields: [
          'Received: from mail.example.org (mail.example.org [192.0.2.25]) by lists.example.net; Sat, 01 Aug 2026 09:59:59 +0000',
          ...addSet(fields, body, { instance: 1 }),
        ],
      }),
    },
    first: 'spf-forwarded',
    fix: /SRS/,
  },
};
