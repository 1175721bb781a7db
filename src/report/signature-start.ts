// The first characters of b= (RFC 6008): how Authentication-Results tells several signatures of one domain apart.

/** Eight characters of the signature, without white space; null when the field (as received, unfolded) shows none. */
export function signatureStart(field: string): string | null {
  const value = /(?:^|[;:])\s*b\s*=\s*([A-Za-z0-9+/=\s]*)/.exec(field)?.[1] ?? '';
  const start = value.replace(/\s+/g, '').slice(0, 8);
  return start === '' ? null : start;
}
