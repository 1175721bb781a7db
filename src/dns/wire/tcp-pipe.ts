// Many questions to one server over one TCP connection (RFC 7766 §6.2.1): those of one turn of the event loop in one write, answers in
// any order. It is opened only when there is enough to ask, and given up where the server does not keep pace: UDP is always there.
import { connect, type Socket } from 'node:net';
import type { Clock } from '../../runtime/clock.ts';
import { random16 } from '../../runtime/ids.ts';
import { answersQuery } from './query.ts';
import type { ServerAddress } from './servers.ts';
import type { Exchange } from './udp.ts';

/** So many questions within a second are worth a connection. */
const MIN_A_SECOND = 40;
/** RFC 7766 §6.2.3: a connection that nothing uses is closed. */
const IDLE_MS = 10_000;
/** After a refusal, or a connection that was lost with questions on it. */
const PAUSE_MS = 60_000;
/** A question that waits so long is asked over UDP too, until an answer came out of order: the server may answer one after another. */
const PATIENCE_MS = 50;
/** How much later than over UDP its answer may come. */
const GRACE_MS = 30;
const MAX_PENDING = 1024;
/** What is read at a time; longer answers are put together. */
const READ_SIZE = 64 * 1024;

interface Pending {
  query: Buffer;
  sentAt: number;
  isCompared: boolean;
  done(result: Exchange): void;
  /** Asks over UDP too; true when that was answered first and the answer here does not follow at once. */
  compare(): Promise<boolean>;
}

/** One server over TCP. */
export class TcpPipe implements Disposable {
  readonly #server: ServerAddress;
  readonly #clock: Clock;
  readonly #pending = new Map<number, Pending>();
  #socket: Socket | null = null;
  #isOpen = false;
  #unsent: Buffer[] = [];
  #held: Buffer | null = null;
  /** An answer came before the one to an older question. */
  #isParallel = false;
  #patience: NodeJS.Timeout | undefined;
  #pausedUntil = 0;
  #receivedAt = 0;
  #counted = 0;
  #countedFrom = 0;

  constructor(server: ServerAddress, clock: Clock) {
    this.#server = server;
    this.#clock = clock;
  }

  /** Counts a question, and says whether it should be asked here. */
  takes(): boolean {
    if (this.#isOpen) return this.#pending.size < MAX_PENDING;
    if (this.#socket !== null) return false;
    const now = this.#clock.now();
    if (Math.abs(now - this.#countedFrom) > 1000) {
      this.#countedFrom = now;
      this.#counted = 0;
    }
    this.#counted += 1;
    if (this.#counted >= MIN_A_SECOND && now >= this.#pausedUntil) this.#open();
    return false;
  }

  /** As `UdpChannel.exchange`; `overUdp` asks the same there, for comparison. 'unreachable' when the connection is lost. Never rejects. */
  exchange(query: Buffer, timeoutMs: number, overUdp: () => Promise<Exchange>): Promise<Exchange> {
    return new Promise((resolve) => {
      let id = random16();
      while (this.#pending.has(id)) id = random16();
      query.writeUInt16BE(id, 0);
      const sentAt = this.#clock.now();
      let isDone = false;
      const done = (result: Exchange): void => {
        isDone = true;
        clearTimeout(timer);
        this.#pending.delete(id);
        resolve(result);
      };
      const timer = setTimeout(() => {
        done('timeout');
        // Not one answer since then: the connection is dead, whatever TCP says.
        if (this.#receivedAt < sentAt) this.#giveUp();
      }, timeoutMs);
      const compare = async (): Promise<boolean> => {
        const answer = await overUdp();
        if (isDone || typeof answer === 'string') return false;
        resolve(answer);
        await new Promise((go) => setTimeout(go, GRACE_MS));
        return !isDone;
      };
      this.#pending.set(id, { query, sentAt, isCompared: false, done, compare });
      if (this.#unsent.push(query) === 1) setImmediate(() => this.#flush());
      this.#watch();
    });
  }

  [Symbol.dispose](): void {
    this.#pausedUntil = Number.POSITIVE_INFINITY;
    this.#giveUp();
  }

  #open(): void {
    const { host, port } = this.#server;
    const socket = connect({
      host,
      port,
      noDelay: true,
      // The stream's own reading would cost a buffer and an event for each answer.
      onread: {
        buffer: Buffer.allocUnsafeSlow(READ_SIZE),
        callback: (length, buffer) => {
          this.#read(Buffer.from(buffer.buffer, buffer.byteOffset, length));
          return true;
        },
      },
    });
    this.#socket = socket;
    socket.unref();
    socket.setTimeout(IDLE_MS, () => socket.destroy());
    socket.on('connect', () => {
      this.#isOpen = true;
      this.#isParallel = false;
    });
    socket.on('error', () => {
      this.#pausedUntil = Math.max(this.#pausedUntil, this.#clock.now() + PAUSE_MS);
    });
    socket.on('end', () => socket.destroy());
    socket.on('close', () => this.#closed(socket));
  }

  #closed(socket: Socket): void {
    if (this.#socket !== socket) return;
    this.#socket = null;
    this.#isOpen = false;
    this.#held = null;
    this.#unsent = [];
    clearTimeout(this.#patience);
    this.#patience = undefined;
    if (this.#pending.size === 0) return;
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#clock.now() + PAUSE_MS);
    for (const pending of Array.from(this.#pending.values())) pending.done('unreachable');
  }

  /** What waits is asked over UDP. */
  #giveUp(): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#clock.now() + PAUSE_MS);
    const socket = this.#socket;
    if (socket === null) return;
    socket.destroy();
    this.#closed(socket);
  }

  #flush(): void {
    const unsent = this.#unsent;
    this.#unsent = [];
    if (unsent.length === 0 || this.#socket === null) return;
    const octets = Buffer.allocUnsafe(unsent.reduce((sum, { length }) => sum + 2 + length, 0));
    let at = 0;
    for (const query of unsent) {
      at = octets.writeUInt16BE(query.length, at);
      at += query.copy(octets, at);
    }
    this.#socket.write(octets);
  }

  #read(chunk: Buffer): void {
    this.#receivedAt = this.#clock.now();
    let data = this.#held === null ? chunk : Buffer.concat([this.#held, chunk]);
    while (data.length >= 2) {
      const end = 2 + data.readUInt16BE(0);
      if (data.length < end) break;
      // The buffer that is read into is used again.
      this.#receive(Buffer.from(data.subarray(2, end)));
      data = data.subarray(end);
    }
    this.#held = data.length === 0 ? null : Buffer.from(data);
  }

  #receive(packet: Buffer): void {
    if (packet.length < 2) return;
    const id = packet.readUInt16BE(0);
    const pending = this.#pending.get(id);
    if (pending === undefined || !answersQuery(pending.query, packet)) return;
    const [oldest] = this.#pending.keys();
    if (oldest !== id) this.#isParallel = true;
    pending.done(packet);
  }

  /** Compares with UDP now and then what waits longest. */
  #watch(): void {
    if (this.#isParallel || this.#patience !== undefined) return;
    this.#patience = setTimeout(() => {
      this.#patience = undefined;
      const oldest = [...this.#pending.values()].find(({ isCompared }) => !isCompared);
      if (oldest === undefined || this.#isParallel) return;
      this.#watch();
      if (this.#clock.now() - oldest.sentAt < PATIENCE_MS) return;
      oldest.isCompared = true;
      void oldest.compare().then((isSlow) => {
        if (isSlow && !this.#isParallel) this.#giveUp();
      });
    }, PATIENCE_MS);
    this.#patience.unref();
  }
}
