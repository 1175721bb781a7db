// A short visit to an SMTP listener (RFC 5321, RFC 3207): its greeting, the certificate of STARTTLS, and whether postmaster is taken.
// Nothing is sent. What the server says is a value; a server that is slow or odd is told as such.
import type { X509Certificate } from 'node:crypto';
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

const TIMEOUT_MS = 3000;
/** Octets of one answer that are read. */
const MAX_ANSWER = 8192;

export interface Visit {
  state: 'greeted' | 'refused' | 'silent' | 'failed';
  /** The last line of the greeting, or why there is none. */
  text: string;
  /** 'failed' when the handshake failed; null when it was not come to. */
  tls: 'offered' | 'missing' | 'failed' | null;
  certificate: X509Certificate | null;
  /** The answer to RCPT TO:<postmaster@domain>; null when it was not asked. */
  postmaster: { code: number; text: string } | null;
}

export interface VisitPlan {
  host: string;
  port: number;
  /** The name in EHLO and SNI. */
  hostname: string;
  domain: string;
  /** The listener waits for a PROXY header from us. */
  proxied?: boolean;
  signal?: AbortSignal;
}

export async function visitSmtp(plan: VisitPlan): Promise<Visit> {
  const visit: Visit = {
    state: 'failed',
    text: '',
    tls: null,
    certificate: null,
    postmaster: null,
  };
  const lines = new Dialog(plan);
  try {
    const greeting = await lines.answer();
    visit.state = 'greeted';
    visit.text = greeting.text;
    if (greeting.code !== 220) return visit;
    const ehlo = await lines.ask(`EHLO ${plan.hostname}`);
    if (ehlo.code !== 250) return visit;
    visit.tls = /^250[ -]STARTTLS/im.test(ehlo.all) ? 'offered' : 'missing';
    if (visit.tls === 'offered') {
      const ready = await lines.ask('STARTTLS');
      if (ready.code !== 220) visit.tls = 'failed';
      else {
        visit.certificate = await lines.startTls(plan.hostname);
        if (visit.certificate === null) {
          visit.tls = 'failed';
          return visit;
        }
        await lines.ask(`EHLO ${plan.hostname}`);
      }
    }
    const mail = await lines.ask('MAIL FROM:<>');
    if (mail.code === 250) {
      const { code, text } = await lines.ask(`RCPT TO:<postmaster@${plan.domain}>`);
      visit.postmaster = { code, text };
    }
    await lines.ask('QUIT');
  } catch (error) {
    if (visit.state !== 'greeted') {
      const { state, text } = troubleOf(error);
      visit.state = state;
      visit.text = text;
    }
  } finally {
    lines.end();
  }
  return visit;
}

class Silence extends Error {}

function troubleOf(error: unknown): Pick<Visit, 'state' | 'text'> {
  if (error instanceof Silence)
    return { state: 'silent', text: `no answer within ${TIMEOUT_MS / 1000} s` };
  const code = error instanceof Error && 'code' in error ? String(error.code) : null;
  if (code === 'ECONNREFUSED') return { state: 'refused', text: code };
  return { state: 'failed', text: code ?? 'the connection was closed without a greeting' };
}

interface Answer {
  code: number;
  /** The last line, printable. */
  text: string;
  all: string;
}

class Dialog {
  #socket: Socket;
  #held = '';
  #wake = (): void => {};
  #error: Error | null = null;
  readonly #timer: NodeJS.Timeout;
  #isOver = false;

  constructor({ host, port, proxied = false, signal }: VisitPlan) {
    this.#socket = connectTcp({ host, port });
    this.#timer = setTimeout(() => this.#fail(new Silence()), TIMEOUT_MS);
    signal?.addEventListener('abort', () => this.#fail(new Silence()));
    if (proxied) this.#socket.once('connect', () => this.#socket.write('PROXY UNKNOWN\r\n'));
    this.#listen();
  }

  #listen(): void {
    this.#socket.setEncoding('latin1');
    this.#socket.on('data', (chunk: string) => {
      this.#held += chunk;
      this.#wake();
    });
    this.#socket.on('error', (error) => this.#fail(error));
    this.#socket.on('close', () => this.#fail(new Error('closed')));
  }

  #fail(error: Error): void {
    this.#error ??= error;
    this.#wake();
  }

  async ask(command: string): Promise<Answer> {
    this.#socket.write(`${command}\r\n`);
    return await this.answer();
  }

  async answer(): Promise<Answer> {
    for (;;) {
      // RFC 5321 §4.2.1: "220-" lines come before the last one.
      const found = /^(?:\d{3}-.*\r?\n)*(\d{3})(?: .*)?\r?\n/.exec(this.#held);
      if (found !== null) {
        this.#held = this.#held.slice(found[0].length);
        return { code: Number(found[1]), text: printable(found[0]), all: found[0] };
      }
      if (this.#held.length > MAX_ANSWER || /^(?!\d{3}[ -])[^\n]+\n/.test(this.#held))
        return { code: 0, text: printable(this.#held), all: this.#held };
      if (this.#error !== null) throw this.#error;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** The certificate of the other side, whatever it is worth; null when the handshake fails. */
  async startTls(servername: string): Promise<X509Certificate | null> {
    const plain = this.#socket;
    plain.removeAllListeners();
    const encrypted = connectTls({ socket: plain, servername, rejectUnauthorized: false });
    this.#socket = encrypted;
    this.#listen();
    const { promise, resolve } = Promise.withResolvers<boolean>();
    this.#wake = () => resolve(false);
    encrypted.once('secureConnect', () => resolve(true));
    return (await promise) ? (encrypted.getPeerX509Certificate() ?? null) : null;
  }

  end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#socket.destroy();
  }
}

function printable(answer: string): string {
  const lines = answer.split(/\r?\n/).filter((line) => line !== '');
  return (lines.at(-1) ?? '')
    .replace(/[^ -~]+/g, ' ')
    .trim()
    .slice(0, 120);
}
