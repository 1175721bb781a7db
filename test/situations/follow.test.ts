// The follower itself: advice that is known to break mail must be seen to, and sound advice must not be blamed.
import { afterAll, expect, test } from 'vitest';
import type { RecordChange } from '../../src/diagnose/record-change.ts';
import { parseZone } from '../../src/dns/zone.ts';
import { readCase } from '../cases/case.ts';
import { reportOf } from '../cases/judge-case.ts';
import { strictnessFaults } from './enforcement.ts';
import { afterPublishing } from './follow.ts';
import { printedRecords, readByBind } from './master-file.ts';
import { samples } from './permitted.ts';
import { openStore } from './store.ts';
import { contradictions, edited, textsAt } from './zone-edit.ts';

const { store, close } = await openStore();
afterAll(close);

/** Publishes `records` as if a finding of the case carried them. */
async function advised(name: string, code: string, records: RecordChange[]): Promise<string> {
  const one = readCase(name);
  const report = await reportOf(one, store);
  const finding = report.findings.find((each) => each.code === code);
  if (finding === undefined) throw new Error(`${name} has no ${code}`);
  return (await afterPublishing(one, report, [{ ...finding, records }], store)).join('\n');
}

const txt = (name: string, value: string, replaces?: string): RecordChange => ({
  name,
  type: 'TXT',
  value,
  action: replaces === undefined ? 'add' : 'replace',
  ...(replaces === undefined ? {} : { replaces }),
});

test('a record that leaves the sender out is blamed', async () => {
  const old = 'v=spf1 include:example.org -all';
  expect(
    await advised('141-spf-include-loop', 'spf-loop', [txt('example.org', 'v=spf1 -all', old)]),
  ).toContain('the sender of this message is left out');
  expect(
    await advised('141-spf-include-loop', 'spf-loop', [
      txt('example.org', 'v=spf1 ip4:192.0.2.25 -all', old),
    ]),
  ).toBe('');
});

test('a record that drops others, or raises the policy, is blamed', async () => {
  const old = 'v=spf1 ptr -all';
  expect(
    await advised('109-spf-ptr', 'spf-ptr', [
      txt('example.org', 'v=spf1 ip4:192.0.2.99 ~all', old),
    ]),
  ).toContain('loses a permitted sender: 192.0.2.25');
  const raised = await advised('123-spf-no-all', 'spf-no-all', [
    txt('example.org', 'v=spf1 ip4:192.0.2.25 -all', 'v=spf1 ip4:192.0.2.25'),
  ]);
  expect(raised).toContain('-all where it was not');
});

test('what does not mend, or is not there to be replaced, is blamed', async () => {
  const said = await advised('125-spf-none', 'spf-none', [
    txt('www.example.org', 'v=spf1 ip4:192.0.2.25 ~all'),
  ]);
  expect(said).toContain('still there: spf-none');
  expect(
    await advised('109-spf-ptr', 'spf-ptr', [
      txt('example.org', 'v=spf1 mx -all', 'v=spf1 ptr  -all'),
    ]),
  ).toContain('does not stand there');
});

test('a record beside a CNAME is refused, and an alias that goes leaves its name', () => {
  const zone = parseZone('_dmarc.a.example CNAME gone.example\nb.example TXT "x"');
  const add: RecordChange = {
    action: 'add',
    name: '_dmarc.a.example',
    type: 'TXT',
    value: 'v=DMARC1; p=none',
  };
  expect(edited(zone, [add]).faults).toEqual([expect.stringContaining('refused beside a CNAME')]);
  const both = edited(zone, [
    add,
    { action: 'remove', name: '_dmarc.a.example', type: 'CNAME', value: 'gone.example' },
  ]);
  expect([both.faults, textsAt(both.zone, '_dmarc.a.example', 'TXT')]).toEqual([
    [],
    ['v=DMARC1; p=none'],
  ]);
  expect(textsAt(zone, '_dmarc.a.example', 'CNAME')).toEqual(['gone.example']);
});

test('two final records of one purpose contradict each other; two purposes do not', () => {
  const one = txt('a.example', 'v=spf1 mx ~all');
  expect(
    contradictions([
      one,
      txt('a.example', 'v=spf1 mx ~all', 'v=spf1 -all'),
      txt('a.example', 'google-site-verification=1'),
    ]),
  ).toEqual([]);
  expect(contradictions([one, txt('a.example', 'v=spf1 mx -all')])).toHaveLength(1);
});

test.each([
  ['v=DMARC1; p=none', 'v=DMARC1; p=quarantine', 4],
  ['v=DMARC1; p=quarantine; pct=0', 'v=DMARC1; p=quarantine; t=y', 1],
  ['v=DMARC1; p=quarantine; pct=0', 'v=DMARC1; p=quarantine; pct=0; t=y', 0],
  ['v=DMARC1; p=reject; sp=none', 'v=DMARC1; p=reject', 2],
  ['v=DMARC1; p=reject; t=y', 'v=DMARC1; p=reject', 1],
  ['v=dmarc1; p=reject', 'v=DMARC1; p=none', 0],
])('%s -> %s is stricter in %i ways', (old, now, ways) => {
  const zone = parseZone(`_dmarc.a.example TXT "${old}"`);
  expect(
    strictnessFaults(zone, edited(zone, [txt('_dmarc.a.example', now, old)]).zone),
  ).toHaveLength(ways + (ways === 4 ? 1 : 0));
});

test('printed records are read as a master file has them', () => {
  const text =
    '   a.example. IN TXT ( "v=DKIM1; p="\n      "AB\\"C" )\n\n b.example. 300 IN TXT "one" "two"\n c.example. IN TXT ( "open\n\n d.example. IN MX 10 mx.example.\n e.example IN A 192.0.2.1';
  const read = printedRecords(text).map(({ name, value, problem }) => [
    name,
    value,
    problem === null,
  ]);
  expect(read).toEqual([
    ['a.example', 'v=DKIM1; p=AB"C', true],
    ['b.example', 'onetwo', true],
    ['c.example', '', false],
    ['d.example', '10 mx.example', true],
    ['e.example', '192.0.2.1', false],
  ]);
  const bind = readByBind([
    'a.example. IN TXT ( "v=DKIM1; p="',
    '  "ABC" )',
    'b.example. IN TXT "one" "two;"',
  ]);
  if (bind !== null)
    expect(bind).toEqual(
      new Set([
        'a.example v=DKIM1; p=ABC',
        'b.example onetwo;',
        ...[...bind].filter((line) => !/^[ab]\./.test(line)),
      ]),
    );
});

test('every address of a zone is asked about', () => {
  const zone = parseZone(
    'a.example TXT "v=spf1 ip4:192.0.2.8/29 include:b.example -all"\nmail.a.example A 198.51.100.7\n9.0.0.10.in-addr.arpa PTR x.a.example',
  );
  expect(samples(zone, '203.0.113.1')).toEqual(
    expect.arrayContaining(['203.0.113.1', '192.0.2.8', '192.0.2.15', '198.51.100.7', '10.0.0.9']),
  );
});
