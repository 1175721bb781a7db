// Records to publish on the page: whole, as they are, with what a form for DNS records asks for.
import { expect, test } from 'vitest';
import { fixBlock } from '../../src/page/report/fix-block.ts';
import { shown } from '../../src/page/html.ts';
import { recordCheckForm } from '../../src/page/record-check/form.ts';
import { pageWords } from '../../src/words/page-words.ts';
import type { FindingReport } from '../../src/report/report.ts';
import { finding, KEY } from '../report/sample.ts';

const NAME = 's1._domainkey.example.org';

async function drawn(more: Partial<FindingReport>, language: 'en' | 'id' = 'en'): Promise<string> {
  return String(await fixBlock(finding('spf-fail', 'error', 'Title.', more), pageWords(language)));
}

const copied = (page: string): string[] =>
  [...page.matchAll(/data-copy="([^"]*)"/g)].map(([, value = '']) => value);
const cells = (page: string): string[] =>
  [...page.matchAll(/<code[^>]*>([^<]*)<\/code>/g)].map(([, value = '']) => value);

test('name, type and value, with a button each', async () => {
  const page = await drawn({
    fix: `Publish at ${NAME}: "${KEY}"`,
    records: [{ action: 'add', name: NAME, type: 'TXT', value: KEY }],
  });
  expect(cells(page)).toEqual([NAME, 'TXT', KEY]);
  expect(copied(page)).toEqual([NAME, 'TXT', KEY]);
  expect(page.replace(/<[^>]*>/g, '')).toContain(`Publish at ${NAME}:`);
  expect(page).not.toContain('<wbr>');
});

test('a record is not made harmless: it is what is published', async () => {
  const value = 'v=spf1 a:www.example.org exp=https://www.example.org/x ~all';
  const page = await drawn({
    fix: `Publish for example.org: "${value}"`,
    records: [
      {
        action: 'replace',
        name: 'example.org',
        type: 'TXT',
        value,
        replaces: 'v=spf1 a:www.example.org -all',
      },
    ],
  });
  expect(copied(page)).toEqual(['example.org', 'TXT', value]);
  expect(cells(page)).toEqual(['example.org', 'TXT', value, 'v=spf1 a:www.example.org -all']);
});

test('what cannot be seen is shown, and markup is text', async () => {
  const value = 'v=spf1 \u202e<b>&amp; ~all';
  const page = await drawn({
    fix: `Publish: "${value}"`,
    records: [{ action: 'add', name: 'example.org', type: 'TXT', value }],
  });
  expect(cells(page)[2]).toBe('v=spf1 \\u{202e}&lt;b&gt;&amp;amp; ~all');
});

test('no button copies part of a record', async () => {
  expect(
    copied(
      await drawn({
        fix: 'Join them into one record, with one "v=spf1" and one "all", and delete the others.',
      }),
    ),
  ).toEqual([]);
  expect(
    copied(await drawn({ fix: 'Publish it at example.org: "v=STSv1; id=" and then a number.' })),
  ).toEqual([]);
});

test('what is to be deleted is told, in both languages', async () => {
  const records: FindingReport['records'] = [
    { action: 'remove', name: 'example.org', type: 'TXT', value: 'v=spf1 -all' },
  ];
  expect(await drawn({ fix: 'Delete it.', records })).toContain('Delete this record:');
  expect(await drawn({ fix: 'Hapus.', records }, 'id')).toContain('Hapus record ini:');
  expect(copied(await drawn({ fix: 'Delete it.', records }))).toEqual([]);
});

test('a report of an older version has its record as one value', async () => {
  expect(
    copied(await drawn({ fix: `Publish at ${NAME}: "${KEY}"`, values: { record: KEY } })),
  ).toEqual([KEY]);
});

test('URLs stay as they are, the visitor’s own input too', async () => {
  expect(shown('v=BIMI1; l=https://www.good.example/logo.svg')).toBe(
    'v=BIMI1; l=https://www.good.example/logo.svg',
  );
  expect(
    String(
      await recordCheckForm(
        { domain: 'https://www.good.example/path', selector: '', problem: null },
        pageWords('en'),
      ),
    ),
  ).toContain('value="https://www.good.example/path"');
});
