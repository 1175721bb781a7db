// One SMTP session as a client (RFC 5321 §3): hands over one message on a socket that is connected, and says how that ended.
// Nodemailer speaks the protocol. Not known here: which server this is, whether another will be tried.
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection/index.js';
import { untrustedAscii } from '../report/untrusted-text.ts';
import type { OutgoingMail } from './assemble.ts';
import type { Timers } from '../runtime/timers.ts';

/** RFC 5321 §4.5.3.2.1 asks for five minutes; a server that lets a test's answer wait so long is tried again. */
const GREETING_MS = 30_000;
/** Longer than any attempt. */
const MAX_MS = 600_000;
const QUIT_MS = 10_000;

export interface SessionPlan {
  socket: Socket;
  /** HELO name. */
  helo: string;
  /** opportunistic: STARTTLS when offered (RFC 7435); required: or no mail; implicit: from the first octet (RFC 8314); none. */
  tls: 'opportunistic' | 'required' | 'implicit' | 'none';
  /** The certificate must be valid for the server's name. */
  verify: boolean;
  /** SNI; null for none. */
  servername: string | null;
  login: { user: string; pass: string } | null;
}

export type SessionEnd =
  | { kind: 'sent'; response: string }
  /** 5yz to this mail or recipient (RFC 5321 §4.2.1): the same everywhere. */
  | { kind: 'refused'; code: number; problem: string }
  /** 5yz to us, before any recipient was named: another server may think otherwise. */
  | { kind: 'unwelcome'; code: number; problem: string }
  /** `begun`: the message may have been taken (RFC 5321 §4.5.3.2.6). `isTls`: it broke off without a word while TLS may have been set up. */
  | { kind: 'later'; problem: string; begun: boolean; isTls: boolean };

/** Ends at the latest when `signal` is aborted. */
export function smtpSession(
  { socket, helo, tls, verify, servername, login }: SessionPlan,
  { to, message, eightBit }: OutgoingMail,
  signal: AbortSignal,
  timers: Timers,
): Promise<SessionEnd> {
  const connection = new SMTPConnection({
    connection: socket,
    name: helo,
    secure: tls === 'implicit',
    ignoreTLS: tls === 'none',
    opportunisticTLS: tls === 'opportunistic',
    requireTLS: tls === 'required',
    // The timers are ours, so that a test need not wait: see below.
    greetingTimeout: MAX_MS,
    socketTimeout: MAX_MS,
    tls: {
      rejectUnauthorized: verify,
      minVersion: 'TLSv1.2',
      ...(servername === null ? {} : { servername }),
    },
  });
  return new Promise((resolve) => {
    let isOver = false;
    let isSetUp = false;
    let begun = false;
    const aborted = (): void => failed(new Error('no end within the time'));
    let cancelSetUp = timers.after(GREETING_MS, () => {
      if (connection.lastServerResponse === false) failed(new Error('no greeting within 30 s'));
      // As long again for EHLO and the TLS handshake.
      else if (!isSetUp)
        cancelSetUp = timers.after(GREETING_MS, () =>
          isSetUp ? undefined : failed(new Error('no session within 60 s')),
        );
    });
    const over = (end: SessionEnd): void => {
      if (isOver) return;
      isOver = true;
      cancelSetUp();
      signal.removeEventListener('abort', aborted);
      resolve(end);
    };
    const failed = (error: SMTPConnection.SMTPError): void => {
      const isTls =
        !isSetUp &&
        tls !== 'none' &&
        error.responseCode === undefined &&
        connection.lastServerResponse !== false;
      over(endOf(error, begun, isTls));
      connection.close();
      socket.destroy();
    };
    // Listens as long as the connection lives: an error after the end is nobody's.
    connection.on('error', failed);
    connection.on('end', () => failed(new Error('connection closed')));
    signal.addEventListener('abort', aborted);
    if (signal.aborted) {
      aborted();
      return;
    }

    const hand = (): void => {
      const source = new Readable({
        read() {
          begun = true;
          this.push(message);
          this.push(null);
        },
      });
      const envelope = {
        from: '',
        to: [`${to.local}@${to.domain}`],
        size: message.length,
        use8BitMime: eightBit,
      };
      connection.send(envelope, source, (error, info) => {
        if (error) {
          failed(error);
          return;
        }
        over({ kind: 'sent', response: untrustedAscii(info.response) });
        // RFC 5321 §4.1.1.10: QUIT, and wait for its reply; but not for long.
        const cancel = timers.after(QUIT_MS, () => socket.destroy());
        connection.once('end', cancel);
        connection.quit();
      });
    };
    connection.connect((error) => {
      if (error) failed(error);
      else {
        isSetUp = true;
        if (login === null) hand();
        else connection.login(login, (refusal) => (refusal ? failed(refusal) : hand()));
      }
    });
  });
}

/** Stages at which a server turns us away and not a recipient. */
const BEFORE_RECIPIENT = /^(?:CONN|EHLO|HELO|STARTTLS|AUTH|MAIL)/;

function endOf(error: SMTPConnection.SMTPError, begun: boolean, isTls: boolean): SessionEnd {
  const problem = untrustedAscii(
    error.response === undefined ? error.message : error.response.replace(/\r?\n/g, ' '),
  );
  const code = error.responseCode ?? 0;
  if (code < 500 || code > 599) return { kind: 'later', problem, begun, isTls };
  return BEFORE_RECIPIENT.test(error.command ?? '')
    ? { kind: 'unwelcome', code, problem }
    : { kind: 'refused', code, problem };
}
