// Who is likely to have changed a signed message: of the software that forensics saw above the signature the one that is known for it.
// Likely is the word: a field proves that a program was there, not that it did it. Mailing lists are named by their own name.
import type { SuspectKind } from '../../verify/dkim/forensics/kinds.ts';
import type { DkimCheck, HeaderField, Verification } from '../../verify/verification.ts';

interface Software {
  name: string;
  /** What keeps it, or the Postfix it hands mail back to, from changing the encoding of the text; null when there is no such setting. */
  setting: string | null;
}

const software = (name: string, setting: string | null = null): Software => ({ name, setting });
const UNCONVERTED = 'disable_mime_output_conversion=yes';

/** Most telling first: Zimbra runs amavis, a gateway names itself beside everything else. */
const KNOWN = new Map<string, Software>([
  ['zimbra', software('Zimbra', UNCONVERTED)],
  ['amavis', software('amavis', UNCONVERTED)],
  ['altermime', software('alterMIME')],
  ['mailscanner', software('MailScanner')],
  ['mimedefang', software('MIMEDefang')],
  ['mimecast', software('Mimecast')],
  ['proofpoint', software('Proofpoint')],
  ['barracuda', software('Barracuda')],
  ['sophos', software('Sophos')],
  ['symantec', software('Symantec')],
  ['trend-micro', software('Trend Micro')],
  ['cisco-ironport', software('Cisco IronPort')],
  ['fortimail', software('FortiMail')],
  ['mailman', software('Mailman')],
  ['sympa', software('Sympa')],
  ['google-groups', software('Google Groups')],
  ['spamassassin', software('SpamAssassin')],
  ['exchange', software('Microsoft Exchange')],
  ['transfer-encoding-converter', software('a relay that converts 8-bit mail')],
] satisfies [SuspectKind, Software][]);

export interface Suspect {
  software: string;
  setting: string | null;
  /** The host that named it; null when no field did. */
  host: string | null;
  /** The field that names it. */
  field: string;
}

export function changedBy({ forensics }: DkimCheck): Suspect | null {
  for (const [kind, { name, setting }] of KNOWN) {
    const evidence = forensics?.suspects.find((one) => one.kind === kind)?.evidence;
    if (evidence === undefined) continue;
    const host = /\bby\s+([a-z0-9][a-z0-9.-]*\.[a-z0-9-]+)/i.exec(evidence)?.[1] ?? /\bat\s+([a-z0-9][a-z0-9.-]*\.[a-z]{2,})/i.exec(evidence)?.[1];
    return { software: name, setting, host: host?.toLowerCase() ?? null, field: evidence };
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
  const own = fields.findIndex(({ name, value }) => name.toLowerCase() === 'dkim-signature' && (field.includes(value.slice(0, 200)) || (holds(value, 's', selector) && holds(value, 'd', domain))));
  return Math.max(own, 0);
}

function holds(field: string, tag: string, value: string): boolean {
  return new RegExp(`(?:^|;)\\s*${tag}\\s*=\\s*${value.replace(/[^a-z0-9]/gi, '\\$&')}\\s*(?:;|$)`, 'i').test(field);
}
