// The shapes of Port25's report that scripts match on: rules of 58 characters, values at column 21 in the summary and at
// column 17 in the details.
import { wrap } from '../wrap.ts';

/** Columns count from 1. */
export const SUMMARY_COLUMN = 21;
const DETAIL_COLUMN = 17;

export function ruled(rule: '=' | '-', title: string): string[] {
  return [rule.repeat(58), title, rule.repeat(58)];
}

/** ★ `Result:         pass`. Foreign values come in escaped. */
export function detail(label: string, value: string): string[] {
  return wrap(value, {
    first: label.padEnd(DETAIL_COLUMN - 1),
    rest: ' '.repeat(DETAIL_COLUMN + 3),
  });
}
