// Which names a shared report may show: those of hosts and domains that are judged, what is asked below them in every case, and what
// published records lead to. A name that a macro made of the sender (RFC 7208 §7.2 %{s}, %{l}) is in none of these, so it is not shown,
// whatever it looks like; nor is a name that is not one of a host.
import { isIP } from 'node:net';
import { plainDomain } from '../report/untrusted-text.ts';
import type { Report } from '../report/report.ts';
import type { SpfNode, SpfTerm } from '../verify/verification.ts';

export const HIDDEN = '…';

/** What stands before a domain in the names that verification asks for. */
const PREFIXES: readonly string[] = [
  '_dmarc',
  'dmarc',
  '_domainkey',
  'domainkey',
  'default._bimi',
  '_mta-sts',
  'mta-sts',
  '_smtp._tls',
  '_25._tcp',
  'www',
];
const HOST = /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const SELECTOR = /^[a-z0-9_](?:[a-z0-9_.-]{0,61}[a-z0-9_])?$/i;
const REVERSE = /^[0-9a-f.]+\.(?:in-addr|ip6)\.arpa$/;
const SENDER_MACRO = /%\{[sl]/i;
/** Answers of these types are names themselves. */
const NAMING: ReadonlySet<string> = new Set(['MX', 'PTR', 'CNAME', 'NS']);

export interface SharedNames {
  /** The name where it may be shown, else null. */
  name(text: string | null | undefined): string | null;
  /** The same, with a sign for a name that is hidden. */
  shown(text: string): string;
  /** A name or an address of the network. */
  host(text: string): string;
}

/** Whether what the term became may hold the sender's local part. */
export const holdsSender = ({ text }: Pick<SpfTerm, 'text'>): boolean => SENDER_MACRO.test(text);

export function sharedNames(report: Report): SharedNames {
  const names = new Set<string>();
  const add = (text: string | null | undefined): void => {
    const plain = plainName(text ?? '');
    if (plain !== null) names.add(plain);
  };
  for (const one of judgedNames(report)) add(one);
  for (const { tree } of [report.spf.mailFrom, report.spf.helo])
    if (tree !== null) for (const one of namesOf(tree)) add(one);
  // What an answer to a name that is shown leads to, and so on.
  for (const { name, type, answers } of report.dns) {
    if (NAMING.has(type) && isAsked(plainName(name) ?? '', names))
      for (const answer of answers) add(answer.split(' ').at(-1));
  }
  const name = (text: string | null | undefined): string | null => {
    const plain = plainName(text ?? '');
    return plain !== null && isAsked(plain, names) ? plain : null;
  };
  return {
    name,
    shown: (text) => (text === '' ? '' : (name(text) ?? HIDDEN)),
    host: (text) => addressOf(text) ?? name(text) ?? HIDDEN,
  };
}

/** An address of the network, alone, in brackets, or with a prefix length; else null. */
export function addressOf(text: string): string | null {
  const [, address = '', length = ''] =
    /^\[?(?:IPv6:)?([0-9a-f.:]{2,45})\]?((?:\/\d{1,3}){0,2})$/i.exec(text) ?? [];
  return isIP(address) === 0 ? null : `${address}${length}`;
}

function plainName(text: string): string | null {
  const name = plainDomain(text.replace(/\.$/, ''));
  return name !== null && HOST.test(name) ? name : null;
}

/** A known name, one above it (the walk of RFC 9989 §4.10), or one that is asked below it. */
function isAsked(name: string, names: ReadonlySet<string>): boolean {
  if (names.has(name) || REVERSE.test(name)) return true;
  if (
    PREFIXES.some(
      (prefix) => name.startsWith(`${prefix}.`) && isAsked(name.slice(prefix.length + 1), names),
    )
  )
    return true;
  for (const known of names)
    if (known.endsWith(`.${name}`) || `${known}.${known}` === name) return true;
  return false;
}

/** Of a From field the domains alone: what stands in quotes or comments is none. */
export function authorDomains(from: string): string[] {
  const bare = from.replace(/"(?:[^"\\]|\\.){0,1000}"/g, '""').replace(/\([^()]{0,1000}\)/g, ' ');
  return [...bare.matchAll(/@([^\s>,;"()<@]{1,255})(?=[\s>,;]|$)/g)].map(
    ([, domain = '']) => domain,
  );
}

function judgedNames({
  spf,
  envelope,
  iprev,
  dkim,
  dmarc,
  arc,
  transport,
  service,
  dnsbl,
  message,
}: Report): (string | null)[] {
  const keys = dkim.flatMap(({ domain, selector }) =>
    SELECTOR.test(selector) ? [`${selector}._domainkey.${domain}`, `${selector}.${domain}`] : [],
  );
  return [
    spf.mailFrom.domain,
    spf.helo.domain,
    envelope.helo,
    envelope.clientName,
    iprev.name,
    ...iprev.names.map(({ name }) => name),
    ...dkim.map(({ domain }) => domain),
    ...keys,
    ...dkim.map(({ key }) => key.alias),
    dmarc.domain,
    dmarc.organizationalDomain,
    dmarc.policyDomain,
    dmarc.legacy?.organizationalDomain ?? null,
    ...arc.sets.map(({ sealer }) => sealer),
    transport.domain,
    ...transport.mx.map(({ name }) => name),
    ...dnsbl.flatMap(({ zone, name }) => [zone, name]),
    ...(message.received ?? []).map(({ by }) => by),
    service.host,
    ...authorDomains(message.from ?? ''),
  ];
}

/** Domains that records lead to, but for what a macro made of the sender, and all below it. */
function namesOf(node: SpfNode): string[] {
  return [
    node.domain,
    ...node.terms.flatMap((term) => {
      if (holdsSender(term)) return [];
      return [
        term.target?.replace(/\/.*$/, '') ?? '',
        ...term.values,
        ...(term.record === null ? [] : namesOf(term.record)),
      ];
    }),
  ];
}
