// Folders are the architecture (HABITS.md): imports go one way. Verbs are the route (receive → verify → diagnose → report → respond),
// nouns are what it stands on; the edges (SMTP, DNS, store, HTTP, delivery) do not import each other. Whoever adds a folder says here
// what it may lean on.
import { expect, test } from 'vitest';
import { importsOf, sourceFiles } from './source-files.ts';

/** What each folder may import and run. */
const MAY_USE: Record<string, readonly string[]> = {
  runtime: [],
  config: [],
  message: [],
  dns: ['runtime'],
  fetch: ['dns', 'message', 'runtime'],
  verify: ['message', 'dns', 'fetch'],
  diagnose: ['message', 'dns', 'verify'],
  // A key or a domain judged as a whole, for the commands and the page.
  survey: ['message', 'dns', 'verify', 'diagnose'],
  report: ['verify', 'diagnose'],
  judge: ['dns', 'verify', 'diagnose', 'runtime'],
  store: ['runtime'],
  live: ['runtime'],
  // store: its trouble, which is a 451 to the client.
  receive: ['message', 'runtime', 'store'],
  respond: ['config', 'message', 'dns', 'verify', 'report', 'store', 'runtime'],
  // Another mailassay over HTTP, for probe and mcp.
  remote: ['report', 'runtime'],
  page: ['report', 'diagnose', 'verify'],
  http: ['message', 'verify', 'diagnose', 'report', 'store', 'page', 'live', 'survey', 'runtime'],
  service: ['config', 'dns', 'verify', 'diagnose', 'report', 'judge', 'receive', 'respond', 'store', 'http', 'live', 'fetch', 'runtime', 'route'],
  // A deployment looked at from outside, for its command.
  doctor: ['dns', 'verify', 'respond'],
  route: ['report', 'respond', 'service', 'runtime'],
  mcp: ['message', 'dns', 'diagnose', 'report', 'judge', 'survey', 'remote', 'runtime'],
  cli: ['config', 'message', 'dns', 'verify', 'diagnose', 'report', 'judge', 'respond', 'service', 'survey', 'doctor', 'remote', 'mcp', 'runtime'],
  main: ['cli', 'runtime'],
  // The library: the route without the mail server around it.
  index: ['message', 'dns', 'verify', 'diagnose', 'report', 'runtime'],
  // Plain JavaScript that runs before anything is installed or built.
  bootstrap: [],
  package: [],
};

/** Shapes it may speak of beside that: these imports are erased. */
const MAY_NAME: Record<string, readonly string[]> = {
  message: ['verify'],
  dns: ['verify'],
  verify: ['runtime'],
  report: ['store', 'survey', 'runtime'],
  survey: ['runtime'],
  store: ['verify', 'report'],
  live: ['store', 'verify', 'report'],
  receive: ['config', 'verify'],
  respond: ['diagnose'],
  doctor: ['config', 'runtime'],
  // dns: the port that a check asks, handed on.
  http: ['config', 'judge', 'dns'],
  route: ['judge', 'receive', 'store', 'verify', 'diagnose'],
  page: ['store', 'verify', 'live'],
};

const files = sourceFiles();
const imports = files.flatMap(importsOf);

test('imports go where they may', () => {
  const wrong = imports
    .filter(({ from, folder, isType }) => {
      const used = MAY_USE[from.folder] ?? [];
      return !used.includes(folder) && !(isType && (MAY_NAME[from.folder] ?? []).includes(folder));
    })
    .map(({ from, folder }) => `${from.path} → ${folder}`);
  expect([...new Set(wrong)]).toEqual([]);
});

test('every folder is in the list', () => {
  expect([...new Set(files.map(({ folder }) => folder))].filter((folder) => MAY_USE[folder] === undefined)).toEqual([]);
});

test('what runs has no circle, save that the service gives the route its parts', () => {
  const circles: string[] = [];
  const visit = (folder: string, path: readonly string[]): void => {
    if (path.includes(folder)) circles.push([...path.slice(path.indexOf(folder)), folder].join(' → '));
    else for (const next of MAY_USE[folder] ?? []) visit(next, [...path, folder]);
  };
  for (const folder of Object.keys(MAY_USE)) visit(folder, []);
  expect([...new Set(circles)].filter((circle) => !(circle.includes('service') && circle.includes('route')))).toEqual([]);
});
