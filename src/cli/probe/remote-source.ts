// A probe through a service elsewhere: its address, its long-poll, its events.
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Language } from '../../message/requested-reply.ts';
import type { Report } from '../../report/report.ts';
import { remoteService, ApiError } from '../api-client.ts';
import type { Clock } from '../../runtime/clock.ts';
import { type OnEvent, type Source, stepText } from './source.ts';

export interface RemoteWish {
  server: string;
  token: string | null;
  label: string | undefined;
  language: Language | undefined;
  timeoutMs: number;
}

const Step = z.object({ step: z.string(), result: z.string().nullable(), detail: z.string() });
const MAX_WAIT_S = 30;
const RETRY_MS = 2000;
const MIN_TTL_S = 3600;
const MAX_TTL_S = 30 * 86_400;

/** Rejects with ApiError. */
export async function openRemote(
  { server, token, label, language, timeoutMs }: RemoteWish,
  clock: Clock,
  onEvent: OnEvent,
  signal: AbortSignal,
): Promise<Source> {
  const service = remoteService(server, token);
  // A mail that is late is still shown on the page.
  const ttl = Math.min(MAX_TTL_S, Math.max(MIN_TTL_S, Math.ceil(timeoutMs / 1000) * 2));
  const made = await service.makeTest({ label, lang: language, ttl }, signal);
  const watching = new AbortController();
  let hasArrived = false;
  const watched = service.watch(
    made.id,
    ({ event, data }) => {
      if (event === 'received') hasArrived = true;
      const step = Step.safeParse(data);
      if (event === 'step' && step.success)
        onEvent(stepText(step.data.step, step.data.result, step.data.detail));
    },
    watching.signal,
  );
  return {
    address: made.address,
    values: { address: made.address },
    variables: { MAILASSAY_ADDRESS: made.address },
    invitation: `send the mail to ${made.address}`,
    page: made.page,
    hasArrived: () => hasArrived,
    async report(until, aborted) {
      for (;;) {
        const left = until - clock.now();
        if (left <= 0) return null;
        const report = await retryTransient(
          () =>
            service.nextReport(
              made.id,
              { seconds: Math.min(MAX_WAIT_S, left / 1000), after: null },
              aborted,
            ),
          until - RETRY_MS,
          clock,
          aborted,
        );
        if (report !== null) return report;
      }
    },
    async close() {
      watching.abort();
      await watched;
    },
  };
}

/** A server that restarts meanwhile has not lost the mail: it is asked again until time is over. */
async function retryTransient(
  ask: () => Promise<Report | null>,
  until: number,
  clock: Clock,
  signal: AbortSignal,
): Promise<Report | null> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof ApiError && error.isTransient) || clock.now() >= until) throw error;
      await pause(RETRY_MS, undefined, { signal });
    }
  }
}
