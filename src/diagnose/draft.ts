// What a rule says: a finding before the catalog has given it severity, method and citation.
import type { Verification } from '../verify/verification.ts';
import type { FindingCode } from './catalog.ts';
import type { RecordChange } from './record-change.ts';

export interface Draft {
  code: FindingCode;
  /** What it is about, where a method judges several things: a signature, an included record. '' is the message as a whole. */
  subject: string;
  values: Record<string, string>;
  evidence: string[];
  records: RecordChange[];
}

/** A rule is a pure function of the facts; [] means that it has nothing to say. */
export type Rule = (facts: Verification) => Draft[];

/** Values that are null or undefined are left out: the words have an alternative for that. */
export function draft(
  code: FindingCode,
  values: Record<string, string | number | null | undefined> = {},
  evidence: (string | null | undefined)[] = [],
  subject = '',
): Draft {
  const given: Record<string, string> = {};
  for (const [name, value] of Object.entries(values))
    if (value !== null && value !== undefined) given[name] = String(value);
  return {
    code,
    subject,
    values: given,
    evidence: evidence.filter((line): line is string => typeof line === 'string' && line !== ''),
    records: [],
  };
}

/** The draft with the changes of DNS that its fix asks for. */
export function withRecords(one: Draft, records: readonly RecordChange[]): Draft {
  return { ...one, records: [...records] };
}
