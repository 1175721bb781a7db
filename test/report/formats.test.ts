// JSON, its schema, JUnit XML and SARIF: what machines read.
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { reportJson } from '../../src/report/json.ts';
import { junit, junitOfAll, type NamedReport } from '../../src/report/junit.ts';
import { Report } from '../../src/report/report.ts';
import { artifactUri, sarif, sarifOfAll } from '../../src/report/sarif.ts';
import { reportSchema } from '../../src/report/schema.ts';
import { junitFaults } from './junit-shape.ts';
import { reportOf } from './sample.ts';
import { SarifLog } from './sarif-shape.ts';
import { SCENARIOS } from './scenarios.ts';
import { readXml, type XmlElement } from './xml-reader.ts';

const REPORTS = Object.entries(SCENARIOS).map(
  ([name, scenario]) => [name, reportOf(scenario)] as const,
);

const SEVERAL: NamedReport[] = [
  ...REPORTS.map(([name, report]) => ({ name: `mails/${name}.eml`, report })),
  { name: 'mails/gone & <lost>.eml', report: null, problem: 'there is no such file' },
];

describe('JSON', () => {
  test.each(REPORTS)('%s validates against the published schema', (_, report) => {
    expect(Report.parse(JSON.parse(reportJson(report)))).toEqual(report);
    // The schema document itself, read back, must say the same.
    const published = z.fromJSONSchema(reportSchema() as Parameters<typeof z.fromJSONSchema>[0]);
    expect(published.safeParse(JSON.parse(reportJson(report))).error).toBeUndefined();
    const { verdict: _verdict, ...without } = report;
    expect(published.safeParse(without).success).toBe(false);
    expect(
      published.safeParse({ ...report, summary: { ...report.summary, spf: 'good' } }).success,
    ).toBe(false);
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
    expect(Object.keys(JSON.parse(reportJson(report)) as object).slice(0, 6)).toEqual([
      'schema',
      'id',
      'receivedAt',
      'language',
      'service',
      'verdict',
    ]);
  });

  test('the schema is a draft 2020-12 document', () => {
    expect(reportSchema()).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: 'mailassay-report/1',
      type: 'object',
    });
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
    const count = (element: string): string =>
      String(cases.filter(({ children }) => children.some(({ name }) => name === element)).length);
    expect(cases.map(({ attributes }) => attributes['name'])).toEqual([
      'spf',
      'dkim',
      'dmarc',
      'arc',
      'iprev',
      'tls',
    ]);
    expect(suite.attributes).toMatchObject({
      tests: '6',
      failures: count('failure'),
      errors: count('error'),
      skipped: count('skipped'),
    });
    // The exit code, the verdict and the colour of the build agree.
    expect(suite.attributes['failures'] !== '0').toBe(report.verdict === 'fail');
    if (report.verdict === 'incomplete') expect(suite.attributes['errors']).not.toBe('0');
  });

  test.each(REPORTS)('%s: what the schemas in use know, and nothing else', (_, report) => {
    expect(junitFaults(readXml(junit(report)))).toEqual([]);
    expect(junitFaults(readXml(junit(report, { expected: ['arc', 'tls'] })))).toEqual([]);
  });

  test('several mails are suites of one document, cases told apart by class, one that was not judged an error', () => {
    const root = readXml(junitOfAll(SEVERAL));
    expect(junitFaults(root)).toEqual([]);
    expect(root.children.map(({ attributes }) => attributes['name'])).toEqual(
      SEVERAL.map(({ name }) => `mailassay.${name}`),
    );
    const sum = (name: string): string =>
      String(root.children.reduce((total, { attributes }) => total + Number(attributes[name]), 0));
    expect(root.attributes).toMatchObject({
      tests: sum('tests'),
      failures: sum('failures'),
      errors: sum('errors'),
    });
    const cases = root.children.flatMap(({ children }) =>
      children
        .filter(({ name }) => name === 'testcase')
        .map(({ attributes }) => `${attributes['classname']} ${attributes['name']}`),
    );
    expect(new Set(cases).size).toBe(cases.length);
    const lost = root.children.at(-1)?.children[0]?.children[0];
    expect(lost).toMatchObject({
      name: 'error',
      attributes: { message: 'there is no such file', type: 'not-judged' },
    });
  });

  test('only what is expected can fail, and then it must pass', () => {
    const scenario = SCENARIOS['nothing-set-up'];
    if (scenario === undefined) throw new Error('no scenario');
    const suite = suiteOf(junit(reportOf(scenario), { expected: ['iprev', 'tls', 'arc'] }));
    const state = Object.fromEntries(
      suite.children
        .filter(({ name }) => name === 'testcase')
        .map(({ attributes, children }) => [attributes['name'], children[0]?.name ?? 'passed']),
    );
    expect(state).toEqual({
      spf: 'skipped',
      dkim: 'skipped',
      dmarc: 'skipped',
      arc: 'failure',
      iprev: 'failure',
      tls: 'failure',
    });
  });

  test('a failure tells what to do', () => {
    const scenario = SCENARIOS['body-appended'];
    if (scenario === undefined) throw new Error('no scenario');
    const dkim = suiteOf(junit(reportOf(scenario))).children.find(
      ({ attributes }) => attributes['name'] === 'dkim',
    );
    expect(dkim?.children[0]?.attributes).toEqual({
      message: 'dkim=fail: the body was changed after signing',
      type: 'dkim.fail',
    });
    expect(dkim?.children[0]?.text).toContain('Let the DKIM milter sign after the scanner');
  });
});

describe('SARIF', () => {
  test.each(REPORTS)('%s is SARIF 2.1.0', (_, report) => {
    const log = SarifLog.parse(JSON.parse(sarif(report)));
    const run = log.runs[0];
    // What is right would be shown as an alert.
    expect(run?.results).toHaveLength(
      report.findings.filter(({ severity }) => severity !== 'ok').length,
    );
    for (const result of run?.results ?? []) {
      expect(run?.tool.driver.rules[result.ruleIndex]?.id).toBe(result.ruleId);
    }
  });

  test('several messages are artifacts of one run', () => {
    const log = SarifLog.parse(JSON.parse(sarifOfAll(SEVERAL, { id: 'run-1', version: '1.0.0' })));
    expect(log.runs).toHaveLength(1);
    const [run] = log.runs;
    for (const result of run?.results ?? [])
      expect(run?.tool.driver.rules[result.ruleIndex]?.id).toBe(result.ruleId);
    const uris = new Set(
      run?.results.flatMap(({ locations }) =>
        locations.map(({ physicalLocation }) => physicalLocation.artifactLocation.uri),
      ),
    );
    expect(uris).toContain('mails/body-appended.eml');
    expect(run?.invocations[0]).toMatchObject({
      executionSuccessful: false,
      toolExecutionNotifications: [
        { message: { text: expect.stringContaining('there is no such file') } },
      ],
    });
  });

  test('names of files are relative references', () => {
    expect(artifactUri('./mails/a b#1?.eml')).toBe('mails/a%20b%231%3F.eml');
  });
});
