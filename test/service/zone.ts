// The Internet of these tests: senders with one property each, and the service's own domain.
import { readFileSync } from 'node:fs';

const key = (file: string): string =>
  readFileSync(new URL(`../../fixtures/keys/${file}`, import.meta.url), 'latin1').trim();

/** The key that all senders who sign share; its record is in the zone at `mail._domainkey`. */
export const PRIVATE_KEY = key('rsa2048.pem');
const KEY_RECORD = key('rsa2048.txt');

/** Where mail of these senders comes from. */
export const SENDER_IP = '192.0.2.10';

const base = (domain: string, spf: string | null, dmarc: string | null): string => `
${domain} 300 MX 10 mail.${domain}
${domain} 300 A ${SENDER_IP}
mail.${domain} 300 A ${SENDER_IP}
${spf === null ? '' : `${domain} 300 TXT "${spf}"`}
${dmarc === null ? '' : `_dmarc.${domain} 300 TXT "${dmarc}"`}
mail._domainkey.${domain} 300 TXT "${KEY_RECORD}"
`;

export const ZONE = `
10.2.0.192.in-addr.arpa 300 PTR mail.good.example
${base('good.example', 'v=spf1 ip4:192.0.2.10 -all', 'v=DMARC1; p=reject')}
${base('other.example', 'v=spf1 ip4:192.0.2.10 -all', 'v=DMARC1; p=reject')}
${base('relaxed.example', 'v=spf1 ip4:192.0.2.10 -all', null)}
sub.relaxed.example 300 MX 10 mail.relaxed.example
; nobody disowns its mail and nothing proves it
${base('plain.example', null, null)}
${base('soft.example', 'v=spf1 ip4:198.51.100.1 ~all', null)}
${base('broken.example', 'v=spf1 ip4:192.0.2.999 -all', null)}
; disowned: by SPF, by DMARC
${base('forbidden.example', 'v=spf1 ip4:198.51.100.1 -all', null)}
${base('reject.example', null, 'v=DMARC1; p=reject')}
${base('quarantine.example', null, 'v=DMARC1; p=quarantine')}
${base('none.example', null, 'v=DMARC1; p=none')}
; takes no mail (RFC 7505), or has nobody to take it
${base('nullmx.example', 'v=spf1 ip4:192.0.2.10 -all', null).replace('MX 10 mail.nullmx.example', 'MX 0 .')}
nomx.example 300 TXT "v=spf1 ip4:192.0.2.10 -all"
; DNS that does not answer
${base('servfail.example', null, null)}
servfail.example TXT SERVFAIL
${base('silent.example', null, null)}
silent.example TXT TIMEOUT

test.example 300 MX 10 test.example
test.example 300 A 192.0.2.1
test.example 300 TXT "v=spf1 a -all"
sub.test.example 300 MX 10 test.example
sub.test.example 300 TXT "v=spf1 ip4:192.0.2.10 -all"
`;
