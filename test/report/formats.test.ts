// JSON, its schema, JUnit XML and SARIF: what machines read.
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { reportJson } from '../../src/report/json.ts';
import { junit } from '../../src/report/junit.ts';
import { Report } from '../../src/report/report.ts';
import { sarif } from '../../src/report/sarif.ts';
import { reportSchema } from '../../src/report/schema.ts';
import { reportOf } from './sample.ts';
import { SarifLog } from './sarif-shape.ts';
import { SCENARIOS } from './scenarios.ts';
import { readXml, type XmlElement } from './xml-reader.ts';

const REPORTS = Object.entries(SCENARIOS).map(([name, scenario]) => [name, reportOf(scenario)] as const);

describe('JSON', () => {
  test.each(REPORTS)('%s validates against the published schema', (_, report) => {
    expect(Report.parse(JSON.parse(reportJson(report)))).toEqual(report);
    // The schema document itself, read back, must say the same.
    const published = z.fromJSONSchema(reportSchema() as Parameters<typeof z.fromJSONSchema>[0]);
    expect(published.safeParse(JSON.parse(reportJson(report))).error).toBeUndefined();
    const { verdict: _verdict, ...without } = report;
    expect(published.safeParse(without).success).toBe(false);
    expect(published.safeParse({ ...report, summary: { ...report.summary, spf: 'good' } }).success).toBe(false);
  });

  test('keys have the order of the schema, whatever the store made of them', () => {
    const [, report] = REPORTS[0] ?? [];
    const shuffled = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(shuffled)
        : value !== null && typeof value === 'object'
          ? Object.fromEntries(
              Object.entries(value)
                .sort(([a], [b]) => (a < b ? 1 : -1))
                .map(([key, inner]) => [key, shuffled(inner)]),
            )
          : value;
    if (report === undefined) throw new Error('no report');
    const again = shuffled({ ...report, timings: { total: 1 } }) as typeof report;
    expect(reportJson(again)).toBe(reportJson({ ...report, timings: { total: 1 } }));
    expect(Object.keys(JSON.parse(reportJson(report)) as object).slice(0, 6)).toEqual(['schema', 'id', 'receivedAt', 'language', 'service', 'verdict']);
  });

  test('the schema is a draft 2020-12 document', () => {
    expect(reportSchema()).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema', title: 'mailassay-report/1', type: 'object' });
  });
});

describe('JUnit', () => {
  const suiteOf = (text: string): XmlElement => {
    const root = readXml(text);
    expect(root.name).toBe('testsuites');
    const suite = root.children[0];
    if (suite === undefined) throw new Error('no testsuite');
    return suite;
  };

  test.each(REPORTS)('%s: counts agree with the cases', (_, report) => {
    const suite = suiteOf(junit(report));
    const cases = suite.children.filter(({ name }) => name === 'testcase');
    const count = (element: string): string => String(cases.filter(({ children }) => children.some(({ name }) => name === element)).length);
    expect(cases.map(({ attributes }) => attributes['name'])).toEqual(['spf', 'dkim', 'dmarc', 'arc', 'iprev', 'tls']);
    expect(suite.attributes).toMatchObject({ tests: '6', failures: count('failure'), errors: count('error'), skipped: count('skipped') });
    // The exit code, the verdict and the colour of the build agree.
    expect(suite.attributes['failures'] !== '0').toBe(report.verdict === 'fail');
    if (report.verdict === 'incomplete') expect(suite.attributes['errors']).not.toBe('0');
  });

  test('only what is expected can fail, and then it must pass', () => {
    const scenario = SCENARIOS['nothing-set-up'];
    if (scenario === undefined) throw new Error('no scenario');
    const suite = suiteOf(junit(reportOf(scenario), { expected: ['iprev', 'tls', 'arc'] }));
    const state = Object.fromEntries(suite.children.filter(({ name }) => name === 'testcase').map(({ attributes, children }) => [attributes['name'], children[0]?.name ?? 'passed']));
    expect(state).toEqual({ spf: 'skipped', dkim: 'skipped', dmarc: 'skipped', arc: 'failure', iprev: 'failure', tls: 'failure' });
  });

  test('a failure tells what to do', () => {
    const scenario = SCENARIOS['body-appended'];
    if (scenario === undefined) throw new Error('no scenario');
    const dkim = suiteOf(junit(reportOf(scenario))).children.find(({ attributes }) => attributes['name'] === 'dkim');
    expect(dkim?.children[0]?.attributes).toEqual({ message: 'dkim=fail: the body was changed after signing', type: 'dkim.fail' });
    expect(dkim?.children[0]?.text).toContain('Let the DKIM milter sign after the scanner');
  });
});

describe('SARIF', () => {
  test.each(REPORTS)('%s is SARIF 2.1.0', (_, report) => {
    const log = SarifLog.parse(JSON.parse(sarif(report)));
    const run = log.runs[0];
    expect(run?.results).toHaveLength(report.findings.length);
    for (const result of run?.results ?? []) {
      expect(run?.tool.driver.rules[result.ruleIndex]?.id).toBe(result.ruleId);
      // §3.27.10
      if (result.kind !== 'fail') expect(result.level).toBe('none');
    }
  });
});
