// A DMARC record as a person reads it (RFC 9989 §4.7, §4.8): what is wrong with it, and the same record with its slips undone.

const POLICIES = ['none', 'quarantine', 'reject'];

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
    if (value !== undefined && !POLICIES.includes(value.toLowerCase())) return { tag, found: value };
  }
  for (const tag of ['adkim', 'aspf']) {
    const value = tags.get(tag);
    if (value !== undefined && !/^[rs]$/i.test(value)) return { tag, found: value };
  }
  return null;
}

/** The record with its separators, quotes and missing p= put right; null when a value is wrong and only its owner knows what was meant. */
export function repairedDmarc(text: string): string | null {
  const body = text.replace(/^[\s"']*v\s*=?\s*dmarc\s*1?["'\s;,.:]*/i, '').replace(/;\s*v\s*=\s*DMARC1\s*(?=;|$)/, '');
  // A tag begins after a separator: spaces and commas were written where ";" belongs.
  const tags = body
    .replace(/["']/g, '')
    .split(/;|[\s,]+(?=[a-z]+\s*=)/i)
    .map((tag) =>
      tag
        .trim()
        .replace(/[,.]+$/, '')
        .replace(/\s*[=:]\s*/, '='),
    )
    .filter((tag) => tag !== '');
  if (!tags.some((tag) => /^p=/i.test(tag))) tags.unshift('p=none');
  // RFC 9989 §4.8: p= need not be second any more, but RFC 7489 §6.3 wanted it there.
  const first = tags.findIndex((tag) => /^p=/i.test(tag));
  const record = ['v=DMARC1', ...tags.splice(first, 1), ...tags].join('; ');
  return dmarcFault(record) === null ? record : null;
}

export function tagsOf(text: string): Map<string, string> {
  const tags = new Map<string, string>();
  for (const part of text.split(';')) {
    const at = part.indexOf('=');
    const name = part.slice(0, Math.max(at, 0)).trim().toLowerCase();
    if (name !== '' && !tags.has(name)) tags.set(name, part.slice(at + 1).trim());
  }
  return tags;
}

/** The record with tags exchanged (undefined removes); new ones come last. */
export function rewriteDmarc(text: string, changes: Record<string, string | undefined>): string {
  const left = new Map(Object.entries(changes));
  const parts = text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .flatMap((part) => {
      const name = part
        .slice(0, Math.max(part.indexOf('='), 0))
        .trim()
        .toLowerCase();
      if (!left.has(name)) return [part];
      const value = left.get(name);
      left.delete(name);
      return value === undefined ? [] : [`${name}=${value}`];
    });
  for (const [name, value] of left) if (value !== undefined) parts.push(`${name}=${value}`);
  return parts.join('; ');
}
