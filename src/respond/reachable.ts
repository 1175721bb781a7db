// Whether a domain takes mail at all (RFC 5321 §5.1, RFC 7505): asked before an answer is owed, so that none is owed to nobody.
import { isTemporary, type Resolver } from '../dns/resolver.ts';

/** 'yes' also when DNS could not be asked: delivery asks again, and retries. */
export async function reachable(
  domain: string,
  resolver: Resolver,
): Promise<'yes' | 'null-mx' | 'no-mx'> {
  const mx = await resolver.resolve(domain, 'MX');
  // RFC 7505 §3: a single MX of preference 0 with the root as its exchange.
  if (mx.status === 'NOERROR')
    return mx.records.every(({ exchange }) => exchange === '') ? 'null-mx' : 'yes';
  if (isTemporary(mx.status)) return 'yes';
  const hosts = await Promise.all([
    resolver.resolve(domain, 'A'),
    resolver.resolve(domain, 'AAAA'),
  ]);
  return hosts.some(({ status }) => status === 'NOERROR' || isTemporary(status)) ? 'yes' : 'no-mx';
}
