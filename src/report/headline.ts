// The one line after the verdict: what it means for this mail (DESIGN.md §1). Decides nothing: it picks the sentence that fits
// the verdict and the domain owner's policy.
import type { Severity, Verdict } from '../diagnose/finding.ts';
import type { DkimCheck, DmarcCheck, SpfCheck, Verification } from '../verify/verification.ts';
import { isClientHidden } from '../verify/hidden-client.ts';
import { isOurLimit } from '../verify/our-limit.ts';
import { dmarcFault } from './dmarc-fault.ts';
import { untrustedName, plainDomain } from './untrusted-text.ts';
import type { LayoutWords } from '../words/en/layouts.ts';

/** The facts a headline is made of. */
type Facts = Pick<Verification, 'spf' | 'dkim' | 'dmarc' | 'limit' | 'iprev' | 'envelope'>;

/** What of the findings it tells: that there is something to fix although the verdict is a pass, and what is wrong with a DMARC record. */
export interface FindingFacts {
  code: string;
  severity: Severity;
  citation: string;
}

export function headline(
  verdict: Verdict,
  facts: Facts,
  findings: readonly FindingFacts[],
  words: LayoutWords,
): string {
  const { dmarc, spf } = facts;
  const name = dmarc.domain ?? spf.mailFrom.domain;
  // In quotes what is no host name: a line that begins with it must not look like one of the report's own.
  const domain = plainDomain(name)?.slice(0, 60) ?? `"${untrustedName(name, 60)}"`;
  if (isClientHidden(facts) && verdict !== 'fail') {
    const ip = untrustedName(facts.envelope.clientIp, 60);
    return verdict === 'pass'
      ? words.headline.passByDkimClientHidden(domain, ip)
      : words.headline.clientHidden(ip);
  }
  if (verdict === 'pass')
    return [passing(facts, findings, domain, words), reservation(findings, words)]
      .filter((sentence) => sentence !== '')
      .join(' ');
  if (verdict === 'incomplete') return undecided(facts, words);
  if (!dmarc.evaluated && dmarc.result !== 'temperror') return words.headline.authorUnreadable;
  return failure(spf.mailFrom, facts.dkim, dmarc, domain, words);
}

/** Which of the two proves the author: one that passes for another domain proves nothing to DMARC. */
function passing(
  { dmarc, dkim }: Facts,
  findings: readonly FindingFacts[],
  domain: string,
  { headline: words }: LayoutWords,
): string {
  if (dmarc.result !== 'pass')
    return dmarcFault(dmarc, findings) === null
      ? words.passWithoutDmarc(domain)
      : words.passDmarcBroken(domain);
  const bySpf = dmarc.alignment.spf?.aligned === true;
  const byDkim = dkim.some((check) => passed(check) && check.aligned === true);
  if (bySpf && !byDkim) return words.passBySpf(domain);
  return byDkim && !bySpf ? words.passByDkim(domain) : words.pass(domain);
}

/** What a pass does not say: that a receiver refuses the message for another reason, or that an error waits for the next one. */
function reservation(findings: readonly FindingFacts[], { headline: words }: LayoutWords): string {
  const problems = findings.filter(({ severity }) => severity !== 'ok');
  const refused = problems.findIndex(
    ({ severity, citation }) => severity !== 'notice' && /Gmail[^;]*\b550\b/.test(citation),
  );
  if (refused !== -1) return words.butGmail(refused + 1);
  const errors = problems.filter(({ severity }) => severity === 'error');
  return errors.length === 0 ? '' : words.butErrors(errors.length);
}

/** The tag that gave the policy, as its owner wrote it: "p=reject". */
export function policyTag({ policy, applied }: DmarcCheck): string | null {
  return policy === null || applied === null ? null : `${applied}=${policy[applied] ?? 'none'}`;
}

function passed({ result }: DkimCheck): boolean {
  return result === 'pass';
}

function failure(
  spf: SpfCheck,
  dkim: readonly DkimCheck[],
  dmarc: DmarcCheck,
  domain: string,
  { headline: words }: LayoutWords,
): string {
  const dkimPassed = dkim.some(passed);
  if (dmarc.result === 'fail') {
    const policy = policyTag(dmarc) ?? 'p=none';
    if (dmarc.disposition === 'reject') return words.refused(policy);
    return dmarc.disposition === 'quarantine'
      ? words.quarantined(policy)
      : words.nothingAsked(policy);
  }
  const tolerated = dkim.some(({ tolerant }) => tolerant?.result === 'pass');
  if (dmarc.result === 'pass') {
    if (!dkimPassed) return tolerated ? words.spfAloneTolerated : words.spfAlone;
    return spf.result === 'fail' ? words.dkimAloneSpfFail : words.dkimAlone(spf.result);
  }
  if (spf.result === 'pass' && dkimPassed)
    return dmarc.result === 'permerror' ? words.dmarcBroken : words.notAligned(domain);
  if (dkimPassed) return words.spfMissing(spf.result);
  if (spf.result === 'pass') return words.dkimMissing;
  return spf.result === 'temperror' ? words.spfUnchecked : words.nothingProves;
}

function undecided({ spf, dkim, dmarc, limit }: Facts, { headline: words }: LayoutWords): string {
  const open = [
    spf.mailFrom.result === 'temperror' ? 'SPF' : '',
    dkim.some(({ result }) => result === 'temperror') ? 'DKIM' : '',
    dmarc.result === 'temperror' ? 'DMARC' : '',
  ].filter((method) => method !== '');
  const reasons = [spf.mailFrom, dmarc, ...dkim]
    .filter(({ result }) => result === 'temperror')
    .map(({ reason }) => reason);
  return limit !== null || open.length === 0 || reasons.some(isOurLimit)
    ? words.limited
    : words.undecided(open.join(', '));
}
