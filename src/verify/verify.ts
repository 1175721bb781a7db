// All facts about one message, method by method, over one recording resolver. What a sender or a zone did wrong is a value
// here; only a bug rejects. It has no opinion about any of it.
import type { Resolver } from '../dns/resolver.ts';
import { readAuthors } from '../message/address/authors.ts';
import { messageFacts } from '../message/facts.ts';
import { isLocalAddress } from '../message/ip-address.ts';
import { readFields } from '../message/fields.ts';
import type { Clock } from '../runtime/clock.ts';
import { checkBimi } from './bimi/check-bimi.ts';
import { bimiSelector } from './bimi/selector.ts';
import { reasonAfterForensics } from './dkim/reason-after-forensics.ts';
import { FORENSICS_BUDGET, type ForensicsBudget } from './dkim/forensics/budget.ts';
import { signingDomains } from './dkim/chosen.ts';
import { verifySignatures } from './dkim/verify-signatures.ts';
import { checkDmarc } from './dmarc/check-dmarc.ts';
import { proveReversePath } from './dmarc/proof.ts';
import { organizationalDomain } from './dmarc/walk.ts';
import { checkBlocklists } from './dnsbl/dnsbl-check.ts';
import { hiddenIprev, hiddenSpf } from './hidden-client.ts';
import { iprev } from './iprev.ts';
import { messageDns, reversePathDomain } from './message-dns.ts';
import { findMisplacedRecords } from './misplaced-records.ts';
import type { OnProgress } from './progress.ts';
import { askFilters, NO_FILTERS, type SpamFilters } from './spam/filters.ts';
import { checkSpf } from './spf/check-spf.ts';
import { askForRecord } from './spf/record-questions.ts';
import { transportOf } from './transport.ts';
import type { Verification, VerifyInput } from './verification.ts';

/** Of the 24 s that a message has (judge/pool.ts), forensics may use this much for all signatures, and nothing of the last seconds. */
const FORENSICS_IN_ALL_MS = 3000;
const FORENSICS_UNTIL_MS = 16_000;

/** Questions kept for the walks of DMARC while SPF's whole tree is read, and of the proof while the rest is looked at. */
const FOR_DMARC = 20;
const FOR_PROOF = 10;

/** What the operator has chosen, and who watches. */
export interface VerifyOptions {
  forensics?: ForensicsBudget;
  /** Hears each method's result as soon as it is known. */
  tell?: OnProgress;
  /** Blocklists to ask about the client, and spam filters to ask about the message; none without. */
  dnsbls?: readonly string[];
  filters?: SpamFilters;
  /** `hidden` (default): a loopback, private, shared or link-local client address is not the sender's, and nothing is concluded from it. `judge`: it is. */
  localSenders?: LocalSenders;
}

export type LocalSenders = 'hidden' | 'judge';

export async function verify(
  { message, envelope, host, at, organizationsOf, countedFor }: VerifyInput,
  resolver: Resolver,
  clock: Clock,
  options: VerifyOptions = {},
): Promise<Verification> {
  const {
    forensics = FORENSICS_BUDGET,
    tell = () => {},
    dnsbls = [],
    filters = NO_FILTERS,
    localSenders = 'hidden',
  } = options;
  const isHidden = localSenders === 'hidden' && isLocalAddress(envelope.clientIp);
  const began = clock.now();
  const timings: Record<string, number> = {};
  const timed = async <T>(
    part: string,
    work: Promise<T>,
    known: (result: T) => void = () => {},
  ): Promise<T> => {
    const result = await work;
    timings[part] = clock.now() - began;
    known(result);
    return result;
  };

  const section = readFields(message);
  const author = readAuthors(section.fields);
  const { asked, beside, ...apart } = messageDns(resolver, clock, {
    envelope,
    authors: author.authors.map(({ domain }) => domain),
    countedFor: countedFor ?? null,
  });
  // RFC 9989 §4.10: the policy does not hang on what SPF and DKIM come to. Asked for first, it has its questions and its time whatever
  // the sender makes us ask; afterwards all of this is known.
  const spfDomain = reversePathDomain(envelope);
  const policyKnown = checkDmarc(
    {
      ...author,
      spf: { result: 'none', domain: spfDomain },
      dkim: signingDomains(section.fields, author.authors[0]?.domain ?? null),
      unseen: [],
    },
    asked,
  );
  const reversed = timed(
    'iprev',
    isHidden ? Promise.resolve(hiddenIprev(envelope.clientIp)) : iprev(envelope.clientIp, beside),
    ({ result, name }) => tell({ method: 'iprev', result, subject: name ?? '' }),
  );
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
  const listed = timed(
    'dnsbl',
    checkBlocklists(envelope.clientIp, isHidden ? [] : dnsbls, apart.blocklists),
  );
  const [facts, spf, signatures, reverse] = await Promise.all([
    timed('message', messageFacts(message, section)),
    timed(
      'spf',
      isHidden
        ? Promise.resolve(hiddenSpf(envelope))
        : checkSpf(
            envelope,
            { host, at },
            apart.spf,
            { wholeTreeResolver: asked.spare(FOR_DMARC) },
            beside,
          ),
      ({ mailFrom }) => tell({ method: 'spf', result: mailFrom.result, subject: mailFrom.domain }),
    ),
    timed(
      'dkim',
      verifySignatures(
        message,
        { at, section, author: author.authors[0]?.domain ?? null },
        beside,
        apart.arc,
      ),
      ({ dkim, arc }) => {
        if (dkim.length === 0) tell({ method: 'dkim', result: 'none', subject: '' });
        for (const { result, domain } of dkim) tell({ method: 'dkim', result, subject: domain });
        if (arc.result !== 'none')
          tell({ method: 'arc', result: arc.result, subject: arc.sets.at(-1)?.sealer ?? '' });
      },
    ),
    reversed,
    policyKnown,
  ]);
  const { dmarc, organizationalDomains, dkimAligned } = await timed(
    'dmarc',
    checkDmarc(
      {
        ...author,
        // A check that was left out might have passed (RFC 9989 §5.3.6).
        spf: {
          result: isHidden ? 'temperror' : spf.mailFrom.result,
          domain: spf.mailFrom.domain,
          reason: spf.mailFrom.reason,
        },
        dkim: signatures.dkim,
        unseen: signatures.unseen,
      },
      asked,
    ),
    ({ dmarc: { result, domain } }) => tell({ method: 'dmarc', result, subject: domain ?? '' }),
  );
  const curious = asked.spare(FOR_PROOF);
  const brand = checkBimi(
    {
      selector: bimiSelector(facts.fields, signatures.dkim),
      dmarc,
      messageProblem: dmarc.result === 'pass' ? null : `DMARC did not pass (${dmarc.result})`,
    },
    curious,
  );
  const route = transportOf(dmarc.domain, curious);
  const { proof, organizationalDomains: proofDomains } = await proveReversePath(
    {
      domain: envelope.mailFrom === '' ? null : spfDomain,
      spf: spf.mailFrom.result,
      dkim: signatures.dkim,
    },
    asked,
  );
  for (const domain of organizationsOf) {
    const organization = await organizationalDomain(domain, asked);
    if (organization !== null) organizationalDomains[domain] = organization;
  }

  const verification: Verification = {
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
    dnsbl: [],
    bimi: await brand,
    transport: await route,
    spam: [],
    proof,
    organizationalDomains: { ...proofDomains, ...organizationalDomains },
    places: [],
    dns: [],
    timings,
    limit: null,
  };
  const places = await findMisplacedRecords(verification, asked.spare(0));
  await askForRecord(verification, () => asked.evidence(), asked.spare(0));
  const [dnsbl, spam] = await Promise.all([listed, filtered]);
  // After the last question: a search keeps this thread from reading answers.
  const searched = clock.now();
  const changes = signatures.investigate(clock, {
    budget: forensics,
    until: Math.min(
      began + FORENSICS_UNTIL_MS,
      searched + Math.max(FORENSICS_IN_ALL_MS, forensics.milliseconds),
    ),
  });
  timings['forensics'] = clock.now() - searched;
  timings['total'] = clock.now() - began;
  const dkim = verification.dkim.map((check, index) => ({
    ...check,
    reason: reasonAfterForensics(check, changes[index] ?? null),
    forensics: changes[index] ?? null,
  }));
  return {
    ...verification,
    dkim,
    dnsbl,
    spam,
    places,
    dns: asked.evidence(),
    limit: asked.limit(),
  };
}
