// The laws of the catalog: severities, citations, what silences what, and the order in which findings are told.
import { describe, expect, test } from 'vitest';
import { CATALOG, FINDING_CODES, isFindingCode, methodOf } from '../../src/diagnose/catalog.ts';
import { draft } from '../../src/diagnose/draft.ts';
import type { CatalogEntry } from '../../src/diagnose/entry.ts';
import type { Severity } from '../../src/diagnose/finding.ts';
import { order } from '../../src/diagnose/order.ts';
import { suppress } from '../../src/diagnose/suppress.ts';
import { CASES } from './all-cases.ts';
import { judged } from './given.ts';
import { SITUATIONS } from './situations.ts';

const RANK: Record<Severity, number> = { error: 0, warning: 1, notice: 2, ok: 3 };
const METHODS = ['connection', 'spf', 'dkim', 'dmarc', 'arc', 'bimi', 'domain', 'message'];

describe.each(FINDING_CODES)('%s', (code) => {
  const entry: CatalogEntry = CATALOG[code];

  test('is lower-case words with hyphens, method first', () => {
    expect(code).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)+$/);
    expect(METHODS).toContain(methodOf(code));
  });

  test('cites a section or a published rule', () => {
    expect(entry.citation).toMatch(
      /^(?:RFC \d{4} |RFC \d{4};|RFC \d{4}$|draft-[a-z]|[A-Z][A-Za-z0-9]+ )|protocol/,
    );
    expect(entry.weight).toBeGreaterThan(0);
    expect(entry.weight).toBeLessThan(100);
  });

  test('silences codes that exist and are no more important', () => {
    for (const name of entry.silences ?? []) {
      expect(isFindingCode(name) || METHODS.includes(name), name).toBe(true);
      if (isFindingCode(name))
        expect(RANK[entry.severity], name).toBeLessThanOrEqual(RANK[CATALOG[name].severity]);
    }
  });

  test('what could not be checked is never held against the sender', () => {
    const open =
      /-(?:temperror|unchecked|incomplete-check)$/.test(code) ||
      ['dkim-not-evaluated', 'arc-not-evaluated'].includes(code);
    if (open) expect(entry.severity).toBe('notice');
  });

  test('what passes is ok', () => {
    if (
      /-(?:pass|matches|well-formed|sound|clean|ham)$|^connection-tls$|^domain-parked$/.test(code)
    )
      expect(entry.severity).toBe('ok');
  });
});

describe('the law of severities', () => {
  const SAMPLES = [
    ...Object.values(CASES).map(({ fires }) => fires),
    ...Object.values(SITUATIONS).map(({ given }) => given),
  ];

  test('findings come most important first, lighter ones before heavier ones', async () => {
    for (const given of SAMPLES) {
      const { findings } = await judged(given);
      for (const [at, { code, severity }] of findings.entries()) {
        const before = findings[at - 1];
        if (before === undefined) continue;
        expect(RANK[before.severity]).toBeLessThanOrEqual(RANK[severity]);
        if (before.severity === severity)
          expect(CATALOG[before.code].weight).toBeLessThanOrEqual(CATALOG[code].weight);
      }
    }
  });

  test('a mail that fails has an error; one that is undecided has none of the method that is open', async () => {
    for (const given of SAMPLES) {
      const { diagnosis, findings } = await judged(given);
      const errors = findings
        .filter(({ severity }) => severity === 'error')
        .map(({ code }) => code);
      if (diagnosis.verdict === 'fail') expect(errors).not.toEqual([]);
      if (diagnosis.verdict === 'incomplete')
        expect(
          errors.filter((code) =>
            /^(?:spf|dmarc)-(?:none|fail|softfail|permerror|nothing-passed|not-aligned)$/.test(
              code,
            ),
          ),
        ).toEqual([]);
    }
  });

  test('no two findings of a mail silence each other, and none is told twice', async () => {
    for (const given of SAMPLES) {
      const { findings } = await judged(given);
      const told = findings.map(({ code, values }) => JSON.stringify([code, values]));
      expect(new Set(told).size).toBe(told.length);
    }
  });
});

describe('silence', () => {
  const codes = (...drafts: Parameters<typeof suppress>[0]): string[] =>
    suppress(drafts).map(({ code }) => code);

  test('"no SPF record" leaves nothing else of SPF', () => {
    expect(
      codes(
        draft('spf-helo-none', {}, [], 'helo'),
        draft('spf-none'),
        draft('spf-record-voids'),
        draft('dkim-none'),
      ),
    ).toEqual(['spf-none', 'dkim-none']);
  });

  test('several records, a broken version, a wrong name do the same', () => {
    for (const code of [
      'spf-several',
      'spf-version-syntax',
      'spf-wrong-name',
      'spf-type99-only',
      'spf-sender-id-only',
    ] as const) {
      expect(
        codes(draft(code), draft('spf-permerror'), draft('spf-ptr'), draft('spf-no-all')),
      ).toEqual([code]);
    }
  });

  test('a cause silences its symptom', () => {
    expect(codes(draft('spf-permerror'), draft('spf-include-none'))).toEqual(['spf-include-none']);
    expect(codes(draft('spf-too-many-lookups'), draft('spf-loop'), draft('spf-permerror'))).toEqual(
      ['spf-loop'],
    );
    expect(codes(draft('dmarc-nothing-passed'), draft('dmarc-not-aligned'))).toEqual([
      'dmarc-not-aligned',
    ]);
    expect(codes(draft('dmarc-not-evaluated'), draft('message-from-missing'))).toEqual([
      'message-from-missing',
    ]);
  });

  test('what is said of one signature silences nothing of another', () => {
    expect(
      codes(
        draft('dkim-key-short', {}, [], 'a'),
        draft('dkim-key-weak', {}, [], 'a'),
        draft('dkim-key-weak', {}, [], 'b'),
      ),
    ).toEqual(['dkim-key-short', 'dkim-key-weak']);
  });

  test('the same is said once', () => {
    expect(
      codes(
        draft('dkim-none', { domain: 'a' }),
        draft('dkim-none', { domain: 'a' }),
        draft('dkim-none', { domain: 'b' }),
      ),
    ).toEqual(['dkim-none', 'dkim-none']);
  });
});

test('order is stable among equals', () => {
  const drafts = [
    draft('dmarc-none'),
    draft('spf-none', { domain: 'b' }),
    draft('dkim-none'),
    draft('spf-none', { domain: 'a' }),
    draft('spf-pass'),
  ];
  expect(
    order(drafts).map(({ code, values }) => `${code} ${values['domain'] ?? ''}`.trim()),
  ).toEqual(['spf-none b', 'dkim-none', 'spf-none a', 'dmarc-none', 'spf-pass']);
});
