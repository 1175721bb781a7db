// The one line after the verdict: what it means for this mail (DESIGN.md §1). Decides nothing: it picks the sentence that fits
// the verdict and the domain owner's policy.
import type { Verdict } from '../diagnose/finding.ts';
import type { DkimCheck, DmarcCheck, SpfCheck, Verification } from '../verify/verification.ts';
import { isClientHidden } from '../verify/hidden-client.ts';
import { foreignName, plainDomain } from './foreign.ts';
import type { LayoutWords } from './layout-words/en.ts';

/** The facts a headline is made of. */
type Facts = Pick<Verification, 'spf' | 'dkim' | 'dmarc' | 'limit' | 'iprev' | 'envelope'>;

export function headline(verdict: Verdict, facts: Facts, words: LayoutWords): string {
  const { dmarc, spf } = facts;
  const name = dmarc.domain ?? spf.mailFrom.domain;
  // In quotes what is no host name: a line that begins with it must not look like one of the report's own.
  const domain = plainDomain(name)?.slice(0, 60) ?? `"${foreignName(name, 60)}"`;
  if (isClientHidden(facts) && verdict !== 'fail') {
    const ip = foreignName(facts.envelope.clientIp, 60);
    return verdict === 'pass' ? words.headline.passByDkimClientHidden(domain, ip) : words.headline.clientHidden(ip);
  }
  if (verdict === 'pass') return dmarc.result === 'pass' ? words.headline.pass(domain) : words.headline.passWithoutDmarc(domain);
  if (verdict === 'incomplete') return undecided(facts, words);
  if (!dmarc.evaluated && dmarc.result !== 'temperror') return words.headline.authorUnreadable;
  return failure(spf.mailFrom, facts.dkim.some(passed), dmarc, domain, words);
}

/** The tag that gave the policy, as its owner wrote it: "p=reject". */
export function policyTag({ policy, applied }: DmarcCheck): string | null {
  return policy === null || applied === null ? null : `${applied}=${policy[applied] ?? 'none'}`;
}

function passed({ result }: DkimCheck): boolean {
  return result === 'pass';
}

function failure(spf: SpfCheck, dkimPassed: boolean, dmarc: DmarcCheck, domain: string, { headline: words }: LayoutWords): string {
  if (dmarc.result === 'fail') {
    const policy = policyTag(dmarc) ?? 'p=none';
    if (dmarc.disposition === 'reject') return words.refused(policy);
    return dmarc.disposition === 'quarantine' ? words.quarantined(policy) : words.nothingAsked(policy);
  }
  if (dmarc.result === 'pass') {
    if (!dkimPassed) return words.spfAlone;
    return spf.result === 'fail' ? words.dkimAloneSpfFail : words.dkimAlone(spf.result);
  }
  if (spf.result === 'pass' && dkimPassed) return dmarc.result === 'permerror' ? words.dmarcBroken : words.notAligned(domain);
  if (dkimPassed) return words.spfMissing(spf.result);
  return spf.result === 'pass' ? words.dkimMissing : words.nothingProves;
}

function undecided({ spf, dkim, dmarc, limit }: Facts, { headline: words }: LayoutWords): string {
  const open = [spf.mailFrom.result === 'temperror' ? 'SPF' : '', dkim.some(({ result }) => result === 'temperror') ? 'DKIM' : '', dmarc.result === 'temperror' ? 'DMARC' : ''].filter(
    (method) => method !== '',
  );
  return limit !== null || open.length === 0 ? words.limited : words.undecided(open.join(', '));
}
