// What the catalog says of a finding code. The severity has a law, and one code has one severity:
//   error    a MUST is broken, or mail will be refused (by the domain's own policy, or because a large receiver takes no such mail at all)
//   warning  a SHOULD is broken, or a large receiver's rule
//   notice   worth knowing; also everything that could not be checked: never held against the sender
//   ok       checked and right
import type { Severity } from './finding.ts';

export interface CatalogEntry {
  severity: Severity;
  /** RFC and section, or the receiver's published rule. */
  citation: string;
  /**
   * 1 to 99: of two findings of one severity the lighter stands first. By tens: 10 something is there and is wrong (the usual cause),
   * 20 something is missing, 30 what follows from that, 40 the connection, 50 the message, 60 and up for tidiness.
   */
  weight: number;
  /** Stands before all others, whatever their severity: without it the rest cannot be understood. */
  isFirst?: boolean;
  /** What must be there besides a mail for the code to be said: a look at the domain or key itself (`domain`, `key`), blocklists, a spam filter. */
  needs?: 'survey' | 'blocklists' | 'spam-filter';
  /** Codes, or whole methods, that have nothing to add about the same subject once this is said. */
  silences?: readonly string[];
  /** About another identity than the rest of its method: silenced only where its code is named. */
  isSilencedByName?: boolean;
}
