// One signature judged (RFC 6376 §6.1) with everything at hand: its syntax, the body hash, the keys at its name, the header hash.
// The header signature is checked on its own, whatever else is wrong (LIBRARIES.md row 12), and at most once a key. The strict
// ruling counts; where only tolerable faults stand in the way, the ruling without them is given beside it.
// Not known here: where keys come from, the report.
import type { BodyHash } from './body-hash.ts';
import { signatureInput } from './canonical-header.ts';
import { signedRows, type HeaderRow, type RowIndex } from './header-rows.ts';
import { keyFaults } from './key-faults.ts';
import type { KeyLookup } from './key-lookup.ts';
import type { KeyRecord } from './key-record.ts';
import type { Ruling } from './results.ts';
import { ruleOn } from './evaluation-rule.ts';
import type { Signature } from './signature.ts';
import { verifySigned } from './verify-signed.ts';

/** What a signature is judged by. */
export interface SignatureContext {
  index: RowIndex;
  /** Null when c= or a= is unknown, so that there is nothing to hash. */
  body: BodyHash | null;
  /** Null when the signature names no key. */
  lookup: KeyLookup | null;
  /** Milliseconds since the epoch. */
  at: number;
  /** mailauth has verified it with `lookup.records[0]`: no second look at the octets is needed. */
  proven: boolean;
}

/** What is known of a signature; forensics work on this. */
export interface Evaluation extends Ruling {
  signature: Signature;
  /** What most receivers say; null where it is the same word. */
  tolerant: Ruling | null;
  lookup: KeyLookup | null;
  /** The record that the ruling is about; null when none looks like a key. */
  record: KeyRecord | null;
  body: BodyHash | null;
  /** The fields that h= covers, in its order, and the octets that were signed; null when c= is unknown. */
  rows: HeaderRow[];
  input: Buffer | null;
  /** Null when it could not be checked: no key, no signature octets, an unknown algorithm, a key that proves nothing. */
  headerIntact: boolean | null;
}

export function evaluateSignature(
  signature: Signature,
  { index, body, lookup, at, proven }: SignatureContext,
): Evaluation {
  const rows = signedRows(index, signature.names, signature.row);
  const canonicalization = signature.headerCanonicalization;
  const input =
    canonicalization === null ? null : signatureInput(rows, signature.row, canonicalization);
  const records = lookup?.records ?? [];
  const [preferred] = records;
  const known = new Map<KeyRecord, boolean | null>();
  if (proven && preferred?.conclusive === true) known.set(preferred, true);
  const verifies = (record: KeyRecord): boolean | null => {
    let verdict = known.get(record);
    if (verdict === undefined)
      known.set(
        record,
        (verdict = input === null ? null : verifySignature(signature, record, input)),
      );
    return verdict;
  };

  // RFC 6376 §3.6.2.2: with several keys any may be meant; the one that verifies is.
  const record =
    records.find(
      (candidate) => keyFaults(candidate, signature).length === 0 && verifies(candidate) === true,
    ) ??
    records.find((candidate) => verifies(candidate) === true) ??
    preferred ??
    null;
  const headerIntact = record === null ? null : verifies(record);

  const evidence = {
    signature,
    body,
    lookup,
    record,
    headerIntact,
    fieldsSigned: rows.length,
    hasFrom: index.has('from'),
    at,
  };
  const strict = ruleOn(evidence, { tolerate: false });
  const lenient =
    strict.result === 'pass' || strict.result === 'temperror'
      ? strict
      : ruleOn(evidence, { tolerate: true });
  return {
    ...strict,
    signature,
    tolerant: lenient.result === strict.result ? null : lenient,
    lookup,
    record,
    body,
    rows,
    input,
    headerIntact,
  };
}

/** The header signature alone (RFC 6376 §6.1.3 step 4); null when verifying would mean nothing. */
function verifySignature(
  { value, keyType, hash }: Signature,
  { key, type, conclusive }: KeyRecord,
  input: Buffer,
): boolean | null {
  if (
    value === null ||
    keyType === null ||
    hash === null ||
    key === null ||
    type !== keyType ||
    !conclusive
  )
    return null;
  return verifySigned(key, hash, input, value);
}
