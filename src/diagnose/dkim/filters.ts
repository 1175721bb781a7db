// Software that changes mail on its way and says so in the header. Only fields above the signature count: they were added after it.
import type { DkimCheck, HeaderField, Verification } from '../../verify/verification.ts';

interface Software {
  name: string;
  pattern: RegExp;
  /** What keeps it from changing the encoding of the text; null when there is no such setting. */
  setting: string | null;
}

const SOFTWARE: readonly Software[] = [
  { name: 'Zimbra', pattern: /\bzimbra\b/i, setting: 'disable_mime_output_conversion=yes' },
  { name: 'amavis', pattern: /\bamavis/i, setting: 'disable_mime_output_conversion=yes' },
  { name: 'Mailman', pattern: /\bmailman\b/i, setting: null },
  { name: 'MailScanner', pattern: /\bmailscanner\b/i, setting: null },
  { name: 'SpamAssassin', pattern: /\bspamassassin\b/i, setting: null },
  { name: 'Mimecast', pattern: /\bmimecast\b/i, setting: null },
  { name: 'Proofpoint', pattern: /\bproofpoint|pphosted\.com\b/i, setting: null },
  { name: 'Barracuda', pattern: /\bbarracuda\b/i, setting: null },
  { name: 'Microsoft Exchange', pattern: /\bmicrosoft smtp server\b/i, setting: null },
];

/** Fields that a scanner or list program writes. */
const TELLING = /^(?:received|x-virus-scanned|x-virus-status|x-spam-checker-version|x-mailman-version|x-mailscanner.*|x-barracuda-.*|x-mimecast-.*|x-proofpoint-.*)$/i;

export interface Suspect {
  software: string;
  setting: string | null;
  /** The host that named it; null when no Received field did. */
  host: string | null;
  field: string;
}

export function changedBy(signature: DkimCheck, { message }: Verification): Suspect | null {
  const after = message.fields.slice(0, placeOf(signature, message.fields)).filter(({ name }) => TELLING.test(name));
  for (const { name: software, pattern, setting } of SOFTWARE) {
    const field = after.find(({ name, value }) => pattern.test(value) || pattern.test(name));
    if (field === undefined) continue;
    const host = /\bby\s+([a-z0-9][a-z0-9.-]*\.[a-z0-9-]+)/i.exec(field.value)?.[1] ?? /\bat\s+([a-z0-9][a-z0-9.-]*\.[a-z]{2,})/i.exec(field.value)?.[1];
    return { software, setting, host: host?.toLowerCase() ?? null, field: `${field.name}: ${field.value}` };
  }
  return null;
}

/** A mailing list that the mail went through after it was signed: its name; null when none is seen. */
export function listOf(signature: DkimCheck, { message }: Verification): string | null {
  const after = message.fields.slice(0, placeOf(signature, message.fields));
  const found = after.find(({ name }) => /^(?:list-id|list-post|mailing-list|x-mailman-version)$/i.test(name)) ?? null;
  if (found === null) return null;
  const id = /<\s*(?:mailto:)?([^<>\s]+)\s*>/.exec(found.value)?.[1];
  return id ?? (found.name.toLowerCase() === 'x-mailman-version' ? 'Mailman' : found.value.slice(0, 80));
}

/** Where the signature's field stands in the header; 0 when it can not be found, so that nobody is suspected. */
function placeOf({ selector, domain, field }: DkimCheck, fields: readonly HeaderField[]): number {
  const own = fields.findIndex(({ name, value }) => name.toLowerCase() === 'dkim-signature' && (field.includes(value.slice(0, 200)) || holds(value, 's', selector) && holds(value, 'd', domain)));
  return Math.max(own, 0);
}

function holds(field: string, tag: string, value: string): boolean {
  return new RegExp(`(?:^|;)\\s*${tag}\\s*=\\s*${value.replace(/[^a-z0-9]/gi, '\\$&')}\\s*(?:;|$)`, 'i').test(field);
}
