// Who asks: the peer of the connection, or the client that a trusted proxy names (TRUST_FORWARDED). X-Forwarded-For is read from
// its end, as far as the ones who wrote it are trusted: what stands before is whatever the client liked to send.
import { addressTest, canonicalAddress } from '../message/ip-address.ts';

/** Addresses with ports, as some proxies write them: 192.0.2.1:1234, [2001:db8::1]:1234. */
function addressOf(entry: string): string | null {
  const text = entry.trim();
  const bare =
    /^\[([^\]]*)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
  return canonicalAddress(bare);
}

/** Makes the function that names the client of a request; canonical, '' when nothing is known of the peer. */
export function clientNamer(
  trusted: readonly string[],
): (peer: string, forwardedFor: string | undefined) => string {
  const isTrusted = addressTest(trusted);
  return (peer, forwardedFor) => {
    let client = canonicalAddress(peer) ?? '';
    if (client === '' || forwardedFor === undefined || trusted.length === 0) return client;
    for (const entry of forwardedFor.split(',').toReversed()) {
      if (!isTrusted(client)) break;
      const next = addressOf(entry);
      // A proxy that does not know its client (`unknown`, `_hidden`): the proxy itself is counted.
      if (next === null) break;
      client = next;
    }
    return client;
  };
}
