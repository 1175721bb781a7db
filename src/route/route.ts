// START HERE: the route of a message through mailassay.
//
//   receive → verify → diagnose → report → respond
// The SMTP server (receive/) hands over a complete message that passed the structure guard. A judge thread states the facts
// (verify/) and draws conclusions from them (diagnose/). Then it is decided whether to reply (respond/decide.ts), the report is
// made (report/), and one durable transaction stores message, report and queued reply before the SMTP reply carries the verdict.
// The reply sender (respond/reply-sender.ts) mails what is queued.
import type { Analysis } from '../judge/analyze.ts';
import type { IncomingMessage } from '../message/received-message.ts';
import type { SmtpReply } from '../message/smtp-reply.ts';
import { dataReply, forwardReply, pendingReply } from '../report/smtp.ts';
import { withTimeout } from '../runtime/with-timeout.ts';
import { acceptMessage, verifyInput } from './accept.ts';
import { conclude, decideReply, reportOf, SEARCH_WAIT_MS } from './conclude.ts';
import type { RouteDeps } from './deps.ts';

/** From the end of DATA to the reply. Never 250 before the message is durable (SECURITY.md §7). */
export async function handleMessage(
  incoming: IncomingMessage,
  deps: RouteDeps,
): Promise<SmtpReply> {
  const message = await acceptMessage(incoming, deps.ids.next(), deps.store);
  if (message.answer.kind === 'postmaster' && deps.postmaster !== null) {
    await deps.store.saveForward(message, {
      testId: message.id,
      kind: 'forward',
      to: deps.postmaster,
    });
    deps.replySender.wake();
    return forwardReply(message.id);
  }
  deps.events.received(message);
  const begun = Promise.withResolvers<void>();
  const known = Promise.withResolvers<Analysis>();
  const analyzing = deps.pool.judge(verifyInput(message, deps.settings.hostname), {
    expected: incoming.expected ?? null,
    tell: deps.events.follower(message),
    begun: begun.resolve,
    known: known.resolve,
  });
  analyzing.then(known.resolve, known.reject);
  // Waiting for a thread is our affair and not slow DNS: the client's time begins when it is judged.
  await Promise.race([begun.promise, known.promise]).catch(() => {});
  const analysis = await withTimeout(known.promise, deps.settings.verdictWait).catch(() => null);
  if (analysis === null) {
    await deps.store.savePending(message);
    deps.finishLater(message, analyzing);
    return pendingReply(message, deps.link(message.id));
  }
  const whole = await withTimeout(analyzing, SEARCH_WAIT_MS);
  if (whole !== null)
    return dataReply(await conclude(message, whole, deps, 'reject'), message.answer);
  // The search for changes goes on; what it finds is in the stored and in the mailed report.
  const decided = await decideReply(message, analysis, deps, 'reject');
  await deps.store.savePending(message);
  deps.finishLater(message, analyzing, decided);
  return dataReply(reportOf(message, analysis, deps, decided), message.answer);
}
