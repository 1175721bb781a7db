// The shape of what `explain` says around a finding's own words: headings, what a severity means, what a method is, how to look oneself.
import type { Method, Severity } from '../diagnose/finding.ts';

export interface ExplainWords {
  says: string;
  why: string;
  fix: string;
  /** Between alternatives. */
  or: string;
  /** When an alternative is taken, by the value that only it has. */
  conditions: Readonly<Record<string, string>>;
  otherwise: string;
  severity: Readonly<Record<Severity, { name: string; meaning: string }>>;
  citation: string;
  about: string;
  /** Above the commands. */
  look: string;
  silences: string;
  wholeMethod: (method: string) => string;
  /** What the names in the article are. */
  examples: string;
  methods: Readonly<Record<Method, string>>;
}
