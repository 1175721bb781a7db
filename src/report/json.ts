// The report as JSON: the same keys in the same order each time, characters that could act on a terminal as \u escapes.
import { Report } from './report.ts';

/** JSON.stringify leaves these as they are: C1, bidi and zero-width characters, line separators, tags. */
const ACTIVE =
  /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e0fff}]/gu;

/** JSON text indented by two, with a final LF. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 2).replace(ACTIVE, (char) =>
    Array.from(
      { length: char.length },
      (_, index) => `\\u${char.charCodeAt(index).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
  return `${text}\n`;
}

/** The order is that of the schema, whatever the store made of it (PostgreSQL's jsonb sorts keys its own way). */
export function reportJson(report: Report): string {
  const { success, data } = Report.safeParse(report);
  // A report that an older version kept may lack a field: it is shown as it is.
  return jsonText(success ? data : report);
}
