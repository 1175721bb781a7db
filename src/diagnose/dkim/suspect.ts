// Who is likely to have changed a signed message: software that stands above the signature, below nothing that still found it valid, and
// that is known to make just this kind of change. Where several are, or none does such things, nobody is named. Likely is the word: a
// field proves that a program was there, not that it did it.
import type { SuspectKind } from '../../verify/dkim/forensics/kinds.ts';
import type { DkimCheck, Forensics } from '../../verify/verification.ts';

export type Change = Forensics['changes'][number];

interface Software {
  name: string;
  /** Whether it makes such changes. */
  does: (change: Change) => boolean;
  /** Programs that it runs within: what fits both was done by the outer one. */
  includes?: readonly SuspectKind[];
}

const SPAM_MARK = /spam|junk|bulk|virus|infected|banned|unchecked|bad[- ]header|suspect/i;
const isIn =
  (...kinds: string[]) =>
  ({ kind }: Change): boolean =>
    kinds.includes(kind);
const isSpamTag = (change: Change): boolean =>
  change.kind === 'subject-tag' && SPAM_MARK.test(change.text ?? '');
const isRecoding = isIn('transfer-encoding-changed', 'content-transfer-encoding-rewritten');
const isTextPut = isIn('lines-appended', 'lines-prepended', 'lines-inserted');
const either =
  (...some: ((change: Change) => boolean)[]) =>
  (change: Change): boolean =>
    some.some((does) => does(change));
const namesItself =
  (pattern: RegExp) =>
  (change: Change): boolean =>
    pattern.test(`${change.text ?? ''} ${change.detail}`);
const gateway = (itself: RegExp): ((change: Change) => boolean) =>
  either(
    (change) => isIn('urls-rewritten')(change) && namesItself(itself)(change),
    isSpamTag,
    (change) => isTextPut(change) && namesItself(itself)(change),
  );
const listSoftware = either(
  isTextPut,
  isIn('mime-part-added', 'wrapped-in-multipart', 'from-rewritten', 'field-added'),
  (change) => change.kind === 'subject-tag' && !SPAM_MARK.test(change.text ?? ''),
);

const KNOWN: Partial<Record<SuspectKind, Software>> = {
  zimbra: {
    name: 'Zimbra',
    does: either(isSpamTag, isRecoding),
    includes: ['amavis', 'spamassassin'],
  },
  amavis: { name: 'amavis', does: either(isSpamTag, isRecoding), includes: ['spamassassin'] },
  spamassassin: { name: 'SpamAssassin', does: either(isSpamTag, isIn('wrapped-in-multipart')) },
  altermime: { name: 'alterMIME', does: either(isTextPut, isRecoding) },
  mailscanner: {
    name: 'MailScanner',
    does: either(
      isSpamTag,
      isIn('mime-part-removed'),
      (change) => change.kind === 'subject-tag' && (change.text ?? '').startsWith('{'),
      namesItself(/mailscanner/i),
    ),
    includes: ['spamassassin'],
  },
  mimedefang: {
    name: 'MIMEDefang',
    does: either(isSpamTag, isTextPut, isIn('mime-part-added', 'mime-part-removed')),
    includes: ['spamassassin'],
  },
  mimecast: { name: 'Mimecast', does: gateway(/mimecast/i) },
  proofpoint: { name: 'Proofpoint', does: gateway(/proofpoint|urldefense/i) },
  barracuda: { name: 'Barracuda', does: gateway(/barracuda|cudasvc/i) },
  sophos: { name: 'Sophos', does: gateway(/sophos/i) },
  symantec: { name: 'Symantec', does: gateway(/symantec|messagelabs/i) },
  'trend-micro': { name: 'Trend Micro', does: gateway(/trend ?micro/i) },
  'cisco-ironport': { name: 'Cisco IronPort', does: gateway(/ironport|secure-web\.cisco/i) },
  fortimail: { name: 'FortiMail', does: gateway(/forti/i) },
  mailman: { name: 'Mailman', does: listSoftware },
  sympa: { name: 'Sympa', does: listSoftware },
  'google-groups': { name: 'Google Groups', does: listSoftware },
  exchange: {
    name: 'Microsoft Exchange',
    does: either(isRecoding, isIn('charset-changed', 'mime-header-changed')),
  },
  'transfer-encoding-converter': { name: 'Sendmail', does: isRecoding },
};

export interface Suspect {
  software: string;
  /** It is amavis, alone or as a part of Zimbra. */
  isAmavis: boolean;
  /** The host that named it; null when no field did. */
  host: string | null;
  /** The field that names it. */
  field: string;
}

/** Null when nobody fits all that is proven of one kind, or several do. */
export function suspectOf({ forensics }: DkimCheck, change: Change): Suspect | null {
  const fitting = seen(forensics).filter(({ does }) => does(change));
  const inner = new Set(fitting.flatMap(({ includes = [] }) => includes));
  const [one, ...more] = fitting.filter(({ kind }) => !inner.has(kind));
  return one === undefined || more.length > 0 ? null : one;
}

/** Where what was changed could not be told: the program on the way that changes texts most; a fact about the way, no more. */
export function passedBy({ forensics }: DkimCheck, isBody: boolean): Suspect | null {
  return seen(forensics).find(({ kind }) => !(isBody && kind === 'spamassassin')) ?? null;
}

type Seen = Suspect & Software & { kind: SuspectKind };

function seen(forensics: Forensics | null): Seen[] {
  return (Object.keys(KNOWN) as SuspectKind[]).flatMap((kind) => {
    const known = KNOWN[kind];
    const field = forensics?.suspects.find((one) => one.kind === kind)?.evidence;
    if (known === undefined || field === undefined) return [];
    const host =
      /\bby\s+([a-z0-9][a-z0-9.-]*\.[a-z0-9-]+)/i.exec(field)?.[1] ??
      /\bat\s+([a-z0-9][a-z0-9.-]*\.[a-z]{2,})/i.exec(field)?.[1];
    return [
      {
        ...known,
        kind,
        software: known.name,
        isAmavis: kind === 'amavis' || kind === 'zimbra',
        host: host?.toLowerCase() ?? null,
        field,
      },
    ];
  });
}
