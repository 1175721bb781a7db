// Which resolvers are asked: `ip`, `ip:port`, `[ip6]`, `[ip6]:port`, or the system's own list (/etc/resolv.conf, read by
// node:dns). Names are refused: a resolver that must be resolved cannot be asked. The hosts file plays no part.
import { getServers } from 'node:dns';
import { isIP, isIPv4 } from 'node:net';

export interface ServerAddress {
  host: string;
  port: number;
  family: 4 | 6;
}

const BRACKETED = /^\[([^\]]+)\](?::(\d{1,5}))?$/;
const PLAIN = /^([^:]+)(?::(\d{1,5}))?$/;

/** One entry of a list. Throws RangeError when it is no address. */
export function parseServer(text: string): ServerAddress {
  const match = isIP(text) === 6 ? null : (BRACKETED.exec(text) ?? PLAIN.exec(text));
  const host = match?.[1] ?? text;
  const port = Number(match?.[2] ?? 53);
  const family = isIP(host);
  if (family === 0 || port < 1 || port > 65_535)
    throw new RangeError(`not the address of a DNS server: ${text}`);
  return { host, port, family: isIPv4(host) ? 4 : 6 };
}

/** The system's resolvers. */
export function systemServers(): ServerAddress[] {
  return getServers().map(parseServer);
}
