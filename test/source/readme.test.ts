// README.md says what is so: its samples are golden reports, its tables are the source's, its commands exist, its links lead to files.
// MAILASSAY_UPDATE_GOLDEN=1 writes its tables and samples anew.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runProgram } from '../../src/cli/program.ts';
import { SETTING_KEYS, variableName } from '../../src/config/load.ts';
import { Settings } from '../../src/config/settings.ts';
import { FINDING_CODES } from '../../src/diagnose/catalog.ts';
import { filled, places } from './readme-tables.ts';

const README = new URL('../../README.md', import.meta.url);
const FINDINGS = new URL('../../fixtures/FINDINGS.md', import.meta.url);
const readme = (): string => readFileSync(README, 'utf8');

test('samples and tables are those of the source', () => {
  for (const document of [README, FINDINGS]) {
    const text = readFileSync(document, 'utf8');
    if (process.env['MAILASSAY_UPDATE_GOLDEN'] === '1') writeFileSync(document, filled(text));
    expect(readFileSync(document, 'utf8')).toBe(filled(text));
  }
});

test('there is a sample of a failure first, then every setting', () => {
  expect(places(readme())).toEqual(['sample', 'settings']);
  expect(readme()).toMatch(/```text\nVERDICT: FAIL/);
  expect(SETTING_KEYS.filter((key) => !readme().includes(`\`${variableName(key)}\``))).toEqual([]);
  const findings = readFileSync(FINDINGS, 'utf8');
  expect(FINDING_CODES.filter((code) => !findings.includes(`\`${code}\``))).toEqual([]);
});

test('every default in its table is one that the setting takes, and means the default', () => {
  const rows = [...readme().matchAll(/^\| `MAILASSAY_([A-Z_]+)` \| `([^`]+)` \|/gm)].map(
    ([, name = '', shown = '']) => ({ name, shown }),
  );
  expect(rows.length).toBeGreaterThan(10);
  const misread = rows.filter(({ name, shown }) => {
    const key = SETTING_KEYS.find((each) => variableName(each) === `MAILASSAY_${name}`);
    // "one per core" is no value: it differs from machine to machine.
    if (key === undefined || key === 'workers') return false;
    const setting = Settings.shape[key];
    return (
      JSON.stringify(setting.safeParse(shown).data) !==
      JSON.stringify(setting.safeParse(undefined).data)
    );
  });
  expect(misread).toEqual([]);
});

/** The names under "Commands:" of `mailassay --help`. */
async function commands(): Promise<string[]> {
  let out = '';
  await runProgram(['--help'], {
    terminal: {
      out: (text) => void (out += text),
      err: () => {},
      paint: (_, text) => text,
      isInteractive: false,
      readInput: () => Promise.resolve(new Uint8Array()),
      inputEnds: () => Promise.resolve(),
    },
    environment: {},
    clock: { now: () => 0 },
    ids: { next: () => '' },
    shutdownRequested: Promise.resolve(),
  });
  return [...out.slice(out.indexOf('Commands:')).matchAll(/^ {2}([a-z]+)/gm)]
    .map(([, name = '']) => name)
    .filter((name) => name !== 'help');
}

test('its table of commands is what the program has', async () => {
  const table = readme().slice(readme().indexOf('## Commands'), readme().indexOf('## Settings'));
  const told = [...table.matchAll(/^\| `([a-z]+)/gm)].map(([, name = '']) => name);
  expect([...new Set(told)].sort()).toEqual((await commands()).sort());
});

test('every npm script that it names is there', () => {
  const { scripts } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  ) as { scripts: Record<string, string> };
  const named = [...readme().matchAll(/npm (?:run ([a-z]+)|(start|test))\b/g)].map(
    ([, run, short]) => run ?? short ?? '',
  );
  expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
});

test('every file that it links to is there', () => {
  const links = [...readme().matchAll(/\]\(([^)#:]+)\)/g)].map(([, path = '']) => path);
  expect(links.length).toBeGreaterThan(0);
  expect(links.filter((path) => !existsSync(new URL(`../../${path}`, import.meta.url)))).toEqual(
    [],
  );
});
