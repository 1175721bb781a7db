// The octets of one message while they come in: past the structure guard, into one growing block, with an eye on its size and
// on what all sessions hold together. Small chunks are copied, never kept, so that a client that sends single octets costs no
// more memory than its message. It knows no SMTP command.
import { structureGuard } from '../message/guard.ts';
import { LIMITS } from './limits.ts';
import { type Reply, reply } from './reply.ts';

/** Memory of unfinished messages, shared by all sessions of a listener. */
export interface HeldMemory {
  /** False when there is no room; nothing is taken then. */
  take(octets: number): boolean;
  give(octets: number): void;
}

export function heldMemory(most: number = LIMITS.heldOctets): HeldMemory {
  let held = 0;
  return {
    take(octets) {
      if (held + octets > most) return false;
      held += octets;
      return true;
    },
    give(octets) {
      held -= octets;
    },
  };
}

export interface Collector {
  /** The next octets; false when no end of data is worth waiting for any more: the answer is `refusal`, and reading stops. */
  push(payload: Uint8Array): boolean;
  /** After the real end of data: the message in memory of its own, or why it is not taken. */
  end(): { message: Uint8Array; refusal: null } | { message: null; refusal: Reply };
  /** Gives the memory back; to be called once the message is dealt with, or will never be whole. */
  drop(): void;
  readonly octets: number;
}

export const NO_ROOM: Reply = reply(452, '4.3.1 Too much mail is coming in at once, try again later');
const FIRST_BLOCK = 32 * 1024;

/** A collector for one message of at most `maxSize` octets. Null when there is no room to begin. */
export function createCollector(maxSize: number, memory: HeldMemory): Collector | null {
  if (!memory.take(FIRST_BLOCK)) return null;
  const guard = structureGuard({ maxSize });
  let block: Buffer | null = Buffer.allocUnsafeSlow(FIRST_BLOCK);
  let octets = 0;
  let noRoom = false;

  const drop = () => {
    if (block !== null) memory.give(block.length);
    block = null;
  };

  const grow = (from: Buffer, needed: number): Buffer | null => {
    let length = from.length;
    while (length < needed) length *= 2;
    if (!memory.take(length - from.length)) return null;
    const grown = Buffer.allocUnsafeSlow(length);
    from.copy(grown, 0, 0, octets);
    return grown;
  };

  return {
    push(payload) {
      guard.push(payload);
      if (guard.refusal !== null) drop();
      if (block !== null) {
        if (octets + payload.length > block.length) {
          const grown = grow(block, octets + payload.length);
          if (grown === null) {
            noRoom = true;
            drop();
          } else {
            block = grown;
          }
        }
        block?.set(payload, octets);
      }
      octets += payload.length;
      return octets <= maxSize + LIMITS.surplusOctets;
    },
    end() {
      const refusal = guard.end();
      if (refusal !== null) return { message: null, refusal: reply(refusal.code, `${refusal.enhanced} ${refusal.text}`) };
      if (noRoom || block === null) return { message: null, refusal: NO_ROOM };
      // Exactly as long as it is: what crosses to a worker thread takes its whole buffer along.
      const message = new Uint8Array(octets);
      message.set(block.subarray(0, octets));
      return { message, refusal: null };
    },
    drop,
    get octets() {
      return octets;
    },
  };
}
