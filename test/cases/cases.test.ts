// Every case of fixtures/cases against its expect.json, written by hand, and its golden report. A report that changed on purpose is
// written anew by MAILASSAY_UPDATE_GOLDEN=1; what is expected never is.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CATALOG, FINDING_CODES } from '../../src/diagnose/catalog.ts';
import { structureGuard } from '../../src/message/guard.ts';
import { Report } from '../../src/report/report.ts';
import { recordsToPublish } from '../../src/report/fix.ts';
import { inLanguage } from '../../src/report/in-language.ts';
import { problemsOf } from '../../src/report/problem.ts';
import { textReport } from '../../src/report/text.ts';
import { byBind, noBind, printedLines, printedZone } from '../report/by-bind.ts';
import { STORES } from '../store/stores.ts';
import { caseFile, caseNames, readCase } from './case.ts';
import type { Expectation } from './expectation.ts';
import { reportOf, valueAt } from './judge-case.ts';

const update = process.env['MAILASSAY_UPDATE_GOLDEN'] === '1';
const names = caseNames();
const FILES = ['expect.json', 'message.eml', 'report.txt', 'session.json', 'zone.txt'];

const place = await STORES[0]?.place();
const store = await place?.open({ now: () => 0 });
afterAll(async () => {
  await store?.[Symbol.asyncDispose]();
  await place?.remove();
});

/** What reasons of verify/ are made of; no sender of these cases writes so. */
const ENGLISH =
  /\b(?:could not|cannot|does not|did not|is not|are not|has no|have no|was changed|no answer|not reached|matches|is missing|there is|there are|must not|no record|the key|the record)\b/;

/** Whether a case's expectation has the key: a test that compares nothing with nothing is not made. */
const expectsKey = (name: string, key: 'fix' | 'report'): boolean =>
  Object.hasOwn(JSON.parse(readFileSync(caseFile(name, 'expect.json'), 'utf8')) as object, key);

/** DESIGN.md §1: what the standing alone leads to. */
function usualDecision({ standing }: Expectation): { decision: string; reason: string } {
  return {
    decision: { proven: 'mail', unproven: 'short', disowned: 'reject' }[standing],
    reason: standing,
  };
}

describe.each(names)('%s', (name) => {
  let expected: Expectation;
  let report: Report;
  beforeAll(async () => {
    if (store === undefined) throw new Error('there is no store');
    const one = readCase(name);
    ({ expected } = one);
    report = await reportOf(one, store);
  });

  test('the results', () => {
    const { verdict, standing, spf, dkim, dmarc, arc, iprev, findings } = report;
    const results = {
      verdict,
      standing,
      spf: spf.mailFrom.result,
      dkim: dkim.map(({ result }) => result),
      dmarc: dmarc.result,
      arc: arc.result,
      iprev: iprev.result,
      first: findings[0]?.code,
    };
    const wanted = {
      verdict: expected.verdict,
      standing: expected.standing,
      spf: expected.spf,
      dkim: expected.dkim,
      dmarc: expected.dmarc,
      arc: expected.arc,
      iprev: expected.iprev,
      first: expected.first,
    };
    expect(results).toEqual(wanted);
    if (expected.helo !== undefined) expect(spf.helo.result).toBe(expected.helo);
  });

  test('the answer', () => {
    const { decision, reason } = report.response;
    expect({ decision, reason }).toEqual(expected.decision ?? usualDecision(expected));
  });

  test('the findings', () => {
    const codes = report.findings.map(({ code }) => code);
    expect({
      missing: expected.present.filter((code) => !codes.includes(code)),
      unwanted: expected.absent.filter((code) => codes.includes(code)),
    }).toEqual({ missing: [], unwanted: [] });
  });

  if (expectsKey(name, 'fix'))
    test('the fixes', () => {
      const fixes = Object.entries(expected.fix ?? {});
      const given = fixes.map(([code, wanted]) => {
        const fix = report.findings.find((finding) => finding.code === code)?.fix ?? '';
        return fix.includes(wanted) ? wanted : fix;
      });
      expect(given).toEqual(fixes.map(([, wanted]) => wanted));
    });

  if (expectsKey(name, 'report'))
    test('the values', () => {
      const paths = Object.keys(expected.report ?? {});
      expect(Object.fromEntries(paths.map((path) => [path, valueAt(report, path)]))).toEqual(
        expected.report ?? {},
      );
    });

  test('the text report', () => {
    Report.parse(report);
    const text = textReport(report);
    if (update) writeFileSync(caseFile(name, 'report.txt'), text);
    expect(text).toBe(readFileSync(caseFile(name, 'report.txt'), 'utf8'));
  });

  test('the Indonesian report says reasons in Indonesian', () => {
    const [own = ''] = textReport(inLanguage(report, 'id')).split('Authentication-Results:');
    expect(own.replaceAll(/\n +/g, ' ')).not.toMatch(ENGLISH);
  });

  test.skipIf(noBind !== undefined)('the records, copied out of the text report', () => {
    for (const language of ['en', 'id'] as const) {
      const text = textReport(inLanguage(report, language));
      const zone = printedZone(text);
      const publish = report.findings.flatMap(recordsToPublish);
      const values = publish.filter(({ type }) => type === 'TXT').map(({ value }) => value);
      // What is printed is one of the records, whole, and each of them once.
      const printed = zone.length === 0 ? [] : byBind(zone);
      expect(printed.filter((value) => !values.includes(value))).toEqual([]);
      expect(new Set(zone).size).toBe(zone.length);
      expect(printedLines(text).filter((line) => !values.includes(line))).toEqual([]);
      // The most important problem is always told at length.
      const [first] = publish;
      if (first !== undefined && problemsOf(report)[0]?.records?.includes(first) === true)
        expect(zone.join('\n')).toContain(`${first.name}. `);
    }
  });
});

test('every message would come through the structure guard, save those that are about what it refuses', () => {
  for (const name of names) {
    const { message, expected } = readCase(name);
    const guard = structureGuard({ maxSize: 10 * 1024 * 1024 });
    guard.push(message);
    expect(guard.end()?.enhanced ?? null, name).toBe(
      expected.first === 'message-bare-line-ends' ? '5.6.0' : null,
    );
  }
});

test('every folder holds these files and no other', () => {
  for (const name of names) expect(readdirSync(caseFile(name, '.')).sort(), name).toEqual(FILES);
});

test('every number is there once, and the seven situations come first', () => {
  const numbers = names.map((name) => /^(\d{2,3})-[a-z0-9-]+$/.exec(name)?.[1]);
  expect(numbers).not.toContain(undefined);
  expect(new Set(numbers).size).toBe(names.length);
  expect(numbers.slice(0, 7)).toEqual(['01', '02', '03', '04', '05', '06', '07']);
});

test('every finding code has a case where it must fire and one where it must not', () => {
  const expectations = names.map((name) => readCase(name).expected);
  const fires = new Set(expectations.flatMap(({ present, first }) => [first, ...present]));
  const silent = new Set(expectations.flatMap(({ absent }) => absent));
  // What needs a blocklist, a spam filter or a survey of the domain says so in the catalog: a mail and its zone alone never bring it out.
  const codes = FINDING_CODES.filter((code) => !Object.hasOwn(CATALOG[code], 'needs'));
  expect({
    neverFires: codes.filter((code) => !fires.has(code)),
    neverSilent: codes.filter((code) => CATALOG[code].severity !== 'ok' && !silent.has(code)),
  }).toEqual({ neverFires: [], neverSilent: [] });
});

test('no golden report is missing', () => {
  expect(names.filter((name) => !existsSync(caseFile(name, 'report.txt')))).toEqual([]);
});
