// One DNS lookup as evidence: what was asked, what came, how long it took.
import { z } from 'zod';

/** One question of the evidence. */
export const DnsEvidence = z.object({
  name: z.string(),
  type: z.string(),
  status: z.string(),
  answers: z.array(z.string()),
  ttl: z.number().nullable(),
  ms: z.number(),
  authenticated: z.boolean(),
  /** Milliseconds after verification began; at most 0 for what was asked early. */
  at: z.number(),
  /** Asked before the message had arrived: after the first RCPT, or after the header section. */
  early: z.literal(true).optional(),
});
export type DnsEvidence = z.infer<typeof DnsEvidence>;
