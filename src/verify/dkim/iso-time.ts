// Times of t= and x= (RFC 6376 §3.5) as people and the report read them.

/** Seconds since the epoch, at most 12 digits, as ISO 8601 without fractions. */
export function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}
