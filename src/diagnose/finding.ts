// Opinions: what is wrong with the facts. Pure, synchronous, no layout, no language: the words are in words/.
import type { FindingCode } from './catalog.ts';
import type { RecordChange } from './record-change.ts';
import type { CriterionResult, Requirement } from './requirements/requirement.ts';

export type Severity = 'error' | 'warning' | 'notice' | 'ok';
export type Method =
  | 'connection'
  | 'spf'
  | 'dkim'
  | 'dmarc'
  | 'arc'
  | 'bimi'
  | 'domain'
  | 'message'
  | 'requirements';

/** One diagnosis. Its words (title, why it matters, fix) are made from `values` by words/. */
export interface Finding {
  code: FindingCode;
  severity: Severity;
  method: Method;
  /** RFC and section, or the receiver's published rule. */
  citation: string;
  /** The sender's own values that the words are made of. Foreign text: shown only through report/foreign.ts. */
  values: Record<string, string>;
  /** What was seen, each a line in the sender's own values: records, fields, addresses. */
  evidence: string[];
  /** The fix for machines, where it is a change of DNS that can be computed. Of all findings together there is one final record a name and purpose. */
  records: RecordChange[];
}

export type Verdict = 'pass' | 'fail' | 'incomplete';

/** DESIGN.md §1: who the sender is to us. */
export type Standing = 'proven' | 'unproven' | 'disowned';

export interface Diagnosis {
  verdict: Verdict;
  /** The reason for the verdict in one line, made of facts; the words are report's. */
  standing: Standing;
  /** Most important first: by severity, then by the law of the catalog. */
  findings: Finding[];
  /** What large receivers ask of senders, met or not by this message. */
  requirements: Requirement[];
  /** Static address, not blocklisted, reverse DNS, SPF, DKIM. */
  criteria: CriterionResult[];
}
