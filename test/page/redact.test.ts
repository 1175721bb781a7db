// What a shared report must not show: who wrote to whom, about what; what it must still show: what was judged.
import { describe, expect, test } from 'vitest';
import { redact } from '../../src/page/redact.ts';
import type { Report } from '../../src/report/report.ts';
import { facts, reportOn } from '../respond/sample.ts';
import { node, spfCheck, term } from '../report/sample.ts';

const SHARE = { id: 'share', link: 'https://mailassay.example/s/share' };

function privateReport(): Report {
  const report = reportOn(facts(), { id: 'the-secret-id' });
  const macro = term('exists:%{l}.%{i}._spf.example.org', 'no-match', {
    target: 'wati.192.0.2.25._spf.example.org',
    why: 'wati.192.0.2.25._spf.example.org has no address',
  });
  return {
    ...report,
    envelope: {
      ...report.envelope,
      mailFrom: 'wati@example.org',
      rcptTo: ['t-00000000000000000000000001@mailassay.example'],
    },
    message: {
      ...report.message,
      from: '"Wati (office)" <wati@example.org>, other@second.example',
      subject: 'Salary of Wati',
      messageId: '<wati-1@example.org>',
      excerpt: 'From: wati',
    },
    spf: {
      ...report.spf,
      mailFrom: spfCheck({
        sender: 'wati@example.org',
        explanation: 'wati is not allowed',
        tree: node('example.org', 'v=spf1 exists:%{l}.%{i}._spf.example.org -all', [macro]),
      }),
    },
    authenticationResults:
      'mx; spf=pass smtp.mailfrom=wati@example.org; dkim=pass header.i=wati@example.org',
    receivedSpf:
      'pass (mx: domain of wati@example.org designates 192.0.2.25) envelope-from="wati@example.org"; client-ip=192.0.2.25;',
    findings: [
      {
        code: 'spf-fail',
        severity: 'error',
        method: 'spf',
        citation: 'RFC 7208',
        title: 'No for wati@example.org',
        why: 'Salary of Wati',
        evidence: ['MAIL FROM <wati@example.org>'],
        fix: 'Ask wati@example.org',
      },
      {
        code: 'dkim-body-appended',
        severity: 'error',
        method: 'dkim',
        citation: 'RFC 6376',
        title: 'x',
        why: '',
        evidence: ['lines-appended: "wati earns much"'],
        fix: 'x',
        values: { domain: 'example.org', detail: 'wati earns much' },
      },
      {
        code: 'message-from-malformed',
        severity: 'error',
        method: 'message',
        citation: 'RFC 5322',
        title: 'From: wati',
        why: '',
        evidence: ['From: wati'],
        fix: 'x',
        values: { from: 'wati at home' },
      },
      {
        code: 'message-of-another-version',
        severity: 'error',
        method: 'message',
        citation: 'RFC 5322',
        title: 'wati',
        why: 'wati',
        evidence: ['wati'],
        fix: 'wati',
      },
    ],
    dns: [
      {
        name: 'wati.192.0.2.25._spf.example.org',
        type: 'A',
        status: 'NXDOMAIN',
        answers: ['mailto:wati@example.org'],
        ttl: null,
        ms: 1,
        authenticated: false,
        at: 0,
      },
    ],
  };
}

describe('a redacted report', () => {
  const shared = redact(privateReport(), SHARE);
  const text = JSON.stringify(shared);

  test('names nobody, and not the report it was made of', () => {
    expect(text.toLowerCase()).not.toContain('wati');
    expect(text).not.toContain('Salary');
    expect(text).not.toContain('the-secret-id');
    expect(text).not.toContain('t-0000');
    expect(text.replaceAll('user@example.org', '')).not.toMatch(/[A-Za-z0-9]@[a-z]/);
    expect(shared).toMatchObject({
      id: 'share',
      service: { link: SHARE.link },
      message: {
        subject: null,
        messageId: null,
        excerpt: '',
        from: '…@example.org, …@second.example',
      },
    });
  });

  test('shows what was judged', () => {
    expect(shared.envelope.clientIp).toBe(privateReport().envelope.clientIp);
    expect(shared.spf.mailFrom.sender).toBe('…@example.org');
    expect(shared.spf.mailFrom.domain).toBe('example.org');
    expect(shared.authenticationResults).toContain('smtp.mailfrom="...@example.org"');
    expect(shared.authenticationResults).toContain('header.i=@example.org');
    expect(shared.spf.mailFrom.tree?.terms[0]).toMatchObject({
      text: 'exists:%{l}.%{i}._spf.example.org',
      target: '…',
    });
    expect(shared.findings.map(({ code }) => code)).toEqual([
      'spf-fail',
      'dkim-body-appended',
      'message-from-malformed',
      'message-of-another-version',
    ]);
    // Kept without values: nothing of its words is known to be ours.
    expect(shared.findings[0]).toMatchObject({ title: 'spf-fail', why: '', fix: '', evidence: [] });
    expect(shared.findings[1]?.title).toMatch(/example\.org/);
    expect(shared.verdict).toBe(privateReport().verdict);
  });
});
