// All whose advice is followed: fixtures/cases and fixtures/situations.
import { caseNames, readCase } from '../cases/case.ts';
import type { Report } from '../../src/report/report.ts';
import { expectationFaults } from './expected.ts';
import type { Followable } from './follow.ts';
import { readSituation, situationNames } from './situation.ts';

export interface Checked {
  one: Followable;
  /** What else is wrong with its report. */
  beside: (report: Report) => string[];
}

export function* everyCase(): Generator<Checked> {
  for (const name of caseNames()) yield { one: readCase(name), beside: () => [] };
  for (const name of situationNames()) {
    const one = readSituation(name);
    yield { one, beside: (report) => expectationFaults(report, one.expected) };
  }
}
