// Publishes what the findings of a report say, and judges the same message again.
import { diagnose } from '../../src/diagnose/diagnose.ts';
import type { Diagnosis, Finding } from '../../src/diagnose/finding.ts';
import type { RecordChange } from '../../src/diagnose/record-change.ts';
import { zoneResolver } from '../../src/dns/zone.ts';
import { fixedClock } from '../../src/runtime/clock.ts';
import { verify } from '../../src/verify/verify.ts';
import { AT, inputOf, txt, zoneText, type Given } from './given.ts';

export interface Followed {
  before: Diagnosis;
  after: Diagnosis;
  changes: RecordChange[];
  /** Warnings and errors about SPF, DKIM, DMARC that were not there before. */
  fresh: string[];
  zone: string;
}

export async function followed(given: Given): Promise<Followed> {
  const zone = zoneText(given.zone);
  const judge = async (text: string): Promise<Diagnosis> =>
    diagnose(await verify(inputOf(given), zoneResolver(text), fixedClock(given.at ?? AT)));
  const before = await judge(zone);
  const changes = changesOf(before.findings);
  const changed = applied(zone, changes);
  const after = await judge(changed);
  const known = new Set(before.findings.map(({ code }) => code));
  const fresh = after.findings
    .filter(
      ({ code, severity, method }) =>
        ['error', 'warning'].includes(severity) &&
        ['spf', 'dkim', 'dmarc'].includes(method) &&
        !known.has(code),
    )
    .map(({ code }) => code);
  return { before, after, changes, fresh, zone: changed };
}

function changesOf(findings: readonly Finding[]): RecordChange[] {
  const seen = new Set<string>();
  return findings
    .flatMap(({ records }) => records)
    .filter(
      (change) =>
        !seen.has(JSON.stringify(change)) && seen.add(JSON.stringify(change)) !== undefined,
    );
}

/** A zone text with the changes made: one that cannot be made (nothing to remove, something beside a CNAME) is an error. */
export function applied(zone: string, changes: readonly RecordChange[]): string {
  const lines = zone.split('\n');
  const lineOf = (name: string, type: string, value: string): string =>
    `${name} ${type === 'TXT' ? txt(value) : `${type} ${value}`}`;
  const remove = (name: string, type: string, value: string): void => {
    const at = lines.findIndex((line) => isSame(line, name, type, value));
    if (at < 0) throw new Error(`there is no ${name} ${type} ${value} to remove`);
    lines.splice(at, 1);
  };
  for (const { action, name, type, value, replaces } of changes) {
    if (action === 'remove') remove(name, type, value);
    if (action === 'replace') remove(name, type, replaces ?? '');
    if (action === 'remove') continue;
    if (lines.some((line) => line.toLowerCase().startsWith(`${name} cname `)))
      throw new Error(`${name} is an alias: nothing may stand beside it`);
    lines.push(lineOf(name, type, value));
  }
  return lines.join('\n');
}

function isSame(line: string, name: string, type: string, value: string): boolean {
  const [, owner = '', kind = '', data = ''] = /^(\S+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
  if (owner.toLowerCase() !== name.toLowerCase() || kind !== type) return false;
  const text =
    type === 'TXT'
      ? [...data.matchAll(/"((?:[^"\\]|\\.)*)"/g)]
          .map(([, part = '']) => part.replace(/\\(.)/g, '$1'))
          .join('')
      : data;
  return text === value || (type !== 'TXT' && text.replace(/\.$/, '') === value);
}
