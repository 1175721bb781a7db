// The end of the route: decides about the reply, makes the report, and stores both in one transaction.
import type { Analysis } from '../judge/analyze.ts';
import type { ReceivedMessage } from '../message/received-message.ts';
import { makeReport } from '../report/make.ts';
import type { Report } from '../report/report.ts';
import { decide, type Decision } from '../respond/decide.ts';
import type { RouteDeps } from './deps.ts';

/** A client waits so long for what a search for changes finds, once the verdict is known. */
export const SEARCH_WAIT_MS = 3000;

/** `worst` is 'none' when the client has its 250 already. */
export async function decideReply(
  { id, answer }: ReceivedMessage,
  { verification, diagnosis }: Analysis,
  { settings, store, resolver, clock }: RouteDeps,
  worst: 'reject' | 'none',
): Promise<Decision> {
  const now = clock.now();
  return await decide({
    id,
    verification,
    diagnosis,
    answer,
    settings,
    store,
    resolver,
    now,
    worst,
  });
}

export function reportOf(
  { id, receivedAt }: ReceivedMessage,
  { verification, diagnosis }: Analysis,
  { version, settings, link }: RouteDeps,
  { decision, reason, language }: Decision,
): Report {
  return makeReport({
    id,
    receivedAt,
    language,
    verification,
    diagnosis,
    response: { decision, reason, sentAt: null },
    service: { version, host: settings.hostname, link: link(id) },
  });
}

/** Afterwards the report can be read at its link, and a reply that is due is queued. `decided` when the client has been told already. */
export async function conclude(
  message: ReceivedMessage,
  analysis: Analysis,
  deps: RouteDeps,
  worst: 'reject' | 'none',
  decided?: Decision,
): Promise<Report> {
  const decision = decided ?? (await decideReply(message, analysis, deps, worst));
  const report = reportOf(message, analysis, deps, decision);
  await deps.store.saveFinished(message, report, decision.owed);
  if (decision.owed !== null) deps.replySender.wake();
  deps.events.reported(message, report);
  return report;
}
