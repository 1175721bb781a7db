// The Authenticated Received Chain (RFC 8617 §5.2): every set judged by itself, then the chain. All message signatures are verified,
// not only the newest, which gives oldest-pass (step 5). A fail always says which set and why (LIBRARIES.md row 13).
// Not known here: DNS, mailauth; `proven` carries its word that all seals and the newest message signature verify.
import { trimSpace, unfold } from '../../message/fields.ts';
import { evaluateSignature, type Evaluation } from '../dkim/evaluate.ts';
import type { BodyHash } from '../dkim/body-hash.ts';
import type { RowIndex } from '../dkim/header-rows.ts';
import type { KeyLookup } from '../dkim/key-lookup.ts';
import type { Ruling } from '../dkim/results.ts';
import type { Signature } from '../dkim/signature.ts';
import { isOurLimit } from '../our-limit.ts';
import type { ArcCheck } from '../verification.ts';
import { chainProblem } from './chain-structure.ts';
import { canonicalRows, evaluateSeal } from './evaluate-seal.ts';
import { resultsPayload, type ArcSet, type ArcSets } from './sets.ts';

export interface ChainContext {
  index: RowIndex;
  bodyOf: (signature: Signature) => BodyHash | null;
  lookupOf: (keyed: { domain: string; selector: string; keyName: string }) => KeyLookup | null;
  at: number;
  proven: boolean;
}

const MAX_RESULTS_LENGTH = 500;
const ABSENT: Ruling = { result: 'none', reason: 'it is missing' };

interface EvaluatedSet {
  set: ArcSet;
  seal: Ruling;
  messageSignature: Ruling;
}

export function checkChain(found: ArcSets, surroundings: ChainContext): ArcCheck {
  const { sets } = found;
  if (sets.length === 0 && found.problem === null)
    return { result: 'none', reason: 'the message has no ARC sets', sets: [], oldestPass: null };
  const { index, bodyOf, lookupOf, at, proven } = surroundings;
  const canonical = canonicalRows();
  const judged = sets.map((set, position): EvaluatedSet => {
    const { seal, messageSignature } = set;
    const isNewest = position === sets.length - 1;
    return {
      set,
      seal:
        seal === null
          ? ABSENT
          : evaluateSeal(seal, sets.slice(0, position + 1), lookupOf(seal), canonical, proven),
      messageSignature:
        messageSignature === null
          ? ABSENT
          : ruling(
              evaluateSignature(messageSignature, {
                index,
                body: bodyOf(messageSignature),
                lookup: lookupOf(messageSignature),
                at,
                proven: proven && isNewest,
              }),
            ),
    };
  });
  const broken = chainProblem(found);
  const { result, reason } =
    broken === null ? verification(judged) : { result: 'fail' as const, reason: broken };
  return {
    result,
    reason,
    sets: judged.map(({ set, seal, messageSignature }) => ({
      instance: set.instance,
      sealer: set.seal === null || set.seal.domain === '' ? null : set.seal.domain,
      selector: set.seal === null || set.seal.selector === '' ? null : set.seal.selector,
      cv: set.seal?.cv ?? null,
      seal,
      messageSignature,
      authenticationResults:
        set.authenticationResults === null ? null : payload(set.authenticationResults),
    })),
    oldestPass: oldestPass(judged),
  };
}

const ruling = ({ result, reason }: Evaluation): Ruling => ({ result, reason });

const payload = (row: Parameters<typeof resultsPayload>[0]): string =>
  trimSpace(unfold(resultsPayload(row))).slice(0, MAX_RESULTS_LENGTH);

/** §5.2 steps 4 and 6: the newest message signature, then every seal from the newest down. What a limit of ours left open breaks nothing. */
function verification(judged: readonly EvaluatedSet[]): Pick<ArcCheck, 'result' | 'reason'> {
  const newest = judged.at(-1);
  const needed = [
    ...(newest === undefined
      ? []
      : [
          { what: 'newest ARC-Message-Signature', set: newest.set, ruled: newest.messageSignature },
        ]),
    ...judged.toReversed().map(({ set, seal }) => ({ what: 'ARC-Seal', set, ruled: seal })),
  ].filter(({ ruled }) => ruled.result !== 'pass');
  const [open] = needed;
  if (open === undefined) return { result: 'pass', reason: passReason(judged) };
  const decided = needed.find(({ ruled }) => !isOurLimit(ruled.reason));
  const { what, set, ruled } = decided ?? open;
  return {
    result: decided === undefined ? 'temperror' : 'fail',
    reason: problem(what, set, ruled),
  };
}

function problem(
  what: string,
  { instance, seal, messageSignature }: ArcSet,
  { result, reason }: Ruling,
): string {
  const domain = what === 'ARC-Seal' ? seal?.domain : messageSignature?.domain;
  // RFC 8617 §5.2 has no temporary result: the chain is not valid now, but nobody broke it.
  const verb = result === 'temperror' ? 'could not be checked' : 'is not valid';
  return `the ${what} (i=${instance}, ${domain ?? ''}) ${verb}: ${reason}`;
}

function passReason(judged: readonly EvaluatedSet[]): string {
  const sealers = judged.map(({ set }) => `i=${set.instance} ${set.seal?.domain ?? ''}`).join(', ');
  return `${judged.length === 1 ? 'the seal' : `all ${judged.length} seals`} and the newest message signature verify: ${sealers}`;
}

/** §5.2 step 5: the lowest instance from which on all message signatures pass, 0 when all do; null when the newest does not. */
function oldestPass(judged: readonly EvaluatedSet[]): number | null {
  let oldest: number | null = null;
  for (const { set, messageSignature } of judged.toReversed()) {
    if (messageSignature.result !== 'pass') return oldest;
    oldest = set.instance;
  }
  return oldest === null ? null : 0;
}
