// Until which host a signature was still valid: the last Authentication-Results or ARC-Authentication-Results field above it that says
// "dkim=pass" for it (RFC 8601 §2.7.1, RFC 8617 §4.1.1, RFC 6008). Such a field can be forged; it only ever excuses the sender's own key.
import { octetsToText, trimSpace, unfold } from '../../../message/fields.ts';
import type { Forensics } from '../../verification.ts';
import type { HeaderRow } from '../header-rows.ts';
import type { Signature } from '../signature.ts';

const SHOWN = 300;
const MAX_LENGTH = 8000;

export interface IntactAt {
  /** What the report says. */
  fact: NonNullable<Forensics['intactAt']>;
  /** The place of the field among the rows: what stands above it was added later. */
  place: number;
}

export function intactAt(signature: Signature, rows: readonly HeaderRow[]): IntactAt | null {
  const own = rows.indexOf(signature.row);
  for (const [place, row] of rows.slice(0, Math.max(own, 0)).entries()) {
    if (row.key !== 'authentication-results' && row.key !== 'arc-authentication-results') continue;
    const text = trimSpace(unfold(octetsToText(row.line)))
      .slice(row.key.length + 1, MAX_LENGTH)
      .replace(/\s+/g, ' ');
    const [head = '', ...results] = text.split(';').map((part) => part.trim());
    const [first = ''] = results;
    const host = (/^i=\d+$/i.test(head) ? first : head).split(' ')[0]?.toLowerCase() ?? '';
    const passed = results.find(
      (result) => /^dkim\s*=\s*pass\b/i.test(result) && isOf(signature, result),
    );
    if (passed !== undefined && host !== '')
      return { fact: { host, evidence: `${host}: ${passed}`.slice(0, SHOWN) }, place };
  }
  return null;
}

/** RFC 6008 §4: header.b is the start of b=; without it d= and s= must both be told. */
function isOf({ domain, selector, tags }: Signature, result: string): boolean {
  const told = (property: string): string | null =>
    new RegExp(`(?:^|\\s)header\\.${property}\\s*=\\s*"?([^\\s";]{1,255})`, 'i').exec(
      result,
    )?.[1] ?? null;
  const d = told('d') ?? told('i')?.replace(/^[^@]*@/, '') ?? null;
  if (d === null || d.toLowerCase() !== domain.toLowerCase()) return false;
  const s = told('s');
  if (s !== null && s.toLowerCase() !== selector.toLowerCase()) return false;
  const start = told('b');
  const written = (tags.get('b') ?? '').replace(/[ \t\r\n]+/g, '');
  return start === null
    ? s !== null
    : start.length >= 6 && written.toLowerCase().startsWith(start.toLowerCase());
}
