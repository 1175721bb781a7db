// The catalogs of both languages: whole, without leftovers, with the same values, and every alternative can be taken.
import { describe, expect, test } from 'vitest';
import { CATALOG, FINDING_CODES } from '../../src/diagnose/catalog.ts';
import { en } from '../../src/words/en/findings.ts';
import { exampleValues } from '../../src/words/example-values.ts';
import { explain } from '../../src/report/explain-text.ts';
import type { Text, WordCatalog } from '../../src/words/finding-words.ts';
import { id } from '../../src/words/id/findings.ts';
import { alternatives, placeholders, words } from '../../src/words/words.ts';
import { columns } from '../../src/report/wrap.ts';

const LANGUAGES: [string, WordCatalog][] = [
  ['en', en],
  ['id', id],
];
const PARTS = ['title', 'why', 'fix'] as const;
const valuesOf = (text: Text): string[][] =>
  alternatives(text).map((one) => [...new Set(placeholders(one))].sort());
/** What each alternative needs, without those of repeated names. */
const allOf = (text: Text): string[] => [...new Set(valuesOf(text).flat())].sort();

describe.each(LANGUAGES)('%s', (_, catalog) => {
  test('has every code and no other', () => {
    expect(Object.keys(catalog).sort()).toEqual([...FINDING_CODES].sort());
  });

  test.each(FINDING_CODES)('%s: sentences', (code) => {
    const { title, why, fix } = catalog[code];
    for (const text of [...alternatives(title), ...alternatives(why)])
      expect(text).toMatch(/^\S(?:.*\S)?$/s);
    for (const text of alternatives(why)) expect(text).toMatch(/\.$/);
    // An order in one sentence; nothing to do for what is right.
    for (const text of alternatives(fix)) {
      if (CATALOG[code].severity === 'ok') expect(text).toBe('');
      else expect(text).toMatch(/^\S.*[."]$/s);
    }
    // A record stands in quotes, for copying.
    for (const text of alternatives(fix))
      expect(text.replaceAll('"{record}"', '')).not.toContain('{record}');
  });

  test.each(FINDING_CODES)('%s: every alternative can be taken', (code) => {
    for (const part of PARTS) {
      const needs = valuesOf(catalog[code][part]);
      for (const [at, later] of needs.entries()) {
        for (const earlier of needs.slice(0, at))
          expect(
            earlier.every((name) => later.includes(name)),
            `${code} ${part} ${at + 1}: ${later.join(' ')}`,
          ).toBe(false);
      }
    }
  });
});

test.each(FINDING_CODES)('%s: both languages say the same with the same values', (code) => {
  for (const part of PARTS) expect(valuesOf(id[code][part])).toEqual(valuesOf(en[code][part]));
});

test.each(FINDING_CODES)('%s: there is an example for every value', (code) => {
  const known = exampleValues(code);
  const asked = PARTS.flatMap((part) => allOf(en[code][part]));
  expect(asked.filter((name) => (known[name] ?? '') === '')).toEqual([]);
});

describe.each(['en', 'id'] as const)('explain in %s', (language) => {
  test.each(FINDING_CODES)('%s', (code) => {
    const text = explain(code, language);
    const lines = text.split('\n');
    expect(lines[0]).toBe(code);
    for (const line of lines) expect(columns(line)).toBeLessThanOrEqual(72);
    const flat = text.replace(/\s+/g, ' ');
    expect(flat).toContain(CATALOG[code].citation);
    expect(flat.replaceAll('%{i}', '')).not.toMatch(/\{[a-z]+\}|undefined/i);
    // Heading, title, why, fix where there is one, severity, citation, method, commands.
    expect(
      lines.filter((line) => /^[A-Z][A-Z ,]+(?:: \w+)?/.test(line)).length,
    ).toBeGreaterThanOrEqual(CATALOG[code].severity === 'ok' ? 6 : 7);
  });
});

test('values are never read as a template', () => {
  const { title } = words(
    { code: 'message-date-malformed', values: { date: '{fix} $& {date}' } },
    'en',
  );
  expect(title).toBe('The Date field cannot be read: {fix} $& {date}');
});

test('a record to publish is whole, however long it is', () => {
  const record = `v=spf1 ${'ip4:192.0.2.1 '.repeat(20)}-all`;
  const { fix } = words(
    { code: 'spf-none', values: { domain: 'example.org', ip: '192.0.2.1', record } },
    'en',
  );
  expect(fix.match(/"[^"]*"/g)).toEqual([`"${record}"`]);
});
