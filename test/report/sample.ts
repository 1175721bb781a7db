// Facts and opinions to draw reports from: one good message, and what has to change for each kind of trouble. Sentences of the
// findings stand here and not in words/: these tests are about the layout, not the wording of the day.
import type { Diagnosis, Severity } from '../../src/diagnose/finding.ts';
import { makeReport, type ReportInput } from '../../src/report/make.ts';
import type { FindingReport, Report } from '../../src/report/report.ts';
import { noBimi } from '../../src/verify/bimi/bimi-check.ts';
import { noTransport } from '../../src/verify/transport.ts';
import type { DnsEvidence } from '../../src/dns/dns-evidence.ts';
import type {
  DkimCheck,
  DmarcCheck,
  SpfCheck,
  SpfNode,
  SpfTerm,
  Verification,
} from '../../src/verify/verification.ts';

export const AT = Date.UTC(2026, 7, 1, 10, 0, 0);
export const ID = '00000000000000000000000001';
export const HOST = 'mx.mailassay.example';
export const KEY = `v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A${'MIIBCgKCAQEAu7Q'.repeat(23)}QIDAQAB`;

export function term(
  text: string,
  outcome: SpfTerm['outcome'],
  more: Partial<SpfTerm> = {},
): SpfTerm {
  const name = /[a-z0-9]+/i.exec(text)?.[0] ?? '';
  return {
    text,
    position: 7,
    kind: 'mechanism',
    name,
    qualifier: '+',
    target: null,
    outcome,
    why: '',
    cost: 0,
    values: [],
    record: null,
    ...more,
  };
}

export function node(
  domain: string,
  record: string | null,
  terms: SpfTerm[],
  more: Partial<SpfNode> = {},
): SpfNode {
  return {
    domain,
    record,
    status: record === null ? 'none' : 'found',
    terms,
    cost: terms.reduce((sum, one) => sum + one.cost, 0),
    voids: 0,
    errors: [],
    ...more,
  };
}

export function question(
  name: string,
  type: string,
  answers: string[],
  more: Partial<DnsEvidence> = {},
): DnsEvidence {
  return {
    name,
    type,
    status: answers.length === 0 ? 'NXDOMAIN' : 'NOERROR',
    answers,
    ttl: 300,
    ms: 1.5,
    authenticated: false,
    at: 0,
    ...more,
  };
}

export function spfCheck(more: Partial<SpfCheck> = {}): SpfCheck {
  const record = 'v=spf1 ip4:192.0.2.0/24 -all';
  return {
    identity: 'mailfrom',
    result: 'pass',
    domain: 'example.org',
    sender: 'news@example.org',
    reason: '192.0.2.25 is in 192.0.2.0/24',
    explanation: null,
    matched: { record, term: 'ip4:192.0.2.0/24', domain: 'example.org' },
    lookups: { count: 0, void: 0, limit: 10 },
    tree: node('example.org', record, [
      term('ip4:192.0.2.0/24', 'match', { why: '192.0.2.25 is in 192.0.2.0/24' }),
      term('-all', 'not-reached', { qualifier: '-', position: 24 }),
    ]),
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
    signedHeaders: ['From', 'To', 'Subject', 'Date', 'Message-ID'],
    oversigned: ['from'],
    unsigned: [],
    aligned: true,
    key: {
      name: '2024._domainkey.example.org',
      record: KEY,
      records: [KEY],
      alias: null,
      bits: 2048,
      exponent: '65537',
      type: 'rsa',
      testing: false,
      flags: [],
    },
    bodyHash: {
      claimed: 'frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=',
      computed: 'frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=',
    },
    headerIntact: true,
    bodyLength: null,
    signedAt: null,
    expiresAt: null,
    forensics: null,
    field:
      'v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.org; s=2024; h=From:To:Subject:Date:Message-ID; bh=frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=; b=KMOYjsda6qPqNdf0NuyxdEayFxgRCAVmilYKobK3sKV8hSvybT3fmbWM',
    canonicalHeader:
      'from:News <news@example.org>\r\nto:test@mailassay.example\r\nsubject:A test\r\ndkim-signature:v=1; a=rsa-sha256; b=',
    ...more,
  };
}

export function dmarcCheck(more: Partial<DmarcCheck> = {}): DmarcCheck {
  const record = 'v=DMARC1; p=reject; rua=mailto:dmarc@example.org';
  return {
    evaluated: true,
    result: 'pass',
    domain: 'example.org',
    organizationalDomain: 'example.org',
    policyDomain: 'example.org',
    record,
    policy: {
      p: 'reject',
      sp: null,
      np: null,
      t: 'n',
      psd: 'u',
      adkim: 'r',
      aspf: 'r',
      rua: 'mailto:dmarc@example.org',
      ruf: null,
      other: {},
    },
    applied: 'p',
    disposition: 'none',
    alignment: {
      spf: { domain: 'example.org', aligned: true },
      dkim: [{ domain: 'example.org', selector: '2024', aligned: true }],
    },
    walk: [{ name: '_dmarc.example.org', status: 'NOERROR', record, note: '' }],
    reason: 'SPF and DKIM pass for the author domain',
    legacy: null,
    ...more,
  };
}

export const NO_DMARC: Partial<DmarcCheck> = {
  result: 'none',
  policyDomain: null,
  record: null,
  policy: null,
  applied: null,
  disposition: null,
  walk: [{ name: '_dmarc.example.org', status: 'NXDOMAIN', record: null, note: '' }],
  reason: 'no DMARC record at _dmarc.example.org or above',
};

export function verification(more: Partial<Verification> = {}): Verification {
  const spf = spfCheck();
  const dmarc = dmarcCheck();
  return {
    at: AT,
    host: HOST,
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
      excerpt:
        'From: News <news@example.org>\r\nTo: test@mailassay.example\r\nSubject: A test\r\nDate: Sat, 01 Aug 2026 10:00:00 +0000\r\nMessage-ID: <1@example.org>\r\n\r\nHello,  this is a test.\r\n\r\n-- \r\nNews\r\n',
    },
    spf: {
      mailFrom: spf,
      helo: spfCheck({
        identity: 'helo',
        domain: 'mail.example.org',
        sender: 'postmaster@mail.example.org',
        result: 'none',
        reason: 'no SPF record at mail.example.org',
        matched: null,
        tree: node('mail.example.org', null, []),
      }),
    },
    dkim: [dkimCheck()],
    notEvaluated: { dkim: 0, arc: 0 },
    dmarc,
    arc: { result: 'none', reason: 'no ARC sets', sets: [], oldestPass: null },
    iprev: {
      result: 'pass',
      reason: 'mail.example.org leads back to 192.0.2.25',
      ip: '192.0.2.25',
      name: 'mail.example.org',
      names: [{ name: 'mail.example.org', addresses: ['192.0.2.25'], matches: true }],
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
    dns: [
      question('example.org', 'TXT', ['"v=spf1 ip4:192.0.2.0/24 -all"']),
      question(
        '2024._domainkey.example.org',
        'TXT',
        [`"${KEY.slice(0, 255)}" "${KEY.slice(255)}"`],
        { authenticated: true },
      ),
      question('_dmarc.example.org', 'TXT', ['"v=DMARC1; p=reject; rua=mailto:dmarc@example.org"']),
      question('25.2.0.192.in-addr.arpa', 'PTR', ['mail.example.org']),
      question('mail.example.org', 'A', ['192.0.2.25'], { ttl: 3600, ms: 0 }),
    ],
    timings: { total: 12.4, spf: 3.1, dkim: 6.2 },
    limit: null,
    ...more,
  };
}

/** One finding's worth of text. */
export function finding(
  code: string,
  severity: Severity,
  title: string,
  more: Partial<FindingReport> = {},
): FindingReport {
  return {
    code,
    severity,
    method: code.slice(0, code.indexOf('-')),
    citation: 'RFC 7208 section 4.6.4',
    title,
    why: '',
    evidence: [],
    fix: severity === 'ok' ? '' : 'Change it.',
    ...more,
  };
}

export interface Scenario {
  verification: Verification;
  verdict: Diagnosis['verdict'];
  standing: Diagnosis['standing'];
  findings: FindingReport[];
  language?: Report['language'];
  decision?: Report['response'];
  link?: string | null;
}

export function reportOf({
  verification: facts,
  verdict,
  standing,
  findings,
  language = 'en',
  decision,
  link = `https://mailassay.example/r/${ID}`,
}: Scenario): Report {
  const parts: ReportInput = {
    id: ID,
    receivedAt: AT,
    language,
    verification: facts,
    diagnosis: { verdict, standing, findings: [], requirements: [], criteria: [] },
    response: decision ?? {
      decision: standing === 'proven' ? 'mail' : standing === 'unproven' ? 'short' : 'reject',
      reason: standing,
      sentAt: null,
    },
    service: { version: '0.1.0', host: HOST, link },
  };
  return { ...makeReport(parts), findings };
}
