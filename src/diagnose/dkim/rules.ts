// The rules of DKIM: every signature is judged by itself; failures matter in full only while no aligned signature passes.
import type { DkimCheck, Verification } from '../../verify/verification.ts';
import { draft, type Draft, type Rule } from '../draft.ts';
import { failureOf } from './failure.ts';
import { shortKey } from './key-record.ts';
import { keyQuality, signatureQuality } from './quality.ts';
import { subjectOf } from './subject.ts';
import { unsignedRule } from './unsigned.ts';

export const dkimRules: readonly Rule[] = [unsignedRule, signaturesRule, limitRule, ed25519Rule];

function signaturesRule(facts: Verification): Draft[] {
  const good = facts.dkim.find(({ result, aligned }) => result === 'pass' && aligned !== false) ?? null;
  return facts.dkim.flatMap((signature): Draft[] => {
    const { domain, selector, result, aligned, key, algorithm } = signature;
    if (result === 'pass') {
      const bits = key.bits === null ? null : `${key.bits}`;
      const passed = draft('dkim-pass', { domain, selector, algorithm, bits, aligned: aligned === true ? domain : null }, [], subjectOf(signature));
      return [passed, ...unaligned(signature, good, facts), ...severalKeys(signature), ...keyQuality(signature, subjectOf(signature)), ...signatureQuality(signature, facts)];
    }
    const failures = failureOf(signature, facts);
    const [first] = failures;
    if (good === null || first === undefined || first.code === 'dkim-temperror') return [...failures, ...keyQuality(signature, subjectOf(signature))];
    // RFC 6376 §6.1: one good signature is enough; a broken one beside it is treated as if it were not there.
    return [draft('dkim-another-failed', { domain, selector, good: good.domain, cause: first.code }, [`d=${domain} s=${selector}: ${signature.reason}`, ...first.evidence], subjectOf(signature))];
  });
}

/** Valid, but nothing valid speaks for the author domain (RFC 9989 §4.4). */
function unaligned(signature: DkimCheck, good: DkimCheck | null, { dmarc }: Verification): Draft[] {
  const { domain, selector, aligned } = signature;
  if (good !== null || aligned !== false || dmarc.domain === null) return [];
  return [draft('dkim-not-aligned', { domain, selector, author: dmarc.domain }, [`DKIM pass: d=${domain}`, `From: ${dmarc.domain}`], subjectOf(signature))];
}

/** RFC 6376 §3.6.2.2: more than one record at the name; which of them a receiver takes is chance. */
function severalKeys({ key, domain, selector, ...rest }: DkimCheck): Draft[] {
  if (key.records.length < 2) return [];
  const seen = key.records.map((record) => `${key.name} TXT ${shortKey(record)}`);
  return [draft('dkim-key-several', { name: key.name, domain, selector, count: key.records.length }, seen, subjectOf({ key, domain, selector, ...rest }))];
}

function limitRule({ notEvaluated, dkim }: Verification): Draft[] {
  return notEvaluated.dkim > 0 ? [draft('dkim-not-evaluated', { count: notEvaluated.dkim, evaluated: dkim.length })] : [];
}

/** RFC 8463 §6 tells signers to add an RSA signature as long as verifiers are missing. */
function ed25519Rule({ dkim }: Verification): Draft[] {
  const passing = dkim.filter(({ result }) => result === 'pass');
  if (passing.length === 0 || !passing.every(({ algorithm }) => /^ed25519-/i.test(algorithm))) return [];
  return [
    draft(
      'dkim-ed25519-alone',
      { domain: passing[0]?.domain ?? '', selector: passing[0]?.selector ?? '' },
      passing.map(({ algorithm, domain }) => `a=${algorithm} d=${domain}`),
    ),
  ];
}
