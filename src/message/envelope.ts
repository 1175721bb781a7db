// The SMTP session of one message, as far as verification needs it (RFC 5321 §2.3.1).
import { z } from 'zod';

/** One line of the SMTP session, as said. */
export const DialogueLine = z.object({
  /** Milliseconds after the connection. */
  ms: z.number(),
  from: z.enum(['client', 'server']),
  /** A command, or a line of a reply with its code. */
  text: z.string(),
});
export type DialogueLine = z.infer<typeof DialogueLine>;

export const Envelope = z.object({
  /** IPv4 dotted, or IPv6 in RFC 5952 form; IPv4-mapped addresses are IPv4. */
  clientIp: z.string(),
  /** The PTR name that resolved back, or what XCLIENT NAME said; null when unknown. */
  clientName: z.string().nullable(),
  helo: z.string(),
  /** The reverse-path without angle brackets; '' is the null reverse-path. */
  mailFrom: z.string(),
  rcptTo: z.array(z.string()),
  tls: z.object({ version: z.string(), cipher: z.string() }).nullable(),
  smtputf8: z.boolean(),
  /** Commands and replies up to the end of the message, without its text; absent where there was no session. */
  dialogue: z.array(DialogueLine).optional(),
});
export type Envelope = z.infer<typeof Envelope>;
