// Why a signature does not verify: one draft each, the first cause that applies (what was changed after signing may be several things), in the order in which a verifier meets them (RFC 6376 §6.1).
import type { DkimCheck, Verification } from '../../verify/verification.ts';
import { isOurLimit } from '../../verify/our-limit.ts';
import { draft, type Draft } from '../draft.ts';
import { answers } from '../evidence.ts';
import { changesAfterSigning, isBodyIntact } from './changes-unproven.ts';
import { usesOf } from './final-key.ts';
import { keySurroundings, lookupStatus } from './key-surroundings.ts';
import { keyStatus } from './key-findings.ts';
import { oneLine } from './one-line.ts';
import { signatureFault } from './signature-fault.ts';
import { toleratedSignature } from './tolerated.ts';
import { subjectOf } from './subject.ts';
import { utc } from './utc.ts';

/** More is not computed (RFC 8301 §3.2: what verifiers must be able to). */
const MAX_BITS = 4096;

export function failureOf(signature: DkimCheck, facts: Verification): Draft[] {
  const first = cause(signature, facts);
  if (first === null) return changed(signature, facts);
  // bh= needs no key: what was changed is still there when the key is repaired.
  return first.code.startsWith('dkim-key-') && isBodyIntact(signature.bodyHash) === false
    ? [first, ...changed(signature, facts)]
    : [first];
}

type Say = (
  code: Draft['code'],
  values?: Record<string, string | number | null>,
  evidence?: (string | null)[],
) => Draft;

function sayOf(signature: DkimCheck): Say {
  const { domain, selector, reason } = signature;
  return (code, values = {}, evidence = []) =>
    draft(
      code,
      { domain, selector, ...values },
      [...evidence, `d=${domain} s=${selector}: ${reason}`],
      subjectOf(signature),
    );
}

/** Null when nothing is wrong with signature and key themselves. */
function cause(signature: DkimCheck, facts: Verification): Draft | null {
  const { domain, selector, algorithm, auid } = signature;
  const say = sayOf(signature);
  // A limit of ours: whatever the result is called, nothing is wrong with what was signed.
  if (signature.key.type === 'rsa' && (signature.key.bits ?? 0) > MAX_BITS)
    return keyStatus(usesOf(signature, facts.dkim), keySurroundings(facts, signature));
  if (signature.result === 'temperror') return temperror(signature, facts, say);
  if (signature.tolerant?.result === 'pass') return toleratedSignature(signature, facts);
  // RFC 8301 §3.1: MUST NOT be used, whatever its key.
  if (/-sha1$/i.test(algorithm)) return say('dkim-sha1', { algorithm });
  if (domain === '' || selector === '')
    return say('dkim-signature-syntax', signatureFault(signature), [oneLine(signature.field)]);
  // RFC 6376 §5.4: the From field MUST be signed.
  if (!signature.signedHeaders.some((name) => name.toLowerCase() === 'from'))
    return say('dkim-from-unsigned', {}, [`h=${signature.signedHeaders.join(':')}`]);
  // RFC 6376 §3.5: i= MUST be d= or below it.
  const auidDomain = auid.slice(auid.lastIndexOf('@') + 1).toLowerCase();
  if (auidDomain !== domain.toLowerCase() && !auidDomain.endsWith(`.${domain.toLowerCase()}`))
    return say('dkim-auid-outside', { auid });
  // RFC 6376 §3.5 x=: it MUST be after t=; what ends before it begins has not expired.
  if (signatureFault(signature).times !== null)
    return say('dkim-signature-syntax', signatureFault(signature), [oneLine(signature.field)]);
  if (signature.expiresAt !== null && Date.parse(signature.expiresAt) < facts.at)
    return say('dkim-expired', {
      expired: utc(signature.expiresAt),
      received: utc(facts.at),
      lifetime: lifetimeOf(signature),
    });
  // The body was changed, which needs no key to see, and DNS did not say whether there is one.
  if (signature.key.records.length === 0 && answers(facts, signature.key.name, 'TXT') === null)
    return null;
  return keyStatus(usesOf(signature, facts.dkim), keySurroundings(facts, signature));
}

function temperror({ key, reason }: DkimCheck, facts: Verification, say: Say): Draft {
  const status = lookupStatus(facts, key.name);
  return say('dkim-temperror', {
    name: key.name,
    status,
    ours: isOurLimit(reason) ? 'DNS limit' : null,
  });
}

/** How long a signature was meant to live, in words of numbers: "5 min", "36 h". */
function lifetimeOf({ signedAt, expiresAt }: DkimCheck): string | null {
  if (signedAt === null || expiresAt === null) return null;
  const minutes = Math.round((Date.parse(expiresAt) - Date.parse(signedAt)) / 60_000);
  return minutes <= 0 ? null : minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

/** The key is there and fits, but what it signed is not what arrived (RFC 6376 §6.1.3). */
function changed(signature: DkimCheck, facts: Verification): Draft[] {
  const found = changesAfterSigning(signature, facts);
  if (found.length > 0) return found;
  const say = sayOf(signature);
  return [
    signature.result === 'neutral'
      ? say('dkim-signature-syntax', signatureFault(signature), [oneLine(signature.field)])
      : say('dkim-failed', { problem: signature.reason }),
  ];
}
