// Whether SMTP answers: at the listener of this service, and at port 25 of its public addresses, where everybody else's servers knock (RFC 5321 §4.5.4.2).
import { isPublicAddress } from '../../dns/public-address.ts';
import { addressTest } from '../../message/ip-address.ts';
import { type Check, not, note, ok, type DoctorContext } from './check.ts';
import { type Visit, visitSmtp } from './smtp-visit.ts';

const SMTP = 25;

/** The address at which this machine reaches a listener. */
export function localHost(bound: string): string {
  return bound === '::' || bound === '0.0.0.0' ? '127.0.0.1' : bound;
}

/** Looks at our own listener. */
export async function visitListener({ settings, signal }: DoctorContext): Promise<Visit> {
  const { smtpHost, smtpPort, hostname, domain, proxyProtocol } = settings;
  const host = localHost(smtpHost);
  const isAddress = /^[\d.]+$|:/.test(host);
  return await visitSmtp({
    host,
    port: smtpPort,
    hostname,
    domain,
    proxied: isAddress && addressTest(proxyProtocol)(host),
    ...(signal === undefined ? {} : { signal }),
  });
}

export function listenerCheck({ settings }: DoctorContext, visit: Visit): Check {
  const { smtpHost, smtpPort, hostname } = settings;
  const place = `${localHost(smtpHost)}:${smtpPort}`;
  if (visit.state !== 'greeted')
    return not(
      'port',
      `nothing answers at ${place} (SMTP_HOST, SMTP_PORT): ${visit.text}; start the service with \`npm start\``,
    );
  if (!visit.text.startsWith(`220 ${hostname} `))
    return not(
      'port',
      `${place} greets with "${visit.text}", not as ${hostname}: another program listens there, or HOSTNAME is not what the service was started with`,
    );
  return ok('port', `${place} greets as ${hostname}`);
}

/** RFC 5321 §4.5.1: "Any system that includes an SMTP server … MUST support the reserved mailbox "postmaster"". */
export function postmasterCheck({ settings }: DoctorContext, { postmaster }: Visit): Check {
  const address = `postmaster@${settings.domain}`;
  const set =
    'set POSTMASTER to the address that such mail is forwarded to (RFC 5321 section 4.5.1)';
  if (postmaster === null)
    return settings.postmaster === undefined
      ? not('postmaster', `${address} is refused: ${set}`)
      : note('postmaster', `whether ${address} is taken could not be asked`);
  if (postmaster.code >= 200 && postmaster.code < 300)
    return ok('postmaster', `${address} is taken`);
  return postmaster.code >= 500
    ? not('postmaster', `${address} is refused ("${postmaster.text}"): ${set}`)
    : note('postmaster', `whether ${address} is taken was not told ("${postmaster.text}")`);
}

/** Not every network lets its hosts see their own public side, so silence is only a note. */
export async function outsideChecks(
  { settings, signal }: DoctorContext,
  own: readonly string[] | null,
  port: number = SMTP,
): Promise<Check[]> {
  const { hostname, smtpPort, domain } = settings;
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
      const visit = await visitSmtp({
        host: address,
        port,
        hostname,
        domain,
        ...(signal === undefined ? {} : { signal }),
      });
      const place = address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
      if (visit.state === 'greeted') {
        return visit.text.startsWith(`220 ${hostname} `)
          ? ok('port 25', `${place} greets as ${hostname}`)
          : not(
              'port 25',
              `${place} greets with "${visit.text}", not as ${hostname}: let port 25 lead to port ${smtpPort} of this service`,
            );
      }
      if (visit.state === 'refused')
        return not(
          'port 25',
          `${place} refuses connections: let port 25 lead to port ${smtpPort} of this service`,
        );
      return note(
        'port 25',
        `${place} could not be reached from here (${visit.text}): try it from another network, many providers block port 25`,
      );
    }),
  );
}
