// Every SPF record that findings tell people to publish is published, all at once, and the same message is checked again: the findings are
// gone, nothing new is wrong with SPF, whatever passed passes, and nobody is refused who was permitted.
import { describe, expect, test } from 'vitest';
import { diagnose } from '../../src/diagnose/diagnose.ts';
import type { Finding } from '../../src/diagnose/finding.ts';
import type { RecordChange } from '../../src/diagnose/record-change.ts';
import { zoneResolver } from '../../src/dns/zone.ts';
import { fixedClock } from '../../src/runtime/clock.ts';
import type { Verification, VerifyInput } from '../../src/verify/verification.ts';
import { verify } from '../../src/verify/verify.ts';
import { caseFile, caseNames, readCase } from '../cases/case.ts';
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { spfCases } from './cases/spf.ts';
import { inputOf, zoneText, type Given } from './given.ts';
import { SPF_LEFT_OUT } from './spf-left-out-situations.ts';
import { SPF_SITUATIONS } from './spf-situations.ts';

interface Sample {
  input: VerifyInput;
  zone: string;
}

const ofGiven = (given: Given): Sample => ({ input: inputOf(given), zone: zoneText(given.zone) });

function ofFixture(name: string): Sample {
  const { message, session } = readCase(name);
  const { ip: clientIp, helo, clientName = null, mailFrom, rcptTo, tls, smtputf8 } = session;
  const input = {
    message,
    envelope: { clientIp, clientName, helo, mailFrom, rcptTo, tls, smtputf8 },
    host: 'mailassay.example',
    at: Date.parse(session.at),
    organizationsOf: [],
  };
  return { input, zone: readFileSync(caseFile(name, 'zone.txt'), 'utf8') };
}

const SAMPLES: [string, () => Sample][] = [
  ...Object.entries(spfCases).map(([code, { fires }]): [string, () => Sample] => [
    `case ${code}`,
    () => ofGiven(fires),
  ]),
  ...Object.entries({ ...SPF_SITUATIONS, ...SPF_LEFT_OUT }).map(
    ([name, given]): [string, () => Sample] => [name, () => ofGiven(given)],
  ),
  ...caseNames()
    .filter((name) => /^1\d\d-/.test(name))
    .map((name): [string, () => Sample] => [name, () => ofFixture(name)]),
];

async function judge({
  input,
  zone,
}: Sample): Promise<{ facts: Verification; findings: Finding[] }> {
  const facts = await verify(input, zoneResolver(zone), fixedClock(input.at));
  return { facts, findings: diagnose(facts).findings };
}

/** A zone line's text as DNS holds it. */
function textOf(line: string): string | null {
  const strings = /^\S+\s+TXT\s+(.+?)\s*$/i.exec(line)?.[1];
  if (strings === undefined) return null;
  return [...strings.matchAll(/"((?:[^"\\]|\\.)*)"|([^\s"]+)/g)]
    .map(([, quoted, plain]) => (quoted ?? plain ?? '').replace(/\\(.)/g, '$1'))
    .join('');
}

function publish(zone: string, changes: readonly RecordChange[]): string {
  let lines = zone.split('\n');
  for (const { action, name, type, value, replaces } of changes) {
    expect(type).toBe('TXT');
    const isAt = (line: string): boolean =>
      line.trim().split(/\s+/)[0]?.toLowerCase().replace(/\.$/, '') === name.toLowerCase();
    const old = action === 'remove' ? value : replaces;
    const quoted = (value.match(/.{1,250}/gs) ?? [''])
      .map((part) => `"${part.replace(/["\\]/g, '\\$&')}"`)
      .join(' ');
    const written = `${name} TXT ${quoted}`;
    if (old !== undefined) {
      const at = lines.findIndex((line) => isAt(line) && textOf(line) === old);
      // A second finding carries the same change.
      if (at < 0) expect(lines.map((line) => (isAt(line) ? textOf(line) : null))).toContain(value);
      else lines = lines.toSpliced(at, 1, ...(action === 'remove' ? [] : [written]));
    } else if (!lines.includes(written)) lines.push(written);
  }
  return lines.join('\n');
}

/** Addresses worth asking about: what the record listed before, and the sender. */
async function permitted(sample: Sample, ip: string): Promise<string> {
  const facts = await verify(
    { ...sample.input, envelope: { ...sample.input.envelope, clientIp: ip } },
    zoneResolver(sample.zone),
    fixedClock(sample.input.at),
  );
  return facts.spf.mailFrom.result;
}

describe.each(SAMPLES)('%s', (_, make) => {
  test('the record holds', async () => {
    const sample = make();
    const before = await judge(sample);
    const spf = before.findings.filter(({ code }) => code.startsWith('spf-'));
    for (const { code, values, records } of spf)
      expect([code, records.length > 0]).toEqual([code, values['record'] !== undefined]);
    const changes = spf.flatMap(({ records }) => records);
    if (changes.length === 0) return;
    const values = new Map<string, string>();
    for (const { action, name, value } of changes) {
      if (action === 'remove') continue;
      expect([name, values.get(name) ?? value]).toEqual([name, value]);
      values.set(name, value);
    }
    const changed = { ...sample, zone: publish(sample.zone, changes) };
    const after = await judge(changed);
    const codes = after.findings.map(({ code }) => code);
    for (const { code, records } of spf)
      if (records.length > 0)
        expect([code, [...values.values()], codes]).toEqual([
          code,
          [...values.values()],
          expect.not.arrayContaining([code]),
        ]);
    const worse = after.findings.filter(
      ({ code, severity }) =>
        code.startsWith('spf-') &&
        (severity === 'error' || severity === 'warning') &&
        !before.findings.some((one) => one.code === code),
    );
    expect([worse.map(({ code }) => code), [...values.values()]]).toEqual([
      [],
      [...values.values()],
    ]);
    // Not a record that permits nobody in place of one that permitted somebody.
    const old = textsAt(sample.zone, before.facts.spf.mailFrom.domain);
    for (const [name, value] of values)
      if (
        name === before.facts.spf.mailFrom.domain &&
        old.some((text) => text.split(' ').slice(1).some(isPassTerm))
      )
        expect([value, value.split(' ').slice(1).some(isPassTerm)]).toEqual([value, true]);
    if (before.facts.spf.mailFrom.result === 'pass')
      expect([...values.values(), after.facts.spf.mailFrom.result]).toEqual([
        ...values.values(),
        'pass',
      ]);
    const dynamic = before.findings.some(
      ({ code }) => code === 'connection-dynamic-address' || code === 'spf-forwarded',
    );
    if (
      !dynamic &&
      before.facts.spf.mailFrom.result !== 'temperror' &&
      values.has(before.facts.spf.mailFrom.domain)
    )
      expect([...values.values(), after.facts.spf.mailFrom.result]).toEqual([
        ...values.values(),
        'pass',
      ]);
    const single = oneRecordEach(sample);
    for (const ip of addressesIn(sample.zone)) {
      const [was, is] = [await permitted(sample, ip), await permitted(changed, ip)];
      // Of several records nobody knows which was meant: whoever passes by one of them passes.
      for (const one of single)
        if ((await permitted(one, ip)) === 'pass' && !isLost(spf))
          expect([ip, [...values.values()], is]).toEqual([ip, [...values.values()], 'pass']);
      const lost = isLost(spf);
      if (
        was === 'pass' &&
        !before.findings.some(({ code }) => code === 'spf-pass-all' || code === 'spf-too-broad')
      )
        expect([ip, [...values.values()], is]).toEqual([
          ip,
          [...values.values()],
          lost ? expect.stringMatching(/pass|softfail/) : 'pass',
        ]);
      // Never harder than before, unless the owner's own "-all" was not read for a mistake.
      if (
        was !== 'fail' &&
        was !== 'pass' &&
        was !== 'permerror' &&
        !(
          was === 'none' &&
          /-all/.test(sample.zone.match(/example\.org (?:TXT|SPF).*all/i)?.[0] ?? '')
        )
      )
        expect([ip, [...values.values()], is]).toEqual([
          ip,
          [...values.values()],
          expect.not.stringMatching(/^(?:fail|permerror)$/),
        ]);
    }
  });
});

const isPassTerm = (term: string): boolean =>
  /^\+?(?:all|a|mx|ptr|ip4|ip6|include|exists)(?:[:/]|$)|^redirect=/i.test(term);

const textsAt = (zone: string, name: string): string[] =>
  zone
    .split('\n')
    .filter((line) => line.split(/\s+/)[0]?.toLowerCase() === name.toLowerCase())
    .map((line) => textOf(line))
    .filter((text) => text !== null)
    .filter((text) => /^v=spf1(?: |$)/i.test(text));

const isLost = (findings: readonly Finding[]): boolean =>
  findings.some(({ values }) => values['lost'] !== undefined);

/** The zone with each one of its several SPF records alone. */
function oneRecordEach({ input, zone }: Sample): Sample[] {
  const lines = zone.split('\n');
  const several = lines.filter((line) => /^example\.org\s+TXT\s+"v=spf1(?:\s|")/i.test(line));
  if (several.length < 2) return [];
  return several.map((kept) => ({
    input,
    zone: lines.filter((line) => line === kept || !several.includes(line)).join('\n'),
  }));
}

function addressesIn(zone: string): string[] {
  const found = [...zone.matchAll(/(?:\bip[46]:|\b(?:A|AAAA)\s+)([0-9a-f:.]+)/gi)]
    .map(([, address = '']) => address)
    .filter((address) => /^(?:\d+\.){3}\d+$|^[0-9a-f]*:[0-9a-f:]+$/i.test(address));
  return [...new Set(found)]
    .filter((address) => isIP(address) !== 0 && !/^0\.|^128\.0\.0\.0|^::$/.test(address))
    .slice(0, 12);
}
