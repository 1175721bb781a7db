// Parts of the service that count what they do, for the figures: the same part with its calls watched.
import { X509Certificate } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Metrics } from '../http/metrics.ts';
import type { ProgressFeed } from '../http/progress-feed.ts';
import type { AnalysisPool } from '../judge/analysis-pool.ts';
import type { ReplySenderDeps } from '../respond/reply-sender.ts';
import { DATABASE_FILE } from '../store/sqlite/open.ts';
import type { Certificate } from './certificate.ts';

type ReplyStore = ReplySenderDeps['store'];

/** Counts what became of replies, as it is written down. */
export function measuredReplies(store: ReplyStore, metrics: Metrics): ReplyStore {
  return {
    leaseReply: (...args) => store.leaseReply(...args),
    returnReply: (...args) => store.returnReply(...args),
    nextReplyAt: (...args) => store.nextReplyAt(...args),
    renewReply: (...args) => store.renewReply(...args),
    suppress: (...args) => store.suppress(...args),
    report: (...args) => store.report(...args),
    test: (...args) => store.test(...args),
    async replySent(...args) {
      const isOurs = await store.replySent(...args);
      metrics.replyEnded('delivered');
      return isOurs;
    },
    async replyLater(...args) {
      const isOurs = await store.replyLater(...args);
      metrics.replyEnded('deferred');
      return isOurs;
    },
    async replyFailed(...args) {
      const isOurs = await store.replyFailed(...args);
      metrics.replyEnded('given_up');
      return isOurs;
    },
  };
}

/** Counts messages that wait for a thread, and that a thread has. */
export function measuredPool(pool: AnalysisPool, metrics: Metrics): AnalysisPool {
  return {
    async judge(input, options = {}) {
      let state: 'queued' | 'busy' = 'queued';
      metrics.inPool(state, 1);
      try {
        return await pool.judge(input, {
          ...options,
          begun() {
            // Once more where a thread was lost.
            if (state === 'queued') {
              metrics.inPool('queued', -1);
              state = 'busy';
              metrics.inPool(state, 1);
            }
            options.begun?.();
          },
        });
      } finally {
        metrics.inPool(state, -1);
      }
    },
    expect: (input) => pool.expect(input),
    room: () => pool.room(),
    get isReady() {
      return pool.isReady;
    },
    [Symbol.asyncDispose]: () => pool[Symbol.asyncDispose](),
  };
}

/** Counts those who watch. */
export function measuredFeed(feed: ProgressFeed, metrics: Metrics): ProgressFeed {
  return {
    ...feed,
    watch(token, listener) {
      const stop = feed.watch(token, listener);
      metrics.streams(1);
      let isWatching = true;
      return () => {
        if (isWatching) metrics.streams(-1);
        isWatching = false;
        stop();
      };
    },
    [Symbol.asyncDispose]: () => feed[Symbol.asyncDispose](),
  };
}

/** When a certificate ends, in milliseconds since the epoch. */
export function endOf({ cert }: Certificate): number {
  return Date.parse(new X509Certificate(cert).validTo);
}

/** Octets of the embedded store with its log; null without one. */
export async function storeSize(dataDir: string): Promise<number | null> {
  const sizes = await Promise.all(
    ['', '-wal'].map((suffix) =>
      stat(join(dataDir, `${DATABASE_FILE}${suffix}`)).then(
        ({ size }) => size,
        () => null,
      ),
    ),
  );
  const [database = null, log] = sizes;
  return database === null ? null : database + (log ?? 0);
}
