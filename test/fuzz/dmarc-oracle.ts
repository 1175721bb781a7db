// RFC 9989 told as plainly as it can be, for comparing: no budgets, no evidence, no sharing of walks. Written from the sections named,
// apart from the code under test.

export type Answer = string[] | 'NXDOMAIN' | 'NODATA' | 'SERVFAIL';
export interface Names {
  /** TXT at _dmarc.DOMAIN. */
  policy(domain: string): Answer;
  exists(domain: string): boolean | 'SERVFAIL';
}

interface Record9989 {
  p: string | null;
  sp: string | null;
  np: string | null;
  psd: string;
  t: string;
  adkim: string;
  aspf: string;
  usable: boolean;
}

export interface Expected {
  result: 'pass' | 'fail' | 'none' | 'temperror';
  policyDomain: string | null;
  organizationalDomain: string | null;
  disposition: string | null;
}

const POLICIES = ['none', 'quarantine', 'reject'];

/** §4.7, §4.8 ("v" has no case, DMARC1 has); null when it is no DMARC record or an invalid tag list. */
function read(text: string): Record9989 | null {
  if (!/^\s*[vV]\s*=\s*DMARC1\s*(;|$)/.test(text)) return null;
  const tags: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const part of text.split(';')) {
    const [, name, value] = /^\s*([^=\s][^=]*?)\s*=\s*([^]*?)\s*$/.exec(part) ?? [];
    if (name === undefined || value === undefined) continue;
    if (name in tags) return null;
    tags[name] = value;
  }
  const valid = (name: string, among: string[]): string | null =>
    among.includes(tags[name]?.toLowerCase() ?? '') ? (tags[name]?.toLowerCase() ?? null) : null;
  const broken =
    valid('p', POLICIES) === null ||
    ['sp', 'np'].some((name) => name in tags && valid(name, POLICIES) === null);
  const asksForReports = (tags['rua'] ?? '')
    .split(',')
    .some((uri) => /^\s*[a-z][a-z0-9+.-]*:[^\s,!]*(?:![0-9]+[kmgt]?)?\s*$/i.test(uri));
  return {
    // §4.10.1, the end: act as if it said p=none, or not at all.
    p: broken ? 'none' : valid('p', POLICIES),
    sp: broken ? null : valid('sp', POLICIES),
    np: broken ? null : valid('np', POLICIES),
    psd: valid('psd', ['y', 'n', 'u']) ?? 'u',
    t: valid('t', ['y', 'n']) ?? 'n',
    adkim: valid('adkim', ['r', 's']) ?? 'r',
    aspf: valid('aspf', ['r', 's']) ?? 'r',
    usable: !broken || asksForReports,
  };
}

interface Walk {
  found: { domain: string; record: Record9989 }[];
  organizational: string | null;
}

/** §4.10, §4.10.2; organizational is null when a question failed. */
function walk(start: string, names: Names): Walk {
  const found: Walk['found'] = [];
  let labels = start.split('.');
  for (;;) {
    const domain = labels.join('.');
    const answer = names.policy(domain);
    if (answer === 'SERVFAIL') return { found, organizational: null };
    const records = Array.isArray(answer)
      ? answer.filter((text) => /^\s*[vV]\s*=\s*DMARC1\s*(;|$)/.test(text))
      : [];
    const record = records.length === 1 ? read(records[0] ?? '') : null;
    if (record !== null) found.push({ domain, record });
    if (record?.psd === 'y' || record?.psd === 'n') break;
    labels = labels.length > 7 ? labels.slice(labels.length - 7) : labels.slice(1);
    if (labels.length === 0) break;
  }
  for (const { domain, record } of found) {
    if (record.psd === 'n') return { found, organizational: domain };
    if (record.psd === 'y' && domain !== start)
      return {
        found,
        organizational: start
          .split('.')
          .slice(-domain.split('.').length - 1)
          .join('.'),
      };
  }
  return { found, organizational: found.at(-1)?.domain ?? start };
}

export interface Identifiers {
  author: string;
  spf: { domain: string; passed: boolean } | null;
  dkim: { domain: string; passed: boolean }[];
}

export function expected({ author, spf, dkim }: Identifiers, names: Names): Expected {
  const own = walk(author, names);
  const last = own.found.at(-1);
  const chosen =
    own.found.find(({ domain }) => domain === author) ??
    (own.organizational === null
      ? undefined
      : (own.found.find(({ domain }) => domain === own.organizational) ??
        (last?.record.psd === 'y' ? last : undefined)));
  const nothing = {
    policyDomain: chosen?.domain ?? null,
    organizationalDomain: own.organizational,
    disposition: null,
  };
  if (chosen === undefined)
    return { ...nothing, result: own.organizational === null ? 'temperror' : 'none' };
  if (!chosen.record.usable) return { ...nothing, result: 'none' };

  let unknown = false;
  const aligned = (domain: string, mode: string): boolean => {
    if (domain === author) return true;
    if (mode === 's') return false;
    const other = walk(domain, names).organizational;
    if (other === null || own.organizational === null) {
      // A walk that failed leaves it open, where the names could still have one organization.
      if (
        other !== null ||
        own.organizational === null ||
        domain === own.organizational ||
        domain.endsWith(`.${own.organizational}`)
      )
        unknown ||= domain.split('.').at(-1) === author.split('.').at(-1);
      return false;
    }
    return other === own.organizational;
  };
  const passes = [
    ...(spf?.passed === true ? [aligned(spf.domain, chosen.record.aspf)] : []),
    ...dkim
      .filter(({ passed }) => passed)
      .map(({ domain }) => aligned(domain, chosen.record.adkim)),
  ];
  if (passes.includes(true)) return { ...nothing, result: 'pass', disposition: 'none' };
  if (unknown) return { ...nothing, result: 'temperror' };

  // §4.10.1: which tag; §4.7 t.
  let policy = chosen.record.p;
  if (chosen.domain !== author) {
    const existing = chosen.record.sp ?? chosen.record.p;
    const there = chosen.record.np === null ? true : names.exists(author);
    // §5.3.6: which policy applies could not be found out.
    if (there === 'SERVFAIL' && chosen.record.np !== existing)
      return { ...nothing, result: 'temperror' };
    policy = there === false ? chosen.record.np : existing;
  }
  return { ...nothing, result: 'fail', disposition: lowered(policy, chosen.record.t) };
}

function lowered(policy: string | null, t: string): string | null {
  if (policy === null || t !== 'y') return policy;
  return policy === 'reject' ? 'quarantine' : 'none';
}
