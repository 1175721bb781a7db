// The arguments of one check_host() (RFC 7208 §4.1) made ready: §4.3 initial processing, RFC 8616 §4 for U-labels, and what is
// asked or read once for the whole evaluation. Not known here: records' meaning, limits.
import { domainToASCII } from 'node:url';
import { isIP } from 'node:net';
import type { Resolver } from '../../dns/resolver.ts';
import { parseAddress, type Address } from './ip-network.ts';
import { expand, type MacroValues } from './expand.ts';
import type { MacroString } from './macro-string.ts';
import { parseRecord, type ParsedRecord } from './parse-record.ts';
import { domainName, targetName, type TargetName } from './target-name.ts';
import { selectName, validatedNames, type ValidatedNames } from './validated-names.ts';

/** check_host() as it is called. */
export interface HostQuery {
  identity: 'mailfrom' | 'helo';
  /** The client; an IPv4-mapped IPv6 address is taken as IPv4. Not an address: TypeError, a bug of the caller. */
  ip: string;
  /** <domain>; by default the domain of `sender`. */
  domain?: string;
  /** The reverse-path without angle brackets; '' is the null reverse-path. */
  sender: string;
  helo: string;
  /** Who evaluates: %{r}. */
  host: string;
  /** The moment of receipt, milliseconds since the epoch: %{t}. */
  at: number;
}

export interface Session {
  identity: 'mailfrom' | 'helo';
  ip: Address;
  /** <domain> as A-labels, lower case, or why it is none. */
  domain: TargetName;
  /** <domain> for people: what could be made of it. */
  domainText: string;
  /** <sender>, postmaster@HELO for a null reverse-path. */
  sender: string;
  resolver: Resolver;
  values: Omit<MacroValues, 'domain' | 'validatedName'>;
  /** RFC 8616 §4: such a local-part cannot stand in a DNS name. */
  foreignLocalPart: boolean;
  parse(text: string): ParsedRecord;
  names(): Promise<ValidatedNames>;
}

const NON_ASCII = /[\u0080-\uffff]/;

/** U-labels as A-labels (RFC 8616 §4), the rest as it is; a label that has no A-label stays and is malformed later. */
function toALabels(name: string): string {
  if (!NON_ASCII.test(name)) return name;
  return name
    .split('.')
    .map((label) =>
      NON_ASCII.test(label) ? domainToASCII(label.normalize('NFC')) || label : label,
    )
    .join('.');
}

/** RFC 7208 §4.3: a literal or a bare address is no domain name, whatever its dots say. */
function readDomain(text: string): TargetName {
  if (/^\[.*\]$/s.test(text))
    return { name: null, malformed: `${text} is an address literal, not a domain name` };
  if (isIP(text) !== 0)
    return { name: null, malformed: `${text} is an address, not a domain name` };
  return domainName(text);
}

/** Prepares a check. */
export function openSession(query: HostQuery, resolver: Resolver): Session {
  const ip = parseAddress(query.ip);
  if (ip === null) throw new TypeError(`check_host() needs an IP address, not "${query.ip}"`);
  const helo = toALabels(query.helo);
  // RFC 7208 §2.4: without a reverse-path, postmaster at the HELO name is the identity. §4.3: a missing local-part is postmaster.
  const given =
    query.identity === 'helo' || query.sender === '' ? `postmaster@${query.helo}` : query.sender;
  // The local-part may be a quoted string that holds an "@".
  const at = given.lastIndexOf('@');
  const localPart = at > 0 ? given.slice(0, at) : 'postmaster';
  const givenDomain = given.slice(at + 1);
  const senderDomain = toALabels(givenDomain).replace(/\.$/, '');
  const domain = toALabels(query.domain ?? givenDomain).toLowerCase();
  const records = new Map<string, ParsedRecord>();
  let names: Promise<ValidatedNames> | null = null;
  return {
    identity: query.identity,
    ip,
    domain: readDomain(domain),
    domainText: domain.endsWith('.') ? domain.slice(0, -1) : domain,
    sender: `${localPart}@${senderDomain}`,
    resolver,
    values: {
      sender: `${localPart}@${senderDomain}`,
      localPart,
      senderDomain,
      ip,
      helo,
      host: query.host,
      at: query.at,
    },
    foreignLocalPart: NON_ASCII.test(localPart),
    parse(text) {
      let record = records.get(text);
      if (record === undefined) records.set(text, (record = parseRecord(text)));
      return record;
    },
    names() {
      names ??= validatedNames(ip, resolver);
      return names;
    },
  };
}

/**
 * The <target-name> of a domain-spec, or of <domain> itself without one. 'local-part' when RFC 8616 §4 says that the term matches
 * nothing. A spec with %{p} needs `names`; whoever asks for them counts them.
 */
export function expandTarget(
  session: Session,
  spec: MacroString | null,
  domain: string,
  names: ValidatedNames | null,
): TargetName | 'local-part' {
  if (spec === null) return { name: domain, malformed: null };
  if (session.foreignLocalPart && (spec.letters.has('s') || spec.letters.has('l')))
    return 'local-part';
  return targetName(expandText(session, spec, domain, names));
}

/** The text of a macro-string (RFC 7208 §7.3). */
export function expandText(
  session: Session,
  text: MacroString,
  domain: string,
  names: ValidatedNames | null,
  options: { explain?: boolean } = {},
): string {
  if (text.letters.size === 0)
    return expand(text.tokens, { ...session.values, domain, validatedName: '' });
  const values = {
    ...session.values,
    domain,
    validatedName: selectName(names?.validated ?? [], domain),
  };
  return expand(text.tokens, values, options);
}
