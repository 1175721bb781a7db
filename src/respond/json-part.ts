// The JSON report in a mail that asked for it (+json): whole where it is small enough, else without the DNS answers, else its link
// alone. A stranger's zone decides how long it is, and the mail may go wherever that zone says (SECURITY.md §5).
import { reportJson } from '../report/json.ts';
import type { Language } from '../message/requested-reply.ts';
import type { Report } from '../report/report.ts';
import { wireOctets } from './fit-text.ts';

/** On the wire. */
export const MAX_JSON_OCTETS = 64 * 1024;

const WORDS: Record<Language, { shortened: string; elsewhere: string }> = {
  en: {
    shortened: 'The JSON report is too long for a mail: "dns" is left empty here. Whole:',
    elsewhere: 'The JSON report is too long for a mail. It is here:',
  },
  id: {
    shortened: 'Laporan JSON terlalu panjang untuk email: "dns" dikosongkan di sini. Lengkap:',
    elsewhere: 'Laporan JSON terlalu panjang untuk email. Laporan itu ada di sini:',
  },
};

export function jsonPart(report: Report): string {
  const words = WORDS[report.language];
  const where = report.service.link === null ? report.id : `${report.service.link}.json`;
  const whole = reportJson(report);
  if (wireOctets(whole) <= MAX_JSON_OCTETS) return whole;
  const shortened = reportJson({ ...report, dns: [] });
  if (wireOctets(shortened) <= MAX_JSON_OCTETS)
    return `${words.shortened}\n${where}\n\n${shortened}`;
  return `${words.elsewhere}\n${where}\n`;
}
