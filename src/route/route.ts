// START HERE: the route of a message through mailassay.
//
//   receive → verify → diagnose → report → respond
//
// The SMTP listener (receive/) hands over a complete message that the structure guard let through. A worker thread states the
// facts (verify/) and what is wrong with them (diagnose/). Then it is decided whether anybody may be answered (respond/decide.ts),
// the report is made (report/), and one durable transaction keeps test, report and owed reply before the final SMTP reply
// carries the verdict. The courier (respond/courier.ts) mails what is owed.
import type { Analysis } from '../judge/analyze.ts';
import type { IncomingMessage, ReceivedMessage } from '../message/received-message.ts';
import type { SmtpReply } from '../message/smtp-reply.ts';
import { makeReport } from '../report/make.ts';
import type { Report } from '../report/report.ts';
import { forwardReply, pendingReply, dataReply } from '../report/smtp.ts';
import { decide } from '../respond/decide.ts';
import type { RouteDeps } from './deps.ts';
import { acceptMessage, verifyInput } from './accept.ts';
import { withTimeout } from '../runtime/with-timeout.ts';

/** From the end of DATA to the final reply: never 250 before the test is durable (SECURITY.md §7). */
export async function handleMessage(mail: IncomingMessage, parts: RouteDeps): Promise<SmtpReply> {
  const test = await acceptMessage(mail, parts.ids.next(), parts.store);
  if (test.answer.kind === 'postmaster' && parts.postmaster !== null) {
    await parts.store.saveForward(test, { testId: test.id, kind: 'forward', to: parts.postmaster });
    parts.replySender.wake();
    return forwardReply(test.id);
  }
  parts.events.received(test);
  const begun = Promise.withResolvers<void>();
  const judging = parts.pool.judge(verifyInput(test, parts.settings.hostname), parts.events.follower(test), begun.resolve);
  const judged = await withTimeout(judging, parts.settings.verdictWait).catch(() => null);
  if (judged === null) {
    await parts.store.savePending(test);
    parts.finishLater(test, judging, begun.promise);
    return pendingReply(test, parts.link(test.id));
  }
  return dataReply(await conclude(test, judged, parts, 'reject'), test.answer);
}

/** Decides, reports, and keeps both: afterwards the report can be read at its link and the courier owes the reply. */
export async function conclude(test: ReceivedMessage, { verification, diagnosis }: Analysis, parts: RouteDeps, worst: 'reject' | 'none'): Promise<Report> {
  const { settings, store, resolver, clock } = parts;
  const decision = await decide({ id: test.id, verification, diagnosis, answer: test.answer, settings, store, resolver, now: clock.now(), worst });
  const report = makeReport({
    id: test.id,
    receivedAt: test.receivedAt,
    language: decision.language,
    verification,
    diagnosis,
    response: { decision: decision.decision, reason: decision.reason, sentAt: null },
    service: { version: parts.version, host: settings.hostname, link: parts.link(test.id) },
  });
  await store.saveFinished(test, report, decision.owed);
  if (decision.owed !== null) parts.replySender.wake();
  parts.events.reported(test, report);
  return report;
}
