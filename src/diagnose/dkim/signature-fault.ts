// What is wrong with a DKIM-Signature field, as values for the words: which tag, and of what kind the slip is (RFC 6376 §3.5, §6.1.1).
import type { DkimCheck } from '../../verify/verification.ts';

/** Each kind that has a fix of its own; the value is what stands there. All null: only `reason` is known. */
export interface SignatureFault extends Record<string, string | null> {
  reason: string;
  algorithmText: string | null;
  missing: string | null;
  version: string | null;
  canonical: string | null;
  times: string | null;
  twice: string | null;
  selectorText: string | null;
  domainText: string | null;
  method: string | null;
  damaged: string | null;
}

export function signatureFault({ reason }: Pick<DkimCheck, 'reason'>): SignatureFault {
  const found = (pattern: RegExp): string | null => pattern.exec(reason)?.[1] ?? null;
  return {
    reason,
    algorithmText: found(/the algorithm a="([^"]*)" is not known/),
    missing: found(/the required tag ([a-z]+)= is missing/),
    version: found(/v= is "([^"]*)", not "1"/),
    canonical: found(/the canonicalization c="([^"]*)" is not known/),
    times: found(/(x= \(\d+\)) is not after t=/),
    twice: found(/the tag ([a-z]+)= is there twice/i),
    selectorText: found(/s="([^"]*)" is not a selector/),
    domainText: found(/d="([^"]*)" is not a domain name/),
    method: found(/no key query method of q="([^"]*)" is known/),
    damaged: found(/\b(bh?)= is (?:not base64|empty)/),
  };
}
