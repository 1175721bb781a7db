// Why a key could not be had or used, as a ruling and in plain words (RFC 6376 §6.1.2).
import type { DnsStatus } from '../../dns/resolver.ts';
import { isTemporary } from '../../dns/resolver.ts';
import { MAX_CHAIN } from '../../dns/zone/lookup.ts';
import { NOT_ASKED } from '../our-limit.ts';
import type { KeyLookup } from './key-lookup.ts';
import type { KeyFault } from './key-record.ts';
import { RULED, type Ruling } from './results.ts';

const STATUS: Record<Exclude<DnsStatus, 'NOERROR'>, string> = {
  NODATA: 'the name has no TXT record',
  NXDOMAIN: 'NXDOMAIN',
  BADNAME: 'no such name can be asked',
  SERVFAIL: 'SERVFAIL',
  REFUSED: 'REFUSED',
  TIMEOUT: 'no answer in time',
  LOOP: 'a CNAME loop',
  CHAIN: `a chain of more than ${MAX_CHAIN} CNAMEs`,
  BUDGET: NOT_ASKED,
  ERROR: 'an unusable answer',
};
const SHOWN = 60;

/** The ruling when there is no key record to judge by. `lookup` is null when the signature names no key. */
export function unavailable(lookup: KeyLookup | null): Ruling {
  if (lookup === null)
    return {
      result: RULED.keyMissing,
      reason: 'the signature does not say where its key is (d=, s=)',
    };
  const { name, answer, texts } = lookup;
  if (isTemporary(answer.status) && answer.status !== 'NOERROR') {
    return {
      result: RULED.keyUnavailable,
      reason: `the key at ${name} could not be looked up: ${STATUS[answer.status]}`,
    };
  }
  if (answer.status !== 'NOERROR')
    return { result: RULED.keyMissing, reason: `no key at ${name} (${STATUS[answer.status]})` };
  const [text = ''] = texts;
  const quoted = JSON.stringify(text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);
  return {
    result: RULED.keyMissing,
    reason: `no key at ${name}: the TXT record there is not a key record: ${quoted}`,
  };
}

/** The ruling when the record, or what it may be used for, is at fault. */
export function unusable({ text, result }: KeyFault, { name, texts }: KeyLookup): Ruling {
  const several = texts.length > 1 ? ` (${texts.length} TXT records stand at the name)` : '';
  if (result === 'temperror')
    return { result, reason: `the key at ${name} was not evaluated: ${text}${several}` };
  const what =
    result === 'policy'
      ? `the key at ${name} is not accepted`
      : `the key record at ${name} cannot be used`;
  return { result, reason: `${what}: ${text}${several}` };
}
