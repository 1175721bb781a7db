// DMARC for one message (RFC 9989 §5.3): the author domain, the record that applies, which identifiers are aligned, the result,
// the policy asked for, and the evidence of the tree walk. test/verify/mailauth/dmarc.test.ts compares it with mailauth.
import type { Resolver } from '../../dns/resolver.ts';
import { NOBODY } from '../../message/address/authors.ts';
import { canonicalDomain, type CanonicalDomain } from '../../message/domain.ts';
import { isOurLimit } from '../our-limit.ts';
import type { MessageFacts } from '../../message/message-facts.ts';
import type { DkimResult, DmarcCheck, SpfResult } from '../verification.ts';
import { isAligned, type Organizations } from './is-aligned.ts';
import { appliedPolicy, discoverPolicy, type Applied, type Discovery } from './discovery.ts';
import { legacyAnswer } from './legacy.ts';
import type { PolicyLookup } from './lookup.ts';
import { policyReader, type PolicyReader } from './policy-reader.ts';
import { dmarcReason } from './reason.ts';
import type { PolicyRecord } from './dmarc-record.ts';
import { dmarcResult, type Identifier } from './dmarc-result.ts';
import type { TreeWalk } from './walk.ts';

export interface DmarcInput extends Pick<MessageFacts, 'authors' | 'authorProblem'> {
  /** How many From fields the message has. */
  fromFields: number;
  /** The MAIL FROM identity only (RFC 9989 §4.4.2); for a null reverse-path postmaster@HELO's domain. */
  spf: { result: SpfResult; domain: string; reason?: string } | null;
  dkim: { domain: string; selector: string; result: DkimResult; reason?: string }[];
  /** d= of the signatures that a limit of ours left unevaluated. */
  unseen?: readonly string[];
}

export interface DmarcOutcome {
  dmarc: DmarcCheck;
  /** Organizational Domains of all walks that were made. */
  organizationalDomains: Record<string, string>;
  /** Of each entry of `input.dkim` in turn, passed or not: null without an author domain or when a walk failed. */
  dkimAligned: (boolean | null)[];
}

/** Evaluates DMARC. Never rejects: DNS trouble is `temperror`. `reader` when policies of the message were read before. */
export async function checkDmarc(
  input: DmarcInput,
  resolver: Resolver,
  reader: PolicyReader = policyReader(resolver),
): Promise<DmarcOutcome> {
  const author = authorDomain(input);
  if (author.domain === null) return notEvaluated(input, author.problem);

  const { once, lookup, among } = reader;
  const walk = await among.walk(author.domain);
  const discovery = discoverPolicy(walk);
  const record = discovery.kind === 'found' ? discovery.record : null;
  const { spf, dkim } = await identifiersOf(input, author.domain, record, among);
  const applied =
    discovery.kind === 'found'
      ? await appliedPolicy(author.domain, discovery.policyDomain, discovery.record, once)
      : null;
  const present = dkim.filter((identifier) => identifier !== null);
  const unseen = unseenSigner(input.unseen ?? [], author.domain, record, walk);
  const result = dmarcResult(
    discovery,
    applied,
    [...(spf === null ? [] : [spf]), ...present],
    unseen !== null,
  );
  const disposition =
    result === 'pass' ? 'none' : result === 'fail' ? (applied?.disposition ?? null) : null;
  const policyDomain =
    discovery.kind === 'found' || discovery.kind === 'not-usable' ? discovery.policyDomain : null;
  const legacy = await legacyAnswer(author.domain, spf, present, lookup, {
    result,
    disposition,
    organizationalDomain: walk.organizationalDomain,
    policyDomain,
    record,
    applied: applied?.tag ?? null,
  });
  return {
    dmarc: {
      evaluated: true,
      result,
      domain: author.domain,
      organizationalDomain: walk.organizationalDomain,
      policyDomain,
      ...policyFacts(discovery, applied),
      disposition,
      alignment: { spf: spfAlignment(spf), dkim: dkimAlignment(input, dkim) },
      walk: walk.steps.map((step) => walkStep(step, policyDomain, walk)),
      reason: dmarcReason({
        author: author.domain,
        result,
        walk,
        discovery,
        spf,
        dkim: present,
        unseen,
      }),
      legacy,
    },
    organizationalDomains: among.known(),
    dkimAligned: dkim.map((identifier) => (identifier === null ? false : identifier.aligned)),
  };
}

/** RFC 9989 §5.3.1: exactly one author domain, or DMARC cannot be evaluated. */
export function authorDomain({
  authors,
  authorProblem,
  fromFields,
}: Pick<DmarcInput, 'authors' | 'authorProblem' | 'fromFields'>): CanonicalDomain {
  const none = (problem: string): CanonicalDomain => ({ domain: null, problem });
  if (authorProblem !== null) return none(authorProblem);
  if (fromFields !== 1)
    return none(
      fromFields === 0 ? 'there is no From field' : `there are ${fromFields} From fields`,
    );
  const domains = new Set(authors.map((author) => author.domain));
  const [only] = domains;
  if (only === undefined) return none('there is no author');
  if (domains.size > 1) return none(`the authors are of ${domains.size} domains`);
  const author = canonicalDomain(only);
  return author.problem === null ? author : none(`the author's domain ${author.problem}`);
}

/**
 * RFC 9989 §9.2 takes the result names over from RFC 7489 §11.2: "none" also where no identifier to align could be extracted.
 * An author domain that is there but malformed or more than one is the sender's error, and will stay one: permerror.
 */
function notEvaluated(input: DmarcInput, problem: string): DmarcOutcome {
  const nobody = input.fromFields === 0 || problem === NOBODY;
  return {
    dmarc: {
      evaluated: false,
      result: nobody ? 'none' : 'permerror',
      domain: null,
      organizationalDomain: null,
      policyDomain: null,
      record: null,
      policy: null,
      applied: null,
      disposition: null,
      alignment: { spf: null, dkim: [] },
      walk: [],
      reason: `not evaluated (RFC 9989 §5.3.1): ${problem}`,
      legacy: null,
    },
    organizationalDomains: {},
    dkimAligned: input.dkim.map(() => null),
  };
}

/** What SPF and DKIM bring; null for a signature whose d= is no domain name. */
async function identifiersOf(
  input: DmarcInput,
  author: string,
  record: PolicyRecord | null,
  among: Organizations,
): Promise<{ spf: Identifier | null; dkim: (Identifier | null)[] }> {
  const identify = async (
    {
      domain,
      result,
      reason = '',
    }: { domain: string; result: SpfResult | DkimResult; reason?: string },
    mode: 'r' | 's',
  ): Promise<Identifier | null> => {
    const canonical = canonicalDomain(domain).domain;
    if (canonical === null) return null;
    const aligned = await isAligned(author, canonical, mode, among);
    return {
      domain: canonical,
      authenticated: result === 'pass',
      undecided: result === 'temperror',
      isLimited: isOurLimit(reason),
      aligned,
    };
  };
  const [spf, ...dkim] = await Promise.all([
    input.spf === null ? null : identify(input.spf, record?.aspf ?? 'r'),
    ...input.dkim.map((signature) => identify(signature, record?.adkim ?? 'r')),
  ]);
  return { spf: spf ?? null, dkim };
}

/** A signer that was not looked at and could align: the names alone must rule it out (RFC 9989 §4.10.2), no walk is made for it. */
function unseenSigner(
  unseen: readonly string[],
  author: string,
  record: PolicyRecord | null,
  { organizationalDomain }: TreeWalk,
): string | null {
  const couldAlign = (signer: string): boolean => {
    if (signer === author) return true;
    if (record?.adkim === 's') return false;
    if (organizationalDomain === null)
      return signer.slice(signer.lastIndexOf('.')) === author.slice(author.lastIndexOf('.'));
    return signer === organizationalDomain || signer.endsWith(`.${organizationalDomain}`);
  };
  return (
    unseen
      .map((domain) => canonicalDomain(domain).domain)
      .find((signer) => signer !== null && couldAlign(signer)) ?? null
  );
}

/**
 * RFC 9989 §4.4: only what is authenticated can be aligned. Null where nothing is known: SPF did not pass, or the walk failed. What
 * SPF could not check is said only where it is not aligned in any case, so that it leaves nothing open.
 */
function spfAlignment(spf: Identifier | null): DmarcCheck['alignment']['spf'] {
  if (spf === null || spf.aligned === null) return null;
  if (!spf.authenticated && !(spf.undecided && !spf.aligned)) return null;
  return { domain: spf.domain, aligned: spf.aligned };
}

/** The signatures that passed, save those whose walk failed: nothing is known of them. */
function dkimAlignment(
  input: DmarcInput,
  dkim: (Identifier | null)[],
): DmarcCheck['alignment']['dkim'] {
  return input.dkim.flatMap(({ domain, selector, result }, index) => {
    const identifier = dkim[index] ?? null;
    if (result !== 'pass' || identifier?.aligned === null) return [];
    return [
      { domain: identifier?.domain ?? domain, selector, aligned: identifier?.aligned ?? false },
    ];
  });
}

function policyFacts(
  discovery: Discovery,
  applied: Applied | null,
): Pick<DmarcCheck, 'record' | 'policy' | 'applied'> {
  if (discovery.kind !== 'found' && discovery.kind !== 'not-usable')
    return { record: null, policy: null, applied: null };
  const { text, p, sp, np, t, psd, adkim, aspf, rua, ruf, other } = discovery.record;
  return {
    record: text,
    policy: { p, sp, np, t, psd, adkim, aspf, rua, ruf, other },
    applied: applied?.tag ?? null,
  };
}

/** One name of the walk as evidence: what came, and what it meant. */
function walkStep(
  step: PolicyLookup,
  policyDomain: string | null,
  walk: TreeWalk,
): DmarcCheck['walk'][number] {
  const notes = step.note === '' ? [] : [step.note];
  if (step.record?.psd === 'n') notes.push('psd=n: an organizational domain, the walk ends');
  if (step.record?.psd === 'y') notes.push('psd=y: a public suffix, the walk ends');
  if (step.record !== null && step.domain === walk.organizationalDomain)
    notes.push('the organizational domain');
  if (step.record?.use === 'as-none') notes.push('no valid policy, but rua: acts as p=none');
  if (step.record?.use === 'not-usable') notes.push('no valid policy and no rua: not usable');
  if (step.record !== null) notes.push(step.domain === policyDomain ? 'applies' : 'does not apply');
  return {
    name: `_dmarc.${step.domain}`,
    status: step.status,
    record: step.texts.length === 0 ? null : step.texts.join(' | '),
    note: notes.join('; '),
  };
}
