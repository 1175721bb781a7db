// Whose host handed the message over? Its owner is who can repair what is wrong with it: the reader, a service with steps of its own, an
// Internet provider, a mailing list, a forwarder. Told from the facts alone; where they do not tell, "unknown" is the answer.
import type { Verification } from '../../verify/verification.ts';
import { nameKind } from '../connection/generic.ts';
import { canonical } from '../evidence.ts';
import { authorDomain } from '../message/author.ts';
import { isReaders, isSameOrganization, organizationOf } from './organization.ts';
import type { Provider } from './provider.ts';
import { providerOf, providerOfDomain } from './providers.ts';
import { hopsOf, type Hop } from './received.ts';
import { webForm } from './web-form.ts';

export type SenderKind =
  | 'own'
  | 'provider'
  | 'smarthost'
  | 'list'
  | 'web-form'
  | 'forwarder'
  | 'unknown';

export interface SenderHost {
  kind: SenderKind;
  /** The client's verified name, else its HELO name; null when it has neither. */
  host: string | null;
  /** The service the host belongs to, whatever its part here: a forwarder's mailbox can be one of its. */
  provider: Provider | null;
  /** Of a list its name, of a web form the organization of the site, of everybody else the organization of the host. */
  owner: string | null;
  /** The field or name that tells it; null for unknown. */
  evidence: string | null;
}

const remembered = new WeakMap<Verification, SenderHost>();

export function senderHost(facts: Verification): SenderHost {
  const found = remembered.get(facts) ?? lookAt(facts);
  remembered.set(facts, found);
  return found;
}

/** Whether DNS and settings of the sending host are the reader's to change; null when nothing tells. */
export function isReadersHost(facts: Verification): boolean | null {
  const { kind } = senderHost(facts);
  if (kind === 'unknown') return null;
  return kind === 'own' || kind === 'web-form';
}

/** The client's name as far as it is proven (RFC 8601 §3); null when reverse DNS does not lead back. */
export function verifiedName({
  envelope,
  iprev,
}: Pick<Verification, 'envelope' | 'iprev'>): string | null {
  const name = (iprev.result === 'pass' ? iprev.name : null) ?? envelope.clientName;
  return name === null ? null : canonical(name);
}

function lookAt(facts: Verification): SenderHost {
  const verified = verifiedName(facts);
  const said = /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)+\.?$/i.test(facts.envelope.helo)
    ? canonical(facts.envelope.helo)
    : null;
  const host = verified ?? said;
  const provider = providerOf(verified);
  const about = { host, provider, owner: host === null ? null : organizationOf(facts, host) };
  const form = webForm(facts, host);
  if (form !== null)
    return { ...about, kind: 'web-form', owner: form.site, evidence: form.evidence };
  const list = mailingList(facts, host);
  if (list !== null) return { ...about, kind: 'list', owner: list.name, evidence: list.evidence };
  const forwarder = forwardedBy(facts, host, provider);
  if (forwarder !== null) return { ...about, kind: 'forwarder', evidence: forwarder };
  if (provider !== null) return { ...about, kind: 'provider', evidence: verified };
  if (host !== null && isReaders(facts, host)) return { ...about, kind: 'own', evidence: host };
  const smarthost = handedOver(facts, host);
  if (smarthost !== null) return { ...about, kind: 'smarthost', evidence: smarthost.value };
  return { ...about, kind: 'unknown', evidence: null };
}

const LIST_FIELD =
  /^(?:list-post|mailing-list|x-mailman-version|x-beenthere|x-mailing-list|x-google-group-id)$/i;
/** Envelope senders of list software (RFC 2142 §4): talk-bounces@, owner-talk@, talk-return-12-…@. */
const LIST_SENDER = /(?:^owner-|-owner\b|-bounces?\b|^bounces?[-+]|-return-|-request\b)/i;
const LIST_DOMAIN = /^(?:lists?|mailman|groups?|listserv|sympa|ml)\d*\./i;

/** A list of somebody else's. One that runs on the reader's own host is the reader's own server. */
function mailingList(
  facts: Verification,
  host: string | null,
): { name: string; evidence: string } | null {
  const { message, envelope, arc } = facts;
  if (host !== null && isReaders(facts, host) && !LIST_DOMAIN.test(host)) return null;
  const field = message.fields.find(({ name }) => LIST_FIELD.test(name));
  const listId = message.fields.find(({ name }) => name.toLowerCase() === 'list-id');
  const domain = canonical(facts.spf.mailFrom.domain);
  const [local = ''] = envelope.mailFrom.split('@');
  const author = authorDomain(facts);
  const foreign =
    envelope.mailFrom !== '' && author !== null && !isSameOrganization(facts, domain, author);
  const looksLikeList =
    LIST_SENDER.test(local) ||
    LIST_DOMAIN.test(domain) ||
    (host !== null && LIST_DOMAIN.test(host));
  // Newsletters carry List-Id and bounce addresses too: they come from a service, or have no address to write to.
  if (providerOf(host) !== null && field === undefined) return null;
  if (field !== undefined || (listId !== undefined && foreign && looksLikeList)) {
    const shown = listId ?? field;
    return shown === undefined
      ? null
      : { name: listName(shown.value) ?? domain, evidence: `${shown.name}: ${shown.value}` };
  }
  // Without its fields: it sealed the message (RFC 8617) and sends it in its own name.
  const sealer = arc.sets.at(-1)?.sealer ?? null;
  if (!foreign || !looksLikeList || sealer === null || !isSameOrganization(facts, sealer, domain))
    return null;
  return { name: domain, evidence: `ARC-Seal: d=${sealer}, MAIL FROM:<${envelope.mailFrom}>` };
}

function listName(value: string): string | null {
  return /<\s*(?:mailto:)?([^<>\s]+)\s*>/.exec(value)?.[1] ?? null;
}

/** Forwarded for a recipient: an envelope that a forwarder has rewritten, a mark, or a hop that had the message for another address. */
function forwardedBy(
  facts: Verification,
  host: string | null,
  provider: Provider | null,
): string | null {
  const { envelope, message, arc } = facts;
  if (/^SRS[01][=+-]/i.test(envelope.mailFrom) || /\+caf_=/i.test(envelope.mailFrom))
    return `MAIL FROM:<${envelope.mailFrom}>`;
  if (host === null || isReaders(facts, host)) return null;
  const mark = message.fields.find(({ name }) =>
    /^(?:x-forwarded-(?:to|for)|resent-from)$/i.test(name),
  );
  if (mark !== undefined) return `${mark.name}: ${mark.value}`;
  const hop = handedOver(facts, host);
  const known = hop === null || envelope.rcptTo.length === 0 ? null : hop.recipient;
  // The host had the message for one of our own addresses all the time, or for another one.
  if (hop !== null && known !== null)
    return envelope.rcptTo.some((address) => address.toLowerCase() === known) ? null : hop.value;
  // Permitted to send by itself, yet somebody else brought it.
  if (
    hop !== null &&
    facts.spf.mailFrom.result !== 'pass' &&
    senderIsReaders(facts) &&
    isListed(facts, hop)
  )
    return hop.value;
  const sealer = arc.sets.at(-1)?.sealer ?? null;
  // Microsoft seals whatever leaves it: its seal alone is no sign.
  if (sealer === null || provider !== null || providerOfDomain(sealer) !== null) return null;
  return senderIsReaders(facts) && !isReaders(facts, sealer) ? `ARC-Seal: d=${sealer}` : null;
}

function senderIsReaders(facts: Verification): boolean {
  const author = authorDomain(facts);
  return (
    author !== null &&
    facts.envelope.mailFrom !== '' &&
    isSameOrganization(facts, facts.spf.mailFrom.domain, author)
  );
}

/** The address is one of those that the record of MAIL FROM names itself, one by one. */
function isListed(facts: Verification, { ip }: Hop): boolean {
  const terms = facts.spf.mailFrom.tree?.terms ?? [];
  return (
    ip !== null &&
    terms.some(
      ({ qualifier, text, values }) =>
        qualifier === '+' &&
        (values.includes(ip) ||
          text.toLowerCase() === `ip4:${ip}` ||
          text.toLowerCase() === `ip6:${ip}`),
    )
  );
}

/** The field that tells how a host of the reader's handed the message to the one it came from. */
function handedOver(facts: Verification, host: string | null): Hop | null {
  if (host === null) return null;
  return (
    hopsOf(facts).find(
      ({ by, from }) =>
        by !== null &&
        from !== null &&
        isSameOrganization(facts, by, host) &&
        !isReaders(facts, by) &&
        isReaders(facts, from) &&
        isServer(from),
    ) ?? null
  );
}

/** Not somebody's desk: a name in the domain that was given by hand. */
function isServer(name: string): boolean {
  return nameKind(name, '') === 'given' && name.includes('.');
}
