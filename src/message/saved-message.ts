// A message that somebody kept or hands over, made ready to be judged: line ends as SMTP carries them, and the structure guard passed
// (SECURITY.md §1). For the command line, the library and the tools of `mcp`; mail that arrives is guarded as it comes.
import { structureGuard } from './guard.ts';
import { toCrlf } from './to-crlf.ts';

/** RFC 5321 §4.5.3.1: nothing bigger is asked about; the service's own limit is MAX_SIZE. */
const LARGEST = 64 * 1024 * 1024;

/** `converted`: it had LF line ends. `trouble`: why it is not judged, in words that follow its name. */
export type SavedMessage =
  | { bytes: Uint8Array; converted: boolean; problem: null }
  | { bytes: null; problem: string };

export function savedMessage(octets: Uint8Array): SavedMessage {
  if (octets.length === 0)
    return { bytes: null, problem: 'is empty: expected a message with its header' };
  const { bytes, converted } = toCrlf(octets);
  const guard = structureGuard({ maxSize: LARGEST });
  guard.push(bytes);
  const refusal = guard.end();
  return refusal === null
    ? { bytes, converted, problem: null }
    : {
        bytes: null,
        problem: `would be refused: ${refusal.code} ${refusal.enhanced} ${refusal.text}`,
      };
}

/** RFC 5321 §4.1.3: what a client without a name says in EHLO. `ip` is canonical. */
export function addressLiteral(ip: string): string {
  return ip.includes(':') ? `[IPv6:${ip}]` : `[${ip}]`;
}
