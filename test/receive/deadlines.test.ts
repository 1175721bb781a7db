import { describe, expect, test } from 'vitest';
import { createDeadlines, type Timeout } from '../../src/receive/deadlines.ts';
import { manualTime } from './time.ts';

const MINUTE = 60_000;

function start() {
  const time = manualTime(0);
  const lapses: Timeout[] = [];
  return {
    time,
    lapses,
    deadlines: createDeadlines(time.clock, time.timers, (lapse) => void lapses.push(lapse)),
  };
}

describe('createDeadlines', () => {
  test('silence of a minute, not of less', () => {
    const { time, lapses, deadlines } = start();
    for (let i = 0; i < 5; i++) {
      time.advance(MINUTE - 1);
      deadlines.heard(1);
    }
    expect(lapses).toEqual([]);
    time.advance(MINUTE);
    expect(lapses).toEqual(['idle']);
    time.advance(60 * MINUTE);
    expect(lapses).toHaveLength(1);
    expect(time.pending).toBe(0);
  });

  test('twenty minutes in all', () => {
    const { time, lapses, deadlines } = start();
    for (let i = 0; i < 40 && lapses.length === 0; i++) {
      time.advance(MINUTE / 2);
      deadlines.heard(1);
    }
    expect(lapses).toEqual(['session']);
  });

  test('data under 500 octets a second over a minute', () => {
    const { time, lapses, deadlines } = start();
    deadlines.phase('data');
    const send = (octetsASecond: number) => {
      for (let second = 0; second < 60 && lapses.length === 0; second++) {
        deadlines.heard(octetsASecond);
        time.advance(1000);
      }
    };
    send(500);
    send(500);
    expect(lapses).toEqual([]);
    send(499);
    expect(lapses).toEqual(['slow']);
  });

  test('a small message may come slowly: the minute is not over', () => {
    const { time, lapses, deadlines } = start();
    deadlines.phase('data');
    for (let i = 0; i < 5; i++) {
      time.advance(10_000);
      deadlines.heard(100);
    }
    deadlines.phase('decision');
    time.advance(10_000);
    deadlines.phase('commands');
    time.advance(MINUTE - 1);
    expect(lapses).toEqual([]);
  });

  test('ten minutes of data, however fast', () => {
    const { time, lapses, deadlines } = start();
    deadlines.phase('data');
    let seconds = 0;
    for (; lapses.length === 0; seconds++) {
      deadlines.heard(10_000);
      time.advance(1000);
    }
    expect(lapses).toEqual(['data']);
    expect(seconds).toBe(600);
  });

  test('a client that waits for the decision is not idle, and a session that is over ends after it', () => {
    const { time, lapses, deadlines } = start();
    for (let i = 0; i < 39; i++) {
      time.advance(30_000);
      deadlines.heard(1);
    }
    deadlines.phase('decision');
    time.advance(119_999);
    expect(lapses).toEqual([]);
    deadlines.phase('commands');
    time.advance(1);
    expect(lapses).toEqual(['session']);
  });

  test('a decision that does not come', () => {
    const { time, lapses, deadlines } = start();
    deadlines.phase('decision');
    time.advance(2 * MINUTE);
    expect(lapses).toEqual(['decision']);
  });

  test('nothing rings after the end', () => {
    const { time, lapses, deadlines } = start();
    deadlines.stop();
    time.advance(60 * MINUTE);
    expect(lapses).toEqual([]);
    expect(time.pending).toBe(0);
  });
});
