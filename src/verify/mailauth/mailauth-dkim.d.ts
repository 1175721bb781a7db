// Shapes of the parts of mailauth's DKIM and ARC that are called below dkimVerify() (mailauth ships no types for them).
declare module 'mailauth/lib/dkim/dkim-verifier.js' {
  import type { KeyCache } from 'mailauth/lib/tools.js';

  /** What the verifier wants of a body hasher once it has been registered. */
  export interface BodyHasher {
    digest(encoding: 'base64'): string;
    getMimeStructureStart(): number;
    setContentType(contentType: unknown): void;
    byteLength: number;
    canonicalizedLength: number;
    bodyHashedBytes: number;
  }

  export interface PreparedSignature {
    type: 'DKIM' | 'ARC';
    parsed?: { bh?: { value: string } };
  }

  export interface SignatureResult {
    status: { result: string; comment?: string };
  }

  export class DkimVerifier {
    constructor(options: {
      resolver: import('./dkim-keys.ts').MailauthResolver;
      strict: boolean;
      curTime: Date;
    });
    bodyHashes: Map<string, BodyHasher>;
    signatureHeaders: PreparedSignature[];
    results: SignatureResult[];
    keyCache: KeyCache;
    arc: { keyCache: KeyCache };
    addBodyHash(canonicalization: string, hash: string, limit: number | ''): string;
    messageHeaders(headers: {
      parsed: import('../dkim/header-rows.ts').HeaderRow[];
      original: Buffer;
    }): Promise<void>;
    finalChunk(): Promise<void>;
  }
}

declare module 'mailauth/lib/arc/index.js' {
  export function arc(
    data: object,
    options: { resolver: import('./dkim-keys.ts').MailauthResolver; strict: boolean },
  ): Promise<{ status: { result: string; comment?: string } }>;
}

declare module 'mailauth/lib/tools.js' {
  import type { KeyObject } from 'node:crypto';

  export interface LibraryKey {
    /** PEM, or what node:crypto verifies with. */
    publicKey: string | KeyObject;
    rr: string;
    modulusLength: number;
    keyType: string;
    flags: string[];
    testing: boolean;
    warnings: string[];
  }

  export interface KeyCache {
    resolver: import('./dkim-keys.ts').MailauthResolver;
    get(
      type: string,
      name: string,
      minBits: number | undefined,
      options: { strict: boolean; hashAlgo: 'sha1' | 'sha256' },
    ): Promise<LibraryKey>;
  }

  export function getPublicKey(
    type: string,
    name: string,
    minBits: number | undefined,
    resolver: import('./dkim-keys.ts').MailauthResolver,
    options: { strict: boolean; hashAlgo: 'sha1' | 'sha256' },
  ): Promise<LibraryKey & { publicKey: string }>;
}
