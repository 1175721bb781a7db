// The commands of one SMTP session (RFC 5321 §4.1) in our words. It moves lines and octets between the parts that know something
// (transaction, collector, client, counters) and holds no rule of its own.
import type { SMTPServer } from 'smtp-server';
import type { Socket } from 'node:net';
import type { Envelope } from '../message/envelope.ts';
import type { Client } from './client.ts';
import {
  type MessageBuffer,
  createMessageBuffer,
  type MemoryBudget,
  BUFFER_FULL,
} from './message-buffer.ts';
import { Connection, type ConnectionDeps, type Done } from './connection.ts';
import { replyToData, TRY_LATER } from './reply-to-data.ts';
import { UNSUPPORTED_COMMANDS, REFUSAL_REPLIES, SHUTTING_DOWN, tooLarge } from './fixed-replies.ts';
import type { ExpectedMessage } from '../message/received-message.ts';
import { envelopeOf } from './envelope-of.ts';
import { headerTeller } from './header-teller.ts';
import type { MessageTaker } from './message-handler.ts';
import { reply } from './reply.ts';
import { SmtpInput } from './smtp-input.ts';
import {
  addRecipient,
  openTransaction,
  type RecipientRules,
  TOO_MANY_RECIPIENTS,
  type Transaction,
} from './transaction.ts';
import { readXclient } from './xclient.ts';

/** What all sessions of a listener share. */
export interface SessionDeps extends ConnectionDeps, MessageTaker {
  recipients: RecipientRules;
  maxSize: number;
  /** A t-TOKEN recipient was taken: the message may follow. */
  announced(token: string, envelope: Envelope): void;
  /** One line for HELP. */
  help: string;
  memory: MemoryBudget;
  isStopping(): boolean;
}

export class Session extends Connection {
  readonly #parts: SessionDeps;
  #transaction: Transaction | null = null;
  #collector: MessageBuffer | null = null;
  #expected: ExpectedMessage | null = null;
  #isDeciding = false;

  constructor(server: SMTPServer, socket: Socket, client: Client, parts: SessionDeps) {
    super(server, socket, client, parts);
    this.#parts = parts;
  }

  /** On stop: ends now what waits for nothing, and lets a message that is under way be finished. */
  drain(): void {
    if (this.#transaction === null && !this.#isDeciding) this.hangUp('stop', SHUTTING_DOWN);
  }

  /** On stop, in the end. */
  abort(): void {
    this.hangUp('stop', SHUTTING_DOWN);
    this._socket.destroySoon();
  }

  protected override abandon(): void {
    this.#collector?.drop();
    this.#collector = null;
    if (!this.#isDeciding) this.#forgetExpected();
  }

  override _onCommand(command: Buffer, callback?: Done): void {
    if (!this._ready || this._upgrading || this.isOver) return super._onCommand(command, callback);
    this.dialogue.client(command);
    const verb = /^[A-Za-z]*/.exec(command.toString('latin1', 0, 16))?.[0].toUpperCase() ?? '';
    const enough = this.counters.command(verb);
    if (enough !== null) return this.hangUp('limit', enough);
    if (this.#parts.isStopping() && this.#transaction === null)
      return this.hangUp('stop', SHUTTING_DOWN);
    if (UNSUPPORTED_COMMANDS.has(verb))
      return this.reply(reply(502, `5.5.1 ${verb} is not supported`), () =>
        this._whenWritable(callback ?? (() => {})),
      );
    // smtp-server hangs up at ten unknown commands; twenty errors of any kind is the limit here.
    this._unrecognizedCommands = 0;
    super._onCommand(command, callback);
  }

  override handler_EHLO(command: Buffer, done: Done): void {
    super.handler_EHLO(command, done);
    this.#keepHelo(command);
  }

  override handler_HELO(command: Buffer, done: Done): void {
    super.handler_HELO(command, done);
    this.#keepHelo(command);
  }

  /** smtp-server keeps the name in lower case; the report shows it as said. */
  #keepHelo(command: Buffer): void {
    const [, name = ''] = command.toString().trim().split(/\s+/);
    if (name.toLowerCase() === this.hostNameAppearsAs) this.helo = name;
  }

  override handler_HELP(_command: Buffer, done: Done): void {
    this.reply(reply(214, `2.0.0 ${this.#parts.help}`), done);
  }

  override _proxyCommandAllowed(command: string): boolean {
    return command === 'XCLIENT' && this.client.mayUseXclient;
  }

  override handler_XCLIENT(command: Buffer, done: Done): void {
    if (!this.client.mayUseXclient)
      return this.reply(reply(550, '5.7.0 XCLIENT is not for you'), done);
    if (this.#transaction !== null)
      return this.reply(reply(503, '5.5.1 Not within a transaction'), done);
    const { value: stated, problem } = readXclient(command);
    if (stated === null) return this.reply(problem, done);
    const refusal = this.client.state(stated);
    if (refusal !== null) return this.#refuse(refusal);
    this.remoteAddress = this.client.address;
    this._setClientHostname(this.client.name);
    // The session begins anew, as if the stated client had just come.
    this.hostNameAppearsAs = this.client.helo ?? false;
    this._resetSession();
    this.dialogue.restart();
    this._sendGreeting();
    done();
  }

  /** Over the limits of its address. */
  #refuse(refusal: keyof typeof REFUSAL_REPLIES): void {
    this.hangUp(refusal, REFUSAL_REPLIES[refusal]);
  }

  /** EHLO, HELO, RSET, STARTTLS, XCLIENT and the end of a message all come through here. */
  override _resetSession(): void {
    super._resetSession();
    this.#transaction = null;
    this.#forgetExpected();
  }

  #forgetExpected(): void {
    this.#expected?.abandon();
    this.#expected = null;
  }

  override handler_MAIL(command: Buffer, done: Done): void {
    if (this.#transaction !== null)
      return this.reply(reply(503, '5.5.1 A transaction is open already'), done);
    const refusal = this.client.count();
    if (refusal !== null) return this.#refuse(refusal);
    const opened = openTransaction(command, this.#parts.maxSize);
    this.#transaction = opened.transaction;
    this.reply(opened.reply, done);
  }

  override handler_RCPT(command: Buffer, done: Done): void {
    const transaction = this.#transaction;
    if (transaction === null) return this.reply(reply(503, '5.5.1 Need MAIL FROM first'), done);
    const before = transaction.answers.length;
    const taking = addRecipient(command, transaction, this.#parts.recipients).catch(
      (error: unknown) => {
        this.#parts.log.warn({ err: error, session: this.id }, 'test address not looked up');
        return TRY_LATER;
      },
    );
    this.whenDone(taking, (taken) => {
      const accepted = transaction.answers[before];
      if (before === 0 && accepted !== undefined && accepted.kind !== 'postmaster')
        if (this.counters.expects())
          this.#expected ??= this.#parts.expect(this.#envelope(transaction));
      const token = accepted?.token ?? null;
      if (token !== null) this.#parts.announced(token, this.#envelope(transaction));
      if (taken !== TOO_MANY_RECIPIENTS) return this.reply(taken, done);
      if (this.counters.surplusRecipient())
        return this.hangUp('limit', '4.5.3 Too many recipients');
      this.answer(taken);
      done();
    });
  }

  override handler_DATA(command: Buffer, done: Done): void {
    const transaction = this.#transaction;
    const input = this._parser;
    if (command.toString('latin1').trim().length > 'DATA'.length)
      return this.reply(reply(501, '5.5.4 Syntax: DATA'), done);
    if (transaction === null)
      return this.reply(reply(503, '5.5.1 Need MAIL FROM and RCPT TO first'), done);
    // RFC 5321 §3.3
    if (transaction.answers.length === 0)
      return this.reply(reply(554, '5.5.1 No valid recipients'), done);
    if (!(input instanceof SmtpInput)) return done();
    const room = this.#parts.room();
    if (room === null) return this.#takeData(transaction, input, done);
    // More waits than can be judged soon: nothing is read until that has changed.
    this.deadlines.phase('decision');
    this.whenDone(room, () => {
      if (!this.isOver) this.#takeData(transaction, input, done);
    });
  }

  #takeData(transaction: Transaction, input: SmtpInput, done: Done): void {
    const collector = createMessageBuffer(
      this.#parts.maxSize,
      this.#parts.memory,
      transaction.size,
    );
    if (collector === null) return this.reply(BUFFER_FULL, done);

    this.counters.message();
    this.#collector = collector;
    this.deadlines.phase('data');
    const tell = headerTeller(this.#expected, () =>
      this.#collector === collector ? collector.header() : null,
    );
    input.startData({
      push: (payload) => {
        tell();
        return collector.push(payload) || this.#tooLarge(collector);
      },
      end: (resume) => {
        this.#collector = null;
        this.whenDone(this.#conclude(transaction, collector), resume);
      },
    });
    this.send(354, 'End data with <CR><LF>.<CR><LF>', false);
    done();
  }

  /** Far over the size: the answer now, and the end of reading, which smtp-server's `size` does not bring. */
  #tooLarge(collector: MessageBuffer): false {
    this.#parts.log.info(
      { session: this.id, client: this.client.address, octets: collector.octets() },
      'message far too large',
    );
    this.#parts.limitHit('size');
    this.answer(tooLarge(this.#parts.maxSize));
    this.stopReading('too large');
    return false;
  }

  async #conclude(transaction: Transaction, collector: MessageBuffer): Promise<void> {
    const { clock, log, handle } = this.#parts;
    const receivedAt = clock.now();
    this.dialogue.client('.');
    const envelope = this.#envelope(transaction);
    this.#isDeciding = true;
    this.deadlines.phase('decision');
    const { message, refusal } = collector.end();
    const answer =
      refusal ??
      (await replyToData(
        { message, envelope, answers: transaction.answers, receivedAt, expected: this.#expected },
        handle,
        log,
      ));
    collector.drop();
    this.#forgetExpected();
    this.#isDeciding = false;
    const { clientIp, mailFrom, rcptTo } = envelope;
    log.info(
      {
        session: this.id,
        client: clientIp,
        mailFrom,
        rcptTo,
        octets: collector.octets(),
        code: answer.code,
        reply: answer.lines.at(-1),
        ms: clock.now() - receivedAt,
      },
      'message',
    );
    if (this.isOver) return;
    this.answer(answer);
    this._resetSession();
    this.deadlines.phase('commands');
    if (this.#parts.isStopping()) this.hangUp('stop', SHUTTING_DOWN);
  }

  #envelope(transaction: Transaction): Envelope {
    const helo = this.client.helo ?? this.helo;
    const stated = { address: this.client.address, name: this.client.name, helo };
    const socket = this.secure ? this._socket : null;
    return { ...envelopeOf(transaction, stated, socket), dialogue: this.dialogue.lines() };
  }
}
