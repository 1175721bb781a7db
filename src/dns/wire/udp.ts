// Questions over UDP to one server (RFC 1035 §4.2.1), from a few connected sockets that are changed often.
// Against forged answers (RFC 5452): random id, random port, and a connected socket drops what comes from elsewhere. A few
// open ports are no easier to hit than one port a question, because as many questions wait; only a port that stays can be
// found out, so a socket takes 32 questions or lives two seconds, then makes room. One socket a question costs four times the CPU.
import { createSocket, type Socket } from 'node:dgram';
import type { Clock } from '../../runtime/clock.ts';
import { random16 } from '../../runtime/ids.ts';
import { answersQuery } from './query.ts';
import type { ServerAddress } from './servers.ts';

/** A packet that answers, or why there is none: nobody listens there, or nothing usable came in time. */
export type Exchange = Buffer | 'unreachable' | 'timeout';

const LANES = 4;
const QUESTIONS_A_LANE = 32;
const LANE_LIFE_MS = 2000;
/** Room for a burst of large answers. */
const MAX_PENDING = 1024;

interface Pending {
  query: Buffer;
  done(result: Exchange): void;
}

/** One server over UDP. */
export class UdpChannel implements Disposable {
  readonly #server: ServerAddress;
  readonly #clock: Clock;
  readonly #lanes: (Lane | undefined)[] = [];
  readonly #retired = new Set<Lane>();
  #closed = false;

  constructor(server: ServerAddress, clock: Clock) {
    this.#server = server;
    this.#clock = clock;
  }

  /** Sends a packet made by `encodeQuery`; its id is replaced by one that is free. Never rejects. */
  exchange(query: Buffer, timeoutMs: number): Promise<Exchange> {
    if (this.#closed) return Promise.resolve('unreachable');
    return this.#lane().ask(query, timeoutMs);
  }

  #lane(): Lane {
    const place = random16() % LANES;
    const lane = this.#lanes[place];
    if (lane?.takesMore(this.#clock.now()) === true) return lane;
    if (lane !== undefined) {
      this.#retired.add(lane);
      lane.retire(() => this.#retired.delete(lane));
    }
    const fresh = new Lane(this.#server, this.#clock.now());
    this.#lanes[place] = fresh;
    return fresh;
  }

  [Symbol.dispose](): void {
    this.#closed = true;
    for (const lane of [...this.#lanes, ...this.#retired]) lane?.fail();
    this.#lanes.length = 0;
    this.#retired.clear();
  }
}

/** One connected socket. */
class Lane {
  readonly #socket: Socket;
  readonly #bornAt: number;
  readonly #pending = new Map<number, Pending>();
  /** What waits for the socket to be connected. */
  #unsent: Buffer[] | null = [];
  #asked = 0;
  #open = true;
  #retired: (() => void) | null = null;

  constructor(server: ServerAddress, now: number) {
    this.#bornAt = now;
    this.#socket = createSocket({
      type: server.family === 4 ? 'udp4' : 'udp6',
      // The address is literal: no lookup, no thread.
      lookup: (host, _options, callback) => callback(null, host, server.family),
    });
    this.#socket.unref();
    this.#socket.on('message', (packet) => this.#receive(packet));
    // ECONNREFUSED (ICMP port unreachable), ENETUNREACH, EMFILE: nobody is asked through this socket.
    this.#socket.on('error', () => this.fail());
    this.#socket.on('connect', () => this.#flush());
    this.#socket.connect(server.port, server.host);
  }

  takesMore(now: number): boolean {
    const age = now - this.#bornAt;
    return (
      this.#open &&
      this.#asked < QUESTIONS_A_LANE &&
      age >= 0 &&
      age < LANE_LIFE_MS &&
      this.#pending.size < MAX_PENDING
    );
  }

  ask(query: Buffer, timeoutMs: number): Promise<Exchange> {
    return new Promise((resolve) => {
      if (!this.#open) {
        resolve('unreachable');
        return;
      }
      let id = random16();
      while (this.#pending.has(id)) id = random16();
      query.writeUInt16BE(id, 0);
      const timer = setTimeout(() => finish('timeout'), timeoutMs);
      const finish = (result: Exchange): void => {
        clearTimeout(timer);
        this.#pending.delete(id);
        resolve(result);
        this.#closeWhenDone();
      };
      this.#pending.set(id, { query, done: finish });
      this.#asked += 1;
      if (this.#unsent === null) this.#send(query);
      else this.#unsent.push(query);
    });
  }

  /** Takes no more questions; the socket closes with the last answer. */
  retire(closed: () => void): void {
    this.#retired = closed;
    this.#closeWhenDone();
  }

  /** Ends every question as unreachable and closes the socket. */
  fail(): void {
    if (!this.#open) return;
    this.#open = false;
    for (const pending of Array.from(this.#pending.values())) pending.done('unreachable');
    this.#socket.close();
    this.#retired?.();
  }

  #flush(): void {
    const unsent = this.#unsent ?? [];
    this.#unsent = null;
    for (const query of unsent) this.#send(query);
  }

  #send(query: Buffer): void {
    if (!this.#open) return;
    this.#socket.send(query, (error) => {
      if (error !== null) this.fail();
    });
  }

  #receive(packet: Buffer): void {
    if (packet.length < 2) return;
    const pending = this.#pending.get(packet.readUInt16BE(0));
    // What does not answer the question is ignored, not believed and not counted (RFC 5452 §9.1).
    if (pending !== undefined && answersQuery(pending.query, packet)) pending.done(packet);
  }

  #closeWhenDone(): void {
    if (this.#retired === null || this.#pending.size > 0) return;
    this.fail();
  }
}
