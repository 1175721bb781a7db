// mailassay's own layout: verdict first, aligned table, problems in order, and what happens when there is no room.
import { describe, expect, test } from 'vitest';
import { textReport } from '../../src/report/text.ts';
import { finding, reportOf, verification } from './sample.ts';
import { SCENARIOS } from './scenarios.ts';

function text(name: string): string {
  const scenario = SCENARIOS[name];
  if (scenario === undefined) throw new Error(`no scenario ${name}`);
  return textReport(reportOf(scenario));
}

test('the verdict is the first word of the first line, in English in every language', () => {
  expect(text('good')).toMatch(/^VERDICT: PASS\. /);
  expect(text('body-appended')).toMatch(/^VERDICT: FAIL\. /);
  expect(text('dns-silent')).toMatch(/^VERDICT: INCOMPLETE\. /);
  expect(text('old-setup')).toMatch(/^VERDICT: FAIL \(GAGAL\)\. /);
});

test('each method has its line', () => {
  const lines = text('body-appended').split('\n');
  for (const start of [
    /^ {2}SPF {4}pass {2}news\.example\.net/,
    /^ {2}DKIM {3}fail {2}example\.org {2}s=2024 /,
    /^ {2}DMARC {2}fail {2}example\.org {2}p=reject /,
    /^ {2}PTR {4}pass {2}mail\.example\.org$/,
    /^ {2}TLS {4}1\.3$/,
  ]) {
    expect(lines.some((line) => start.test(line))).toBe(true);
  }
});

test('a problem has title, evidence, fix, code and citation, in that order', () => {
  const block = /\n1\. .*?(?=\n\n)/s.exec(text('old-setup'))?.[0] ?? '';
  expect(block).toMatch(
    /1\. .*SPF\.\n {3}Bukti: .*\n[^]*\n {3}Solusi: [^]*\n {3}spf-include-none, RFC 7208 section 5\.2$/,
  );
});

test('a record to publish stays on one line', () => {
  expect(
    text('nothing-set-up')
      .split('\n')
      .some((line) => line.includes('"v=spf1 mx ip4:203.0.113.77 -all"')),
  ).toBe(true);
});

test('both header fields are there as fields', () => {
  expect(text('good')).toMatch(/^Authentication-Results: mx\.mailassay\.example;\n spf=pass /m);
  expect(text('good')).toMatch(
    /^Received-SPF: pass \(mx\.mailassay\.example: domain of news@example\.org$/m,
  );
});

test('the link stands alone and whole', () => {
  expect(text('good').split('\n')).toContain(
    'https://mailassay.example/r/00000000000000000000000001',
  );
});

test('a saved message shows no TLS and tells of no reply', () => {
  expect(text('forwarded')).not.toMatch(/^ {2}TLS/m);
  expect(text('forwarded')).not.toContain('No reply was mailed');
  expect(text('bounce')).toContain('No reply was mailed (null-reverse-path).');
});

describe('with too many problems', () => {
  const lines = text('crowded').split('\n');

  test('it keeps to 80 lines', () => {
    expect(lines.length - 1).toBeLessThanOrEqual(80);
  });

  test('the most important are told at length, the next by title, the rest counted', () => {
    const numbers = lines.flatMap((line) => /^(\d+)\. /.exec(line)?.[1] ?? []).map(Number);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    const named = lines.indexOf('Also found:');
    expect(named).toBeGreaterThan(0);
    expect(
      lines.slice(0, named).filter((line) => line.startsWith('   Fix:')).length,
    ).toBeGreaterThanOrEqual(2);
    expect(lines).toContain(`${26 - numbers.length} more: see the link below.`);
  });
});

test('every number of problems fits, and none is lost without being counted', () => {
  for (let count = 0; count <= 40; count += 1) {
    const findings = Array.from({ length: count }, (_, index) =>
      finding(`spf-p-${index + 1}`, 'error', `Problem ${index + 1} of this message`, {
        evidence: ['v=spf1 -all'],
        why: 'It matters.',
      }),
    );
    const lines = textReport(
      reportOf({ verification: verification(), verdict: 'fail', standing: 'proven', findings }),
    ).split('\n');
    const shown = lines.filter((line) => /^\d+\. Problem/.test(line)).length;
    const more = Number(/^(\d+) more/m.exec(lines.join('\n'))?.[1] ?? 0);
    expect(shown + more).toBe(count);
    expect(lines.length - 1).toBeLessThanOrEqual(80);
  }
});
