// expect.json of a case: what must come out, written by hand from the RFCs and never made from what did come out.
import { z } from 'zod';
import { isFindingCode } from '../../src/diagnose/catalog.ts';
import {
  ARC_RESULTS,
  DKIM_RESULTS,
  DMARC_RESULTS,
  IPREV_RESULTS,
  SPF_RESULTS,
} from '../../src/verify/verification.ts';

const Code = z.string().refine(isFindingCode, 'no finding code');

export const Expectation = z.strictObject({
  /** Why this case exists, with the section it stands on. */
  why: z
    .string()
    .regex(
      /RFC \d+|SECURITY|LIBRARIES|FINDINGS|DESIGN|Gmail|M3AAWG/,
      'names the RFC and its section',
    ),
  verdict: z.enum(['pass', 'fail', 'incomplete']),
  standing: z.enum(['proven', 'unproven', 'disowned']),
  /** What is answered, where that does not follow from the standing alone (DESIGN.md §1, RFC 3834). */
  decision: z
    .strictObject({ decision: z.enum(['mail', 'short', 'reject', 'none']), reason: z.string() })
    .optional(),
  /** MAIL FROM identity. */
  spf: z.enum(SPF_RESULTS),
  helo: z.enum(SPF_RESULTS).optional(),
  /** Of each signature, in message order. */
  dkim: z.array(z.enum(DKIM_RESULTS)),
  dmarc: z.enum(DMARC_RESULTS),
  arc: z.enum(ARC_RESULTS),
  iprev: z.enum(IPREV_RESULTS),
  /** The code that stands first in the report. */
  first: Code,
  /** Codes that must be found, and that must not be. */
  present: z.array(Code),
  absent: z.array(Code),
  /** By code: what the fix must say word for word, such as the record to publish. */
  fix: z.record(Code, z.string()).optional(),
  /** Values in the JSON report by their path: `dmarc.disposition`, `spf.mailFrom.lookups.count`. */
  report: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
});
export type Expectation = z.infer<typeof Expectation>;
