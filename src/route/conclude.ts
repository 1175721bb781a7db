// The end of the route: decides about the reply, makes the report, and stores both in one transaction.
import type { Analysis } from '../judge/analyze.ts';
import type { ReceivedMessage } from '../message/received-message.ts';
import { makeReport } from '../report/make.ts';
import type { Report } from '../report/report.ts';
import { decide } from '../respond/decide.ts';
import type { RouteDeps } from './deps.ts';

/** Afterwards the report can be read at its link, and a reply that is due is queued. `worst` is 'none' when the client has its 250 already. */
export async function conclude(
  message: ReceivedMessage,
  { verification, diagnosis }: Analysis,
  deps: RouteDeps,
  worst: 'reject' | 'none',
): Promise<Report> {
  const { settings, store, resolver, clock } = deps;
  const { id, receivedAt, answer } = message;
  const { decision, reason, owed, language } = await decide({
    id,
    verification,
    diagnosis,
    answer,
    settings,
    store,
    resolver,
    now: clock.now(),
    worst,
  });
  const report = makeReport({
    id,
    receivedAt,
    language,
    verification,
    diagnosis,
    response: { decision, reason, sentAt: null },
    service: { version: deps.version, host: settings.hostname, link: deps.link(id) },
  });
  await store.saveFinished(message, report, owed);
  if (owed !== null) deps.replySender.wake();
  deps.events.reported(message, report);
  return report;
}
