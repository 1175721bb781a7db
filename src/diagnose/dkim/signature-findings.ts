// The rules of DKIM: every signature is judged by itself; failures matter in full only while no aligned signature passes.
import type { DkimCheck, Verification } from '../../verify/verification.ts';
import { CATALOG } from '../catalog.ts';
import { draft, withRecords, type Draft, type Rule } from '../draft.ts';
import { anotherFailed } from './another.ts';
import { failureOf } from './failure.ts';
import { keyFix, usesOf } from './final-key.ts';
import { exposedKey, recordLines } from './key-findings.ts';
import { keyQuality, repairedQuality, signatureQuality } from './quality.ts';
import { signingService } from './signing-service.ts';
import { subjectOf } from './subject.ts';
import { unsignedRule } from './unsigned.ts';

/** SECURITY.md §1: what verification looks at. */
const MAX_SIGNATURES = 10;
const MAX_NAMES = 1000;

export const dkimRules: readonly Rule[] = [unsignedRule, signaturesRule, limitRule, ed25519Rule];

function signaturesRule(facts: Verification): Draft[] {
  const good =
    facts.dkim.find(({ result, aligned }) => result === 'pass' && aligned !== false) ?? null;
  return facts.dkim.flatMap((signature): Draft[] => {
    const { domain, selector, result, aligned, key, algorithm } = signature;
    const uses = usesOf(signature, facts.dkim);
    if (result === 'pass') {
      const bits = key.bits === null ? null : `${key.bits}`;
      const passed = draft(
        'dkim-pass',
        { domain, selector, algorithm, bits, aligned: aligned === true ? domain : null },
        [],
        subjectOf(signature),
      );
      const exposed = exposedKey(signature, subjectOf(signature));
      return [
        passed,
        ...(exposed === null ? [] : [exposed]),
        ...unaligned(signature, good, facts),
        ...severalKeys(signature, facts),
        ...keyQuality(uses, subjectOf(signature)),
        ...signatureQuality(signature, facts),
      ];
    }
    const failures = failureOf(signature, facts);
    const [first] = failures;
    if (first === undefined) return [];
    if (good === null || first.code === 'dkim-temperror')
      return [
        ...failures,
        ...keyQuality(uses, subjectOf(signature)),
        ...afterRepair(signature, first, facts),
      ];
    const another = anotherFailed(signature, good, first, facts);
    return [another, ...afterRepair(signature, another, facts)];
  });
}

/** What will be said of a signature that passes once its key record is published: told at once, so that a fix brings no new warning. */
function afterRepair(signature: DkimCheck, first: Draft, facts: Verification): Draft[] {
  if (first.records.length === 0) return [];
  return [
    ...repairedQuality(first),
    ...signatureQuality(signature, facts).filter(
      ({ code }) => CATALOG[code].severity === 'warning',
    ),
  ];
}

/** Valid, but nothing valid speaks for the author domain (RFC 9989 §4.4). */
function unaligned(signature: DkimCheck, good: DkimCheck | null, facts: Verification): Draft[] {
  const { domain, selector, aligned } = signature;
  const author = facts.dmarc.domain;
  if (good !== null || aligned !== false || author === null) return [];
  const { google, microsoft, tenant, provider, menu } = signingService(facts);
  const values = {
    domain,
    selector,
    author,
    google,
    microsoft,
    tenant,
    provider,
    menu,
    dashed: author.replaceAll('.', '-'),
  };
  return [
    draft(
      'dkim-not-aligned',
      values,
      [`DKIM pass: d=${domain}`, `From: ${author}`],
      subjectOf(signature),
    ),
  ];
}

/** RFC 6376 §3.6.2.2: more than one record at the name; which of them a receiver takes is chance. */
function severalKeys(signature: DkimCheck, { dkim }: Verification): Draft[] {
  const { key, domain, selector } = signature;
  if (new Set(key.records).size < 2) return [];
  const fix = keyFix(usesOf(signature, dkim));
  const values = {
    name: key.name,
    domain,
    selector,
    count: key.records.length,
    verified: selector,
    record: fix?.record,
  };
  return [
    withRecords(
      draft('dkim-key-several', values, recordLines(signature, true), subjectOf(signature)),
      fix?.changes ?? [],
    ),
  ];
}

function limitRule({ notEvaluated, dkim, message }: Verification): Draft[] {
  if (notEvaluated.dkim === 0) return [];
  // Fewer than ten were looked at: what was left out has too many names.
  const names = dkim.length < MAX_SIGNATURES ? MAX_NAMES : null;
  const seen = message.fields.filter(({ name }) => name.toLowerCase() === 'dkim-signature').length;
  return [
    draft('dkim-not-evaluated', { count: notEvaluated.dkim, evaluated: dkim.length, names }, [
      `DKIM-Signature fields: ${seen}`,
    ]),
  ];
}

/** RFC 8463 §6 tells signers to add an RSA signature as long as verifiers are missing. */
function ed25519Rule({ dkim }: Verification): Draft[] {
  const isEd25519 = ({ algorithm }: DkimCheck): boolean => /^ed25519-/i.test(algorithm);
  const passing = dkim.filter(({ result }) => result === 'pass');
  const counted = passing.length === 0 ? dkim : passing;
  const [first] = counted;
  if (first === undefined || !counted.every(isEd25519)) return [];
  // An RSA signature that is there and fails is told by itself, with what to do.
  const rsa = dkim.find((one) => !isEd25519(one) && one.result !== 'pass' && one.aligned !== false);
  const seen = (rsa === undefined ? counted : dkim).map(
    ({ algorithm, domain, selector, result }) =>
      `DKIM ${result}: a=${algorithm} d=${domain} s=${selector}`,
  );
  return [
    draft(
      'dkim-ed25519-alone',
      { domain: first.domain, selector: first.selector, rsa: rsa?.selector },
      seen,
    ),
  ];
}
