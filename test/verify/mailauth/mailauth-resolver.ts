// Hands a Resolver to mailauth in the shape of dns.promises.resolve: values or an Error with a code.
// Which code means what is mailauth's: ENOTFOUND and ENODATA are "no record" (kept apart for np=, RFC 9989 §4.7), every other
// code of ours ends as temperror in SPF, DKIM and DMARC alike (test/dns/mailauth.test.ts runs all three).
// Closes LIBRARIES.md rows 5 and 7. Not known here: budgets, caches, evidence.
import type { DnsAnswer, DnsStatus, RecordType, Resolver } from '../../../src/dns/resolver.ts';
import { isAskableExchange } from '../../../src/verify/spf/is-askable-exchange.ts';
import { MAX_CHAIN } from '../../../src/dns/zone/lookup.ts';

/** The `resolver` option of mailauth's functions; their own type only knows string[] and string[][] and is wrong about MX. */
export type MailauthResolver = (name: string, type: string) => Promise<string[] | string[][]>;

/**
 * BADNAME is ENOTFOUND and not EBADNAME: a name that cannot be put into a packet cannot exist, which is what RFC 7208 §4.3
 * and RFC 9989 make of it ("none", no match, no record). mailauth would read EBADNAME as permerror in SPF and as temperror in DKIM.
 */
const CODE: Record<Exclude<DnsStatus, 'NOERROR'>, string> = {
  NODATA: 'ENODATA',
  NXDOMAIN: 'ENOTFOUND',
  BADNAME: 'ENOTFOUND',
  SERVFAIL: 'ESERVFAIL',
  REFUSED: 'EREFUSED',
  TIMEOUT: 'ETIMEOUT',
  LOOP: 'ELOOP',
  CHAIN: 'ELOOP',
  BUDGET: 'EBUDGET',
  ERROR: 'EBADRESP',
};

const WORDS: Record<Exclude<DnsStatus, 'NOERROR'>, string> = {
  NODATA: 'no record of this type',
  NXDOMAIN: 'no such name',
  BADNAME: 'not a name that can be asked',
  SERVFAIL: 'server failure',
  REFUSED: 'refused by the server',
  TIMEOUT: 'no answer in time',
  LOOP: 'CNAME loop',
  CHAIN: `chain of more than ${MAX_CHAIN} CNAMEs`,
  BUDGET: 'not asked: our DNS limit is reached',
  ERROR: 'unusable answer',
};

/** An Error as node:dns throws it, but without a trace: mailauth reads the code alone, and "no such name" is an everyday answer. */
function dnsError(answer: DnsAnswer, status: Exclude<DnsStatus, 'NOERROR'>): Error {
  const error = Object.create(Error.prototype) as Error;
  return Object.assign(error, {
    message: `${WORDS[status]}: ${answer.type} ${answer.name}`,
    code: CODE[status],
    syscall: `query${answer.type}`,
    hostname: answer.name,
  });
}

async function ask<T extends RecordType>(
  resolver: Resolver,
  name: string,
  type: T,
): Promise<DnsAnswer<T>['records']> {
  const answer = await resolver.resolve(name, type);
  if (answer.status !== 'NOERROR') throw dnsError(answer, answer.status);
  return answer.records;
}

/** mailauth's `resolver` option on top of a Resolver. Types mailauth does not ask for are a bug of the caller: TypeError. */
export function mailauthResolver(resolver: Resolver): MailauthResolver {
  return async (name, type) => {
    switch (type) {
      case 'A':
      case 'AAAA':
      case 'CNAME':
      case 'NS':
      case 'PTR':
        return (await ask(resolver, name, type)).slice();
      case 'TXT':
        // Row 5: a TXT of zero strings is a record with an empty text; mailauth joins the strings itself.
        return (await ask(resolver, name, type)).map((strings) =>
          strings.length === 0 ? [''] : strings.slice(),
        );
      case 'MX':
        return (await ask(resolver, name, type))
          .filter((mx) => isAskableExchange(mx.exchange))
          .map((mx) => ({ exchange: mx.exchange, priority: mx.preference })) as unknown as string[];
      default:
        throw new TypeError(`mailauth asked for an unexpected record type: ${type}`);
    }
  };
}
