// All facts about one message over one recording resolver, in phases: lookups, results, alignment, what is only looked at, and last the
// search for changes, which may be left to another thread (changes.ts). What a sender or a zone did wrong is a value; only a bug rejects.
import type { Resolver } from '../dns/resolver.ts';
import { messageFacts } from '../message/facts.ts';
import type { Clock } from '../runtime/clock.ts';
import { checkBimi } from './bimi/check-bimi.ts';
import { bimiSelector } from './bimi/selector.ts';
import { addChanges, searchLimits } from './changes.ts';
import { FORENSICS_BUDGET, type ForensicsBudget } from './dkim/forensics/budget.ts';
import { verifySignatures, type SignatureFacts } from './dkim/verify-signatures.ts';
import { checkDmarc } from './dmarc/check-dmarc.ts';
import { proveReversePath } from './dmarc/proof.ts';
import { organizationalDomain } from './dmarc/walk.ts';
import { reversePathDomain } from './message-dns.ts';
import { MessageLookups, type LookupOptions } from './message-lookups.ts';
import { findMisplacedRecords } from './misplaced/find-misplaced-records.ts';
import type { OnProgress } from './progress.ts';
import { askFilters, NO_FILTERS, type SpamFilters } from './spam/filters.ts';
import { askForRecord } from './spf/record-questions.ts';
import type { Verification, VerifyInput } from './verification.ts';

export type { LocalSenders } from './message-lookups.ts';

/** Questions kept for the proof of the reverse-path while the rest is looked at. */
const FOR_PROOF = 10;

/** What the operator has chosen, and who watches. */
export interface VerifyOptions extends LookupOptions {
  forensics?: ForensicsBudget;
  /** Hears each method's result as soon as it is known. */
  tell?: OnProgress;
  /** Spam filters to ask about the message; none without. */
  filters?: SpamFilters;
  /** Lookups that began before the message had arrived, made with the same options; not taken when they are another message's. */
  lookups?: MessageLookups;
}

/** Facts without what a search for changes may find, and what that search needs. */
export interface FirstFacts {
  verification: Verification;
  signatures: SignatureFacts;
}

export async function verify(
  input: VerifyInput,
  resolver: Resolver,
  clock: Clock,
  options: VerifyOptions = {},
): Promise<Verification> {
  const began = clock.now();
  const { verification, signatures } = await verifyFirst(input, resolver, clock, options);
  const limits = searchLimits(options.forensics ?? FORENSICS_BUDGET, clock, began);
  return addChanges(verification, () => signatures.investigate(clock, limits), clock);
}

/** The same up to the search, which takes long and asks nothing. */
export async function verifyFirst(
  input: VerifyInput,
  resolver: Resolver,
  clock: Clock,
  options: VerifyOptions = {},
): Promise<FirstFacts> {
  const { message, envelope, host, at, organizationsOf } = input;
  const began = clock.now();
  const took = new Map<string, number>();
  const timed = async <T>(part: string, work: Promise<T>): Promise<T> => {
    const result = await work;
    took.set(part, clock.now() - began);
    return result;
  };

  // Lookups: whatever was asked while the message was on its way is taken over.
  const lookups = lookupsOf(input, resolver, clock, options);
  const { header, envelope: early } = lookups.arrived(message);
  const { asked, beside, arc } = lookups.dns;
  const { tell = () => {}, filters = NO_FILTERS } = options;
  const telling = tellResults(tell);
  const reversed = timed('iprev', early.iprev).then(telling.iprev);
  const listed = timed('dnsbl', early.blocklists);
  // A filter that is not told the client's name takes it that there is none.
  const filtered = timed(
    'spam',
    reversed.then(({ name }) =>
      askFilters(
        message,
        { ...envelope, clientName: envelope.clientName ?? name, host, at },
        filters,
      ),
    ),
  );

  // Results: SPF, the signatures, reverse DNS.
  const { section, author, signed, policies } = header;
  const received = { at, section, author: author.authors[0]?.domain ?? null, signed };
  const [facts, spf, signatures, reverse] = await Promise.all([
    timed('message', messageFacts(message, section)),
    timed('spf', early.spf).then(telling.spf),
    timed('dkim', verifySignatures(message, received, beside, arc)).then(telling.signatures),
    reversed,
    header.policyKnown,
  ]);

  // Alignment: DMARC, and whether the reverse-path is proven.
  const aligning = checkDmarc(
    {
      ...author,
      // A check that was left out might have passed (RFC 9989 §5.3.6).
      spf: {
        result: lookups.isHidden ? 'temperror' : spf.mailFrom.result,
        domain: spf.mailFrom.domain,
        reason: spf.mailFrom.reason,
      },
      dkim: signatures.dkim,
      unseen: signatures.unseen,
    },
    asked,
    policies,
  );
  const { dmarc, organizationalDomains, dkimAligned } = await timed('dmarc', aligning);
  tell({ method: 'dmarc', result: dmarc.result, subject: dmarc.domain ?? '' });
  const brand = checkBimi(
    {
      selector: bimiSelector(facts.fields, signatures.dkim),
      dmarc,
      messageProblem: dmarc.result === 'pass' ? null : `DMARC did not pass (${dmarc.result})`,
    },
    asked.spare(FOR_PROOF),
  );
  const proven = await proveReversePath(
    {
      domain: envelope.mailFrom === '' ? null : reversePathDomain(envelope),
      spf: spf.mailFrom.result,
      dkim: signatures.dkim,
    },
    asked,
    policies,
  );
  for (const domain of organizationsOf) {
    const organization = await organizationalDomain(domain, asked, policies.lookup);
    if (organization !== null) organizationalDomains[domain] = organization;
  }

  // What no verdict depends on.
  const known = {
    at,
    host,
    envelope: { ...envelope, clientName: envelope.clientName ?? reverse.name },
    message: facts,
    spf,
    dkim: signatures.dkim.map((check, index) => ({
      ...check,
      aligned: dkimAligned[index] ?? null,
    })),
    notEvaluated: signatures.notEvaluated,
    dmarc,
    arc: signatures.arc,
    iprev: reverse,
    bimi: await brand,
    transport: await header.route,
    proof: proven.proof,
    organizationalDomains: { ...proven.organizationalDomains, ...organizationalDomains },
  };
  const places = await findMisplacedRecords(known, asked.spare(0));
  await askForRecord(known, () => asked.evidence(), asked.spare(0));
  const [dnsbl, spam] = await Promise.all([listed, filtered]);
  // What ended first is chance: the order is not.
  const timings = Object.fromEntries([...took].sort(([a], [b]) => (a < b ? -1 : 1)));
  timings['total'] = clock.now() - began;
  return {
    verification: {
      ...known,
      dnsbl,
      spam,
      places,
      dns: asked.evidence(),
      timings,
      limit: asked.limit(),
    },
    signatures,
  };
}

function lookupsOf(
  input: VerifyInput,
  resolver: Resolver,
  clock: Clock,
  options: VerifyOptions,
): MessageLookups {
  const { lookups } = options;
  if (lookups?.serves(input) === true) return lookups;
  lookups?.abandon();
  return new MessageLookups(input, resolver, clock, options);
}

/** For each method: tells its result, and gives it back. */
function tellResults(tell: OnProgress) {
  return {
    iprev: (check: Verification['iprev']) => {
      tell({ method: 'iprev', result: check.result, subject: check.name ?? '' });
      return check;
    },
    spf: (checks: Verification['spf']) => {
      const { result, domain } = checks.mailFrom;
      tell({ method: 'spf', result, subject: domain });
      return checks;
    },
    signatures: (facts: SignatureFacts) => {
      const { dkim, arc } = facts;
      if (dkim.length === 0) tell({ method: 'dkim', result: 'none', subject: '' });
      for (const { result, domain } of dkim) tell({ method: 'dkim', result, subject: domain });
      if (arc.result !== 'none')
        tell({ method: 'arc', result: arc.result, subject: arc.sets.at(-1)?.sealer ?? '' });
      return facts;
    },
  };
}
