// The worker thread's side of the pool: owns its resolver, judges one message at a time (SECURITY.md §1).
import type { MessagePort } from 'node:worker_threads';
import { workerData } from 'piscina';
import { serviceResolver } from '../dns/service-resolver.ts';
import type { SharedZoneCounts } from '../dns/zone-limit.ts';
import { systemClock } from '../runtime/clock.ts';
import { FORENSICS_BUDGET, type ForensicsBudget } from '../verify/dkim/forensics/budget.ts';
import { NO_FILTERS, type SpamFilters } from '../verify/spam/filters.ts';
import type { VerifyInput } from '../verify/verification.ts';
import type { LocalSenders } from '../verify/verify.ts';
import { judge } from './analyze.ts';

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

const {
  dnsServers,
  zoneCounts,
  dnsbls = [],
  filters = NO_FILTERS,
  forensics = FORENSICS_BUDGET,
  localSenders = 'hidden',
}: WorkerSettings = workerData;
const resolver = serviceResolver({ servers: dnsServers, zoneCounts, clock: systemClock });

export interface Task {
  input: VerifyInput;
  /** Where to tell what is known; null when nobody watches. */
  port: MessagePort | null;
}

/** What came of it; can be emptied, because piscina's end of a task is kept longer than the caller needs that. */
export interface Answer {
  /** Analysis as JSON: a clone of so many objects costs twice as much, at both ends. */
  judged: string;
}

export default async function work({ input, port }: Task): Promise<Answer> {
  const judged = await judge(input, resolver, systemClock, {
    tell: (progress) => port?.postMessage(progress),
    dnsbls,
    filters,
    forensics,
    localSenders,
  });
  port?.close();
  return { judged: JSON.stringify(judged) };
}
