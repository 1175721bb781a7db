// A shared report in every form names nobody and quotes nothing: messages with a canary in every place, read as they are, unfolded,
// without line ends and decoded.
import { describe, expect, test } from 'vitest';
import { FORMS } from '../../src/http/report-forms.ts';
import { redact } from '../../src/page/redact.ts';
import { reportPage, reportTitle } from '../../src/page/report-page.ts';
import { pageWords } from '../../src/words/page-words.ts';
import { inLanguage } from '../../src/report/in-language.ts';
import { makeReport } from '../../src/report/make.ts';
import { en } from '../../src/words/en/findings.ts';
import { id } from '../../src/words/id/findings.ts';
import type { Report } from '../../src/report/report.ts';
import { HOST, judged, type Given } from '../diagnose/given.ts';
import { CANARIES } from './canaries.ts';

const SHARE = {
  id: '00000000000000000000000009',
  link: 'https://mailassay.example/s/00000000000000000000000009',
};
const FORM = {
  path: `/s/${SHARE.id}`,
  kept: { reports: 1, messages: 1 },
  isShared: true,
  owner: null,
  hasSource: false,
};

async function reportOf(given: Given): Promise<Report> {
  const { facts, diagnosis } = await judged(given);
  return makeReport({
    id: 'CANARY-id',
    receivedAt: facts.at,
    language: 'en',
    verification: facts,
    diagnosis,
    response: { decision: 'mail', reason: 'proven', sentAt: null },
    service: { version: '0', host: HOST, link: 'https://mailassay.example/r/CANARY-id' },
  });
}

/** By form: page in both languages, the report's own text formats. */
async function formsOf(shared: Report): Promise<Record<string, string>> {
  const forms: Record<string, string> = {};
  for (const language of ['en', 'id'] as const) {
    const spoken = inLanguage(shared, language);
    forms[`page ${language}`] =
      `${reportTitle(spoken, pageWords(language))} ${String(await reportPage(spoken, FORM, pageWords(language)))}`;
  }
  for (const [ending, render] of Object.entries(FORMS)) forms[ending] = await render(shared).text();
  return forms;
}

/** Addresses that our own words have as examples: user@example.org. */
const OURS = [...new Set(JSON.stringify([en, id]).match(/[\w.-]+@[\w.-]+/g))];

const decoded = (text: string): string =>
  text.replace(/%([0-9a-f]{2})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
/** As it stands, without what folds it, percent-decoded, without markup between. */
const readings = (text: string): string[] => [
  text,
  text.replace(/\s+/g, ''),
  text.replace(/(?:\\r\\n|\\n|\s)+/g, ''),
  decoded(text),
  text.replace(/<[^>]*>/g, '').replace(/\s+/g, ''),
  Buffer.from(
    text.replace(/\\u\{?([0-9a-f]{2,6})\}?/gi, (_, code: string) =>
      String.fromCodePoint(Number.parseInt(code, 16)),
    ),
  ).toString(),
];

describe.each(Object.entries(CANARIES))('%s', (_, given) => {
  test('is in no form of the share', async () => {
    const report = await reportOf(given);
    const forms = await formsOf(redact(report, SHARE));
    for (const [form, text] of Object.entries(forms)) {
      for (const reading of readings(text)) {
        const at = reading.toLowerCase().indexOf('canary');
        expect(
          at < 0 ? null : `${form}: …${reading.slice(Math.max(at - 120, 0), at + 60)}`,
        ).toBeNull();
      }
      expect([
        form,
        /[\p{L}\p{N}]@[\p{L}\p{N}].{0,20}/u.exec(
          OURS.reduce(
            (rest, example) => rest.replaceAll(example, ''),
            text.replaceAll('<wbr />', ''),
          ),
        )?.[0] ?? null,
      ]).toEqual([form, null]);
    }
  });
});

test('what was judged is still shown', async () => {
  const forms = await formsOf(
    redact(await reportOf({ envelope: { mailFrom: 'canary@example.org' } }), SHARE),
  );
  for (const [form, text] of Object.entries(forms))
    if (form !== '.sarif') expect(text).toContain('example.org');
  expect(forms['.json']).toContain('v=spf1 ip4:192.0.2.25 -all');
  expect(forms['page en']?.replaceAll('<wbr />', '')).toContain('sel._domainkey.example.org');
  expect(forms['.txt']).toMatch(/SPF {4}pass {2}example\.org/);
  expect(forms['.sarif']).toContain('"spf": "pass"');
});

test('a field that the report gets one day is hidden until it is allowed', async () => {
  const report = await reportOf({});
  const later = <T extends object>(one: T): T => ({ ...one, later: 'canary' });
  const grown: Report = {
    ...later(report),
    envelope: later(report.envelope),
    message: later(report.message),
    spf: { mailFrom: later(report.spf.mailFrom), helo: later(report.spf.helo) },
    dkim: report.dkim.map(later),
    dmarc: later(report.dmarc),
    arc: later(report.arc),
    iprev: later(report.iprev),
    bimi: later(report.bimi),
    transport: later(report.transport),
    dns: report.dns.map(later),
    findings: report.findings.map((finding) => ({
      ...later(finding),
      values: { ...finding.values, later: 'canary' },
    })),
    response: later(report.response),
  };
  expect(JSON.stringify(redact(grown, SHARE))).not.toContain('canary');
});
