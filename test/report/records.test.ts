// Records to publish, as the text report prints them: who copies what is there publishes exactly the record. BIND reads every block.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bareValue, needsOneLine, zoneRecord } from '../../src/report/record-lines.ts';
import type { FindingReport, RecordReport } from '../../src/report/report.ts';
import { textReport } from '../../src/report/text.ts';
import { columns } from '../../src/report/wrap.ts';
import { byBind, noBind } from './by-bind.ts';
import { finding, KEY, reportOf, verification } from './sample.ts';

const NAME = 's2026._domainkey.example.org';
const SHORT = 'v=spf1 mx ip4:192.0.2.25 a:www.example.org ~all';
const KEY_CHANGE: RecordReport = {
  action: 'replace',
  name: NAME,
  type: 'TXT',
  value: KEY,
  replaces: KEY.replace('; p=', '\\; p='),
};

function textOf(findings: FindingReport[], language: 'en' | 'id' = 'en'): string[] {
  return textReport(
    reportOf({
      verification: verification(),
      verdict: 'fail',
      standing: 'proven',
      findings,
      language,
    }),
  ).split('\n');
}

function spfFinding(value: string, more: Partial<FindingReport> = {}): FindingReport {
  return finding('spf-fail', 'error', 'It is not listed.', {
    fix: `Publish for example.org, in place of the old record: "${value}"`,
    records: [
      { action: 'replace', name: 'example.org', type: 'TXT', value, replaces: 'v=spf1 mx -all' },
    ],
    ...more,
  });
}

test('a record that fits stands whole on a line of its own, untouched', () => {
  const lines = textOf([spfFinding(SHORT)]);
  const at = lines.indexOf('   Fix: Publish for example.org, in place of the old record:');
  expect(lines.slice(at + 1, at + 3)).toEqual([
    `example.org. IN TXT "${SHORT}"`,
    '   Replaces: "v=spf1 mx -all"',
  ]);
  expect(lines.join('\n').split(SHORT).length).toBe(2);
});

test('a longer one is a block of whole strings, and one line besides', () => {
  const lines = textOf([
    finding('dkim-key-syntax', 'error', 'The key is broken.', {
      fix: `Publish at ${NAME}: "${KEY}"`,
      records: [KEY_CHANGE],
    }),
  ]);
  const from = lines.indexOf(`${NAME}. IN TXT (`);
  const to = lines.indexOf(')');
  expect(lines[from - 1]).toBe(`   Fix: Publish at ${NAME}:`);
  const strings = lines.slice(from + 1, to);
  expect(strings[0]).toBe(`  "${KEY.slice(0, 68)}"`);
  for (const line of strings) expect(line).toMatch(/^ {2}"[^"]{1,68}"$/);
  expect(strings.map((line) => line.trim().slice(1, -1)).join('')).toBe(KEY);
  expect(lines[to + 1]).toBe('   As one line:');
  expect(lines[to + 2]).toBe(KEY);
});

test('a second finding with the same record refers to the first', () => {
  const later = finding('spf-softfail', 'warning', 'It is softfail.', {
    fix: `If it is yours, publish for example.org: "${SHORT}"`,
    records: [{ action: 'add', name: 'example.org', type: 'TXT', value: SHORT }],
  });
  const lines = textOf([spfFinding(SHORT), later]);
  expect(lines).toContain('   Fix: If it is yours, publish for example.org: the record under 1.');
  expect(lines.filter((line) => line.includes(SHORT)).length).toBe(1);
  expect(textOf([spfFinding(SHORT), later], 'id').join('\n')).toContain('record di nomor 1.');
});

test('what goes is named', () => {
  const fix = 'Delete all but the current key.';
  const old = ['v=spf1 a -all', KEY];
  const lines = textOf([
    finding('spf-several', 'error', 'Two records.', {
      fix,
      records: old.map((value) => ({ action: 'remove', name: NAME, type: 'TXT', value })),
    }),
  ]);
  const at = lines.indexOf(`   Fix: ${fix}`);
  expect(lines[at + 1]).toBe(`   Delete: ${NAME}. IN TXT "v=spf1 a -all"`);
  // By the end of a key, as all keys of its size begin alike.
  expect(lines[at + 2]).toMatch(
    /^ {3}Delete: s2026\._domainkey\.example\.org\. IN TXT ".*….*QIDAQAB"$/,
  );
  for (const line of lines) expect(columns(line)).toBeLessThanOrEqual(72);
});

test('a record inside the sentence, and one of another type', () => {
  const fix = 'Publish "mail.example.org. IN A 192.0.2.25", or use another name in HELO.';
  const lines = textOf([
    finding('connection-helo-unresolvable', 'error', 'A name without address.', {
      fix,
      records: [{ action: 'add', name: 'mail.example.org', type: 'A', value: '192.0.2.25' }],
    }),
  ]);
  const at = lines.indexOf('   Fix: Publish the record below, or use another name in HELO.');
  expect(lines[at + 1]).toBe('mail.example.org. IN A 192.0.2.25');
});

test('names in the data of a record end with a dot', () => {
  expect(zoneRecord({ name: 'example.org', type: 'MX', value: '10 mail.example.org' })).toEqual([
    'example.org. IN MX 10 mail.example.org.',
  ]);
  expect(
    zoneRecord({
      name: 's1._domainkey.example.org',
      type: 'CNAME',
      value: 's1.domainkey.esp.example.',
    }),
  ).toEqual(['s1._domainkey.example.org. IN CNAME s1.domainkey.esp.example.']);
});

test('a report of an older version, whose findings carry no records, shows the record on one line', () => {
  const lines = textOf([
    finding('dkim-key-syntax', 'error', 'The key is broken.', {
      fix: `Publish at ${NAME}: "${KEY}"`,
      values: { record: KEY },
    }),
  ]);
  expect(lines[lines.indexOf(`   Fix: Publish at ${NAME}:`) + 1]).toBe(KEY);
});

test('what cannot be seen is shown, and nothing else is changed', () => {
  const value = 'v=spf1 a:www.example.org exp=https://x\u202e ~all';
  expect(bareValue({ value })).toBe('v=spf1 a:www.example.org exp=https://x\\u{202e} ~all');
});

test('short of room, a record is printed whole or not at all', () => {
  const many = Array.from({ length: 12 }, (_, index) =>
    finding(`spf-p-${index}`, 'error', `Problem ${index} of this message`, {
      evidence: ['one', 'two'],
      why: 'It matters.',
    }),
  );
  for (let place = 0; place <= many.length; place += 1) {
    const key = finding('dkim-key-syntax', 'error', 'The key is broken.', {
      fix: `Publish at ${NAME}: "${KEY}"`,
      records: [KEY_CHANGE],
    });
    const lines = textOf([...many.slice(0, place), key, ...many.slice(place)]);
    const printed = lines.includes(`${NAME}. IN TXT (`);
    expect(printed).toBe(lines.includes(KEY));
    if (place < 3) expect(printed).toBe(true);
    if (!printed) expect(lines.join('\n')).not.toContain('k=rsa; p=');
    expect(lines.length - 1).toBeLessThanOrEqual(80);
  }
});

describe.skipIf(noBind !== undefined)('read by BIND', () => {
  const value = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          'v=spf1 ',
          'include:_spf.example.org ',
          '"',
          '\\',
          ';',
          '; ',
          ' ',
          '(',
          ')',
          'é',
          'a'.repeat(80),
          `${'b'.repeat(66)} `,
          '$',
          '@',
        ),
        fc.string({ maxLength: 20 }),
      ),
      {
        minLength: 1,
        maxLength: 30,
      },
    )
    .map((list) => list.join(''));

  test('every block is one record, exactly the value', () => {
    const values = fc
      .sample(value, { numRuns: 300, seed: 2026 })
      .filter((text) => text !== '' && bareValue({ value: text }) === text);
    expect(values.length).toBeGreaterThan(200);
    const owner = (index: number): string => `n${String(index).padStart(4, '0')}.example.org`;
    const zone = values.flatMap((text, index) =>
      zoneRecord({ name: owner(index), type: 'TXT', value: text }),
    );
    expect(byBind(zone)).toEqual(values);
  });

  test('strings stay within 72 columns and 255 octets', () => {
    fc.assert(
      fc.property(value, (text) => {
        const lines = zoneRecord({ name: 'example.org', type: 'TXT', value: text });
        for (const line of lines) expect(columns(line)).toBeLessThanOrEqual(72);
      }),
    );
  });
});

test('a block of more than two strings needs the one line', () => {
  expect(needsOneLine({ name: NAME, type: 'TXT', value: KEY })).toBe(true);
  expect(needsOneLine({ name: NAME, type: 'TXT', value: 'v=spf1 '.repeat(18) })).toBe(false);
});

test('evidence shows a record once, and a folded field as one line', () => {
  const record = 'v=spf1 mx ip4:192.0.2.25 ~all';
  const evidence = [
    `example.org TXT ${record}`,
    `no term of ${record} matches 192.0.2.26`,
    'Authentication-Results: mx1.example.org; dkim=none;\tspf=pass',
    'v=spf1\tmx',
  ];
  const lines = textOf([finding('spf-softfail', 'error', 'It is not listed.', { evidence })]);
  expect(lines).toContain('         no term of the record matches 192.0.2.26');
  expect(lines).toContain('         Authentication-Results: mx1.example.org; dkim=none; spf=pass');
});
