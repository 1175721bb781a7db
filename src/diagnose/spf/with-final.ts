// A finding whose fix is the domain's final SPF record: it shows the record, and carries the change for machines.
import type { FindingCode } from '../catalog.ts';
import { draft, withRecords, type Draft } from '../draft.ts';
import type { FinalRecord } from './final-record.ts';

type Values = Parameters<typeof draft>[1];

/** `final` is null where the record cannot be computed: then the words do without it. */
export function draftWithRecord(
  code: FindingCode,
  final: FinalRecord | null,
  values: Values = {},
  evidence: Parameters<typeof draft>[2] = [],
  subject = '',
): Draft {
  const one = draft(
    code,
    { ...values, record: final?.record, lost: final?.lost },
    evidence,
    subject,
  );
  return final === null ? one : withRecords(one, final.changes);
}
