// Which name was judged: the null reverse-path is judged as postmaster@HELO (RFC 7208 §2.4), and the HELO name has a record of its own (§2.3).
import type { Verification } from '../../verify/verification.ts';
import { addressMechanism } from '../address.ts';
import { isFullyQualified } from '../connection/helo.ts';
import { draft, type Draft } from '../draft.ts';
import { canonical } from '../evidence.ts';
import { providerOf } from '../sender-host/providers.ts';
import { finalRecord } from './final-record.ts';
import { draftWithRecord } from './with-final.ts';

export function identityRule(facts: Verification): Draft[] {
  const { mailFrom, helo } = facts.spf;
  const { clientIp: ip, mailFrom: reversePath } = facts.envelope;
  if (reversePath === '') {
    return [
      draft(
        'spf-null-reverse-path',
        { helo: mailFrom.domain, sender: mailFrom.sender },
        [`MAIL FROM:<>, HELO ${facts.envelope.helo}`],
        'helo',
      ),
    ];
  }
  // The same name was checked already.
  if (canonical(helo.domain) === canonical(mailFrom.domain) || !isFullyQualified(helo.domain))
    return [];
  const own = isOwn(facts, helo.domain) && providerOf(helo.domain) === null;
  const final = own ? finalRecord(facts, helo) : null;
  if (helo.result === 'none' && own)
    return final === null
      ? []
      : [
          draftWithRecord(
            'spf-helo-none',
            final,
            { helo: helo.domain, ip },
            [`${helo.domain} TXT: no SPF record`],
            'helo',
          ),
        ];
  if (helo.result === 'fail' || helo.result === 'softfail') {
    const seen = [
      helo.tree?.record == null ? null : `${helo.domain} TXT ${helo.tree.record}`,
      helo.reason,
    ];
    return [
      draftWithRecord(
        'spf-helo-fail',
        final,
        {
          helo: helo.domain,
          ip,
          mechanism: addressMechanism(ip),
          foreign: own ? null : helo.domain,
        },
        seen,
        'helo',
      ),
    ];
  }
  return [];
}

/** A forwarder's or a mail service's host is not the reader's to repair. */
function isOwn({ spf, dmarc, organizationalDomains }: Verification, host: string): boolean {
  const owners = [
    spf.mailFrom.domain,
    organizationalDomains[spf.mailFrom.domain],
    dmarc.domain,
    dmarc.organizationalDomain,
  ];
  const name = canonical(host);
  return owners.some(
    (owner) =>
      typeof owner === 'string' &&
      (name === canonical(owner) || name.endsWith(`.${canonical(owner)}`)),
  );
}
