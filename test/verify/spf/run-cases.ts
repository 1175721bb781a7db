// Runs check_host() cases of one zone: a row says what is tested, for whom, and what must come of it.
import { describe, expect, test } from 'vitest';
import { zoneResolver } from '../../../src/dns/zone.ts';
import { checkHost, type HostQuery } from '../../../src/verify/spf/check-host.ts';
import type { SpfCheck, SpfResult } from '../../../src/verify/verification.ts';

export interface Expected {
  helo?: string;
  explanation?: string | null;
  /** Part of the reason. */
  reason?: string;
  terms?: number;
  voids?: number;
  /** Names that must have been asked, or not. */
  asked?: string[];
  unasked?: string[];
}

/** What is tested, <sender>, <ip>, the result. */
export type Row = [
  what: string,
  sender: string,
  ip: string,
  result: SpfResult,
  expected?: Expected,
];

export const AT = 1_700_000_000_500;

/** The query of a row; '' as sender is the null reverse-path. */
export function queryOf(sender: string, ip: string, helo = 'mail.example.com'): HostQuery {
  return { identity: 'mailfrom', ip, sender, helo, host: 'receiver.example', at: AT };
}

/** One check in a zone. */
export function check(zone: string, sender: string, ip: string, helo?: string): Promise<SpfCheck> {
  return checkHost(queryOf(sender, ip, helo), zoneResolver(zone));
}

/** Declares a test for each row. */
export function cases(section: string, zone: string, rows: readonly Row[]): void {
  describe(section, () => {
    for (const [what, sender, ip, result, expected = {}] of rows) {
      test(what, async () => {
        const resolver = zoneResolver(zone);
        const got = await checkHost(queryOf(sender, ip, expected.helo), resolver);
        expect(got.result, got.reason).toBe(result);
        expect(got.reason).not.toBe('');
        if (expected.explanation !== undefined) expect(got.explanation).toBe(expected.explanation);
        if (expected.reason !== undefined) expect(got.reason).toContain(expected.reason);
        if (expected.terms !== undefined) expect(got.lookups.count).toBe(expected.terms);
        if (expected.voids !== undefined) expect(got.lookups.void).toBe(expected.voids);
        for (const name of expected.asked ?? [])
          expect(resolver.count(name), name).toBeGreaterThan(0);
        for (const name of expected.unasked ?? []) expect(resolver.count(name), name).toBe(0);
      });
    }
  });
}
