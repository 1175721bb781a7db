// What the report of a situation must name and must never say, against what it does.
import { problemsOf } from '../../src/report/problem.ts';
import type { FindingReport, Report } from '../../src/report/report.ts';
import { ownerOf } from './follow.ts';
import type { SituationExpectation } from './situation.ts';

const wordsOf = ({ title, why, fix }: FindingReport): string => `${title} ${why} ${fix}`;
const isLike = (pattern: string, text: string): boolean => new RegExp(pattern, 'i').test(text);
/** The name itself, or the address of its record: `_dmarc.co.id` is not below `example.co.id`. */
const isAt = (name: string, foreign: string): boolean =>
  name === foreign || (name.endsWith(`.${foreign}`) && !/^(?:co|org|net)\.[a-z]{2}$/.test(foreign));

export function expectationFaults(report: Report, expected: SituationExpectation): string[] {
  const owner = ownerOf(expected.first[0] ?? '');
  const faults: string[] = [];
  const said: string[] = [];
  const wrong = (what: string, got: string, wanted: string): void => {
    if (got !== wanted) faults.push(`${what} is ${got} instead of ${wanted}`);
  };
  wrong('verdict', report.verdict, expected.verdict);
  wrong('SPF', report.spf.mailFrom.result, expected.spf);
  wrong('DKIM', report.dkim.map(({ result }) => result).join(), expected.dkim.join());
  wrong('DMARC', report.dmarc.result, expected.dmarc);
  const codes = report.findings.map(({ code }) => code);
  if (!expected.first.includes(codes[0] ?? ''))
    faults.push(`${codes[0]} stands first instead of ${expected.first.join(' or ')}`);
  for (const code of expected.absent)
    if (codes.includes(code)) said.push(`${ownerOf(code)}: ${code} must not be found`);
  const problems = problemsOf(report);
  const all = [report.headline, ...problems.map(wordsOf)];
  for (const pattern of expected.says)
    if (!all.some((text) => isLike(pattern, text))) faults.push(`nothing says /${pattern}/`);
  for (const pattern of expected.never) {
    for (const { code, ...finding } of problems) {
      const found = new RegExp(pattern, 'i').exec(wordsOf({ code, ...finding }));
      if (found !== null)
        said.push(`${ownerOf(code)}: ${code} says "${found[0]}", which it must never`);
    }
    if (isLike(pattern, report.headline))
      faults.push(`the headline says /${pattern}/, which it must never`);
  }
  const changes = report.findings.flatMap(({ code, records = [] }) =>
    records.map((record) => ({ ...record, code })),
  );
  for (const { code, name, type } of changes) {
    if (expected.foreign.some((foreign) => isAt(name, foreign)))
      said.push(
        `${ownerOf(code)}: ${code}: a record for ${name} ${type}, which is somebody else's`,
      );
  }
  if (expected.records !== undefined) {
    const given = [
      ...new Set(
        changes
          .filter(({ action }) => action !== 'remove')
          .map(({ name, type, value }) => `${name} ${type} ${value}`),
      ),
    ];
    const wanted = expected.records;
    // Where nothing may be published that is meant for the cause, a DMARC or HELO record beside it is another matter.
    const others = given.filter(
      (record) =>
        !wanted.includes(record) &&
        (wanted.length === 0 ||
          wanted.some((one) => one.split(' ', 2).join(' ') === record.split(' ', 2).join(' '))),
    );
    for (const record of wanted)
      if (!given.includes(record)) faults.push(`does not publish ${record.slice(0, 160)}`);
    for (const record of others) faults.push(`publishes ${record.slice(0, 160)}`);
  }
  return [...faults.map((fault) => `${owner}: ${fault}`), ...said];
}
