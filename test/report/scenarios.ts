// Reports made up for the tests of layouts: what people come with.
import {
  dkimCheck,
  dmarcCheck,
  finding,
  KEY,
  NO_DMARC,
  node,
  question,
  spfCheck,
  term,
  verification,
  type Scenario,
} from './sample.ts';

const RIGHT = {
  spf: finding('spf-pass', 'ok', 'SPF permits 192.0.2.25 for example.org.'),
  dkim: finding('dkim-pass', 'ok', 'The DKIM signature of example.org is valid (2048-bit key).'),
  dmarc: finding('dmarc-pass', 'ok', 'DMARC passes for example.org.'),
  ptr: finding(
    'connection-ptr-matches',
    'ok',
    '192.0.2.25 and mail.example.org lead to each other.',
  ),
  tls: finding('connection-tls', 'ok', 'The mail came over TLS 1.3.'),
};

const SPAM_PATH = {
  ...verification().envelope,
  mailFrom: 'user@example.org',
  clientIp: '203.0.113.77',
  clientName: null,
  helo: 'localhost.localdomain',
  tls: null,
};

export const SCENARIOS: Record<string, Scenario> = {
  good: {
    verification: verification(),
    verdict: 'pass',
    standing: 'proven',
    findings: Object.values(RIGHT),
  },

  'body-appended': {
    verdict: 'fail',
    standing: 'disowned',
    verification: verification({
      envelope: { ...verification().envelope, mailFrom: 'bounce@news.example.net' },
      spf: {
        ...verification().spf,
        mailFrom: spfCheck({ domain: 'news.example.net', sender: 'bounce@news.example.net' }),
      },
      dkim: [
        dkimCheck({
          result: 'fail',
          reason: 'body hash did not verify',
          bodyHash: {
            claimed: 'frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=',
            computed: 'g3zLYH4xKxcPrHOD18z9YfpQcnk/GaJedfustWU5uGs=',
          },
          forensics: {
            keyMatches: true,
            headerIntact: true,
            bodyIntact: false,
            changes: [
              { where: 'body', kind: 'lines-appended', detail: '2 lines', certainty: 'proven' },
            ],
            suspects: [],
            tried: 41,
          },
        }),
      ],
      dmarc: dmarcCheck({
        result: 'fail',
        disposition: 'reject',
        reason:
          'SPF passed for news.example.net, which is not aligned with example.org; no DKIM signature passed',
        alignment: {
          spf: { domain: 'news.example.net', aligned: false },
          dkim: [{ domain: 'example.org', selector: '2024', aligned: true }],
        },
      }),
    }),
    findings: [
      finding(
        'dkim-changed-by-filter',
        'error',
        'The last two lines were added after the mail was signed.',
        {
          citation: 'RFC 6376 section 6.1.3',
          evidence: [
            'added: "-- "',
            'added: "Scanned by MailGuard, http://mailguard.example.com/about?from=footer"',
            'Received: from mail.example.org (amavisd-new, port 10024), hop 3 of 4',
          ],
          why: 'Without these lines the signature is valid: this is proven, not guessed.',
          fix: 'Let the DKIM milter sign after the scanner, not before: in Postfix give the smtpd that takes the mail back from amavis "-o smtpd_milters=inet:localhost:8891", and take it off the first one.',
        },
      ),
      finding(
        'dmarc-not-aligned',
        'error',
        'SPF passed for news.example.net, but the From domain is example.org.',
        {
          citation: 'RFC 9989 section 4.4',
          evidence: ['MAIL FROM bounce@news.example.net', 'From: News <news@example.org>'],
          why: 'DMARC counts SPF only if both have the same organizational domain.',
          fix: 'Use a return path under example.org, for example bounce@bounces.example.org.',
        },
      ),
      RIGHT.spf,
      RIGHT.ptr,
      RIGHT.tls,
    ],
  },

  'nothing-set-up': {
    verdict: 'fail',
    standing: 'unproven',
    verification: verification({
      envelope: SPAM_PATH,
      spf: {
        mailFrom: spfCheck({
          result: 'none',
          reason: 'no SPF record at example.org',
          matched: null,
          sender: 'user@example.org',
          tree: node('example.org', null, []),
        }),
        helo: spfCheck({
          identity: 'helo',
          result: 'none',
          domain: 'localhost.localdomain',
          sender: 'postmaster@localhost.localdomain',
          reason: 'localhost.localdomain does not exist',
          matched: null,
          tree: null,
        }),
      },
      dkim: [],
      dmarc: dmarcCheck({
        ...NO_DMARC,
        alignment: { spf: { domain: 'example.org', aligned: true }, dkim: [] },
      }),
      iprev: {
        result: 'permerror',
        reason: 'no PTR record for 203.0.113.77',
        ip: '203.0.113.77',
        name: null,
        names: [],
      },
      proof: { spf: false, dkim: null },
      dns: [question('example.org', 'TXT', []), question('77.113.0.203.in-addr.arpa', 'PTR', [])],
    }),
    findings: [
      finding('spf-none', 'error', 'example.org has no SPF record.', {
        why: 'Large receivers refuse mail that neither SPF nor DKIM proves.',
        fix: 'Publish at example.org the TXT record "v=spf1 mx ip4:203.0.113.77 -all".',
        citation: 'RFC 7208 section 8.1',
      }),
      finding('dkim-none', 'error', 'The mail is not signed.', {
        why: 'The milter is not running, was not asked, or only verifies.',
        fix: 'Check that OpenDKIM runs with "Mode sv", and that main.cf names it in both smtpd_milters and non_smtpd_milters.',
        citation: 'RFC 6376 section 6.3',
      }),
      finding(
        'connection-helo-not-fqdn',
        'error',
        'The HELO name localhost.localdomain is not a public host name.',
        {
          evidence: ['HELO localhost.localdomain'],
          fix: 'Set myhostname (Postfix) to the full name of this host.',
          citation: 'RFC 5321 section 2.3.5',
        },
      ),
      finding('dmarc-none', 'warning', 'example.org has no DMARC record.', {
        fix: 'Publish at _dmarc.example.org the TXT record "v=DMARC1; p=none; rua=mailto:postmaster@example.org".',
        citation: 'RFC 9989 section 5.1',
      }),
      finding('connection-no-ptr', 'warning', '203.0.113.77 has no reverse DNS.', {
        why: 'Gmail and others refuse mail from addresses without a name.',
        fix: 'Ask the owner of the address (your provider) to set its PTR record to the name of this host.',
        citation: 'RFC 1912 section 2.1',
      }),
      finding('connection-no-tls', 'warning', 'The mail came without TLS.', {
        fix: 'Set smtp_tls_security_level = may (Postfix).',
        citation: 'RFC 3207',
      }),
    ],
  },

  forged: {
    verdict: 'fail',
    standing: 'disowned',
    verification: verification({
      envelope: { ...SPAM_PATH, clientIp: '2001:db8:0:1::bad', mailFrom: 'news@example.org' },
      spf: {
        ...verification().spf,
        mailFrom: spfCheck({
          result: 'fail',
          reason: '2001:db8:0:1::bad matches -all',
          matched: { record: 'v=spf1 ip4:192.0.2.0/24 -all', term: '-all', domain: 'example.org' },
        }),
      },
      dkim: [],
      dmarc: dmarcCheck({
        result: 'fail',
        disposition: 'quarantine',
        policy: {
          p: 'reject',
          sp: 'quarantine',
          np: null,
          t: 'n',
          psd: 'u',
          adkim: 'r',
          aspf: 'r',
          rua: null,
          ruf: null,
          other: {},
        },
        applied: 'sp',
        domain: 'shop.example.org',
        reason: 'neither SPF nor DKIM passed',
        alignment: { spf: { domain: 'example.org', aligned: true }, dkim: [] },
      }),
      iprev: {
        result: 'fail',
        reason: 'host-77.pool.example.net does not lead back',
        ip: '2001:db8:0:1::bad',
        name: null,
        names: [{ name: 'host-77.pool.example.net', addresses: ['203.0.113.78'], matches: false }],
      },
      proof: { spf: false, dkim: null },
    }),
    findings: [
      finding('spf-fail', 'error', '2001:db8:0:1::bad may not send for example.org.', {
        evidence: ['example.org: v=spf1 ip4:192.0.2.0/24 -all'],
        fix: 'If this server is yours, publish at example.org "v=spf1 ip4:192.0.2.0/24 ip6:2001:db8:0:1::bad -all".',
        citation: 'RFC 7208 section 8.4',
      }),
      finding('dkim-none', 'error', 'The mail is not signed.', {
        citation: 'RFC 6376 section 6.3',
        fix: 'Sign outgoing mail with DKIM.',
      }),
    ],
  },

  'dns-silent': {
    verdict: 'incomplete',
    standing: 'unproven',
    verification: verification({
      spf: {
        ...verification().spf,
        mailFrom: spfCheck({
          result: 'temperror',
          reason: 'TXT example.org: SERVFAIL',
          matched: null,
          tree: node('example.org', null, [], { status: 'temperror' }),
        }),
      },
      dkim: [
        dkimCheck({
          result: 'temperror',
          reason: 'no answer for the key',
          headerIntact: null,
          key: {
            ...dkimCheck().key,
            record: null,
            records: [],
            bits: null,
            exponent: null,
            type: null,
          },
        }),
      ],
      dmarc: dmarcCheck({
        ...NO_DMARC,
        result: 'temperror',
        reason: 'TXT _dmarc.example.org: TIMEOUT',
      }),
      proof: { spf: false, dkim: null },
      dns: [question('example.org', 'TXT', [], { status: 'SERVFAIL', ttl: null, ms: 2004 })],
    }),
    findings: [
      finding(
        'spf-temperror',
        'notice',
        'SPF of example.org could not be checked: the name servers gave no answer.',
        {
          evidence: ['TXT example.org: SERVFAIL'],
          fix: 'Look whether all name servers of example.org answer; then send the mail again.',
          citation: 'RFC 7208 section 8.6',
        },
      ),
      RIGHT.ptr,
    ],
  },

  'old-setup': {
    verdict: 'fail',
    standing: 'proven',
    language: 'id',
    verification: verification({
      envelope: {
        ...verification().envelope,
        mailFrom: 'vavai@vavai.example',
        helo: 'mail.vavai.example',
      },
      spf: {
        ...verification().spf,
        mailFrom: spfCheck({
          result: 'permerror',
          domain: 'vavai.example',
          sender: 'vavai@vavai.example',
          reason: 'include:mail.vavai.example leads to no SPF record',
          matched: null,
          lookups: { count: 3, void: 1, limit: 10 },
          tree: node('vavai.example', 'v=spf1 a mx include:mail.vavai.example ~all', [
            term('a', 'no-match', { cost: 1, why: '192.0.2.25 is not 198.51.100.9' }),
            term('mx', 'no-match', { cost: 1, why: '192.0.2.25 is not 198.51.100.10' }),
            term('include:mail.vavai.example', 'error', {
              cost: 1,
              target: 'mail.vavai.example',
              why: 'no SPF record',
              record: node('mail.vavai.example', null, []),
            }),
            term('~all', 'not-reached', { qualifier: '~' }),
          ]),
        }),
      },
      dkim: [
        dkimCheck({
          domain: 'vavai.example',
          selector: 'selector',
          auid: '@vavai.example',
          key: { ...dkimCheck().key, name: 'selector._domainkey.vavai.example', bits: 1024 },
        }),
      ],
      dmarc: dmarcCheck({
        ...NO_DMARC,
        domain: 'vavai.example',
        organizationalDomain: 'vavai.example',
      }),
      proof: { spf: false, dkim: 'vavai.example' },
    }),
    findings: [
      finding(
        'spf-include-none',
        'error',
        'include:mail.vavai.example menunjuk ke nama tanpa record SPF.',
        {
          evidence: [
            'vavai.example: v=spf1 a mx include:mail.vavai.example ~all',
            'mail.vavai.example TXT: NODATA',
          ],
          why: 'Penerima menganggap seluruh record rusak (permerror).',
          fix: 'Ganti include:mail.vavai.example dengan a:mail.vavai.example, sehingga record menjadi "v=spf1 a mx a:mail.vavai.example ~all".',
          citation: 'RFC 7208 section 5.2',
        },
      ),
      finding('dmarc-none', 'warning', 'vavai.example belum punya record DMARC.', {
        fix: 'Terbitkan di _dmarc.vavai.example record TXT "v=DMARC1; p=none; rua=mailto:postmaster@vavai.example".',
        citation: 'RFC 9989 section 5.1',
      }),
      finding('dkim-key-weak', 'warning', 'Kunci DKIM selector hanya 1024 bit.', {
        fix: 'Buat kunci 2048 bit dengan selector baru.',
        citation: 'RFC 8301 section 3.2',
      }),
      finding('dkim-key-obsolete-tags', 'notice', 'Record kunci memuat tag lama g= dan r=.', {
        evidence: ['v=DKIM1; r=postmaster; g=*; k=rsa; p=MIGfMA0…'],
        fix: 'Hapus g=* dan r=postmaster.',
        citation: 'RFC 6376 appendix C',
      }),
      finding('dkim-pass', 'ok', 'Tanda tangan DKIM vavai.example sah.'),
    ],
  },

  crowded: {
    verdict: 'fail',
    standing: 'proven',
    verification: verification({
      dkim: Array.from({ length: 10 }, (_, index) =>
        dkimCheck({
          result: index === 7 ? 'pass' : 'fail',
          reason: 'the header signature does not verify',
          headerIntact: index === 7,
          domain: `sub${index}.a-rather-long-name-of-a-domain.example.org`,
          selector: `selector${index}`,
          key: { ...dkimCheck().key, record: KEY },
        }),
      ),
      spf: {
        ...verification().spf,
        mailFrom: spfCheck({
          result: 'permerror',
          reason: '14 DNS lookups',
          matched: null,
          lookups: { count: 11, void: 0, limit: 10 },
        }),
      },
      dmarc: dmarcCheck({ alignment: { spf: { domain: 'example.org', aligned: true }, dkim: [] } }),
      proof: { spf: false, dkim: 'example.org' },
    }),
    findings: [
      ...Array.from({ length: 26 }, (_, index) =>
        finding(
          `spf-problem-${index + 1}`,
          index < 8 ? 'error' : index < 16 ? 'warning' : 'notice',
          `Problem number ${index + 1} of a long list of things that were found in this message.`,
          {
            evidence: [
              `v=spf1 include:_spf${index}.example.org include:spf.protection.outlook.example include:sendgrid.example ~all`,
            ],
            why: 'It matters because receivers look at it.',
            fix: `Remove include:_spf${index}.example.org, or put its networks into the record itself.`,
          },
        ),
      ),
      RIGHT.dkim,
      RIGHT.tls,
    ],
  },

  bounce: {
    verdict: 'pass',
    standing: 'proven',
    decision: { decision: 'none', reason: 'null-reverse-path', sentAt: null },
    verification: verification({
      envelope: { ...verification().envelope, mailFrom: '', clientIp: '2001:db8::25' },
      spf: {
        mailFrom: spfCheck({
          domain: 'mail.example.org',
          sender: 'postmaster@mail.example.org',
          matched: { record: 'v=spf1 a -all', term: 'a', domain: 'mail.example.org' },
        }),
        helo: spfCheck({
          identity: 'helo',
          domain: 'mail.example.org',
          sender: 'postmaster@mail.example.org',
          matched: { record: 'v=spf1 a -all', term: 'a', domain: 'mail.example.org' },
        }),
      },
      iprev: { ...verification().iprev, ip: '2001:db8::25' },
    }),
    findings: [
      finding(
        'spf-null-reverse-path',
        'notice',
        'The mail has a null reverse-path: postmaster@mail.example.org was judged.',
        { citation: 'RFC 7208 section 2.4', fix: 'Nothing to do for a bounce.' },
      ),
      RIGHT.dkim,
    ],
  },

  forwarded: {
    verdict: 'fail',
    standing: 'unproven',
    verification: verification({
      envelope: { ...verification().envelope, rcptTo: [], tls: null },
      spf: {
        ...verification().spf,
        mailFrom: spfCheck({
          result: 'softfail',
          reason: '192.0.2.25 matches ~all',
          matched: {
            record: 'v=spf1 ip4:198.51.100.0/24 ~all',
            term: '~all',
            domain: 'example.org',
          },
        }),
      },
      dkim: [
        dkimCheck({
          result: 'fail',
          reason: 'the header signature does not verify',
          headerIntact: false,
          forensics: {
            keyMatches: true,
            headerIntact: false,
            bodyIntact: true,
            changes: [
              { where: 'header', kind: 'subject-tag', detail: '[list] ', certainty: 'proven' },
            ],
            suspects: [],
            tried: 12,
          },
        }),
        dkimCheck({
          domain: 'lists.example.net',
          auid: '@lists.example.net',
          selector: 'ed',
          algorithm: 'ed25519-sha256',
          aligned: false,
          key: { ...dkimCheck().key, type: 'ed25519', bits: 256, exponent: null },
        }),
      ],
      dmarc: dmarcCheck({
        result: 'fail',
        disposition: 'none',
        policy: {
          p: 'none',
          sp: null,
          np: null,
          t: 'n',
          psd: 'u',
          adkim: 'r',
          aspf: 'r',
          rua: null,
          ruf: null,
          other: { pct: '50' },
        },
        reason: 'DKIM passed for lists.example.net, which is not aligned',
        alignment: { spf: { domain: 'example.org', aligned: true }, dkim: [] },
      }),
      arc: {
        result: 'fail',
        reason: 'the message signature of instance 1 does not verify',
        oldestPass: null,
        sets: [
          {
            instance: 1,
            sealer: 'lists.example.net',
            selector: 'arc',
            cv: 'none',
            seal: { result: 'pass', reason: '' },
            messageSignature: { result: 'fail', reason: 'body hash did not verify' },
            authenticationResults: 'lists.example.net; spf=pass',
          },
        ],
      },
      proof: { spf: false, dkim: null },
    }),
    link: null,
    findings: [
      finding('dkim-header-changed', 'error', 'A tag was put before the subject after signing.', {
        evidence: ['Subject: [list] A test'],
        why: 'Without "[list] " the signature is valid: this is proven.',
        fix: 'Let the list keep the subject, or let it rewrite From (DMARC mitigation).',
        citation: 'RFC 6376 section 6.1.3',
      }),
      finding(
        'arc-broken',
        'warning',
        'The ARC chain is broken at instance 1 (lists.example.net).',
        { citation: 'RFC 8617 section 5.2' },
      ),
    ],
  },
};
