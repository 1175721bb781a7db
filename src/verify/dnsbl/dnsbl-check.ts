// DNS blocklists (RFC 5782) asked about the client's address: what each list says, and whether it said anything at all.
// A list that refuses (127.255.255.0/24, the DNS status REFUSED) has not listed anybody; a list that was shut down is never asked, because
// several of those answer that everybody is listed. Not known here: which lists matter, what to do about one.
import { z } from 'zod';
import { reverseName } from '../../dns/reverse.ts';
import { isTemporary, type Resolver } from '../../dns/resolver.ts';
import { shutDown } from './shut-down.ts';

export const DnsblCheck = z.object({
  zone: z.string(),
  /** The name asked; null when the list was not asked. */
  name: z.string().nullable(),
  listed: z.union([z.boolean(), z.enum(['refused', 'unknown'])]),
  /** The addresses it answered with; each means what the list says it means. */
  codes: z.array(z.string()),
  /** The list's own words (foreign text); null when it gives none. */
  text: z.string().nullable(),
  /** Why nothing is known; '' when it is. */
  reason: z.string(),
});
export type DnsblCheck = z.infer<typeof DnsblCheck>;

/** Operators who name more have mistaken something. */
const MAX_LISTS = 20;

export async function checkBlocklists(
  ip: string,
  zones: readonly string[],
  resolver: Resolver,
): Promise<DnsblCheck[]> {
  // §2.1, §2.4: the octets or nibbles reversed, as in the names that hold PTR records.
  const reversed = reverseName(ip)?.replace(/\.(?:in-addr|ip6)\.arpa$/, '') ?? null;
  return await Promise.all(
    zones.slice(0, MAX_LISTS).map((zone) => checkBlocklist(reversed, zone, resolver)),
  );
}

async function checkBlocklist(
  reversed: string | null,
  zone: string,
  resolver: Resolver,
): Promise<DnsblCheck> {
  const check: DnsblCheck = {
    zone,
    name: null,
    listed: 'unknown',
    codes: [],
    text: null,
    reason: '',
  };
  const closed = shutDown(zone);
  if (closed !== null)
    return { ...check, reason: `the list was shut down (${closed}); it is never asked` };
  if (reversed === null) return { ...check, reason: 'there is no address to ask about' };
  const name = `${reversed}.${zone}`;
  const { status, records } = await resolver.resolve(name, 'A');
  if (status === 'REFUSED')
    return { ...check, name, listed: 'refused', reason: 'its servers refuse to answer' };
  if (isTemporary(status))
    return {
      ...check,
      name,
      reason: status === 'TIMEOUT' ? 'no answer in time' : `DNS: ${status}`,
    };
  if (status !== 'NOERROR') return { ...check, name, listed: false };
  const codes = records.slice(0, 20).toSorted();
  if (codes.some(isRefusal))
    return {
      ...check,
      name,
      listed: 'refused',
      codes,
      text: await textOf(name, resolver),
      reason: 'it does not answer this resolver',
    };
  // §2.1: entries are in 127.0.0.0/8; another address is that of a parked domain, or of a resolver that puts itself in between.
  if (!codes.every((code) => code.startsWith('127.')))
    return { ...check, name, codes, reason: `${codes.join(', ')} is no answer of a blocklist` };
  return { ...check, name, listed: true, codes, text: await textOf(name, resolver) };
}

/** Spamhaus' and others' error codes; 127.0.0.1 is what URIBL and SURBL say to those they do not answer. */
function isRefusal(code: string): boolean {
  return code.startsWith('127.255.255.') || code === '127.0.0.1';
}

/** §2.1: why, for people. */
async function textOf(name: string, resolver: Resolver): Promise<string | null> {
  const { records } = await resolver.resolve(name, 'TXT');
  const text = records[0]?.join('') ?? '';
  return text === '' ? null : text.slice(0, 300);
}
