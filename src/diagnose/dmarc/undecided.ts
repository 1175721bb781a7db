// DMARC could not be decided: which question stayed open, so that the right servers are looked at (RFC 9989 §5.3.6).
import type { Verification } from '../../verify/verification.ts';
import { isOurLimit } from '../../verify/our-limit.ts';
import { draft, type Draft } from '../draft.ts';
import { canonical } from '../evidence.ts';

const FAILURES = [
  'SERVFAIL',
  'REFUSED',
  'TIMEOUT',
  'LOOP',
  'ERROR',
  'NETWORK',
  'FORMERR',
  'NOTIMP',
];

export function undecidedDmarc(facts: Verification): Draft {
  const { dmarc, dkim, spf, limit } = facts;
  const { domain } = dmarc;
  const failed = (name: string): string | null => {
    const status = facts.dns.find(
      (question) =>
        canonical(question.name) === canonical(name) &&
        question.status !== 'NOERROR' &&
        !['NXDOMAIN', 'NODATA', 'BADNAME'].includes(question.status),
    )?.status;
    return status === undefined ? null : `${name}: ${status}`;
  };
  const step = dmarc.walk.find(
    ({ status }) =>
      FAILURES.includes(status) ||
      !['NOERROR', 'NXDOMAIN', 'NODATA', 'BADNAME', 'not asked'].includes(status),
  );
  const key = dkim.find(({ result, aligned }) => result === 'temperror' && aligned !== false);
  const isPolicyKnown = dmarc.record !== null;
  // Our own limit is nobody's DNS server.
  const limited = isOurLimit(dmarc.reason)
    ? (limit ?? (key?.key.bits == null ? 'DKIM' : `DKIM ${key.key.bits} bit`))
    : null;
  const isOpen = limited === null && isPolicyKnown;
  const values = {
    domain,
    limit: limited,
    ...(isPolicyKnown || limited !== null ? {} : { failed: step?.name, how: step?.status }),
    key: isOpen ? key?.key.name : null,
    spf:
      isOpen && key === undefined && spf.mailFrom.result === 'temperror'
        ? spf.mailFrom.domain
        : null,
  };
  return draft('dmarc-temperror', values, [
    dmarc.reason,
    key === undefined ? null : (failed(key.key.name) ?? key.reason),
  ]);
}
