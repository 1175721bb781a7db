// include: and redirect= that lead to a record nobody can use are a permerror for every mail that gets that far (RFC 7208 §5.2, §6.1). Each is
// replaced by what it meant, as far as that is known: the name that was misspelt, the host, or the sound terms of the record below.
import { nearestInclude } from '../../verify/spf/known-includes.ts';
import { parseRecord, VERSION } from '../../verify/spf/parse-record.ts';
import type { SpfNode, Verification } from '../../verify/verification.ts';
import { plainAddress } from '../address.ts';
import { addresses, canonical, hasNoAddress, texts } from '../evidence.ts';
import { isMechanism, partOf, partsOf, spfText, targetOfPart, type Part } from './part.ts';

export interface Mended {
  parts: Part[];
  /** Terms that are gone although they stood for somebody who sends. */
  lost: string[];
  /** Terms that are gone, and nobody can stand behind them: their names lead nowhere. */
  empty: string[];
}

const DEAD = new Set<SpfNode['status']>(['none', 'several', 'syntax', 'loop']);

/** Null when something cannot be told, or somebody who is permitted today would be lost. */
export function mend(parts: readonly Part[], facts: Verification, domain: string): Mended | null {
  const done: Mended = { parts: [], lost: [], empty: [] };
  for (const part of parts) {
    const one = mendOne(part, parts, facts, domain);
    if (one === null) return null;
    done.parts.push(...one.parts);
    done.lost.push(...one.lost);
    done.empty.push(...one.empty);
  }
  return done;
}

function mendOne(
  part: Part,
  parts: readonly Part[],
  facts: Verification,
  domain: string,
): Mended | null {
  const node = part.term?.record ?? null;
  if (isUnreadable(part)) return { parts: [], lost: [part.text], empty: [] };
  if (node === null && isMechanism(part, 'include')) return unread(part, parts, facts, domain);
  if (node === null || isSound(node)) return { parts: [part], lost: [], empty: [] };
  switch (node.status) {
    case 'none':
      return withoutRecord(part, node.domain, parts, facts);
    case 'several':
    case 'syntax':
      return { parts: [], lost: [part.text], empty: [] };
    case 'loop':
      // Who comes back to a record that is being read learns nothing more.
      return { parts: [], lost: [], empty: [] };
    default:
      return writtenOut(part, node, facts, domain);
  }
}

/** A record that the tree does not hold: behind a mistake, or new in this record. */
function unread(
  part: Part,
  parts: readonly Part[],
  facts: Verification,
  domain: string,
): Mended | null {
  const name = targetOfPart(part, domain);
  if (name === canonical(domain)) return { parts: [], lost: [], empty: [] };
  const found = name === null ? null : texts(facts, name);
  if (name === null || found === null || spfText(facts, name) !== null)
    return { parts: [part], lost: [], empty: [] };
  return found.some((text) => VERSION.test(text))
    ? { parts: [], lost: [part.text], empty: [] }
    : withoutRecord(part, name, parts, facts);
}

/** A name that cannot be asked is a permerror for include and redirect (RFC 7208 §5.2, §6.1). */
function isUnreadable({ parsed, term }: Part): boolean {
  return (
    (parsed.name === 'include' || parsed.name === 'redirect') &&
    term?.outcome === 'error' &&
    term.target === null &&
    term.record === null
  );
}

export function isSound(node: SpfNode): boolean {
  return (
    !DEAD.has(node.status) && node.terms.every(({ record }) => record === null || isSound(record))
  );
}

/** A misspelt name is corrected when the right one is there; a host that was meant becomes `a:`; one that is listed anyway goes. */
function withoutRecord(
  part: Part,
  name: string,
  parts: readonly Part[],
  facts: Verification,
): Mended | null {
  const sign = part.parsed.qualifier === '+' ? '' : part.parsed.qualifier;
  const meant = nearestInclude(name);
  if (meant !== null && spfText(facts, meant) !== null) {
    const text = part.parsed.name === 'redirect' ? `redirect=${meant}` : `${sign}include:${meant}`;
    return {
      parts: parts.some((other) => other.text.toLowerCase() === text)
        ? []
        : [partOf(text, null, facts)],
      lost: [],
      empty: [],
    };
  }
  const gone =
    meant === null
      ? { parts: [], lost: [], empty: [part.text] }
      : { parts: [], lost: [part.text], empty: [] };
  if (part.parsed.name === 'redirect') return gone;
  const hosts = addresses(facts, name, facts.envelope.clientIp);
  if (hosts === null && !hasNoAddress(facts, name)) return null;
  if (hosts === null || hosts.length === 0) return gone;
  const others = parts.filter(
    (other) => other !== part && other.term?.qualifier === '+' && isMechanism(other, 'a', 'mx'),
  );
  const values = others
    .flatMap((other) => other.term?.values ?? [])
    .map((value) => canonical(plainAddress(value)));
  const already = values.includes(canonical(name)) || hosts.every((host) => values.includes(host));
  return { parts: already ? [] : [partOf(`${sign}a:${name}`, null, facts)], lost: [], empty: [] };
}

/**
 * The sound terms of a record in place of the term that leads to it: exact where all of them permit (RFC 7208 §5.2) and mean the same from
 * here. A redirect brings its `all` along.
 */
export function writtenOut(
  part: Part,
  node: SpfNode,
  facts: Verification,
  domain: string,
): Mended | null {
  if (part.parsed.qualifier !== '+' || node.record === null) return null;
  const { all } = parseRecord(node.record);
  const below = partsOf(
    node.terms
      .filter(
        ({ kind, position }) => kind !== 'unknown' && (all === null || position <= all.position),
      )
      .map(({ text }) => text),
    node,
    facts,
  ).filter(({ parsed }) => parsed.name !== 'exp');
  const inner: Part[] = [];
  for (const one of below) {
    if (isMechanism(one, 'all')) {
      if (part.parsed.name === 'redirect' || one.parsed.qualifier === '+') inner.push(one);
      continue;
    }
    if (all !== null && one.parsed.name === 'redirect') continue;
    if (one.parsed.qualifier !== '+') return null;
    const here = fromHere(one, node.domain, part.parsed.name, facts);
    if (here === null) return null;
    inner.push(here);
  }
  return mend(inner, facts, domain);
}

/** Bare `a` and `mx` get their name; what the domain makes up (RFC 7208 §7.3) would be another name here. */
function fromHere(one: Part, domain: string, via: string, facts: Verification): Part | null {
  const { parsed, term, cost } = one;
  if ([...(parsed.spec?.letters ?? [])].some((letter) => 'dop'.includes(letter))) return null;
  if (parsed.name === 'redirect' && via === 'include') {
    // Inside an include only a pass counts, and that a redirect hands through.
    return {
      ...partOf(`include:${parsed.argument ?? ''}`, null, facts),
      term: term === null ? null : { ...term, name: 'include' },
      cost,
    };
  }
  if (!['a', 'mx', 'ptr'].includes(parsed.name) || parsed.spec !== null) return one;
  const text = one.text.replace(/^(\+?(?:a|mx|ptr))/i, `$1:${domain}`);
  return {
    ...partOf(text, null, facts),
    term: term === null ? null : { ...term, text, target: domain },
    cost,
  };
}
