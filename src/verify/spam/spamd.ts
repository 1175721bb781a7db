// A client of SpamAssassin's spamd (its protocol, version 1.5: request line, header lines, the message; an answer of the same shape). Asks for the
// report, because its table tells what each rule costs. The daemon is the operator's; that it fails is a value.
import { connect } from 'node:net';
import { asReceived, type Session } from './as-received.ts';
import { MAX_SYMBOLS, notRun, type SpamCheck } from './spam-check.ts';

/** What spamc itself sends at the most; spamd takes minutes for more. */
const MAX_OCTETS = 512 * 1024;
const MAX_ANSWER = 256 * 1024;

export interface SpamdServer {
  host: string;
  port: number;
}

export async function askSpamd(
  message: Uint8Array,
  session: Session,
  { host, port }: SpamdServer,
  signal: AbortSignal,
): Promise<SpamCheck> {
  if (message.length > MAX_OCTETS)
    return notRun('spamassassin', `the message is over ${MAX_OCTETS / 1024} KiB`);
  const body = asReceived(message, session);
  const answer = await exchange(
    Buffer.concat([
      Buffer.from(`REPORT SPAMC/1.5\r\nContent-length: ${body.length}\r\n\r\n`),
      body,
    ]),
    { host, port },
    signal,
  );
  return typeof answer === 'string'
    ? notRun('spamassassin', answer)
    : readAnswer(answer.toString('latin1'));
}

/** The whole answer, or why there is none. */
function exchange(
  request: Buffer,
  { host, port }: SpamdServer,
  signal: AbortSignal,
): Promise<Buffer | string> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve('no time left');
    const chunks: Buffer[] = [];
    let size = 0;
    // spamd closes its side after the answer; ours stays open until then, or it would take the message for cut off.
    const socket = connect({ host, port, allowHalfOpen: true });
    const end = (result: Buffer | string): void => {
      signal.removeEventListener('abort', late);
      socket.destroy();
      resolve(result);
    };
    const late = (): void => end('spamd did not answer in time');
    signal.addEventListener('abort', late);
    socket.on('connect', () => socket.write(request));
    socket.on('data', (chunk: Buffer) => {
      size += chunk.length;
      chunks.push(chunk);
      if (size > MAX_ANSWER) end('the answer of spamd is too long');
    });
    socket.on('end', () => end(Buffer.concat(chunks)));
    socket.on('close', () => end(Buffer.concat(chunks)));
    socket.on('error', (error: NodeJS.ErrnoException) =>
      end(
        error.code === 'ECONNREFUSED'
          ? 'spamd does not listen there'
          : `spamd: ${error.code ?? 'connection lost'}`,
      ),
    );
  });
}

/** `SPAMD/1.1 0 EX_OK`, header lines, an empty line, the report. */
export function readAnswer(text: string): SpamCheck {
  const head = text.split(/\r?\n\r?\n/, 1)[0] ?? '';
  const status = /^SPAMD\/\S+ (\d+) ?(\S*)/.exec(head);
  if (status === null)
    return notRun(
      'spamassassin',
      text === '' ? 'spamd closed the connection' : 'the answer is not one of spamd',
    );
  if (status[1] !== '0')
    return notRun('spamassassin', `spamd said ${(status[2] ?? '').slice(0, 30) || status[1]}`);
  const verdict = /^Spam:\s*(True|Yes|False|No)\s*;\s*(-?[\d.]+)\s*\/\s*(-?[\d.]+)/im.exec(head);
  if (verdict === null) return notRun('spamassassin', 'the answer of spamd has no verdict');
  const [, word = '', score = '', required = ''] = verdict;
  return {
    engine: 'spamassassin',
    result: /^(?:true|yes)$/i.test(word) ? 'spam' : 'ham',
    reason: '',
    score: Number(score),
    required: Number(required),
    symbols: symbolsOf(text.slice(head.length)).slice(0, MAX_SYMBOLS),
  };
}

/** The report's table: points, rule name, what it means. A site that changed the template has perhaps a list of names. */
function symbolsOf(report: string): SpamCheck['symbols'] {
  const rows = [
    ...report.matchAll(/^\s{0,4}(-?\d{1,4}(?:\.\d+)?)\s+([A-Z][A-Z0-9_]{2,60})\s/gm),
  ].map(([, score = '', name = '']) => ({ name, score: Number(score) }));
  if (rows.length > 0) return rows.toSorted((a, b) => b.score - a.score);
  const list = /^\s*([A-Z][A-Z0-9_]+(?:,[A-Z][A-Z0-9_]+)*)\s*$/m.exec(report)?.[1];
  return list === undefined ? [] : list.split(',').map((name) => ({ name, score: null }));
}
