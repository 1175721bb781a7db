// Body hashes (RFC 6376 §3.7) of all signatures of a message in one pass for each canonicalization and hash: however many l= there
// are, the octets are hashed once and the running hash is copied at each limit (LIBRARIES.md row 10: distinct l= were unlimited work).
// Not known here: what a signature claims.
import { createHash } from 'node:crypto';
import type { Canonicalization } from './canonical-header.ts';
import { canonicalBody, type CanonicalBody } from './canonical-body.ts';

export type HashName = 'sha256' | 'sha1';

/** One hash that a signature asks for; `limit` is its l=, null without one. */
export interface BodyHashRequest {
  canonicalization: Canonicalization;
  hash: HashName;
  limit: number | null;
}

export interface BodyHash {
  digest: Buffer;
  /** Octets of the whole canonical body. */
  total: number;
}

/** What is known of a body: made once, asked by every signature. */
export interface BodyHashes {
  /** The hash of a wish that was stated before, else null. A limit over the body's length hashes all of it. */
  of: (wish: BodyHashRequest) => BodyHash | null;
  canonical(canonicalization: Canonicalization): CanonicalBody;
}

const CRLF = Buffer.from('\r\n');

const keyOf = ({ canonicalization, hash, limit }: BodyHashRequest): string =>
  `${canonicalization}:${hash}:${limit ?? ''}`;

export function bodyHashes(body: Uint8Array, wishes: readonly BodyHashRequest[]): BodyHashes {
  const bodies = new Map<Canonicalization, CanonicalBody>();
  const canonical = (canonicalization: Canonicalization): CanonicalBody => {
    let form = bodies.get(canonicalization);
    if (form === undefined)
      bodies.set(canonicalization, (form = canonicalBody(body, canonicalization)));
    return form;
  };
  const hashes = new Map<string, BodyHash>();
  for (const canonicalization of ['relaxed', 'simple'] as const) {
    for (const hash of ['sha256', 'sha1'] as const) {
      const alike = wishes.filter(
        (wish) => wish.canonicalization === canonicalization && wish.hash === hash,
      );
      if (alike.length > 0) hashAll(canonical(canonicalization), hash, alike, hashes);
    }
  }
  return {
    canonical,
    of: (wish) => hashes.get(keyOf(wish)) ?? null,
  };
}

function hashAll(
  body: CanonicalBody,
  name: HashName,
  wishes: readonly BodyHashRequest[],
  into: Map<string, BodyHash>,
): void {
  const total = body.length;
  const end = ({ limit }: BodyHashRequest): number => Math.min(limit ?? total, total);
  const running = createHash(name);
  let hashed = 0;
  for (const wish of [...wishes].sort((a, b) => end(a) - end(b))) {
    const key = keyOf(wish);
    if (into.has(key)) continue;
    const until = end(wish);
    running.update(body.text.subarray(hashed, until));
    const text = body.text.length;
    if (until > text && hashed < until)
      running.update(CRLF.subarray(Math.max(hashed - text, 0), until - text));
    hashed = until;
    into.set(key, { digest: running.copy().digest(), total });
  }
}
