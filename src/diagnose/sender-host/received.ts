// The Received fields as far as they tell who handed the message to whom (RFC 5321 §4.4).
import type { Verification } from '../../verify/verification.ts';
import { canonical } from '../evidence.ts';

export interface Hop {
  /** The host that wrote the field. */
  by: string | null;
  /** The name that the one before said, or its verified name where the field has one. */
  from: string | null;
  /** The address that it came from. */
  ip: string | null;
  /** The address the message was for at that host. */
  recipient: string | null;
  /** The whole field. */
  value: string;
}

const NAME = '[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?';
const BY = new RegExp(`\\bby\\s+(${NAME})`, 'i');
const FROM = new RegExp(`^\\s*from\\s+(${NAME})`, 'i');
const VERIFIED = new RegExp(`\\((${NAME}\\.${NAME})\\.?\\s+\\[`, 'i');
const ADDRESS = /\[(?:IPv6:)?([0-9a-f:.]+)\]/i;
const RECIPIENT = /\bfor\s+<?([^\s<>;]+@[^\s<>;]+)>?/i;

/** Latest first. */
export function hopsOf({ message }: Pick<Verification, 'message'>): Hop[] {
  return message.fields
    .filter(({ name }) => name.toLowerCase() === 'received')
    .map(({ value }) => hopOf(value));
}

function hopOf(value: string): Hop {
  // No field is longer than what matters at its beginning.
  const text = value.slice(0, 600);
  const found = (pattern: RegExp): string | null => pattern.exec(text)?.[1] ?? null;
  const name = found(VERIFIED) ?? found(FROM);
  return {
    by: plain(found(BY)),
    from: plain(name === 'unknown' ? found(FROM) : name),
    ip: found(ADDRESS),
    recipient: found(RECIPIENT)?.toLowerCase() ?? null,
    value,
  };
}

function plain(name: string | null): string | null {
  return name === null ? null : canonical(name);
}
