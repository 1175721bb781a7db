// A DMARC record as a person reads it (RFC 9989 §4.7, §4.8): what is wrong with it, and the same record with its slips undone.

const POLICIES = ['none', 'quarantine', 'reject'] as const;
export type Policy = (typeof POLICIES)[number];

export function isPolicy(text: string): text is Policy {
  return POLICIES.some((policy) => policy === text);
}

export interface RecordFault {
  /** Which tag, or v for the beginning. */
  tag: string;
  /** Its value; '' where it is missing, "twice" where it is not alone. */
  found: string;
}

/** Whether a TXT record is, or was meant to be, a DMARC record. */
export function looksLikeDmarc(text: string): boolean {
  return /^[\s"']*v\s*=?\s*dmarc/i.test(text) || /;\s*v\s*=\s*DMARC1\s*(?:;|$)/.test(text);
}

/** RFC 9989 §4.8: begins with exactly v=DMARC1 (the value has case), then ";" or the end. */
export function isDmarc(text: string): boolean {
  return /^v[ \t]*=[ \t]*DMARC1[ \t]*(?:;|$)/.test(text);
}

/** The first fault that costs the record its policy; null when there is none. */
export function dmarcFault(text: string): RecordFault | null {
  if (!isDmarc(text)) return { tag: 'v', found: text.slice(0, 40) };
  const tags = tagsOf(text);
  // RFC 6376 §3.2: a name that occurs twice makes the whole list invalid.
  const names = text.split(';').flatMap((part) => /^\s*([a-z0-9_]+)\s*=/i.exec(part)?.[1] ?? []);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) return { tag: twice, found: 'twice' };
  const p = tags.get('p');
  if (p === undefined) return { tag: 'p', found: '' };
  for (const tag of ['p', 'sp', 'np']) {
    const value = tags.get(tag);
    if (value !== undefined && !isPolicy(value.toLowerCase())) return { tag, found: value };
  }
  for (const tag of ['adkim', 'aspf']) {
    const value = tags.get(tag);
    if (value !== undefined && !/^[rs]$/i.test(value)) return { tag, found: value };
  }
  return null;
}

/** A tag and its value. */
export type Tag = readonly [name: string, value: string];

/** The tags in their order without v=, read kindly: quotes, backslashes and wrong separators undone, parts without a value left out. */
export function readTags(text: string): Tag[] {
  const body = text
    .replace(/["']|\\(?=[;,\s])/g, '')
    .replace(/^\s*v\s*=?\s*dmarc\s*1?[\s;,.:]*/i, '')
    .replace(/;\s*v\s*=\s*DMARC1\s*(?=;|$)/i, '');
  // A tag begins after a separator: spaces and commas were written where ";" belongs.
  return body.split(/;|[\s,]+(?=[a-z]+\s*=)/i).flatMap((part): Tag[] => {
    const [, name = '', value = ''] = /^\s*([a-z0-9_]+)\s*[=:]\s*(.*?)[\s,.]*$/is.exec(part) ?? [];
    // A ";" between two report addresses.
    if (name.toLowerCase() === 'mailto') return [['rua', `mailto:${value}`]];
    return name === '' || value === '' ? [] : [[name.toLowerCase(), value]];
  });
}

function tagsOf(text: string): Map<string, string> {
  const tags = new Map<string, string>();
  for (const part of text.split(';')) {
    const at = part.indexOf('=');
    const name = part.slice(0, Math.max(at, 0)).trim().toLowerCase();
    if (name !== '' && !tags.has(name)) tags.set(name, part.slice(at + 1).trim());
  }
  return tags;
}
