// A connection that speaks SMTP, from its greeting to its end: smtp-server's, with our input, our deadlines, one reply and the door
// for who behaves badly, and one line in the log. Which commands there are is session.ts's.
import type { Socket } from 'node:net';
import type { SMTPServer } from 'smtp-server';
import { SMTPConnection } from 'smtp-server/lib/smtp-connection.js';
import type { Clock } from '../runtime/clock.ts';
import type { Log } from '../runtime/log.ts';
import type { Client } from './client.ts';
import { Dialogue } from './dialogue.ts';
import { createDeadlines, type Deadlines } from './deadlines.ts';
import { TIMEOUT_REPLIES } from './fixed-replies.ts';
import { LIMITS } from './session-limits.ts';
import type { SmtpReply } from '../message/smtp-reply.ts';
import { SessionCounters } from './session-counters.ts';
import { SmtpInput } from './smtp-input.ts';
import type { Timers } from '../runtime/timers.ts';

/** What all connections of a listener share. */
export interface ConnectionDeps {
  limits: boolean;
  clock: Clock;
  timers: Timers;
  log: Log;
  /** A limit was reached by a client: for the figures. */
  limitHit(limit: string): void;
  /** Names a session in the log. */
  nextId(): string;
  /** The connection of this name is closed; so many of its commands were refused. */
  ended(id: string, errors: number): void;
}

export type Done = () => void;

export class Connection extends SMTPConnection {
  readonly #parts: ConnectionDeps;
  readonly #startedAt: number;
  #cancelGreeting: Done | null = null;
  /** Why it ended, for the log. */
  #ending = 'lost';
  protected readonly client: Client;
  protected readonly counters: SessionCounters;
  protected readonly deadlines: Deadlines;
  protected readonly dialogue: Dialogue;
  /** HELO or EHLO as said. */
  protected helo = '';

  constructor(server: SMTPServer, socket: Socket, client: Client, parts: ConnectionDeps) {
    // Everything the library would otherwise ask of the kernel or the random source for each connection, and nobody reads.
    super(server, socket, {
      id: parts.nextId(),
      remoteAddress: client.address,
      remotePort: 1,
      localAddress: '::',
      localPort: 1,
    });
    this.client = client;
    this.#parts = parts;
    this.#startedAt = parts.clock.now();
    this.counters = new SessionCounters(parts.limits);
    this.dialogue = new Dialogue(() => parts.clock.now());
    this.deadlines = createDeadlines(parts.clock, parts.timers, (lapse) => {
      if (lapse === 'decision')
        parts.log.error({ session: this.id }, 'no decision about a message in time');
      this.hangUp(lapse, TIMEOUT_REPLIES[lapse]);
    });
  }

  override init(): void {
    this._setListeners(() => {
      this.#cancelGreeting = this.#parts.timers.after(LIMITS.greetingPauseMs, () =>
        this.connectionReady(),
      );
    });
  }

  override _createParser(): SmtpInput {
    const input = new SmtpInput(LIMITS.commandOctets, (octets) => this.#heard(octets));
    input.oncommand = (command, done) => this._onCommand(command, done);
    input.on('error', () => this.hangUp('long command', '4.5.2 Command line too long'));
    return input;
  }

  /** Deadlines are deadlines.ts's: smtp-server's idle timer cannot be driven by a test, and is off while a handler works. */
  override _armTimeout(): void {}

  #heard(octets: number): boolean {
    this.deadlines.heard(octets);
    if (this._ready || this._upgrading || this._closing) return true;
    // RFC 5321 §3.1: the greeting comes first.
    this.hangUp('early talker', '4.7.0 Protocol error: client sent data before the greeting');
    return false;
  }

  /** One last reply, and the door. */
  hangUp(ending: string, text: string): void {
    if (this.isOver) return;
    this.#ending = ending;
    if (ending !== 'stop') this.#parts.limitHit(ending);
    this.send(421, text, false);
  }

  /** Ends it without a word more, and reads not one octet more. */
  protected stopReading(ending: string): void {
    this.#ending = ending;
    this.close();
    // close() reads and discards what comes for another five seconds; the client gets to read the last reply without that.
    this._socket.pause();
  }

  /** Closed, or on its way. */
  protected get isOver(): boolean {
    return this._closing || this._closed;
  }

  override handler_QUIT(command: Buffer, done: Done): void {
    this.#ending = 'quit';
    super.handler_QUIT(command, done);
  }

  /** What was under way is given up. */
  protected abandon(): void {}

  override close(): void {
    super.close();
    this.#cancelGreeting?.();
    this.abandon();
  }

  override _onClose(): void {
    const isFirst = !this._closed;
    super._onClose();
    if (!isFirst) return;
    this.#cancelGreeting?.();
    this.deadlines.stop();
    this.abandon();
    this.client.leave();
    const { messages, errors } = this.counters;
    const ms = this.#parts.clock.now() - this.#startedAt;
    this.#parts.log.info(
      {
        session: this.id,
        client: this.client.address,
        helo: this.helo,
        tls: this.secure,
        messages,
        errors,
        ended: this.#ending,
        ms,
      },
      'session',
    );
    this.#parts.ended(this.id, errors);
  }

  /** Every reply but final ones to DATA: a 4xx or 5xx is an error of the client. */
  override send(code: number, data?: string | string[] | null, context?: string | false): void {
    if (code >= 400 && code !== 421) this.counters.error();
    this.dialogue.server(code, data);
    super.send(code, data, context);
  }

  protected reply({ code, lines }: SmtpReply, done: Done): void {
    this.send(code, lines, false);
    done();
  }

  /** A reply that is not held against the client. */
  protected answer({ code, lines }: SmtpReply): void {
    this.dialogue.server(code, lines);
    super.send(code, lines, false);
  }

  /** Goes on when something was waited for. A bug ends this connection and no other. */
  protected whenDone<T>(waiting: Promise<T>, next: (value: T) => void): void {
    waiting.then(next).catch((error: unknown) => {
      this.#parts.log.error({ err: error, session: this.id }, 'session failed');
      this.#ending = 'bug';
      this._socket.destroy();
    });
  }
}
