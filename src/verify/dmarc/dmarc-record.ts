// One DMARC Policy Record as text (RFC 9989 §4.7, §4.8): what its tags say, what is wrong with them, whether it can be applied.
// Tag names have case, and a name that occurs twice voids the record (RFC 6376 §3.2, on which §4.7 builds).
import type { DmarcPolicy } from '../verification.ts';

export interface PolicyRecord {
  /** As published, strings joined. */
  text: string;
  /** The policy tags as they apply (RFC 9989 §4.10.1): null where absent or not valid. */
  p: DmarcPolicy | null;
  sp: DmarcPolicy | null;
  np: DmarcPolicy | null;
  t: 'y' | 'n';
  psd: 'y' | 'n' | 'u';
  adkim: 'r' | 's';
  aspf: 'r' | 's';
  rua: string | null;
  ruf: string | null;
  /** Every other tag but v as written: fo, the historic pct, rf, ri, and unknown ones. */
  other: Record<string, string>;
  /** RFC 9989 §4.10.1: applied as published, applied as if it said p=none (it asks for reports), or not at all. */
  use: 'as-published' | 'as-none' | 'not-usable';
  /** The policies an RFC 7489 receiver reads here (its §6.6.3 step 6: np is unknown to it); null when it reads none. */
  rfc7489: { p: DmarcPolicy; sp: DmarcPolicy | null } | null;
  /** Tags whose values are not by the grammar, as written: `sp=bob`. They fall back to their default (§4.7). */
  invalid: string[];
}

/** What a TXT record at _dmarc is. */
export type PolicyText =
  | { kind: 'record'; record: PolicyRecord }
  | { kind: 'void'; why: string }
  | { kind: 'other' };

// RFC 9989 §4.8 dmarc-version: "v" without, "DMARC1" with case. §4.7: a record that does not begin so is none.
const VERSION = /^[vV][ \t]*=[ \t]*DMARC1[ \t]*(?:;|$)/;
const POLICIES: readonly string[] = ['none', 'quarantine', 'reject'];
// RFC 9989 §4.8 dmarc-uri: an RFC 3986 URI, comma and "!" encoded; the size suffix is obsolete but no error.
const REPORT_URI = /^[a-z][a-z0-9+.-]*:(?:[a-z0-9\-._~:/?#[\]@$&'()*+;=]|%[0-9a-f]{2})*$/i;
const OBSOLETE_SIZE = /![0-9]+[kmgt]?$/i;

const asPolicy = (value: string | undefined): DmarcPolicy | null =>
  value !== undefined && POLICIES.includes(value.toLowerCase())
    ? (value.toLowerCase() as DmarcPolicy)
    : null;

/** RFC 9989 §4.10.1: rua with at least one reporting URI that is valid by syntax. */
const asksForReports = (rua: string | undefined): boolean =>
  rua !== undefined &&
  rua.split(',').some((uri) => REPORT_URI.test(uri.trim().replace(OBSOLETE_SIZE, '')));

/** Reads one TXT record, its strings joined (RFC 9989 §4.5). */
export function readPolicyText(joined: string): PolicyText {
  const text = joined.trim();
  if (!VERSION.test(text)) return { kind: 'other' };
  const tags = new Map<string, string>();
  for (const [index, part] of text.split(';').entries()) {
    const equals = part.indexOf('=');
    // RFC 9989 §4.7: syntax errors after the version are ignored.
    if (equals < 0) continue;
    const written = part.slice(0, equals).trim();
    if (written === '') continue;
    const name = index === 0 ? 'v' : written;
    // RFC 6376 §3.2: a tag name that occurs twice makes the whole list invalid.
    if (tags.has(name))
      return { kind: 'void', why: `tag ${shownName(name)} occurs twice (RFC 6376 §3.2)` };
    tags.set(name, part.slice(equals + 1).trim());
  }
  return { kind: 'record', record: readTags(text, tags) };
}

function readTags(text: string, tags: ReadonlyMap<string, string>): PolicyRecord {
  const invalid: string[] = [];
  const choice = <T extends string>(name: string, allowed: readonly T[], otherwise: T): T => {
    const value = tags.get(name);
    if (value === undefined) return otherwise;
    const found = allowed.find((word) => word === value.toLowerCase());
    if (found === undefined) invalid.push(`${name}=${value}`);
    return found ?? otherwise;
  };
  const policy = (name: 'p' | 'sp' | 'np'): DmarcPolicy | null => {
    const value = tags.get(name);
    const found = asPolicy(value);
    if (value !== undefined && found === null) invalid.push(`${name}=${value}`);
    return found;
  };
  const p = policy('p');
  const sp = policy('sp');
  const np = policy('np');
  const usable = p !== null && (sp !== null || !tags.has('sp')) && (np !== null || !tags.has('np'));
  const reports = asksForReports(tags.get('rua'));
  const legacy =
    p !== null && (sp !== null || !tags.has('sp'))
      ? { p, sp }
      : reports
        ? { p: 'none' as const, sp: null }
        : null;
  const use = usable ? 'as-published' : reports ? 'as-none' : 'not-usable';
  // fromEntries defines own properties, whatever a record calls its tags.
  const other = Object.fromEntries([...tags].filter(([name]) => !KNOWN.has(name)));
  return {
    text,
    ...(use === 'as-none' ? { p: 'none' as const, sp: null, np: null } : { p, sp, np }),
    t: choice('t', ['y', 'n'], 'n'),
    psd: choice('psd', ['y', 'n', 'u'], 'u'),
    adkim: choice('adkim', ['r', 's'], 'r'),
    aspf: choice('aspf', ['r', 's'], 'r'),
    rua: tags.get('rua') ?? null,
    ruf: tags.get('ruf') ?? null,
    other,
    use,
    rfc7489: legacy,
    invalid,
  };
}

const KNOWN = new Set(['v', 'p', 'sp', 'np', 't', 'psd', 'adkim', 'aspf', 'rua', 'ruf']);

/** A tag name as it may stand in a note. */
const shownName = (name: string): string => (/^[A-Za-z0-9_]{1,20}$/.test(name) ? name : 'name');
