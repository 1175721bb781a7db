// One ARC-Seal judged by itself: its signature over the chain up to it (RFC 8617 §5.1.1), under the key rules of DKIM.
// Not known here: whether the chain as a whole holds.
import { canonicalRow, withoutSignatureValue } from '../dkim/canonical-header.ts';
import type { HeaderRow } from '../dkim/header-rows.ts';
import { keyFaults } from '../dkim/key-faults.ts';
import type { KeyLookup } from '../dkim/key-lookup.ts';
import { unavailable, unusable } from '../dkim/key-status.ts';
import { RULED, type Ruling } from '../dkim/results.ts';
import { verifySigned } from '../dkim/verify-signed.ts';
import type { Seal } from './seal.ts';
import type { ArcSet } from './sets.ts';

/** Canonical form of a row, with its line end; remembered, because every seal covers all rows below it. */
export type CanonicalRows = (row: HeaderRow) => string;

/** Seals always use relaxed header canonicalization (RFC 8617 §4.1.3). */
export function canonicalRows(): CanonicalRows {
  const known = new Map<HeaderRow, string>();
  return (row) => {
    let text = known.get(row);
    if (text === undefined) known.set(row, (text = `${canonicalRow(row.line, 'relaxed')}\r\n`));
    return text;
  };
}

/** `proven`: mailauth has verified it with the first record of its lookup. */
export function evaluateSeal(
  seal: Seal,
  chain: readonly ArcSet[],
  lookup: KeyLookup | null,
  canonical: CanonicalRows,
  proven: boolean,
): Ruling {
  const [fault] = seal.faults;
  if (fault !== undefined) return { result: RULED.syntax, reason: fault };
  const input = sealInput(seal, chain, canonical);
  if (typeof input === 'string') return { result: RULED.syntax, reason: input };
  const [preferred] = lookup?.records ?? [];
  if (lookup === null || preferred === undefined) return unavailable(lookup);
  const use = {
    hash: 'sha256',
    keyType: seal.keyType,
    algorithm: seal.algorithm,
    domain: seal.domain,
    identityDomain: null,
  };
  const sound = lookup.records.filter((record) => keyFaults(record, use).length === 0);
  const [problem] = keyFaults(preferred, use);
  if (sound.length === 0 && problem !== undefined) return unusable(problem, lookup);
  const { value } = seal;
  const verified = sound.some(
    (record) =>
      (proven && record === preferred) ||
      (value !== null && record.key !== null && verifySigned(record.key, 'sha256', input, value)),
  );
  if (verified)
    return { result: RULED.verified, reason: `verified with the key at ${lookup.name}` };
  return {
    result: RULED.signature,
    reason: `it does not verify: an ARC field was changed, or the key at ${lookup.name} is not the one that signed`,
  };
}

/** The octets under a seal (RFC 8617 §5.1.1), or why there are none. */
function sealInput(
  seal: Seal,
  chain: readonly ArcSet[],
  canonical: CanonicalRows,
): Buffer | string {
  const last = chain.at(-1);
  // §5.1.2: a seal that says cv=fail covers its own set only.
  const covered = seal.cv === 'fail' && last !== undefined ? [last] : chain;
  let text = '';
  for (const [position, set] of covered.entries()) {
    const { instance, authenticationResults, messageSignature, seal: own } = set;
    if (covered === chain && instance !== position + 1)
      return `the chain below it has no i=${position + 1}`;
    if (authenticationResults === null) return `i=${instance} has no ARC-Authentication-Results`;
    if (messageSignature === null) return `i=${instance} has no ARC-Message-Signature`;
    if (own === null) return `i=${instance} has no ARC-Seal`;
    text += canonical(authenticationResults) + canonical(messageSignature.row);
    // RFC 6376 §3.7: the signature itself comes last, without its value and without a line end.
    text +=
      set === last ? withoutSignatureValue(canonical(own.row).slice(0, -2)) : canonical(own.row);
  }
  return Buffer.from(text, 'latin1');
}
