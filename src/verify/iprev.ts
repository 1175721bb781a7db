// The iprev method (RFC 8601 §3): does a name of the client's address lead back to it? Result words by §2.7.3.
// Private addresses are asked like any other. Not known here: whether the name looks like a mail server's.
import { reverseName } from '../dns/reverse.ts';
import { isTemporary, type Resolver } from '../dns/resolver.ts';
import { statusText } from './our-limit.ts';
import { parseAddress } from './spf/ip-network.ts';
import type { IprevCheck } from './verification.ts';

/** RFC 8601 §3 leaves the limit to us; ten as in RFC 7208 §5.5. */
const MAX_NAMES = 10;

/** Checks an address (an IPv4-mapped IPv6 address as IPv4). Not an address: TypeError, a bug of the caller. */
export async function iprev(ip: string, resolver: Resolver): Promise<IprevCheck> {
  const client = parseAddress(ip);
  if (client === null) throw new TypeError(`iprev needs an IP address, not "${ip}"`);
  const check: IprevCheck = {
    result: 'permerror',
    reason: '',
    ip: client.text,
    name: null,
    names: [],
  };
  const answer = await resolver.resolve(reverseName(client.text) ?? '', 'PTR');
  if (isTemporary(answer.status))
    return {
      ...check,
      result: 'temperror',
      reason: `the PTR record of ${client.text} could not be looked up (${statusText(answer.status)})`,
    };
  if (answer.status !== 'NOERROR')
    return { ...check, reason: `${client.text} has no PTR record (${answer.status})` };

  const type = client.kind === 'ip4' ? 'A' : 'AAAA';
  let undecided: string | null = null;
  check.names = await Promise.all(
    answer.records.slice(0, MAX_NAMES).map(async (name) => {
      const forward = await resolver.resolve(name, type);
      if (isTemporary(forward.status))
        undecided ??= `${type} of ${name}: ${statusText(forward.status)}`;
      return {
        name,
        addresses: [...forward.records],
        matches: forward.records.some((record) => parseAddress(record)?.text === client.text),
      };
    }),
  );
  const proven = check.names.find(({ matches }) => matches);
  if (proven !== undefined)
    return {
      ...check,
      result: 'pass',
      name: proven.name,
      reason: `${client.text} is ${proven.name}, and that has ${client.text}`,
    };
  // A name that could not be asked may be the one.
  if (undecided !== null)
    return {
      ...check,
      result: 'temperror',
      reason: `no name of ${client.text} could be confirmed (${String(undecided)})`,
    };
  return {
    ...check,
    result: 'fail',
    reason: failure(client.text, check.names, answer.records.length),
  };
}

function failure(ip: string, names: IprevCheck['names'], published: number): string {
  const [first] = names;
  if (first === undefined || names.length > 1)
    return `none of the ${published} PTR names of ${ip} leads back to it`;
  if (first.addresses.length === 0) return `${ip} is called ${first.name}, but that has no address`;
  return `${ip} is called ${first.name}, but that has ${first.addresses.slice(0, 3).join(', ')}`;
}
