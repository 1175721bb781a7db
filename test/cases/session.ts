// session.json of a case: what the connection and the envelope were (RFC 5321), and at which moment the mail came.
import { z } from 'zod';

export const Session = z.strictObject({
  /** The client's address. */
  ip: z.union([z.ipv4(), z.ipv6()]),
  helo: z.string(),
  /** What XCLIENT NAME said; absent when nobody did. */
  clientName: z.string().optional(),
  /** Without angle brackets; '' is the null reverse-path. */
  mailFrom: z.string(),
  rcptTo: z.array(z.string()).min(1),
  /** ISO 8601. */
  at: z.iso.datetime(),
  tls: z.strictObject({ version: z.string(), cipher: z.string() }).nullable(),
  smtputf8: z.boolean().default(false),
});
export type Session = z.infer<typeof Session>;
