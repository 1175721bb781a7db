// The agent or user identifier (RFC 6376 §2.6, §3.5 i=): dkim-quoted-printable (§2.11), and its domain in relation to d=.
// Not known here: t=s of the key record, which forbids subdomains.
import { canonicalDomain } from '../../message/domain.ts';
import { octetsToText } from '../../message/fields.ts';
import { withoutFws } from './tag-list.ts';

export interface Identity {
  /** local@domain or @domain, decoded. */
  text: string;
  /** What stands before the last "@". */
  local: string;
  /** Canonical domain; null when there is none. */
  domain: string | null;
}

// RFC 5322 §3.2.3 dot-atom-text or §3.2.4 quoted-string, with the UTF-8 of RFC 6532 §3.2.
const ATOM = "(?:[A-Za-z0-9!#$%&'*+\\-/=?^_`{|}~]|[^\\0-\\x7f])+";
const LOCAL = new RegExp(`^(?:${ATOM}(?:\\.${ATOM})*|"(?:[^"\\\\\\r\\n]|\\\\.)*")$`);

/** §2.11: "=" and two hexadecimal digits stand for an octet; white space is not part of the value. */
function decodeQuotedPrintable(text: string): string {
  const compact = withoutFws(text);
  if (!compact.includes('=')) return compact;
  const octets = Buffer.from(compact, 'utf8').toString('latin1');
  return octetsToText(
    Buffer.from(
      octets.replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      ),
      'latin1',
    ),
  );
}

/** i= as it applies; `domain` is d= (§3.5: the default is "@" and d=). */
export function readIdentity(tag: string | undefined, domain: string): Identity {
  if (tag === undefined)
    return {
      text: domain === '' ? '' : `@${domain}`,
      local: '',
      domain: domain === '' ? null : domain,
    };
  const text = decodeQuotedPrintable(tag);
  const at = text.lastIndexOf('@');
  return {
    text,
    local: at < 0 ? '' : text.slice(0, at),
    domain: at < 0 ? null : canonicalDomain(text.slice(at + 1)).domain,
  };
}

/** What is wrong with an i= that was given; null when nothing is. */
export function identityFault(
  { text, local, domain: own }: Identity,
  domain: string,
): string | null {
  if (!text.includes('@') || own === null || (local !== '' && !LOCAL.test(local)))
    return `i=${JSON.stringify(text.slice(0, 60))} is not [user]@domain`;
  // §3.5: "the domain part … MUST be the same as, or a subdomain of, the value of the d= tag"; §6.1.1 "domain mismatch"
  if (own !== domain && !own.endsWith(`.${domain}`))
    return `the domain of i= (${own}) is neither d= (${domain}) nor below it`;
  return null;
}
