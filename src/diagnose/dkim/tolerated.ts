// A signature that passes only where receivers read past a fault (RFC 6376 §3.2): the fault is in the key record, which can be put in order,
// or in the signature, whose program has to be told otherwise.
import { parseKeyRecord } from '../../verify/dkim/key-record.ts';
import type { DkimCheck, Verification } from '../../verify/verification.ts';
import { draft, withRecords, type Draft } from '../draft.ts';
import { keyFix, usesOf } from './final-key.ts';
import { recordLines } from './key-findings.ts';
import { oneLine } from './one-line.ts';
import { signatureFault } from './signature-fault.ts';
import { subjectOf } from './subject.ts';

export function toleratedSignature(signature: DkimCheck, { dkim }: Verification): Draft {
  const { domain, selector, key, reason, algorithm, field } = signature;
  const about = { domain, selector, name: key.name };
  const faults =
    key.record === null ? [] : parseKeyRecord(key.record).faults.map(({ text }) => text);
  const keyFault = faults.find((fault) => reason.includes(fault)) ?? null;
  const isEd25519 = algorithm.toLowerCase().startsWith('ed25519');
  if (keyFault === null || !/^the key record at \S+ can ?not be used/.test(reason)) {
    return draft(
      'dkim-only-tolerated',
      { ...about, ...signatureFault(signature) },
      [`d=${domain} s=${selector}: ${reason}`, oneLine(field)],
      subjectOf(signature),
    );
  }
  const fix = keyFix(usesOf(signature, dkim));
  const values = {
    ...about,
    keyFault,
    edwards: isEd25519 ? algorithm : null,
    alias: key.alias,
    record: fix?.record,
  };
  return withRecords(
    draft(
      'dkim-only-tolerated',
      values,
      [...recordLines(signature), `d=${domain} s=${selector}: ${reason}`],
      subjectOf(signature),
    ),
    fix?.changes ?? [],
  );
}
