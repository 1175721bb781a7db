// mailauth's reading of RFC 7208, as a second opinion: its spfVerify, strict, called below its front, with the limits of §4.6.4 kept
// here because its own are not exported. What it cannot be given (macros, names it does not ask) has placeholders
// (spf-placeholders.ts).
import { spfVerify } from 'mailauth/lib/spf/spf-verify.js';
import { mailauthResolver } from './mailauth-resolver.ts';
import { NOT_ASKED } from '../../../src/verify/our-limit.ts';
import type { SpfResult } from '../../../src/verify/verification.ts';
import {
  MAX_HOSTS,
  MAX_TERMS,
  MAX_VOIDS,
  type Ledger,
} from '../../../src/verify/spf/spf-limits.ts';
import { VERSION } from '../../../src/verify/spf/parse-record.ts';
import { expandTarget, type Session } from '../../../src/verify/spf/check-session.ts';
import { placeholders, type Placeholder } from './spf-placeholders.ts';
import {
  isOpenName,
  provesPtr,
  type ValidatedNames,
} from '../../../src/verify/spf/validated-names.ts';

/** An evaluation that ended early, in the shape mailauth looks for. */
class Ended extends Error {
  readonly spfResult: { error: SpfResult; text: string };

  constructor(error: SpfResult, text: string) {
    super(text);
    this.spfResult = { error, text };
  }
}

const RESULT: Record<string, SpfResult> = {
  '+': 'pass',
  '-': 'fail',
  '~': 'softfail',
  '?': 'neutral',
};
const RESULT_WORDS: readonly string[] = ['none', 'temperror', 'permerror'] satisfies SpfResult[];

/** Result of a record that has been looked for under `domain` (a valid name), and what it cost. Never rejects for what a zone does. */
export async function libraryVerdict(
  session: Session,
  domain: string,
  ledger: Ledger,
): Promise<SpfResult> {
  const ask = mailauthResolver(session.resolver);
  const names = placeholders(session);
  let first = true;

  const countTerm = (): void => {
    ledger.terms += 1;
    if (ledger.terms > MAX_TERMS) throw new Ended('permerror', 'too many terms that query DNS');
  };
  const countVoid = (): void => {
    ledger.voids += 1;
    if (ledger.voids > MAX_VOIDS) throw new Ended('permerror', 'too many void lookups');
  };
  /** Records, [] when there are none; temperror as an exception. */
  const lookUp = async (name: string, type: string, onVoid: () => void): Promise<unknown[]> => {
    try {
      return await ask(name, type);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (typeof code !== 'string') throw error;
      // RFC 7208 §5: any other RCODE, or none in time, ends the evaluation.
      if (code !== 'ENOTFOUND' && code !== 'ENODATA') throw new Ended('temperror', String(error));
      onVoid();
      return [];
    }
  };
  const countedNames = async (): Promise<ValidatedNames> => {
    countTerm();
    const found = await session.names();
    if (found.void) countVoid();
    return found;
  };
  /** For %{p}: what we did not ask might be the name. */
  const namesFor = async (of: string): Promise<ValidatedNames> => {
    const found = await countedNames();
    if (isOpenName(found, of)) throw new Ended('temperror', NOT_ASKED);
    return found;
  };
  /** The real name of a stand-in; null when there is none. */
  const realName = async (
    shown: string,
    standIn: Exclude<Placeholder, { kind: 'ptr' }>,
  ): Promise<string | null> => {
    if (standIn.kind === 'malformed') return null;
    if (standIn.kind === 'name') return standIn.name;
    const target = expandTarget(
      session,
      standIn.term.spec,
      standIn.domain,
      await namesFor(standIn.domain),
    );
    const name = target === 'local-part' ? null : target.name;
    names.settle(shown, name === null ? { kind: 'malformed' } : { kind: 'name', name });
    return name;
  };
  const provePtr = async ({
    term,
    domain: of,
  }: Placeholder & { kind: 'ptr' }): Promise<string[]> => {
    const target = expandTarget(
      session,
      term.spec,
      of,
      term.spec?.letters.has('p') === true ? await namesFor(of) : null,
    );
    if (target === 'local-part' || target.name === null) return [];
    const proven = provesPtr(await countedNames(), target.name);
    if (proven === 'open') throw new Ended('temperror', NOT_ASKED);
    return proven ? ['127.0.0.2'] : [];
  };

  const resolver = async (shown: string, type: string): Promise<unknown[]> => {
    const standIn = names.get(shown);
    if (standIn?.kind === 'ptr') return provePtr(standIn);
    const name = standIn === undefined ? shown : await realName(shown, standIn);
    // What cannot be asked has no records: no match, and for include and redirect no SPF record, which is permerror there.
    if (name === null) return [];
    if (first) {
      // The question for the record itself is no term.
      first = false;
      return restated(await lookUp(name, type, () => {}), name);
    }
    countTerm();
    const records = await lookUp(name, type, countVoid);
    return type === 'TXT' ? restated(records, name) : records;
  };
  const restated = (records: unknown[], name: string): unknown[] =>
    records.map((strings) => {
      const text = Array.isArray(strings) ? strings.join('') : '';
      return VERSION.test(text) ? [names.rewriteRecord(session.parse(text), name)] : [text];
    });

  // RFC 7208 §4.6.4: at most ten names per mx (permerror past it) and per ptr; these do not count as terms or voids.
  const createSubResolver = () => {
    let hosts = 0;
    return async (name: string, type: string): Promise<unknown[]> => {
      hosts += 1;
      if (hosts > MAX_HOSTS) throw new Ended('permerror', 'too many names to look up');
      return lookUp(name, type, () => {});
    };
  };

  try {
    const outcome = await spfVerify(names.nameOf(domain), {
      sender: session.sender,
      ip: session.ip.text,
      helo: session.values.helo,
      mta: session.values.host,
      strict: true,
      ctx: { warnings: new Set(), usedLocalPart: false },
      resolver,
      createSubResolver,
      expResolver: () => Promise.reject(new Ended('none', 'not asked here')),
    });
    // RFC 7208 §4.7: nothing matched.
    if (outcome === false) return 'neutral';
    if (outcome.error !== undefined) return resultWord(outcome.error);
    return RESULT[outcome.qualifier ?? '?'] ?? 'neutral';
  } catch (error) {
    const ended = error instanceof Error && 'spfResult' in error ? error.spfResult : null;
    // What mailauth throws itself (syntax, several records, none) has the same shape as Ended.
    if (
      typeof ended === 'object' &&
      ended !== null &&
      'error' in ended &&
      typeof ended.error === 'string'
    )
      return resultWord(ended.error);
    throw error;
  }
}

function resultWord(word: string): SpfResult {
  if (RESULT_WORDS.includes(word)) return word as SpfResult;
  throw new TypeError(`mailauth gave an unknown SPF result: ${word}`);
}
