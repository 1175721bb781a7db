// A header field as evidence: folds are blanks, and what is long is cut.

const MAX_SHOWN = 300;

export function oneLine(field: string): string {
  return field.replace(/\s+/g, ' ').slice(0, MAX_SHOWN);
}
