// A report read in the other language: the words change, the facts do not, and back again it is what it was.
import { describe, expect, test } from 'vitest';
import { inLanguage } from '../../src/report/in-language.ts';
import { makeReport } from '../../src/report/make.ts';
import type { Language } from '../../src/message/requested-reply.ts';
import type { Report } from '../../src/report/report.ts';
import { diagnose } from '../../src/diagnose/diagnose.ts';
import { SCENARIOS } from './scenarios.ts';

function report(name: string, language: Language): Report {
  const scenario = SCENARIOS[name];
  if (scenario === undefined) throw new Error(name);
  const { verification } = scenario;
  return makeReport({
    id: 'x',
    receivedAt: verification.at,
    language,
    verification,
    diagnosis: diagnose(verification),
    response: { decision: 'none', reason: 'x', sentAt: null },
    service: { version: '1', host: 'mx.example', link: null },
  });
}

describe.each(Object.keys(SCENARIOS))('%s', (name) => {
  test('is the report that would have been made in that language', () => {
    const en = report(name, 'en');
    const id = report(name, 'id');
    expect(inLanguage(en, 'id')).toEqual(id);
    expect(inLanguage(id, 'en')).toEqual(en);
    expect(inLanguage(en, 'en')).toBe(en);
  });
});

test('a finding that an older version kept without its values keeps its words', () => {
  const old = report(Object.keys(SCENARIOS)[0] ?? '', 'en');
  const findings = [
    {
      code: 'spf-none',
      severity: 'error' as const,
      method: 'spf',
      citation: 'x',
      title: 'No record.',
      why: '',
      evidence: [],
      fix: 'x',
    },
  ];
  expect(inLanguage({ ...old, findings }, 'id').findings).toEqual(findings);
});
