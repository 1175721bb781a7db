// The reports that are shown as examples are those of their cases; MAILASSAY_UPDATE_GOLDEN=1 writes them anew.
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { EXAMPLES, exampleReport, type Example } from '../../src/page/examples.ts';
import { STORES } from '../store/stores.ts';
import { readCase } from './case.ts';
import { reportOf } from './judge-case.ts';

const place = await STORES[0]?.place();
const store = await place?.open({ now: () => 0 });
afterAll(async () => {
  await store?.[Symbol.asyncDispose]();
  await place?.remove();
});

test.each(Object.keys(EXAMPLES) as Example[])('%s', async (example) => {
  if (store === undefined) throw new Error('there is no store');
  const report = await reportOf(readCase(EXAMPLES[example]), store);
  const file = new URL(`../../src/page/assets/example-${example}.json`, import.meta.url);
  if (process.env['MAILASSAY_UPDATE_GOLDEN'] === '1')
    writeFileSync(file, `${JSON.stringify({ ...report, timings: {} })}\n`);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(
    JSON.parse(JSON.stringify({ ...report, timings: {} })),
  );
  expect(exampleReport(example, 'en').findings.map(({ title }) => title)).toEqual(
    report.findings.map(({ title }) => title),
  );
  expect(exampleReport(example, 'id').language).toBe('id');
});
