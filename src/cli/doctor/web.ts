// Whether the links in reports lead to this service: PUBLIC_URL as a visitor's browser asks for it, its certificate, and whether the
// service knows the proxy that stands in front of it.
import { X509Certificate } from 'node:crypto';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { FORWARDED_HEADER, SERVICE_HEADER } from '../../http/health.ts';
import { isPublicAddress } from '../../dns/public-address.ts';
import { isTemporary } from '../../dns/resolver.ts';
import { isLoopback } from '../../message/ip-address.ts';
import { type Check, errorCode, not, note, ok, type DoctorContext } from './check.ts';
import { endCheck } from './certificate.ts';

const TIMEOUT_MS = 3000;

/** What a request of `/healthz` found. */
interface Seen {
  status: number;
  /** The service domain that answers; null when it is no mailassay. */
  domain: string | null;
  forwarded: string | null;
  location: string | null;
  /** Milliseconds that our clock is ahead of the server's; null when it does not say. */
  ahead: number | null;
  certificate: X509Certificate | null;
  certificateProblem: string | null;
}

export interface WebResult {
  checks: Check[];
  /** Milliseconds that our clock is ahead of the server's at PUBLIC_URL; null when it does not say. */
  ahead: number | null;
}

export async function webChecks(
  context: DoctorContext,
  own: readonly string[] | null,
): Promise<WebResult> {
  const { settings } = context;
  const { publicUrl } = settings;
  if (publicUrl === undefined) return { checks: [unset(context, own)], ahead: null };
  const url = new URL(publicUrl);
  const { address, isUnknown } = await addressOf(url, context);
  if (address === null && !isUnknown)
    return {
      checks: [
        not(
          'web',
          `${url.hostname} (PUBLIC_URL) has no address: publish an A or AAAA record for it`,
        ),
      ],
      ahead: null,
    };
  if (address === null)
    return {
      checks: [
        not('web', `DNS gives no answer for ${url.hostname} (PUBLIC_URL): check its DNS servers`),
      ],
      ahead: null,
    };
  const seen = await look(url, address, context);
  if (typeof seen === 'string')
    return {
      checks: [
        not(
          'web',
          `${publicUrl} (PUBLIC_URL) cannot be reached (${seen}): start the web server or the proxy there, and open its port`,
        ),
      ],
      ahead: null,
    };
  const checks = [
    ...certificateChecks(seen, context),
    siteCheck(seen, context),
    ...forwardedChecks(seen, url, context),
  ];
  return { checks, ahead: seen.ahead };
}

function unset({ settings }: DoctorContext, own: readonly string[] | null): Check {
  const { smtpHost, httpHost, httpPort, domain } = settings;
  const isPublic = !isLoopback(smtpHost) || (own ?? []).some(isPublicAddress);
  const text = `PUBLIC_URL is not set: the links in reports lead to http://${httpHost}:${httpPort}, which nobody else can open; set it to the URL of the web page, such as https://${domain}`;
  return isPublic && domain !== 'localhost' ? not('web', text) : note('web', text);
}

async function addressOf(
  { hostname }: URL,
  { resolver }: DoctorContext,
): Promise<{ address: string | null; isUnknown: boolean }> {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0) return { address: host, isUnknown: false };
  if (host === 'localhost') return { address: '127.0.0.1', isUnknown: false };
  const answers = await Promise.all([resolver.resolve(host, 'A'), resolver.resolve(host, 'AAAA')]);
  const [address = null] = answers.flatMap(({ records }) => records);
  return { address, isUnknown: answers.some(({ status }) => isTemporary(status)) };
}

function siteCheck({ status, domain, location }: Seen, { settings }: DoctorContext): Check {
  const { publicUrl = '', httpHost, httpPort } = settings;
  const here = `http://${httpHost}:${httpPort}`;
  if (domain === settings.domain && status === 200)
    return ok('web', `${publicUrl} leads to this service`);
  if (domain !== null && domain !== settings.domain)
    return not(
      'web',
      `${publicUrl} (PUBLIC_URL) is answered by the mailassay of ${domain.slice(0, 80)}: let it lead to ${here}`,
    );
  if (status >= 500)
    return not(
      'web',
      `the proxy at ${publicUrl} (PUBLIC_URL) says ${status}: let it pass requests on to ${here}`,
    );
  if (status >= 300 && status < 400 && location !== null)
    return not(
      'web',
      `${publicUrl} (PUBLIC_URL) redirects to ${location.replace(/[^!-~]+/g, '').slice(0, 120)}: set PUBLIC_URL to the URL that is not redirected`,
    );
  return not(
    'web',
    `another site answers at ${publicUrl} (PUBLIC_URL; status ${status}): let it lead to ${here}`,
  );
}

function certificateChecks(
  { certificate, certificateProblem }: Seen,
  { settings, clock }: DoctorContext,
): Check[] {
  if (certificate === null) return [];
  const what = `the certificate of ${settings.publicUrl ?? ''}`;
  const end = endCheck(certificate, clock.now(), what);
  if (end.status === 'not')
    return [not('web', end.text.replace(/, and let the renewal send SIGHUP to the service$/, ''))];
  return certificateProblem === null || certificateProblem === 'CERT_HAS_EXPIRED'
    ? []
    : [
        not(
          'web',
          `browsers do not accept ${what} (${certificateProblem}): get one for that name from a certification authority`,
        ),
      ];
}

/** Our listener speaks plain HTTP: whoever answers https stands in front of it. */
function forwardedChecks(
  { domain, forwarded }: Seen,
  url: URL,
  { settings }: DoctorContext,
): Check[] {
  if (domain !== settings.domain) return [];
  const isUnknown =
    forwarded === 'ignored' || (url.protocol === 'https:' && settings.trustForwarded.length === 0);
  if (isUnknown)
    return [
      not(
        'proxy',
        `a proxy stands in front of the web page and is not named in TRUST_FORWARDED, so all visitors count as one: set TRUST_FORWARDED to its address`,
      ),
    ];
  return forwarded === 'none' && url.protocol === 'https:'
    ? [
        note(
          'proxy',
          'the proxy in front of the web page sends no X-Forwarded-For, so all visitors count as one: let it send that',
        ),
      ]
    : [];
}

function look(url: URL, address: string, { clock, signal }: DoctorContext): Promise<Seen | string> {
  return new Promise((resolve) => {
    const isHttps = url.protocol === 'https:';
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const asked = (isHttps ? httpsRequest : httpRequest)({
      host: address,
      port: url.port === '' ? (isHttps ? 443 : 80) : Number(url.port),
      path: `${url.pathname.replace(/\/$/, '')}/healthz`,
      headers: { host: url.host, accept: 'text/plain' },
      agent: false,
      signal,
      // A certificate that is not accepted is told, and what is behind it is looked at all the same.
      rejectUnauthorized: false,
      ...(isHttps && isIP(host) === 0 ? { servername: host } : {}),
    });
    const timer = setTimeout(
      () => asked.destroy(new Error(`no answer within ${TIMEOUT_MS / 1000} s`)),
      TIMEOUT_MS,
    );
    const end = (result: Seen | string): void => {
      clearTimeout(timer);
      resolve(result);
    };
    asked.on('error', (error) => end(errorCode(error)));
    asked.on('response', (response) => {
      end(seenIn(response, isHttps, clock.now()));
      response.destroy();
    });
    asked.end();
  });
}

function seenIn(response: IncomingMessage, isHttps: boolean, now: number): Seen {
  const header = (name: string): string | null => {
    const value = response.headers[name];
    return typeof value === 'string' ? value : null;
  };
  const socket = isHttps ? (response.socket as TLSSocket) : null;
  const raw = socket?.getPeerCertificate().raw;
  const problem: unknown = socket?.authorizationError;
  const date = Date.parse(header('date') ?? '');
  return {
    status: response.statusCode ?? 0,
    domain: header(SERVICE_HEADER),
    forwarded: header(FORWARDED_HEADER),
    location: header('location'),
    ahead: Number.isNaN(date) ? null : now - date,
    certificate: raw === undefined ? null : new X509Certificate(raw),
    // Node has the code of the error here, as text.
    certificateProblem:
      typeof problem === 'string' ? problem : problem instanceof Error ? errorCode(problem) : null,
  };
}
