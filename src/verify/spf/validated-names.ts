// The validated domain names of a client address (RFC 7208 §5.5), for ptr and %{p}: at most ten PTR names whose own address
// records lead back. A DNS error on the PTR question means no name, one on an address question that this name is skipped; what a
// limit of ours kept from being asked is neither, so that it never becomes a "no match". Counting towards the limits is the caller's.
import { reverseName } from '../../dns/reverse.ts';
import { isTemporary, type DnsStatus, type Resolver } from '../../dns/resolver.ts';
import { parseAddress, type Address } from './ip-network.ts';

export interface ValidatedNames {
  /** Of the PTR question. */
  status: DnsStatus;
  /** All PTR names that were looked at. */
  names: string[];
  /** Those that lead back, in the order of the answer. */
  validated: string[];
  /** PTR gave no record at all: a void lookup (RFC 7208 §4.6.4). */
  void: boolean;
  /** A limit of ours kept questions from being asked: there may be further names. */
  isOpen: boolean;
}

/** RFC 7208 §4.6.4: past ten PTR names the rest is ignored. */
const MAX_NAMES = 10;

/** Asks PTR and the names' addresses. */
export async function validatedNames(ip: Address, resolver: Resolver): Promise<ValidatedNames> {
  const answer = await resolver.resolve(reverseName(ip.text) ?? '', 'PTR');
  if (answer.status !== 'NOERROR')
    return {
      status: answer.status,
      names: [],
      validated: [],
      void: !isTemporary(answer.status),
      isOpen: answer.status === 'BUDGET',
    };
  const names = answer.records.slice(0, MAX_NAMES);
  let isOpen = false;
  const leadsBack = await Promise.all(
    names.map(async (name) => {
      const forward = await resolver.resolve(name, ip.kind === 'ip4' ? 'A' : 'AAAA');
      isOpen ||= forward.status === 'BUDGET';
      return forward.records.some((record) => parseAddress(record)?.text === ip.text);
    }),
  );
  return {
    status: 'NOERROR',
    names,
    validated: names.filter((_, i) => leadsBack[i]),
    void: false,
    isOpen,
  };
}

/** Whether a name is the domain or below it; names of different case are the same. */
function isWithin(name: string, domain: string): boolean {
  const [lowName, lowDomain] = [name.toLowerCase(), domain.toLowerCase()];
  return lowName === lowDomain || lowName.endsWith(`.${lowDomain}`);
}

/** Whether one of the names proves a ptr target (RFC 7208 §5.5); 'open' when one that we did not ask for might. */
export function provesPtr({ validated, isOpen }: ValidatedNames, target: string): boolean | 'open' {
  return validated.some((name) => isWithin(name, target)) || (isOpen ? 'open' : false);
}

/** Whether %{p} may stand for another name than the one that is selected. */
export function isOpenName({ validated, isOpen }: ValidatedNames, domain: string): boolean {
  return isOpen && !validated.some((name) => name.toLowerCase() === domain.toLowerCase());
}

/** RFC 7208 §7.3: the <domain> itself, else a name below it, else any, else "unknown". */
export function selectName(validated: readonly string[], domain: string): string {
  return (
    validated.find((name) => name.toLowerCase() === domain.toLowerCase()) ??
    validated.find((name) => isWithin(name, domain)) ??
    validated[0] ??
    'unknown'
  );
}
