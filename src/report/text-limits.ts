// What a text report may measure (SECURITY.md §5): 80 lines and 8 KiB as they travel, with CRLF line ends.

const MAX_LINES = 80;
/** 8 KiB less what the composer may add. */
const MAX_OCTETS = 8192 - 256;

export function octets(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 2, 0);
}

export function isWithinLimits(
  lines: readonly string[],
  mostLines: number = MAX_LINES,
  mostOctets: number = MAX_OCTETS,
): boolean {
  return lines.length <= mostLines && octets(lines) <= mostOctets;
}
