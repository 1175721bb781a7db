// What forensics say of a corpus message, and whether that is right: everything that was done is named, and nothing else.
import { zoneResolver } from '../../src/dns/zone.ts';
import { readFields } from '../../src/message/fields.ts';
import { systemClock, type Clock } from '../../src/runtime/clock.ts';
import { FORENSICS_BUDGET } from '../../src/verify/dkim/forensics/budget.ts';
import { BODY_KINDS, HEADER_KINDS } from '../../src/verify/dkim/forensics/kinds.ts';
import { verifySignatures } from '../../src/verify/dkim/verify-signatures.ts';
import type { Forensics } from '../../src/verify/verification.ts';
import { message, recordText, type KeyName } from '../verify/dkim/signer.ts';
import type { Signed } from './sign.ts';

export interface Told {
  forensics: Forensics | null;
  result: string;
  milliseconds: number;
}

/** The zone's key may be another than the one that signed. */
export async function told(
  octets: Buffer,
  key: KeyName,
  {
    clock = systemClock,
    candidates = FORENSICS_BUDGET.candidates,
    searches = true,
  }: { clock?: Clock; candidates?: number; searches?: boolean } = {},
): Promise<Told> {
  const zone = zoneResolver(`sel._domainkey.example.org TXT "${recordText(key)}"\n`);
  const facts = await verifySignatures(
    octets,
    { at: Date.UTC(2026, 0, 1), section: readFields(octets) },
    zone,
  );
  const began = performance.now();
  const [forensics = null] = !searches
    ? []
    : facts.investigate(clock, { budget: { ...FORENSICS_BUDGET, candidates }, until: Infinity });
  return {
    forensics,
    result: facts.dkim[0]?.result ?? 'none',
    milliseconds: performance.now() - began,
  };
}

export const octetsOf = ({ fields, body }: Signed): Buffer =>
  Buffer.from(message(fields, body), 'latin1');

const BODY: ReadonlySet<string> = new Set(BODY_KINDS);
const HEADER: ReadonlySet<string> = new Set(HEADER_KINDS);

export type Judgement = 'right' | 'silent' | 'partly' | 'wrong' | 'unbroken';

/** `expected` has for each change the kinds that name it right. */
export function judged(
  { forensics, result }: Told,
  expected: readonly (readonly string[])[],
  also: readonly string[] = [],
): Judgement {
  if (result === 'pass' || result === 'none') return 'unbroken';
  const kinds = forensics?.changes.map(({ kind }) => kind) ?? [];
  const allowed = new Set([...expected.flat(), ...also]);
  if (forensics?.keyMatches === false || kinds.some((kind) => !allowed.has(kind))) return 'wrong';
  // What was done to a half that still verifies did not change it, as canonicalization sees it.
  const isNeedless = (some: readonly string[]): boolean =>
    (forensics?.bodyIntact === true && some.every((kind) => BODY.has(kind))) ||
    (forensics?.headerIntact === true && some.every((kind) => HEADER.has(kind)));
  const open = expected.filter(
    (some) => some.length > 0 && !isNeedless(some) && !some.some((kind) => kinds.includes(kind)),
  );
  if (open.length === 0) return 'right';
  return kinds.length === 0 ? 'silent' : 'partly';
}
