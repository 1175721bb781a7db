// The octets of one message while they come in: past the structure guard, into one growing block, with an eye on its size and
// on what all sessions hold together. Chunks are copied, not kept, so that a client that sends single octets costs no more
// memory than its message; only a message that comes in one piece is handed on as it is. It knows no SMTP command.
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
  /** The next octets, whose memory is the collector's from now on; false when no end of data is worth waiting for any more: the answer is `refusal`, and reading stops. */
  push(payload: Uint8Array): boolean;
  /** After the real end of data: the message in memory of its own, or why it is not taken. */
  end(): { message: Uint8Array; refusal: null } | { message: null; refusal: Reply };
  /** Gives the memory back; to be called once the message is dealt with, or will never be whole. */
  drop(): void;
  readonly octets: number;
}

export const NO_ROOM: Reply = reply(452, '4.3.1 Too much mail is coming in at once, try again later');
const FIRST_BLOCK = 64 * 1024;
/** What a chunk's memory may hold beside the message: the end of data, but not a pool that others use. */
const MOST_WASTE = 1024;

/** A collector for one message of at most `maxSize` octets. Null when there is no room to begin. */
export function createCollector(maxSize: number, memory: HeldMemory): Collector | null {
  if (!memory.take(FIRST_BLOCK)) return null;
  let reserved: number = FIRST_BLOCK;
  const guard = structureGuard({ maxSize });
  /** The only chunk so far. */
  let single: Uint8Array | null = null;
  let block: Buffer | null = null;
  let octets = 0;
  let noRoom = false;

  const drop = () => {
    memory.give(reserved);
    reserved = 0;
    single = null;
    block = null;
  };

  /** A block of at least `needed` octets that begins with what came before; null when there is no room. */
  const blockFor = (needed: number): Buffer | null => {
    if (block !== null && needed <= block.length) return block;
    let length = reserved;
    while (length < needed) length *= 2;
    if (!memory.take(length - reserved)) return null;
    reserved = length;
    const grown = Buffer.allocUnsafeSlow(length);
    const before = block?.subarray(0, octets) ?? single;
    if (before !== null) grown.set(before);
    single = null;
    return grown;
  };

  const keep = (payload: Uint8Array) => {
    if (octets === 0 && payload.length <= reserved) {
      single = payload;
      return;
    }
    block = blockFor(octets + payload.length);
    if (block === null) {
      noRoom = true;
      drop();
      return;
    }
    block.set(payload, octets);
  };

  return {
    push(payload) {
      guard.push(payload);
      if (guard.refusal !== null) drop();
      if (reserved > 0) keep(payload);
      octets += payload.length;
      return octets <= maxSize + LIMITS.surplusOctets;
    },
    end() {
      const refusal = guard.end();
      if (refusal !== null) return { message: null, refusal: reply(refusal.code, `${refusal.enhanced} ${refusal.text}`) };
      if (noRoom) return { message: null, refusal: NO_ROOM };
      if (single !== null && single.buffer.byteLength - octets <= MOST_WASTE) return { message: single, refusal: null };
      // Exactly as long as it is: what crosses to a worker thread takes its whole buffer along.
      const message = new Uint8Array(octets);
      message.set(single ?? block?.subarray(0, octets) ?? []);
      return { message, refusal: null };
    },
    drop,
    get octets() {
      return octets;
    },
  };
}
