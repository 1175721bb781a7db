// smtp-server's command reader with another way through the data (data-reader.ts): no PassThrough stream, no turn of the
// event loop for each added dot, and reading that can stop. This is the one place that reaches into SMTPStream.
import { SMTPStream } from 'smtp-server/lib/smtp-stream.js';
import { createDataReader, type DataReader } from './data-reader.ts';

export interface DataSink {
  /** Octets of the message; false stops the reading for good. */
  push(payload: Buffer): boolean;
  /** The end of data was read. Commands that follow wait until `resume` is called. */
  end(resume: () => void): void;
}

export class SmtpInput extends SMTPStream {
  readonly #heard: (octets: number) => boolean;
  #data: { reader: DataReader; sink: DataSink } | null = null;

  /** `heard` is told of every octet before it is read, and may refuse it. */
  constructor(maxCommandLength: number, heard: (octets: number) => boolean) {
    super({ maxCommandLength });
    this.#heard = heard;
  }

  /** What comes next is mail data. */
  startData(sink: DataSink): void {
    this._dataMode = true;
    this.#data = { reader: createDataReader(), sink };
  }

  override _write(
    chunk: Buffer,
    encoding: BufferEncoding | 'buffer',
    next: (error?: Error | null) => void,
  ): void {
    if (this.isClosed || this.#heard(chunk.length)) super._write(chunk, encoding, next);
    else next();
  }

  override _feedDataStream(chunk: Buffer, done: (error?: Error | null) => void): void {
    const data = this.#data;
    if (data === null) return done();
    const { payload, rest } = data.reader.read(chunk);
    // Without `done` nothing more is read from the socket.
    if (payload.length > 0 && !data.sink.push(payload)) return;
    if (rest === null) return done();
    this._dataMode = false;
    this._remainder = '';
    this.#data = null;
    data.sink.end(() => this._write(rest, 'buffer', done));
  }

  /** A line that the end of the connection cut short is no command. */
  override _flushData(): void {
    this._remainder = '';
  }
}
