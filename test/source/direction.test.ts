// Folders are the architecture: imports go one way, types included, and there are no circles. Verbs are the route
// (receive → verify → diagnose → report → respond), nouns are what it uses. A new folder is added here.
import { expect, test } from 'vitest';
import { importsOf, sourceFiles } from './source-files.ts';

/** What each folder may import, values and types. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  runtime: [],
  config: [],
  message: [],
  dns: ['runtime'],
  verify: ['message', 'dns', 'runtime'],
  diagnose: ['message', 'dns', 'verify'],
  words: ['message', 'diagnose'],
  judge: ['message', 'dns', 'verify', 'diagnose', 'runtime'],
  report: ['message', 'dns', 'verify', 'diagnose', 'judge', 'words'],
  store: ['message', 'report', 'runtime'],
  page: ['message', 'dns', 'verify', 'diagnose', 'report', 'words'],
  receive: ['config', 'message', 'runtime'],
  respond: [
    'config',
    'message',
    'dns',
    'verify',
    'diagnose',
    'report',
    'words',
    'store',
    'runtime',
  ],
  http: [
    'config',
    'message',
    'dns',
    'verify',
    'diagnose',
    'words',
    'judge',
    'report',
    'store',
    'page',
    'runtime',
  ],
  route: [
    'config',
    'message',
    'dns',
    'verify',
    'diagnose',
    'judge',
    'report',
    'respond',
    'store',
    'runtime',
  ],
  service: [
    'config',
    'dns',
    'verify',
    'judge',
    'receive',
    'report',
    'respond',
    'store',
    'http',
    'route',
    'runtime',
  ],
  cli: [
    'config',
    'message',
    'dns',
    'verify',
    'diagnose',
    'judge',
    'receive',
    'report',
    'respond',
    'store',
    'http',
    'service',
    'store',
    'runtime',
  ],
  main: ['cli', 'runtime'],
  // The library: the route without the mail server around it.
  index: ['message', 'dns', 'verify', 'diagnose', 'report', 'runtime'],
  // Plain JavaScript that runs before anything is installed or built.
  build: [],
};

const files = sourceFiles();
const imports = files.flatMap(importsOf);

test('imports go where they may', () => {
  const wrong = imports
    .filter(({ from, folder }) => !(MAY_IMPORT[from.folder] ?? []).includes(folder))
    .map(({ from, folder }) => `${from.path} → ${folder}`);
  expect([...new Set(wrong)]).toEqual([]);
});

test('the table says nothing that is not used', () => {
  const used = new Set(imports.map(({ from, folder }) => `${from.folder} → ${folder}`));
  const told = Object.entries(MAY_IMPORT).flatMap(([from, folders]) =>
    folders.map((folder) => `${from} → ${folder}`),
  );
  expect(told.filter((arrow) => !used.has(arrow))).toEqual([]);
});

test('every folder is in the table', () => {
  expect(
    [...new Set(files.map(({ folder }) => folder))].filter(
      (folder) => MAY_IMPORT[folder] === undefined,
    ),
  ).toEqual([]);
});

test('there is no circle', () => {
  const circles: string[] = [];
  const visit = (folder: string, path: readonly string[]): void => {
    if (path.includes(folder))
      circles.push([...path.slice(path.indexOf(folder)), folder].join(' → '));
    else for (const next of MAY_IMPORT[folder] ?? []) visit(next, [...path, folder]);
  };
  for (const folder of Object.keys(MAY_IMPORT)) visit(folder, []);
  expect([...new Set(circles)]).toEqual([]);
});
