// The resolver that asks real servers: packets of its own over UDP and TCP, because node:dns cuts names at NUL, refuses to ask
// names with `+ = : @ %`, fails on a TXT of zero strings, and hides TTL, AD and rcode (LIBRARIES.md rows 1, 4, 5, 18).
// It is a stub (RFC 1034 §5.3.1): the servers recurse. The hosts file and "localhost" are not special; nothing is cached here.
import { systemClock, type Clock } from '../runtime/clock.ts';
import { canonicalName, nameToWire, wireToName } from './names.ts';
import type { DnsAnswer, RecordType, Resolver } from './resolver.ts';
import { readAnswer } from './wire/answer.ts';
import { Asker } from './wire/ask.ts';
import { parseServer, systemServers } from './wire/servers.ts';

export interface WireOptions {
  /** `ip`, `ip:port`, `[ip6]:port`; the system's list when left out. */
  servers?: readonly string[];
  /** How long one try waits; 2,000. */
  timeoutMs?: number;
  /** Tries that may time out per question; 2. The whole question takes at most `timeoutMs × tries`. */
  tries?: number;
  clock?: Clock;
}

/**
 * Asks real servers. Answers never reject; after disposal every question is TIMEOUT. Throws RangeError for a server that is no
 * address. Idle sockets do not keep the process alive.
 */
export function wireResolver(options: WireOptions = {}): Resolver & AsyncDisposable {
  const { timeoutMs = 2000, tries = 2, clock = systemClock } = options;
  const servers =
    options.servers === undefined ? systemServers() : options.servers.map(parseServer);
  const asker = new Asker({ servers, timeoutMs, tries, clock });

  async function resolve<T extends RecordType>(name: string, type: T): Promise<DnsAnswer<T>> {
    const began = clock.now();
    const answer: DnsAnswer<T> = {
      name: canonicalName(name),
      type,
      status: 'BADNAME',
      records: [],
      ttl: null,
      ms: 0,
      authenticated: true,
      cached: false,
      chain: [],
    };
    const first = nameToWire(answer.name);
    const path = first === null ? [] : [first];
    let ttl = Number.POSITIVE_INFINITY;
    for (let next = first; next !== null;) {
      const message = await asker.ask(next, type, began + timeoutMs * tries);
      if (typeof message === 'string') {
        answer.status = message;
        answer.authenticated = false;
        answer.ttl = null;
        break;
      }
      const read = readAnswer(message, path, type);
      path.push(...read.chain);
      answer.status = read.status;
      answer.records = read.records;
      answer.authenticated &&= message.authenticated;
      if (read.ttl !== null) ttl = Math.min(ttl, read.ttl);
      answer.ttl = read.ttl === null ? null : ttl;
      next = read.next;
    }
    answer.chain = path.slice(1).map(wireToName);
    answer.authenticated &&=
      answer.status === 'NOERROR' || answer.status === 'NODATA' || answer.status === 'NXDOMAIN';
    answer.ms = Math.max(0, clock.now() - began);
    return answer;
  }

  return {
    resolve,
    async [Symbol.asyncDispose]() {
      asker[Symbol.dispose]();
    },
  };
}
