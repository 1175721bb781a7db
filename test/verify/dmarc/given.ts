// What the DMARC tables say in short: a From domain (or several), what SPF and DKIM brought, a zone.
import {
  checkDmarc,
  type DmarcInput,
  type DmarcOutcome,
} from '../../../src/verify/dmarc/check-dmarc.ts';
import { zoneResolver, type ZoneResolver } from '../../../src/dns/zone.ts';
import type { DkimResult, SpfResult } from '../../../src/verify/verification.ts';

export interface Given {
  /** Author domain; several with a comma. */
  from: string;
  /** `example.org`, or `example.org fail`. */
  spf?: string;
  /** The same, several with a comma. */
  dkim?: string;
  /** Lines of a zone, or records by name: `{ 'example.org': 'p=reject' }` publishes v=DMARC1 at _dmarc.example.org. */
  zone?: string;
  at?: Record<string, string | string[]>;
}

/** The zone text of a case. */
export function zoneOf({ zone = '', at = {} }: Given): string {
  const lines = Object.entries(at).flatMap(([domain, records]) =>
    [records]
      .flat()
      .map(
        (record) =>
          `_dmarc.${domain}. 300 IN TXT "${(/(?:^|;)\s*v\s*=/i.test(record) ? record : `v=DMARC1; ${record}`).replace(/(["\\])/g, '\\$1')}"`,
      ),
  );
  return `${zone}\n${lines.join('\n')}\n`;
}

export function inputOf({ from, spf, dkim }: Given): DmarcInput {
  const split = (text: string): [string, string] => {
    const [domain = '', result = 'pass'] = text.trim().split(' ');
    return [domain, result];
  };
  const [spfDomain, spfResult] = split(spf ?? '');
  return {
    authors: from
      .split(',')
      .map((domain) => ({ address: `joe@${domain.trim()}`, domain: domain.trim() })),
    authorProblem: null,
    fromFields: 1,
    spf: spf === undefined ? null : { domain: spfDomain, result: spfResult as SpfResult },
    dkim: (dkim?.split(',') ?? []).map((text) => {
      const [domain, result] = split(text);
      return { domain, selector: 's', result: result as DkimResult };
    }),
  };
}

export async function evaluate(
  given: Given,
): Promise<DmarcOutcome & { resolver: ZoneResolver; asked: string[] }> {
  const resolver = zoneResolver(zoneOf(given));
  const outcome = await checkDmarc(inputOf(given), resolver);
  return {
    ...outcome,
    resolver,
    asked: resolver.questions.map(({ name, type }) =>
      type === 'TXT' ? name.replace(/^_dmarc\./, '') : `${name} ${type}`,
    ),
  };
}
