// The forms a report has besides its page, by the ending of its link (DESIGN.md §5).
import { junit } from '../report/junit.ts';
import { reportJson } from '../report/json.ts';
import type { Report } from '../report/report.ts';
import { sarif } from '../report/sarif.ts';
import { textReport } from '../report/text.ts';

export const TEXT = { 'content-type': 'text/plain; charset=utf-8' };

export const FORMS: Readonly<Record<string, (report: Report) => Response>> = {
  '.txt': (report) => new Response(textReport(report), { headers: TEXT }),
  '.json': (report) =>
    new Response(reportJson(report), { headers: { 'content-type': 'application/json' } }),
  '.junit.xml': (report) =>
    new Response(junit(report), { headers: { 'content-type': 'application/xml; charset=utf-8' } }),
  '.sarif': (report) =>
    new Response(sarif(report), { headers: { 'content-type': 'application/sarif+json' } }),
};

/** `ID.junit.xml` → the id and `.junit.xml`. */
export function splitName(name: string): { id: string; form: string } {
  const [, id = '', form = ''] = /^([^.]*)(.*)$/.exec(name) ?? [];
  return { id, form };
}

/** The form that a program asks for by its media type (RFC 9110 §12.5.1); the page for whoever takes HTML or anything. */
export function acceptedForm(accept: string | undefined): string {
  const types = (accept ?? '')
    .slice(0, 500)
    .split(',')
    .map((range) => (range.split(';')[0] ?? '').trim().toLowerCase());
  if (types.some((type) => type === 'text/html' || type === '*/*')) return '';
  return (
    Object.entries({
      'application/json': '.json',
      'text/plain': '.txt',
      'application/sarif+json': '.sarif',
      'application/xml': '.junit.xml',
    }).find(([type]) => types.includes(type))?.[1] ?? ''
  );
}
