// The mail is not signed: what the header tells about why (RFC 6376 §6.3 leaves it at "no signature").
import type { MisplacedRecord, Verification } from '../../verify/verification.ts';
import { draft, type Draft } from '../draft.ts';
import { authorDomain } from '../message/author.ts';
import { senderHost } from '../sender-host/sender-host.ts';
import { isUnread } from '../unread.ts';
import { shortKey } from './repaired-key.ts';
import { oneLine } from './one-line.ts';
import { signingService } from './signing-service.ts';

export function unsignedRule(facts: Verification): Draft[] {
  const { fields } = facts.message;
  if (facts.dkim.length > 0 || facts.notEvaluated.dkim > 0) return [];
  // A signature that a limit of ours kept from being looked at is no missing signature, nor is a message that was not read.
  if (isUnread(facts) || fields.some(({ name }) => name.toLowerCase() === 'dkim-signature'))
    return [];
  const domain = authorDomain(facts) ?? facts.spf.mailFrom.domain;
  const local = fields.find(
    ({ name, value }) =>
      name.toLowerCase() === 'received' &&
      /\(Postfix, from userid \d+\)|\bwith local\b/i.test(value),
  );
  // The filter leaves its mark even when it does not sign.
  const milter = fields.find(
    ({ name, value }) =>
      /^(?:x-dkim|dkim-filter)$/i.test(name) ||
      (name.toLowerCase() === 'authentication-results' && /\bdkim=none\b/i.test(value)),
  );
  // Who has a web form has the site, and rarely the mail server that it runs on.
  const host = senderHost(facts);
  const site = host.kind === 'web-form' ? host.owner : null;
  const published = facts.places.find((place) => isKeyFor(place, domain));
  const found = elsewhere(facts.places, domain);
  const drafts: Draft[] = [];
  if (found !== null) {
    const wanted = found.name.includes('._domainkey.')
      ? `${found.name.split('._domainkey.')[0] ?? ''}._domainkey.${domain}`
      : `_domainkey.${domain}`;
    const seen = [
      `${found.name} ${found.records.length > 0 ? `TXT ${shortKey(found.records[0] ?? '')}` : found.status}`,
      `_domainkey.${domain}: no key`,
    ];
    // Publishing the key alone mends nothing: the record is named by where it stands.
    drafts.push(
      draft(
        'dkim-key-wrong-name',
        {
          domain,
          name: wanted,
          found: found.name,
          published: found.records.length > 0 ? found.name : null,
          unsigned: found.name.split('_domainkey.')[1] ?? '',
        },
        seen,
      ),
    );
  }
  drafts.push(
    draft(
      'dkim-none',
      {
        domain,
        site,
        milter: milter?.name,
        local: milter === undefined && local !== undefined ? 'non_smtpd_milters' : null,
        key: published?.name,
        bounce: facts.envelope.mailFrom === '' ? 'bounce' : null,
        ...signingService(facts),
      },
      [
        'no DKIM-Signature field',
        milter === undefined ? null : oneLine(`${milter.name}: ${milter.value}`),
        local === undefined ? null : oneLine(`${local.name}: ${local.value}`),
      ],
    ),
  );
  return drafts;
}

function isKeyFor({ sought, name, records }: MisplacedRecord, domain: string): boolean {
  return sought === 'dkim-key' && records.length > 0 && name.endsWith(`._domainkey.${domain}`);
}

/**
 * A key for another name, while the domain itself has none: nothing at all is below its `_domainkey` (RFC 8020 makes NXDOMAIN say that),
 * or the same selector was asked there and is empty.
 */
function elsewhere(places: readonly MisplacedRecord[], domain: string): MisplacedRecord | null {
  const space = `_domainkey.${domain}`;
  const keys = places.filter(({ sought, belongs }) => sought === 'dkim-key' && belongs === space);
  const isOwn = ({ name }: MisplacedRecord): boolean =>
    name === space || name.endsWith(`.${space}`);
  if (keys.some((place) => isKeyFor(place, domain))) return null;
  const empty = keys.find(({ name }) => name === space)?.status === 'NXDOMAIN';
  const others = keys.filter((place) => !isOwn(place));
  const asked = (selector: string): boolean =>
    keys.some(
      ({ name, status }) =>
        name === `${selector}.${space}` && (status === 'NXDOMAIN' || status === 'NODATA'),
    );
  const key = others.find(
    ({ name, records }) =>
      records.length > 0 && (empty || asked(name.split('._domainkey.')[0] ?? '')),
  );
  return (
    key ??
    (empty
      ? (others.find(
          ({ relation, status }) =>
            relation === 'namespace' && (status === 'NODATA' || status === 'NOERROR'),
        ) ?? null)
      : null)
  );
}
