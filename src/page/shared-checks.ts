// The results of a shared report, method by method: each built anew of the facts that may be shown, so that a new fact is hidden until it
// is named here. Reasons are sentences with values in them, and stay out but for those that hold none.
import type { Report } from '../report/report.ts';
import { isHiddenClient } from '../report/spf-comment.ts';
import type { DnsEvidence } from '../dns/dns-evidence.ts';
import type {
  ArcCheck,
  DkimCheck,
  DmarcCheck,
  Forensics,
  IprevCheck,
  SpfCheck,
  SpfNode,
  SpfTerm,
} from '../verify/verification.ts';
import { addressOf, HIDDEN, holdsSender, type SharedNames } from './shared-names.ts';
import { fieldName, fieldNames, published, timeOrNull, wordOf } from './shared-text.ts';

const LIMIT = 'a limit of this service';

/** Only what is the same for every message. */
export function sharedReason(reason: string): string {
  if (isHiddenClient(reason)) return reason;
  return /\bBUDGET\b|\blimit\b/.test(reason) ? LIMIT : '';
}

export function mailboxOf(address: string, names: SharedNames): string {
  return address === ''
    ? ''
    : `${HIDDEN}@${names.shown(address.slice(address.lastIndexOf('@') + 1))}`;
}

export function sharedSpf(check: SpfCheck, names: SharedNames): SpfCheck {
  const { identity, result, domain, sender, reason, matched, lookups, tree } = check;
  return {
    identity,
    result,
    domain: names.shown(domain),
    sender: mailboxOf(sender, names),
    reason: sharedReason(reason),
    explanation: null,
    matched:
      matched === null
        ? null
        : {
            record: published(matched.record),
            term: published(matched.term),
            domain: names.shown(matched.domain),
          },
    lookups: { count: lookups.count, void: lookups.void, limit: lookups.limit },
    tree: tree === null ? null : sharedNode(tree, names),
  };
}

function sharedNode(
  { domain, record, status, terms, cost, voids, errors }: SpfNode,
  names: SharedNames,
): SpfNode {
  return {
    domain: names.shown(domain),
    record: record === null ? null : published(record),
    status,
    terms: terms.map((term) => sharedTerm(term, names)),
    cost,
    voids,
    errors: errors.map(({ position, text }) => ({ position, text: published(text) })),
  };
}

function sharedTerm(term: SpfTerm, names: SharedNames): SpfTerm {
  const { text, position, kind, name, qualifier, target, outcome, cost, values, record } = term;
  const isHidden = holdsSender(term);
  return {
    text: published(text),
    position,
    kind,
    name: published(name),
    qualifier,
    target: target === null ? null : isHidden ? HIDDEN : names.host(target),
    outcome,
    why: '',
    cost,
    values: isHidden ? [] : values.map((value) => names.host(value)),
    record:
      record === null
        ? null
        : isHidden
          ? { ...sharedNode(record, names), domain: HIDDEN }
          : sharedNode(record, names),
  };
}

const KIND = /^[a-z]+(?:-[a-z]+){0,5}$/;
const ALGORITHM = /^(?:(?:rsa|ed25519)-sha(?:1|256))?$/i;
const SELECTOR = /^[a-z0-9_](?:[a-z0-9_.-]{0,61}[a-z0-9_])?$/i;

export function sharedDkim(check: DkimCheck, names: SharedNames): DkimCheck {
  const {
    result,
    domain,
    selector,
    algorithm,
    canonicalization,
    signedHeaders,
    oversigned,
    unsigned,
    aligned,
    key,
    bodyHash,
    headerIntact,
    bodyLength,
    signedAt,
    expiresAt,
    forensics,
    tolerant,
  } = check;
  const isBodySame =
    bodyHash.computed !== null &&
    bodyHash.computed.replace(/=+$/, '') === bodyHash.claimed.replace(/\s|=+$/g, '');
  return {
    result,
    reason: sharedReason(check.reason),
    tolerant: tolerant === null ? null : { result: tolerant.result, reason: '' },
    domain: names.shown(domain),
    selector: wordOf(selector, SELECTOR),
    // The mailbox of i= may be the author's.
    auid: domain === '' ? '' : `@${names.shown(domain)}`,
    algorithm: wordOf(algorithm, ALGORITHM),
    canonicalization: wordOf(
      canonicalization,
      /^(?:(?:simple|relaxed)(?:\/(?:simple|relaxed))?)?$/i,
    ),
    signedHeaders: fieldNames(signedHeaders),
    oversigned: fieldNames(oversigned),
    unsigned: fieldNames(unsigned),
    aligned,
    key: {
      name: names.shown(key.name),
      record: key.record === null ? null : published(key.record),
      records: key.records.map(published),
      alias: key.alias === null ? null : names.shown(key.alias),
      bits: key.bits,
      exponent: key.exponent === null ? null : wordOf(key.exponent, /^\d{1,2000}$/),
      type: key.type,
      testing: key.testing,
      flags: key.flags.map(published),
    },
    // The hash of a text that is known tells the text; only whether the two are the same is shown.
    bodyHash: {
      claimed: bodyHash.claimed === '' ? '' : HIDDEN,
      computed: bodyHash.computed === null ? null : isBodySame ? HIDDEN : '',
    },
    headerIntact,
    bodyLength: bodyLength === null ? null : { signed: bodyLength.signed, total: bodyLength.total },
    signedAt: timeOrNull(signedAt),
    expiresAt: timeOrNull(expiresAt),
    forensics: forensics === null ? null : sharedForensics(forensics),
    field: '',
    canonicalHeader: null,
  };
}

/** What was changed is told by its kind; everything else of it is the message's own text. */
function sharedForensics({
  keyMatches,
  headerIntact,
  bodyIntact,
  changes,
  suspects,
  opens,
  damaged,
  emptyBodySigned,
  tried,
}: Forensics): Forensics {
  return {
    keyMatches,
    headerIntact,
    bodyIntact,
    changes: changes.map(({ where, kind, certainty, lines, field }) => ({
      where,
      kind: wordOf(kind, KIND),
      detail: '',
      certainty,
      ...(lines === undefined ? {} : { lines }),
      ...(field === undefined ? {} : { field: fieldName(field) }),
    })),
    suspects: suspects.map(({ kind }) => ({ kind: wordOf(kind, KIND), evidence: '' })),
    tried,
    ...(opens === undefined ? {} : { opens }),
    ...(damaged === undefined ? {} : { damaged }),
    ...(emptyBodySigned === undefined ? {} : { emptyBodySigned }),
  };
}

export function sharedDmarc(check: DmarcCheck, names: SharedNames): DmarcCheck {
  const {
    evaluated,
    result,
    domain,
    organizationalDomain,
    policyDomain,
    record,
    policy,
    applied,
    disposition,
    alignment,
    walk,
    reason,
    legacy,
  } = check;
  const nameOrNull = (text: string | null): string | null =>
    text === null ? null : names.shown(text);
  const textOrNull = (text: string | null): string | null =>
    text === null ? null : published(text);
  return {
    evaluated,
    result,
    domain: nameOrNull(domain),
    organizationalDomain: nameOrNull(organizationalDomain),
    policyDomain: nameOrNull(policyDomain),
    record: textOrNull(record),
    policy:
      policy === null
        ? null
        : {
            p: policy.p,
            sp: policy.sp,
            np: policy.np,
            t: policy.t,
            psd: policy.psd,
            adkim: policy.adkim,
            aspf: policy.aspf,
            rua: textOrNull(policy.rua),
            ruf: textOrNull(policy.ruf),
            other: Object.fromEntries(
              Object.entries(policy.other).map(([tag, value]) => [
                published(tag),
                published(value),
              ]),
            ),
          },
    applied,
    disposition,
    alignment: {
      spf:
        alignment.spf === null
          ? null
          : { domain: names.shown(alignment.spf.domain), aligned: alignment.spf.aligned },
      dkim: alignment.dkim.map(({ domain: signer, selector, aligned }) => ({
        domain: names.shown(signer),
        selector: wordOf(selector, SELECTOR),
        aligned,
      })),
    },
    walk: walk.map((step) => ({
      name: names.shown(step.name),
      status: wordOf(step.status, /^[A-Z]{2,12}$/),
      record: textOrNull(step.record),
      note: /^\d+ DMARC records/.exec(step.note)?.[0] ?? '',
    })),
    reason: sharedReason(reason),
    legacy:
      legacy === null
        ? null
        : {
            result: legacy.result,
            organizationalDomain: names.shown(legacy.organizationalDomain),
            disposition: legacy.disposition,
            reason: '',
          },
  };
}

export function sharedArc({ result, sets, oldestPass }: ArcCheck, names: SharedNames): ArcCheck {
  return {
    result,
    reason: '',
    oldestPass,
    sets: sets.map(({ instance, sealer, selector, cv, seal, messageSignature }) => ({
      instance,
      sealer: sealer === null ? null : names.shown(sealer),
      selector: selector === null ? null : wordOf(selector, SELECTOR),
      cv: cv === null ? null : wordOf(cv, /^(?:none|pass|fail)$/),
      seal: { result: seal.result, reason: '' },
      messageSignature: { result: messageSignature.result, reason: '' },
      authenticationResults: null,
    })),
  };
}

export function sharedIprev(
  { result, reason, ip, name, names: found }: IprevCheck,
  names: SharedNames,
): IprevCheck {
  return {
    result,
    reason: sharedReason(reason),
    ip: addressOf(ip) ?? HIDDEN,
    name: name === null ? null : names.shown(name),
    names: found.map((one) => ({
      name: names.shown(one.name),
      addresses: one.addresses.map((address) => addressOf(address) ?? HIDDEN),
      matches: one.matches,
    })),
  };
}

export function sharedQuestion(
  { name, type, status, answers, ttl, ms, authenticated, at }: DnsEvidence,
  names: SharedNames,
): DnsEvidence {
  const shown = names.name(name);
  return {
    name: shown ?? HIDDEN,
    type: wordOf(type, /^[A-Z0-9]{1,10}$/),
    status: wordOf(status, /^[A-Z]{2,12}$/),
    answers: shown === null ? [] : answers.map(published),
    ttl,
    ms,
    authenticated,
    at,
  };
}

export function sharedTransport(
  { domain, status, mx, mixed, mtaSts, tlsRpt }: Report['transport'],
  names: SharedNames,
): Report['transport'] {
  return {
    domain: domain === null ? null : names.shown(domain),
    status,
    mx: mx.map(({ name, preference, isAddress }) => ({
      name: names.host(name),
      preference,
      isAddress,
    })),
    mixed,
    mtaSts: mtaSts === null ? null : published(mtaSts),
    tlsRpt: tlsRpt === null ? null : published(tlsRpt),
  };
}

export function sharedBimi(
  { result, domain, selector, name, records }: Report['bimi'],
  names: SharedNames,
): Report['bimi'] {
  const isUsual = selector === 'default';
  return {
    result,
    reason: '',
    domain: domain === null ? null : names.shown(domain),
    selector: isUsual ? selector : HIDDEN,
    name: name === null ? null : names.shown(name),
    records: isUsual ? records.map(published) : [],
    location: null,
    evidence: null,
    faults: [],
    policyProblem: null,
  };
}
