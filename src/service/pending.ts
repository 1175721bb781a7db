// Tests whose verdict did not come while the client waited, or that a crash left behind: judged from the store, twice at the
// most, and then reported as incomplete (SECURITY.md §1).
import type { Judged } from '../judge/judge.ts';
import { conclude } from '../route.ts';
import type { AcceptedTest } from '../store/store.ts';
import { undecided } from '../verify/undecided.ts';
import { diagnose } from '../diagnose/diagnose.ts';
import type { RouteParts } from './parts.ts';
import { verifyInput } from './test.ts';

const MOST_ATTEMPTS = 2;
/** What trouble of the store left behind is found again after this long. */
const INTERVAL_MS = 60_000;

export interface PendingTests extends AsyncDisposable {
  /** Finishes a kept test with the judging that is still under way, or once more from the store. */
  finish: (test: AcceptedTest, judging: Promise<Judged>) => void;
  /** Judges everything that waits in the store, now and from now on. */
  start(): void;
}

/** `abandon` is aborted when there is no time left to wait for verdicts; what is not finished then is found at the next start. */
export function pendingTests(parts: () => RouteParts, abandon: AbortSignal): PendingTests {
  const underWay = new Set<Promise<void>>();
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

  /** `attempts` counts the one to come; past the last one the verdict is incomplete. */
  const judgeAgain = async (test: AcceptedTest, attempts: number): Promise<void> => {
    const { pool, settings, log } = parts();
    const input = verifyInput(test, settings.hostname);
    let judged: Judged | null = null;
    for (let attempt = attempts; attempt <= MOST_ATTEMPTS && judged === null; attempt += 1) {
      if (isStopping) return;
      judged = await pool.judge(input).catch((error: unknown) => {
        log.warn({ id: test.id, attempt, err: error }, 'verification did not end');
        return null;
      });
    }
    if (judged === null) {
      if (isStopping) return;
      const verification = undecided(input, 'verification did not end within its time and memory limits');
      judged = { verification, diagnosis: diagnose(verification) };
    }
    await conclude(test, judged, parts(), 'none');
  };

  const sweepAll = async (): Promise<void> => {
    while (!isStopping) {
      const test = await parts().store.takePending();
      if (test === null) return;
      await judgeAgain(test, test.attempts);
    }
  };

  const sweep = (): void => {
    sweeping ??= track(sweepAll(), 'kept tests could not be finished; they are tried again in a while').finally(() => {
      sweeping = null;
    });
  };

  return {
    finish(test, judging) {
      const work = judging.then(
        async (judged) => void (await conclude(test, judged, parts(), 'none')),
        async () => await judgeAgain(test, MOST_ATTEMPTS),
      );
      void track(work, 'a kept test could not be finished; it is tried again in a while');
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
