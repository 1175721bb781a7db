// One DKIM-Signature field (RFC 6376 §3.5), or an ARC-Message-Signature, which has the same tags but v= and i= (RFC 8617 §4.1.2):
// its values, and each rule of its syntax that it breaks. A fault is `tolerable` when most verifiers in the field read past it
// (measured with OpenDKIM, Mail::DKIM, dkimpy and mailauth's default mode: test/fuzz/tolerance.test.ts), so that both verdicts can be given.
// Not known here: the key, the body, the time.
import { canonicalDomain } from '../../message/domain.ts';
import { octetsToText } from '../../message/fields.ts';
import type { Canonicalization } from './canonical-header.ts';
import type { HashName } from './body-hash.ts';
import type { HeaderRow } from './header-rows.ts';
import { identityFault, readIdentity } from './identity.ts';
import { decodeBase64, parseTagList, trimFws, withoutFws, type Fault } from './tag-list.ts';

export interface Signature {
  kind: 'DKIM' | 'AMS';
  row: HeaderRow;
  tags: ReadonlyMap<string, string>;
  /** d= as A-labels where it is a domain, else as written; '' without one. */
  domain: string;
  selector: string;
  /** selector._domainkey.domain, as it is asked. */
  keyName: string;
  /** i= decoded, or @d; '' for an ARC-Message-Signature. */
  identity: string;
  /** Domain part of `identity`, canonical; null when it is none. */
  identityDomain: string | null;
  /** a= as written, and what it says; null where unknown. */
  algorithm: string;
  keyType: 'rsa' | 'ed25519' | null;
  hash: HashName | null;
  /** c= as it applies; null where unknown. */
  headerCanonicalization: Canonicalization | null;
  bodyCanonicalization: Canonicalization | null;
  /** h= names as written, empty ones left out. */
  names: string[];
  /** bh= without white space, and its octets; null when it is not base64. */
  claimedHash: string;
  claimedDigest: Buffer | null;
  /** b= decoded; null when it is missing or not base64. */
  value: Buffer | null;
  /** l= */
  limit: number | null;
  /** t= and x=, seconds since the epoch; null when absent or malformed. */
  signedAt: number | null;
  expiresAt: number | null;
  faults: Fault[];
}

// RFC 6376 §3.5: sub-domain of RFC 5321; d= has at least two, s= one.
const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
const SELECTOR = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`);
const DOMAIN = new RegExp(`^${LABEL}(?:\\.${LABEL})+$`);
const TIMESTAMP = /^[0-9]{1,12}$/;
const LENGTH = /^[0-9]{1,76}$/;
const ALGORITHM = /^(rsa|ed25519)-(sha256|sha1)$/i;
const CANONICALIZATION = /^(simple|relaxed)(?:\/(simple|relaxed))?$/i;

const shown = (text: string): string =>
  JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);

// RFC 8616 §3: U-labels are looked up as A-labels; names without them stay as they are, because the grammar is about what is written.
const aLabels = (name: string): string =>
  /[^\0-\x7f]/.test(name) ? (canonicalDomain(`${name}.x`).domain?.slice(0, -2) ?? name) : name;

export function parseSignature(row: HeaderRow, kind: Signature['kind']): Signature {
  const list = parseTagList(octetsToText(row.line.subarray(row.line.indexOf(58) + 1)));
  const { tags } = list;
  const value = (name: string): string => tags.get(name) ?? '';
  const faults: Fault[] = [];
  const fault = (text: string, tolerable = false): void => {
    faults.push({ text, tolerable });
  };

  // §6.1.1 "signature missing required tag"
  const required =
    kind === 'DKIM' ? ['v', 'a', 'b', 'bh', 'd', 'h', 's'] : ['a', 'b', 'bh', 'd', 'h', 's'];
  for (const name of required) if (!tags.has(name)) fault(`the required tag ${name}= is missing`);
  // §3.2, §6.1.1 "signature syntax error"
  faults.push(...list.faults);
  // §3.5: v= MUST be "1"; §6.1.1 "incompatible version"
  if (kind === 'DKIM' && tags.has('v') && value('v') !== '1')
    fault(`v= is ${shown(value('v'))}, not "1"`);

  const algorithm = ALGORITHM.exec(value('a'));
  const keyType = (algorithm?.[1]?.toLowerCase() ?? null) as Signature['keyType'];
  const hash = (algorithm?.[2]?.toLowerCase() ?? null) as HashName | null;
  // RFC 8463 defines ed25519-sha256 only, RFC 8617 §4.1 knows no sha1.
  const known =
    algorithm !== null && !(hash === 'sha1' && (keyType === 'ed25519' || kind === 'AMS'));
  if (tags.has('a') && !known) fault(`the algorithm a=${shown(value('a'))} is not known`);

  // §3.5: c= defaults to simple/simple, its second half to simple.
  const canonicalization = CANONICALIZATION.exec(tags.has('c') ? value('c') : 'simple/simple');
  if (canonicalization === null) fault(`the canonicalization c=${shown(value('c'))} is not known`);

  const domain = canonicalDomain(value('d')).domain ?? value('d');
  const selector = value('s');
  const keyName =
    canonicalDomain(`${selector}._domainkey.${domain}`).domain ??
    `${selector}._domainkey.${domain}`.toLowerCase();
  if (kind === 'DKIM') {
    if (tags.has('d') && !DOMAIN.test(aLabels(value('d'))))
      fault(`d=${shown(value('d'))} is not a domain name`, domain !== '');
    if (tags.has('s') && !SELECTOR.test(aLabels(selector))) {
      fault(
        `s=${shown(selector)} is not a selector: only letters, digits, hyphens and dots between them are`,
        selector !== '',
      );
    }
  } else {
    if (tags.has('d') && domain === '') fault('d= is empty');
    if (tags.has('s') && selector === '') fault('s= is empty');
  }

  const names = value('h')
    .split(':')
    .map(trimFws)
    .filter((name) => name !== '');
  // §3.5 h=: "This list MUST NOT be empty"; §5.4: From MUST be signed; §6.1.1 "From field not signed"
  if (tags.has('h') && names.length === 0) fault('h= names no header field');
  else if (tags.has('h') && !names.some((name) => name.toLowerCase() === 'from'))
    fault('From is not among the signed fields (h=)');

  const claimedDigest = decodeBase64(value('bh'));
  const signatureValue = decodeBase64(value('b'));
  // LIBRARIES.md row 8: mailauth takes the octets before the junk.
  if (tags.has('bh') && claimedDigest === null) fault('bh= is not base64');
  if (tags.has('b') && signatureValue === null)
    fault(value('b') === '' ? 'b= is empty' : 'b= is not base64');

  for (const [name, grammar] of [
    ['t', TIMESTAMP],
    ['x', TIMESTAMP],
    ['l', LENGTH],
  ] as const) {
    if (!tags.has(name) || grammar.test(value(name))) continue;
    // §3.5 has twelve digits; everybody takes a later end for a later end.
    const isLate = name === 'x' && /^[0-9]{13,20}$/.test(value(name));
    fault(
      isLate
        ? `x=${value(name)} has more than 12 digits`
        : `${name}=${shown(value(name))} is not a number`,
      isLate,
    );
  }
  const number = (name: string, grammar: RegExp): number | null =>
    grammar.test(value(name)) ? Number(value(name)) : null;
  const signedAt = number('t', TIMESTAMP);
  const expiresAt = number('x', TIMESTAMP);
  // §3.5 x=: "MUST be greater than the value of the t= tag"
  if (signedAt !== null && expiresAt !== null && expiresAt <= signedAt) {
    fault(`x= (${expiresAt}) is not after t= (${signedAt})`, expiresAt === signedAt);
  }

  // §3.5 q=: "dns/txt" is the only method; others are ignored where it is there too.
  const methods = value('q')
    .split(':')
    .map((method) => trimFws(method).toLowerCase());
  if (kind === 'DKIM' && tags.has('q') && !methods.includes('dns/txt'))
    fault(`no key query method of q=${shown(value('q'))} is known`, true);

  const identity =
    kind === 'DKIM' ? readIdentity(tags.get('i'), domain) : { text: '', local: '', domain: null };
  const outside = kind === 'DKIM' && tags.has('i') ? identityFault(identity, domain) : null;
  if (outside !== null) fault(outside);

  return {
    kind,
    row,
    tags,
    domain,
    selector,
    keyName,
    identity: identity.text,
    identityDomain: identity.domain,
    algorithm: value('a'),
    keyType: known ? keyType : null,
    hash: known ? hash : null,
    headerCanonicalization:
      canonicalization === null ? null : (canonicalization[1]?.toLowerCase() as Canonicalization),
    bodyCanonicalization:
      canonicalization === null
        ? null
        : ((canonicalization[2]?.toLowerCase() ?? 'simple') as Canonicalization),
    names,
    claimedHash: withoutFws(value('bh')),
    claimedDigest,
    value: signatureValue,
    limit: number('l', LENGTH),
    signedAt,
    expiresAt,
    faults,
  };
}
