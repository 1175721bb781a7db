// Follows the advice of a report: publishes what its findings carry, judges the same message a minute later, and says what came of it.
import { canonicalName } from '../../src/dns/names.ts';
import type { RecordChange } from '../../src/diagnose/record-change.ts';
import type { FindingReport, Report } from '../../src/report/report.ts';
import type { Store } from '../../src/store/store.ts';
import type { Case } from '../cases/case.ts';
import { reportOf } from '../cases/judge-case.ts';
import { strictnessFaults } from './enforcement.ts';
import { permissionFaults } from './permitted.ts';
import type { Printed } from './master-file.ts';
import { printedLines, printFaults } from './printed.ts';
import { contradictions, edited, purposeOf } from './zone-edit.ts';

/** A case or a situation: what it expects is not asked here. */
export type Followable = Omit<Case, 'expected'>;

export interface Followed {
  report: Report;
  /** Each begins with who mends it: spf, dkim, dmarc, layout, forensics. */
  faults: string[];
  /** The record lines of its text. */
  printed: Printed[];
}

const MINUTE = 60_000;
/** One lack under two codes: a record published for another name is seen there. */
const ALSO: Record<string, string> = { 'spf-wrong-name': 'spf-none' };
const VERDICTS = ['fail', 'incomplete', 'pass'];

/** Whose code it is. */
export function ownerOf(code: string): string {
  if (code.startsWith('spf-')) return 'spf';
  if (/^dkim-(?:body|header|changed)-/.test(code)) return 'forensics';
  return code.startsWith('dkim-') ? 'dkim' : 'dmarc';
}

/** Whose record it is. */
function keeperOf(changes: readonly RecordChange[]): string {
  const purposes = new Set(changes.map(purposeOf));
  return purposes.has('SPF record') ? 'spf' : purposes.has('DKIM key') ? 'dkim' : 'dmarc';
}

/** What a finding carries; absent optional values stay absent. */
function changesOf({ records = [] }: FindingReport): RecordChange[] {
  return records.map(({ action, name, type, value, replaces }) => ({
    action,
    name,
    type,
    value,
    ...(replaces === undefined ? {} : { replaces }),
  }));
}

/** A finding's code and what it is about. */
function subjectOf({ code, values = {} }: FindingReport): string {
  const about = ['name', 'domain', 'selector', 'helo', 'include']
    .map((key) => values[key])
    .filter((value) => value !== undefined);
  return [code, ...about].join(' ');
}

/** Results by what they are of. */
function results({ spf, dkim, dmarc, arc, iprev }: Report): Record<string, string> {
  const signatures = dkim.map(({ domain, selector, result }, index): [string, string] => [
    `dkim ${index + 1} (d=${domain} s=${selector})`,
    result,
  ]);
  return {
    'spf mailFrom': spf.mailFrom.result,
    'spf helo': spf.helo.result,
    ...Object.fromEntries(signatures),
    dmarc: dmarc.result,
    arc: arc.result,
    iprev: iprev.result,
  };
}

/** What is worse in the second report. */
function worsened(before: Report, after: Report, owner: string): string[] {
  const faults: string[] = [];
  const serious = ({ severity }: FindingReport): boolean =>
    severity === 'error' || severity === 'warning';
  const known = new Set(before.findings.filter(serious).map(subjectOf));
  // The same failure: something passes now, and for another domain than that of From (a web form, RFC 9989 §4.4).
  for (const one of before.findings)
    if (one.code === 'dmarc-nothing-passed')
      known.add(subjectOf({ ...one, code: 'dmarc-not-aligned' }));
  for (const finding of after.findings) {
    const wasSaid =
      known.has(subjectOf(finding)) ||
      before.findings.some(({ code }) => code === ALSO[finding.code]);
    if (serious(finding) && !wasSaid)
      faults.push(
        `${ownerOf(finding.code)}: new ${finding.severity} ${subjectOf(finding)}: ${finding.title}`,
      );
  }
  if (VERDICTS.indexOf(after.verdict) < VERDICTS.indexOf(before.verdict))
    faults.push(`${owner}: verdict ${before.verdict} -> ${after.verdict}`);
  const now = results(after);
  for (const [of, result] of Object.entries(results(before))) {
    if (result === 'pass' && now[of] !== 'pass')
      faults.push(`${owner}: ${of} ${result} -> ${now[of]}`);
  }
  const dispositions = ['none', 'quarantine', 'reject'];
  if (
    dispositions.indexOf(after.dmarc.disposition ?? 'none') >
    dispositions.indexOf(before.dmarc.disposition ?? 'none')
  ) {
    faults.push(`dmarc: disposition ${before.dmarc.disposition} -> ${after.dmarc.disposition}`);
  }
  return faults;
}

/** Publishes the changes of some findings and judges again; what is said of each of `findings` must be gone. */
export async function afterPublishing(
  one: Followable,
  before: Report,
  findings: readonly FindingReport[],
  store: Store,
): Promise<string[]> {
  const { session } = one;
  const changes = findings.flatMap(changesOf);
  const owner = keeperOf(changes);
  const { zone, faults } = edited(one.zone, changes);
  const said = faults.map((fault) => `${owner}: ${fault}`);
  const at = Date.parse(session.at) + MINUTE;
  const after = await reportOf(
    { ...one, zone, session: { ...session, at: new Date(at).toISOString() } },
    store,
  );
  const left = new Set(after.findings.map(subjectOf));
  for (const finding of findings)
    if (left.has(subjectOf(finding)))
      said.push(`${ownerOf(finding.code)}: still there: ${subjectOf(finding)}: ${finding.title}`);
  said.push(
    ...worsened(before, after, owner),
    ...strictnessFaults(one.zone, zone).map((fault) => `dmarc: ${fault}`),
  );
  const asker = { sender: session.mailFrom, helo: session.helo, at };
  for (const name of new Set(changes.map((change) => canonicalName(change.name)))) {
    said.push(
      ...(await permissionFaults(one.zone, zone, name, session.ip, asker)).map(
        (fault) => `spf: ${fault}`,
      ),
    );
  }
  return said;
}

const keyOf = (changes: readonly RecordChange[]): string =>
  changes
    .map((change) => JSON.stringify(change))
    .toSorted()
    .join('\n');

/** Everything that goes wrong for somebody who does what the report says. */
export async function follow(one: Followable, store: Store): Promise<Followed> {
  const report = await reportOf(one, store);
  const faults = await printFaults(report, ownerOf);
  const carrying = report.findings.filter((finding) => changesOf(finding).length > 0);
  if (carrying.length > 0) {
    const changes = carrying.flatMap(changesOf);
    faults.push(
      ...contradictions(changes).map((fault) => `${keeperOf(changes)}: ${fault}`),
      ...(await afterPublishing(one, report, carrying, store)),
    );
    // Each change alone, where somebody mends one thing and leaves the rest for later.
    const groups = Map.groupBy(carrying, (finding) => keyOf(changesOf(finding)));
    if (groups.size > 1) {
      for (const findings of groups.values()) {
        const alone = await afterPublishing(one, report, findings, store);
        faults.push(
          ...alone
            .filter((fault) => !faults.includes(fault))
            .map((fault) =>
              fault.replace(': ', `: alone (${findings.map(({ code }) => code).join(', ')}): `),
            ),
        );
      }
    }
  }
  return { report, faults: [...new Set(faults)], printed: printedLines(report) };
}
