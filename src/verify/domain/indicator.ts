// What stands at the addresses that a BIMI record names: the logo and its mark certificate, fetched by the one fetcher (SECURITY.md §6).
import type { Fetch } from './fetch-public.ts';
import type { BimiCheck } from '../bimi/bimi-check.ts';
import { readEvidence } from '../bimi/certificate.ts';
import { logoFaults } from '../bimi/logo.ts';
import type { Indicator } from './domain-facts.ts';

export interface Indicators {
  logo: Indicator | null;
  certificate: Indicator | null;
}

export async function indicators(
  { location, evidence, domain, name }: BimiCheck,
  fetch: Fetch,
  now: number,
): Promise<Indicators> {
  const owner = name?.slice(name.indexOf('._bimi.') + '._bimi.'.length) ?? '';
  const domains = [...new Set([domain ?? '', owner])].filter((one) => one !== '');
  const [logo, certificate] = await Promise.all([
    location === null ? null : indicator(location, fetch, (body) => logoFaults(body)),
    evidence === null
      ? null
      : indicator(evidence, fetch, (body) => readEvidence(body, domains, now).faults),
  ]);
  return { logo, certificate };
}

async function indicator(
  url: string,
  fetch: Fetch,
  faultsOf: (body: Uint8Array) => string[],
): Promise<Indicator> {
  const fetched = await fetch(url);
  if (fetched.kind === 'failed')
    return { url, trouble: fetched.trouble, undecided: fetched.undecided, faults: [] };
  return { url, trouble: null, undecided: false, faults: faultsOf(fetched.body) };
}
