// Mail data (RFC 5321 §4.1.1.4, §4.5.2): finds the end, <CRLF>.<CRLF> and nothing else, and takes the added dots off. It works
// on each chunk once and in place. smtp-server's own reader hands the rest of a chunk to a new turn of the event loop at every
// added dot, 16 s for 10 MiB (LIBRARIES.md row 15); this one is linear. What the message may hold is not known here.

export interface DataPiece {
  /** Octets of the message, in the memory of the chunk that was given. */
  payload: Buffer;
  /** What follows the end of data (pipelined commands); null while the end has not come. */
  rest: Buffer | null;
}

export interface DataReader {
  read(chunk: Buffer): DataPiece;
}

const CR = 0x0d;
const LF = 0x0a;
const DOT = 0x2e;

// Where in a line the next octet stands. A dot at the start of a line, and a CR behind it, are held back until it is known
// whether they are the end.
const INSIDE = 0;
const AFTER_CR = 1;
const LINE_START = 2;
const AFTER_DOT = 3;
const AFTER_DOT_CR = 4;

export function createDataReader(): DataReader {
  // The CRLF that ends the DATA command begins the first line: ".<CRLF>" at once is an empty message.
  let state = LINE_START;
  // Dots come in company: after one, so many octets are looked at one by one before the search is worth its call again.
  let closely = 0;

  return {
    read(chunk) {
      const length = chunk.length;
      // A held-back CR may have to be written when its chunk is gone: then there is one octet more than came.
      const target = state === AFTER_DOT_CR ? Buffer.concat([Buffer.alloc(1), chunk]) : chunk;
      let from = target.length - length;
      let to = 0;

      while (from < target.length) {
        if (state === INSIDE && closely <= 0) {
          // The common case, at the speed of memory: nothing to do until a line begins with a dot.
          const hit = target.indexOf('\r\n.', from, 'latin1');
          const kept = hit === -1 ? target.length : hit + 2;
          if (hit !== -1) state = AFTER_DOT;
          else if (target[kept - 1] === CR) state = AFTER_CR;
          else if (target[kept - 1] === LF && kept - 2 >= from && target[kept - 2] === CR)
            state = LINE_START;
          if (to !== from) target.copyWithin(to, from, kept);
          to += kept - from;
          from = hit === -1 ? kept : kept + 1;
          continue;
        }
        const octet = target[from] ?? 0;
        from += 1;
        closely -= 1;
        if (state === AFTER_DOT_CR) {
          if (octet === LF) return { payload: target.subarray(0, to), rest: target.subarray(from) };
          target[to++] = CR;
        } else if (state === AFTER_DOT && octet === CR) {
          state = AFTER_DOT_CR;
          continue;
        } else if (state === LINE_START && octet === DOT) {
          state = AFTER_DOT;
          closely = 64;
          continue;
        }
        target[to++] = octet;
        state = octet === CR ? AFTER_CR : octet === LF && state === AFTER_CR ? LINE_START : INSIDE;
      }
      return { payload: target.subarray(0, to), rest: null };
    },
  };
}
