// What a search for the signed body passes around: a text that may have been it, and what must have happened since.
import type { BodyKind } from './kinds.ts';
import type { MessageType } from './mime-tree.ts';

export interface BodyStep {
  kind: BodyKind;
  /** Values, not sentences: what was there, how often, where. */
  detail: string;
  /** The text that was put in, cut to one line, and how many lines it had. */
  text?: string;
  lines?: number;
}

export interface BodyCandidate {
  text: string;
  steps: readonly BodyStep[];
  /** The type of the text, where that was another. */
  message?: MessageType;
}

export const candidate = (text: string, kind: BodyKind, detail: string): BodyCandidate => ({
  text,
  steps: [{ kind, detail }],
});

const SHOWN = 60;
/** Octets that are read for that. */
const LOOKED = 2000;

/** Text of a message as a detail shows it: one line, quoted, cut. */
export const shown = (text: string): string => JSON.stringify(oneLine(text));

/** The same without quotes. Octets that are UTF-8 are shown as what they mean. */
export function oneLine(text: string): string {
  const octets = Buffer.from(text.slice(0, LOOKED), 'latin1').toString('utf8');
  const read = octets.slice(0, -1).includes('\ufffd') ? text : octets.replace(/\ufffd$/, '');
  const line = read.replace(/[\r\n]+/g, ' ').trim();
  const characters = Array.from(line.slice(0, 4 * SHOWN));
  return characters.length > SHOWN ? `${characters.slice(0, SHOWN).join('')}…` : line;
}

/** Lines that hold something. */
export const linesOf = (text: string): number =>
  text.split('\r\n').filter((line) => line.trim() !== '').length;

export const textStep = (kind: BodyKind, detail: string, text: string): BodyStep => ({
  kind,
  detail,
  text: oneLine(text),
  lines: linesOf(text),
});

export const counted = (count: number, what: string): string =>
  `${count} ${what}${count === 1 ? '' : 's'}`;

/** Without the line ends at the end; in linear time, as a regular expression is not. */
export function withoutLineEnds(text: string): string {
  let end = text.length;
  while (end >= 2 && text.charCodeAt(end - 1) === 10 && text.charCodeAt(end - 2) === 13) end -= 2;
  return text.slice(0, end);
}
