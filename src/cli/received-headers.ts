// What a saved message says about how it was received: its first Received field (RFC 5321 §4.4) and its Return-Path field.
// Only a default for `check`: the fields are the last receiver's only in messages that were saved there.
import { readFields } from '../message/fields.ts';

export interface Stated {
  ip: string | null;
  helo: string | null;
  /** Without angle brackets; '' is the null reverse-path. */
  reversePath: string | null;
}

/** `from HELO (NAME [ADDRESS])`, the TCP-info of RFC 5321 §4.4; anything else is not guessed at. */
const FROM_CLAUSE = /^from\s+(\S+)\s+\((?:[^()[\]]*\s)?\[(?:IPv6:)?([0-9a-f.:]+)\]/i;

export function sessionFromHeaders(message: Uint8Array): Stated {
  const { fields } = readFields(message);
  const received = fields.find(({ key }) => key === 'received')?.value.slice(0, 1000) ?? '';
  const [, helo = null, ip = null] = FROM_CLAUSE.exec(received) ?? [];
  const returnPath = fields.find(({ key }) => key === 'return-path')?.value.trim() ?? null;
  const [, reversePath = null] = /^<([^<>]*)>$/.exec(returnPath ?? '') ?? [];
  return { ip, helo, reversePath };
}
