// Checks of what is published, for API and pages alike: a bounded number at once, since each asks up to 120 questions and fetches from
// the domain's web servers.
import { canonicalDomain } from '../message/domain.ts';
import { domainReport, type DomainReport } from '../report/domain-report.ts';
import { keyReport, type KeyReport } from '../report/key-report.ts';
import type { Language } from '../message/requested-reply.ts';
import { checkDomain } from '../judge/check-domain.ts';
import { readKeyName, checkKey } from '../judge/check-key.ts';
import { boundedQueue } from './bounded-queue.ts';
import type { WebDeps } from './deps.ts';

/** `busy`: come back later; `trouble`: why the name cannot be asked, for people. */
export type Checked<T> = { report: T } | { busy: true } | { problem: string };

export interface RecordChecks {
  domain(written: string, language: Language): Promise<Checked<DomainReport>>;
  key(selector: string, domain: string, language: Language): Promise<Checked<KeyReport>>;
}

const AT_ONCE = 8;
const MAX_WAITING = 32;

export function createSurveys({
  resolver,
  clock,
  version,
  metrics,
}: Pick<WebDeps, 'resolver' | 'clock' | 'version' | 'metrics'>): RecordChecks {
  const queue = boundedQueue({ atOnce: AT_ONCE, mostWaiting: MAX_WAITING });
  const queued = async <T>(work: () => Promise<T>): Promise<Checked<T>> => {
    const running = queue.run(work);
    if (running !== null) return { report: await running };
    metrics.limitHit('http-surveys');
    return { busy: true };
  };
  return {
    async domain(written, language) {
      const { domain, problem } = canonicalDomain(written.trim());
      if (domain === null) return { problem };
      return await queued(async () =>
        domainReport(await checkDomain(domain, { resolver, clock }), { language, version }),
      );
    },
    async key(selector, domain, language) {
      const name = readKeyName(selector.trim(), domain.trim());
      if (name.problem !== null) return { problem: name.problem };
      return await queued(async () =>
        keyReport(await checkKey(name.selector, name.domain, { resolver, clock }), {
          language,
          version,
        }),
      );
    },
  };
}
