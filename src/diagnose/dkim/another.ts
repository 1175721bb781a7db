// One signature is good, another is not (RFC 6376 §6.1: the bad one is treated as if it were not there). What to do depends on whose it
// is: never take away the selector or the RSA key that receivers rely on.
import type { DkimCheck, Verification } from '../../verify/verification.ts';
import { draft, withRecords, type Draft } from '../draft.ts';
import { subjectOf } from './subject.ts';

/** Codes of a signature that was right when it was made. */
const CHANGED = /^dkim-(?:body|header)-|^dkim-changed-by-filter$/;

export function anotherFailed(
  signature: DkimCheck,
  good: DkimCheck,
  first: Draft,
  { dkim }: Verification,
): Draft {
  const { domain, selector, algorithm, aligned, reason } = signature;
  const isSame = domain === good.domain && selector === good.selector;
  const isChanged = CHANGED.test(first.code);
  // The signature that stands lower was made first.
  const isEarlier = dkim.indexOf(signature) > dkim.indexOf(good);
  const isEd25519 = (one: DkimCheck): boolean => /^ed25519-/i.test(one.algorithm);
  // Gmail and others verify RSA alone: without this one the mail is unsigned for them.
  const isNeeded =
    !isEd25519(signature) &&
    dkim.every((one) => one.result !== 'pass' || isEd25519(one)) &&
    aligned !== false;
  const mine = aligned !== false && domain !== '';
  const isRemovable =
    mine &&
    !isSame &&
    !isNeeded &&
    !dkim.some(
      (one) => one.result === 'pass' && one.selector === selector && one.domain === domain,
    );
  const record = mine ? first.values['record'] : undefined;
  const values = {
    domain,
    selector,
    good: good.domain,
    goodSelector: good.selector,
    cause: first.code,
    reason: reason.replace(/\.$/, ''),
    record,
    name: first.values['name'] ?? signature.key.name,
    twice: isSame && isChanged && isEarlier ? domain : null,
    again: isSame ? domain : null,
    rsa: isNeeded ? algorithm : null,
    missing: first.code === 'dkim-key-missing' && mine ? signature.key.name : null,
    foreign: mine || domain === '' ? null : domain,
    changed: isChanged && isRemovable ? selector : null,
    removable: isRemovable ? selector : null,
  };
  const seen = [
    ...first.evidence.filter((line) => !line.startsWith(`d=${domain} s=${selector}: `)),
    `DKIM ${signature.result}: d=${domain} s=${selector}: ${reason}`,
    `DKIM pass: d=${good.domain} s=${good.selector}`,
  ];
  return withRecords(
    draft('dkim-another-failed', values, seen, subjectOf(signature)),
    record === undefined ? [] : first.records,
  );
}
