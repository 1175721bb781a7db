// Tests one mechanism against the client (RFC 7208 §5.1, §5.3–§5.7) for the trace: what was seen, whether it matches, and why.
// include is trace.ts's. Spends from the ledger what RFC 7208 §4.6.4 counts.
import { isTemporary, type RecordType } from '../../dns/resolver.ts';
import type { SpfTerm } from '../verification.ts';
import { inNetwork, networkOctets6, type Address } from './ip-network.ts';
import { NOT_ASKED } from '../our-limit.ts';
import { dnsProblem } from './fetch-record.ts';
import { MAX_HOSTS, MAX_TERMS, MAX_VOIDS, type Ledger } from './spf-limits.ts';
import type { ParsedTerm } from './parse-term.ts';
import { expandTarget, type Session } from './check-session.ts';
import { isAskableExchange } from './is-askable-exchange.ts';
import { truncate } from './truncate.ts';
import type { TargetName } from './target-name.ts';
import { isOpenName, provesPtr } from './validated-names.ts';

/** What became of a term. `trouble` ends the evaluation. */
export interface Tested {
  outcome: 'match' | 'no-match' | 'error';
  why: string;
  problem: 'permerror' | 'temperror' | null;
}

/** One evaluation: what it is given and what it has spent. */
export interface Run {
  session: Session;
  ledger: Ledger;
  /** Names of the void lookups so far. */
  voidNames: string[];
}

const MAX_VALUES = 50;

export const noMatch = (why: string): Tested => ({ outcome: 'no-match', why, problem: null });
const match = (why: string): Tested => ({ outcome: 'match', why, problem: null });
export const broken = (problem: 'permerror' | 'temperror', why: string): Tested => ({
  outcome: 'error',
  why,
  problem,
});

/** A limit of ours, so it is neither a match nor none. */
const namesNotAsked = ({ ip }: Session): Tested =>
  broken('temperror', `the PTR names of ${ip.text}: ${NOT_ASKED}`);

/** Counts a term that queries DNS; the end of the evaluation when it is one too many. */
export function spendTerm(run: Run, term: ParsedTerm): Tested | null {
  run.ledger.terms += 1;
  if (run.ledger.terms <= MAX_TERMS) return null;
  return broken(
    'permerror',
    `${truncate(term.text)} is lookup number ${run.ledger.terms}, ${MAX_TERMS} are allowed (RFC 7208 §4.6.4)`,
  );
}

/** Counts a void lookup; the end of the evaluation when it is one too many. */
export function spendVoid(run: Run, term: ParsedTerm, name: string): Tested | null {
  run.ledger.voids += 1;
  run.voidNames.push(name);
  if (run.ledger.voids <= MAX_VOIDS) return null;
  const names = run.voidNames.join(', ');
  return broken(
    'permerror',
    `${truncate(term.text)} is void lookup number ${run.ledger.voids}, ${MAX_VOIDS} are allowed (RFC 7208 §4.6.4): ${names}`,
  );
}

/** A name, or what ends the term. */
export type Aim = { name: string; ended: null } | { name: null; ended: Tested };

/** Expands the target; %{p} is asked for and counted. `onMalformed` says what a malformed name means here. */
export async function aim(
  run: Run,
  term: ParsedTerm,
  domain: string,
  onMalformed: (why: string) => Tested,
): Promise<Aim> {
  const { session } = run;
  let names = null;
  const unmatchable =
    session.foreignLocalPart &&
    (term.spec?.letters.has('s') === true || term.spec?.letters.has('l') === true);
  if (term.spec?.letters.has('p') === true && !unmatchable) {
    const ended = spendTerm(run, term);
    if (ended !== null) return { name: null, ended };
    names = await session.names();
    const over = names.void ? spendVoid(run, term, `PTR of ${session.ip.text}`) : null;
    if (over !== null) return { name: null, ended: over };
    if (isOpenName(names, domain)) return { name: null, ended: namesNotAsked(session) };
  }
  const target: TargetName | 'local-part' = expandTarget(session, term.spec, domain, names);
  if (target === 'local-part') {
    return {
      name: null,
      ended: noMatch(
        'the local-part is not ASCII, so a name with %{l} or %{s} matches nothing (RFC 8616 §4)',
      ),
    };
  }
  if (target.name === null) return { name: null, ended: onMalformed(target.malformed) };
  return { name: target.name, ended: null };
}

/** Tests a mechanism other than include; `shown` gets the target and the values seen. */
export async function testMechanism(
  run: Run,
  term: ParsedTerm,
  domain: string,
  shown: SpfTerm,
): Promise<Tested> {
  const { ip } = run.session;
  if (term.name === 'all') return match('matches every address');
  if (term.name === 'ip4' || term.name === 'ip6') return testNetwork(term, ip);

  const { name, ended } = await aim(run, term, domain, (why) => noMatch(`cannot be asked: ${why}`));
  if (name === null) return ended;
  shown.target = name;
  const over = spendTerm(run, term);
  if (over !== null) return over;
  switch (term.name) {
    case 'a':
      return testA(run, term, name, shown);
    case 'mx':
      return testMx(run, term, name, shown);
    case 'exists':
      return testExists(run, term, name, shown);
    default:
      return testPtr(run, term, name, shown);
  }
}

/** RFC 7208 §5.6 */
function testNetwork(term: ParsedTerm, ip: Address): Tested {
  const network = term.argument ?? '';
  if (ip.kind !== term.name)
    return noMatch(`${ip.text} is IPv${ip.kind === 'ip4' ? 4 : 6}, ${term.name} is not`);
  const within = network.includes('/') ? 'in ' : '';
  if (term.network !== null && inNetwork(ip, term.network.octets, term.network.prefix))
    return match(`${ip.text} is ${within}${network}`);
  return noMatch(`${ip.text} is not ${within}${network}`);
}

/** Octets of an address record; an AAAA record stays IPv6 even if it is IPv4-mapped. */
function recordOctets(ip: Address, record: string): number[] {
  return ip.kind === 'ip4' ? record.split('.').map(Number) : networkOctets6(record);
}

/** RFC 7208 §5: which of the records covers the client; null when none does. */
function covering(ip: Address, term: ParsedTerm, records: readonly string[]): string | null {
  const prefix = ip.kind === 'ip4' ? term.prefix4 : term.prefix6;
  return records.find((record) => inNetwork(ip, recordOctets(ip, record), prefix)) ?? null;
}

function show(shown: SpfTerm, values: readonly string[]): void {
  for (const value of values) if (shown.values.length < MAX_VALUES) shown.values.push(value);
}

/** Lists at most three values in a sentence. */
function few(values: readonly string[]): string {
  return values.length > 3
    ? `${values.slice(0, 3).join(', ')} and ${values.length - 3} more`
    : values.join(', ');
}

function prefixText(ip: Address, term: ParsedTerm): string {
  const [prefix, width] = ip.kind === 'ip4' ? [term.prefix4, 32] : [term.prefix6, 128];
  return prefix === width ? '' : `/${prefix}`;
}

/** Asks for addresses of the client's kind; a negative answer is void, any other trouble ends the evaluation. */
async function testA(run: Run, term: ParsedTerm, name: string, shown: SpfTerm): Promise<Tested> {
  const { ip, resolver } = run.session;
  const type: RecordType = ip.kind === 'ip4' ? 'A' : 'AAAA';
  const answer = await resolver.resolve(name, type);
  if (isTemporary(answer.status)) return broken('temperror', dnsProblem(answer));
  if (answer.status !== 'NOERROR') return spendVoid(run, term, name) ?? noMatch(dnsProblem(answer));
  show(shown, answer.records);
  const hit = covering(ip, term, answer.records);
  if (hit !== null) return match(`${name} has ${hit}${prefixText(ip, term)}`);
  return noMatch(`${name} has ${few(answer.records)}${prefixText(ip, term)}, not ${ip.text}`);
}

/** RFC 7208 §5.4: hosts by preference, one address question each, at most ten. */
async function testMx(run: Run, term: ParsedTerm, name: string, shown: SpfTerm): Promise<Tested> {
  const { ip, resolver } = run.session;
  const answer = await resolver.resolve(name, 'MX');
  if (isTemporary(answer.status)) return broken('temperror', dnsProblem(answer));
  if (answer.status !== 'NOERROR') return spendVoid(run, term, name) ?? noMatch(dnsProblem(answer));
  const published = answer.records
    .toSorted((a, b) => a.preference - b.preference)
    .map((mx) => mx.exchange);
  show(
    shown,
    published.map((host) => (host === '' ? '.' : host)),
  );
  const hosts = published.filter((host) => host !== '' && isAskableExchange(host));
  // Asked side by side, tested in order.
  const type = ip.kind === 'ip4' ? 'A' : 'AAAA';
  const asked = hosts.slice(0, MAX_HOSTS).map(async (host) => await resolver.resolve(host, type));
  for (const [i, host] of hosts.entries()) {
    if (i >= MAX_HOSTS)
      return broken(
        'permerror',
        `${name} has ${hosts.length} MX hosts, ${MAX_HOSTS} are allowed (RFC 7208 §4.6.4)`,
      );
    const addresses = await asked[i];
    if (addresses === undefined) continue;
    if (isTemporary(addresses.status)) return broken('temperror', dnsProblem(addresses));
    show(shown, addresses.records);
    const hit = covering(ip, term, addresses.records);
    if (hit !== null)
      return match(`${name} has the MX ${host}, and that has ${hit}${prefixText(ip, term)}`);
  }
  if (hosts.length === 0)
    return noMatch(
      published.includes('')
        ? `${name} has a null MX`
        : `${name} has no usable MX: ${few(published)}`,
    );
  return noMatch(`none of the MX hosts ${few(hosts)} has ${ip.text}`);
}

/** RFC 7208 §5.7: the question is for A, whatever the client's kind. */
async function testExists(
  run: Run,
  term: ParsedTerm,
  name: string,
  shown: SpfTerm,
): Promise<Tested> {
  const answer = await run.session.resolver.resolve(name, 'A');
  if (isTemporary(answer.status)) return broken('temperror', dnsProblem(answer));
  if (answer.status !== 'NOERROR') return spendVoid(run, term, name) ?? noMatch(dnsProblem(answer));
  show(shown, answer.records);
  return match(`${name} has ${few(answer.records)}`);
}

/** RFC 7208 §5.5 */
async function testPtr(run: Run, term: ParsedTerm, name: string, shown: SpfTerm): Promise<Tested> {
  const { ip } = run.session;
  const found = await run.session.names();
  show(shown, found.names);
  const over = found.void ? spendVoid(run, term, `PTR of ${ip.text}`) : null;
  if (over !== null) return over;
  const proven = provesPtr(found, name);
  if (proven === 'open') return namesNotAsked(run.session);
  if (proven) return match(`${ip.text} is ${few(found.validated)}, within ${name}`);
  if (found.names.length === 0)
    return noMatch(`${ip.text} has no PTR record${found.void ? '' : ` (${found.status})`}`);
  if (found.validated.length === 0)
    return noMatch(`none of the PTR names ${few(found.names)} leads back to ${ip.text}`);
  return noMatch(`${few(found.validated)} is not within ${name}`);
}
