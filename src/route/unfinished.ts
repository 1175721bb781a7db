// Tests whose verdict did not come while the client waited, or that a crash left behind: judged from the store, many at once. An attempt
// is counted when its judging has begun, so that what only waited when the service was killed loses none. What was being judged then is
// a suspect: it is judged in another process (judge/alone.ts), and is at fault only when that ends. What has failed twice is reported as
// incomplete (SECURITY.md §1).
import type { JudgeAlone } from '../judge/alone.ts';
import type { Analysis } from '../judge/analyze.ts';
import { conclude } from './conclude.ts';
import type { ReceivedMessage } from '../message/received-message.ts';
import { undecided } from '../verify/undecided.ts';
import { diagnose } from '../diagnose/diagnose.ts';
import type { Decision } from '../respond/decide.ts';
import type { RouteDeps } from './deps.ts';
import { verifyInput } from './accept.ts';

const MAX_ATTEMPTS = 2;
/** Messages taken from the store at once: some room is left to those that come. */
const AT_ONCE = 64;
/** What trouble of the store, or a node that died, left behind is found again after this long. */
const INTERVAL_MS = 10_000;

export interface UnfinishedMessages extends AsyncDisposable {
  /** Finishes a kept test with the judging that is still under way, or once more from the store. */
  finish: RouteDeps['finishLater'];
  /** Judges everything that waits in the store, now and from now on. */
  start(): void;
}

/** `abandon` is aborted when there is no time left to wait for verdicts; what is not finished then is found at the next start. */
export function unfinishedMessages(
  parts: () => RouteDeps,
  alone: JudgeAlone,
  abandon: AbortSignal,
): UnfinishedMessages {
  const underWay = new Set<Promise<void>>();
  /** Tests that this process goes on with, however long they wait here. */
  const here = new Set<string>();
  let sweeping: Promise<void> | null = null;
  let timer: NodeJS.Timeout | undefined;
  let isStopping = false;

  const track = (work: Promise<void>, what: string): Promise<void> => {
    const settled = work
      .catch((error: unknown) => {
        if (!abandon.aborted) parts().log.error({ err: error }, what);
      })
      .finally(() => underWay.delete(settled));
    underWay.add(settled);
    return settled;
  };

  const keeping = (id: string, work: Promise<void>): Promise<void> => {
    here.add(id);
    return track(
      work.finally(() => here.delete(id)),
      'a kept test could not be finished; it is tried again in a while',
    );
  };

  const count = (id: string): void => {
    parts()
      .store.countAttempt(id)
      .catch((error: unknown) =>
        parts().log.warn({ id, err: error }, 'an attempt could not be counted'),
      );
  };

  const give = async (
    test: ReceivedMessage,
    judged: Analysis,
    decided?: Decision,
  ): Promise<void> => {
    await conclude(test, judged, parts(), 'none', decided);
  };

  const park = async (test: ReceivedMessage): Promise<void> => {
    const verification = undecided(
      verifyInput(test, parts().settings.hostname),
      'verification did not end within its time and memory limits',
    );
    await give(test, { verification, diagnosis: diagnose(verification) });
  };

  /** `attempt` is the one to come; after the last one the verdict is incomplete. */
  const judge = async (test: ReceivedMessage, attempt: number): Promise<void> => {
    const { pool, settings, log } = parts();
    for (let number = attempt; number <= MAX_ATTEMPTS; number += 1) {
      if (isStopping) return;
      const judging = pool.judge(verifyInput(test, settings.hostname), {
        alone: number > 1,
        ...(number === 1 ? { begun: () => count(test.id) } : {}),
      });
      const judged = await judging.catch((error: unknown) => {
        log.warn({ id: test.id, attempt: number, err: error }, 'verification did not end');
        return null;
      });
      if (judged !== null) return await give(test, judged);
    }
    if (!isStopping) await park(test);
  };

  /** Its judging had begun when the service ended: by its fault, or it was only there. */
  const judgeSuspect = async (id: string): Promise<void> => {
    const test = isStopping ? null : await parts().store.test(id);
    if (test === null) return;
    const judged = await alone.judge(verifyInput(test, parts().settings.hostname));
    if (judged !== null) return await give(test, judged);
    parts().log.warn(
      { id, attempt: MAX_ATTEMPTS },
      'verification did not end, in a process of its own',
    );
    await parts().store.countAttempt(id);
    await park(test);
  };

  const sweepAll = async (): Promise<void> => {
    const judging = new Set<Promise<void>>();
    while (!isStopping) {
      if (judging.size >= AT_ONCE) {
        await Promise.race(judging);
        continue;
      }
      const test = await parts().store.takePending();
      if (test === null) break;
      if (here.has(test.id)) continue;
      const isSuspect = test.attempts > 0 && test.attempts < MAX_ATTEMPTS;
      const work = keeping(
        test.id,
        isSuspect ? judgeSuspect(test.id) : judge(test, test.attempts + 1),
      ).finally(() => judging.delete(work));
      judging.add(work);
    }
    await Promise.all(judging);
  };

  const sweep = (): void => {
    sweeping ??= track(
      sweepAll(),
      'kept tests could not be finished; they are tried again in a while',
    ).finally(() => {
      sweeping = null;
    });
  };

  return {
    finish(test, judging, decided) {
      count(test.id);
      const work = judging.then(
        async (judged) => await give(test, judged, decided),
        async () => await judge(test, MAX_ATTEMPTS),
      );
      void keeping(test.id, work);
    },
    start() {
      timer = setInterval(sweep, INTERVAL_MS);
      timer.unref();
      sweep();
    },
    async [Symbol.asyncDispose]() {
      isStopping = true;
      clearInterval(timer);
      const abandoned = new Promise<void>((resolve) => {
        if (abandon.aborted) resolve();
        else abandon.addEventListener('abort', () => resolve());
      });
      await Promise.race([Promise.all(underWay), abandoned]);
    },
  };
}
