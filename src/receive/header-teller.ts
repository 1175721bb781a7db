// Hands on the header section of a message that is still coming in, so that its lookups begin. A message that comes in one piece is
// judged at once, and needs none of this.
import type { ExpectedMessage } from '../message/received-message.ts';

/** To be called with each chunk. `read` gives the header section once it is there, and null while it is not. */
export function headerTeller(
  expected: ExpectedMessage | null,
  read: () => Uint8Array | null,
): () => void {
  let isDone = expected === null;
  let isComing = false;
  const look = (): void => {
    isComing = false;
    const header = read();
    if (header === null) return;
    isDone = true;
    expected?.header(header);
  };
  return () => {
    if (isDone || isComing) return;
    isComing = true;
    setImmediate(look);
  };
}
