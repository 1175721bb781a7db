// Every finding code has a mail on which it is found and a near miss on which it is not; the facts come from the real verification.
import { describe, expect, test } from 'vitest';
import { FINDING_CODES, isMailCode } from '../../src/diagnose/catalog.ts';
import { CASES } from './all-cases.ts';
import { judged } from './given.ts';

test('every code that a mail can have has its two cases', () => {
  expect(Object.keys(CASES).sort()).toEqual(FINDING_CODES.filter(isMailCode).sort());
});

describe.each(Object.entries(CASES))('%s', (code, { fires, silent, values }) => {
  test('is found', async () => {
    const { findings, codes } = await judged(fires);
    expect(codes).toContain(code);
    const finding = findings.find((one) => one.code === code);
    expect(finding?.values).toMatchObject(values ?? {});
  });

  test('is not found on the near miss', async () => {
    const { codes } = await judged(silent);
    expect(codes).not.toContain(code);
  });
});
