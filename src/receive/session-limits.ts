// The numbers of SECURITY.md §3, in one place. Octets and milliseconds. It knows no connection: who counts and who ends a
// session is admission.ts, session-counters.ts and deadlines.ts.

export const LIMITS = {
  /** Connections at once from one address (/64 for IPv6). */
  openPerClient: 20,
  /** New connections from one address within `rateWindowMs`. */
  newPerClient: 60,
  rateWindowMs: 60_000,
  /** Connections in all. */
  open: 500,

  sessionMs: 20 * 60_000,
  idleMs: 60_000,
  /** From the 354 to the end of data. */
  dataMs: 10 * 60_000,
  /** Slowest data taken: 500 octets a second over a minute. */
  dataWindowMs: 60_000,
  dataWindowOctets: 30_000,
  /** How long the decision about a message may take before the client is told to come back. */
  decisionMs: 120_000,

  messages: 10,
  errors: 20,
  junk: 100,
  recipients: 100,
  /** With `LIMITS=off`: a list still has an end. */
  recipientsUnlimited: 1000,
  /** Refusals for "too many recipients" are not held against an honest client, but they end too. */
  surplusRecipients: 1000,

  /** A command line: the longest path (512, RFC 5321 §4.5.3.1.4) and every parameter fit four times over. */
  commandOctets: 2048,
  /** Past MAX_SIZE, what is still read in the hope of a regular end of data: with the last chunk never 2 MiB. */
  surplusOctets: 2 * 1_048_576 - 131_072,
  /** Octets of unfinished messages held in all sessions together. */
  heldOctets: 512 * 1_048_576,

  /** Who talks in this time does not speak SMTP (RFC 5321 §3.1: the client waits for the greeting). */
  greetingPauseMs: 100,
  proxyHeaderMs: 5_000,
  /** How long a refused socket may take to read its one reply. */
  lingerMs: 2_000,
  /** Refused sockets at once that get their reply. */
  refusedSockets: 200,
  /** On stop: how long messages in flight may take; of 35 s (SECURITY.md §7) the rest is for what they have set off. */
  drainMs: 25_000,
} as const;
