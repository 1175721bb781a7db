// What a spam filter of the operator's says about the message. One entry for each filter that is set up; none when none is.
import { z } from 'zod';

export const SpamCheck = z.object({
  engine: z.enum(['spamassassin', 'rspamd']),
  result: z.enum(['ham', 'spam', 'not-run']),
  /** Why it was not run; for rspamd the action it would take; '' otherwise. */
  reason: z.string(),
  /** Points, and from how many on the mail is spam; null when it was not run. */
  score: z.number().nullable(),
  required: z.number().nullable(),
  /** Rules that hit, the dearest first; a filter that does not tell their points gives null. */
  symbols: z.array(z.object({ name: z.string(), score: z.number().nullable() })),
});
export type SpamCheck = z.infer<typeof SpamCheck>;

export const MAX_SYMBOLS = 60;

export function notRun(engine: SpamCheck['engine'], reason: string): SpamCheck {
  return { engine, result: 'not-run', reason, score: null, required: null, symbols: [] };
}
