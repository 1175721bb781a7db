// What is published at _dmarc.NAME: one question a name and message, however many tree walks pass there (RFC 9989 §4.10,
// steps 2 and 6: what is no DMARC record is discarded, and so are several). Not known here: walks, policies, alignment.
import {
  isTemporary,
  type DnsAnswer,
  type DnsStatus,
  type RecordType,
  type Resolver,
} from '../../dns/resolver.ts';
import { NOT_ASKED } from '../our-limit.ts';
import { readPolicyText, type PolicyRecord } from './dmarc-record.ts';

export interface PolicyLookup {
  /** The domain whose record was sought; the name asked is `_dmarc.` before it. */
  domain: string;
  status: DnsStatus;
  /** The one record that counts; null when there is none. */
  record: PolicyRecord | null;
  /** DMARC records found, discarded ones too. */
  texts: string[];
  /** Why there is no record, or what was discarded; '' when the record counts. */
  note: string;
  /** Nothing is known: RFC 9989 §5.3.6. */
  failed: boolean;
}

export type LookupPolicy = (domain: string) => Promise<PolicyLookup>;

/** A resolver that asks each question once: all of one message's DMARC readers share the answers. */
export function askOnce(resolver: Resolver): Resolver {
  const answers = new Map<string, Promise<DnsAnswer>>();
  return {
    resolve<T extends RecordType>(name: string, type: T): Promise<DnsAnswer<T>> {
      const key = `${type} ${name}`;
      const answer = answers.get(key) ?? resolver.resolve(name, type);
      answers.set(key, answer as Promise<DnsAnswer>);
      return answer as Promise<DnsAnswer<T>>;
    },
  };
}

/** A reader of policy records. `resolver` should ask once. */
export function policyLookup(resolver: Resolver): LookupPolicy {
  const found = new Map<string, Promise<PolicyLookup>>();
  return (domain) => {
    const known = found.get(domain) ?? lookUp(domain, resolver);
    found.set(domain, known);
    return known;
  };
}

const NOTHING: Partial<Record<DnsStatus, string>> = {
  NXDOMAIN: 'no such name',
  NODATA: 'no TXT record',
};

async function lookUp(domain: string, resolver: Resolver): Promise<PolicyLookup> {
  const { status, records } = await resolver.resolve(`_dmarc.${domain}`, 'TXT');
  const nothing = { domain, status, record: null, texts: [] };
  if (isTemporary(status))
    return {
      ...nothing,
      note: status === 'BUDGET' ? `was ${NOT_ASKED}` : `not answered: ${status}`,
      failed: true,
    };
  if (status !== 'NOERROR')
    return { ...nothing, note: NOTHING[status] ?? 'no name that can be asked', failed: false };
  // RFC 9989 §4.5: the strings of one record are joined as they are.
  const texts = records.map((strings) => strings.join(''));
  const policies = texts
    .map((text) => ({ text: text.trim(), read: readPolicyText(text) }))
    .filter(({ read }) => read.kind !== 'other');
  const result = { domain, status, texts: policies.map(({ text }) => text), failed: false };
  const only = policies[0]?.read;
  if (only === undefined) {
    const what = texts.length === 1 ? 'the TXT record does' : `${texts.length} TXT records do`;
    return { ...result, record: null, note: `${what} not begin with v=DMARC1` };
  }
  if (policies.length > 1)
    return {
      ...result,
      record: null,
      note: `${policies.length} DMARC records, all discarded (RFC 9989 §4.10)`,
    };
  if (only.kind === 'void') return { ...result, record: null, note: `discarded: ${only.why}` };
  return { ...result, record: only.kind === 'record' ? only.record : null, note: '' };
}
