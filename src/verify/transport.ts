// Whether mail can be answered: where mail for the author domain goes (RFC 5321 §5.1, RFC 7505), and whether it publishes MTA-STS (RFC 8461)
// and TLS-RPT (RFC 8460). DNS alone, a few questions; `domain` looks at hosts and policies.
import { isIP } from 'node:net';
import { z } from 'zod';
import { isTemporary, type Resolver } from '../dns/resolver.ts';

export const Transport = z.object({
  /** The author domain; null when there is none. */
  domain: z.string().nullable(),
  /** found, implicit (no MX, but an address), null (RFC 7505), none, absent (the domain does not exist), temperror. */
  status: z.enum(['found', 'implicit', 'null', 'none', 'absent', 'temperror']),
  mx: z.array(z.object({ name: z.string(), preference: z.int(), isAddress: z.boolean() })),
  /** A null MX stands beside others. */
  mixed: z.boolean(),
  /** The records as published; null without one, or when nothing is known. */
  mtaSts: z.string().nullable(),
  tlsRpt: z.string().nullable(),
});
export type Transport = z.infer<typeof Transport>;

const MAX_HOSTS = 10;

export function noTransport(): Transport {
  return { domain: null, status: 'temperror', mx: [], mixed: false, mtaSts: null, tlsRpt: null };
}

export async function transportOf(domain: string | null, resolver: Resolver): Promise<Transport> {
  if (domain === null) return noTransport();
  const published = async (name: string, version: string): Promise<string | null> => {
    const { records } = await resolver.resolve(name, 'TXT');
    return (
      records
        .map((strings) => strings.join('').slice(0, 1000))
        .find((text) => text.startsWith(version)) ?? null
    );
  };
  const [mx, mtaSts, tlsRpt] = await Promise.all([
    resolver.resolve(domain, 'MX'),
    published(`_mta-sts.${domain}`, 'v=STSv1'),
    published(`_smtp._tls.${domain}`, 'v=TLSRPTv1'),
  ]);
  const transport: Transport = { ...noTransport(), domain, mtaSts, tlsRpt };
  if (isTemporary(mx.status)) return transport;
  if (mx.status === 'NXDOMAIN' || mx.status === 'BADNAME')
    return { ...transport, status: 'absent' };
  if (mx.status !== 'NOERROR') return { ...transport, status: await ownAddress(domain, resolver) };
  const named = mx.records
    .filter(({ exchange }) => exchange !== '')
    .toSorted((a, b) => a.preference - b.preference);
  if (named.length === 0) return { ...transport, status: 'null' };
  const hosts = named.slice(0, MAX_HOSTS).map(({ exchange, preference }) => ({
    name: exchange,
    preference,
    isAddress: isIP(exchange) !== 0,
  }));
  return { ...transport, status: 'found', mx: hosts, mixed: named.length < mx.records.length };
}

/** RFC 5321 §5.1: without any MX the domain itself. */
async function ownAddress(domain: string, resolver: Resolver): Promise<Transport['status']> {
  const answers = await Promise.all([
    resolver.resolve(domain, 'A'),
    resolver.resolve(domain, 'AAAA'),
  ]);
  if (answers.some(({ records }) => records.length > 0)) return 'implicit';
  return answers.some(({ status }) => isTemporary(status)) ? 'temperror' : 'none';
}
