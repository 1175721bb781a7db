// Strangers' text in our sentences: a record may be 16 KiB, a reason is one line.

/** The text, cut at 120 characters. */
export function truncate(text: string): string {
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}
