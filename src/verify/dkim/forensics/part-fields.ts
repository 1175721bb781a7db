// Header fields that stand in a body: of its parts, and of messages attached to it. They may be the message's own from before it was
// wrapped. Not known here: MIME structure; a block of lines that are all fields is taken for a header.
import type { Copies } from './field-copies.ts';
import { fieldParts } from './header-edit.ts';

export interface PartFields {
  /** Values after the colon by lower-case name. */
  parts: Copies;
  /** Whole fields by lower-case name, for each header. */
  blocks: readonly ReadonlyMap<string, string>[];
}

const MAX_BLOCKS = 400;
const MAX_KEPT = 20;
const MAX_FIELDS = 60;
const MAX_VALUES = 12;

export function partFields(body: string): PartFields {
  const parts = new Map<string, string[]>();
  const blocks: Map<string, string>[] = [];
  for (const text of body.split('\r\n\r\n').slice(0, MAX_BLOCKS)) {
    // It begins after an empty line or a delimiter.
    const delimiter = text.lastIndexOf('\r\n--');
    const start =
      text.startsWith('--') || delimiter >= 0
        ? text.indexOf('\r\n', delimiter < 0 ? 0 : delimiter + 2) + 2
        : 0;
    const lines = text
      .slice(start)
      .split(/\r\n(?![ \t])/)
      .slice(0, MAX_FIELDS);
    if (!lines.every((line) => /^[!-9;-~]{1,60}:/.test(line))) continue;
    const block = new Map<string, string>();
    for (const line of lines) {
      const { name, rest } = fieldParts(line);
      const key = name.toLowerCase();
      block.set(key, line);
      const values = parts.get(key) ?? [];
      if (values.length < MAX_VALUES && !values.includes(rest)) parts.set(key, [...values, rest]);
    }
    if (blocks.length < MAX_KEPT && [...block.keys()].some((key) => key.startsWith('content-')))
      blocks.push(block);
  }
  return { parts, blocks };
}
