// The line shapes of the classic layouts that scripts match on (LAYOUTS.md).
import { describe, expect, test } from 'vitest';
import { elandsysReport } from '../../src/report/elandsys.ts';
import { port25Report } from '../../src/report/port25.ts';
import type { Report } from '../../src/report/report.ts';
import { replyText } from '../../src/report/reply-text.ts';
import { sendmailReport } from '../../src/report/sendmail.ts';
import { shortReport } from '../../src/report/short.ts';
import { dkimCheck, finding, question, reportOf, spfCheck, verification } from './sample.ts';
import { SCENARIOS } from './scenarios.ts';

function report(name: string): Report {
  const scenario = SCENARIOS[name];
  if (scenario === undefined) throw new Error(`no scenario ${name}`);
  return reportOf(scenario);
}

describe('Port25', () => {
  test('the summary lines have their values at column 21', () => {
    const text = port25Report(report('good'));
    expect(text).toContain(
      [
        'SPF check:          pass',
        '"iprev" check:      pass',
        'DKIM check:         pass',
        'DMARC check:        pass',
        'SpamAssassin check: not run',
        '',
      ].join('\n'),
    );
  });

  test('the summary stays the same in Indonesian', () => {
    const summary = (text: string): string[] =>
      text.split('\n').filter((line) => /^\S.* check: /.test(line));
    expect(summary(port25Report({ ...report('good'), language: 'id' }))).toEqual(
      summary(port25Report(report('good'))),
    );
  });

  test('sections follow each other in their order', () => {
    const text = port25Report(report('good'));
    const at = [
      'Summary of Results',
      'Details:',
      'SPF check details:',
      '"iprev" check details:',
      'DKIM check details:',
      'DMARC check details:',
      'SpamAssassin check details:',
      'Explanation of',
      'Original Email',
    ].map((title) => text.indexOf(`\n${title}`));
    expect(at.every((position) => position > 0)).toBe(true);
    expect(at).toEqual([...at].sort((a, b) => a - b));
    for (const rule of text.match(/^[=-]{5,}$/gm) ?? []) expect(rule.length).toBe(58);
  });

  test('details have the labels that scripts look for', () => {
    const text = port25Report(report('good'));
    for (const line of [
      'HELO hostname:  mail.example.org',
      'Source IP:      192.0.2.25',
      'mail-from:      news@example.org',
      'Result:         pass (matches From: news@example.org)',
      'ID(s) verified: smtp.mailfrom=news@example.org',
      'ID(s) verified: header.d=example.org',
      'ID(s) verified: policy.iprev=192.0.2.25',
      'DNS record(s):',
      '    example.org. 300 IN TXT "v=spf1 ip4:192.0.2.0/24 -all"',
      'Canonicalized Headers:',
      'Canonicalized Body:',
      "    Hello, this is a test.'0D''0A'",
    ]) {
      expect(text.split('\n')).toContain(line);
    }
    expect(text).toMatch(/^Public key: {5}2024\._domainkey\.example\.org, 2048-bit rsa,\s+…/m);
  });

  test('an unsigned message is none, as RFC 8601 has it', () => {
    expect(port25Report(report('nothing-set-up'))).toContain('DKIM check:         none\n');
  });

  test('a long original is cut before 8 KiB', () => {
    const facts = verification();
    facts.message = {
      ...facts.message,
      excerpt: `Subject: x\r\n\r\n${'A line of the message that is being quoted here.\r\n'.repeat(80)}`,
    };
    const text = port25Report(
      reportOf({ verification: facts, verdict: 'pass', standing: 'proven', findings: [] }),
    );
    expect(Buffer.byteLength(text.replaceAll('\n', '\r\n'))).toBeLessThanOrEqual(8192);
    expect(text).toContain('\n> Subject: x\n');
    expect(text).toMatch(/\(cut\)\n$/);
  });
});

describe('sendmail.net', () => {
  const blocks = (name: string): string[][] =>
    sendmailReport(report(name))
      .split('\n\n')
      .filter((block) => block.startsWith('Authentication System:'))
      .map((block) => block.split('\n').filter((line) => !line.startsWith(' ')));

  test('has its four blocks of five lines in its order', () => {
    expect(blocks('good').map(([system]) => system)).toEqual(
      ['Sender Policy Framework', 'Sender ID', 'DomainKeys', 'DomainKeys Identified Mail'].map(
        (name) => `Authentication System: ${name}`,
      ),
    );
    for (const block of blocks('good'))
      expect(block.map((line) => line.slice(0, line.indexOf(':') + 1))).toEqual([
        'Authentication System:',
        'Result:',
        'Description:',
        'Reporting host:',
        'More information:',
      ]);
  });

  test('knows the values that people know', () => {
    expect(blocks('good')[3]).toEqual(
      expect.arrayContaining([
        'Result: DKIM signature confirmed GOOD',
        'Description: Signature verified, message arrived intact',
      ]),
    );
    expect(blocks('body-appended')[3]).toEqual(
      expect.arrayContaining([
        'Result: DKIM signature confirmed BAD',
        'Description: body hash did not verify',
      ]),
    );
    expect(blocks('nothing-set-up')[3]).toContain('Result: (no result present)');
    expect(blocks('dns-silent')[3]).not.toContain('Result: DKIM signature confirmed BAD');
  });
});

describe('elandsys', () => {
  test.each([
    [
      'a 1024-bit key',
      [dkimCheck({ key: { ...dkimCheck().key, bits: 1024 } })],
      'DKIM Signature validation: pass (1024-bit key)',
    ],
    [
      'a failure',
      [dkimCheck({ result: 'fail', reason: 'body hash did not verify' })],
      'DKIM Signature validation: fail (body hash did not verify)',
    ],
    ['an unsigned message', [], 'DKIM Signature validation: not available'],
  ])('%s', (_, dkim, line) => {
    const facts = reportOf({
      verification: verification({ dkim }),
      verdict: 'pass',
      standing: 'proven',
      findings: [],
    });
    expect(elandsysReport(facts, { methods: ['dkim'] }).split('\n')).toContain(line);
    expect(elandsysReport(facts, { methods: ['spf'] })).not.toContain('DKIM');
  });

  test('the same for SPF', () => {
    const spf = {
      ...verification().spf,
      mailFrom: spfCheck({ result: 'softfail', reason: '192.0.2.9 matches ~all' }),
    };
    const facts = reportOf({
      verification: verification({ spf }),
      verdict: 'fail',
      standing: 'unproven',
      findings: [],
    });
    expect(elandsysReport(facts, { methods: ['spf'] }).split('\n')).toContain(
      'SPF validation: softfail (192.0.2.9 matches ~all)',
    );
  });

  test('says that it is automatic before the results', () => {
    expect(elandsysReport(report('good'))).toMatch(
      /^This is an automatic response\.[^]*The results are as follows:\n\nDKIM Signature validation: /,
    );
  });
});

describe('by address', () => {
  const asked = { brief: false, json: false };

  test.each([
    ['test', /^VERDICT: PASS\./],
    ['check-auth', /Summary of Results/],
    ['check-auth2', /Summary of Results/],
    ['check-auth-user', /Summary of Results/],
    ['sa-test', /^Authentication System: /m],
    ['autorespond-dkim', /^DKIM Signature validation: pass/m],
    ['autorespond-spf', /^SPF validation: pass/m],
    ['autorespond', /^DKIM Signature validation: pass .*\nSPF validation: pass/m],
    ['page', /^VERDICT: PASS\./],
  ] as const)('%s', (kind, pattern) => {
    expect(replyText(report('good'), { kind, ...asked }, 'full')).toMatch(pattern);
  });

  test('brief is the verdict lines alone', () => {
    expect(
      replyText(report('good'), { kind: 'check-auth', brief: true, json: false }, 'full').split(
        '\n',
      ),
    ).toHaveLength(6);
    expect(
      replyText(report('good'), { kind: 'autorespond-dkim', brief: true, json: false }, 'full'),
    ).toBe('DKIM Signature validation: pass (2048-bit key)\n');
    expect(
      replyText(report('good'), { kind: 'test', brief: true, json: false }, 'full'),
    ).not.toContain('matches');
  });

  test('the JSON report follows when asked for, but never in a short reply', () => {
    expect(
      JSON.parse(
        replyText(report('good'), { kind: 'test', brief: true, json: true }, 'full').replace(
          /^[^{]*/,
          '',
        ),
      ),
    ).toEqual(report('good'));
    expect(
      replyText(report('good'), { kind: 'test', brief: false, json: true }, 'short'),
    ).not.toContain('{');
  });

  test.each([
    'test',
    'check-auth',
    'sa-test',
    'autorespond',
    'autorespond-dkim',
    'autorespond-spf',
  ] as const)('a short reply to %s holds no reason and fits 2 KiB', (kind) => {
    const text = replyText(report('body-appended'), { kind, ...asked }, 'short');
    expect(text).not.toContain('body hash');
    expect(text).not.toContain('MailGuard');
    expect(Buffer.byteLength(text.replaceAll('\n', '\r\n'))).toBeLessThanOrEqual(2048);
  });
});

describe('lines that scripts read are not broken', () => {
  const long =
    'v=DMARC1; p=reject; rua=mailto:dmarc@example.org,mailto:dmarc@reports.example.net; fo=1';
  const facts = verification({
    dns: [
      question('_dmarc.example.org', 'TXT', [long]),
      question('example.org', 'TXT', ['v=spf1 a:www.example.org -all']),
    ],
  });
  const report = reportOf({
    verification: facts,
    verdict: 'pass',
    standing: 'proven',
    findings: [],
  });

  test('zone lines', () => {
    expect(port25Report(report).split('\n')).toEqual(
      expect.arrayContaining([
        `    _dmarc.example.org. 300 IN TXT "${long}"`,
        '    example.org. 300 IN TXT "v=spf1 a:www.example.org -all"',
      ]),
    );
  });

  test('of two signatures each has its line, the best first', () => {
    const two = {
      ...report,
      dkim: [dkimCheck({ result: 'fail', domain: 'relay.example' }), dkimCheck()],
    };
    expect(port25Report(two).match(/^DKIM check: .*$/gm)).toEqual([
      'DKIM check:         pass',
      'DKIM check:         fail',
    ]);
  });

  test('Ed25519 has no bits that could be too few', () => {
    const signed = {
      ...report,
      dkim: [dkimCheck({ key: { ...dkimCheck().key, type: 'ed25519', bits: 256 } })],
    };
    expect(elandsysReport(signed)).toContain('\nDKIM Signature validation: pass (ed25519)\n');
  });

  test('a reason', () => {
    const reason =
      'the key record at s2026._domainkey.example.org cannot be used: v= is "DKIM1\\\\", not DKIM1';
    const failed = { ...report, dkim: [dkimCheck({ result: 'permerror', reason })] };
    expect(elandsysReport(failed).split('\n')).toContain(
      `DKIM Signature validation: permerror (${reason})`,
    );
    expect(sendmailReport(failed).split('\n')).toContain(`Description: ${reason}`);
  });
});

describe('the short report', () => {
  const shortOf = (values: Record<string, string>, code = 'spf-none'): string =>
    shortReport({
      ...reportOf({
        verification: verification(),
        verdict: 'fail',
        standing: 'unproven',
        findings: [finding(code, 'error', 'x', { values })],
      }),
    });

  test('says in words what was found', () => {
    expect(shortOf({ domain: 'example.org', ip: '192.0.2.25' })).toContain(
      '\n1. example.org publishes no SPF record. (spf-none)\n',
    );
  });

  test('but nothing that a sender could write', () => {
    expect(shortOf({ domain: 'buy now at evil.example', ip: '192.0.2.25' })).toContain(
      '\n1. spf-none\n',
    );
  });
});
