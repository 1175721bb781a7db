// Whether the relay that replies leave through (RELAY_URL) can be reached and takes our password. No message is sent, and no secret is told.
import SMTPConnection from 'nodemailer/lib/smtp-connection/index.js';
import { connect, isIP } from 'node:net';
import { isPublicAddress } from '../../dns/public-address.ts';
import { type Check, errorCode, not, ok, type DoctorContext } from './check.ts';

const TIMEOUT_MS = 3000;

export async function relayChecks({ settings, signal }: DoctorContext): Promise<Check[]> {
  const { relayUrl, hostname } = settings;
  if (relayUrl === undefined) return [];
  const url = new URL(relayUrl);
  const isImplicit = url.protocol === 'smtps:';
  const login =
    url.username === '' ? null : { user: decoded(url.username), pass: decoded(url.password) };
  const port = url.port === '' ? (isImplicit ? 465 : login === null ? 25 : 587) : Number(url.port);
  const place = `${url.hostname}:${port} (RELAY_URL)`;
  const problem = await session(
    { host: url.hostname.replace(/^\[|\]$/g, ''), port, hostname, isImplicit, login },
    signal,
  );
  if (problem === null)
    return [ok('relay', `${place} answers${login === null ? '' : ' and takes the password'}`)];
  const said = withoutSecrets(problem.text, login);
  return [
    problem.isLogin
      ? not(
          'relay',
          `${place} refuses the user name or the password ("${said}"): correct RELAY_URL`,
        )
      : not(
          'relay',
          `${place} cannot be used (${said}), so no reply leaves: correct RELAY_URL, or let the relay take mail from this host`,
        ),
  ];
}

interface Plan {
  host: string;
  port: number;
  hostname: string;
  isImplicit: boolean;
  login: { user: string; pass: string } | null;
}

/** Connects, greets and logs in; null when all went well. */
function session(
  { host, port, hostname, isImplicit, login }: Plan,
  signal?: AbortSignal,
): Promise<{ text: string; isLogin: boolean } | null> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    let connection: SMTPConnection | null = null;
    const end = (problem: { text: string; isLogin: boolean } | null): void => {
      clearTimeout(timer);
      connection?.close();
      socket.destroy();
      resolve(problem);
    };
    const late = (): void =>
      end({ text: `no answer within ${TIMEOUT_MS / 1000} s`, isLogin: false });
    const timer = setTimeout(late, TIMEOUT_MS);
    signal?.addEventListener('abort', late);
    socket.on('error', (error) => end({ text: errorCode(error), isLogin: false }));
    socket.once('connect', () => {
      // As deliver.ts has it: on the public network a password needs a server that proves its name.
      const verify = isPublicAddress(socket.remoteAddress ?? '') && (login !== null || isImplicit);
      connection = new SMTPConnection({
        connection: socket,
        name: hostname,
        secure: isImplicit,
        requireTLS: verify && !isImplicit,
        opportunisticTLS: !verify,
        tls: {
          rejectUnauthorized: verify,
          minVersion: 'TLSv1.2',
          ...(isIP(host) === 0 ? { servername: host } : {}),
        },
      });
      connection.on('error', (error: SMTPConnection.SMTPError) =>
        end({ text: said(error), isLogin: error.code === 'EAUTH' }),
      );
      connection.connect((error) => {
        if (error) end({ text: said(error), isLogin: false });
        else if (login === null) end(null);
        else
          connection?.login(login, (refusal) =>
            end(refusal ? { text: said(refusal), isLogin: true } : null),
          );
      });
    });
  });
}

function said({ response, message }: SMTPConnection.SMTPError): string {
  return (response ?? message)
    .replace(/[^ -~]+/g, ' ')
    .trim()
    .slice(0, 160);
}

/** A server may repeat what it was told. */
function withoutSecrets(text: string, login: Plan['login']): string {
  if (login === null || login.pass === '') return text;
  const forms = [
    login.pass,
    Buffer.from(login.pass).toString('base64'),
    Buffer.from(`\0${login.user}\0${login.pass}`).toString('base64'),
  ];
  return forms.reduce((rest, form) => rest.replaceAll(form, '…'), text);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
