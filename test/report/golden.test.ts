// Real messages of fixtures/cases in the layouts people get, kept as files to be read: fixtures/layouts/CASE/FORM. They change only on
// purpose: `npm run golden` writes them anew, and the difference is then read before it is committed.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { readCase } from '../cases/case.ts';
import { reportOf } from '../cases/judge-case.ts';
import { STORES } from '../store/stores.ts';
import { RENDERINGS } from './renderings.ts';

const FOLDER = new URL('../../fixtures/layouts/', import.meta.url);
const update = process.env['MAILASSAY_UPDATE_GOLDEN'] === '1';
const ALL = Object.keys(RENDERINGS);

/** Each case shows the layouts that say something about it beside its own report.txt. */
const FORMS: Readonly<Record<string, readonly string[]>> = {
  '02-old-weak-key': ['elandsys.txt', 'port25.txt', 'sendmail.txt', 'trace.txt'],
  '07-dynamic-address': ['assert.txt', 'elandsys.txt', 'port25.txt', 'sendmail.txt', 'short.txt'],
  '10-all-right': ALL,
  '162-spf-null-path-helo-none': ['headers.txt', 'trace.txt'],
  '261-dkim-eleven-signatures': ['headers.txt', 'port25.txt', 'short.txt', 'smtp.txt'],
  '700-forwarded': ['headers.txt', 'smtp.txt', 'trace.txt'],
  '701-list-that-changes': ALL,
  '703-forged-bank': ['headers.txt', 'smtp.txt'],
  '705-dns-away': ['assert.txt', 'junit.xml', 'short.txt', 'smtp.txt'],
  '714-footer-at-the-smarthost': [
    'brief.txt',
    'elandsys.txt',
    'junit.xml',
    'port25.txt',
    'sarif.json',
    'sendmail.txt',
    'smtp.txt',
  ],
};

const place = await STORES[0]?.place();
const store = await place?.open({ now: () => 0 });
afterAll(async () => {
  await store?.[Symbol.asyncDispose]();
  await place?.remove();
});

describe.each(Object.entries(FORMS))('%s', (name, forms) => {
  const folder = new URL(`${name}/`, FOLDER);
  let report: Report;
  beforeAll(async () => {
    if (store === undefined) throw new Error('there is no store');
    report = await reportOf(readCase(name), store);
  });

  test.each([...forms])('%s', (form) => {
    const text = RENDERINGS[form]?.(report) ?? '';
    if (update) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(new URL(form, folder), text);
    }
    expect(text).toBe(readFileSync(new URL(form, folder), 'utf8'));
  });
});

test('no golden file is left over', () => {
  expect(readdirSync(FOLDER).sort()).toEqual(Object.keys(FORMS).sort());
  for (const [name, forms] of Object.entries(FORMS))
    expect(readdirSync(new URL(`${name}/`, FOLDER)).sort()).toEqual([...forms].sort());
});
