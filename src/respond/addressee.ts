// To whom an answer would go (DESIGN.md §2, SECURITY.md §4): the reverse-path; for two of Port25's addresses somebody else, and only
// when this mail proves that the somebody wants it. Not known here: whether an answer is allowed at all.
import { canonicalDomain } from '../message/domain.ts';
import type { RequestedReply } from '../message/requested-reply.ts';
import type { Verification } from '../verify/verification.ts';

export interface Mailbox {
  local: string;
  /** Canonical A-labels. */
  domain: string;
}

// SECURITY.md §3: narrower than RFC 5321, so that no later reader finds another address in it.
const LOCAL_PART = /^[A-Za-z0-9.!#$&'*+/=?^_{}~-]{1,64}$/;

/** The mailbox of an address that may be answered; null for any other. */
export function answerable(address: string): Mailbox | null {
  const at = address.lastIndexOf('@');
  const local = address.slice(0, Math.max(at, 0));
  const { domain } = canonicalDomain(address.slice(at + 1));
  return at > 0 && LOCAL_PART.test(local) && domain !== null ? { local, domain } : null;
}

/** `proves` is true when this mail proves the addressee by itself, whatever the reverse-path is. */
export type Addressee =
  | { mailbox: Mailbox; proves: boolean }
  | { problem: 'reverse-path-syntax' | 'from-not-proven' };

export function addressee(
  { kind, redirectTo }: RequestedReply,
  { envelope, message, dmarc, dkim, organizationalDomains }: Verification,
): Addressee {
  if (kind === 'check-auth2') {
    const [author] = message.authors;
    const isProven = dkim.some(({ result, aligned }) => result === 'pass' && aligned === true);
    const mailbox =
      author !== undefined && message.authors.length === 1 && isProven
        ? answerable(author.address)
        : null;
    return mailbox === null ? { problem: 'from-not-proven' } : { mailbox, proves: true };
  }
  if (
    kind === 'check-auth-user' &&
    redirectTo !== null &&
    dmarc.result === 'pass' &&
    dmarc.organizationalDomain !== null
  ) {
    const mailbox = answerable(redirectTo);
    if (mailbox !== null && organizationalDomains[mailbox.domain] === dmarc.organizationalDomain)
      return { mailbox, proves: true };
  }
  const mailbox = answerable(envelope.mailFrom);
  return mailbox === null ? { problem: 'reverse-path-syntax' } : { mailbox, proves: false };
}
