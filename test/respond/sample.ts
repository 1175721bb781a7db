// One good message's facts and the report on them, to decide about, keep and mail. Built here field by field, so that these tests
// ask nothing of the code that makes reports.
import type { Report } from '../../src/report/report.ts';
import { noBimi } from '../../src/verify/bimi/bimi-check.ts';
import { noTransport } from '../../src/verify/transport.ts';
import type {
  DkimCheck,
  DmarcCheck,
  SpfCheck,
  Verification,
} from '../../src/verify/verification.ts';

export const NOW = Date.UTC(2026, 7, 1, 10, 0, 0);
export const ID = '00000000000000000000000001';

export function spfCheck(more: Partial<SpfCheck> = {}): SpfCheck {
  return {
    identity: 'mailfrom',
    result: 'pass',
    domain: 'example.org',
    sender: 'news@example.org',
    reason: '192.0.2.25 is in 192.0.2.0/24',
    explanation: null,
    matched: {
      record: 'v=spf1 ip4:192.0.2.0/24 -all',
      term: 'ip4:192.0.2.0/24',
      domain: 'example.org',
    },
    lookups: { count: 0, void: 0, limit: 10 },
    tree: null,
    ...more,
  };
}

export function dkimCheck(more: Partial<DkimCheck> = {}): DkimCheck {
  return {
    result: 'pass',
    reason: 'the signature and the body hash verify',
    tolerant: null,
    domain: 'example.org',
    selector: '2024',
    auid: '@example.org',
    algorithm: 'rsa-sha256',
    canonicalization: 'relaxed/relaxed',
    signedHeaders: ['From', 'To', 'Subject', 'Date'],
    oversigned: ['from'],
    unsigned: [],
    aligned: true,
    key: {
      name: '2024._domainkey.example.org',
      record: null,
      records: [],
      alias: null,
      bits: 2048,
      exponent: '65537',
      type: 'rsa',
      testing: false,
      flags: [],
    },
    bodyHash: { claimed: 'x', computed: 'x' },
    headerIntact: true,
    bodyLength: null,
    signedAt: null,
    expiresAt: null,
    forensics: null,
    field: 'v=1; a=rsa-sha256; d=example.org; s=2024',
    canonicalHeader: null,
    ...more,
  };
}

export function dmarcCheck(more: Partial<DmarcCheck> = {}): DmarcCheck {
  return {
    evaluated: true,
    result: 'pass',
    domain: 'example.org',
    organizationalDomain: 'example.org',
    policyDomain: 'example.org',
    record: 'v=DMARC1; p=reject',
    policy: {
      p: 'reject',
      sp: null,
      np: null,
      t: 'n',
      psd: 'u',
      adkim: 'r',
      aspf: 'r',
      rua: null,
      ruf: null,
      other: {},
    },
    applied: 'p',
    disposition: 'none',
    alignment: {
      spf: { domain: 'example.org', aligned: true },
      dkim: [{ domain: 'example.org', selector: '2024', aligned: true }],
    },
    walk: [],
    reason: 'SPF and DKIM are aligned with example.org',
    legacy: null,
    ...more,
  };
}

export function facts(more: Partial<Verification> = {}): Verification {
  return {
    at: NOW,
    host: 'mx.mailassay.example',
    envelope: {
      clientIp: '192.0.2.25',
      clientName: 'mail.example.org',
      helo: 'mail.example.org',
      mailFrom: 'news@example.org',
      rcptTo: ['test@mailassay.example'],
      tls: { version: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384' },
      smtputf8: false,
    },
    message: {
      from: 'News <news@example.org>',
      subject: 'A test',
      date: 'Sat, 01 Aug 2026 10:00:00 +0000',
      messageId: '<1@example.org>',
      size: 1502,
      sha256: 'a'.repeat(64),
      fields: [],
      authors: [{ address: 'news@example.org', domain: 'example.org' }],
      authorProblem: null,
      longestLine: 78,
      bareLineEnds: 0,
      eightBitHeader: false,
      eightBitBody: false,
      parts: [],
      htmlSize: 0,
      excerpt: 'From: News <news@example.org>\r\nSubject: A test\r\n\r\nHello.\r\n',
    },
    spf: {
      mailFrom: spfCheck(),
      helo: spfCheck({
        identity: 'helo',
        domain: 'mail.example.org',
        result: 'none',
        matched: null,
      }),
    },
    dkim: [dkimCheck()],
    notEvaluated: { dkim: 0, arc: 0 },
    dmarc: dmarcCheck(),
    arc: { result: 'none', reason: 'no ARC sets', sets: [], oldestPass: null },
    iprev: {
      result: 'pass',
      reason: 'it leads back',
      ip: '192.0.2.25',
      name: 'mail.example.org',
      names: [],
    },
    dnsbl: [],
    bimi: noBimi('no record at default._bimi.example.org'),
    transport: {
      ...noTransport(),
      domain: 'example.org',
      status: 'found',
      mx: [{ name: 'mail.example.org', preference: 10, isAddress: false }],
    },
    spam: [],
    proof: { spf: true, dkim: 'example.org' },
    organizationalDomains: { 'example.org': 'example.org' },
    places: [],
    dns: [],
    timings: { total: 12.4 },
    limit: null,
    ...more,
  };
}

export function reportOn(
  {
    envelope,
    message,
    spf,
    dkim,
    dmarc,
    arc,
    iprev,
    dnsbl,
    bimi,
    transport,
    spam,
    dns,
    timings,
  }: Verification,
  more: Partial<Report> = {},
): Report {
  return {
    schema: 'mailassay-report/1',
    id: ID,
    receivedAt: new Date(NOW).toISOString(),
    language: 'en',
    service: {
      name: 'mailassay',
      version: '0.1.0',
      host: 'mx.mailassay.example',
      link: `https://mailassay.example/r/${ID}`,
    },
    verdict: 'pass',
    headline: 'Everything that was checked is right.',
    proven: true,
    standing: 'proven',
    summary: {
      spf: spf.mailFrom.result,
      dkim: dkim[0]?.result ?? 'none',
      dmarc: dmarc.result,
      arc: arc.result,
      iprev: iprev.result,
      tls: 'TLSv1.3',
      bimi: bimi.result,
      dnsbl: 'not-run',
      spam: 'not-run',
    },
    envelope,
    message: {
      from: message.from,
      subject: message.subject,
      date: message.date,
      messageId: message.messageId,
      size: message.size,
      sha256: message.sha256,
      excerpt: message.excerpt,
    },
    authenticationResults: 'mx.mailassay.example; spf=pass smtp.mailfrom=example.org',
    receivedSpf:
      'pass (mx.mailassay.example: domain of news@example.org designates 192.0.2.25 as permitted sender) client-ip=192.0.2.25;',
    spf,
    dkim,
    dmarc,
    arc,
    iprev,
    dnsbl,
    bimi,
    transport,
    spam,
    requirements: [],
    criteria: [],
    findings: [],
    dns,
    timings,
    response: { decision: 'mail', reason: 'proven', sentAt: null },
    ...more,
  };
}
