// What a message is: its header fields, its author and its MIME structure. Facts only.

import type { MimePart } from './mime-outline.ts';

/** One header field: name as written, value unfolded and trimmed, latin1 octets decoded as UTF-8 where valid. */
export interface HeaderField {
  name: string;
  value: string;
}

/** What the message is, read by the structure guard, our own field reader and mailparser. */
export interface MessageFacts {
  /** The From field's value as written, unfolded (all From fields joined by " | " when several); null without one. */
  from: string | null;
  /** Decoded subject. */
  subject: string | null;
  /** The Date field as written, unfolded: never invented. */
  date: string | null;
  messageId: string | null;
  /** Octets. */
  size: number;
  /** Hex of SHA-256 over all octets. */
  sha256: string;
  /** All fields in order, values cut at 2,000 characters. */
  fields: HeaderField[];
  /** Author mailboxes by RFC 5322 grammar, with the domain as A-labels; empty when the From does not parse. */
  authors: { address: string; domain: string }[];
  /** Why the author domain could not be determined; null when there is one. */
  authorProblem: string | null;
  /** Octet-level facts. */
  longestLine: number;
  /** CR without LF, and LF without CR (RFC 5322 §2.3). Mail that arrives has none: the structure guard refuses it. */
  bareLineEnds: number;
  eightBitHeader: boolean;
  eightBitBody: boolean;
  /** The MIME parts, the message itself first; never content. */
  parts: MimePart[];
  /** Octets of the HTML part, decoded; 0 without one. */
  htmlSize: number;
  /** The first 4,000 octets of the message as text for the classic layout that quotes it. */
  excerpt: string;
}
