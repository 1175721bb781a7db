// The signatures of a message: DKIM (RFC 6376, 8301, 8463) and ARC (RFC 8617), from one reading of the header section and one pass
// over the body. Keys are asked for first, all at once, and the body is hashed while the answers are under way. mailauth verifies;
// our own evaluation judges what it does not pass, what it cannot see, and gives every result its reason.
import type { DnsAnswer, Resolver } from '../../dns/resolver.ts';
import type { HeaderSection } from '../../message/fields.ts';
import { checkChain } from '../arc/check-chain.ts';
import { collectSets, type ArcSets } from '../arc/sets.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { ArcCheck, DkimCheck, Forensics, Verification } from '../verification.ts';
import { bodyHashes, type BodyHash, type BodyHashes, type BodyHashRequest } from './body-hash.ts';
import { chooseSignatures } from './chosen.ts';
import { dkimCheck } from './dkim-check.ts';
import { evaluateSignature } from './evaluate.ts';
import { searchBudget, type ForensicsBudget } from './forensics/budget.ts';
import { investigate } from './forensics/investigate.ts';
import { headerRows, indexRows, type HeaderRow, type RowIndex } from './header-rows.ts';
import { lookUpKey, type KeyLookup } from './key-lookup.ts';
import {
  libraryVerdicts,
  NO_MAILAUTH_RESULTS,
  isSafeForMailauth,
  type MailauthResults,
} from '../mailauth/dkim.ts';
import { parseSignature, type Signature } from './signature.ts';

export interface SignatureFacts {
  /** In message order. `aligned` and `forensics` are null. */
  dkim: DkimCheck[];
  arc: ArcCheck;
  notEvaluated: Verification['notEvaluated'];
  /** d= of the signatures that were not evaluated. */
  unseen: string[];
  /** Whether a search could take its time: not every signature verifies. */
  needsSearch: boolean;
  /** What DNS said of the keys: with these answers all of this can be found again. */
  keys: DnsAnswer<'TXT'>[];
  /** What was changed after signing, for each of `dkim`. May take its time, so it is called when nothing waits for an answer any more. */
  investigate(clock: Clock, limits: ForensicsLimits): (Forensics | null)[];
}

export interface ForensicsLimits {
  /** For one signature. */
  budget: ForensicsBudget;
  /** No search begins or goes on after this moment, milliseconds since the epoch. */
  until: number;
}

/** mailauth is not asked about more names in h=; our own evaluation reads up to a thousand. */
const MAX_LIBRARY_NAMES = 200;

export interface Received {
  /** Milliseconds since the epoch. */
  at: number;
  /** The message's own. */
  section: HeaderSection;
  /** Domain of the author, whose signatures come first; null without one. */
  author?: string | null;
  /** What was read, and asked for, when the header section had arrived. */
  signed?: { header: SignedHeader; keys: Promise<KeyLookups> };
}

/** The signatures of a header section. */
export interface SignedHeader {
  rows: HeaderRow[];
  index: RowIndex;
  parsed: Signature[];
  evaluated: Signature[];
  unseen: Signature[];
  sets: ArcSets;
}

export type KeyLookups = ReadonlyMap<string, KeyLookup>;

/** Who is asked for the keys of the chain: of what it hangs on (RFC 8617 §5.2 steps 4 and 6), and of older message signatures, which are only told. */
export interface ChainResolvers {
  chain: Resolver;
  older: Resolver;
}

/** `octets` begin with the header section. */
export function readSignatures(
  octets: Uint8Array,
  section: HeaderSection,
  author: string | null,
): SignedHeader {
  const rows = headerRows(octets, section);
  const index = indexRows(rows);
  const parsed = (index.get('dkim-signature') ?? []).map((row) => parseSignature(row, 'DKIM'));
  return { rows, index, parsed, ...chooseSignatures(parsed, author), sets: collectSets(rows) };
}

/** Asks for the keys of all signatures and seals that count. Never rejects. */
export async function askForKeys(
  { evaluated, sets: { sets } }: SignedHeader,
  resolver: Resolver,
  { chain, older }: ChainResolvers,
): Promise<KeyLookups> {
  const messageSignatures = sets.flatMap(({ messageSignature }) => messageSignature ?? []);
  const seals = sets.flatMap(({ seal }) => seal ?? []);
  return await askForAll([
    [evaluated, resolver],
    [[...messageSignatures.slice(-1), ...seals.toReversed()], chain],
    [messageSignatures.toReversed(), older],
  ]);
}

/** Verifies all signatures. What a sender or zone did wrong is a value. */
export async function verifySignatures(
  message: Uint8Array,
  { at, section, author = null, signed }: Received,
  resolver: Resolver,
  chain: ChainResolvers = { chain: resolver, older: resolver },
): Promise<SignatureFacts> {
  const header = signed?.header ?? readSignatures(message, section, author);
  const { rows, index, parsed, evaluated, unseen, sets: found } = header;
  const notEvaluated = { dkim: unseen.length, arc: found.beyond };
  const unseenDomains = [...new Set(unseen.map(({ domain }) => domain))];
  if (evaluated.length === 0 && found.sets.length === 0)
    return {
      dkim: [],
      arc: checkWithout(found),
      notEvaluated,
      unseen: unseenDomains,
      needsSearch: false,
      keys: [],
      investigate: () => [],
    };

  const messageSignatures = found.sets.flatMap(({ messageSignature }) => messageSignature ?? []);
  const lookups = signed?.keys ?? askForKeys(header, resolver, chain);
  const bodies = bodyHashes(
    message.subarray(section.bodyStart),
    [...evaluated, ...messageSignatures].flatMap((signature) => bodyHashRequest(signature) ?? []),
  );
  const bodyOf = (signature: Signature): BodyHash | null => {
    const wish = bodyHashRequest(signature);
    return wish === null ? null : bodies.of(wish);
  };
  const known = await lookups;
  const lookupOf = (keyed: Keyed): KeyLookup | null =>
    namesKey(keyed) ? (known.get(keyed.keyName) ?? null) : null;

  const verdicts = await mailauthResults(rows, parsed, messageSignatures, {
    bodies,
    lookups: known,
    at,
  });
  const isProven = (signature: Signature): boolean =>
    verdicts.dkim[parsed.indexOf(signature)] === 'pass';
  const evaluations = evaluated.map((signature) =>
    evaluateSignature(signature, {
      index,
      body: bodyOf(signature),
      lookup: lookupOf(signature),
      at,
      proven: isProven(signature),
    }),
  );
  return {
    dkim: evaluations.map((evaluation) => dkimCheck(evaluation, index)),
    arc: checkChain(found, { index, bodyOf, lookupOf, at, proven: verdicts.arc === 'pass' }),
    notEvaluated,
    unseen: unseenDomains,
    needsSearch: evaluations.some(({ result }) => result !== 'pass'),
    keys: [...known.values()].map(({ answer }) => answer),
    investigate: (clock, { budget, until }) => {
      const facts = {
        rows,
        index,
        at,
        body: message.subarray(section.bodyStart),
        bodies,
        others: evaluations,
      };
      return evaluations.map((evaluation) =>
        investigate(evaluation, facts, searchBudget(budget, clock, until)),
      );
    },
  };
}

type Keyed = { domain: string; selector: string; keyName: string };

/** Asks for every key at once, and each name once, of the first who names it. */
async function askForAll(
  groups: readonly (readonly [readonly Keyed[], Resolver])[],
): Promise<KeyLookups> {
  const asked = new Map<string, Promise<KeyLookup>>();
  for (const [keyed, resolver] of groups) {
    for (const { keyName } of keyed.filter(namesKey))
      if (!asked.has(keyName)) asked.set(keyName, lookUpKey(keyName, resolver));
  }
  const lookups = new Map<string, KeyLookup>();
  for (const [name, lookup] of asked) lookups.set(name, await lookup);
  return lookups;
}

const namesKey = ({ domain, selector }: Keyed): boolean => domain !== '' && selector !== '';

const checkWithout = (found: ArcSets): ArcCheck =>
  checkChain(found, {
    index: new Map(),
    bodyOf: () => null,
    lookupOf: () => null,
    at: 0,
    proven: false,
  });

function bodyHashRequest({ bodyCanonicalization, hash, limit }: Signature): BodyHashRequest | null {
  return bodyCanonicalization === null || hash === null
    ? null
    : { canonicalization: bodyCanonicalization, hash, limit };
}

/** mailauth's word on every DKIM-Signature row and on the chain; none where the header section is not fit for it. */
async function mailauthResults(
  rows: readonly HeaderRow[],
  signatures: readonly Signature[],
  messageSignatures: readonly Signature[],
  {
    bodies,
    lookups,
    at,
  }: { bodies: BodyHashes; lookups: ReadonlyMap<string, KeyLookup>; at: number },
): Promise<MailauthResults> {
  const all = [...signatures, ...messageSignatures];
  if (all.some(({ names }) => names.length > MAX_LIBRARY_NAMES)) return NO_MAILAUTH_RESULTS;
  const covered = new Set(all.flatMap(({ names }) => names.map((name) => name.toLowerCase())));
  const needed = rows.filter(
    ({ key }) => key === 'dkim-signature' || key.startsWith('arc-') || covered.has(key),
  );
  if (!isSafeForMailauth(needed)) return NO_MAILAUTH_RESULTS;
  return libraryVerdicts({ rows: needed, lookups, at, bodyHash: bodies.of });
}
