// What a proven change says to its reader: field, text and count as values of the words, before and after as lines of evidence. The names
// of values tell the alternatives of a title apart. Not known here: who did it.
import type { Change } from './suspect.ts';

type Values = Record<string, string | number | null>;

/** Stands in quotes in a title. */
const within = (text: string): string => text.replaceAll('"', "'");

export function changeValues(change: Change): Values {
  const { kind, detail, text = '', lines = 0, field = null, before = null, after = null } = change;
  switch (kind) {
    case 'lines-appended':
    case 'lines-prepended':
    case 'lines-inserted':
      return text === '' || lines === 0
        ? {}
        : lines === 1
          ? { one: within(text) }
          : { lines, text: within(text) };
    case 'transfer-encoding-changed': {
      const made = /^(\S+) made ([^\s,]+)/.exec(detail);
      return made === null || made[1] === made[2]
        ? {}
        : { was: made[1] ?? null, became: made[2] ?? null };
    }
    case 'mime-part-added':
      return {
        added: [...detail.matchAll(/[a-z]+\/[a-z0-9.+-]+/gi)].map(([type]) => type).join(', '),
      };
    case 'mime-header-changed':
      return {
        partField: /\b(?:Content-[A-Za-z-]+|MIME-Version)\b/i.exec(detail)?.[0] ?? 'Content-Type',
      };
    case 'wrapped-in-multipart':
      return { wrapped: 'multipart' };
    case 'subject-tag':
      return { tag: within(text) };
    case 'field-added':
      return { absent: field };
    case 'field-duplicated':
      return { second: field };
    case 'fields-reordered':
      return { reordered: field };
    case 'address-case-changed':
      return { cased: field, before, after };
    case 'address-list-changed':
    case 'address-group-changed':
      return { listed: field, before, after };
    default:
      return {
        field: field ?? (kind === 'signature-refolded' ? 'DKIM-Signature' : null),
        before,
        after,
      };
  }
}

/** Before and after, as a diff tells it; signs instead of words, so that they are read in every language. */
export function changeEvidence({ text, field, before, after, kind }: Change): string[] {
  const name = field === undefined ? '' : `${field}: `;
  if (
    before !== undefined &&
    after !== undefined &&
    before !== after &&
    !/refolded|white-space/.test(kind)
  )
    return [`- ${name}${before}`, `+ ${name}${after}`];
  return text !== undefined && field !== undefined
    ? [`${kind === 'field-removed' ? '-' : '+'} ${name}${text}`]
    : [];
}
