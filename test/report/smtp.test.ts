// The final reply to DATA (DESIGN.md §1).
import { describe, expect, test } from 'vitest';
import { forwardReply, pendingReply, dataReply } from '../../src/report/smtp.ts';
import { enhancedCode } from '../../src/report/enhanced-code.ts';
import type { Report } from '../../src/report/report.ts';
import { finding, ID, KEY, reportOf } from './sample.ts';
import { SCENARIOS } from './scenarios.ts';

function report(name: string): Report {
  const scenario = SCENARIOS[name];
  if (scenario === undefined) throw new Error(`no scenario ${name}`);
  return reportOf(scenario);
}

const LINK = `https://mailassay.example/r/${ID}`;

test('a proven sender gets one line', () => {
  expect(dataReply(report('good'), { kind: 'test' })).toEqual({
    code: 250,
    lines: [`2.0.0 verdict=pass spf=pass dkim=pass dmarc=pass id=${ID} ${LINK}`],
  });
});

test('a disowned sender gets the problems, and the verdict on the last line', () => {
  const { code, lines } = dataReply(report('forged'), { kind: 'check-auth' });
  expect(code).toBe(550);
  expect(lines.at(-1)).toBe(`5.7.26 verdict=fail spf=fail dkim=none dmarc=fail id=${ID} ${LINK}`);
  expect(lines.slice(1, -1).map((line) => /\((.*)\)$/.exec(line)?.[1])).toEqual([
    'spf-fail',
    'dkim-none',
  ]);
});

test('an unproven sender gets 250 with the verdict', () => {
  expect(dataReply(report('nothing-set-up'), { kind: 'test' })).toEqual({
    code: 250,
    lines: [`2.0.0 verdict=fail spf=none dkim=none dmarc=none id=${ID} ${LINK}`],
  });
});

describe('assert@', () => {
  test('pass', () => {
    expect(dataReply(report('good'), { kind: 'assert' }).code).toBe(250);
  });

  test('fail, whatever was decided about a reply', () => {
    const { code, lines } = dataReply(report('nothing-set-up'), { kind: 'assert' });
    expect(code).toBe(550);
    expect(lines.length).toBeGreaterThan(3);
    expect(lines.at(-1)).toContain('verdict=fail spf=none');
  });

  test('reasons are there without findings too', () => {
    const { lines } = dataReply({ ...report('forwarded'), findings: [] }, { kind: 'assert' });
    expect(lines).toContain('5.7.26 SPF softfail: 192.0.2.25 is not listed, ~all applies');
    expect(lines).toContain('5.7.26 DMARC fail: DKIM passed, but not for example.org');
  });

  test('incomplete', () => {
    const { code, lines } = dataReply(report('dns-silent'), { kind: 'assert' });
    expect(code).toBe(451);
    for (const line of lines) expect(line).toMatch(/^4\.7\.\d+ /);
    expect(lines.at(-1)).toContain('verdict=incomplete');
  });
});

describe('records in a refusal', () => {
  const lineOf = (
    value: string,
    fix = `Publish at s1._domainkey.example.org: "${value}"`,
  ): string => {
    const one = finding('dkim-key-syntax', 'error', 'The key is broken.', {
      fix,
      records: [{ action: 'add', name: 's1._domainkey.example.org', type: 'TXT', value }],
    });
    return (
      dataReply({ ...report('nothing-set-up'), findings: [one] }, { kind: 'assert' }).lines[1] ?? ''
    );
  };

  test('stand whole, and as they are', () => {
    expect(lineOf('v=spf1 a:www.example.org ~all')).toContain(
      'Fix: Publish at s1._domainkey.example.org: "v=spf1 a:www.example.org ~all" (dkim-key-syntax)',
    );
  });

  test('are left out where they do not fit', () => {
    const line = lineOf(KEY);
    expect(line).toContain(
      'Publish at s1._domainkey.example.org (record: see the link). (dkim-key-syntax)',
    );
    expect(line).not.toContain('p=MII');
  });

  test('no length of one is cut', () => {
    for (let length = 1; length < 500; length += 7) {
      const value = 'x'.repeat(length);
      const line = lineOf(value);
      expect(line.includes(`"${value}"`) || line.includes('(record: see the link)')).toBe(true);
      expect(line.length).toBeLessThanOrEqual(500);
    }
  });
});

test('a fix that was said is not said again', () => {
  const fix = 'Ask the owner of the list.';
  const findings = ['dkim-body-changed', 'dkim-header-changed', 'dmarc-not-aligned'].map((code) =>
    finding(code, 'error', `It is ${code}.`, { fix }),
  );
  const { lines } = dataReply({ ...report('nothing-set-up'), findings }, { kind: 'assert' });
  expect(lines.filter((line) => line.includes(fix)).length).toBe(1);
  expect(lines[2]).toBe('5.7.26 It is dkim-header-changed. (dkim-header-changed)');
});

test('pending is 250, but not for a pipeline', () => {
  const answer = {
    recipient: '',
    language: null,
    json: false,
    brief: false,
    redirectTo: null,
    token: null,
  };
  expect(pendingReply({ id: ID, answer: { kind: 'test', ...answer } }, LINK)).toEqual({
    code: 250,
    lines: [`2.0.0 verdict=pending id=${ID} ${LINK}`],
  });
  expect(pendingReply({ id: ID, answer: { kind: 'assert', ...answer } }, LINK).code).toBe(451);
});

test('mail for the postmaster', () => {
  expect(forwardReply(ID)).toEqual({
    code: 250,
    lines: [`2.0.0 accepted for postmaster id=${ID}`],
  });
});

test.each([
  ['5.7.20', { spf: 'pass', dkim: 'none', dmarc: 'none', iprev: 'pass' }],
  ['5.7.20', { spf: 'pass', dkim: 'fail', dmarc: 'pass', iprev: 'pass' }],
  ['5.7.23', { spf: 'fail', dkim: 'pass', dmarc: 'pass', iprev: 'pass' }],
  ['5.7.26', { spf: 'softfail', dkim: 'pass', dmarc: 'pass', iprev: 'fail' }],
  ['5.7.26', { spf: 'none', dkim: 'pass', dmarc: 'pass', iprev: 'pass' }],
  ['5.7.24', { spf: 'permerror', dkim: 'pass', dmarc: 'pass', iprev: 'pass' }],
  ['5.7.26', { spf: 'fail', dkim: 'none', dmarc: 'fail', iprev: 'pass' }],
  ['5.7.26', { spf: 'none', dkim: 'none', dmarc: 'none', iprev: 'pass' }],
  ['5.7.26', { spf: 'pass', dkim: 'pass', dmarc: 'fail', iprev: 'pass' }],
  ['5.7.25', { spf: 'pass', dkim: 'pass', dmarc: 'pass', iprev: 'fail' }],
] as const)('RFC 7372: %s for %j', (code, summary) => {
  expect(
    enhancedCode({
      summary: {
        ...summary,
        arc: 'none',
        tls: 'none',
        bimi: 'none',
        dnsbl: 'not-run',
        spam: 'not-run',
      },
    }),
  ).toBe(code);
});
