// At most ten lookups, two of them void (RFC 7208 §4.6.4), and nobody lost: what is listed anyway goes, what does not exist goes, then the
// domain's own names are written out as addresses. Other owners' records are not copied: they change without notice.
import { isIPv4, isIPv6 } from 'node:net';
import { parseRecord } from '../../verify/spf/parse-record.ts';
import type { SpfNode, Verification } from '../../verify/verification.ts';
import { addressMechanism, plainAddress } from '../address.ts';
import { answers, canonical, hasNoAddress, mailExchangers } from '../evidence.ts';
import { inNetwork } from './lists.ts';
import { isSound, writtenOut } from './mend.ts';
import { costIn, isMechanism, partOf, targetOfPart, type Part } from './part.ts';
import { LOOKUP_LIMIT, visits, VOID_LIMIT } from './tree.ts';

/** Addresses that one `a` or `mx` may become. */
const MAX_WRITTEN = 8;
/** The same where more MX hosts than may be looked up leave no other way. */
const MAX_WRITTEN_MX = 40;

/** Null when it cannot be done. */
export function affordable(
  parts: readonly Part[],
  facts: Verification,
  domain: string,
): Part[] | null {
  let now: Part[] | null = fewerHosts(withoutVoids(parts, facts, domain), facts, domain);
  const steps = [withoutListed, withoutNested, ownWrittenOut, addressesWritten];
  for (const step of steps) {
    if (now === null || costIn(now) <= LOOKUP_LIMIT) break;
    now = step(now, facts, domain);
  }
  return now === null || costIn(now) > LOOKUP_LIMIT || voidsIn(now, facts, domain) > VOID_LIMIT
    ? null
    : now;
}

/** An `mx` of more hosts than receivers look at. */
function fewerHosts(parts: readonly Part[], facts: Verification, domain: string): Part[] | null {
  const done: Part[] = [];
  for (const part of parts) {
    const target = isMechanism(part, 'mx') ? targetOfPart(part, domain) : null;
    const tooMany = target !== null && (mailExchangers(facts, target)?.length ?? 0) > LOOKUP_LIMIT;
    const written = tooMany ? addressesOf(part, facts, domain, MAX_WRITTEN_MX) : [part];
    if (written === null) return null;
    done.push(...written);
  }
  return done;
}

/** Whether asking for it brings nothing, as this message or the questions after it have shown. */
function isVoid(part: Part, facts: Verification, domain: string): boolean {
  const { parsed, term } = part;
  if (!isMechanism(part, 'a', 'mx', 'exists')) return false;
  if (term !== null && (term.outcome === 'no-match' || term.outcome === 'error'))
    return term.values.length === 0;
  const target = targetOfPart(part, domain);
  return (
    target !== null &&
    parsed.name !== 'exists' &&
    term?.outcome !== 'match' &&
    isAbsent(facts, target)
  );
}

function voidsIn(parts: readonly Part[], facts: Verification, domain: string): number {
  return (
    parts.filter((part) => isVoid(part, facts, domain)).length +
    parts.reduce((sum, { term }) => sum + (term?.record?.voids ?? 0), 0)
  );
}

/** Names without any address, where they are too many; and such as do not exist at all, because whoever registers them could send. */
function withoutVoids(parts: readonly Part[], facts: Verification, domain: string): Part[] {
  const many = voidsIn(parts, facts, domain) > VOID_LIMIT;
  return parts.flatMap((part) => {
    const target = targetOfPart(part, domain);
    if (target === null || !isMechanism(part, 'a', 'mx')) return [part];
    if (isAbsent(facts, target) && (many || !isBelow(target, domain))) return [];
    if (!many || !isVoid(part, facts, domain)) return [part];
    if (part.parsed.name === 'mx') return mailExchangers(facts, target)?.length === 0 ? [] : [part];
    return hasNoAddress(facts, target)
      ? []
      : (addressesOf(part, facts, domain, MAX_WRITTEN) ?? [part]);
  });
}

/** NXDOMAIN: nothing at all has this name. */
export function isAbsent({ dns }: Verification, name: string): boolean {
  return dns.some(
    (question) => question.status === 'NXDOMAIN' && canonical(question.name) === canonical(name),
  );
}

export function isBelow(name: string, domain: string): boolean {
  return canonical(name) === canonical(domain) || canonical(name).endsWith(`.${canonical(domain)}`);
}

/** `a` and `mx` whose addresses all are in networks that the record lists. */
function withoutListed(parts: readonly Part[], facts: Verification, domain: string): Part[] {
  const networks = parts
    .filter((part) => isMechanism(part, 'ip4', 'ip6') && part.parsed.qualifier === '+')
    .map(({ parsed }) => parsed.argument ?? '');
  return parts.filter((part) => {
    const known = hostAddresses(part, facts, domain);
    return (
      known === null ||
      known.length === 0 ||
      part.term?.qualifier !== '+' ||
      !known.every((address) => networks.some((network) => inNetwork(address, network)))
    );
  });
}

/** Includes that permit nobody, and such as another include holds already. */
function withoutNested(parts: readonly Part[]): Part[] {
  const heldBy = (part: Part): string[] => {
    const node = part.term?.record ?? null;
    if (node === null || !isSound(node) || !permitsOnly(node)) return [];
    return visits(node)
      .slice(1)
      .filter(({ via, parent }) => via?.qualifier === '+' && parent !== null && permitsOnly(parent))
      .map((visit) => canonical(visit.node.domain));
  };
  return parts.filter((part) => {
    if (!isMechanism(part, 'include') || part.parsed.qualifier !== '+') return true;
    const node = part.term?.record ?? null;
    if (node === null || node.status !== 'found') return true;
    if (visits(node).every((visit) => visit.node.status === 'found' && permitsNobody(visit.node)))
      return false;
    return !parts.some((other) => other !== part && heldBy(other).includes(canonical(node.domain)));
  });
}

const permitsOnly = (node: SpfNode): boolean =>
  node.terms.every(
    ({ kind, name, qualifier }) => kind !== 'mechanism' || name === 'all' || qualifier === '+',
  );
const permitsNobody = (node: SpfNode): boolean =>
  node.terms.every(
    ({ kind, name, qualifier }) =>
      (kind === 'mechanism' && (qualifier !== '+' || name === 'include')) || name === 'redirect',
  );

/** Includes of the domain's own names: their owner is the reader. */
function ownWrittenOut(parts: readonly Part[], facts: Verification, domain: string): Part[] {
  let now = [...parts];
  for (const part of parts) {
    const node = part.term?.record ?? null;
    if (costIn(now) <= LOOKUP_LIMIT) break;
    if (!isMechanism(part, 'include') || node === null || !isBelow(node.domain, domain)) continue;
    const written = writtenOut(part, node, facts, domain);
    if (written !== null && written.lost.length === 0)
      now = now.flatMap((other) => (other === part ? written.parts : [other]));
  }
  return now;
}

function addressesWritten(parts: readonly Part[], facts: Verification, domain: string): Part[] {
  let now = [...parts];
  for (const part of parts) {
    if (costIn(now) <= LOOKUP_LIMIT) break;
    const written = addressesOf(part, facts, domain, MAX_WRITTEN);
    if (written !== null) now = now.flatMap((other) => (other === part ? written : [other]));
  }
  return now;
}

/** `mx` as `ip4:… ip6:…`; null unless all its addresses of both families are known: one that is forgotten could not send any more. */
function addressesOf(part: Part, facts: Verification, domain: string, most: number): Part[] | null {
  const known = hostAddresses(part, facts, domain);
  if (known === null || known.length === 0 || known.length > most) return null;
  const written = [...new Set(known)].map((address) =>
    partOf(
      `${part.parsed.qualifier === '+' ? '' : part.parsed.qualifier}${addressMechanism(address)}`,
      null,
      facts,
    ),
  );
  return written.every(({ text }) => parseRecord(`v=spf1 ${text}`).errors.length === 0)
    ? written
    : null;
}

function hostAddresses(part: Part, facts: Verification, domain: string): string[] | null {
  const { parsed } = part;
  if (!isMechanism(part, 'a', 'mx') || parsed.prefix4 !== 32 || parsed.prefix6 !== 128) return null;
  const target = targetOfPart(part, domain);
  if (target === null) return null;
  const hosts =
    parsed.name === 'a' ? [target] : mailExchangers(facts, target)?.map(({ exchange }) => exchange);
  const found = hosts?.flatMap((host) =>
    isIPv4(host) || isIPv6(host) ? [[]] : [answers(facts, host, 'A'), answers(facts, host, 'AAAA')],
  ) ?? [null];
  return found.includes(null) ? null : found.flatMap((list) => list ?? []).map(plainAddress);
}
