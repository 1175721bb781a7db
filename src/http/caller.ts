// Who uses the API: an address, or the holder of one of API_TOKENS (RFC 6750). Where tokens are set, work is done for their holders
// alone; what an id or a secret opens needs none.
import { createHash, timingSafeEqual } from 'node:crypto';
import { problem } from './problem.ts';
import type { WebContext } from './deps.ts';

export interface Caller {
  address: string;
  /** Which token it holds, told by its hash; null without one. */
  token: string | null;
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** SHA-256 in hex: how secrets are kept. */
export function hashOf(secret: string): string {
  return digest(secret).toString('hex');
}

/** In a time that tells nothing about where they differ. */
export function isSecret(given: string, hash: string): boolean {
  const kept = Buffer.from(hash, 'hex');
  return kept.length === 32 && timingSafeEqual(digest(given), kept);
}

export function bearer(context: WebContext): string | null {
  return (
    /^Bearer +([\x21-\x7e]{1,300})$/i.exec(context.req.header('authorization') ?? '')?.[1] ?? null
  );
}

/** Makes the function that names a caller, or refuses it with 401. */
export function callerNamer(tokens: readonly string[]): (context: WebContext) => Caller | Response {
  const hashes = tokens.map(hashOf);
  return (context) => {
    const address = context.get('client');
    const given = bearer(context);
    const token = given === null ? undefined : hashes.find((hash) => isSecret(given, hash));
    if (token !== undefined) return { address, token };
    if (hashes.length === 0) return { address, token: null };
    const detail =
      given === null
        ? 'This service asks for a token: send Authorization: Bearer TOKEN.'
        : 'This token is not known here.';
    return problem(401, 'Not authorized', detail, {
      'www-authenticate': given === null ? 'Bearer' : 'Bearer error="invalid_token"',
    });
  };
}
