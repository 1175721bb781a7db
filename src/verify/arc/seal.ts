// One ARC-Seal field (RFC 8617 §4.1.3): its values and each rule of its syntax that it breaks. There is no tolerant reading of a seal.
// Not known here: the chain it closes, the key.
import { canonicalDomain } from '../../message/domain.ts';
import { octetsToText } from '../../message/fields.ts';
import type { HeaderRow } from '../dkim/header-rows.ts';
import { decodeBase64, parseTagList } from '../dkim/tag-list.ts';

export interface Seal {
  row: HeaderRow;
  tags: ReadonlyMap<string, string>;
  /** d= as A-labels where it is a domain, else as written; '' without one. */
  domain: string;
  selector: string;
  keyName: string;
  /** cv= in lower case; null without one. */
  cv: string | null;
  /** a= as written. */
  algorithm: string;
  keyType: 'rsa' | 'ed25519' | null;
  /** b= decoded; null when it is missing or not base64. */
  value: Buffer | null;
  faults: string[];
}

export function parseSeal(row: HeaderRow): Seal {
  const { tags, faults: grammar } = parseTagList(
    octetsToText(row.line.subarray(row.line.indexOf(58) + 1)),
  );
  const faults = grammar.map(({ text }) => text);
  const value = (name: string): string => tags.get(name) ?? '';
  for (const name of ['a', 'b', 'cv', 'd', 's'])
    if (value(name) === '') faults.push(`the required tag ${name}= is missing or empty`);
  // §4.1.3: "h" in a seal makes the chain fail: what a seal covers is fixed.
  if (tags.has('h')) faults.push('it has h=, which a seal must not have (RFC 8617 section 4.1.3)');
  // RFC 8617 §4.1 with RFC 8301: no sha1; RFC 8463 adds Ed25519.
  const keyType = /^(rsa|ed25519)-sha256$/i.exec(value('a'))?.[1]?.toLowerCase() as
    | Seal['keyType']
    | undefined;
  if (value('a') !== '' && keyType === undefined)
    faults.push(`the algorithm a=${JSON.stringify(value('a').slice(0, 40))} is not known`);
  if (value('b') !== '' && decodeBase64(value('b')) === null) faults.push('b= is not base64');
  if (tags.has('t') && !/^[0-9]{1,12}$/.test(value('t')))
    faults.push(`t=${JSON.stringify(value('t').slice(0, 40))} is not a number`);
  const cv = tags.has('cv') ? value('cv').toLowerCase() : null;
  if (cv !== null && cv !== '' && !['none', 'pass', 'fail'].includes(cv))
    faults.push(`cv=${JSON.stringify(cv.slice(0, 40))} is not none, pass or fail`);
  const domain = canonicalDomain(value('d')).domain ?? value('d');
  const name = `${value('s')}._domainkey.${domain}`;
  return {
    row,
    tags,
    domain,
    selector: value('s'),
    keyName: canonicalDomain(name).domain ?? name.toLowerCase(),
    cv,
    algorithm: value('a'),
    keyType: keyType ?? null,
    value: decodeBase64(value('b')),
    faults,
  };
}
