// Checks of what is published, for API and pages alike: a bounded number at once, since each asks up to 120 questions and fetches from
// the domain's web servers.
import { canonicalDomain } from '../message/domain.ts';
import { domainReport, type DomainReport } from '../report/domain-report.ts';
import { keyReport, type KeyReport } from '../report/key-report.ts';
import type { Language } from '../report/report.ts';
import { surveyDomain } from '../judge/check-domain.ts';
import { readKeyName, surveyKey } from '../judge/check-key.ts';
import { boundedQueue } from './bounded-queue.ts';
import type { WebParts } from './deps.ts';

/** `busy`: come back later; `trouble`: why the name can not be asked, for people. */
export type Surveyed<T> = { report: T } | { busy: true } | { trouble: string };

export interface Surveys {
  domain(written: string, language: Language): Promise<Surveyed<DomainReport>>;
  key(selector: string, domain: string, language: Language): Promise<Surveyed<KeyReport>>;
}

const AT_ONCE = 8;
const MOST_WAITING = 32;

export function createSurveys({ resolver, clock, version, metrics }: Pick<WebParts, 'resolver' | 'clock' | 'version' | 'metrics'>): Surveys {
  const queue = boundedQueue({ atOnce: AT_ONCE, mostWaiting: MOST_WAITING });
  const queued = async <T>(work: () => Promise<T>): Promise<Surveyed<T>> => {
    const running = queue.run(work);
    if (running !== null) return { report: await running };
    metrics.limitHit('http-surveys');
    return { busy: true };
  };
  return {
    async domain(written, language) {
      const { domain, trouble } = canonicalDomain(written.trim());
      if (domain === null) return { trouble };
      return await queued(async () => domainReport(await surveyDomain(domain, { resolver, clock }), { language, version }));
    },
    async key(selector, domain, language) {
      const name = readKeyName(selector.trim(), domain.trim());
      if (name.trouble !== null) return { trouble: name.trouble };
      return await queued(async () => keyReport(await surveyKey(name.selector, name.domain, { resolver, clock }), { language, version }));
    },
  };
}
