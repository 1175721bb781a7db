// The DMARC result as mailauth finds it (strict mode), from an author domain that our own grammar extracted: mailauth's reader of
// From addresses is never asked (LIBRARIES.md rows 2, 3). The holes of its evaluation are closed here and nowhere else; each has
// a test that fails the day it is fixed (test/verify/dmarc/verdict.test.ts). Not known here: why; that is check.ts's.
import { evaluateDmarc } from 'mailauth/lib/dmarc/index.js';
import { mailauthResolver, type MailauthResolver } from './resolver.ts';
import type { Resolver } from '../../dns/resolver.ts';
import type { DmarcResult } from '../verification.ts';
import { withoutLoneNames } from '../dmarc/dmarc-record.ts';

/** An identifier and what is known of it. */
export interface Identifier {
  domain: string;
  /** SPF or DKIM passed: an Authenticated Identifier (RFC 9989 §4.3). */
  authenticated: boolean;
  /** The check could not be made: it might have passed. */
  undecided: boolean;
  /** A limit of ours was the reason. */
  isLimited: boolean;
  /** Null when the walk failed. */
  aligned: boolean | null;
}

/** mailauth compares at most ten identifiers by walks and calls the next ones undecided. */
const MAX_IDENTIFIERS = 10;

/** Asks mailauth. `spf` and `dkim` are canonical domains of identifiers; `unseen`: there are signatures that were not evaluated and could align. */
export async function dmarcVerdict(
  author: string,
  spf: Identifier | null,
  dkim: Identifier[],
  resolver: Resolver,
  unseen = false,
): Promise<DmarcResult> {
  const spfDomains = spf?.authenticated ? [spf.domain] : [];
  const dkimDomains = closestFirst(dkim.filter((identifier) => identifier.authenticated)).slice(
    0,
    MAX_IDENTIFIERS - spfDomains.length,
  );
  const { response } = await evaluateDmarc({
    headerFrom: [author],
    fromFields: 1,
    spfDomains: spfDomains.map((domain) => ({ domain })),
    dkimDomains: dkimDomains.map((domain) => ({ domain })),
    resolver: withReadableRecords(mailauthResolver(resolver)),
    strict: true,
  } as unknown as Parameters<typeof evaluateDmarc>[0]);
  const result = response === false ? 'none' : asDmarcResult(response.status?.result);
  // RFC 9989 §5.3.6: a check that did not complete might have passed, so the message cannot be said to fail. mailauth hears
  // only of identifiers that passed. One that could not align in any case changes nothing.
  const open =
    unseen ||
    [...(spf === null ? [] : [spf]), ...dkim].some(
      (identifier) => identifier.undecided && identifier.aligned !== false,
    );
  return result === 'fail' && open ? 'temperror' : result;
}

/** Distinct domains, those that align before those that may and those that do not. */
function closestFirst(identifiers: Identifier[]): string[] {
  const rank = ({ aligned }: Identifier): number =>
    aligned === true ? 0 : aligned === null ? 1 : 2;
  return [
    ...new Set(
      identifiers.toSorted((a, b) => rank(a) - rank(b)).map((identifier) => identifier.domain),
    ),
  ];
}

/** RFC 9989 §4.7: a part of a record without "=" is ignored; mailauth reads `; sp;` as a policy that is not valid. */
function withReadableRecords(resolve: MailauthResolver): MailauthResolver {
  return async (name, type) => {
    const records = await resolve(name, type);
    if (type !== 'TXT') return records;
    return records.map((record) => [
      withoutLoneNames(typeof record === 'string' ? record : record.join('')),
    ]);
  };
}

const RESULTS: readonly string[] = [
  'pass',
  'fail',
  'none',
  'temperror',
  'permerror',
] satisfies DmarcResult[];

function asDmarcResult(result: unknown): DmarcResult {
  if (typeof result === 'string' && RESULTS.includes(result)) return result as DmarcResult;
  throw new TypeError(`mailauth gave an unknown dmarc result: ${String(result)}`);
}
