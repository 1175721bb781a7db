// Mail services that send for others from thousands of addresses: for them an include is the right change, a single ip4: is out of date
// tomorrow. What each tells its customers to publish, and what that costs in look-ups (RFC 7208 §4.6.4), counted generously.

interface Provider {
  name: string;
  /** How the verified PTR names of its senders end. */
  hosts: string;
  include: string;
  cost: number;
}

const PROVIDERS: readonly Provider[] = [
  { name: 'Google', hosts: '.google.com', include: '_spf.google.com', cost: 4 },
  { name: 'Microsoft 365', hosts: '.outbound.protection.outlook.com', include: 'spf.protection.outlook.com', cost: 2 },
  { name: 'Amazon SES', hosts: '.smtp-out.amazonses.com', include: 'amazonses.com', cost: 1 },
];

/** The service a host belongs to, by its verified name; null for anybody's own server. */
export function providerOf(host: string | null): Provider | null {
  return host === null ? null : (PROVIDERS.find(({ hosts }) => host.endsWith(hosts)) ?? null);
}
