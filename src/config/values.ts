// How single settings are written: durations, sizes, addresses, hosts. Each is a zod schema from text to value with a message
// that says what is expected. It knows no setting by name.
import { domainToASCII } from 'node:url';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';

const DURATION_UNITS: Record<string, number> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};
const SIZE_UNITS: Record<string, number> = {
  '': 1,
  b: 1,
  kb: 1000,
  mb: 1e6,
  gb: 1e9,
  kib: 1024,
  k: 1024,
  mib: 1_048_576,
  m: 1_048_576,
  gib: 1_073_741_824,
  g: 1_073_741_824,
};

/** Turns text into a value, or says what was expected. */
function text<T>(expected: string, read: (value: string) => T | undefined) {
  return z.unknown().transform((given, context): T => {
    const value =
      typeof given === 'string' || typeof given === 'number'
        ? read(String(given).trim())
        : undefined;
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message: `expected ${expected}` });
    return z.NEVER;
  });
}

/** Milliseconds from `8`, `8s`, `24h`, `30d` (a bare number is seconds). */
export const duration = text('a duration such as 8, 8s, 90m, 24h or 30d', (value) => {
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|min|m|h|d)?$/i.exec(value);
  const milliseconds =
    match?.[1] === undefined
      ? NaN
      : Number(match[1]) * (DURATION_UNITS[(match[2] ?? 's').toLowerCase()] ?? NaN);
  return Number.isFinite(milliseconds) && milliseconds <= 3650 * 86_400_000
    ? Math.round(milliseconds)
    : undefined;
});

/** What forensics may cost a signature: `250ms`, or with a number of candidates `250ms,50000`; 0 for no search. */
export const forensicsBudget = text(
  'a time up to 10s, and a number of candidates after a comma, such as 250ms or 250ms,50000',
  (value) => {
    const match = /^(\d+(?:\.\d+)?)\s*(ms|s)?(?:\s*[,/]\s*(\d{1,9}))?$/i.exec(value);
    const milliseconds =
      match?.[1] === undefined
        ? NaN
        : Number(match[1]) * (match[2]?.toLowerCase() === 'ms' ? 1 : 1000);
    return milliseconds <= 10_000
      ? { milliseconds: Math.round(milliseconds), candidates: Number(match?.[3] ?? 50_000) }
      : undefined;
  },
);

/** Octets from `10485760`, `10MiB`, `500kB`. */
export const size = text('a size such as 10485760, 10MiB or 500kB, at least 1 KiB', (value) => {
  const match = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(value);
  const octets =
    match?.[1] === undefined
      ? NaN
      : Number(match[1]) * (SIZE_UNITS[(match[2] ?? '').toLowerCase()] ?? NaN);
  return octets >= 1024 && octets <= 1024 ** 3 ? Math.round(octets) : undefined;
});

/** A TCP port; 0 lets the system choose one. */
export const tcpPort = text('a port number from 0 to 65535', (value) =>
  /^\d{1,5}$/.test(value) && Number(value) <= 65_535 ? Number(value) : undefined,
);

/** A whole number, both ends counted. */
export const wholeNumber = (least: number, most: number) =>
  text(`a whole number from ${least} to ${most}`, (value) =>
    /^\d{1,9}$/.test(value) && Number(value) >= least && Number(value) <= most
      ? Number(value)
      : undefined,
  );

/** What a listener binds: an IP address or a host name. */
export const bindHost = text('an IP address or a host name', (value) => {
  const address = value.replace(/^\[(.*)\]$/, '$1');
  if (
    ipaddr.isValid(address) &&
    (address.includes(':') || ipaddr.IPv4.isValidFourPartDecimal(address))
  )
    return address;
  // A name does not end in a number (RFC 1123 §2.1): that is an address with a mistake.
  return /^(?!.*(?:^|\.)\d+$)[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/.test(value) &&
    !value.includes('..')
    ? value
    : undefined;
});

const MAILBOX = /^[A-Za-z0-9.!#$&'*+/=?^_{}~-]{1,64}@([^@]+)$/;

/** An address that needs no quotes. */
function readMailbox(value: string): string | undefined {
  const domain = readDomain(MAILBOX.exec(value)?.[1] ?? '');
  return domain === undefined ? undefined : `${value.slice(0, value.lastIndexOf('@'))}@${domain}`;
}

/** An address. */
export const mailbox = text('an address such as postmaster@example.org', readMailbox);

/** An address, or `Name <address>`. */
export const namedMailbox = text(
  'an address such as report@example.org, or Name <report@example.org>',
  (value) => {
    const [, name = '', address = value] = /^("[^"<>]*"\s*|[^"<>]*)<([^<>]+)>$/.exec(value) ?? [];
    const read = /^[\P{C}]*$/u.test(name) ? readMailbox(address.trim()) : undefined;
    return read === undefined || name.trim() === '' ? read : `${name.trim()} <${read}>`;
  },
);

/** on or off, as people write it. */
export const flag = z.union([
  z.boolean(),
  text('on or off', (value) =>
    /^(on|yes|true|1)$/i.test(value) ? true : /^(off|no|false|0)$/i.test(value) ? false : undefined,
  ),
]);

function readDomain(value: string): string | undefined {
  const ascii = domainToASCII(value.replace(/\.$/, '')).toLowerCase();
  const isName =
    ascii.length <= 253 && /^(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*$/.test(ascii);
  return isName ? ascii : undefined;
}

/** A domain name, as A-labels in lower case. */
export const domainName = text('a domain name', readDomain);

function list<T>(expected: string, read: (item: string) => T | undefined) {
  return z.union([
    z.array(z.custom<T>((value) => value !== undefined)),
    text(expected, (value) => {
      const items = value.split(/[\s,]+/).filter((item) => item !== '');
      const values = items.map(read);
      return values.every((item) => item !== undefined) ? values : undefined;
    }),
  ]);
}

/** Domain names between commas. */
export const domainList = list('domain names between commas', readDomain);

const BEARER_TOKEN = /^[A-Za-z0-9._~+/-]{16,256}=*$/;

/** One bearer token. */
export const bearerToken = text('a token of at least 16 letters, digits or -._~+/', (value) =>
  BEARER_TOKEN.test(value) ? value : undefined,
);

/** Bearer tokens (RFC 6750 §2.1) between commas, too long to be guessed. */
export const tokenList = list(
  'tokens between commas, each of at least 16 letters, digits or -._~+/',
  (item) => (BEARER_TOKEN.test(item) ? item : undefined),
);

/** Addresses or networks in CIDR form between commas, in their canonical form. */
export const addressList = list(
  'IP addresses or networks between commas, such as 192.0.2.1,2001:db8::/32',
  (item) => {
    if (item.includes('/')) return ipaddr.isValidCIDR(item) ? item : undefined;
    return ipaddr.isValid(item) && (item.includes(':') || ipaddr.IPv4.isValidFourPartDecimal(item))
      ? ipaddr.process(item).toString()
      : undefined;
  },
);

/** An address with a port: `192.0.2.1`, `192.0.2.1:5353`, `[2001:db8::1]:5353`. */
function readDnsServer(written: string): string | undefined {
  // The one name that needs no resolver (RFC 6761 §6.3).
  const item = written.replace(/^localhost(?=:|$)/i, '127.0.0.1');
  const match =
    /^\[([^\]]+)\](?::(\d{1,5}))?$/.exec(item) ??
    /^([0-9.]+)(?::(\d{1,5}))?$/.exec(item) ??
    (item.split(':').length > 2 ? [item, item] : null);
  const address = match?.[1];
  const port = Number(match?.[2] ?? 53);
  if (address === undefined || !ipaddr.isValid(address) || port < 1 || port > 65_535)
    return undefined;
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/** Resolvers between commas, each as `ip:port` or `[ip6]:port`. */
export const dnsServers = list(
  'resolvers between commas, each ip, ip:port or [ip6]:port',
  readDnsServer,
).refine((servers) => servers.length > 0, 'expected at least one resolver');

/** host:port. */
export const hostPort = text('host:port', (value) => {
  const match = /^(\[[0-9a-f:.]+\]|[^\s:[\]]+):(\d{1,5})$/i.exec(value);
  return match?.[1] !== undefined && Number(match[2]) > 0 && Number(match[2]) <= 65_535
    ? { host: match[1].replace(/^\[|\]$/g, ''), port: Number(match[2]) }
    : undefined;
});

function readUrl(value: string, protocols: string[]): string | undefined {
  if (!URL.canParse(value)) return undefined;
  const url = new URL(value);
  return protocols.includes(url.protocol) && url.hostname !== '' ? value : undefined;
}

/** http:// or https://, without a slash at the end. */
export const webUrl = text('a URL such as https://mailassay.example.org', (value) =>
  readUrl(value, ['http:', 'https:'])?.replace(/\/+$/, ''),
);

const SSL_MODES = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'];

/** postgres:// or postgresql://, as PostgreSQL's own programs read it. */
export const databaseUrl = text(
  `postgres://user:password@host:port/database, with ?sslmode= one of ${SSL_MODES.join(', ')}`,
  (value) => {
    // The host may be left out where `host` names the folder of a socket.
    if (!/^postgres(?:ql)?:\/\//.test(value) || !URL.canParse(value)) return undefined;
    const { hostname, pathname, searchParams } = new URL(value);
    try {
      decodeURIComponent(value);
    } catch {
      return undefined;
    }
    const hasPlace = hostname !== '' || searchParams.has('host');
    const database = searchParams.get('dbname') ?? pathname.slice(1);
    const isKnownMode = SSL_MODES.includes(searchParams.get('sslmode') ?? 'prefer');
    const port = searchParams.get('port') ?? '5432';
    return hasPlace && database !== '' && isKnownMode && /^\d{1,5}$/.test(port) ? value : undefined;
  },
);

/** Where people write to: a mail address, or a page. */
export const contact = text(
  'a mail address, or a URL such as https://example.org/abuse',
  (value) => readMailbox(value) ?? readUrl(value, ['http:', 'https:']),
);

/** smtp:// or smtps://. */
export const relayUrl = text('smtp://user:password@host:port or smtps://…', (value) =>
  readUrl(value, ['smtp:', 'smtps:']),
);
