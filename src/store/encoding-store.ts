// The store port over an engine that runs operations: turns messages and reports into rows and back, and says of a report what
// became of its reply. Which engine, and where it runs, is the business of `call`.
import type { Clock } from '../runtime/clock.ts';
import type { Report } from '../report/report.ts';
import type { Envelope } from '../message/envelope.ts';
import type { ReceivedMessage } from '../message/received-message.ts';
import type { RequestedReply } from '../message/requested-reply.ts';
import type { Call } from './operations.ts';
import { StoreError, type SavedReport, type Store } from './store.ts';
import { encodeTest, type EncodedMessage } from './tables.ts';
import type { ReportRow } from './reports.ts';

export interface Engine {
  call: Call;
  /** After a purge: whatever the engine must do so that deleted octets are gone from its files, and their room is given back. */
  scrub(): Promise<void>;
  close(): Promise<void>;
}

function decodeTest(row: EncodedMessage): ReceivedMessage {
  return {
    id: row.id,
    receivedAt: row.receivedAt,
    envelope: JSON.parse(row.envelope) as Envelope,
    answer: JSON.parse(row.answer) as RequestedReply,
    message: row.message,
  };
}

function decodeReport(row: ReportRow): SavedReport | null {
  if (row.state === 'pending') return { state: 'pending', receivedAt: row.receivedAt };
  if (row.report === null) return null;
  const report = JSON.parse(row.report) as Report;
  if (row.reply?.state === 'sent' && row.reply.sentAt !== null)
    report.response.sentAt = new Date(row.reply.sentAt).toISOString();
  if (row.reply?.state === 'failed' && row.reply.trouble !== null)
    report.response.reason = row.reply.trouble;
  return { state: 'done', report };
}

/** Local parts are compared without case: two spellings of one mailbox must not be two chances. */
function addressKey(address: string): string {
  return address.toLowerCase();
}

export function createStore(engine: Engine, clock: Clock): Store {
  const { call } = engine;
  return {
    saveFinished: (test, report, owed) =>
      call('saveFinished', encodeTest(test), JSON.stringify(report), owed, clock.now()),
    savePending: (test) => call('savePending', encodeTest(test)),
    saveForward: (test, owed) => call('saveForward', encodeTest(test), owed, clock.now()),
    async takePending() {
      const row = await call('takePending', clock.now());
      return row && { ...decodeTest(row), attempts: row.attempts };
    },
    countAttempt: (id) => call('countAttempt', id),
    async report(id) {
      const row = await call('readReport', id);
      return row && decodeReport(row);
    },
    message: (id) => call('readMessage', id),
    async test(id) {
      const row = await call('readTest', id);
      return row && decodeTest(row);
    },

    leaseReply: (now, leaseUntil, token, except = [], oneADomain = false) =>
      call('leaseReply', now, leaseUntil, token, except, oneADomain),
    renewReply: (reply, leaseUntil) => call('renewReply', reply, leaseUntil),
    replySent: (reply, at) => call('replySent', reply, at),
    replyLater: (reply, dueAt, trouble) => call('replyLater', reply, dueAt, trouble),
    returnReply: (reply, dueAt) => call('returnReply', reply, dueAt),
    replyFailed: (reply, trouble) => call('replyFailed', reply, trouble),
    nextReplyAt: (except = [], oneADomain = false) =>
      call('nextReplyAt', except, oneADomain, clock.now()),

    backlog: (now) => call('readBacklog', now),

    savePage: (page) => call('savePage', page),
    page: (id) => call('readPage', id),
    pageByToken: (token) => call('readPageByToken', token),
    async arrivals(pageId, most) {
      const rows = await call('readArrivals', pageId, most);
      const count = rows.length < most ? rows.length : (await call('countArrivals', pageId)).all;
      const arrived = rows.flatMap(({ id, ...row }) => {
        const saved = decodeReport(row);
        return saved === null ? [] : [{ id, saved }];
      });
      return { count, arrived };
    },
    countArrivals: (pageId) => call('countArrivals', pageId),
    belongsToAddress: (pageId, testId) => call('belongsToAddress', pageId, testId),
    async deletePage(id) {
      const isGone = await call('deletePage', id, clock.now());
      if (isGone) await engine.scrub();
      return isGone;
    },
    shareReport: (id, shareId) => call('shareReport', id, shareId),
    unshareReport: (id) => call('unshareReport', id),
    async sharedReport(shareId) {
      const row = await call('readShared', shareId);
      return row && decodeReport(row);
    },

    suppress: (address, until) => call('suppress', addressKey(address), until),
    isSuppressed: (address, now) => call('isSuppressed', addressKey(address), now),

    async takeLimits(limits, now) {
      try {
        return await call('takeLimits', limits, now);
      } catch (error) {
        if (error instanceof StoreError) return false;
        throw error;
      }
    },

    async purge(messagesBefore, reportsBefore) {
      // A report's message goes with it, whichever is set to live longer.
      const messages = Math.max(messagesBefore, reportsBefore);
      await call('restampFuture', clock.now());
      while ((await call('purgeMessages', messages)) > 0);
      while ((await call('purgeTests', reportsBefore)) > 0);
      await call('purgePages', clock.now());
      await call('purgeExpired', clock.now());
      await engine.scrub();
    },
    ping: () => call('ping'),
    [Symbol.asyncDispose]: () => engine.close(),
  };
}
