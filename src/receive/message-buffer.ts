// The octets of one message while they come in: past the structure guard, into one growing block, with an eye on its size and
// on what all sessions hold together. Chunks are copied, not kept, so that a client that sends single octets costs no more
// memory than its message; only a message that comes in one piece is handed on as it is. It knows no SMTP command.
import { structureGuard } from '../message/guard.ts';
import { LIMITS } from './session-limits.ts';
import type { SmtpReply } from '../message/smtp-reply.ts';
import { reply } from './reply.ts';

/** Memory of unfinished messages, shared by all sessions of a listener. */
export interface MemoryBudget {
  /** False when there is no room; nothing is taken then. */
  take(octets: number): boolean;
  give(octets: number): void;
}

export function memoryBudget(most: number = LIMITS.heldOctets): MemoryBudget {
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

export interface MessageBuffer {
  /** The next octets, whose memory is the collector's from now on; false when no end of data is worth waiting for any more. */
  push(payload: Uint8Array): boolean;
  /** After the real end of data: the message in memory that nobody else uses, or why it is not taken. */
  end(): { message: Uint8Array; refusal: null } | { message: null; refusal: SmtpReply };
  /** Gives the memory back; to be called once the message is dealt with, or will never be whole. */
  drop(): void;
  octets(): number;
  /** The header section with the empty line, once both have come: a copy. Null before, and when nothing is kept. */
  header(): Uint8Array | null;
}

export const BUFFER_FULL: SmtpReply = reply(452, '4.3.1 Server busy, try again later');
/** The guard takes no longer one. */
const MAX_HEADER = 128 * 1024 + 4;
const FIRST_BLOCK = 64 * 1024;
/** What the memory of a message may hold beside it: the end of data behind its only chunk, but not a pool that others use. */
const MAX_WASTE = 1024;

/**
 * A collector for one message of at most `maxSize` octets. Null when there is no room to begin. `declared` is what the client
 * said of the size (RFC 1870), or 0: when it is right, a large message is never copied again.
 */
export function createMessageBuffer(
  maxSize: number,
  memory: MemoryBudget,
  declared = 0,
): MessageBuffer | null {
  if (!memory.take(FIRST_BLOCK)) return null;
  // What is counted are octets that came, not the block they lie in: its other pages were never touched.
  let counted: number = FIRST_BLOCK;
  const guard = structureGuard({ maxSize });
  /** The only chunk so far. */
  let single: Uint8Array | null = null;
  let block: Buffer | null = null;
  let octets = 0;
  let noRoom = false;

  const drop = () => {
    memory.give(counted);
    counted = 0;
    single = null;
    block = null;
  };

  /** A block of at least `needed` octets that begins with what came before. */
  const blockFor = (needed: number): Buffer => {
    if (block !== null && needed <= block.length) return block;
    const length = Math.max(
      needed,
      2 * (block?.length ?? FIRST_BLOCK / 2),
      Math.min(declared, maxSize) + MAX_WASTE,
    );
    const grown = Buffer.allocUnsafeSlow(length);
    const before = block?.subarray(0, octets) ?? single;
    if (before !== null) grown.set(before);
    single = null;
    return grown;
  };

  const keep = (payload: Uint8Array) => {
    const more = octets + payload.length - counted;
    if (more > 0 && !memory.take(more)) {
      noRoom = true;
      return drop();
    }
    counted += Math.max(more, 0);
    if (octets === 0) {
      single = payload;
      return;
    }
    block = blockFor(octets + payload.length);
    block.set(payload, octets);
  };

  return {
    header() {
      const begun = single ?? block?.subarray(0, Math.min(octets, MAX_HEADER)) ?? null;
      if (begun === null) return null;
      const end = Buffer.from(begun.buffer, begun.byteOffset, begun.length).indexOf('\r\n\r\n');
      return end < 0 ? null : begun.slice(0, end + 4);
    },
    push(payload) {
      if (!guard.push(payload)) drop();
      if (counted > 0) keep(payload);
      octets += payload.length;
      return octets <= maxSize + LIMITS.surplusOctets;
    },
    end() {
      const refusal = guard.end();
      if (refusal !== null)
        return {
          message: null,
          refusal: reply(refusal.code, `${refusal.enhanced} ${refusal.text}`),
        };
      if (noRoom) return { message: null, refusal: BUFFER_FULL };
      const whole = single ?? block?.subarray(0, octets) ?? new Uint8Array(0);
      const waste = whole.buffer.byteLength - octets;
      // What crosses to a worker thread takes its whole buffer along: a small one is copied out of a large one, and a large one
      // with little beside it is handed on as it is, since new memory costs more than that little.
      if (waste <= MAX_WASTE || (block !== null && waste <= octets / 4))
        return { message: whole, refusal: null };
      const message = new Uint8Array(octets);
      message.set(whole);
      return { message, refusal: null };
    },
    drop,
    octets: () => octets,
  };
}
