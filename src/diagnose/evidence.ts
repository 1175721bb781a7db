// Reads the recorded questions (`Verification.dns`): what a name holds, as far as somebody asked. Not asked, or no answer, is null:
// never "nothing there". Asks nothing itself.
import type { Verification } from '../verify/verification.ts';
import { plainAddress } from './address.ts';

const ABSENT = ['NXDOMAIN', 'NODATA'];

/** Answers to a question as text; [] when the zone said that there are none, null when nothing is known. */
export function answers({ dns }: Verification, name: string, type: string): string[] | null {
  const wanted = canonical(name);
  let absent = false;
  for (const question of dns) {
    if (question.type !== type || canonical(question.name) !== wanted) continue;
    if (question.status === 'NOERROR') return question.answers;
    absent ||= ABSENT.includes(question.status);
  }
  return absent ? [] : null;
}

/** TXT records of a name, the strings of each joined (RFC 7208 §3.3, RFC 6376 §3.6.2.2). */
export function texts(facts: Verification, name: string): string[] | null {
  return answers(facts, name, 'TXT')?.map(joinStrings) ?? null;
}

/** Addresses of a host; null unless every kind that was asked has answered and one of them could have held `like`. */
export function addresses(facts: Verification, host: string, like: string): string[] | null {
  const known = facts.iprev.names.find(({ name }) => canonical(name) === canonical(host));
  if (known !== undefined && known.addresses.length > 0) return known.addresses.map(plainAddress);
  const found = answers(facts, host, like.includes(':') ? 'AAAA' : 'A');
  const other = answers(facts, host, like.includes(':') ? 'A' : 'AAAA');
  if (found === null) return other !== null && other.length > 0 ? other.map(plainAddress) : null;
  return [...found, ...(other ?? [])].map(plainAddress);
}

/** Whether the recorded questions leave no doubt that a host has no address at all. */
export function hasNoAddress(facts: Verification, host: string): boolean {
  if (
    facts.iprev.names.some(
      ({ name, addresses: some }) => canonical(name) === canonical(host) && some.length > 0,
    )
  )
    return false;
  if (
    facts.dns.some(
      ({ name, status }) => status === 'NXDOMAIN' && canonical(name) === canonical(host),
    )
  )
    return true;
  return answers(facts, host, 'A')?.length === 0 && answers(facts, host, 'AAAA')?.length === 0;
}

/** MX records of a name. */
export function mailExchangers(
  facts: Verification,
  name: string,
): { preference: number; exchange: string }[] | null {
  const lines = answers(facts, name, 'MX');
  if (lines === null) return null;
  return lines.map((line) => {
    const [preference = '', exchange = ''] = line.trim().split(/\s+/);
    return { preference: Number(preference), exchange: canonical(exchange) };
  });
}

/** Lower case, without the root dot. */
export function canonical(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

/** `"a" "b\"c"` as master files write character-strings, or the plain text; joined (RFC 7208 §3.3, RFC 6376 §3.6.2.2). */
export function joinStrings(text: string): string {
  return stringsOf(text).join('');
}

/** The same, each string by itself. */
export function stringsOf(text: string): string[] {
  if (!/^"(?:[^"\\]|\\.)*"(?:\s+"(?:[^"\\]|\\.)*")*$/s.test(text)) return [text];
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"/gs)].map(([, inner = '']) =>
    inner.replace(/\\(\d{3}|.)/gs, (_, escaped: string) =>
      escaped.length === 3 ? String.fromCharCode(Number(escaped)) : escaped,
    ),
  );
}

/** DNS text holds an octet a char: what is UTF-8 as its author wrote it, everything else as it is. */
export function readable(text: string): string {
  if (!/[\u0080-\u00ff]/.test(text) || /[^\u0000-\u00ff]/.test(text)) return text;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'latin1'));
  } catch {
    return text;
  }
}
