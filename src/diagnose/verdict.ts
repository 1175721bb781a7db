// The verdict of DESIGN.md §1, from three questions: did SPF pass, did a signature pass, is the author domain aligned with one of them.
// Each is yes, no, or open; a no that is decided outweighs an open question, and an open question is never a failure of the sender.
import type { Verification } from '../verify/verification.ts';
import type { Verdict } from './finding.ts';
import { isClientHidden } from '../verify/hidden-client.ts';
import { isUnread } from './unread.ts';

export type Answer = 'yes' | 'no' | 'open';

export function verdict(facts: Verification): Verdict {
  if (isClientHidden(facts)) return verdictByDkim(facts);
  const answers = [spfAnswer(facts), dkimAnswer(facts), alignmentAnswer(facts)];
  if (answers.includes('no')) return 'fail';
  return answers.includes('open') ? 'incomplete' : 'pass';
}

/** DESIGN.md §1: where the client's address is hidden, an aligned signature decides, and without one nothing does. */
function verdictByDkim(facts: Verification): Verdict {
  const aligned = facts.dkim.filter((one) => one.aligned === true);
  if (aligned.some((one) => one.result === 'pass'))
    return alignmentAnswer(facts) === 'yes' ? 'pass' : 'incomplete';
  return aligned.length > 0 && dkimAnswer(facts) === 'no' ? 'fail' : 'incomplete';
}

export function spfAnswer(facts: Verification): Answer {
  const { spf } = facts;
  if (isClientHidden(facts)) return 'open';
  if (spf.mailFrom.result === 'pass') return 'yes';
  return spf.mailFrom.result === 'temperror' ? 'open' : 'no';
}

/** One passing signature is enough; while one of them could not be looked at, it could be that one. */
export function dkimAnswer(facts: Verification): Answer {
  const { dkim, notEvaluated, message } = facts;
  if (dkim.some((one) => one.result === 'pass')) return 'yes';
  const unseen =
    isUnread(facts) ||
    (dkim.length === 0 &&
      message.fields.some(({ name }) => name.toLowerCase() === 'dkim-signature'));
  return unseen || notEvaluated.dkim > 0 || dkim.some((one) => one.result === 'temperror')
    ? 'open'
    : 'no';
}

/** DMARC's pass (RFC 9989 §4.4), or without a policy the same question asked of the identifiers themselves. */
export function alignmentAnswer(facts: Verification): Answer {
  const { dmarc, spf, dkim } = facts;
  if (dmarc.result === 'pass') return 'yes';
  if (dmarc.result === 'temperror') return 'open';
  if (dmarc.result === 'fail' || dmarc.result === 'permerror' || !dmarc.evaluated) {
    // A failure that hangs on a question that is open is not decided.
    return dmarc.result === 'fail' && hangsOnOpen(facts) ? 'open' : 'no';
  }
  const spfAligned = dmarc.alignment.spf?.aligned === true;
  if (spfAligned && spf.mailFrom.result === 'pass') return 'yes';
  if (dkim.some((one) => one.result === 'pass' && one.aligned === true)) return 'yes';
  if (dkim.some((one) => one.result === 'pass' && one.aligned === null)) return 'open';
  return hangsOnOpen(facts) ? 'open' : 'no';
}

/** An identifier that would align could not be checked. */
function hangsOnOpen(facts: Verification): boolean {
  const { dmarc, spf, dkim } = facts;
  if (isClientHidden(facts) && dmarc.alignment.spf?.aligned !== false) return true;
  // Null is "not known", so only a plain no leaves nothing open.
  if (spf.mailFrom.result === 'temperror' && dmarc.alignment.spf?.aligned !== false) return true;
  const openSignature = dkim.some((one) => one.result === 'temperror' && one.aligned !== false);
  return (
    openSignature ||
    facts.notEvaluated.dkim > 0 ||
    (dkim.length === 0 && dkimAnswer(facts) === 'open')
  );
}
