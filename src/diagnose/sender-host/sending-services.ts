// Services that send newsletters, receipts and tickets. MAIL FROM is their own domain until the customer sets up a custom one (returnPath):
// until then only a signature of the customer's domain aligns with From (RFC 9989 §4.4).
import type { Provider } from './provider.ts';

export const SENDING_SERVICES: readonly Provider[] = [
  {
    name: 'Amazon SES',
    hosts: ['.smtp-out.amazonses.com', '.amazonses.com'],
    include: 'amazonses.com',
    cost: 1,
    ownDomains: ['amazonses.com'],
    dkim: {
      menu: 'Amazon SES console > Configuration > Identities > the domain > Authentication > Easy DKIM',
      records: '3 CNAME records below _domainkey',
    },
    returnPath: 'Amazon SES console > Identities > the domain > Custom MAIL FROM domain',
  },
  {
    name: 'SendGrid',
    hosts: ['.outbound-mail.sendgrid.net', '.sendgrid.net'],
    include: 'sendgrid.net',
    cost: 2,
    ownDomains: ['sendgrid.net', 'sendgrid.info'],
    dkim: {
      menu: 'SendGrid > Settings > Sender Authentication > Authenticate Your Domain',
      records: 'CNAME s1._domainkey, CNAME s2._domainkey',
    },
    returnPath: 'the same page (the CNAME that begins with em)',
  },
  {
    name: 'Mailchimp',
    hosts: ['.mcsv.net', '.mcdlv.net', '.rsgsv.net'],
    include: 'servers.mcsv.net',
    cost: 1,
    ownDomains: ['mcsv.net', 'mcdlv.net', 'rsgsv.net', 'mailchimpapp.net'],
    dkim: {
      menu: 'Mailchimp > Account > Domains > Start Authentication',
      records: 'CNAME k2._domainkey, CNAME k3._domainkey',
    },
    returnPath: null,
  },
  {
    name: 'Mandrill (Mailchimp Transactional)',
    hosts: ['.mandrillapp.com'],
    include: 'spf.mandrillapp.com',
    cost: 1,
    ownDomains: ['mandrillapp.com'],
    dkim: {
      menu: 'Mandrill > Settings > Domains > Sending Domains',
      records: 'CNAME mte1._domainkey, CNAME mte2._domainkey',
    },
    returnPath: 'Mandrill > Settings > Domains > Tracking and Return-Path Domains',
  },
  {
    name: 'Mailgun',
    hosts: ['.mailgun.net', '.mailgun.org'],
    include: 'mailgun.org',
    cost: 5,
    ownDomains: ['mailgun.org', 'mailgun.net'],
    dkim: { menu: 'Mailgun > Send > Sending > Domains > the domain > DNS records', records: null },
    returnPath: 'the same page (its MX and SPF records make the sending domain MAIL FROM)',
  },
  {
    name: 'Brevo',
    hosts: ['.mailin.fr', '.sendinblue.com', '.sender-sib.com', '.brevo.com', '.brevosend.com'],
    include: 'spf.brevo.com',
    cost: 1,
    ownDomains: ['mailin.fr', 'sendinblue.com', 'sender-sib.com', 'brevosend.com'],
    dkim: {
      menu: 'Brevo > Settings > Senders, Domains & Dedicated IPs > Domains > Authenticate',
      records: 'CNAME brevo1._domainkey, CNAME brevo2._domainkey',
    },
    returnPath: null,
  },
  {
    name: 'Postmark',
    hosts: ['.mtasv.net'],
    include: 'spf.mtasv.net',
    cost: 1,
    ownDomains: ['mtasv.net'],
    dkim: { menu: 'Postmark > Sender Signatures > the domain > DNS Settings', records: null },
    returnPath: 'the same page (CNAME pm-bounces to pm.mtasv.net)',
  },
  {
    name: 'SparkPost',
    hosts: ['.sparkpostmail.com', '.sparkpost.com'],
    include: null,
    cost: 1,
    ownDomains: ['sparkpostmail.com'],
    dkim: { menu: 'SparkPost > Configuration > Domains > Sending Domains', records: null },
    returnPath: 'SparkPost > Configuration > Domains > Bounce Domains',
  },
  {
    name: 'Mailjet',
    hosts: ['.mailjet.com'],
    include: 'spf.mailjet.com',
    cost: 1,
    ownDomains: ['mailjet.com'],
    dkim: {
      menu: 'Mailjet > Account settings > Sender domains & addresses > Authenticate',
      records: 'TXT mailjet._domainkey',
    },
    returnPath: null,
  },
  {
    name: 'HubSpot',
    hosts: ['.hubspotemail.net', '.hubspot.com', '.hs-send.com'],
    include: null,
    cost: 1,
    ownDomains: ['hubspotemail.net', 'hubspot.com', 'hs-send.com'],
    dkim: {
      menu: 'HubSpot > Settings > Content > Domains & URLs > Connect a domain > Email sending',
      records: '2 CNAME records below _domainkey',
    },
    returnPath: null,
  },
  {
    name: 'Salesforce',
    hosts: ['.mta.salesforce.com', '.salesforce.com'],
    include: '_spf.salesforce.com',
    cost: 2,
    ownDomains: ['salesforce.com'],
    dkim: {
      menu: 'Salesforce > Setup > Email > DKIM Keys > Create New Key, then Activate',
      records: '2 CNAME records below _domainkey',
    },
    returnPath:
      'Salesforce > Setup > Email > Deliverability: switch off bounce management, or use an email relay',
  },
  {
    name: 'Zendesk',
    hosts: ['.zdsys.com', '.zendesk.com'],
    include: 'mail.zendesk.com',
    cost: 1,
    ownDomains: ['zendesk.com'],
    dkim: {
      menu: 'Zendesk Admin Center > Channels > Talk and email > Email > Custom domain for DKIM',
      records: 'CNAME zendesk1._domainkey, CNAME zendesk2._domainkey',
    },
    returnPath: null,
  },
];
