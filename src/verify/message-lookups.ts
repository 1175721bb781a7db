// The DNS questions of one message, asked as soon as it is known that they are needed: when the first recipient was accepted, when the
// header section has arrived, when the message has. `verify` takes over what was asked; SECURITY.md §2 has the limits.
import type { Resolver } from '../dns/resolver.ts';
import { zoneOf } from '../dns/zone-limit.ts';
import { readAuthors, type Authors } from '../message/address/authors.ts';
import type { Envelope } from '../message/envelope.ts';
import { asBuffer, readFields, type HeaderSection } from '../message/fields.ts';
import { isLocalAddress } from '../message/ip-address.ts';
import type { Clock } from '../runtime/clock.ts';
import { signingDomains } from './dkim/chosen.ts';
import {
  askForKeys,
  readSignatures,
  type KeyLookups,
  type SignedHeader,
} from './dkim/verify-signatures.ts';
import { authorDomain } from './dmarc/check-dmarc.ts';
import { askForPolicy, policyReader, type PolicyReader } from './dmarc/policy-reader.ts';
import { checkBlocklists, type DnsblCheck } from './dnsbl/dnsbl-check.ts';
import { hiddenIprev, hiddenSpf } from './hidden-client.ts';
import { iprev } from './iprev.ts';
import { messageDns, reversePathDomain, type MessageDns } from './message-dns.ts';
import { checkSpf } from './spf/check-spf.ts';
import { transportOf, type Transport } from './transport.ts';
import type { IprevCheck, SpfCheck } from './verification.ts';

/** Questions kept for the policy and the keys while includes are read ahead, and for DMARC while the rest of the tree is read. */
const FOR_HEADER = 45;
const FOR_DMARC = 20;
/** Kept for what decides while the rest is looked at. */
const FOR_PROOF = 10;
/** What was asked longer ago has to be asked again: no answer is remembered for longer (dns/cache.ts). */
const MAX_AGE_MS = 300_000;

/** `hidden`: a loopback, private, shared or link-local client address is not the sender's. `judge`: it is. */
export type LocalSenders = 'hidden' | 'judge';

export interface LookupInput {
  envelope: Pick<Envelope, 'clientIp' | 'helo' | 'mailFrom'>;
  /** As in VerifyInput. */
  host: string;
  at: number;
  countedFor?: string;
}

export interface LookupOptions {
  dnsbls?: readonly string[];
  localSenders?: LocalSenders;
}

/** What the header section says, and what was asked because of it. */
export interface HeaderLookups {
  section: HeaderSection;
  author: Authors;
  signed: { header: SignedHeader; keys: Promise<KeyLookups> };
  policies: PolicyReader;
  policyKnown: Promise<void>;
  route: Promise<Transport>;
}

export interface EnvelopeLookups {
  iprev: Promise<IprevCheck>;
  spf: Promise<{ mailFrom: SpfCheck; helo: SpfCheck }>;
  blocklists: Promise<DnsblCheck[]>;
}

/** Lookups of a message that is still to come. Nothing is asked by making it. */
export class MessageLookups {
  readonly dns: MessageDns;
  readonly isHidden: boolean;
  readonly #input: LookupInput;
  readonly #dnsbls: readonly string[];
  readonly #clock: Clock;
  readonly #began: number;
  readonly #headerAsked = Promise.withResolvers<void>();
  #envelope: EnvelopeLookups | null = null;
  #header: (HeaderLookups & { octets: Uint8Array }) | null = null;

  constructor(
    input: LookupInput,
    resolver: Resolver,
    clock: Clock,
    { dnsbls = [], localSenders = 'hidden' }: LookupOptions = {},
  ) {
    const { envelope, countedFor } = input;
    this.#input = input;
    this.#dnsbls = dnsbls;
    this.#clock = clock;
    this.#began = clock.now();
    this.isHidden = localSenders === 'hidden' && isLocalAddress(envelope.clientIp);
    this.dns = messageDns(resolver, clock, {
      envelope,
      authors: [],
      countedFor: countedFor ?? null,
    });
  }

  /** Asks for what the envelope names: once a recipient has been accepted, never before. */
  askForEnvelope(): EnvelopeLookups {
    this.#envelope ??= this.#askForEnvelope();
    return this.#envelope;
  }

  /** Asks for what the header section names. `octets` are the message, or its beginning up to and with the empty line; anything shorter is ignored. */
  askForHeader(octets: Uint8Array): HeaderLookups | null {
    const known = this.#header;
    if (known !== null && isBeginning(known.octets, octets)) return known;
    const section = readFields(octets);
    if (!endsWithEmptyLine(octets, section)) return null;
    return this.#askForHeader(octets, section);
  }

  /** The whole message is there; what is asked from now on has the time of SECURITY.md §2 for itself. */
  arrived(message: Uint8Array): { envelope: EnvelopeLookups; header: HeaderLookups } {
    this.dns.asked.arrived();
    const header = this.askForHeader(message) ?? this.#askForHeader(message, readFields(message));
    return { header, envelope: this.askForEnvelope() };
  }

  /** The client has gone: nothing further is asked. */
  abandon(): void {
    this.dns.asked.abandon();
    this.#headerAsked.resolve();
  }

  /** Whether these are the lookups of that message, and not too old. */
  serves({ envelope }: LookupInput): boolean {
    const { clientIp, helo, mailFrom } = this.#input.envelope;
    return (
      envelope.clientIp === clientIp &&
      envelope.helo === helo &&
      envelope.mailFrom === mailFrom &&
      this.#clock.now() - this.#began <= MAX_AGE_MS
    );
  }

  #askForEnvelope(): EnvelopeLookups {
    const { envelope, host, at } = this.#input;
    const { asked, beside, spf, blocklists } = this.dns;
    const reversed = this.isHidden
      ? Promise.resolve(hiddenIprev(envelope.clientIp))
      : iprev(envelope.clientIp, beside);
    return handled({
      iprev: reversed,
      blocklists: checkBlocklists(envelope.clientIp, this.isHidden ? [] : this.#dnsbls, blocklists),
      spf: this.isHidden
        ? Promise.resolve(hiddenSpf(envelope))
        : checkSpf(
            envelope,
            { host, at },
            spf,
            {
              aheadResolver: asked.spare(FOR_HEADER, 'soon'),
              wholeTreeResolver: asked.spare(FOR_DMARC),
              wholeTreeAfter: this.#headerAsked.promise,
            },
            beside,
          ),
    });
  }

  #askForHeader(octets: Uint8Array, section: HeaderSection): HeaderLookups {
    const { envelope } = this.#input;
    const { asked, beside, arc } = this.dns;
    const author = readAuthors(section.fields);
    const first = author.authors[0]?.domain ?? null;
    asked.addOwnZones(author.authors.flatMap(({ domain }) => zoneOf(domain) ?? []));
    // RFC 9989 §4.10: the policy is asked for first, whatever the sender makes us ask.
    const policies = policyReader(asked);
    const { domain } = authorDomain(author);
    const policyKnown =
      domain === null
        ? Promise.resolve()
        : askForPolicy(
            domain,
            [
              reversePathDomain(envelope),
              ...signingDomains(section.fields, first).map((signer) => signer.domain),
            ],
            policies,
          );
    const header = readSignatures(octets, section, first);
    const keys = askForKeys(header, beside, arc);
    this.#headerAsked.resolve();
    // What decides of the envelope goes before what is only looked at.
    this.askForEnvelope();
    const curious = asked.spare(FOR_PROOF, 'soon');
    if (domain !== null)
      for (const owner of new Set([domain, zoneOf(domain) ?? domain]))
        void curious.resolve(`default._bimi.${owner}`, 'TXT');
    const { route } = handled({ keys, policyKnown, route: transportOf(domain, curious) });
    const signed = { header, keys };
    this.#header = { octets, section, author, signed, policies, policyKnown, route };
    return this.#header;
  }
}

/** A message that never comes has nobody to hear of a bug: it must not end the thread. */
function handled<T extends Record<string, Promise<unknown>>>(promises: T): T {
  for (const promise of Object.values(promises)) promise.catch(() => {});
  return promises;
}

function endsWithEmptyLine(octets: Uint8Array, { bodyStart }: HeaderSection): boolean {
  const end = asBuffer(octets.subarray(Math.max(0, bodyStart - 4), bodyStart)).toString('latin1');
  return end === '\r\n' || /\n\r?\n$/.test(end);
}

/** Whether a message begins with the header section that was read, which may have been all of it. */
function isBeginning(header: Uint8Array, message: Uint8Array): boolean {
  return (
    header === message ||
    (header.length <= message.length &&
      Buffer.compare(header, message.subarray(0, header.length)) === 0)
  );
}
