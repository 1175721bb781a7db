// One candidate header tried: the fields that h= covers and the signature itself in canonical form (RFC 6376 §3.4.1, §3.4.2, §3.7),
// checked against what the signer signed. Each field is made canonical once. Not known here: where candidates come from.
import {
  canonicalField,
  withoutSignatureValue,
  type Canonicalization,
} from '../canonical-header.ts';
import type { Budget } from './budget.ts';
import type { HeaderEdit } from './header-edit.ts';

export interface HeaderTrial {
  readonly budget: Budget;
  /** Whether the header with all of these edits is what was signed; false, too, when the budget is spent. Later edits win; `from` pays. */
  matches(edits: readonly HeaderEdit[], from?: Budget): boolean;
  /** The canonical form of what an edit changes, with its places; null when it changes nothing. */
  form(edit: HeaderEdit): string | null;
}

export interface SignedHeader {
  /** By place in h=; null for a name that has no field. */
  lines: readonly (string | null)[];
  signature: string;
  canonicalization: Canonicalization;
  signed: (input: Buffer) => boolean;
}

export function headerTrial(
  { lines, signature, canonicalization, signed }: SignedHeader,
  budget: Budget,
): HeaderTrial {
  const form = (line: string | null): string =>
    line === null ? '' : `${canonicalField(line, canonicalization)}\r\n`;
  const signatureForm = (line: string): string =>
    withoutSignatureValue(canonicalField(line, canonicalization));
  const base = lines.map(form);
  const end = signatureForm(signature);
  const known = new WeakMap<
    HeaderEdit,
    { slots: { at: number; text: string }[]; end: string | null }
  >();
  const formsOf = (
    edit: HeaderEdit,
  ): { slots: { at: number; text: string }[]; end: string | null } => {
    let forms = known.get(edit);
    if (forms === undefined) {
      forms = {
        slots: edit.slots.map(({ at, line }) => ({ at, text: form(line) })),
        end: edit.signature === undefined ? null : signatureForm(edit.signature),
      };
      known.set(edit, forms);
    }
    return forms;
  };
  return {
    budget,
    form(edit) {
      const forms = formsOf(edit);
      const changed = forms.slots.filter(({ at, text }) => text !== base[at]);
      const tail = forms.end === null || forms.end === end ? '' : forms.end;
      return changed.length === 0 && tail === ''
        ? null
        : changed.map(({ at, text }) => `${at} ${text}`).join('') + tail;
    },
    matches(edits, from = budget) {
      if (!from.spend()) return false;
      const texts = [...base];
      let tail = end;
      for (const edit of edits) {
        const forms = formsOf(edit);
        for (const { at, text } of forms.slots) texts[at] = text;
        if (forms.end !== null) tail = forms.end;
      }
      return signed(Buffer.from(texts.join('') + tail, 'latin1'));
    },
  };
}
