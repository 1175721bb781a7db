// Mail services that ask their customers to include an SPF record: the record, what it costs in lookups (RFC 7208 §4.6.4), counted
// generously, and how the verified PTR names of their senders end; and the record that a misspelt name most likely meant.

export interface MailService {
  name: string;
  include: string;
  cost: number;
  /** Endings of verified PTR names; without any its senders cannot be told by name. */
  hosts?: readonly string[];
}

export const MAIL_SERVICES: readonly MailService[] = [
  { name: 'Google', include: '_spf.google.com', cost: 4, hosts: ['.google.com'] },
  {
    name: 'Microsoft 365',
    include: 'spf.protection.outlook.com',
    cost: 2,
    hosts: ['.outbound.protection.outlook.com'],
  },
  {
    name: 'Amazon SES',
    include: 'amazonses.com',
    cost: 1,
    hosts: ['.smtp-out.amazonses.com', '.amazonses.com'],
  },
  { name: 'SendGrid', include: 'sendgrid.net', cost: 2, hosts: ['.sendgrid.net'] },
  {
    name: 'Mailchimp',
    include: 'servers.mcsv.net',
    cost: 1,
    hosts: ['.mcsv.net', '.mcdlv.net', '.rsgsv.net'],
  },
  {
    name: 'Mailchimp Transactional',
    include: 'spf.mandrillapp.com',
    cost: 1,
    hosts: ['.mandrillapp.com'],
  },
  { name: 'Mailgun', include: 'mailgun.org', cost: 3, hosts: ['.mailgun.net'] },
  { name: 'Zoho', include: 'zoho.com', cost: 3, hosts: ['.zoho.com'] },
  { name: 'Zoho', include: 'zohomail.com', cost: 3, hosts: ['.zohomail.com'] },
  { name: 'Brevo', include: 'spf.brevo.com', cost: 1 },
  { name: 'Brevo', include: 'spf.sendinblue.com', cost: 1, hosts: ['.sendinblue.com'] },
  { name: 'Postmark', include: 'spf.mtasv.net', cost: 1, hosts: ['.mtasv.net'] },
  { name: 'SparkPost', include: 'sparkpostmail.com', cost: 3, hosts: ['.sparkpostmail.com'] },
  {
    name: 'Fastmail',
    include: 'spf.messagingengine.com',
    cost: 1,
    hosts: ['.messagingengine.com'],
  },
  { name: 'Proton', include: '_spf.protonmail.ch', cost: 2, hosts: ['.protonmail.ch'] },
  { name: 'OVH', include: 'mx.ovh.com', cost: 2, hosts: ['.mail-out.ovh.net'] },
  { name: 'Yandex', include: '_spf.yandex.net', cost: 4 },
  { name: 'Mailjet', include: 'spf.mailjet.com', cost: 1, hosts: ['.mailjet.com'] },
  { name: 'Salesforce', include: '_spf.salesforce.com', cost: 2, hosts: ['.mta.salesforce.com'] },
  { name: 'Zendesk', include: 'mail.zendesk.com', cost: 2, hosts: ['.zendesk.com'] },
  { name: 'Infomaniak', include: 'spf.infomaniak.ch', cost: 2, hosts: ['.infomaniak.ch'] },
  { name: 'Gandi', include: '_mailcust.gandi.net', cost: 2, hosts: ['.mail.gandi.net'] },
  { name: 'iCloud', include: 'icloud.com', cost: 3 },
  { name: 'GoDaddy', include: 'secureserver.net', cost: 3, hosts: ['.prod.phx3.secureserver.net'] },
  { name: 'Namecheap', include: 'spf.privateemail.com', cost: 2, hosts: ['.privateemail.com'] },
  { name: 'Hostinger', include: '_spf.mail.hostinger.com', cost: 2 },
];

/** The service a host belongs to, by its verified name; null for anybody's own server. */
export function serviceOf(host: string | null): MailService | null {
  const name = host?.toLowerCase().replace(/\.$/, '') ?? '';
  return (
    MAIL_SERVICES.find(({ hosts }) => hosts?.some((ending) => name.endsWith(ending)) === true) ??
    null
  );
}

/** What an include costs, the include itself counted; null when the service is not known. */
export function knownCost(name: string): number | null {
  return MAIL_SERVICES.find(({ include }) => include === name.toLowerCase())?.cost ?? null;
}

/** At most this many characters differ. */
const MAX_SLIPS = 2;

/** The known name that differs from `name` by a slip or two; null when it is one of them, or like none. */
export function nearestInclude(name: string): string | null {
  const wanted = name.toLowerCase().replace(/\.$/, '');
  if (wanted.length < 8 || knownCost(wanted) !== null) return null;
  const near = MAIL_SERVICES.map(({ include }) => ({
    include,
    slips: slipsBetween(wanted, include),
  }))
    .filter(({ slips }) => slips <= MAX_SLIPS)
    .toSorted((a, b) => a.slips - b.slips);
  return near[0]?.include ?? null;
}

/** Characters to insert, leave out, change or swap with their neighbour (optimal string alignment). */
function slipsBetween(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > MAX_SLIPS) return MAX_SLIPS + 1;
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  const at = (i: number, j: number): number => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j += 1) {
      const changed = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
          ? at(i - 2, j - 2) + 1
          : Number.POSITIVE_INFINITY;
      row.push(Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + changed, swapped));
    }
  }
  return at(a.length, b.length);
}
