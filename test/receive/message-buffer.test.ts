import { describe, expect, test } from 'vitest';
import {
  createMessageBuffer,
  memoryBudget,
  BUFFER_FULL,
} from '../../src/receive/message-buffer.ts';

const MIB = 1_048_576;
const line = (length: number) => Buffer.from(`${'x'.repeat(length - 2)}\r\n`);

function counted(most: number) {
  const memory = memoryBudget(most);
  let held = 0;
  return {
    take: (octets: number) => memory.take(octets) && ((held += octets), true),
    give: (octets: number) => {
      held -= octets;
      memory.give(octets);
    },
    get held() {
      return held;
    },
  };
}

describe('createMessageBuffer', () => {
  test('gives back what was pushed, in memory of little more than its size', () => {
    for (const size of [1, 3, 1000, 70_000]) {
      const message = Buffer.concat([
        Buffer.from('Subject: x\r\n\r\n'),
        ...Array.from({ length: 2000 }, (_, i) => line(50 + (i % 30))),
      ]);
      const memory = counted(10 * MIB);
      const collector = createMessageBuffer(10 * MIB, memory);
      for (let at = 0; at < message.length; at += size)
        expect(collector?.push(message.subarray(at, at + size))).toBe(true);
      const { message: whole } = collector?.end() ?? { message: null };
      expect(Buffer.from(whole ?? '').equals(message)).toBe(true);
      expect(whole?.buffer.byteLength).toBeLessThanOrEqual(message.length * 1.25);
      collector?.drop();
      collector?.drop();
      expect(memory.held).toBe(0);
    }
  });

  test('hands one piece on as it is, unless its memory is a pool', () => {
    const octets = Buffer.concat([Buffer.from('A: b\r\n\r\n'), line(20_000)]);
    const alone = new Uint8Array(octets.length + 3);
    alone.set(octets);
    const pieces = [alone.subarray(0, octets.length), Buffer.from('A: b\r\n\r\n')];
    const results = pieces.map((piece) => {
      const collector = createMessageBuffer(MIB, memoryBudget());
      collector?.push(piece);
      return collector?.end().message;
    });
    expect(results[0]?.buffer).toBe(alone.buffer);
    expect(results[1]?.buffer.byteLength).toBe(8);
  });

  test('copies a large message once when its size was declared, and believes no declaration', () => {
    const octets = Buffer.concat([
      Buffer.from('A: b\r\n\r\n'),
      ...Array.from({ length: 3000 }, () => line(100)),
    ]);
    for (const declared of [octets.length, octets.length - 5000, 1, MIB, 100 * MIB]) {
      const memory = counted(MIB);
      const collector = createMessageBuffer(MIB, memory, declared);
      for (let at = 0; at < octets.length; at += 10_000)
        collector?.push(octets.subarray(at, at + 10_000));
      expect(memory.held).toBe(octets.length);
      const { message } = collector?.end() ?? { message: null };
      expect(Buffer.from(message ?? '').equals(octets)).toBe(true);
      expect(message?.buffer.byteLength).toBeLessThanOrEqual(octets.length * 1.25);
      if (declared === octets.length) expect(message?.buffer.byteLength).toBe(octets.length + 1024);
    }
  });

  test('past the size: waits a little for the end, then stops; memory is given back at once', () => {
    const memory = counted(10 * MIB);
    const collector = createMessageBuffer(MIB, memory);
    let octets = 0;
    collector?.push(Buffer.from('A: b\r\n\r\n'));
    while (collector?.push(line(1000)) === true) octets += 1000;
    expect(octets).toBeGreaterThan(MIB);
    expect(octets).toBeLessThan(3 * MIB);
    expect(memory.held).toBe(0);
    expect(collector?.end().refusal).toMatchObject({
      code: 552,
      lines: [expect.stringMatching(/^5\.3\.4 /)],
    });
  });

  test('all sessions together hold no more than they may: 452, and what is under way elsewhere goes on', () => {
    const memory = counted(256 * 1024);
    const first = createMessageBuffer(MIB, memory);
    const second = createMessageBuffer(MIB, memory);
    first?.push(Buffer.from('A: b\r\n\r\n'));
    for (let i = 0; i < 400; i++) first?.push(line(500));
    expect(first?.end().refusal).toBe(BUFFER_FULL);
    second?.push(Buffer.from('A: b\r\n\r\n'));
    expect(second?.end().message).not.toBeNull();
    second?.drop();
    expect(memory.held).toBe(0);
    const all = Array.from({ length: 5 }, () => createMessageBuffer(MIB, memory));
    expect(all.map((collector) => collector === null)).toEqual([false, false, false, false, true]);
  });

  test('an empty message is a message', () => {
    expect(createMessageBuffer(MIB, memoryBudget())?.end().message).toEqual(new Uint8Array(0));
  });
});
