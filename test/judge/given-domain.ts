// A domain as it is judged for real: a zone as text, and what its web hosts serve. Everything is right unless a case says otherwise.
import { zoneResolver } from '../../src/dns/zone.ts';
import { fixedClock } from '../../src/runtime/clock.ts';
import { checkDomain, type CheckedDomain } from '../../src/judge/check-domain.ts';
import { type CheckedKey, checkKey } from '../../src/judge/check-key.ts';
import { publicPart, recordText } from '../verify/dkim/signer.ts';
import { openWeb, type Page, type Web } from './web-server.ts';

/** 2027-01-01T10:00:00Z */
export const AT = Date.UTC(2027, 0, 1, 10);

export type Zone = Record<string, readonly string[] | null>;

const STS = 'https://mta-sts.example.org/.well-known/mta-sts.txt';
export const LOGO = 'https://example.org/logo.svg';
export const CERTIFICATE = 'https://example.org/vmc.pem';
const DIGEST = 'aa'.repeat(32);

/** A mark certificate as an authority would issue it, but by nobody: EKU 1.3.6.1.5.5.7.3.31, for example.org, until 2046. */
export const MARK = `-----BEGIN CERTIFICATE-----
MIIBvjCCAWSgAwIBAgIUOc3ggMU0jiogaf7QM5PjQClxUCYwCgYIKoZIzj0EAwIw
NzEfMB0GA1UECgwWRXhhbXBsZSBNYXJrIEF1dGhvcml0eTEUMBIGA1UEAwwLZXhh
bXBsZS5vcmcwHhcNMjYxMTI0MDc0NTU3WhcNNDYxMTE5MDc0NTU3WjA3MR8wHQYD
VQQKDBZFeGFtcGxlIE1hcmsgQXV0aG9yaXR5MRQwEgYDVQQDDAtleGFtcGxlLm9y
ZzBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABJgRzaJmRdKEZNK56B6sJ5VK04yc
m8EWiG9X+ZoMyunQbjRVvyRbWcCtbJGoLaab6IGiQ9IiBsWa3IRJCDM6DBajTjBM
MBYGA1UdEQQPMA2CC2V4YW1wbGUub3JnMBMGA1UdJQQMMAoGCCsGAQUFBwMfMB0G
A1UdDgQWBBRKujJ7J9mqnyqPzUHJPCAxpycapjAKBggqhkjOPQQDAgNIADBFAiEA
60RaWOvbYJguiDt9ees917RE63TXRWK7EoAPUlhPWdQCIFOmBfXLaFM1AKitqwYY
UMOoGD4K7LkRHlbQtPg8VjzM
-----END CERTIFICATE-----
`;

export const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" version="1.2" baseProfile="tiny-ps" viewBox="0 0 64 64"><title>Example</title><rect width="64" height="64" fill="#0a5"/></svg>';

export const txt = (text: string): string =>
  `TXT ${(text.match(/.{1,250}/gs) ?? ['']).map((part) => `"${part.replace(/["\\]/g, '\\$&')}"`).join(' ')}`;

const ZONE: Zone = {
  'example.org': ['TXT "v=spf1 mx ip4:192.0.2.25 ~all"', 'MX 10 mail.example.org', 'A 127.0.0.1'],
  'mail.example.org': ['A 192.0.2.25'],
  '_dmarc.example.org': [txt('v=DMARC1; p=reject; rua=mailto:postmaster@example.org')],
  '_mta-sts.example.org': [txt('v=STSv1; id=20270101')],
  'mta-sts.example.org': ['A 127.0.0.1'],
  '_smtp._tls.example.org': [txt('v=TLSRPTv1; rua=mailto:postmaster@example.org')],
  '_25._tcp.mail.example.org': [`TLSA 3 1 1 ${DIGEST}`],
  'default._bimi.example.org': [txt(`v=BIMI1; l=${LOGO}; a=${CERTIFICATE}`)],
  'sel._domainkey.example.org': [txt(recordText('rsa2048'))],
};

export const POLICY =
  'version: STSv1\r\nmode: enforce\r\nmx: mail.example.org\r\nmax_age: 604800\r\n';

const PAGES: Record<string, Page | null> = {
  [STS]: { headers: { 'content-type': 'text/plain; charset=utf-8' }, body: POLICY },
  [LOGO]: { headers: { 'content-type': 'image/svg+xml' }, body: SVG },
  [CERTIFICATE]: { headers: { 'content-type': 'application/pem-certificate-chain' }, body: MARK },
};

export interface Given {
  zone?: Zone;
  /** URLs at which something else is served than usual; null for nothing. */
  pages?: Record<string, Page | null>;
  /** What DNSSEC says; true unless told otherwise. */
  authenticated?: boolean;
  domain?: string;
}

export const policyPage = (
  body: string,
  headers: Record<string, string> = { 'content-type': 'text/plain' },
): Given => ({ pages: { [STS]: { headers, body } } });

export function zoneText(zone: Zone = {}): string {
  return Object.entries({ ...ZONE, ...zone })
    .flatMap(([name, lines]) => (lines ?? []).map((line) => `${name} ${line}`))
    .join('\n');
}

let web: Web | null = null;

/** The one web server of a test file; close it at the end. */
export async function theWeb(): Promise<Web> {
  web ??= await openWeb(['example.org', 'mta-sts.example.org']);
  return web;
}

export async function closeWeb(): Promise<void> {
  await web?.[Symbol.asyncDispose]();
  web = null;
}

export async function surveyed({
  zone,
  pages,
  authenticated = true,
  domain = 'example.org',
}: Given = {}): Promise<CheckedDomain> {
  const resolver = zoneResolver(zoneText(zone), { authenticated });
  const server = await theWeb();
  server.pages.clear();
  for (const [url, page] of Object.entries({ ...PAGES, ...pages }))
    if (page !== null) server.pages.set(url, page);
  return await checkDomain(domain, {
    resolver,
    clock: fixedClock(AT),
    fetch: server.fetch(resolver),
  });
}

export async function surveyedKey(
  { zone, domain = 'example.org' }: Given,
  selector = 'sel',
): Promise<CheckedKey> {
  return await checkKey(selector, domain, {
    resolver: zoneResolver(zoneText(zone)),
    clock: fixedClock(AT),
  });
}

export { publicPart, recordText };
