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

export interface PendingTests extends AsyncDisposable {
  /** Finishes a kept test with the judging that is still under way, or once more from the store. */
  finish(test: AcceptedTest, judging: Promise<Judged>): void;
  /** Judges everything that waits in the store; at start, and again after trouble. */
  sweep(): void;
}

export function pendingTests(parts: () => RouteParts): PendingTests {
  const underWay = new Set<Promise<void>>();
  let isStopping = false;

  const track = (work: Promise<void>, what: string): void => {
    const settled = work
      .catch((error: unknown) => parts().log.error({ err: error }, what))
      .finally(() => underWay.delete(settled));
    underWay.add(settled);
  };

  const judgeAgain = async (test: AcceptedTest & { attempts: number }): Promise<void> => {
    const { pool, settings, log } = parts();
    const input = verifyInput(test, settings.hostname);
    let judged: Judged;
    try {
      judged = await pool.judge(input);
    } catch (error) {
      log.warn({ id: test.id, attempt: test.attempts, err: error }, 'verification did not end');
      if (test.attempts < MOST_ATTEMPTS) return;
      const verification = undecided(input, 'verification did not end within its time and memory limits');
      judged = { verification, diagnosis: diagnose(verification) };
    }
    await conclude(test, judged, parts(), 'none');
  };

  const sweepAll = async (): Promise<void> => {
    for (let test = await parts().store.takePending(); test !== null && !isStopping; test = await parts().store.takePending()) {
      await judgeAgain(test);
    }
  };

  return {
    finish(test, judging) {
      const work = judging.then(
        async (judged) => void (await conclude(test, judged, parts(), 'none')),
        async () => await sweepAll(),
      );
      track(work, 'a kept test could not be finished; it is tried again at the next start');
    },
    sweep() {
      track(sweepAll(), 'kept tests could not be finished; they are tried again at the next start');
    },
    async [Symbol.asyncDispose]() {
      isStopping = true;
      await Promise.all(underWay);
    },
  };
}
