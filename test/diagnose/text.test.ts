// What a reader gets of every case, in both languages: two screens at most, whole sentences, nothing left unfilled.
import { describe, expect, test } from 'vitest';
import { makeReport } from '../../src/report/make.ts';
import type { Language } from '../../src/message/requested-reply.ts';
import type { Report } from '../../src/report/report.ts';
import { textReport } from '../../src/report/text.ts';
import { columns } from '../../src/report/wrap.ts';
import { CASES } from './all-cases.ts';
import { judged, type Given } from './given.ts';
import { SITUATIONS } from './situations.ts';

async function reportOf(given: Given, language: Language): Promise<Report> {
  const { facts, diagnosis } = await judged(given);
  return makeReport({
    id: '0123456789abcdefghjkmnpqrs',
    receivedAt: facts.at,
    language,
    verification: facts,
    diagnosis,
    response: { decision: 'mail', reason: diagnosis.standing, sentAt: null },
    service: {
      version: '0.1.0',
      host: facts.host,
      link: 'https://mailassay.example/r/0123456789abcdefghjkmnpqrs',
    },
  });
}

const SAMPLES: [string, Given][] = [
  ['a good mail', {}],
  ...Object.entries(CASES).map(([code, { fires }]): [string, Given] => [code, fires]),
  ...Object.entries(SITUATIONS).map(([name, { given }]): [string, Given] => [name, given]),
];

describe.each(['en', 'id'] as const)('%s', (language) => {
  test.each(SAMPLES)('%s', async (_, given) => {
    const report = await reportOf(given, language);
    const lines = textReport(report).split('\n').slice(0, -1);
    expect(lines.length).toBeLessThanOrEqual(80);
    // A record to publish that is longer than two lines also stands in one piece.
    const whole = report.findings.flatMap(({ records = [] }) => records.map(({ value }) => value));
    for (const line of lines.filter((one) => !whole.includes(one.trim())))
      expect(columns(line)).toBeLessThanOrEqual(line.startsWith('https://') ? 400 : 72);
    for (const { code, severity, title, why, fix } of report.findings) {
      // No placeholder is left, and no hole where a value was missing.
      expect([code, `${title} ${why} ${fix}`.replaceAll('%{i}', '')]).toEqual([
        code,
        expect.not.stringMatching(
          /(?<!%)\{[a-z]+\}|undefined|""|\(\)|: \.$|(?:is|of|for) null\b| {2}/i,
        ),
      ]);
      expect([code, title]).toEqual([code, expect.stringMatching(/^\S.{8,300}\S$/s)]);
      expect([code, why]).toEqual([code, expect.stringMatching(/[.:]$/)]);
      expect([code, fix === '']).toEqual([code, severity === 'ok']);
    }
  });
});
