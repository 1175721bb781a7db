// TLS reporting (RFC 8460 §3): where senders report that they could not deliver over TLS.
import type { Resolver } from '../../dns/resolver.ts';
import type { TlsRpt } from './domain-facts.ts';
import { versionedRecord } from './versioned-record.ts';

/** §3: mailto: or https:, several between commas; "!" and "," stand encoded in them. */
const URI = '(?:mailto:[^\\s;,!@]+@[^\\s;,!@]+|https://[^\\s;,!]+)';
const RECORD = new RegExp(
  `^v=TLSRPTv1[ \\t]*;[ \\t]*rua[ \\t]*=[ \\t]*${URI}(?:[ \\t]*,[ \\t]*${URI})*[ \\t]*(?:;.*)?$`,
  'i',
);

export async function tlsRpt(domain: string, resolver: Resolver): Promise<TlsRpt> {
  const found = await versionedRecord(`_smtp._tls.${domain}`, 'v=TLSRPTv1', RECORD, resolver);
  const list =
    found.status === 'found' ? (/rua\s*=\s*([^;]*)/i.exec(found.record ?? '')?.[1] ?? '') : '';
  return {
    ...found,
    rua: list
      .split(',')
      .map((uri) => uri.trim())
      .filter((uri) => uri !== ''),
  };
}
