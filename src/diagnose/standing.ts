// Who the sender is to us (DESIGN.md §1): decides whether a report may be mailed. What the domain owner disowns stays disowned even if
// the reverse-path is proven: the owner of the From domain asked for its refusal, and the SMTP reply carries the verdict back anyway.
import { isClientHidden } from '../verify/hidden-client.ts';
import type { Verification } from '../verify/verification.ts';
import type { Standing } from './finding.ts';

export function standing(facts: Verification): Standing {
  const { spf, dmarc, proof } = facts;
  const known = proof.spf || proof.dkim !== null ? 'proven' : 'unproven';
  // Nobody is disowned for an address that is not the sender's.
  if (isClientHidden(facts)) return known;
  if (spf.mailFrom.result === 'fail') return 'disowned';
  // After np, sp and t=y (RFC 9989 §4.7): what is asked for this very message.
  if (
    dmarc.result === 'fail' &&
    (dmarc.disposition === 'quarantine' || dmarc.disposition === 'reject')
  )
    return 'disowned';
  return known;
}
