// The hub between those who receive and judge and those who watch.
import { describe, expect, test } from 'vitest';
import { createProgressFeed, type ProgressEvent } from '../../src/http/progress-feed.ts';
import type { Report } from '../../src/report/report.ts';
import type { ReceivedMessage } from '../../src/message/received-message.ts';
import { facts, reportOn } from '../respond/sample.ts';
import { accepted, NOW } from '../store/items.ts';

const test_ = (id: string, ...tokens: string[]): ReceivedMessage => accepted(id, { tokens });
const report = (id: string): Report => reportOn(facts(), { id });
const names = (events: ProgressEvent[]): string[] =>
  events.map((event) =>
    event.event === 'step'
      ? event.step.step
      : `${event.event}${'id' in event ? ` ${event.id}` : 'line' in event ? ` ${event.line.id}` : ''}`,
  );

describe('the hub', () => {
  let now = NOW;
  const clock = { now: () => now };

  test('tells in order, to those who watch that token, until they stop', () => {
    const live = createProgressFeed(clock);
    const events: ProgressEvent[] = [];
    const stop = live.watch('t', (event) => events.push(event));
    live.watch('other', () => {
      throw new Error('not for this one');
    });
    const mail = test_('a', 't');
    live.announced('t', mail.envelope);
    live.received(mail);
    live.follower(mail)?.({ method: 'spf', result: 'pass', subject: 'example.org' });
    live.reported(mail, report('a'));
    expect(names(events)).toEqual([
      'connected',
      'helo',
      'tls',
      'mail-from',
      'received a',
      'message',
      'spf',
      'report a',
    ]);
    expect(live.underWay('t')).toEqual([]);
    stop();
    live.reported(test_('b', 't'), report('b'));
    expect(events).toHaveLength(8);
  });

  test('a mail that was not announced is told whole; announcing twice is one arrival', () => {
    const live = createProgressFeed(clock);
    live.received(test_('a', 't'));
    expect(live.underWay('t').map(({ id, steps }) => [id, steps.map(({ step }) => step)])).toEqual([
      ['a', ['connected', 'helo', 'tls', 'mail-from', 'message']],
    ]);
    const { envelope } = test_('b');
    live.announced('t', envelope);
    live.announced('t', envelope);
    expect(live.underWay('t').map(({ id }) => id)).toEqual(['a', null]);
  });

  test('the steps of two mails that come at once are told apart', () => {
    const live = createProgressFeed(clock);
    const events: ProgressEvent[] = [];
    live.watch('t', (event) => events.push(event));
    const [one, two] = [test_('a', 't'), test_('b', 't')];
    live.received(one);
    live.received(two);
    live.follower(one)?.({ method: 'spf', result: 'pass', subject: 'example.org' });
    live.follower(two)?.({ method: 'spf', result: 'fail', subject: 'example.org' });
    const arrivals = events.flatMap((event) =>
      event.event === 'step' && event.step.step === 'spf' ? [event.arrival] : [],
    );
    expect(new Set(arrivals).size).toBe(2);
    expect(live.underWay('t').map(({ key }) => key)).toEqual(arrivals);
  });

  test('nobody follows a mail that came to no page', () => {
    const live = createProgressFeed(clock);
    expect(live.follower(test_('a'))).toBeNull();
  });

  test('what came to nothing is forgotten after a while', () => {
    const live = createProgressFeed(clock);
    live.announced('t', test_('a').envelope);
    now += 119_000;
    expect(live.underWay('t')).toHaveLength(1);
    now += 2_000;
    expect(live.underWay('t')).toHaveLength(0);
  });

  test('it keeps no more than it may, however many mails are announced', () => {
    const live = createProgressFeed(clock);
    for (let n = 0; n < 30; n++) live.received(test_(`a${n}`, 't'));
    expect(live.underWay('t')).toHaveLength(20);
    for (let n = 0; n < 2100; n++) live.announced(`t${n}`, test_('a').envelope);
    expect(live.underWay('t')).toHaveLength(0);
    expect(live.underWay('t0')).toHaveLength(0);
    expect(live.underWay('t2099')).toHaveLength(1);
  });

  test('one who throws away his watch while being told does not disturb the others', () => {
    const live = createProgressFeed(clock);
    const events: string[] = [];
    const stop = live.watch('t', () => {
      events.push('first');
      stop();
    });
    live.watch('t', () => events.push('second'));
    live.reported(test_('a', 't'), report('a'));
    live.reported(test_('a', 't'), report('a'));
    expect(events).toEqual(['first', 'second', 'second']);
  });

  test('in the end all are told', async () => {
    const live = createProgressFeed(clock);
    const events: ProgressEvent[] = [];
    live.watch('t', (event) => events.push(event));
    live.watch('u', (event) => events.push(event));
    await live[Symbol.asyncDispose]();
    expect(names(events)).toEqual(['stop', 'stop']);
  });
});
