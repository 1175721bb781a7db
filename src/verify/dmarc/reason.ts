// The one plain line of a DMARC check: why this result, in the sender's own values. Domains are canonical names, tags are
// words of the grammar, so nothing foreign gets in. Not known here: what to do about it (diagnose), layout (report).
import { OUR_LIMIT } from '../our-limit.ts';
import type { DmarcResult } from '../verification.ts';
import type { Discovery } from './discovery.ts';
import type { PolicyRecord } from './dmarc-record.ts';
import type { Identifier } from './dmarc-result.ts';
import type { TreeWalk } from './walk.ts';

export interface Judged {
  author: string;
  result: DmarcResult;
  walk: TreeWalk;
  discovery: Discovery;
  spf: Identifier | null;
  dkim: Identifier[];
  /** A signer that was not looked at and could align. */
  unseen: string | null;
}

export function dmarcReason(judged: Judged): string {
  switch (judged.result) {
    case 'pass':
      return passReason(judged);
    case 'fail':
      return failReason(judged);
    case 'temperror':
      return openReason(judged);
    case 'none':
    case 'permerror':
      return noneReason(judged);
  }
}

const modeOf = ({ discovery }: Judged, method: 'spf' | 'dkim'): 'strict' | 'relaxed' => {
  const record: PolicyRecord | null = discovery.kind === 'found' ? discovery.record : null;
  return (method === 'spf' ? record?.aspf : record?.adkim) === 's' ? 'strict' : 'relaxed';
};

function passReason(judged: Judged): string {
  const parts: string[] = [];
  const describe = (method: string, identifier: Identifier, mode: string): void => {
    const relation =
      identifier.domain === judged.author
        ? 'the author domain'
        : `which is aligned with ${judged.author} (${mode})`;
    parts.push(`${method} passed for ${identifier.domain}, ${relation}`);
  };
  if (judged.spf?.authenticated && judged.spf.aligned === true)
    describe('SPF', judged.spf, modeOf(judged, 'spf'));
  const signed = judged.dkim.find(
    (identifier) => identifier.authenticated && identifier.aligned === true,
  );
  if (signed !== undefined) describe('DKIM', signed, modeOf(judged, 'dkim'));
  return parts.join('; ');
}

function failReason(judged: Judged): string {
  const parts: string[] = [];
  const describe = (method: 'spf' | 'dkim', domains: string): void => {
    const verb = domains.includes(',') ? 'are' : 'is';
    const mode = modeOf(judged, method);
    parts.push(
      `${method.toUpperCase()} passed for ${domains}, which ${verb} not aligned with ${judged.author} (${mode})`,
    );
  };
  if (judged.spf?.authenticated) describe('spf', judged.spf.domain);
  const signers = [
    ...new Set(
      judged.dkim
        .filter((identifier) => identifier.authenticated)
        .map((identifier) => identifier.domain),
    ),
  ];
  if (signers.length > 0)
    describe('dkim', signers.slice(0, 3).join(', ') + (signers.length > 3 ? ', …' : ''));
  return parts.length === 0 ? `neither SPF nor DKIM passed for ${judged.author}` : parts.join('; ');
}

function openReason(judged: Judged): string {
  const { walk, discovery, author } = judged;
  if (discovery.kind === 'unknown' && walk.failed !== null) {
    return `the policy could not be found: _dmarc.${walk.failed.domain} ${walk.failed.note}`;
  }
  const ours = ({ isLimited }: Identifier): string =>
    isLimited ? `, ${OUR_LIMIT} was reached` : '';
  const undecided = (identifier: Identifier): boolean =>
    identifier.undecided && identifier.aligned !== false;
  if (judged.spf !== null && undecided(judged.spf)) {
    return `SPF for ${judged.spf.domain} could not be checked${ours(judged.spf)}, and nothing else passed for ${author}`;
  }
  const signed = judged.dkim.find(undecided);
  if (signed !== undefined)
    return `the DKIM signature of ${signed.domain} could not be checked${ours(signed)}, and nothing else passed for ${author}`;
  if (judged.unseen !== null)
    return `a signature of ${judged.unseen} was not evaluated, ${OUR_LIMIT} was reached, and nothing else passed for ${author}`;
  const identifiers = [...(judged.spf === null ? [] : [judged.spf]), ...judged.dkim];
  const open = identifiers.find(
    (identifier) => identifier.authenticated && identifier.aligned === null,
  );
  if (open !== undefined)
    return `whether ${open.domain} is aligned with ${author} could not be found out: DNS did not answer`;
  return `whether ${author} exists could not be found out, and with it which policy applies (np or sp)`;
}

function noneReason({ walk, discovery }: Judged): string {
  if (discovery.kind === 'not-usable') {
    const { invalid, p } = discovery.record;
    const fault =
      p === null && !invalid.some((tag) => tag.startsWith('p='))
        ? 'has no p='
        : 'has a policy that is not valid';
    return `the record at _dmarc.${discovery.policyDomain} ${fault} and no rua= to report to: no DMARC (RFC 9989 §4.10.1)`;
  }
  const discarded = walk.steps.find((step) => step.texts.length > 0 && step.record === null);
  const names =
    walk.steps.length === 1 ? `_dmarc.${walk.domain}` : `_dmarc.${walk.domain} or above`;
  if (discarded === undefined) return `no DMARC record at ${names}`;
  return `no DMARC record that counts at ${names} (_dmarc.${discarded.domain}: ${discarded.note})`;
}
