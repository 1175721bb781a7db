// `DNS record(s):` of a Port25 section: the questions that a check stood on, as lines of a zone file with their TTL. Each is one line,
// however long: scripts read them.
import type { DnsEvidence } from '../../dns/dns-evidence.ts';
import { untrusted, untrustedName } from '../untrusted-text.ts';

const MAX_LINES = 6;

/** Only names that are asked for here; a name without an answer says so, as the verifier did. */
export function zoneLines(
  dns: readonly DnsEvidence[],
  wanted: (question: DnsEvidence) => boolean,
  noRecords: string,
): string[] {
  const lines = dns.filter(wanted).flatMap(({ name, type, answers, ttl }) => {
    const owner = `${untrustedName(name, 120).replace(/\.$/, '')}.`;
    if (answers.length === 0) return [`${owner} ${untrusted(type, 10)} ${noRecords}`];
    return answers.map(
      (answer) => `${owner} ${ttl ?? 0} IN ${untrusted(type, 10)} ${rdata(type, answer)}`,
    );
  });
  const shown = lines.length === 0 ? [noRecords] : lines.slice(0, MAX_LINES);
  return [
    'DNS record(s):',
    ...shown.map((line) => `    ${line.trimEnd()}`),
    ...(lines.length > MAX_LINES ? [`    … (+${lines.length - MAX_LINES})`] : []),
  ];
}

const NAMES = ['PTR', 'CNAME', 'NS', 'MX'];

/** Character-strings stand in quotes in a zone line, and names end with the root's dot. */
function rdata(type: string, answer: string): string {
  const text = untrusted(answer, 1000);
  if (NAMES.includes(type)) return text.endsWith('.') ? text : `${text}.`;
  return type === 'TXT' && !text.startsWith('"') ? `"${text.replace(/["\\]/g, '\\$&')}"` : text;
}

export function sameName(one: string, other: string): boolean {
  return one.toLowerCase().replace(/\.$/, '') === other.toLowerCase().replace(/\.$/, '');
}
