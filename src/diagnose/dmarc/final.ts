// The one DMARC record that a name should have, after all DMARC findings of a report: each of them shows this record and no other. It mends
// what is broken and asks for no more than today: no message is refused tomorrow that is taken today because of it.
import type { Verification } from '../../verify/verification.ts';
import { publishTxt, type RecordChange } from '../record-change.ts';
import { isReaders } from '../sender-host/organization.ts';
import { alignmentAnswer } from '../verdict.ts';
import { publishedDmarc, type Published } from './published.ts';
import { isDmarc, isPolicy, readTags, type Policy, type Tag } from './repaired-record.ts';
import { repairedUris } from './rua.ts';
import { strictMode } from './strict.ts';

export interface FinalDmarc {
  name: string;
  record: string;
  changes: RecordChange[];
  /** The policy that the owner wrote or meant, and that should wait until the domain's own mail passes; null where the record has it. */
  later: Policy | null;
}

const STRENGTH: Record<Policy, number> = { none: 0, quarantine: 1, reject: 2 };
/** RFC 9989 appendix C: removed. */
export const HISTORIC = ['pct', 'rf', 'ri'];

/** Null where nothing can be published (no such domain, no author), or where the record is somebody else's behind an alias. */
export function finalDmarc(facts: Verification): FinalDmarc | null {
  const published = publishedDmarc(facts);
  // A name that does not exist holds no record: the name is what is wrong.
  if (
    published === null ||
    (facts.transport.status === 'absent' && facts.transport.domain === published.domain)
  )
    return null;
  const { alias, domain } = published;
  if (
    alias !== null &&
    published.records.length > 0 &&
    published.found === null &&
    !isReaders(facts, alias)
  )
    return null;
  const { policy, later, others, counted } = policyOf(published, facts);
  const tags = others.filter(
    ([name]) =>
      !HISTORIC.includes(name) && !['rua', 'ruf', 'sp', 'np', 'adkim', 'aspf', 't'].includes(name),
  );
  const value = (name: string): string | undefined => others.find(([other]) => other === name)?.[1];
  const relaxed =
    counted === 'never' ||
    (counted === 'newly' && needsRelaxed(facts, value('adkim'), value('aspf')));
  const alignment = (name: 'adkim' | 'aspf'): string | undefined => {
    if (strictMode(facts)?.tag === name) return 'r';
    return relaxed || !/^[rs]$/i.test(value(name) ?? '') ? undefined : value(name);
  };
  // Nothing is held back any more by pct=0 (RFC 9989 §4.7: t=y does); receivers that follow RFC 7489 know only pct.
  const held = value('pct') === '0' && policy !== 'none';
  const made: [string, string | undefined][] = [
    ['v', 'DMARC1'],
    // RFC 7489 §6.3: p= follows v= at once.
    ['p', policy],
    ['sp', counted === 'never' ? undefined : readable(value('sp'))],
    ['np', counted === 'never' ? undefined : readable(value('np'))],
    ['adkim', alignment('adkim')],
    ['aspf', alignment('aspf')],
    ['t', held ? 'y' : value('t')],
    ['pct', held ? '0' : undefined],
    [
      'rua',
      repairedUris(value('rua'), facts, domain) ??
        (policy === 'none' || value('rua') !== undefined
          ? ownMailbox(facts, published)
          : undefined),
    ],
    ['ruf', repairedUris(value('ruf'), facts, domain)],
    ...tags
      .filter(([name]) => name !== 'p' && name !== 'v')
      .map(([name, text]): [string, string] => [name, text]),
  ];
  const record = inOrder(made, others)
    .map(([name, text]) => `${name}=${text}`)
    .join('; ');
  return {
    name: placeOf(published, facts),
    record,
    changes: changesOf(published, record, facts),
    later,
  };
}

/** Tags that were there keep their order; what is new comes last. */
function inOrder(made: [string, string | undefined][], before: readonly Tag[]): [string, string][] {
  const rank = (name: string): number =>
    name === 'v'
      ? -2
      : name === 'p'
        ? -1
        : before.findIndex(([other]) => other === name) + 1 || Number.MAX_SAFE_INTEGER;
  return made
    .flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]]))
    .toSorted(([one], [other]) => rank(one) - rank(other));
}

interface Meant {
  policy: Policy;
  later: Policy | null;
  others: Tag[];
  /** Whether the record counts today, will begin to, or had to be lowered to p=none so that nothing is lost. */
  counted: 'already' | 'newly' | 'never';
}

/** The weakest policy that is written, and one list of tags out of all that are there. */
function policyOf({ kind, records, fault }: Published, facts: Verification): Meant {
  const sources = kind === 'several' ? records : [records.find(isDmarc) ?? records[0] ?? ''];
  const all = sources.flatMap(readTags);
  const written = all.filter(([name]) => name === 'p').map(([, value]) => value.toLowerCase());
  const weakest =
    written.filter(isPolicy).toSorted((one, other) => STRENGTH[one] - STRENGTH[other])[0] ?? 'none';
  const certain = written.every(isPolicy);
  const meant = certain ? weakest : meantBy(written.find((value) => !isPolicy(value)) ?? '');
  const applies = certain && mayApply(kind, fault !== null, facts);
  const policy = applies ? weakest : 'none';
  const counted = !applies ? 'never' : kind === 'found' ? 'already' : 'newly';
  return {
    policy,
    later: meant !== null && STRENGTH[meant] > STRENGTH[policy] ? meant : null,
    others: mergedTags(all),
    counted,
  };
}

/** A record that counted for nothing begins to count: only where this very message would pass may it ask for more than none. */
function mayApply(kind: Published['kind'], isBroken: boolean, facts: Verification): boolean {
  const counts = kind === 'found' && !isBroken;
  const isMail = facts.envelope.clientIp !== '';
  return counts || !isMail || alignmentAnswer(facts) === 'yes';
}

/** The message passes today, relaxed as without a record, and would not with the strict modes that are written. */
function needsRelaxed(
  { dmarc, spf, dkim }: Verification,
  adkim: string | undefined,
  aspf: string | undefined,
): boolean {
  const isExact = (domain: string, mode: string | undefined): boolean =>
    mode?.toLowerCase() !== 's' || domain === dmarc.domain;
  const signed = dkim.some(
    (one) => one.result === 'pass' && one.aligned === true && isExact(one.domain, adkim),
  );
  const listed =
    spf.mailFrom.result === 'pass' &&
    dmarc.alignment.spf?.aligned === true &&
    isExact(spf.mailFrom.domain, aspf);
  return !signed && !listed;
}

/** `rejected`, `quarantined`: what was meant by it. */
function meantBy(value: string): Policy | null {
  return value.startsWith('rej') ? 'reject' : value.startsWith('qua') ? 'quarantine' : null;
}

/** Each tag once: addresses of all are kept, of other tags the most careful or the first. */
function mergedTags(all: readonly Tag[]): Tag[] {
  const byName = Map.groupBy(all, ([name]) => name);
  return [...byName].map(([name, tags]): Tag => {
    const values = [...new Set(tags.map(([, value]) => value))];
    if (name === 'rua' || name === 'ruf') return [name, values.join(',')];
    if (values.length === 1) return [name, values[0] ?? ''];
    if (name === 'sp' || name === 'np')
      return [
        name,
        values.filter(isPolicy).toSorted((one, other) => STRENGTH[one] - STRENGTH[other])[0] ??
          'none',
      ];
    if (name === 'adkim' || name === 'aspf') return [name, 'r'];
    return [name, name === 't' && values.includes('y') ? 'y' : (values[0] ?? '')];
  });
}

/** sp= or np= as it is; what nobody can read asks for nothing. */
function readable(value: string | undefined): string | undefined {
  return value === undefined || isPolicy(value.toLowerCase()) ? value : 'none';
}

/** postmaster@ exists at every mail domain (RFC 5321 §4.5.1); null where the domain takes no mail, or reports go somewhere. */
function ownMailbox({ transport }: Verification, { domain, kind }: Published): string | undefined {
  const takesNoMail =
    transport.domain === domain &&
    (transport.status === 'null' || transport.status === 'none' || transport.status === 'absent');
  return takesNoMail && kind !== 'none' ? undefined : `mailto:postmaster@${domain}`;
}

/** Where a name is an alias to another one of the reader's that holds the record, that one is changed. */
function placeOf({ name, alias, records, found }: Published, facts: Verification): string {
  return alias !== null && records.length > 0 && found === null && isReaders(facts, alias)
    ? alias
    : name;
}

function changesOf(published: Published, record: string, facts: Verification): RecordChange[] {
  const place = placeOf(published, facts);
  const old = published.found === null ? published.records : [];
  const alias = place === published.name ? published.alias : null;
  const remove: RecordChange[] =
    alias === null ? [] : [{ action: 'remove', name: place, type: 'CNAME', value: alias }];
  return [...remove, ...publishTxt(place, record, alias === null ? old : [])];
}
