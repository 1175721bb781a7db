// The DNS of one message: who may ask how much, and for whom it counts. The author domain's policy is asked for before anything that the
// sender can swell, and SPF, ARC and the operator's blocklists have counts of their own, so that no method can take another one's answer away.
import { messageResolver, type MessageResolver } from '../dns/evidence.ts';
import type { Resolver } from '../dns/resolver.ts';
import { reverseName } from '../dns/reverse.ts';
import { zoneOf } from '../dns/zone-limit.ts';
import type { Clock } from '../runtime/clock.ts';
import { MAX_INSTANCE } from './arc/sets.ts';
import { parseAddress } from './spf/ip-network.ts';
import { MAX_QUESTIONS } from './spf/spf-limits.ts';
import type { Envelope } from '../message/envelope.ts';

/** Kept for DMARC: signatures, HELO and PTR are the client's to fill with names, and must not hide that a domain disowns the message. */
const FOR_POLICY = 30;
/** RFC 8617 §5.2: every seal, and the newest message signature. */
const ARC_QUESTIONS = MAX_INSTANCE + 1;
/** Twenty lists, each with the text that says why. */
const BLOCKLIST_QUESTIONS = 40;

export interface MessageDns {
  /** For DMARC, and for what follows from its answer. */
  asked: MessageResolver;
  spf: Resolver;
  /** Signatures, HELO, reverse DNS. */
  beside: Resolver;
  arc: { chain: Resolver; older: Resolver };
  blocklists: Resolver;
}

export interface MessageOrigin {
  envelope: Pick<Envelope, 'clientIp' | 'helo' | 'mailFrom'>;
  /** Domains of the From field. */
  authors: readonly string[];
  /** Whose questions these are where it is not the client: who uploads a message states any client. */
  countedFor: string | null;
}

export function messageDns(resolver: Resolver, clock: Clock, origin: MessageOrigin): MessageDns {
  const { clientIp } = origin.envelope;
  const own = [reversePathDomain(origin.envelope), ...origin.authors, reverseName(clientIp) ?? ''];
  const client = {
    network: networkOf(origin.countedFor ?? clientIp),
    ownZones: [...new Set(own.flatMap((name) => zoneOf(name) ?? []))],
  };
  const asked = messageResolver(resolver, { clock, client });
  return {
    asked,
    spf: asked.apart(MAX_QUESTIONS, 'SPF'),
    beside: asked.keeping(FOR_POLICY),
    arc: { chain: asked.apart(ARC_QUESTIONS, 'ARC'), older: asked.spare(FOR_POLICY) },
    blocklists: asked.apart(BLOCKLIST_QUESTIONS, 'blocklists'),
  };
}

/** The domain of MAIL FROM; of a null reverse-path the HELO name (RFC 7208 §2.4). */
export function reversePathDomain({ mailFrom, helo }: MessageOrigin['envelope']): string {
  return mailFrom === '' ? helo : mailFrom.slice(mailFrom.lastIndexOf('@') + 1);
}

/** What one holder of addresses has at least: /24 in IPv4, /48 in IPv6. Null for what is no address. */
export function networkOf(ip: string): string | null {
  const address = parseAddress(ip);
  return address === null
    ? null
    : address.octets.slice(0, address.kind === 'ip4' ? 3 : 6).join('.');
}
