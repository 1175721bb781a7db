// When a reply is owed the other nodes look as well: this one may have its hands full, or be about to end.
import type { Notices } from '../store/notices.ts';

const TOPIC = 'reply';
/** Whoever kept the reply takes it, if it can. */
const OTHERS_LATER_MS = 200;
/** One word stands for all replies of a moment. */
const EVERY_MS = 500;

export function wakeAll(
  replySender: { wake(): void },
  notices: Pick<Notices, 'publish' | 'subscribe'> | null,
): { wake(): void } {
  if (notices === null) return replySender;
  const soon = (ms: number, run: () => void): (() => void) => {
    let timer: NodeJS.Timeout | null = null;
    return () => {
      timer ??= setTimeout(() => {
        timer = null;
        run();
      }, ms).unref();
    };
  };
  notices.subscribe(
    TOPIC,
    soon(OTHERS_LATER_MS, () => replySender.wake()),
  );
  const tell = soon(EVERY_MS, () => notices.publish(TOPIC, ''));
  return {
    wake() {
      replySender.wake();
      tell();
    },
  };
}
