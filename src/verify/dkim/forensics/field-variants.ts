// Every way in which one field may have been written when it was signed, by its name. Each text once, the likeliest first.
import type { Canonicalization } from '../canonical-header.ts';
import type { HeaderRow } from '../header-rows.ts';
import { addressVariants } from './address-variants.ts';
import { dateVariants } from './date-variants.ts';
import { copyVariants, type Copies } from './field-copies.ts';
import { spaceVariants } from './field-space.ts';
import { fieldParts, type FieldVariant } from './header-edit.ts';
import { isAddressField } from './header-naming.ts';
import { idVariants } from './id-variants.ts';
import { encodingFieldVariants, typeVariants, versionVariants } from './mime-field-variants.ts';
import type { PartFields } from './part-fields.ts';
import { encodingVariants, subjectVariants } from './text-variants.ts';

export interface FieldContext {
  rows: readonly HeaderRow[];
  canonicalization: Canonicalization;
  /** t= */
  signedAt: number | null;
  /** z= */
  copies: Copies;
  /** Header fields of parts and attached messages. */
  parts: PartFields['parts'];
  blocks: PartFields['blocks'];
  /** Delimiters seen in the body. */
  boundaries: readonly string[];
  /** Words that a list puts into subjects. */
  tags: readonly string[];
  /** Character sets that the message names, or had. */
  charsets: readonly string[];
  /** What the body was, where that is proven. */
  known: { encodings: readonly string[]; charsets: readonly string[]; wrapped: boolean };
}

const IDS = new Set(['message-id', 'in-reply-to', 'references', 'resent-message-id', 'content-id']);
const MAX_LENGTH = 4000;

/** The usual ways, or all that are known. */
export function* fieldVariants(
  line: string,
  key: string,
  context: FieldContext,
  thorough: boolean,
): Generator<FieldVariant> {
  const { name } = fieldParts(line);
  for (const value of context.copies.get(key) ?? []) {
    for (const start of value.startsWith(' ') ? [''] : [' ', ''])
      yield { line: `${name}:${start}${value}`, rank: 0 };
  }
  // Long runs of white space would make some of what follows slow.
  if (line.length > MAX_LENGTH || /[ \t\r\n]{60}/.test(line)) return;
  yield* spaceVariants(line, key, context.canonicalization, thorough);
  yield* copyVariants({ key, name }, context.rows, context.parts);
  if (key === 'subject')
    yield* subjectVariants(line, {
      tags: context.tags,
      thorough,
      simple: context.canonicalization === 'simple',
      charsets: context.charsets,
    });
  if (isAddressField(key)) yield* addressVariants(line, { thorough, charsets: context.charsets });
  else if (IDS.has(key)) yield* idVariants(line, key);
  else if (key === 'date' || key === 'resent-date')
    yield* dateVariants(line, context.signedAt, thorough);
  else if (key === 'mime-version') yield* versionVariants(line, context.rows);
  else if (key === 'content-transfer-encoding')
    yield* encodingFieldVariants(line, context.known.encodings);
  else if (key.startsWith('content-'))
    yield* typeVariants(line, {
      boundaries: context.boundaries,
      types: (context.parts.get('content-type') ?? []).map((type) => type.trimStart()),
      charsets: context.known.charsets,
    });
  else if (!key.startsWith('list-') && key !== 'received')
    yield* encodingVariants(line, {
      thorough,
      simple: context.canonicalization === 'simple',
      charsets: context.charsets,
    });
}
