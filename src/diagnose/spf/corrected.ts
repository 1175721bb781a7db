// The SPF record the domain should publish instead: what is there, in its order, with the slips undone, without includes of names that have
// no record, with the sending address listed, at a cost of at most ten look-ups (RFC 7208 §4.6.4). Null when that can not be computed:
// a record is never made up.
import { parseRecord } from '../../verify/spf/parse-record.ts';
import type { SpfNode, SpfTerm, Verification } from '../../verify/verification.ts';
import { addressMechanism, plainAddress } from '../address.ts';
import { addresses, answers, canonical, hasNoAddress, mailExchangers } from '../evidence.ts';
import { providerOf } from '../sender-host/providers.ts';
import { isAll, recordOf, termsOf, withMechanism, withoutRepeats } from './edit.ts';
import { listsSender } from './lists.ts';
import { repairRecord } from './repair.ts';
import { LOOKUP_LIMIT, targetOf } from './tree.ts';

/** One term of the record to be: its text, what is known of it, what it costs. */
interface Part {
  text: string;
  term: SpfTerm | null;
  cost: number;
}

export function correctedRecord(facts: Verification): string | null {
  const root = facts.spf.mailFrom.tree;
  if (root?.record === null || root === null) return null;
  const sound = repairRecord(root.record);
  if (sound === null) return null;
  const parts = replaceDeadIncludes(partsOf(sound, root), facts);
  if (parts === null) return null;
  const listed = withSender(parts, facts, root);
  const affordable = cheaper(listed, root, facts);
  return affordable === null ? null : recordOf(withoutRepeats(affordable.map(({ text }) => text)));
}

/** The mechanism that lists the sending host: its address, or the include of the service it belongs to. */
export function senderMechanism(facts: Verification, cost: number): Part {
  const provider = providerOf(facts.iprev.result === 'pass' ? facts.iprev.name : null);
  const included = facts.spf.mailFrom.tree?.terms.some(({ name, target }) => name === 'include' && target === provider?.include) === true;
  if (provider !== null && provider.include !== null && !included && cost + provider.cost <= LOOKUP_LIMIT) return { text: `include:${provider.include}`, term: null, cost: provider.cost };
  return { text: addressMechanism(facts.envelope.clientIp), term: null, cost: 0 };
}

function partsOf(record: string, root: SpfNode): Part[] {
  const spare = [...root.terms];
  return termsOf(record).map((text) => {
    const at = spare.findIndex((term) => term.text === text);
    const term = at < 0 ? null : (spare.splice(at, 1)[0] ?? null);
    const costs = /^[+\-~?]?(?:include:|exists:|redirect=|(?:a|mx|ptr)(?:[:/]|$))/i.test(text);
    return { text, term, cost: term?.cost ?? (costs ? 1 : 0) };
  });
}

/** RFC 7208 §5.2: an include of a name without a record can only fail. A host that was meant becomes `a:`; one that is listed anyway goes. */
function replaceDeadIncludes(parts: Part[], facts: Verification): Part[] | null {
  const ip = facts.envelope.clientIp;
  const kept: Part[] = [];
  for (const part of parts) {
    const { term } = part;
    if (term?.record?.status !== 'none' || (term.name !== 'include' && term.name !== 'redirect')) {
      kept.push(part);
      continue;
    }
    const target = term.record.domain;
    const hosts = term.name === 'include' ? addresses(facts, target, ip) : [];
    if (hosts === null && !hasNoAddress(facts, target)) return null;
    if (hosts === null || hosts.length === 0) continue;
    const others = parts.filter((other) => other !== part && other.term?.qualifier === '+' && (other.term.name === 'a' || other.term.name === 'mx'));
    const values = others.flatMap((other) => other.term?.values ?? []).map((value) => canonical(plainAddress(value)));
    const already = values.includes(canonical(target)) || hosts.every((host) => values.includes(host));
    if (!already) kept.push({ text: `${term.qualifier === '+' ? '' : term.qualifier}a:${target}`, term: null, cost: 1 });
  }
  return kept;
}

/** Adds the sending address unless the record lists it already. */
function withSender(parts: Part[], facts: Verification, root: SpfNode): Part[] {
  // Where only records were looked at, nobody has sent anything.
  if (facts.envelope.clientIp === '') return parts;
  // Before whatever turned the address down, `all` or not: what stands behind that is never looked at (RFC 7208 §4.6.2, §5.1).
  const refused = parts.findIndex(({ text, term }) => isAll(text) || (term?.outcome === 'match' && term.qualifier !== '+'));
  const heard = refused < 0 ? parts : parts.slice(0, refused);
  if (heard.some(({ text, term }) => listsSender(text, term, facts, root.domain))) return parts;
  const cost = parts.reduce((sum, part) => sum + part.cost, 0);
  const added = senderMechanism(facts, cost);
  const texts = withMechanism(
    parts.map(({ text }) => text),
    added.text,
    refused,
  );
  return parts.toSpliced(texts.indexOf(added.text), 0, added);
}

/** At most ten look-ups: `ptr` goes, then the domain's own `a` and `mx` are written out as addresses. Others' includes are not ours to change. */
function cheaper(parts: Part[], root: SpfNode, facts: Verification): Part[] | null {
  const cost = (some: Part[]): number => some.reduce((sum, part) => sum + part.cost, 0);
  let now = parts;
  if (cost(now) > LOOKUP_LIMIT) now = now.filter(({ text, term }) => !/^[+\-~?]?ptr\b/i.test(text) || term?.outcome === 'match');
  for (const part of now) {
    if (cost(now) <= LOOKUP_LIMIT) return now;
    const written = writtenOut(part, root, facts);
    if (written !== null) now = now.flatMap((other) => (other === part ? written : [other]));
  }
  return cost(now) <= LOOKUP_LIMIT ? now : null;
}

/** `mx` as `ip4:… ip6:…`, when all its addresses of both families are known and few: one that is forgotten could not send any more. */
function writtenOut({ text, term }: Part, root: SpfNode, facts: Verification): Part[] | null {
  if (term === null || term.qualifier !== '+' || !/^\+?(?:a|mx)(?::[^/]+)?$/i.test(text)) return null;
  const target = targetOf(term, root.domain);
  const hosts = term.name === 'a' ? [target] : mailExchangers(facts, target)?.map(({ exchange }) => exchange);
  const found = hosts?.flatMap((host) => [answers(facts, host, 'A'), answers(facts, host, 'AAAA')]) ?? [null];
  if (found.includes(null)) return null;
  const known = found.flatMap((list) => list ?? []);
  if (known.length === 0 || known.length > 6) return null;
  const written = known.map((address) => ({ text: addressMechanism(address), term: null, cost: 0 }));
  return written.every((part) => parseRecord(`v=spf1 ${part.text}`).errors.length === 0) ? written : null;
}
