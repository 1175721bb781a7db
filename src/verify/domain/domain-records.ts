// Everything a domain publishes for its mail, looked up side by side within one budget: SPF, DMARC, MX, MTA-STS, TLS-RPT, DANE, BIMI.
// Never rejects for what a zone or a web server did. It has no opinion about any of it.
import { messageResolver } from '../../dns/evidence.ts';
import type { Resolver } from '../../dns/resolver.ts';
import { publicFetch, type Fetch } from './fetch-public.ts';
import type { Clock } from '../../runtime/clock.ts';
import { checkBimi } from '../bimi/check-bimi.ts';
import { probeRecordPlaces } from '../misplaced/find-misplaced-records.ts';
import { askForRecord } from '../spf/record-questions.ts';
import { dane } from './dane.ts';
import { domainDmarc, publishedDmarc } from './published-dmarc.ts';
import type { DomainFacts } from './domain-facts.ts';
import { indicators } from './indicator.ts';
import { mtaSts } from './mta-sts.ts';
import { emptyVerification } from './without-message.ts';
import { mailRoute } from './mail-route.ts';
import { publishedSpf, domainSpf } from './published-spf.ts';
import { tlsRpt } from './tls-rpt.ts';

/** A large SPF tree, ten mail hosts and their TLSA records. */
const BUDGET = { questions: 120, atOnce: 8, milliseconds: 20_000 };

export interface RecordCheckDeps {
  resolver: Resolver;
  clock: Clock;
  /** By default the one fetcher of SECURITY.md §6. */
  fetch?: Fetch;
}

/** `domain` is canonical: lower case, A-labels. */
export async function surveyRecords(
  domain: string,
  { resolver, clock, fetch }: RecordCheckDeps,
): Promise<DomainFacts> {
  const at = clock.now();
  const asked = messageResolver(resolver, { clock, budget: BUDGET });
  const get = fetch ?? publicFetch({ resolver: asked });
  const timings: Record<string, number> = {};
  const timed = async <T>(part: string, work: Promise<T>): Promise<T> => {
    const result = await work;
    timings[part] = clock.now() - at;
    return result;
  };

  const routed = timed('mx', mailRoute(domain, asked));
  const checked = timed('dmarc', domainDmarc(domain, asked));
  const presented = checked.then(async (dmarc) => {
    const bimi = await timed(
      'bimi',
      checkBimi({ selector: 'default', dmarc, messageProblem: null }, asked),
    );
    return { bimi, ...(await indicators(bimi, get, at)) };
  });
  const [spf, dmarc, route, sts, rpt, tlsa, brand] = await Promise.all([
    timed('spf', domainSpf(domain, at, asked)),
    checked,
    routed,
    timed(
      'mta-sts',
      routed.then((route) => mtaSts(domain, route, asked, get)),
    ),
    timed('tls-rpt', tlsRpt(domain, asked)),
    timed(
      'dane',
      routed.then((route) => dane(route, asked)),
    ),
    presented,
  ]);
  const nobodys = emptyVerification({ domain, at, spf, dmarc, places: [], dns: [] });
  const places = await probeRecordPlaces(nobodys, asked);
  await askForRecord(nobodys, () => asked.evidence(), asked);
  timings['total'] = clock.now() - at;
  return {
    domain,
    at,
    spf: publishedSpf(spf),
    dmarc: publishedDmarc(dmarc),
    route,
    mtaSts: sts,
    tlsRpt: rpt,
    dane: tlsa,
    ...brand,
    spfCheck: spf,
    dmarcCheck: dmarc,
    places,
    dns: asked.evidence(),
    timings,
    limit: asked.limit(),
  };
}
