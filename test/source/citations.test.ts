// Documents that code cites are in the repository: the file, the section and the row.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const ROOT = new URL('../../', import.meta.url);

function tree(folder: string): string[] {
  return readdirSync(new URL(folder, ROOT), { recursive: true, encoding: 'utf8' }).map(
    (path) => `${folder}${path}`,
  );
}

const files = [...tree('src/'), ...tree('test/'), ...tree('fixtures/')];
/** By name: where each document is. */
const documents = new Map(
  [...readdirSync(ROOT, { encoding: 'utf8' }), ...files]
    .filter((path) => path.endsWith('.md'))
    .map((path) => [path.slice(path.lastIndexOf('/') + 1), path]),
);
const CITATION =
  /\b([A-Z]{4,}\.md)(?:[ ,]*(?:§|section )(\d+)|[ ,]+rows? (\d+(?:(?:, | and )\d+)*))?/g;

interface Citation {
  from: string;
  document: string;
  section: string | undefined;
  rows: string[];
}

const citations = files
  .filter((path) => /\.(?:ts|mjs)$/.test(path))
  .flatMap((from): Citation[] =>
    [...readFileSync(new URL(from, ROOT), 'utf8').matchAll(CITATION)].map(
      ([, document = '', section, rows]) => ({
        from,
        document,
        section,
        rows: rows?.match(/\d+/g) ?? [],
      }),
    ),
  );

const textOf = (name: string): string => {
  const path = documents.get(name);
  return path === undefined ? '' : readFileSync(new URL(path, ROOT), 'utf8');
};

test('code cites documents', () => {
  expect(citations.length).toBeGreaterThan(100);
});

test('every document that is cited is there', () => {
  const missing = citations.filter(({ document }) => !documents.has(document));
  expect(missing.map(({ from, document }) => `${from}: ${document}`)).toEqual([]);
});

test('every section and every row is there', () => {
  const wrong = citations.flatMap(({ from, document, section, rows }) => {
    const text = textOf(document);
    const found = section === undefined || new RegExp(`^## ${section}\\.`, 'm').test(text);
    const absent = rows.filter((row) => !new RegExp(`^\\| ${row} +\\|`, 'm').test(text));
    return [
      ...(found ? [] : [`${from}: ${document} §${section}`]),
      ...absent.map((row) => `${from}: ${document} row ${row}`),
    ];
  });
  expect(wrong).toEqual([]);
});
