// The answer to a question that a limit of ours kept from being asked.
import type { DnsAnswer, RecordType } from './resolver.ts';

/** `name` is canonical. */
export function notAsked<T extends RecordType>(name: string, type: T): DnsAnswer<T> {
  return {
    name,
    type,
    status: 'BUDGET',
    records: [],
    ttl: null,
    ms: 0,
    authenticated: false,
    cached: false,
    chain: [],
  };
}
