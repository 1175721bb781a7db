// mailauth's verdicts: its DkimVerifier and arc(), strict, over header rows and body hashes that we have already. What it verifies
// needs no second look of ours at the octets; what it does not is judged by our own evaluation, which also overrules it where
// LIBRARIES.md rows 8 and 9 say. It never sees the body, nor a header section that could keep it busy (row 10).
// Not known here: which key record is the right one, what a verdict is called.
import { arc } from 'mailauth/lib/arc/index.js';
import { DkimVerifier, type BodyHasher } from 'mailauth/lib/dkim/dkim-verifier.js';
import { clearStream } from '../../message/clear-stream.ts';
import type { BodyHash, BodyHashes, HashName } from '../dkim/body-hash.ts';
import type { Canonicalization } from '../dkim/canonical-header.ts';
import type { HeaderRow } from '../dkim/header-rows.ts';
import type { KeyLookup } from '../dkim/key-lookup.ts';
import { libraryKeys, type MailauthResolver } from './dkim-keys.ts';
import { decodeBase64 } from '../dkim/tag-list.ts';

export interface LibraryInput {
  /** Signatures, ARC fields, and every field that one of them covers, in message order. */
  rows: HeaderRow[];
  bodyHash: BodyHashes['of'];
  /** By key name. */
  lookups: ReadonlyMap<string, KeyLookup>;
  /** Milliseconds since the epoch. */
  at: number;
}

export interface MailauthResults {
  /** RFC 8601 words, one for each DKIM-Signature row in order; empty when there is none. */
  dkim: string[];
  /** pass, fail or none: the chain of RFC 8617 §5.2 without the optional step 5. */
  arc: string;
}

/** At most so many rows are handed over, and so many octets a row: what people send has a tenth of it. */
const MAX_SIGNATURES = 10;
const MAX_ARC_FIELDS = 150;
const MAX_SIGNATURE_LENGTH = 8192;
const MAX_PARSED_LENGTH = 2048;
// Runs of white space make mailauth's trimming quadratic.
const LONG_RUN = /[ \t\r\n]{200}/;

/** Whether the rows are of a kind that mailauth reads in linear time. */
export function isSafeForMailauth(rows: readonly HeaderRow[]): boolean {
  let signatures = 0;
  let arcFields = 0;
  return rows.every(({ key, line }) => {
    if (key === 'dkim-signature') signatures++;
    else if (key.startsWith('arc-')) arcFields++;
    // These it parses for purposes of its own (addresses, the MIME boundary).
    else
      return (
        !['from', 'return-path', 'content-type'].includes(key) || line.length <= MAX_PARSED_LENGTH
      );
    return (
      signatures <= MAX_SIGNATURES &&
      arcFields <= MAX_ARC_FIELDS &&
      line.length <= MAX_SIGNATURE_LENGTH &&
      !LONG_RUN.test(line.toString('latin1'))
    );
  });
}

/** No verdict at all: our own evaluation judges everything. */
export const NO_MAILAUTH_RESULTS: MailauthResults = { dkim: [], arc: 'none' };

/** Never rejects: mailauth throws where a signature has half a canonicalization (`c=/relaxed`), and then it says nothing. */
export async function libraryVerdicts(input: LibraryInput): Promise<MailauthResults> {
  try {
    return await askMailauth(input);
  } catch {
    return NO_MAILAUTH_RESULTS;
  }
}

async function askMailauth({
  rows,
  bodyHash,
  lookups,
  at,
}: LibraryInput): Promise<MailauthResults> {
  // Never asked: the keys are known.
  const resolver: MailauthResolver = async () => {
    throw new TypeError('mailauth asks for a name');
  };
  const verifier = new Verifier(bodyHash, { resolver, strict: true, curTime: new Date(at) });
  // Of several records mailauth takes the first (row 8); here it is the one that was chosen. Without one it is told that there is no
  // key: what DNS really said is in the lookup.
  verifier.keyCache = verifier.arc.keyCache = libraryKeys(
    resolver,
    (name) => lookups.get(name.toLowerCase())?.records[0]?.text ?? null,
  );
  await verifier.messageHeaders({ parsed: rows, original: Buffer.alloc(0) });
  for (const { parsed } of verifier.signatureHeaders) {
    // Row 8: it compares the text of bh= and so never matches one without its padding, which the grammar allows (RFC 6376 §2.10).
    const octets = parsed?.bh === undefined ? null : decodeBase64(parsed.bh.value);
    if (parsed?.bh !== undefined && octets !== null) parsed.bh.value = octets.toString('base64');
  }
  await verifier.finalChunk();
  const chain = await arc(verifier.arc, { resolver, strict: true });
  const signed = rows.some(({ key }) => key === 'dkim-signature');
  const verdicts = {
    dkim: signed ? verifier.results.map(({ status }) => status.result) : [],
    arc: chain.status.result,
  };
  clearStream([verifier]);
  return verdicts;
}

/** mailauth's, but for the body: its hashes are known. */
class Verifier extends DkimVerifier {
  readonly #bodyHash: BodyHashes['of'];

  constructor(bodyHash: BodyHashes['of'], options: ConstructorParameters<typeof DkimVerifier>[0]) {
    super(options);
    this.#bodyHash = bodyHash;
  }

  override addBodyHash(canonicalization: string, hash: string, limit: number | ''): string {
    const key = `${canonicalization}:${hash}:${limit}`;
    this.bodyHashes.set(
      key,
      hasher(
        this.#bodyHash({
          canonicalization: canonicalization as Canonicalization,
          hash: hash as HashName,
          limit: limit === '' ? null : limit,
        }),
        limit,
      ),
    );
    return key;
  }
}

/** A hash that is known already, in the shape of mailauth's running ones. */
function hasher(hash: BodyHash | null, limit: number | ''): BodyHasher {
  const total = hash?.total ?? 0;
  return {
    digest: () => hash?.digest.toString('base64') ?? '',
    getMimeStructureStart: () => 0,
    setContentType: () => undefined,
    byteLength: total,
    canonicalizedLength: total,
    bodyHashedBytes: limit === '' ? total : Math.min(limit, total),
  };
}
