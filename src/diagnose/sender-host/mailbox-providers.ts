// Services that keep their customers' mailboxes. MAIL FROM is the customer's domain there, so the include goes into the domain's own record.
import type { Provider } from './provider.ts';

const mailboxes = (one: Omit<Provider, 'returnPath'>): Provider => ({ ...one, returnPath: null });

export const MAILBOX_PROVIDERS: readonly Provider[] = [
  mailboxes({
    name: 'Google Workspace',
    hosts: ['.google.com'],
    include: '_spf.google.com',
    cost: 4,
    ownDomains: ['gappssmtp.com'],
    dkim: {
      menu: 'Admin console > Apps > Google Workspace > Gmail > Authenticate email > Generate new record, then Start authentication',
      records: 'TXT google._domainkey',
    },
  }),
  mailboxes({
    name: 'Microsoft 365',
    hosts: ['.outbound.protection.outlook.com'],
    include: 'spf.protection.outlook.com',
    cost: 2,
    ownDomains: ['onmicrosoft.com'],
    dkim: {
      menu: 'Microsoft Defender portal (security.microsoft.com) > Email & collaboration > Policies & rules > Threat policies > Email authentication settings > DKIM',
      records: 'CNAME selector1._domainkey, CNAME selector2._domainkey',
    },
  }),
  // One include a data centre: which one is seen in the name of the host.
  ...['com', 'eu', 'in', 'com.au', 'jp'].map((region) =>
    mailboxes({
      name: 'Zoho Mail',
      hosts: [`.zoho.${region}`, `.zohomail.${region}`],
      include: `zohomail.${region}`,
      cost: 2,
      ownDomains: [`zohomail.${region}`],
      dkim: {
        menu: 'Zoho Mail Admin Console > Domains > the domain > Email Configuration > DKIM',
        records: null,
      },
    }),
  ),
  mailboxes({
    name: 'Fastmail',
    hosts: ['.messagingengine.com'],
    include: 'spf.messagingengine.com',
    cost: 1,
    ownDomains: ['messagingengine.com'],
    dkim: {
      menu: 'Fastmail > Settings > Domains > the domain',
      records: 'CNAME fm1._domainkey, CNAME fm2._domainkey, CNAME fm3._domainkey',
    },
  }),
  mailboxes({
    name: 'Proton Mail',
    hosts: ['.protonmail.ch', '.proton.ch'],
    include: '_spf.protonmail.ch',
    cost: 1,
    ownDomains: [],
    dkim: {
      menu: 'Proton Mail > Settings > All settings > Domain names > Review > DKIM',
      records:
        'CNAME protonmail._domainkey, CNAME protonmail2._domainkey, CNAME protonmail3._domainkey',
    },
  }),
  mailboxes({
    name: 'OVHcloud',
    hosts: ['.mail-out.ovh.net'],
    include: 'mx.ovh.com',
    cost: 2,
    ownDomains: [],
    dkim: {
      menu: 'OVHcloud Control Panel > Web Cloud > Emails > the domain > DKIM',
      records: null,
    },
  }),
  ...[
    { host: 'mout*.kundenserver.de', include: '_spf.kundenserver.de' },
    { host: 'mout*.perfora.net', include: '_spf.perfora.net' },
  ].map(({ host, include }) =>
    mailboxes({
      name: 'IONOS',
      hosts: [host],
      include,
      cost: 1,
      ownDomains: [],
      dkim: {
        menu: 'IONOS > Domains & SSL > the domain > DNS > Recommended DNS records',
        records: null,
      },
    }),
  ),
  mailboxes({
    name: 'Gandi',
    hosts: ['.mail.gandi.net'],
    include: '_mailcust.gandi.net',
    cost: 2,
    ownDomains: [],
    dkim: {
      menu: 'Gandi > Domain > the domain > DNS records',
      records: 'CNAME gm1._domainkey, CNAME gm2._domainkey, CNAME gm3._domainkey',
    },
  }),
  mailboxes({
    name: 'Yandex 360',
    hosts: ['.mail.yandex.net', '.mail.yandex.com'],
    include: '_spf.yandex.net',
    cost: 5,
    ownDomains: [],
    dkim: {
      menu: 'Yandex 360 for Business (admin.yandex.com) > Mail > DKIM signatures',
      records: 'TXT mail._domainkey',
    },
  }),
  mailboxes({
    name: 'GoDaddy',
    hosts: [
      '.prod.phx3.secureserver.net',
      '.prod.iad2.secureserver.net',
      '.prod.sin2.secureserver.net',
      '.prod.sxb1.secureserver.net',
      '.prod.ams1.secureserver.net',
    ],
    include: 'secureserver.net',
    cost: 3,
    ownDomains: [],
    dkim: { menu: 'GoDaddy > My Products > Email & Office > the domain', records: null },
  }),
  mailboxes({
    name: 'Namecheap Private Email',
    hosts: ['.privateemail.com'],
    include: 'spf.privateemail.com',
    cost: 2,
    ownDomains: [],
    dkim: { menu: 'Namecheap > Private Email > Manage > DKIM', records: 'TXT default._domainkey' },
  }),
  mailboxes({
    name: 'Namecheap shared hosting',
    hosts: ['.web-hosting.com'],
    include: 'spf.web-hosting.com',
    cost: 2,
    ownDomains: [],
    dkim: { menu: 'cPanel > Email Deliverability > Manage', records: 'TXT default._domainkey' },
  }),
  mailboxes({
    name: 'Hostinger',
    hosts: ['.mail.hostinger.com', '.hostinger.io'],
    include: '_spf.mail.hostinger.com',
    cost: 2,
    ownDomains: [],
    dkim: {
      menu: 'Hostinger hPanel > Emails > Manage > Connect domain',
      records:
        'CNAME hostingermail-a._domainkey, CNAME hostingermail-b._domainkey, CNAME hostingermail-c._domainkey',
    },
  }),
];
