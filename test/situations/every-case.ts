// The cases whose advice is followed: fixtures/cases.
import { caseNames, readCase, type Case } from '../cases/case.ts';

export function* everyCase(): Generator<Case> {
  for (const name of caseNames()) yield readCase(name);
}
