// What CONTRIBUTING.md asks of every file, as far as a program can tell: small, opened by a comment, no grab bags, and time, chance, environment
// and console each in their one home.
import { expect, test } from 'vitest';
import { sourceFiles } from './source-files.ts';

const MAX_LINES = 300;
/** Longer on purpose: one shape, one list of words, one table that would not get clearer in two files. */
const LONGER = [
  'cli/probe.ts',
  'diagnose/catalog.ts',
  'page/shared-checks.ts',
  'verify/dkim/forensics/address-variants.ts',
  'verify/verification.ts',
  'words/en/pages.ts',
  'words/en/spf.ts',
  'words/example-values.ts',
  'words/id/pages.ts',
  'words/id/spf.ts',
];

const files = sourceFiles();
const code = files.map(({ path, text }) => ({
  path,
  text: text.replace(/\/\*[^]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1'),
}));

test('hardly any file is over 300 lines', () => {
  expect(files.filter(({ lines }) => lines > MAX_LINES).map(({ path }) => path)).toEqual(LONGER);
});

test('the middle file is a small one', () => {
  const lines = files.map((file) => file.lines).sort((a, b) => a - b);
  expect(lines[Math.floor(lines.length / 2)]).toBeLessThanOrEqual(80);
});

test('the route is read first, in one file of 60 lines at most', () => {
  expect(files.find(({ path }) => path === 'route/route.ts')?.lines).toBeLessThanOrEqual(60);
});

test('every file opens with a comment', () => {
  expect(
    files.filter(({ text }) => !/^(?:#!.*\n)?\/\/ \S/.test(text)).map(({ path }) => path),
  ).toEqual([]);
});

test('no grab bags, no barrels', () => {
  // src/index.ts is the library's entry, and no barrel.
  expect(
    files
      .filter(
        ({ path }) =>
          path !== 'index.ts' &&
          /(?:^|\/)(?:utils?|common|helpers?|misc|types|index)(?:\.ts|\/)/.test(path),
      )
      .map(({ path }) => path),
  ).toEqual([]);
  expect(code.filter(({ text }) => /^export \* from/m.test(text)).map(({ path }) => path)).toEqual(
    [],
  );
});

test('time, chance, environment, console and the end of the process have one home each', () => {
  const found = code
    .filter(({ path }) => !/^(?:runtime|build)\//.test(path) && path !== 'main.ts')
    .filter(({ text }) =>
      /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.now\(|\bprocess\.(?:env|exit|exitCode|stdout|stderr|stdin)\b|\bconsole\./.test(
        text,
      ),
    )
    .map(({ path }) => path);
  expect(found).toEqual([]);
});

test('nothing unsafe is left to chance: no enum, no namespace, no suppressed error', () => {
  expect(
    code
      .filter(({ text }) =>
        /^\s*(?:export )?(?:const )?enum \w|^\s*(?:export )?namespace \w/m.test(text),
      )
      .map(({ path }) => path),
  ).toEqual([]);
  expect(
    files
      .filter(({ text }) =>
        /@ts-(?:ignore|nocheck|expect-error)|eslint-disable|oxlint-disable/.test(text),
      )
      .map(({ path }) => path),
  ).toEqual([]);
});
