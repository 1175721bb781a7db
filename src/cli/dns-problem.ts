// One line for an operator whose DNS servers do not answer at all: without it, "could not be checked" would look like the senders' trouble.
import { serviceResolver } from '../dns/service-resolver.ts';
import type { DnsStatus } from '../dns/resolver.ts';
import type { Clock } from '../runtime/clock.ts';

/** The line, when questions were asked and not one of them was answered. */
export function dnsProblem(
  statuses: readonly string[],
  servers: readonly string[],
  setting: string,
): string | null {
  const unanswered: readonly DnsStatus[] = ['TIMEOUT', 'REFUSED'];
  if (
    statuses.length === 0 ||
    !statuses.every((status) => unanswered.some((one) => one === status))
  )
    return null;
  const which = servers.length === 0 ? "the system's DNS servers" : servers.join(', ');
  return `no answer from ${which} (${setting}): what needs DNS cannot be checked until there is one`;
}

/** Asks the servers one question, about our own domain; `tell` hears of trouble unless this is disposed of before. */
export function watchDns(
  { servers, domain, clock }: { servers: readonly string[]; domain: string; clock: Clock },
  tell: (line: string) => void,
): AsyncDisposable {
  const resolver = serviceResolver({ servers, zoneCounts: null, clock });
  let isWanted = true;
  const asking = resolver.resolve(domain, 'SOA').then(({ status }) => {
    const line = dnsProblem([status], servers, 'DNS_SERVERS');
    if (isWanted && line !== null) tell(line);
  });
  return {
    async [Symbol.asyncDispose]() {
      isWanted = false;
      await resolver[Symbol.asyncDispose]();
      await asking;
    },
  };
}
