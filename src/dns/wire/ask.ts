// One question to the resolvers of the list until one gives a usable answer: which server, how often, UDP or TCP, with or
// without EDNS. A server that does not answer is asked last from then on. Not known here: what the answer means.
import type { Clock } from '../../runtime/clock.ts';
import type { DnsStatus, RecordType } from '../resolver.ts';
import { statusOfRcode } from './answer.ts';
import { RCODE } from './codes.ts';
import { readMessage, type WireMessage } from './message.ts';
import { encodeQuery } from './query.ts';
import type { ServerAddress } from './servers.ts';
import { exchangeTcp } from './tcp.ts';
import { TcpPipe } from './tcp-pipe.ts';
import { UdpChannel, type Exchange } from './udp.ts';

export interface AskOptions {
  servers: readonly ServerAddress[];
  /** How long one try may take. */
  timeoutMs: number;
  /** How many tries may run into that. */
  tries: number;
  clock: Clock;
}

interface Upstream {
  server: ServerAddress;
  udp: UdpChannel;
  pipe: TcpPipe;
}

/** The list of resolvers with its sockets. */
export class Asker implements Disposable {
  readonly #options: AskOptions;
  readonly #upstreams: Upstream[];
  readonly #abort = new AbortController();
  #preferred = 0;

  constructor(options: AskOptions) {
    this.#options = options;
    this.#upstreams = options.servers.map((server) => ({
      server,
      udp: new UdpChannel(server, options.clock),
      pipe: new TcpPipe(server, options.clock),
    }));
  }

  /** A readable response with rcode NOERROR or NXDOMAIN, or what the servers failed with. `name` is a wire form. Never rejects. */
  async ask(name: string, type: RecordType, deadline: number): Promise<WireMessage | DnsStatus> {
    const { timeoutMs, tries, clock } = this.#options;
    const count = this.#upstreams.length;
    const first = this.#preferred;
    /** A server that gave a definite failure is not asked again: its next answer would be the same. */
    const failed = new Set<number>();
    let worst: DnsStatus = 'TIMEOUT';
    let timeouts = 0;
    for (let turn = 0; failed.size < count && timeouts < tries; turn++) {
      const place = (first + turn) % count;
      const upstream = this.#upstreams[place];
      if (upstream === undefined || failed.has(place)) continue;
      const left = Math.min(timeoutMs, deadline - clock.now());
      if (left <= 0) break;
      const result = await this.#askOne(upstream, name, type, left, timeouts > 0);
      if (typeof result === 'object') return result;
      if (result === 'timeout') timeouts += 1;
      else {
        failed.add(place);
        if (result !== 'unreachable') worst = result;
      }
      // Only silence moves a server back: SERVFAIL and REFUSED are mostly about the zone.
      if ((result === 'timeout' || result === 'unreachable') && this.#preferred === place)
        this.#preferred = (place + 1) % count;
    }
    return worst;
  }

  async #askOne(
    upstream: Upstream,
    name: string,
    type: RecordType,
    timeoutMs: number,
    isRetry: boolean,
  ): Promise<WireMessage | DnsStatus | 'unreachable' | 'timeout'> {
    const ask = (edns: boolean) =>
      this.#exchange(upstream, encodeQuery(0, name, type, edns), timeoutMs, isRetry);
    const withEdns = await ask(true);
    if (!isOldServer(withEdns)) return outcome(withEdns);
    return outcome(await ask(false));
  }

  /** The connection where there is one; else UDP, and TCP when the answer did not fit. A packet that cannot be read is null. */
  async #exchange(
    { server, udp, pipe }: Upstream,
    query: Buffer,
    timeoutMs: number,
    isRetry: boolean,
  ): Promise<WireMessage | null | Exclude<Exchange, Buffer>> {
    if (!isRetry && pipe.takes()) {
      const again = Buffer.from(query);
      const answer = await pipe.exchange(query, timeoutMs, () => udp.exchange(again, timeoutMs));
      if (answer === 'timeout') return answer;
      const read = answer === 'unreachable' ? null : readMessage(answer);
      if (read !== null && !read.truncated) return read;
    }
    const small = await udp.exchange(query, timeoutMs);
    if (typeof small === 'string') return small;
    const message = readMessage(small);
    if (message?.truncated !== true) return message;
    const whole = await exchangeTcp(server, query, timeoutMs, this.#abort.signal);
    return typeof whole === 'string' ? whole : readMessage(whole);
  }

  [Symbol.dispose](): void {
    this.#abort.abort();
    for (const { udp, pipe } of this.#upstreams) {
      udp[Symbol.dispose]();
      pipe[Symbol.dispose]();
    }
  }
}

/** RFC 6891 §7: a server that does not know EDNS says FORMERR or NOTIMP without an OPT record. */
function isOldServer(result: WireMessage | null | string): boolean {
  if (result === null || typeof result === 'string') return false;
  return !result.edns && (result.rcode === RCODE.FORMERR || result.rcode === RCODE.NOTIMP);
}

function outcome(
  result: WireMessage | null | 'unreachable' | 'timeout',
): WireMessage | DnsStatus | 'unreachable' | 'timeout' {
  // Still truncated over TCP: the server never sends it whole.
  if (result === null || (typeof result === 'object' && result.truncated)) return 'ERROR';
  if (typeof result === 'string') return result;
  return result.rcode === RCODE.NOERROR || result.rcode === RCODE.NXDOMAIN
    ? result
    : statusOfRcode(result.rcode);
}
