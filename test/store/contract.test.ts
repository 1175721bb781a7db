// What every store promises (src/store/store.ts), run on each: kept together or not at all, leased to one, counted for all.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ReceivedMessage } from '../../src/message/received-message.ts';
import type { QueuedReply, Store } from '../../src/store/store.ts';
import { accepted, NOW, owed, pageTest, reported } from './items.ts';
import { STORES, type Place } from './stores.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe.each(STORES)('the store on $name', ({ place: makePlace }) => {
  let place: Place;
  let store: Store;
  let now = NOW;
  const clock = { now: () => now };

  beforeEach(async () => {
    now = NOW;
    place = await makePlace();
    store = await place.open(clock);
  });
  afterEach(async () => {
    await store[Symbol.asyncDispose]();
    await place.remove();
  });
  const reopen = async (): Promise<void> => {
    await store[Symbol.asyncDispose]();
    store = await place.open(clock);
  };

  describe('tests', () => {
    test('a finished test, its message, report and owed reply are there after reopening', async () => {
      await store.saveFinished(accepted('a'), reported('a'), owed('a'));
      await reopen();
      expect(await store.report('a')).toEqual({ state: 'done', report: reported('a') });
      expect(Buffer.from((await store.message('a')) ?? []).toString()).toContain('The body of a.');
      const kept = await store.test('a');
      expect({ ...kept, message: null }).toEqual({ ...accepted('a'), message: null });
      expect(await store.leaseReply(NOW, NOW + MINUTE, 'x')).toMatchObject({
        ...owed('a'),
        attempts: 1,
        firstTriedAt: NOW,
        token: 'x',
      });
    });

    test('unknown ids are null everywhere', async () => {
      expect(await store.report('nobody')).toBeNull();
      expect(await store.message('nobody')).toBeNull();
      expect(await store.test('nobody')).toBeNull();
      expect(await store.takePending()).toBeNull();
      expect(await store.leaseReply(NOW, NOW + 1, 'x')).toBeNull();
      expect(await store.nextReplyAt()).toBeNull();
    });

    test('every octet of a message survives, also when it is a window on a larger buffer', async () => {
      const large = new Uint8Array(4096).map((_, i) => i & 255);
      await store.savePending(accepted('a', { message: large.subarray(1000, 1600) }));
      expect(Buffer.from((await store.message('a')) ?? [])).toEqual(
        Buffer.from(large.subarray(1000, 1600)),
      );
      expect(large.length).toBe(4096);
    });

    test('a message of 10 MiB is kept', async () => {
      await store.savePending(
        accepted('big', { message: new Uint8Array(10 * 1024 * 1024).fill(65) }),
      );
      expect((await store.message('big'))?.length).toBe(10 * 1024 * 1024);
    });

    test('a pending test is pending until the same call finishes it', async () => {
      await store.savePending(accepted('a'));
      expect(await store.report('a')).toEqual({ state: 'pending', receivedAt: NOW });
      await store.saveFinished(accepted('a'), reported('a'), owed('a'));
      expect((await store.report('a'))?.state).toBe('done');
      expect(await store.takePending()).toBeNull();
    });

    test('finishing twice changes nothing: one answer, one reply', async () => {
      await store.saveFinished(accepted('a'), reported('a'), owed('a'));
      await store.saveFinished(
        accepted('a'),
        { ...reported('a'), verdict: 'fail' },
        owed('a', 'short'),
      );
      const saved = await store.report('a');
      expect(saved?.state === 'done' && saved.report.verdict).toBe('pass');
      expect((await store.leaseReply(NOW, NOW + 1000, 'x'))?.kind).toBe('full');
      expect(await store.leaseReply(NOW, NOW + 1000, 'y')).toBeNull();
    });

    test('the oldest waiting test is taken, never by two at once, and not at once from who keeps it', async () => {
      await store.savePending(accepted('b', { receivedAt: NOW + 1 }));
      await store.savePending(accepted('a', { receivedAt: NOW }));
      expect(await store.takePending()).toBeNull();
      now += HOUR;
      expect(await store.takePending()).toMatchObject({ id: 'a', attempts: 0 });
      expect(await store.takePending()).toMatchObject({ id: 'b', attempts: 0 });
      expect(await store.takePending()).toBeNull();
      now += HOUR;
      // To be taken is no attempt: that is counted by who judges.
      for (let attempt = 1; attempt <= 3; attempt += 1) await store.countAttempt('a');
      // How often is often enough is for others to say; none is left behind.
      expect(await store.takePending()).toMatchObject({ id: 'a', attempts: 3 });
      expect(await store.takePending()).toMatchObject({ id: 'b', attempts: 0 });
      expect((await store.report('a'))?.state).toBe('pending');
    });

    test('mail for the postmaster is kept and owed without a report', async () => {
      await store.saveForward(accepted('f'), owed('f', 'forward'));
      await reopen();
      expect(await store.report('f')).toBeNull();
      expect(await store.leaseReply(NOW, NOW + 1, 'x')).toMatchObject({
        testId: 'f',
        kind: 'forward',
      });
      expect((await store.test('f'))?.message.length).toBeGreaterThan(0);
    });

    test('many saves at once all arrive', async () => {
      const ids = Array.from({ length: 200 }, (_, i) => `id${i}`);
      await Promise.all(ids.map((id) => store.saveFinished(accepted(id), reported(id), owed(id))));
      await reopen();
      const found = await Promise.all(ids.map((id) => store.report(id)));
      expect(found.every((one) => one?.state === 'done')).toBe(true);
    });
  });

  describe('replies', () => {
    const lease = (token: string, until = now + MINUTE) => store.leaseReply(now, until, token);

    test('a leased reply is nobody else’s until the lease ends', async () => {
      await store.saveFinished(accepted('a'), reported('a'), owed('a'));
      const first = await lease('x');
      expect(await lease('y')).toBeNull();
      expect(await store.nextReplyAt()).toBe(NOW + MINUTE);
      now += MINUTE;
      expect(await lease('y')).toMatchObject({ testId: 'a', attempts: 2, firstTriedAt: NOW });
      // The one that came late is fenced out.
      expect(first && (await store.replySent(first, now))).toBe(false);
      expect(first && (await store.replyLater(first, now, 'late'))).toBe(false);
      expect(first && (await store.replyFailed(first, 'late'))).toBe(false);
    });

    test('a reply that was sent is sent once, and the report says when', async () => {
      await store.saveFinished(accepted('a'), reported('a'), owed('a'));
      const held = await lease('x');
      expect(held && (await store.replySent(held, NOW + 5))).toBe(true);
      expect(held && (await store.replySent(held, NOW + 6))).toBe(false);
      const saved = await store.report('a');
      expect(saved?.state === 'done' && saved.report.response).toEqual({
        decision: 'mail',
        reason: 'proven',
        sentAt: new Date(NOW + 5).toISOString(),
      });
      expect(await store.nextReplyAt()).toBeNull();
      now += DAY;
      expect(await lease('y')).toBeNull();
    });

    test('replies to some domains can be left out', async () => {
      for (const domain of ['a.example', 'b.example'])
        await store.saveFinished(accepted(domain), reported(domain), {
          ...owed(domain),
          to: { local: 'x', domain },
        });
      expect(
        await store.leaseReply(now, now + MINUTE, 'x', ['a.example', 'c.example']),
      ).toMatchObject({ testId: 'b.example' });
      expect(await store.leaseReply(now, now + MINUTE, 'x', ['a.example'])).toBeNull();
      expect(await store.nextReplyAt(['a.example'])).toBe(NOW + MINUTE);
      expect(await store.nextReplyAt(['a.example', 'b.example'])).toBeNull();
      expect(await store.nextReplyAt()).toBe(NOW);
    });

    test('a reply that was not tried after all is as before', async () => {
      await store.saveFinished(accepted('a'), reported('a'), owed('a'));
      const held = await lease('x');
      expect(held && (await store.returnReply(held, NOW + 1))).toBe(true);
      expect(held && (await store.returnReply(held, NOW + 2))).toBe(false);
      expect(await lease('y')).toBeNull();
      now += HOUR;
      expect(await lease('z')).toMatchObject({ attempts: 1, firstTriedAt: NOW + HOUR });
    });

    test('a reply that is put off is due then, and keeps when it was first tried', async () => {
      await store.saveFinished(accepted('a'), reported('a'), owed('a'));
      const held = await lease('x');
      expect(held && (await store.replyLater(held, NOW + HOUR, '451 later'))).toBe(true);
      expect(await store.nextReplyAt()).toBe(NOW + HOUR);
      expect(await lease('y')).toBeNull();
      now += HOUR;
      expect(await lease('z')).toMatchObject({ attempts: 2, firstTriedAt: NOW });
    });

    test('a reply that is given up stays given up, and the report says why', async () => {
      await store.saveFinished(accepted('a'), reported('a'), owed('a'));
      const held = await lease('x');
      expect(held && (await store.replyFailed(held, 'refused: 550 no such user'))).toBe(true);
      const saved = await store.report('a');
      expect(saved?.state === 'done' && saved.report.response.reason).toBe(
        'refused: 550 no such user',
      );
      now += DAY;
      expect(await lease('y')).toBeNull();
    });

    test('with one delivery a domain, no second reply to it is leased, and it is due when the first lease ends', async () => {
      for (const id of ['a', 'b']) await store.saveFinished(accepted(id), reported(id), owed(id));
      await store.saveFinished(accepted('c'), reported('c'), {
        ...owed('c'),
        to: { local: 'x', domain: 'other.example' },
      });
      const first = await store.leaseReply(now, now + MINUTE, 'x', [], true);
      expect(first?.testId).toBe('a');
      expect((await store.leaseReply(now, now + HOUR, 'y', [], true))?.testId).toBe('c');
      expect(await store.leaseReply(now, now + MINUTE, 'z', [], true)).toBeNull();
      expect(await store.nextReplyAt([], true)).toBe(NOW + MINUTE);
      expect(await store.nextReplyAt([])).toBe(NOW);
      if (first) await store.replySent(first, now);
      expect(await store.nextReplyAt([], true)).toBe(NOW);
      expect((await store.leaseReply(now, now + MINUTE, 'z', [], true))?.testId).toBe('b');
    });

    test('workers that lease at once get one reply a domain', async () => {
      for (const id of ['a', 'b', 'c', 'd'])
        await store.saveFinished(accepted(id), reported(id), owed(id));
      const held = await Promise.all(
        ['1', '2', '3', '4'].map((token) => store.leaseReply(now, now + MINUTE, token, [], true)),
      );
      expect(held.filter((one) => one !== null)).toHaveLength(1);
    });

    test('a lease that is renewed lasts longer; one that was lost cannot be', async () => {
      await store.saveFinished(accepted('a'), reported('a'), owed('a'));
      const first = await lease('x');
      expect(first && (await store.renewReply(first, NOW + HOUR))).toBe(true);
      now += MINUTE;
      expect(await lease('y')).toBeNull();
      now = NOW + HOUR;
      expect(await lease('y')).toMatchObject({ testId: 'a', attempts: 2 });
      expect(first && (await store.renewReply(first, NOW + 2 * HOUR))).toBe(false);
    });

    test('the one due longest goes first', async () => {
      for (const id of ['c', 'a', 'b']) {
        await store.saveFinished(accepted(id), reported(id), owed(id));
        now += 1;
      }
      expect([
        (await lease('1'))?.testId,
        (await lease('2'))?.testId,
        (await lease('3'))?.testId,
      ]).toEqual(['c', 'a', 'b']);
    });

    test('workers that lease at once get different replies', async () => {
      const ids = ['a', 'b', 'c', 'd', 'e'];
      for (const id of ids) await store.saveFinished(accepted(id), reported(id), owed(id));
      const held = await Promise.all(['1', '2', '3', '4', '5', '6'].map((token) => lease(token)));
      expect(
        held
          .map((one) => one?.testId ?? null)
          .filter((id) => id !== null)
          .toSorted(),
      ).toEqual(ids);
    });
  });

  describe('limits and suppression', () => {
    const one = (key: string, points = 1, windowSeconds = 3600) => ({ key, points, windowSeconds });

    test('points are taken until they are used up, again in the next window, and reopening forgets nothing', async () => {
      for (let i = 0; i < 10; i++) expect(await store.takeLimits([one('a', 10)], now)).toBe(true);
      expect(await store.takeLimits([one('a', 10)], now)).toBe(false);
      await reopen();
      now += HOUR - 1;
      expect(await store.takeLimits([one('a', 10)], now)).toBe(false);
      now += 1;
      expect(await store.takeLimits([one('a', 10)], now)).toBe(true);
    });

    test('one from every counter, or none', async () => {
      expect(await store.takeLimits([one('a', 1)], now)).toBe(true);
      expect(await store.takeLimits([one('b', 2), one('a', 1), one('c', 1)], now)).toBe(false);
      expect(await store.takeLimits([one('b', 2), one('c', 1)], now)).toBe(true);
      expect(await store.takeLimits([one('b', 2)], now)).toBe(true);
      expect(await store.takeLimits([one('b', 2)], now)).toBe(false);
    });

    test('the same key with two windows is two counters', async () => {
      expect(await store.takeLimits([one('a', 1, 60), one('a', 2, 3600)], now)).toBe(true);
      expect(await store.takeLimits([one('a', 1, 60), one('a', 2, 3600)], now)).toBe(false);
      now += MINUTE;
      expect(await store.takeLimits([one('a', 1, 60), one('a', 2, 3600)], now)).toBe(true);
      now += MINUTE;
      expect(await store.takeLimits([one('a', 1, 60), one('a', 2, 3600)], now)).toBe(false);
    });

    test('takers at once get exactly the points there are', async () => {
      const taken = await Promise.all(
        Array.from({ length: 30 }, () => store.takeLimits([one('a', 7), one('all', 100)], now)),
      );
      expect(taken.filter(Boolean)).toHaveLength(7);
    });

    test('a counter kept by a clock that was ahead does not lock anyone out', async () => {
      expect(await store.takeLimits([one('a', 1)], now + 400 * DAY)).toBe(true);
      expect(await store.takeLimits([one('a', 1)], now)).toBe(true);
      expect(await store.takeLimits([one('a', 1)], now)).toBe(false);
    });

    test('an address is suppressed until its time, whatever its case; the later end counts', async () => {
      await store.suppress('User@Example.org', NOW + DAY);
      await store.suppress('user@example.org', NOW + HOUR);
      expect(await store.isSuppressed('user@EXAMPLE.org', NOW + DAY - 1)).toBe(true);
      expect(await store.isSuppressed('user@example.org', NOW + DAY)).toBe(false);
      expect(await store.isSuppressed('other@example.org', NOW)).toBe(false);
    });

    test('fails closed when the store is gone', async () => {
      await store[Symbol.asyncDispose]();
      expect(await store.takeLimits([one('a')], now)).toBe(false);
      store = await place.open(clock);
    });
  });

  describe('purge', () => {
    test('messages go first, reports later, each by its own time', async () => {
      await store.saveFinished(
        accepted('old', { receivedAt: NOW - 40 * DAY }),
        reported('old'),
        null,
      );
      await store.saveFinished(
        accepted('day', { receivedAt: NOW - 2 * DAY }),
        reported('day'),
        null,
      );
      await store.saveFinished(accepted('new'), reported('new'), null);
      await store.purge(NOW - DAY, NOW - 30 * DAY);
      expect(await store.report('old')).toBeNull();
      expect(await store.test('old')).toBeNull();
      expect(await store.message('day')).toBeNull();
      expect((await store.report('day'))?.state).toBe('done');
      expect((await store.test('day'))?.message.length).toBe(0);
      expect((await store.message('new'))?.length).toBeGreaterThan(0);
    });

    test('what is owed stays: an untried pending test, a forward that is due, a report whose reply is due', async () => {
      const old = NOW - 40 * DAY;
      await store.savePending(accepted('p', { receivedAt: old }));
      await store.saveForward(accepted('f', { receivedAt: old }), owed('f', 'forward'));
      await store.saveFinished(accepted('r', { receivedAt: old }), reported('r'), owed('r'));
      await store.purge(NOW, NOW);
      expect((await store.message('p'))?.length).toBeGreaterThan(0);
      expect((await store.message('f'))?.length).toBeGreaterThan(0);
      expect((await store.report('r'))?.state).toBe('done');
      expect(await store.message('r')).toBeNull();

      for (const token of ['1', '2']) {
        const held = await store.leaseReply(NOW, NOW + 1, token);
        if (held) await store.replyFailed(held, 'given up');
      }
      await store.purge(NOW, NOW);
      expect(await store.test('f')).toBeNull();
      expect(await store.report('r')).toBeNull();
      expect(await store.message('p')).not.toBeNull();
    });

    test('reports that live shorter than messages take their messages along', async () => {
      await store.saveFinished(accepted('a', { receivedAt: NOW - 2 * HOUR }), reported('a'), null);
      await store.purge(NOW - DAY, NOW - HOUR);
      expect(await store.report('a')).toBeNull();
      expect(await store.message('a')).toBeNull();
    });

    test('more than one batch goes in one call', async () => {
      for (let i = 0; i < 25; i++)
        await store.saveFinished(
          accepted(`id${i}`, { receivedAt: NOW - DAY }),
          reported(`id${i}`),
          null,
        );
      await store.purge(NOW, NOW);
      for (let i = 0; i < 25; i++) expect(await store.report(`id${i}`)).toBeNull();
    });
  });

  describe('tests made on the page', () => {
    const came = async (
      id: string,
      token: string,
      more: Partial<ReceivedMessage> = {},
      reply: QueuedReply | null = null,
    ) => {
      const test = accepted(id, more);
      await store.saveFinished(
        { ...test, answer: { ...test.answer, kind: 'page', token } },
        reported(id),
        reply,
      );
    };

    test('one is found by its id and by its token after reopening', async () => {
      await store.savePage(pageTest('p'));
      await reopen();
      expect(await store.page('p')).toEqual(pageTest('p'));
      expect(await store.pageByToken('token-p')).toEqual(pageTest('p'));
      expect(await store.page('token-p')).toBeNull();
      expect(await store.pageByToken('p')).toBeNull();
      expect(await store.arrivals('p', 10)).toEqual({ count: 0, arrived: [] });
      expect(await store.arrivals('nobody', 10)).toEqual({ count: 0, arrived: [] });
    });

    test('many mails, last first, each with its verdict or without', async () => {
      await store.savePage(pageTest('p'));
      await store.savePage(pageTest('other'));
      await came('a', 'token-p', { receivedAt: NOW + 1 });
      await came('b', 'token-p', { receivedAt: NOW + 2 });
      await came('x', 'token-other', { receivedAt: NOW + 2 });
      const waiting = accepted('c', { receivedAt: NOW + 3 });
      await store.savePending({
        ...waiting,
        answer: { ...waiting.answer, kind: 'page', token: 'token-p' },
      });
      await reopen();
      const { count, arrived } = await store.arrivals('p', 10);
      expect(count).toBe(3);
      expect(await store.countArrivals('p')).toEqual({ all: 3, judged: 2 });
      expect(await store.countArrivals('nobody')).toEqual({ all: 0, judged: 0 });
      expect(arrived.map(({ id, saved }) => `${id} ${saved.state}`)).toEqual([
        'c pending',
        'b done',
        'a done',
      ]);
      expect(arrived[1]?.saved).toEqual({ state: 'done', report: reported('b') });
      const few = await store.arrivals('p', 2);
      expect([few.count, few.arrived.map(({ id }) => id)]).toEqual([3, ['c', 'b']]);
      expect(await store.belongsToAddress('p', 'a')).toBe(true);
      expect(await store.belongsToAddress('p', 'x')).toBe(false);
    });

    test('a mail to a fixed address and to a page is on the page as well', async () => {
      await store.savePage(pageTest('p'));
      await store.savePage(pageTest('q'));
      await store.saveFinished(
        accepted('a', { tokens: ['token-p', 'token-q', 'unknown'] }),
        reported('a'),
        null,
      );
      expect((await store.arrivals('p', 10)).arrived.map(({ id }) => id)).toEqual(['a']);
      expect((await store.arrivals('q', 10)).arrived.map(({ id }) => id)).toEqual(['a']);
    });

    test('the report of a kept test is there once it is finished, once', async () => {
      await store.savePage(pageTest('p'));
      const test = accepted('a', { tokens: ['token-p'] });
      await store.savePending(test);
      now += HOUR;
      const taken = await store.takePending();
      expect(taken?.id).toBe('a');
      await store.saveFinished({ ...test, ...taken }, reported('a'), owed('a'));
      expect((await store.arrivals('p', 10)).arrived).toEqual([
        { id: 'a', saved: { state: 'done', report: reported('a') } },
      ]);
    });

    test('deleting takes messages, reports, owed replies and shares; other pages keep theirs', async () => {
      await store.savePage(pageTest('p'));
      await store.savePage(pageTest('q'));
      await came('a', 'token-p', {}, owed('a'));
      await came('b', 'token-q', {}, owed('b'));
      await store.shareReport('a', 'share-a');
      expect(await store.deletePage('p')).toBe(true);
      expect(await store.deletePage('p')).toBe(false);
      expect(await store.deletePage('nobody')).toBe(false);
      await reopen();
      expect(await store.page('p')).toBeNull();
      expect(await store.pageByToken('token-p')).toBeNull();
      expect(await store.report('a')).toBeNull();
      expect(await store.message('a')).toBeNull();
      expect(await store.test('a')).toBeNull();
      expect(await store.sharedReport('share-a')).toBeNull();
      expect((await store.leaseReply(NOW, NOW + 1, 'x'))?.testId).toBe('b');
      expect((await store.arrivals('q', 10)).count).toBe(1);
    });

    test('a mail whose verdict comes after the deletion is not kept', async () => {
      await store.savePage(pageTest('p'));
      const test = accepted('a', { tokens: ['token-p'] });
      await store.savePending(test);
      await store.deletePage('p');
      await store.saveFinished(test, reported('a'), owed('a'));
      await store.savePending(accepted('b', { tokens: ['token-p'] }));
      for (const id of ['a', 'b']) {
        expect(await store.report(id)).toBeNull();
        expect(await store.message(id)).toBeNull();
      }
      expect(await store.nextReplyAt()).toBeNull();
    });

    test('more mails than a statement can name are deleted in one call', async () => {
      await store.savePage(pageTest('p'));
      const ids = Array.from({ length: 1200 }, (_, i) => `m${i}`);
      await Promise.all(ids.map((id) => came(id, 'token-p')));
      expect((await store.arrivals('p', 20)).count).toBe(1200);
      expect(await store.deletePage('p')).toBe(true);
      expect(await store.report('m0')).toBeNull();
      expect(await store.report('m1199')).toBeNull();
    });

    test('an address that expired goes with its last report; one with reports stays readable', async () => {
      await store.savePage(pageTest('empty', { expiresAt: NOW + HOUR }));
      await store.savePage(pageTest('used', { expiresAt: NOW + HOUR }));
      await store.savePage(pageTest('open', { expiresAt: NOW + 90 * DAY }));
      await came('a', 'token-used');
      now += HOUR;
      await store.purge(now - DAY, now - 30 * DAY);
      expect(await store.page('empty')).toBeNull();
      expect((await store.arrivals('used', 10)).count).toBe(1);
      now += 31 * DAY;
      await store.purge(now - DAY, now - 30 * DAY);
      expect(await store.page('used')).toBeNull();
      expect(await store.report('a')).toBeNull();
      expect(await store.page('open')).not.toBeNull();
    });
  });

  describe('shares', () => {
    test('a report has one share, by an id of its own', async () => {
      await store.saveFinished(accepted('a'), reported('a'), null);
      await store.savePending(accepted('p'));
      expect(await store.shareReport('a', 'one')).toBe('one');
      expect(await store.shareReport('a', 'two')).toBe('one');
      expect(await store.sharedReport('one')).toEqual({ state: 'done', report: reported('a') });
      expect(await store.sharedReport('two')).toBeNull();
      expect(await store.sharedReport('a')).toBeNull();
      expect(await store.shareReport('p', 'three')).toBeNull();
      expect(await store.shareReport('nobody', 'four')).toBeNull();
      // Taken back, it is gone; the next one is another.
      expect(await store.unshareReport('a')).toBe(true);
      expect(await store.unshareReport('a')).toBe(false);
      expect(await store.sharedReport('one')).toBeNull();
      expect(await store.shareReport('a', 'five')).toBe('five');
    });

    test('it ends with the report', async () => {
      await store.saveFinished(accepted('a', { receivedAt: NOW - 2 * DAY }), reported('a'), null);
      await store.shareReport('a', 'one');
      await store.purge(NOW - DAY, NOW - DAY);
      expect(await store.sharedReport('one')).toBeNull();
    });
  });

  describe('clocks that jump', () => {
    test('what a clock that ran ahead has stamped lives no longer than from now', async () => {
      await store.saveFinished(accepted('a', { receivedAt: NOW + 400 * DAY }), reported('a'), null);
      await store.purge(NOW - DAY, NOW - 30 * DAY);
      expect((await store.report('a'))?.state).toBe('done');
      now += 31 * DAY;
      await store.purge(now - DAY, now - 30 * DAY);
      expect(await store.report('a')).toBeNull();
      expect(await store.message('a')).toBeNull();
    });
  });

  test('the backlog says what waits and how long already', async () => {
    expect(await store.backlog(NOW)).toEqual({
      replies: { count: 0, oldestMs: 0 },
      verdicts: { count: 0, oldestMs: 0 },
    });
    await store.saveFinished(accepted('a', { receivedAt: NOW - 5000 }), reported('a'), owed('a'));
    await store.saveFinished(accepted('b'), reported('b'), owed('b'));
    await store.savePending(accepted('c', { receivedAt: NOW - 7000 }));
    expect(await store.backlog(NOW)).toEqual({
      replies: { count: 2, oldestMs: 5000 },
      verdicts: { count: 1, oldestMs: 7000 },
    });
    const held = await store.leaseReply(NOW, NOW + 1, 'x');
    if (held) await store.replySent(held, NOW);
    expect((await store.backlog(NOW)).replies.count).toBe(1);
  });

  test('a ping writes and returns', async () => {
    await store.ping();
    await store.ping();
  });
});
