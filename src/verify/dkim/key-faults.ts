// What forbids a key record for one signature (RFC 6376 §6.1.2 steps 5 to 8): the faults it has by itself, and its limits of use.
import type { KeyFault, KeyRecord } from './key-record.ts';
import { RULED } from './results.ts';

/** What of a signature or seal its key record has a say in. */
export interface KeyUse {
  hash: string | null;
  keyType: 'rsa' | 'ed25519' | null;
  /** a= as written. */
  algorithm: string;
  domain: string;
  /** Domain of i=; null where there is no such identity. */
  identityDomain: string | null;
}

export function keyFaults(
  record: KeyRecord,
  { hash, keyType, algorithm, domain, identityDomain }: KeyUse,
): KeyFault[] {
  const faults = [...record.faults];
  const unsuited = (text: string): void => {
    faults.push({ text, tolerable: false, result: RULED.keyUnsuited });
  };
  if (hash !== null && record.hashes !== null && !record.hashes.includes(hash)) {
    unsuited(`h=${record.hashes.join(':')} does not allow ${hash}, with which this was signed`);
  }
  if (keyType !== null && record.key !== null && record.type !== keyType)
    unsuited(`it is for ${record.type}, the signature is a=${algorithm}`);
  // §3.6.1 t=s: "the i= domain MUST NOT be a subdomain of d="
  if (record.noSubdomains && identityDomain !== null && identityDomain !== domain)
    unsuited(`t=s forbids i= at a subdomain (${identityDomain})`);
  return faults;
}
