// Whether SMTP answers: at the listener of this service, and at port 25 of its public addresses, where everybody else's servers knock (RFC 5321 §4.5.4.2).
import { connect } from 'node:net';
import { isPublicAddress } from '../../dns/public-address.ts';
import { type Check, not, note, ok, type DoctorContext } from './check.ts';

const TIMEOUT_MS = 5000;
const SMTP = 25;

type Greeting =
  | { kind: 'greeted'; text: string }
  | { kind: 'refused' | 'silent' | 'failed'; text: string };

export async function listenerCheck({ settings }: DoctorContext): Promise<Check> {
  const { smtpHost, smtpPort, hostname } = settings;
  const host = smtpHost === '::' || smtpHost === '0.0.0.0' ? '127.0.0.1' : smtpHost;
  const place = `${host}:${smtpPort}`;
  const greeting = await greetingOf(host, smtpPort);
  if (greeting.kind !== 'greeted')
    return not(
      'port',
      `nothing answers at ${place} (SMTP_HOST, SMTP_PORT): ${greeting.text}; start the service with \`npm start\``,
    );
  if (!greeting.text.startsWith(`220 ${hostname} `))
    return not(
      'port',
      `${place} greets with "${greeting.text}", not as ${hostname}: another program listens there, or HOSTNAME is not what the service was started with`,
    );
  return ok('port', `${place} greets as ${hostname}`);
}

/** Not every network lets its hosts see their own public side, so silence is only a note. */
export async function outsideChecks(
  { settings }: DoctorContext,
  own: readonly string[] | null,
  port: number = SMTP,
): Promise<Check[]> {
  const { hostname, smtpPort } = settings;
  const open = (own ?? []).filter(isPublicAddress);
  if (open.length === 0)
    return [
      note(
        'port 25',
        `${hostname} has no public address, so whether strangers reach port 25 cannot be seen from here`,
      ),
    ];
  return await Promise.all(
    open.map(async (address): Promise<Check> => {
      const greeting = await greetingOf(address, port);
      const place = address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
      if (greeting.kind === 'greeted') {
        return greeting.text.startsWith(`220 ${hostname} `)
          ? ok('port 25', `${place} greets as ${hostname}`)
          : not(
              'port 25',
              `${place} greets with "${greeting.text}", not as ${hostname}: let port 25 lead to port ${smtpPort} of this service`,
            );
      }
      if (greeting.kind === 'refused')
        return not(
          'port 25',
          `${place} refuses connections: let port 25 lead to port ${smtpPort} of this service`,
        );
      return note(
        'port 25',
        `${place} could not be reached from here (${greeting.text}): try it from another network, many providers block port 25`,
      );
    }),
  );
}

function greetingOf(host: string, port: number): Promise<Greeting> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    let text = '';
    const end = (greeting: Greeting): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(greeting);
    };
    const timer = setTimeout(
      () => end({ kind: 'silent', text: `no answer within ${TIMEOUT_MS / 1000} s` }),
      TIMEOUT_MS,
    );
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      text += chunk;
      // RFC 5321 §4.2.1: "220-" lines come before the last one.
      const last =
        /^220 .*$/m.exec(text)?.[0] ??
        (/^[1345]\d\d /.test(text) || text.length > 2000 ? text : null);
      if (last !== null)
        end({
          kind: 'greeted',
          text: last
            .replace(/[^ -~]+/g, ' ')
            .trim()
            .slice(0, 120),
        });
    });
    socket.on('error', (error: NodeJS.ErrnoException) =>
      end({
        kind: error.code === 'ECONNREFUSED' ? 'refused' : 'failed',
        text: error.code ?? 'connection lost',
      }),
    );
    socket.on('close', () =>
      end({ kind: 'failed', text: 'the connection was closed without a greeting' }),
    );
  });
}
