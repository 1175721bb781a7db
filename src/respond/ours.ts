// Addresses that lead back to this service: an answer to one of them would be a loop (RFC 3834 §2).
import type { Settings } from '../config/settings.ts';
import type { Mailbox } from './addressee.ts';

export function isOurs(
  { domain }: Mailbox,
  { acceptDomains, domain: service, hostname, replyFrom }: Settings,
): boolean {
  const from = replyFrom
    .slice(replyFrom.lastIndexOf('@') + 1)
    .replace(/>$/, '')
    .toLowerCase();
  return (
    [service, hostname, from, ...(acceptDomains ?? [])].includes(domain) ||
    domain.endsWith(`.${service}`)
  );
}
