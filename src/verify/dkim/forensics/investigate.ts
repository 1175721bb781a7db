// What was changed after a message was signed, for one signature (FORENSICS.md). Body and header are looked at apart: bh= proves what
// the body was, the signature itself what the header was, and neither needs the other. Nothing is said without a proof; a signature
// that verifies costs nothing. Not known here: how a report tells it.
import { asBuffer } from '../../../message/fields.ts';
import type { Forensics } from '../../verification.ts';
import type { BodyHashes } from '../body-hash.ts';
import type { Evaluation } from '../evaluate.ts';
import type { HeaderRow, RowIndex } from '../header-rows.ts';
import { signsEmptyBody, withComputedHash } from './altered-body-hash.ts';
import { bodyChanges } from './body-search.ts';
import { bodyTrial, canonicalText, type BodyTarget } from './body-trial.ts';
import type { Budget } from './budget.ts';
import { decideKey } from './damaged-value.ts';
import { bodyDiff, headerDiff } from './diff.ts';
import { headerChanges } from './header-search.ts';
import { intactAt, type IntactAt } from './intact-at.ts';
import { longBodyChanges } from './long-body.ts';
import { messageTypeOf } from './message-type.ts';
import { repairedSignature } from './repaired-signature.ts';
import { signerOf, type Signer } from './signer.ts';
import { suspectsOf } from './suspects.ts';

export interface Investigated {
  rows: readonly HeaderRow[];
  index: RowIndex;
  /** Milliseconds since the epoch. */
  at: number;
  body: Uint8Array;
  bodies: BodyHashes;
  /** All signatures of the message. */
  others: readonly Evaluation[];
}

type Change = Forensics['changes'][number];
type Diff = NonNullable<Forensics['diff']>;

interface Changes {
  changes: Change[];
  diff: Diff;
}

/** Octets up to which a body is searched as text. */
const LONG = 1024 * 1024;

/** Null when there is nothing to tell: the signature verifies, or cannot be read. */
export function investigate(
  evaluation: Evaluation,
  message: Investigated,
  budget: Budget,
): Forensics | null {
  const repaired = repairedSignature(evaluation, message);
  if (repaired === null) return search(evaluation, message, budget);
  const found = repaired.result === 'pass' ? VERIFIED : search(repaired, message, budget);
  // Only a signature that the key has made proves that it was read right.
  if (found?.keyMatches !== true) return search(evaluation, message, budget);
  return {
    ...found,
    headerIntact: false,
    changes: [...found.changes.filter(({ kind }) => kind !== REENCODED.kind), REENCODED],
    suspects: suspectsOf(evaluation, message, null),
    tried: budget.tried + 1,
  };
}

const VERIFIED: Forensics = {
  keyMatches: true,
  headerIntact: true,
  bodyIntact: true,
  changes: [],
  suspects: [],
  tried: 0,
};
const REENCODED: Change = {
  where: 'header',
  kind: 'signature-refolded',
  detail: 'DKIM-Signature, tags made encoded-words',
  certainty: 'proven',
};

function search(evaluation: Evaluation, message: Investigated, budget: Budget): Forensics | null {
  const { signature, body, result } = evaluation;
  const { claimedDigest, limit } = signature;
  if (body === null || claimedDigest === null) return null;
  const after = octetsAfterLength(evaluation, message);
  if (result === 'pass') {
    return after === null
      ? null
      : {
          keyMatches: true,
          headerIntact: true,
          bodyIntact: true,
          changes: [after],
          suspects: [],
          tried: 0,
        };
  }
  const intact = intactAt(signature, message.rows);
  const known = whoSigned(evaluation, message, intact, budget);
  const bodyFits = claimedDigest.equals(body.digest) && (limit === null || limit <= body.total);
  const isEmptySigned = !bodyFits && signsEmptyBody(evaluation);
  const altered =
    bodyFits || known.headerIntact === true ? null : withComputedHash(evaluation, known.signer);
  const { changes, diff } =
    altered === null
      ? changesOf(evaluation, message, known, { bodyFits, isEmptySigned, after }, budget)
      : { changes: [BODY_HASH], diff: [] };
  const headerProven = changes.some(({ where }) => where === 'header');
  const headerIntact = headerProven ? false : known.headerIntact;
  const bodyIntact = bodyFits || altered !== null;
  const damaged = altered !== null ? 'bh' : known.isDamaged ? 'b' : null;
  return {
    keyMatches: headerProven ? true : known.keyMatches,
    headerIntact,
    bodyIntact,
    changes: [...changes, ...known.changes],
    suspects:
      !bodyIntact || headerIntact === false || damaged !== null
        ? suspectsOf(evaluation, message, intact?.place ?? null)
        : [],
    tried: budget.tried,
    ...(diff.length === 0 ? {} : { diff }),
    ...(known.signer.opens === null ? {} : { opens: known.opens }),
    ...(damaged === null ? {} : { damaged }),
    ...(known.decidedBy === null ? {} : { decidedBy: known.decidedBy }),
    ...(isEmptySigned && altered === null ? { emptyBodySigned: true } : {}),
    ...(intact === null ? {} : { intactAt: intact.fact }),
  };
}

const BODY_HASH: Change = {
  where: 'header',
  kind: 'body-hash-changed',
  detail: 'bh=',
  certainty: 'proven',
  field: 'DKIM-Signature',
};
const VALUE: Change = {
  where: 'header',
  kind: 'signature-value-changed',
  detail: 'b=',
  certainty: 'proven',
  field: 'DKIM-Signature',
};

interface Known {
  signer: Signer;
  keyMatches: Forensics['keyMatches'];
  headerIntact: Forensics['headerIntact'];
  opens: boolean;
  /** b= is known to be damaged. */
  isDamaged: boolean;
  decidedBy: string | null;
  changes: Change[];
}

/** Whether the key in DNS made the signature. A b= that does not open is another key's, or damaged: only other evidence decides. */
function whoSigned(
  evaluation: Evaluation,
  { others }: Investigated,
  intact: IntactAt | null,
  budget: Budget,
): Known {
  const signer = signerOf(evaluation);
  const opens = signer.opens === true;
  if (signer.opens !== false)
    return {
      signer,
      keyMatches: signer.keyMatches ?? 'unknown',
      headerIntact: evaluation.headerIntact ?? 'unknown',
      opens,
      isDamaged: false,
      decidedBy: null,
      changes: [],
    };
  const {
    keyMatches,
    by,
    signer: repaired,
  } = decideKey(evaluation, { others, intactAt: intact?.fact }, budget.part(0.4));
  const isDamaged = keyMatches === true;
  if (repaired === null)
    return {
      signer,
      keyMatches,
      headerIntact: 'unknown',
      opens,
      isDamaged,
      decidedBy: by,
      changes: [],
    };
  const isWhole =
    evaluation.input === null || repaired.signed === null
      ? 'unknown'
      : repaired.signed(evaluation.input);
  return {
    signer: repaired,
    keyMatches,
    headerIntact: isWhole,
    opens,
    isDamaged,
    decidedBy: by,
    changes: [VALUE],
  };
}

interface BodyState {
  bodyFits: boolean;
  isEmptySigned: boolean;
  after: Change | null;
}

function changesOf(
  evaluation: Evaluation,
  message: Investigated,
  { signer, headerIntact }: Known,
  { bodyFits, isEmptySigned, after }: BodyState,
  budget: Budget,
): Changes {
  const changes: Change[] = [];
  const diff: Diff = [];
  const searchesHeader = headerIntact === false;
  if (!bodyFits && !isEmptySigned)
    changes.push(
      ...searchBody(evaluation, message, searchesHeader ? budget.part(0.6) : budget, diff),
    );
  else if (after !== null) changes.push(after);
  if (!searchesHeader) return { changes, diff };
  const found = headerChanges(evaluation, message, signer, { body: changes, budget });
  if (found === null) return { changes, diff };
  return {
    changes: [
      ...changes,
      ...found.steps.map((step): Change => ({ ...step, where: 'header', certainty: 'proven' })),
    ],
    diff: [...headerDiff(found.fields), ...diff],
  };
}

function searchBody(
  { signature }: Evaluation,
  { rows, body, bodies }: Investigated,
  budget: Budget,
  diff: Diff,
): Change[] {
  const { bodyCanonicalization: canonicalization, hash, limit, claimedDigest: digest } = signature;
  if (canonicalization === null || hash === null || digest === null) return [];
  const target: BodyTarget = { canonicalization, hash, limit, digest };
  const trial = bodyTrial(target, budget);
  const found =
    body.length > LONG
      ? longBodyChanges(
          asBuffer(body),
          bodies.canonical(canonicalization),
          trial,
          messageTypeOf(rows),
        )
      : bodyChanges(asBuffer(body).toString('latin1'), trial, messageTypeOf(rows));
  if (found !== null && target.found !== undefined && limit === null && body.length <= LONG) {
    const received = asBuffer(body).toString('latin1');
    const canonical = (text: string): string => canonicalText(text, canonicalization);
    diff.push(...bodyDiff(canonical(target.found), canonical(received), messageTypeOf(rows)));
  }
  return (found ?? []).map((step) => ({ ...step, where: 'body', certainty: 'proven' }));
}

/**
 * RFC 6376 §3.5 l=: what follows is not signed. Said only where the signed octets end with a line, as they do when a signer counted the
 * whole body; a signer that chose to sign a piece is left alone.
 */
function octetsAfterLength(
  { signature, body }: Evaluation,
  { bodies }: Investigated,
): Change | null {
  const { limit, bodyCanonicalization: canonicalization, claimedDigest } = signature;
  if (
    limit === null ||
    body === null ||
    canonicalization === null ||
    limit >= body.total ||
    claimedDigest?.equals(body.digest) !== true
  )
    return null;
  const { text } = bodies.canonical(canonicalization);
  if (limit > 0 && (text[limit - 1] !== 10 || text[limit - 2] !== 13)) return null;
  return {
    where: 'body',
    kind: 'octets-after-length',
    detail: `${body.total - limit} bytes after the ${limit} that l= covers`,
    certainty: 'proven',
  };
}
