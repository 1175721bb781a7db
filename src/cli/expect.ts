// `--expect`: which methods must pass, and what that makes of a report. Without it the verdict decides (DESIGN.md §1, §3).
import { InvalidArgumentError, type Option } from 'commander';
import type { OverallResult } from '../report/causes.ts';
import { METHOD_NAMES, type MethodName } from '../report/outcomes.ts';
import { EXIT, option } from './command.ts';

/** Null: what the verdict is made of. */
export type Expected = readonly MethodName[] | null;

export function expectOption(methods: readonly MethodName[]): Option {
  return option(
    '--expect <methods>',
    `methods that must pass, between commas: ${methods.join(', ')} (default: the verdict decides)`,
  ).argParser((text) => {
    const names = text
      .toLowerCase()
      .split(/[\s,]+/)
      .filter((name) => name !== '');
    const expected = methods.filter((method) => names.includes(method));
    const unknown = names.filter((name) => !methods.some((method) => method === name));
    if (names.length === 0 || unknown.length > 0)
      throw new InvalidArgumentError(`Expected methods between commas, of ${methods.join(', ')}.`);
    return expected;
  });
}

/** What a saved message can tell: nothing of the session it came in is known but what the command line states; lists and filters are a service's. */
export const SAVED_METHODS = METHOD_NAMES.filter(
  (method) => !['tls', 'dnsbl', 'spam'].includes(method),
);

export function exitOfStanding(standing: OverallResult): number {
  return EXIT[standing];
}
