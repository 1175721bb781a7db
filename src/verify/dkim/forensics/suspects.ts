// Who may have changed a message: software that names itself in fields above the signature, which were added after it, and marks that
// gateways leave in a body. Evidence, never proof. The order is the message's way: the first hop after the signer comes first.
import { octetsToText, trimSpace, unfold } from '../../../message/fields.ts';
import type { Forensics } from '../../verification.ts';
import type { Evaluation } from '../evaluate.ts';
import type { HeaderRow } from '../header-rows.ts';
import type { Investigated } from './investigate.ts';
import type { SuspectKind } from './kinds.ts';

type Suspect = Forensics['suspects'][number];

const SHOWN = 300;
const MAX_COUNT = 12;
/** Octets of a body that are looked at for marks. */
const LOOKED = 512 * 1024;

/** What programs write of themselves into Received fields. */
const HOPS: readonly (readonly [SuspectKind, RegExp])[] = [
  ['zimbra', /\bzimbra\b/i],
  ['amavis', /\bamavis/i],
  ['mailman', /\bmailman\b/i],
  ['sympa', /\bsympa\b/i],
  ['mailscanner', /\bmailscanner\b/i],
  ['mimedefang', /\bmimedefang\b/i],
  ['spamassassin', /\bspamassassin\b|\bspamd\b/i],
  ['mimecast', /\bmimecast\b/i],
  ['proofpoint', /\bpphosted\.com\b|\bproofpoint\b|\bppe-hosted\.com\b/i],
  ['barracuda', /\bbarracuda(?:networks)?\b|\bess\.barracudanetworks\.com\b/i],
  ['sophos', /\bsophos\b/i],
  ['symantec', /\bmessagelabs\.com\b|\bsymanteccloud\b|\bsymantec\b/i],
  ['trend-micro', /\btrendmicro\b|\bimss\b|\bimsva\b/i],
  ['cisco-ironport', /\bironport\b|\biphmx\.com\b/i],
  ['fortimail', /\bfortimail\b/i],
  ['exchange', /\bmicrosoft smtp server\b|\bprotection\.outlook\.com\b|\bexchangelabs\.com\b/i],
  ['google-groups', /\bgooglegroups\.com\b/i],
  ['sendmail', /\(\d+\.\d+\.\d+\/\d+\.\d+\.\d+\//],
];

/** Fields that only such a program writes. */
const FIELDS: readonly (readonly [SuspectKind, RegExp])[] = [
  ['transfer-encoding-converter', /^x-mime-autoconverted$/],
  ['zimbra', /^x-zimbra-/],
  ['mailman', /^x-mailman-|^x-beenthere$|^list-archive-mailman$/],
  ['sympa', /^x-sympa-/],
  ['mailscanner', /mailscanner/],
  ['spamassassin', /^x-spam-(?:checker-version|flag|status|report|prev-subject)$/],
  ['mimecast', /^x-mimecast-|^x-mc-unique$/],
  ['proofpoint', /^x-proofpoint-/],
  ['barracuda', /^x-barracuda-/],
  ['symantec', /^x-brightmail-tracker$|^x-msg-ref$|^x-starscan-/],
  ['trend-micro', /^x-tm-as-|^x-tmase-/],
  ['cisco-ironport', /^x-ironport-/],
  ['fortimail', /^x-fe(?:as|ndmail)|^x-fortimail/],
  ['exchange', /^x-ms-exchange-/],
  ['google-groups', /^x-google-group-id$/],
  ['mimedefang', /^x-scanned-by$/],
  ['mailing-list', /^list-(?:id|post|unsubscribe)$|^mailing-list$|^x-loop$/],
];

/** What field values say. */
const VALUES: readonly (readonly [SuspectKind, RegExp, RegExp])[] = [
  ['amavis', /^x-(?:virus-scanned|amavis-.*|quarantine-id)$/, /amavis/i],
  ['zimbra', /^x-virus-scanned$/, /zimbra/i],
  ['mimedefang', /^x-scanned-by$/, /mimedefang/i],
  ['altermime', /^x-.*$/, /\baltermime\b/i],
];

const LINKS =
  /https?:\/\/(?:[a-z0-9-]{1,40}\.safelinks\.protection\.outlook\.com|urldefense\.(?:proofpoint\.)?com|protect[a-z0-9-]{0,20}\.mimecast\.com|url\.[a-z0-9.]{0,20}mimecastprotect\.com|linkprotect\.cudasvc\.com|[a-z0-9-]{1,40}\.protection\.sophos\.com|clicktime\.symantec\.com|secure-web\.cisco\.com|[a-z0-9.]{0,40}trendmicro\.com\/wis\/|fortisandbox|linklock\.titanhq\.com|url\.emailprotection\.link|urlsand\.esvalabs\.com|shared\.outlook\.inky\.com)/i;
const STRIPPED =
  /(?:an? (?:html )?(?:non-text )?attachment (?:was|has been) (?:scrubbed|removed|stripped|deleted|replaced)|attachment removed|non-text attachment was scrubbed|\[\[?alternative deleted\]?\]|skipped content of type|lampiran (?:ini )?telah dihapus|this attachment has been (?:removed|stripped)|warning: this message has had one or more attachments removed|deleted[- ]attachment|removed by (?:the )?(?:mail )?(?:filter|gateway|scanner))/i;
const REWRITTEN =
  /(?:<!--[^>]{0,80}mailscanner|mailscannerwebbug|mailscanner has detected|\b(?:class|id)=(?:3d)?"?x_[a-z]|<meta[^>]{0,80}content="(?:microsoft exchange server|mshtml|ms exchange server)|data-ogsc=|originalsrc=)/i;

/** `place`: the field that still found the signature valid; what stands below it did nothing to it. */
export function suspectsOf(
  { signature }: Evaluation,
  { rows, body }: Investigated,
  place: number | null,
): Suspect[] {
  const found = new Map<SuspectKind, string>();
  const add = (kind: SuspectKind, evidence: string): void => {
    if (!found.has(kind) && found.size < MAX_COUNT) found.set(kind, evidence);
  };
  // From the signer outwards: the fields right above the signature were added next.
  for (const row of rows.slice(0, place ?? Math.max(rows.indexOf(signature.row), 0)).toReversed()) {
    const text = fieldText(row);
    if (row.key === 'received')
      for (const [kind, pattern] of HOPS) if (pattern.test(text)) add(kind, text);
    for (const [kind, pattern] of FIELDS) if (pattern.test(row.key)) add(kind, text);
    for (const [kind, name, pattern] of VALUES)
      if (name.test(row.key) && pattern.test(text)) add(kind, text);
  }
  const text = Buffer.from(body.buffer, body.byteOffset, Math.min(body.byteLength, LOOKED))
    .toString('latin1')
    .replaceAll('=\r\n', '');
  for (const [kind, pattern] of [
    ['urls-rewritten', LINKS],
    ['attachment-stripped', STRIPPED],
    ['html-rewritten', REWRITTEN],
  ] as const) {
    const seen = pattern.exec(text);
    if (seen !== null)
      add(kind, text.slice(seen.index, seen.index + 120).split('\r\n', 1)[0] ?? '');
  }
  return [...found].map(([kind, evidence]) => ({ kind, evidence }));
}

function fieldText(row: HeaderRow): string {
  return trimSpace(unfold(octetsToText(row.line))).slice(0, SHOWN);
}
