// On whose side a signed message was changed, as far as evidence tells: only who did it can stop it. The receiving side before the message
// was passed on, a mailing list, a provider on the way, the sender's own filter; {} when nothing tells.
import type { HeaderField } from '../../message/message-facts.ts';
import type { DkimCheck, Verification } from '../../verify/verification.ts';
import { isReaders } from '../sender-host/organization.ts';
import { hopsOf } from '../sender-host/received.ts';
import { senderHost } from '../sender-host/sender-host.ts';
import { suspectOf, type Change } from './suspect.ts';

/** Values for the words: at most one of those that say who. */
export interface Side {
  /** What the receiving side puts into mail from outside. */
  receiver?: string;
  list?: string;
  /** A mailing list on the way, which does not usually make such changes. */
  via?: string;
  /** A host of somebody else that still found the signature valid. */
  elsewhere?: string;
  /** Whose host the message leaves through, when that is not the reader's. */
  provider?: string;
  software?: string;
  /** The host that named the software. */
  host?: string;
  amavis?: string;
  /** The last host that still found the signature valid. */
  whole?: string;
}

/** What systems write into mail that comes from outside; our own names for it. */
const RECEIVER_MARKS: readonly (readonly [name: string, pattern: RegExp])[] = [
  [
    '[EXTERNAL]',
    /^\W{0,3}(?:ext|external|extern|eksternal)(?:\s*(?:mail|e-?mail|sender|message))?\W/i,
  ],
  [
    'CAUTION',
    /\b(?:caution|warning|attention|achtung|perhatian|peringatan)\b.{0,80}\b(?:external|outside|extern|luar)|originated (?:from )?outside|external (?:e-?mail|sender|message)|email (?:ini )?berasal dari luar/i,
  ],
  [
    'CAUTION',
    /^\W{0,12}caution\b|\b(?:came|comes|sent|originate[sd]?) from (?:an? )?(?:outside|external)\b/i,
  ],
  ['Virus-free', /\bvirus[- ]free\b/i],
];
const LINKS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['Safe Links', /safelinks/i],
  ['URL Defense', /urldefense|proofpoint/i],
];

export function sideOf(signature: DkimCheck, facts: Verification, change: Change): Side {
  const intactHost = signature.forensics?.intactAt?.host ?? null;
  const whole = intactHost === null ? {} : { whole: intactHost };
  const receiver = receiverMark(change);
  if (receiver !== null) return { ...whole, receiver };
  const suspect = suspectOf(signature, change);
  const who =
    suspect === null
      ? {}
      : { software: suspect.software, ...(suspect.host === null ? {} : { host: suspect.host }) };
  const list = listOf(signature, facts);
  if (list !== null && listDoes(change, list)) return { ...whole, ...who, list };
  if (intactHost !== null && !isReaders(facts, intactHost))
    return { ...whole, elsewhere: intactHost };
  if (suspect !== null && suspect.host !== null && !isReaders(facts, suspect.host))
    return { ...whole, ...who, provider: suspect.host };
  const provider = suspect === null ? providerAfter(signature, facts) : null;
  if (provider !== null) return { ...whole, provider };
  if (suspect !== null)
    return { ...whole, ...who, ...(suspect.isAmavis ? { amavis: 'amavis' } : {}) };
  return list === null ? whole : { ...whole, via: list };
}

/** Where it is not proven what was changed. */
export function sideOfUnknown(signature: DkimCheck, facts: Verification): Side {
  const list = listOf(signature, facts);
  if (list !== null) return { via: list };
  const intactHost = signature.forensics?.intactAt?.host ?? null;
  if (intactHost !== null)
    return isReaders(facts, intactHost) ? { whole: intactHost } : { elsewhere: intactHost };
  const provider = providerAfter(signature, facts);
  return provider === null ? {} : { provider };
}

function receiverMark({ kind, text = '', detail }: Change): string | null {
  if (kind === 'urls-rewritten')
    return LINKS.find(([, pattern]) => pattern.test(detail))?.[0] ?? null;
  if (kind !== 'subject-tag' && !kind.startsWith('lines-')) return null;
  return RECEIVER_MARKS.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}

const LIST_KINDS: ReadonlySet<string> = new Set([
  'subject-tag',
  'lines-appended',
  'lines-prepended',
  'lines-inserted',
  'mime-part-added',
  'wrapped-in-multipart',
  'from-rewritten',
  'field-added',
  'field-duplicated',
  'transfer-encoding-changed',
  'charset-changed',
  'content-type-rewritten',
  'content-transfer-encoding-rewritten',
]);
/** What scanners write; lists do not. */
const SCANNER_WORDS = /\b(?:scanned|virus|spam|malware|clean)\b/i;

function listDoes({ kind, text = '' }: Change, list: string): boolean {
  const name = list.split(/[@.]/, 1)[0]?.toLowerCase() ?? '';
  return (
    LIST_KINDS.has(kind) &&
    (!SCANNER_WORDS.test(text) || (name !== '' && text.toLowerCase().includes(name)))
  );
}

/** A mailing list that the message went through after it was signed: its name; null when none is seen. */
export function listOf(signature: DkimCheck, facts: Verification): string | null {
  const { fields } = facts.message;
  const found =
    fields
      .slice(0, placeOf(signature, fields))
      .find(({ name }) => /^(?:list-id|list-post|mailing-list|x-mailman-version)$/i.test(name)) ??
    null;
  const sender = senderHost(facts);
  if (found === null) return sender.kind === 'list' ? sender.owner : null;
  const id = /<\s*(?:mailto:)?([^<>\s]+)\s*>/.exec(found.value)?.[1];
  return (
    id ?? (found.name.toLowerCase() === 'x-mailman-version' ? 'Mailman' : found.value.slice(0, 80))
  );
}

/** Whose host the message left through, where no host of the reader's had it after it was signed. */
function providerAfter(signature: DkimCheck, facts: Verification): string | null {
  const { kind, owner, host } = senderHost(facts);
  if (kind !== 'provider' && kind !== 'smarthost' && kind !== 'forwarder') return null;
  const above = facts.message.fields.slice(0, placeOf(signature, facts.message.fields));
  const isOwnAbove = hopsOf({ message: { ...facts.message, fields: above } }).some(
    ({ by }) => by !== null && isReaders(facts, by),
  );
  return isOwnAbove ? null : (host ?? owner);
}

/** Where the signature's field stands in the header; 0 when it cannot be found, so that nobody is suspected. */
function placeOf({ selector, domain, field }: DkimCheck, fields: readonly HeaderField[]): number {
  const own = fields.findIndex(
    ({ name, value }) =>
      name.toLowerCase() === 'dkim-signature' &&
      (field.includes(value.slice(0, 200)) ||
        (holds(value, 's', selector) && holds(value, 'd', domain))),
  );
  return Math.max(own, 0);
}

function holds(field: string, tag: string, value: string): boolean {
  return new RegExp(
    `(?:^|;)\\s*${tag}\\s*=\\s*${value.replace(/[^a-z0-9]/gi, '\\$&')}\\s*(?:;|$)`,
    'i',
  ).test(field);
}
