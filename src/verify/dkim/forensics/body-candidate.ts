// What a search for the signed body passes around: a text that may have been it, and what must have happened since.
import type { BodyKind } from './kinds.ts';
import type { MessageType } from './mime-tree.ts';

export interface BodyStep {
  kind: BodyKind;
  /** Values, not sentences: what was there, how often, where. */
  detail: string;
}

export interface BodyCandidate {
  text: string;
  steps: readonly BodyStep[];
  /** The type of the text, where that was another. */
  message?: MessageType;
}

export const candidate = (text: string, kind: BodyKind, detail: string): BodyCandidate => ({ text, steps: [{ kind, detail }] });

const SHOWN = 60;

/** Text of a message as a detail shows it: one line, quoted, cut. */
export function shown(text: string): string {
  const line = text.replace(/[\r\n]+/g, ' ').trim();
  return JSON.stringify(line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line);
}

export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** Without the line ends at the end; in linear time, as a regular expression is not. */
export function withoutLineEnds(text: string): string {
  let end = text.length;
  while (end >= 2 && text.charCodeAt(end - 1) === 10 && text.charCodeAt(end - 2) === 13) end -= 2;
  return text.slice(0, end);
}
