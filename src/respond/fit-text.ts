// What a reply's text may measure (SECURITY.md §5), as it travels: CRLF line ends, and quoted-printable (RFC 2045 §6.7) where that
// will be needed. Longer text ends on a line boundary with words that lead to the rest. Not known here: what the lines say.
import type { Language } from '../message/requested-reply.ts';
import type { Report } from '../report/report.ts';

/** Longer ASCII lines make the composer choose quoted-printable. */
const MAX_PLAIN_LINE_LENGTH = 76;

const CUT: Record<Language, string> = {
  en: 'Cut here. The whole report:',
  id: 'Dipotong di sini. Laporan selengkapnya:',
};

/** Octets of a text on the wire, never less than what is sent. */
export function wireOctets(text: string): number {
  const lines = text.split('\n');
  if (text.endsWith('\n')) lines.pop();
  const isPlain =
    /^[\t\n -~]*$/.test(text) && lines.every((line) => line.length <= MAX_PLAIN_LINE_LENGTH);
  return lines.reduce((sum, line) => sum + (isPlain ? line.length : quotedOctets(line)) + 2, 0);
}

function quotedOctets(line: string): number {
  let octets = 0;
  for (const octet of Buffer.from(line))
    octets += octet >= 0x20 && octet <= 0x7e && octet !== 0x3d ? 1 : 3;
  // A space at the end of a line is encoded, and a soft line break ("=" CR LF) stands after at least 73 characters.
  return octets + 2 + 3 * Math.ceil(octets / 73);
}

/** The text where it fits into `most` octets; else as many whole lines as do, and where the rest is. LF line ends. */
export function truncateText(
  text: string,
  most: number,
  { service, language }: Pick<Report, 'service' | 'language'>,
): string {
  if (wireOctets(text) <= most) return text;
  const lines = text.split('\n');
  const end = ['', CUT[language], ...(service.link === null ? [] : [service.link]), ''];
  const cutTo = (count: number): string => [...lines.slice(0, count), ...end].join('\n');
  let isWithinLimits = 0;
  let breaks = lines.length;
  while (breaks - isWithinLimits > 1) {
    const middle = (isWithinLimits + breaks) >> 1;
    if (wireOctets(cutTo(middle)) <= most) isWithinLimits = middle;
    else breaks = middle;
  }
  return cutTo(isWithinLimits);
}
