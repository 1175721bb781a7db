// Which name was judged: the null reverse-path is judged as postmaster@HELO (RFC 7208 §2.4), and the HELO name has a record of its own (§2.3).
import type { Verification } from '../../verify/verification.ts';
import { addressMechanism } from '../address.ts';
import { isFullyQualified } from '../connection/helo.ts';
import { draft, type Draft } from '../draft.ts';
import { canonical } from '../evidence.ts';

export function identityRule(facts: Verification): Draft[] {
  const { mailFrom, helo } = facts.spf;
  const { clientIp: ip, mailFrom: reversePath } = facts.envelope;
  if (reversePath === '') return [draft('spf-null-reverse-path', { helo: mailFrom.domain, sender: mailFrom.sender }, [`MAIL FROM:<>, HELO ${facts.envelope.helo}`], 'helo')];
  // The same name was judged already.
  if (helo.domain === mailFrom.domain) return [];
  const record = `v=spf1 ${addressMechanism(ip)} -all`;
  if (helo.result === 'none' && isFullyQualified(helo.domain) && isOwn(facts, helo.domain)) return [draft('spf-helo-none', { helo: helo.domain, ip, record }, [], 'helo')];
  if (helo.result === 'fail' || helo.result === 'softfail') {
    return [draft('spf-helo-fail', { helo: helo.domain, ip, mechanism: addressMechanism(ip) }, [helo.tree?.record, helo.reason], 'helo')];
  }
  return [];
}

/** A forwarder's or a mail service's host is not the reader's to repair. */
function isOwn({ spf, dmarc, organizationalDomains }: Verification, host: string): boolean {
  const owners = [spf.mailFrom.domain, organizationalDomains[spf.mailFrom.domain], dmarc.domain, dmarc.organizationalDomain];
  const name = canonical(host);
  return owners.some((owner) => typeof owner === 'string' && (name === canonical(owner) || name.endsWith(`.${canonical(owner)}`)));
}
