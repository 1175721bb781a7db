// The DNS records an operator must publish so that mail reaches the service and its replies pass (RFC 5321 §5.1, 7208, 6376, 9989).
// Zone-file lines; what only the operator knows, addresses, stands as a comment.
import type { Settings } from '../config/settings.ts';
import type { ReplyKey } from '../respond/signing-key.ts';

/** Octets of one character-string (RFC 1035 §3.3.14). */
const MAX_STRING = 255;

/** Lines of a zone file, with comments. */
export function keyRecords(
  { domain, hostname, replyFrom }: Settings,
  { selector, domain: signer, publicKey }: ReplyKey,
): string[] {
  const quoted = (text: string): string =>
    (text.match(new RegExp(`.{1,${MAX_STRING}}`, 'g')) ?? [''])
      .map((part) => `"${part}"`)
      .join(' ');
  const from = replyFrom.slice(replyFrom.lastIndexOf('@') + 1).replace(/>$/, '');
  const lines = [
    `; mail for ${domain} comes to this service`,
    `${domain}. 3600 IN MX 10 ${hostname}.`,
    `; the addresses of ${hostname}: put yours in, and let your provider set their reverse DNS to ${hostname}`,
    `; ${hostname}. 3600 IN A 192.0.2.1`,
    `; ${hostname}. 3600 IN AAAA 2001:db8::1`,
    `; replies leave from ${hostname}, with an empty MAIL FROM: receivers check the HELO name (RFC 7208 section 2.4)`,
    `${hostname}. 3600 IN TXT "v=spf1 a -all"`,
    ...(from === hostname ? [] : [`${from}. 3600 IN TXT "v=spf1 mx -all"`]),
    '; the key that signs replies',
    `${selector}._domainkey.${signer}. 3600 IN TXT ${quoted(`v=DKIM1; k=rsa; p=${publicKey}`)}`,
    '; what receivers do with mail that claims to be from here and is not',
    `_dmarc.${from}. 3600 IN TXT "v=DMARC1; p=reject"`,
  ];
  return lines;
}
