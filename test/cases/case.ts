// One case: a folder of fixtures/cases that a person can read. What stands in each file is told in fixtures/cases/README.md.
import { readdirSync, readFileSync } from 'node:fs';
import { parseZone, type Zone } from '../../src/dns/zone.ts';
import { Expectation } from './expectation.ts';
import { Session } from './session.ts';

export const CASES = new URL('../../fixtures/cases/', import.meta.url);

export interface Case {
  name: string;
  message: Buffer;
  session: Session;
  zone: Zone;
  expected: Expectation;
}

/** Names of all cases, in the order of their numbers. */
export function caseNames(): string[] {
  const names = readdirSync(CASES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  return names.sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
}

export const caseFile = (name: string, file: string): URL => new URL(`${name}/${file}`, CASES);

export function readCase(name: string): Case {
  const text = (file: string): string => readFileSync(caseFile(name, file), 'utf8');
  return {
    name,
    message: readFileSync(caseFile(name, 'message.eml')),
    session: Session.parse(JSON.parse(text('session.json'))),
    zone: parseZone(text('zone.txt')),
    expected: Expectation.parse(JSON.parse(text('expect.json'))),
  };
}
