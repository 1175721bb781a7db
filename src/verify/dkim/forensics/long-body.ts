// A body too long to be taken apart: whether something was appended, in one pass over its canonical form, or put in at a likely place, or
// whether a part was encoded anew. Each try costs a hash of what follows, so only few are made.
import { blockRemoved } from './body-blocks.ts';
import type { BodyStep } from './body-candidate.ts';
import { decodingsUndone } from './body-encoding.ts';
import { appended, tryAll } from './body-search.ts';
import { truncationOf, type BodyTrial } from './body-trial.ts';
import type { CanonicalBody } from '../canonical-body.ts';
import type { MessageType } from './mime-tree.ts';

const MAX_DECODED = 4 * 1024 * 1024;

export function longBodyChanges(
  body: Buffer,
  canonical: CanonicalBody,
  trial: BodyTrial,
  message: MessageType,
): BodyStep[] | null {
  const { target, budget } = trial;
  if (target.limit === null) {
    const end = truncationOf(canonical.text, target.hash, target.digest.toString('binary'), budget);
    if (end !== null) return [appended(`${canonical.text.toString('latin1', end)}\r\n`, 0)];
  }
  if (budget.spent) return null;
  const block = blockRemoved(`${canonical.text.toString('latin1')}\r\n`, trial, {
    message,
    budget: budget.part(0.6),
    canonical: true,
  });
  if (block !== null) return [block.step];
  return body.length > MAX_DECODED || budget.spent
    ? null
    : tryAll(decodingsUndone(body.toString('latin1'), message, false), trial, 1);
}
