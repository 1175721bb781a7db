// The facts of one evaluated signature in the shape that the report carries (DkimCheck). Presentation limits are applied here only.
import { octetsToText, trimSpace, unfold } from '../../message/fields.ts';
import type { DkimCheck } from '../verification.ts';
import type { Evaluation } from './evaluate.ts';
import { isoTime } from './iso-time.ts';
import type { RowIndex } from './header-rows.ts';
import type { KeyLookup } from './key-lookup.ts';
import type { KeyRecord } from './key-record.ts';

const MAX_FIELD_LENGTH = 2000;
const MAX_HEADER_LENGTH = 4000;
const MAX_NAMES = 200;

/** Fields that are added on the way or are signatures themselves; nobody signs them, so they are not listed as unsigned. */
const ON_THE_WAY = new Set([
  'received',
  'return-path',
  'delivered-to',
  'received-spf',
  'authentication-results',
  'dkim-signature',
  'domainkey-signature',
  'x-google-dkim-signature',
  'arc-seal',
  'arc-message-signature',
  'arc-authentication-results',
]);

const isoOrNull = (seconds: number | null): string | null =>
  seconds === null ? null : isoTime(seconds);

export function dkimCheck(evaluation: Evaluation, index: RowIndex): DkimCheck {
  const { signature, record, lookup, body } = evaluation;
  const { names, headerCanonicalization, bodyCanonicalization, limit } = signature;
  const signed = names.map((name) => name.toLowerCase());
  const mentions = new Map<string, number>();
  for (const name of signed) mentions.set(name, (mentions.get(name) ?? 0) + 1);
  return {
    result: evaluation.result,
    reason: evaluation.reason,
    tolerant: evaluation.tolerant,
    domain: signature.domain,
    selector: signature.selector,
    auid: signature.identity,
    algorithm: signature.algorithm,
    canonicalization:
      headerCanonicalization === null || bodyCanonicalization === null
        ? (signature.tags.get('c') ?? '')
        : `${headerCanonicalization}/${bodyCanonicalization}`,
    signedHeaders: names,
    oversigned: [...mentions]
      .filter(([name, times]) => times > (index.get(name)?.length ?? 0))
      .map(([name]) => name),
    unsigned: [...index.keys()]
      .filter((name) => !mentions.has(name) && !ON_THE_WAY.has(name))
      .slice(0, MAX_NAMES),
    aligned: null,
    key: keyFacts(
      signature.domain === '' || signature.selector === '' ? '' : signature.keyName,
      lookup,
      record,
    ),
    bodyHash: { claimed: signature.claimedHash, computed: body?.digest.toString('base64') ?? null },
    headerIntact: evaluation.headerIntact,
    bodyLength: limit === null || body === null ? null : { signed: limit, total: body.total },
    signedAt: isoOrNull(signature.signedAt),
    expiresAt: isoOrNull(signature.expiresAt),
    forensics: null,
    field: trimSpace(unfold(octetsToText(signature.row.line))).slice(0, MAX_FIELD_LENGTH),
    canonicalHeader:
      evaluation.input === null ? null : octetsToText(evaluation.input).slice(0, MAX_HEADER_LENGTH),
  };
}

/** `record` is the one that counts among those found; null when none looks like a key. */
export function keyFacts(
  name: string,
  lookup: KeyLookup | null,
  record: KeyRecord | null,
): DkimCheck['key'] {
  return {
    name,
    record: record?.text ?? null,
    records: lookup?.texts ?? [],
    alias:
      lookup === null || lookup.texts.length === 0 ? null : (lookup.answer.chain.at(-1) ?? null),
    bits: record?.bits ?? null,
    exponent: record?.exponent?.toString() ?? null,
    type: record?.type ?? null,
    testing: record?.testing ?? false,
    flags: record?.flags ?? [],
  };
}
