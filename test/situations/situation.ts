// One situation: a folder of fixtures/situations, as fixtures/cases has them, with what its report must say and never say.
import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { parseZone, type Zone } from '../../src/dns/zone.ts';
import { DKIM_RESULTS, DMARC_RESULTS, SPF_RESULTS } from '../../src/verify/verification.ts';
import { Session } from '../cases/session.ts';

const SITUATIONS = new URL('../../fixtures/situations/', import.meta.url);

/** Written by hand from the set-up and the RFCs, never from what came out. Texts are regular expressions, without regard to case. */
export const SituationExpectation = z.strictObject({
  /** The set-up, as people have it. */
  why: z.string(),
  verdict: z.enum(['pass', 'fail', 'incomplete']),
  spf: z.enum(SPF_RESULTS),
  dkim: z.array(z.enum(DKIM_RESULTS)),
  dmarc: z.enum(DMARC_RESULTS),
  /** Codes of which one stands first. */
  first: z.array(z.string()).min(1),
  absent: z.array(z.string()).default([]),
  /** In title, reason or fix of a problem. */
  says: z.array(z.string()).default([]),
  /** Nowhere in the words of a problem. */
  never: z.array(z.string()).default([]),
  /** Records to be published in the end: `NAME TYPE VALUE`; these and no other, where given. */
  records: z.array(z.string()).optional(),
  /** Names of others that no record may be for. */
  foreign: z.array(z.string()).default([]),
});
export type SituationExpectation = z.infer<typeof SituationExpectation>;

export interface Situation {
  name: string;
  message: Buffer;
  session: Session;
  zone: Zone;
  expected: SituationExpectation;
}

export const situationFile = (name: string, file: string): URL =>
  new URL(`${name}/${file}`, SITUATIONS);

export function situationNames(): string[] {
  return readdirSync(SITUATIONS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted();
}

export function readSituation(name: string): Situation {
  const text = (file: string): string => readFileSync(situationFile(name, file), 'utf8');
  return {
    name,
    message: readFileSync(situationFile(name, 'message.eml')),
    session: Session.parse(JSON.parse(text('session.json'))),
    zone: parseZone(text('zone.txt')),
    expected: SituationExpectation.parse(JSON.parse(text('expect.json'))),
  };
}
