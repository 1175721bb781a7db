// One SPF case of the fuzzer: a zone as data, which every implementation is given in its own shape, and who sends.
import { AT } from '../verify/spf/run-cases.ts';
import type { HostQuery } from '../../src/verify/spf/check-host.ts';

export type Failure = 'SERVFAIL' | 'REFUSED' | 'TIMEOUT' | 'ERROR';

/** Records by type in presentation form; a TXT is its text, one char an octet. A CNAME stands alone. */
export type FuzzSets = Partial<
  Record<'A' | 'AAAA' | 'MX' | 'PTR' | 'TXT' | 'CNAME', string[] | Failure>
>;
export type FuzzZone = Record<string, FuzzSets>;

export interface SpfCase {
  zone: FuzzZone;
  ip: string;
  sender: string;
  helo: string;
}

const escaped = (octets: string): string =>
  octets.replace(/["\\]|[^ -~]/g, (char) =>
    /["\\]/.test(char) ? `\\${char}` : `\\${String(char.charCodeAt(0)).padStart(3, '0')}`,
  );
const ownerOf = (name: string): string =>
  name.replace(/[^A-Za-z0-9_.-]/g, (char) => `\\${String(char.charCodeAt(0)).padStart(3, '0')}`);

/** As src/dns/zone.ts reads it. */
export function zoneText(zone: FuzzZone): string {
  const lines = Object.entries(zone).flatMap(([name, sets]) =>
    Object.entries(sets).flatMap(([type, values]) => {
      if (typeof values === 'string') return [`${ownerOf(name)}. ${type} ${values}`];
      return values.map((value) => {
        if (type === 'TXT') return `${ownerOf(name)}. TXT "${escaped(value)}"`;
        if (type === 'MX')
          return `${ownerOf(name)}. MX ${value.replace(/ (.*)$/, (_, host: string) => ` ${ownerOf(host)}.`)}`;
        return `${ownerOf(name)}. ${type} ${type === 'A' || type === 'AAAA' ? value : `${ownerOf(value)}.`}`;
      });
    }),
  );
  return `${lines.join('\n')}\n`;
}

export function queryOf({ ip, sender, helo }: SpfCase): HostQuery {
  return { identity: 'mailfrom', ip, sender, helo, host: 'rx.example', at: AT };
}
