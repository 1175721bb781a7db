// What stands at the addresses that a BIMI record names: the logo's profile and its certificate. Only where they were fetched.
import type { DomainFacts, Indicator } from '../../verify/domain/domain-facts.ts';
import { draft, type Draft } from '../draft.ts';

export function indicatorDrafts({ domain, bimi, logo, certificate }: DomainFacts): Draft[] {
  const drafts: Draft[] = [];
  if (bimi.name === null && bimi.result === 'none')
    drafts.push(draft('bimi-none', { domain, name: `default._bimi.${domain}` }));
  const look = (at: Indicator | null, unreachable: Draft['code'], faulty: Draft['code']): void => {
    if (at === null) return;
    const { url, trouble, faults } = at;
    if (trouble !== null) drafts.push(draft(unreachable, { domain, url, trouble }, [url]));
    else if (faults.length > 0)
      drafts.push(draft(faulty, { domain, url, fault: faults[0] }, [url, ...faults.slice(1)]));
  };
  look(logo, 'bimi-logo-unreachable', 'bimi-logo-profile');
  look(certificate, 'bimi-certificate-unreachable', 'bimi-certificate');
  return drafts;
}
