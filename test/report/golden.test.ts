// Reports as people get them, kept as files to be read: golden/SCENARIO/FORM. They change only on purpose:
// MAILASSAY_UPDATE_GOLDEN=1 writes them anew, and the difference is then read before it is committed.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { RENDERINGS } from './renderings.ts';
import { reportOf } from './sample.ts';
import { SCENARIOS } from './scenarios.ts';

const FOLDER = new URL('./golden/', import.meta.url);
const update = process.env['MAILASSAY_UPDATE_GOLDEN'] === '1';

/** Each scenario shows the forms that say something about it; the text report is always among them. */
const FORMS: Record<string, string[]> = {
  good: Object.keys(RENDERINGS),
  'body-appended': [
    'text.txt',
    'port25.txt',
    'sendmail.txt',
    'elandsys.txt',
    'smtp.txt',
    'junit.xml',
    'sarif.json',
  ],
  'nothing-set-up': [
    'text.txt',
    'short.txt',
    'sendmail.txt',
    'elandsys.txt',
    'port25.txt',
    'assert.txt',
  ],
  forged: ['text.txt', 'smtp.txt', 'headers.txt'],
  'dns-silent': ['text.txt', 'short.txt', 'assert.txt', 'junit.xml'],
  'old-setup': [
    'text.txt',
    'trace.txt',
    'port25.txt',
    'sendmail.txt',
    'elandsys.txt',
    'assert.txt',
  ],
  crowded: ['text.txt', 'short.txt', 'smtp.txt'],
  bounce: ['text.txt', 'headers.txt'],
  forwarded: ['text.txt', 'trace.txt', 'headers.txt', 'smtp.txt'],
};

describe.each(Object.entries(SCENARIOS))('%s', (name, scenario) => {
  const report = reportOf(scenario);
  const folder = new URL(`${name}/`, FOLDER);

  test.each(FORMS[name] ?? [])('%s', (form) => {
    const text = RENDERINGS[form]?.(report) ?? '';
    if (update) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(new URL(form, folder), text);
    }
    expect(text).toBe(readFileSync(new URL(form, folder), 'utf8'));
  });
});

test('every scenario is shown, and no golden file is left over', () => {
  expect(Object.keys(FORMS)).toEqual(Object.keys(SCENARIOS));
  expect(readdirSync(FOLDER).sort()).toEqual(Object.keys(SCENARIOS).sort());
  for (const [name, forms] of Object.entries(FORMS))
    expect(readdirSync(new URL(`${name}/`, FOLDER)).sort()).toEqual([...forms].sort());
});
