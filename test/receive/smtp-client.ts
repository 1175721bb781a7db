// A plain SMTP client for tests: writes what it is told, reads line by line, can go over to TLS, and can reset.
import { connect, type Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions, TLSSocket } from 'node:tls';

export class SmtpClient implements Disposable {
  readonly #raw: Socket;
  #socket: Socket;
  #text = '';
  #isClosed = false;
  #wake = () => {};

  private constructor(socket: Socket) {
    this.#raw = socket;
    this.#socket = socket;
    this.#listen(socket);
  }

  static async connect(
    port: number,
    host = '127.0.0.1',
    localAddress?: string,
  ): Promise<SmtpClient> {
    const socket = connect({
      port,
      host,
      noDelay: true,
      ...(localAddress === undefined ? {} : { localAddress }),
    });
    const client = new SmtpClient(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    return client;
  }

  #listen(socket: Socket): void {
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => {
      this.#text += text;
      this.#wake();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#isClosed = true;
      this.#wake();
    });
  }

  get tls(): TLSSocket | null {
    return this.#socket instanceof TLSSocket ? this.#socket : null;
  }

  get bytesWritten(): number {
    return this.#socket.bytesWritten;
  }

  write(text: string | Uint8Array): void {
    if (typeof text === 'string') this.#socket.write(text, 'latin1');
    else this.#socket.write(text);
  }

  /** Writes a command line, in UTF-8. */
  send(line: string): void {
    this.#socket.write(`${line}\r\n`);
  }

  /** The next line without CRLF; null when the connection is closed and nothing is left. */
  async line(timeout = 300_000): Promise<string | null> {
    for (;;) {
      const end = this.#text.indexOf('\r\n');
      if (end !== -1) {
        const line = this.#text.slice(0, end);
        this.#text = this.#text.slice(end + 2);
        return line;
      }
      if (this.#isClosed) return null;
      await this.#change(timeout);
    }
  }

  #change(timeout: number): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`nothing came; so far: ${JSON.stringify(this.#text)}`)),
        timeout,
      );
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** A whole reply, its lines joined by a line feed; null when the connection is closed. */
  async reply(): Promise<string | null> {
    const lines: string[] = [];
    for (;;) {
      const line = await this.line();
      if (line === null) return lines.length === 0 ? null : lines.join('\n');
      lines.push(line);
      if (line[3] !== '-') return lines.join('\n');
    }
  }

  async ask(line: string): Promise<string | null> {
    this.send(line);
    return await this.reply();
  }

  /** What came and was not read. */
  get unread(): string {
    return this.#text;
  }

  async closed(): Promise<void> {
    while (!this.#isClosed) await this.#change(300_000);
  }

  async startTls(options: ConnectionOptions = {}): Promise<void> {
    const plain = this.#socket;
    for (const event of ['data', 'close', 'error']) plain.removeAllListeners(event);
    plain.on('error', () => {});
    const secure = connectTls({ socket: plain, rejectUnauthorized: false, ...options });
    this.#socket = secure;
    this.#listen(secure);
    await new Promise<void>((resolve, reject) => {
      secure.once('secureConnect', resolve);
      secure.once('error', reject);
      secure.once('close', () => reject(new Error('closed in the handshake')));
    });
  }

  end(): void {
    this.#socket.end();
  }

  reset(): void {
    this.#raw.resetAndDestroy();
  }

  [Symbol.dispose](): void {
    this.#socket.destroy();
  }
}
