// Looks a domain's record up and selects it (RFC 7208 §4.4, §4.5): TXT only, type 99 is never asked (§3.1).
import { isTemporary, type DnsAnswer, type Resolver } from '../../dns/resolver.ts';
import { MAX_CHAIN } from '../../dns/zone/lookup.ts';
import { NOT_ASKED } from '../our-limit.ts';
import { VERSION } from './parse-record.ts';

export interface FetchedRecord {
  status: 'found' | 'none' | 'several' | 'temperror' | 'limit';
  /** The record's text, strings joined without spaces (RFC 7208 §3.3); null unless found. */
  text: string | null;
  /** Why there is none, as the end of "x.example …"; '' when found. */
  problem: string;
  /** The question gave no record of any kind (RFC 7208 §4.6.4). */
  void: boolean;
}

/** A failed question in a few words. */
export function dnsProblem(answer: DnsAnswer): string {
  const of = `${answer.type} of ${answer.name}`;
  switch (answer.status) {
    case 'NXDOMAIN':
      return `${answer.name} does not exist`;
    case 'NODATA':
    case 'BADNAME':
      return `no ${of}`;
    case 'TIMEOUT':
      return `${of}: no answer in time`;
    case 'LOOP':
      return `${of}: a CNAME loop`;
    case 'CHAIN':
      return `${of}: a chain of more than ${MAX_CHAIN} CNAMEs`;
    case 'BUDGET':
      return `${of}: ${NOT_ASKED}`;
    default:
      return `${of}: ${answer.status}`;
  }
}

/** Asks for the SPF record of a valid name. */
export async function fetchRecord(domain: string, resolver: Resolver): Promise<FetchedRecord> {
  const answer = await resolver.resolve(domain, 'TXT');
  if (answer.status === 'BUDGET')
    return {
      status: 'limit',
      text: null,
      problem: `was ${NOT_ASKED}`,
      void: false,
    };
  // RFC 7208 §4.4
  if (isTemporary(answer.status))
    return {
      status: 'temperror',
      text: null,
      problem: `could not be looked up (${dnsProblem(answer)})`,
      void: false,
    };
  const isVoid = answer.status !== 'NOERROR';
  const found = answer.records
    .map((strings) => strings.join(''))
    .filter((text) => VERSION.test(text));
  const [text] = found;
  if (text === undefined) {
    const problem = answer.status === 'NXDOMAIN' ? 'does not exist' : 'has no SPF record';
    return { status: 'none', text: null, problem, void: isVoid };
  }
  // RFC 7208 §4.5
  if (found.length > 1)
    return {
      status: 'several',
      text: null,
      problem: `has ${found.length} SPF records, one is allowed`,
      void: false,
    };
  return { status: 'found', text, problem: '', void: false };
}
