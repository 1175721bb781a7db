// The one fetcher for what mail and zones name on the web (SECURITY.md §6): https on port 443, global addresses only, connected to the very
// address that was checked, no redirects, 10 s in all, 64 KiB, no decompression. What goes wrong is a value.
// Not known here: what is fetched (an MTA-STS policy, RFC 8461 §3.3; a logo or a certificate of BIMI).
import { request } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { isPublicAddress } from '../../dns/public-address.ts';
import { isTemporary, type Resolver } from '../../dns/resolver.ts';
import { canonicalDomain } from '../../message/domain.ts';
import { version } from '../../runtime/version.ts';

const TIME_MS = 10_000;
const MAX_OCTETS = 65_536;
const MAX_ADDRESSES = 3;

export type Fetched =
  /** Status 200. `type` is the media type, lower case, without parameters. */
  | { kind: 'fetched'; type: string; body: Buffer }
  /** `undecided`: the other side may be right, it could not be reached now. */
  | { kind: 'failed'; trouble: string; undecided: boolean };

export type Fetch = (url: string) => Promise<Fetched>;

export interface FetchParts {
  resolver: Resolver;
  /** Tests listen on loopback, with an authority of their own. */
  isAllowed?: (address: string) => boolean;
  port?: number;
  authority?: string;
  milliseconds?: number;
}

const failed = (trouble: string, undecided = false): Fetched => ({
  kind: 'failed',
  trouble,
  undecided,
});

export function publicFetch(parts: FetchParts): Fetch {
  return async (text) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    if (url === null) return failed('it is no URL');
    if (url.protocol !== 'https:') return failed('it is not https');
    if (url.port !== '' || url.username !== '' || url.password !== '')
      return failed('it names a port or a user');
    const host = canonicalDomain(url.hostname).domain;
    if (host === null || !host.includes('.')) return failed('its host is no domain name');
    const found = await addressesOf(host, parts);
    if ('kind' in found) return found;

    const signal = AbortSignal.timeout(parts.milliseconds ?? TIME_MS);
    let last: Fetched = failed(`${host} has no address`);
    for (const address of found.slice(0, MAX_ADDRESSES)) {
      last = await fetchFrom(address, {
        host,
        path: `${url.pathname}${url.search}`,
        signal,
        parts,
      });
      // Another address of the same host only where this one could not be reached.
      if (last.kind === 'fetched' || !last.undecided || signal.aborted) return last;
    }
    return last;
  };
}

/** Those that may be connected to. */
async function addressesOf(
  host: string,
  { resolver, isAllowed = isPublicAddress }: FetchParts,
): Promise<string[] | Fetched> {
  const answers = await Promise.all([resolver.resolve(host, 'A'), resolver.resolve(host, 'AAAA')]);
  const all = answers.flatMap(({ records }) => records);
  const allowed = all.filter(isAllowed);
  if (allowed.length > 0) return allowed;
  if (all.length > 0)
    return failed(`${host} has no public address (${all.slice(0, 3).join(', ')})`);
  const open = answers.find(({ status }) => isTemporary(status));
  return open === undefined
    ? failed(`${host} has no address`)
    : failed(`the address of ${host} could not be looked up (${open.status})`, true);
}

interface Errand {
  host: string;
  path: string;
  signal: AbortSignal;
  parts: FetchParts;
}

function fetchFrom(address: string, { host, path, signal, parts }: Errand): Promise<Fetched> {
  return new Promise((resolve) => {
    const asking = request({
      host: address,
      port: parts.port ?? 443,
      servername: host,
      path,
      // Without an agent no connection is kept or shared.
      agent: false,
      signal,
      headers: {
        host,
        'user-agent': `mailassay/${version}`,
        accept: '*/*',
        'accept-encoding': 'identity',
      },
      ...(parts.authority === undefined ? {} : { ca: parts.authority }),
    });
    asking.on('error', (error: NodeJS.ErrnoException) => resolve(trouble(error, host, signal)));
    asking.on('response', (response) => {
      void readBody(response, host).then((fetched) => {
        asking.destroy();
        resolve(fetched);
      });
    });
    asking.end();
  });
}

function readBody(response: IncomingMessage, host: string): Promise<Fetched> {
  const status = response.statusCode ?? 0;
  if (status >= 300 && status < 400)
    return Promise.resolve(
      failed(`${host} answers with a redirect (${status}), which is not followed`),
    );
  if (status !== 200)
    return Promise.resolve(failed(`${host} answers with HTTP status ${status}`, status >= 500));
  const encoding = response.headers['content-encoding'];
  if (encoding !== undefined && encoding.trim().toLowerCase() !== 'identity')
    return Promise.resolve(failed(`${host} sends it compressed, although that was not asked for`));
  const type = (response.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    response.on('data', (chunk: Buffer) => {
      size += chunk.length;
      chunks.push(chunk);
      if (size > MAX_OCTETS) resolve(failed(`it is over ${MAX_OCTETS / 1024} KiB`));
    });
    response.on('end', () => resolve({ kind: 'fetched', type, body: Buffer.concat(chunks) }));
    response.on('error', () => resolve(failed(`${host} did not send it whole`, true)));
    response.on('close', () => resolve(failed(`${host} did not send it whole`, true)));
  });
}

/** Node's words for a certificate that does not hold (RFC 8461 §3.3, RFC 9110 §4.3.4). */
const CERTIFICATE: Readonly<Record<string, string>> = {
  ERR_TLS_CERT_ALTNAME_INVALID: 'is for another name',
  CERT_HAS_EXPIRED: 'has expired',
  CERT_NOT_YET_VALID: 'is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'is not from a public authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'is not from a public authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'is not from a public authority, or a certificate between is missing',
};

function trouble(
  { code = '', message }: NodeJS.ErrnoException,
  host: string,
  signal: AbortSignal,
): Fetched {
  if (signal.aborted) return failed(`${host} did not answer in time`, true);
  const certificate = CERTIFICATE[code];
  if (certificate !== undefined) return failed(`the certificate of ${host} ${certificate}`);
  return failed(
    `${host} could not be reached by https (${code === '' ? message.slice(0, 80) : code})`,
    true,
  );
}
