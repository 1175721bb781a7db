// A judge thread: owns its resolver, judges as many messages at a time as it is given (they mostly wait for DNS), and marks which one
// it turns to before each step, so that the main thread knows whose fault it is when it gets stuck (SECURITY.md §1).
import { parentPort, workerData } from 'node:worker_threads';
import { serviceResolver } from '../dns/service-resolver.ts';
import type { DnsAnswer, RecordType, Resolver } from '../dns/resolver.ts';
import type { SharedZoneCounts } from '../dns/zone-limit.ts';
import { systemClock } from '../runtime/clock.ts';
import { FORENSICS_BUDGET, type ForensicsBudget } from '../verify/dkim/forensics/budget.ts';
import { NO_FILTERS, type SpamFilters } from '../verify/spam/filters.ts';
import { MessageLookups, type LookupInput } from '../verify/message-lookups.ts';
import type { LocalSenders } from '../verify/verify.ts';
import { judgeFirst, searchChanges, type Analysis } from './analyze.ts';
import { marksOf, type SharedMarks } from './marks.ts';
import type { FromThread, JudgeTask, ToThread } from './thread-protocol.ts';
import { warmUp } from './warm-up.ts';

export interface WorkerSettings {
  /** ip:port; empty for the system's resolvers. */
  dnsServers: string[];
  /** Questions asked of each foreign zone by all threads; null for no limit. */
  zoneCounts: SharedZoneCounts | null;
  /** What the operator has added: blocklists and spam filters (DESIGN.md §4). */
  dnsbls?: readonly string[];
  filters?: SpamFilters;
  /** For each signature that does not verify. */
  forensics?: ForensicsBudget;
  /** What a private client address means. */
  localSenders?: LocalSenders;
}

export interface WorkerData {
  settings: WorkerSettings;
  marks: SharedMarks;
}

/** Answers of `inner`; with each the thread turns to this message again. What was dropped asks nothing more. */
function resolverOf(inner: Resolver, turn: () => void, isDropped: () => boolean): Resolver {
  const over = (source: Resolver): Resolver => ({
    async resolve<T extends RecordType>(name: string, type: T): Promise<DnsAnswer<T>> {
      if (isDropped()) return unasked(name, type);
      const answer = await source.resolve(name, type);
      turn();
      return answer;
    },
  });
  const { askedBy } = inner;
  return askedBy === undefined
    ? over(inner)
    : { ...over(inner), askedBy: (asker) => over(askedBy(asker)) };
}

function unasked<T extends RecordType>(name: string, type: T): DnsAnswer<T> {
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

async function run(port: NonNullable<typeof parentPort>, data: WorkerData): Promise<void> {
  const { dnsServers, zoneCounts, ...chosen } = data.settings;
  const {
    dnsbls = [],
    filters = NO_FILTERS,
    forensics = FORENSICS_BUDGET,
    localSenders = 'hidden',
  } = chosen;
  const marks = marksOf(data.marks);
  const resolver = serviceResolver({ servers: dnsServers, zoneCounts, clock: systemClock });
  /** Messages that are looked up or judged; the others ask nothing more. */
  const running = new Set<number>();
  const expected = new Map<number, MessageLookups>();
  const said: FromThread[] = [];

  const say = (message: FromThread): void => {
    if (said.push(message) === 1) setImmediate(() => port.postMessage(said.splice(0)));
  };

  const turnOf = (job: number) => (): void => marks.turnTo(job);
  const resolverFor = (job: number): Resolver =>
    resolverOf(resolver, turnOf(job), () => !running.has(job));

  /** Looks up what is known of a message that is on its way. A bug shows when it is judged. */
  const lookUp = (
    asked: { job: number } & ({ expect: LookupInput } | { header: Uint8Array }),
  ): void => {
    const { job } = asked;
    marks.turnTo(job);
    try {
      if ('header' in asked) {
        const found = expected.get(job)?.askForHeader(asked.header);
        void Promise.allSettled([found?.signed.keys, found?.policyKnown, found?.route]);
        return;
      }
      running.add(job);
      const options = { dnsbls, localSenders };
      const lookups = new MessageLookups(asked.expect, resolverFor(job), systemClock, options);
      expected.set(job, lookups);
      void Promise.allSettled(Object.values(lookups.askForEnvelope()));
    } catch {
      expected.delete(job);
    }
  };

  const work = async (asked: JudgeTask): Promise<void> => {
    const { job } = asked;
    const turn = turnOf(job);
    turn();
    running.add(job);
    const lookups = expected.get(job);
    expected.delete(job);
    try {
      if ('search' in asked) {
        const known = JSON.parse(asked.judged) as Analysis;
        const found = await searchChanges(asked.search, known, asked.keys, {
          clock: systemClock,
          budget: forensics,
        });
        say({ job, judged: JSON.stringify(found), keys: null });
        return;
      }
      const { keys, ...analysis } = await judgeFirst(asked.judge, resolverFor(job), systemClock, {
        tell: (progress) => {
          turn();
          if (asked.isWatched) say({ job, progress });
        },
        dnsbls,
        filters,
        forensics,
        localSenders,
        ...(lookups === undefined ? {} : { lookups }),
      });
      say({ job, judged: JSON.stringify(analysis), keys });
    } catch (error) {
      say({ job, failed: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    } finally {
      running.delete(job);
    }
  };

  await warmUp();
  port.on('message', (asked: readonly ToThread[]) => {
    marks.alive();
    for (const one of asked) {
      if (one === 'ping') continue;
      if ('expect' in one || 'header' in one) lookUp(one);
      else if ('drop' in one) {
        running.delete(one.job);
        expected.get(one.job)?.abandon();
        expected.delete(one.job);
      } else void work(one);
    }
  });
  say('ready');
}

if (parentPort !== null) await run(parentPort, workerData as WorkerData);
