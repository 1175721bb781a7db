// A judge thread judges a message of our own a few times before it takes others: the first that comes finds compiled code. No question
// leaves the thread.
import type { DnsAnswer, RecordData, RecordType, Resolver } from '../dns/resolver.ts';
import { fixedClock } from '../runtime/clock.ts';
import { judgeFirst } from './analyze.ts';

/** After so many most of the code that a message passes is compiled. */
const ROUNDS = 30;
const AT = Date.UTC(2026, 10, 24, 10);

/** Signed with the key whose public half is below. */
const MESSAGE = Buffer.from(
  [
    'DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=mailassay.example;',
    ' h=Content-Type: MIME-Version: Message-ID: Date: Subject: To: From;',
    ' q=dns/txt; s=w; t=1795570397;',
    ' bh=dW0GADHoyvjvo/isQqeejEvEOkU8lfK0O0epv5kd+R8=;',
    ' b=iVis1i/UmBIUv+Ts8U/R/596zjLl/xe5j0bkDf+S3iudrbOl6B7akKMpbRKUvrjWqc9BuwmCT',
    ' sB/9yBz+ZImG2bu8a5ZypBJEkSL3Nol7TAVCNhcyh7UJxHPWiutPHx+E/PyBqLyFsOz9Mx38CvS',
    ' ii8sN/Bkr7vSzWCnqkDeEqjOC+YmowH31Tz678HVha27Rcouv3SSeGSADTVvK7oI0oOoLzhSa61',
    ' nl3gCC7+xeQjEd9ksxPL9dujUrN3fd5WQkkOqeqzsSLZoAkgXIleyyoTYoEUZuH6a/nfw25Xojj',
    ' KCVYV75JDEcUa11g8BLkWwSnoelLrFocfmUjhJ+ETlLw==',
    'From: Mailassay <warm@mailassay.example>',
    'To: <test@mailassay.example>',
    'Subject: =?utf-8?q?Warm-up_=C3=A9?=',
    'Date: Tue, 24 Nov 2026 10:00:00 +0000',
    'Message-ID: <warm@mailassay.example>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/alternative; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    'Warm-up =C3=A9',
    '--b',
    'Content-Type: text/html; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    'PHA+V2FybS11cCA8YSBocmVmPSJodHRwczovL21haWxhc3NheS5leGFtcGxlLyI+w6k8L2E+PC9wPg==',
    '--b--',
    '',
  ].join('\r\n'),
);

const ANSWERS: { [name: string]: RecordData[RecordType][] } = {
  'PTR 1.2.0.192.in-addr.arpa': ['mail.mailassay.example'],
  'A mail.mailassay.example': ['192.0.2.1'],
  'TXT mail.mailassay.example': [['v=spf1 a -all']],
  'TXT mailassay.example': [['v=spf1 include:_spf.mailassay.example ~all']],
  'TXT _spf.mailassay.example': [['v=spf1 ip4:198.51.100.0/24 ip4:192.0.2.0/24 -all']],
  'MX mailassay.example': [{ preference: 10, exchange: 'mail.mailassay.example' }],
  'TXT _dmarc.mailassay.example': [['v=DMARC1; p=reject; rua=mailto:dmarc@mailassay.example']],
  'TXT w._domainkey.mailassay.example': [
    [
      'v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA3acmnKDptfE5fzMY8/9n3ssCc03M',
      'wqNVZZTseCdxo5dyRk5dzimns/t+3nV8lD/X8XqrbsfcBv1wRkMkrw4Y4RtnBHl36ksAsL3DCu5cNp/t2U39x6yaS4',
      'FlsIFJI6Nrbh0jAHXaHFph5YHHu12jl5Lcp8Fz2+a8xRxlUEmXHk28q4vaf2QRPzkYO8qqFOirlRLcYueUPYwVHtgU',
      'S8mLUmepjx/J4O7Ruo154Z6iEMPWrKWqGIToZ7ourbg1m6WrTLHQBN0yiZ6an0jjAMVXTsT/DSYKSLjHM20Zk/yUe8',
      'ZtS1dYusw48jwHcHWSAXa30Er8r7rN11zYz8/F0wEQ9wIDAQAB',
    ],
  ],
};

const resolver: Resolver = {
  async resolve<T extends RecordType>(name: string, type: T): Promise<DnsAnswer<T>> {
    const records = (ANSWERS[`${type} ${name}`] ?? []) as RecordData[T][];
    return {
      name,
      type,
      records,
      ttl: 300,
      ms: 0,
      authenticated: false,
      cached: false,
      chain: [],
      status: records.length > 0 ? 'NOERROR' : 'NXDOMAIN',
    };
  },
};

/** The verdict, which is always `pass`. */
export async function warmUp(rounds: number = ROUNDS): Promise<string> {
  let verdict = '';
  for (let round = 0; round < rounds; round += 1) {
    const { diagnosis } = await judgeFirst(
      {
        message: MESSAGE,
        envelope: {
          clientIp: '192.0.2.1',
          clientName: null,
          helo: 'mail.mailassay.example',
          mailFrom: 'warm@mailassay.example',
          rcptTo: ['test@mailassay.example'],
          tls: null,
          smtputf8: false,
        },
        host: 'mailassay.example',
        at: AT,
        organizationsOf: [],
      },
      resolver,
      fixedClock(AT),
    );
    ({ verdict } = diagnosis);
  }
  return verdict;
}
