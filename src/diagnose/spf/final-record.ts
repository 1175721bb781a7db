// The one SPF record a domain should publish, whatever is wrong with what it has: its terms in their order, slips undone, several records
// merged, dead includes corrected or left out, the sender listed, at most ten lookups (RFC 7208 §4.6.4), no ptr, nothing that permits
// everybody, "~all" or "-all" at its end. Null when that cannot be computed: a record is never made up. All findings show this one.
import { parseRecord } from '../../verify/spf/parse-record.ts';
import type { SpfCheck, Verification } from '../../verify/verification.ts';
import { plainAddress } from '../address.ts';
import { addresses, answers, canonical, readable } from '../evidence.ts';
import { isReaders } from '../sender-host/organization.ts';
import { providerOfDomain } from '../sender-host/providers.ts';
import { publishTxt, type RecordChange } from '../record-change.ts';
import { affordable, isAbsent } from './afford.ts';
import { isTooBroad, permitsEverybody } from './broad.ts';
import { recordOf, withoutRepeats } from './edit.ts';
import { mend } from './mend.ts';
import { isMechanism, isModifier, partOf, partsOf, type Part } from './part.ts';
import { isListable, withSender } from './sender.ts';
import { shorten } from './shorten.ts';
import { sourceOf, type Source } from './source.ts';

export interface FinalRecord {
  /** Where it belongs. */
  name: string;
  record: string;
  /** Terms that are gone although they stood for somebody who may send; null when there are none. */
  lost: string | null;
  changes: RecordChange[];
}

const known = new WeakMap<SpfCheck, FinalRecord | null>();

/** `check` is the identity whose domain is meant. */
export function finalRecord(
  facts: Verification,
  check: SpfCheck = facts.spf.mailFrom,
): FinalRecord | null {
  const found = known.get(check);
  if (found !== undefined) return found;
  const made = compute(facts, check);
  known.set(check, made);
  return made;
}

function compute(facts: Verification, check: SpfCheck): FinalRecord | null {
  const { domain } = check;
  if (!canHoldRecord(facts, domain)) return null;
  const source = sourceOf(facts, check);
  if (source === null) return null;
  const listable = isListable(facts, check);
  const made =
    source.terms.length === 0 && source.old.length === 0
      ? firstRecord(facts, listable, domain)
      : better(source, facts, check, listable);
  if (made === null) return null;
  const old = source.old.map(readable);
  if (old.length === 1 && old[0] === made.record) return null;
  return {
    name: domain,
    record: made.record,
    lost: made.lost.length === 0 ? null : made.lost.map(readable).join(' '),
    changes: publishTxt(domain, made.record, old),
  };
}

/** Not an address literal, not a mail service's own domain, not a name that does not exist, not an alias (RFC 1034 §3.6.2: nothing stands beside a CNAME). */
function canHoldRecord(facts: Verification, domain: string): boolean {
  if (!domain.includes('.') || domain.startsWith('[')) return false;
  if (providerOfDomain(domain) !== null && !isReaders(facts, domain)) return false;
  return !isAbsent(facts, domain) && (answers(facts, domain, 'CNAME') ?? []).length === 0;
}

interface Made {
  record: string;
  lost: string[];
}

/** Nobody else is known. A host vouches for itself by its own addresses, of both families (RFC 7208 §2.3). */
function firstRecord(facts: Verification, listable: boolean, domain: string): Made | null {
  if (!listable) return null;
  const { helo, clientIp: ip } = facts.envelope;
  const isHost =
    canonical(helo) === canonical(domain) &&
    addresses(facts, domain, ip)?.includes(plainAddress(ip)) === true;
  return {
    record: recordOf([
      ...(isHost ? ['a'] : withSender([], facts, domain).map(({ text }) => text)),
      '~all',
    ]),
    lost: [],
  };
}

function better(
  source: Source,
  facts: Verification,
  check: SpfCheck,
  listable: boolean,
): Made | null {
  const { domain, tree } = check;
  const ordered = allLast(partsOf(source.terms, tree, facts));
  const mended = mend(ordered, facts, domain);
  if (mended === null) return null;
  const { parts, lost } = withoutBroad(allLast(mended.parts));
  const gone = [...source.broken, ...mended.lost, ...lost];
  const ended = withEnd(parts, gone.length > 0 || source.moved, facts);
  const listed = listable ? withSender(ended, facts, domain) : ended;
  const unique = withoutRepeats(listed.map(({ text }) => text));
  const spare = [...listed];
  const once = unique
    .map(
      (text) =>
        spare.splice(
          spare.findIndex((part) => part.text === text),
          1,
        )[0],
    )
    .filter((part) => part !== undefined);
  const final = affordable(once, facts, domain);
  if (final === null || leavesOut(final, source, facts, check, listable)) return null;
  const record = recordOf(shorten(final, facts).map(({ text }) => text));
  return parseRecord(record).errors.length === 0
    ? { record, lost: [...new Set([...gone, ...mended.empty])] }
    : null;
}

/** Nobody is permitted any more, or not the sender, who passes today and cannot be listed. */
function leavesOut(
  parts: readonly Part[],
  source: Source,
  facts: Verification,
  { domain, result }: SpfCheck,
  listable: boolean,
): boolean {
  const permits = parts.some(
    (part) =>
      (part.parsed.kind === 'mechanism' && part.parsed.qualifier === '+') ||
      isModifier(part, 'redirect'),
  );
  if (source.permits && !permits) return true;
  return result === 'pass' && !listable && withSender(parts, facts, domain).length > parts.length;
}

/** Mechanisms, then the first `all`, then exp= and what nobody knows; a redirect beside `all` is never followed (RFC 7208 §5.1, §6.1). */
function allLast(parts: readonly Part[]): Part[] {
  const all = parts.filter((part) => isMechanism(part, 'all')).slice(0, 1);
  const redirect = all.length > 0 ? [] : parts.filter((part) => isModifier(part, 'redirect'));
  const rest = parts.filter(
    (part) => part.parsed.kind === 'mechanism' && !isMechanism(part, 'all'),
  );
  const others = parts.filter(
    (part) => part.parsed.kind !== 'mechanism' && !isModifier(part, 'redirect'),
  );
  return [...rest, ...all, ...redirect, ...others];
}

/** RFC 7208 §5.5: ptr SHOULD NOT be published. And what permits everybody protects nobody. */
function withoutBroad(parts: readonly Part[]): { parts: Part[]; lost: string[] } {
  const isGone = (part: Part): boolean =>
    (isMechanism(part, 'ptr') && part.parsed.qualifier === '+') ||
    isTooBroad(part.parsed, part.term, true) ||
    (part.parsed.qualifier === '+' && permitsEverybody(part));
  const lost = parts.filter((part) => isGone(part)).map(({ text }) => text);
  return { parts: parts.filter((part) => !isGone(part) && !isMechanism(part, 'ptr')), lost };
}

/** "~all" unless the record ends in "-all" and still has everybody; a redirect ends it as well, while nobody was lost. */
function withEnd(parts: readonly Part[], softer: boolean, facts: Verification): Part[] {
  const isEnd = (part: Part): boolean => isMechanism(part, 'all');
  const all = parts.find(isEnd);
  const redirect = parts.find((part) => isModifier(part, 'redirect'));
  if (all === undefined && redirect !== undefined && !softer) return [...parts];
  const end = partOf(all?.parsed.qualifier === '-' && !softer ? all.text : '~all', null, facts);
  const body = parts
    .filter((part) => !isEnd(part))
    .map((part) =>
      part === redirect
        ? {
            ...partOf(part.text.replace(/^redirect=/i, 'include:'), null, facts),
            term: part.term === null ? null : { ...part.term, name: 'include' },
            cost: part.cost,
          }
        : part,
    );
  const place = body.findIndex(({ parsed }) => parsed.kind !== 'mechanism');
  return body.toSpliced(place < 0 ? body.length : place, 0, end);
}
