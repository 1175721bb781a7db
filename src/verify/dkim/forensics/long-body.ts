// A body too long to be taken apart: only whether something was appended, in one pass over its canonical form.
import { appended } from './body-search.ts';
import type { BodyStep } from './body-candidate.ts';
import { truncationOf, type BodyTrial } from './body-trial.ts';
import type { CanonicalBody } from '../canonical-body.ts';

export function longBodyChanges({ text }: CanonicalBody, { target, budget }: BodyTrial): BodyStep[] | null {
  if (target.limit !== null) return null;
  const end = truncationOf(text, target.hash, target.digest.toString('binary'), budget);
  return end === null ? null : [appended(`${text.toString('latin1', end)}\r\n`, 0)];
}
