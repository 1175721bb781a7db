// What a search for the signed header passes around: a field as it may have been, and what must have happened to it since. Fields are
// latin1 text as they stand in the message, folds included, without the line end.
import type { HeaderKind } from './kinds.ts';

export interface HeaderStep {
  kind: HeaderKind;
  detail: string;
  /** The field's name, its value before and after, and the text that was put in: each cut, where known. */
  field?: string;
  before?: string;
  after?: string;
  text?: string;
}

/** A field that came or went as a whole. */
export function fieldStep(kind: HeaderKind, line: string): HeaderStep {
  const { name } = fieldParts(line);
  return { kind, detail: shownValue(line), field: name, text: plainValue(valueOf(line)) };
}

/** Another text for one field. */
export interface FieldVariant {
  line: string;
  /** How unlikely, from 0; candidates are tried in this order, and pairs of low ones first. */
  rank: number;
  /** What a program would have done to all fields alike: variants of one family are tried together, too. */
  family?: string;
}

/** Another header: the fields that h= picked, by their place in h=; null for a field that was not there. */
export interface HeaderEdit {
  slots: readonly { at: number; line: string | null }[];
  /** The DKIM-Signature field, where it is that. */
  signature?: string;
  /** What it is called, where comparing the fields does not tell. */
  steps: readonly HeaderStep[] | null;
  rank: number;
}

/** Name, and all that follows the colon. */
export function fieldParts(line: string): { name: string; rest: string } {
  const colon = line.indexOf(':');
  return colon < 0
    ? { name: line, rest: '' }
    : { name: line.slice(0, colon), rest: line.slice(colon + 1) };
}

/** RFC 5322 §2.2.3. */
export const unfolded = (text: string): string => text.replace(/\r\n(?=[ \t])/g, '');

/** The value without white space around it, unfolded. */
export const valueOf = (line: string): string => trimmed(unfolded(fieldParts(line).rest));

export function trimmed(text: string): string {
  let from = 0;
  let to = text.length;
  const isSpace = (at: number): boolean => text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9;
  while (from < to && isSpace(from)) from++;
  while (to > from && isSpace(to - 1)) to--;
  return text.slice(from, to);
}

const SHOWN = 80;

export const shownValue = (text: string): string => JSON.stringify(plainValue(text));

/** One line, cut; octets that are UTF-8 as what they mean. */
export function plainValue(text: string): string {
  const octets = Buffer.from(text, 'latin1').toString('utf8');
  const value = (octets.includes('\ufffd') ? text : octets).replace(/[\r\n\t ]+/g, ' ').trim();
  return value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value;
}

/** How a field name is written by most programs. */
export function usualName(key: string): string {
  const special: Record<string, string> = {
    'message-id': 'Message-ID',
    'mime-version': 'MIME-Version',
    'dkim-signature': 'DKIM-Signature',
    'list-id': 'List-Id',
    'content-id': 'Content-ID',
  };
  return special[key] ?? key.replace(/(?:^|-)[a-z]/g, (start) => start.toUpperCase());
}
