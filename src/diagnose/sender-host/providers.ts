// Services that send mail for their customers' domains, from their own documentation (2026). Only names that are certain: a host that is
// not recognized is "unknown", never guessed.
import { MAILBOX_PROVIDERS } from './mailbox-providers.ts';
import type { Provider } from './provider.ts';
import { SENDING_SERVICES } from './sending-services.ts';

export const PROVIDERS: readonly Provider[] = [...MAILBOX_PROVIDERS, ...SENDING_SERVICES];

/** The service a host belongs to, by its verified name; null for anybody's own server. */
export function providerOf(host: string | null): Provider | null {
  if (host === null) return null;
  const name = host.toLowerCase().replace(/\.$/, '');
  return PROVIDERS.find(({ hosts }) => hosts.some((pattern) => isLike(name, pattern))) ?? null;
}

/** The service whose own name signed or sent: `example-com.20230601.gappssmtp.com`, `tenant.onmicrosoft.com`. */
export function providerOfDomain(domain: string | null): Provider | null {
  if (domain === null || domain === '') return null;
  const name = `.${domain.toLowerCase()}`;
  return (
    PROVIDERS.find(({ ownDomains }) => ownDomains.some((own) => name.endsWith(`.${own}`))) ?? null
  );
}

/** The service that an include or redirect of an SPF record names. */
export function providerOfInclude(target: string): Provider | null {
  return PROVIDERS.find(({ include }) => include === target.toLowerCase()) ?? null;
}

function isLike(name: string, pattern: string): boolean {
  const [start = '', end = ''] = pattern.includes('*') ? pattern.split('*') : ['', pattern];
  return name.startsWith(start) && name.endsWith(end) && name.length >= start.length + end.length;
}
