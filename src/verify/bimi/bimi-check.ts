// What is known of a domain's brand indicator (BIMI, draft-brand-indicators-for-message-identification): the assertion record and whether
// DMARC allows it to count. For a message the logo and its certificate are never fetched; `domain` fetches them and says what they are.
import { z } from 'zod';

/** The draft's words for the method in Authentication-Results. */
export const BIMI_RESULTS = ['pass', 'none', 'fail', 'temperror', 'declined', 'skipped'] as const;

export const BimiCheck = z.object({
  result: z.enum(BIMI_RESULTS),
  /** Why, one plain line without a final full stop. */
  reason: z.string(),
  /** The author domain; null when there is none. */
  domain: z.string().nullable(),
  selector: z.string(),
  /** Where the record was found; null when none was. */
  name: z.string().nullable(),
  /** Every assertion record at that name. */
  records: z.array(z.string()),
  /** l= and a= as written; null when absent or empty. */
  location: z.string().nullable(),
  evidence: z.string().nullable(),
  /** What of the record breaks its grammar. */
  faults: z.array(z.string()),
  /** Why the DMARC policy does not let a logo be shown; null when it does. */
  policyProblem: z.string().nullable(),
});
export type BimiCheck = z.infer<typeof BimiCheck>;

/** Nothing was looked up. */
export function noBimi(reason: string): BimiCheck {
  return {
    result: 'none',
    reason,
    domain: null,
    selector: 'default',
    name: null,
    records: [],
    location: null,
    evidence: null,
    faults: [],
    policyProblem: null,
  };
}
