// The courier over a real store and real sockets, with a clock that is moved: owed replies arrive, once, whatever happens between.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { zoneResolver } from '../../src/dns/zone.ts';
import {
  type ReplySender,
  startReplySender,
  type ReplySenderDeps,
} from '../../src/respond/reply-sender.ts';
import { countingIds } from '../../src/runtime/ids.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { type QueuedReply, type Store, StoreError } from '../../src/store/store.ts';
import { manualTime, type ManualTime } from '../receive/time.ts';
import { openDripping, openExchanger, openScripted, refusal } from './exchanger.ts';
import { acceptMessage, courierSettings, KEY, KEY_ZONE, report, requested, TO } from './reply.ts';
import { witness, type Witness } from './witness.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const idOf = (n: number): string => String(n).padStart(26, '0');

let dataDir: string;
let time: ManualTime;
let store: Store;
let seen: Witness;
let couriers: ReplySender[];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'mailassay-courier-'));
  time = manualTime();
  store = await openSqliteStore({ dataDir, clock: time.clock });
  seen = witness();
  couriers = [];
});
afterEach(async () => {
  await Promise.all(couriers.map((replySender) => replySender[Symbol.asyncDispose]()));
  await store[Symbol.asyncDispose]();
  await rm(dataDir, { recursive: true, force: true });
});

function start(relayPort: number | null, more: Partial<ReplySenderDeps> = {}): ReplySender {
  const replySender = startReplySender({
    settings: courierSettings(dataDir, relayPort),
    store,
    resolver: zoneResolver(''),
    key: KEY,
    clock: time.clock,
    ids: countingIds(),
    log: seen.log,
    timers: time.timers,
    random: () => 0,
    ...more,
  });
  couriers.push(replySender);
  return replySender;
}

async function owe(n: number, more: Partial<QueuedReply> = {}): Promise<void> {
  const id = idOf(n);
  await store.saveFinished(acceptMessage({ id }), report({ id }), {
    testId: id,
    kind: 'full',
    to: TO,
    ...more,
  });
}

const saved = async (n: number) => {
  const found = await store.report(idOf(n));
  if (found?.state !== 'done') throw new Error('no report');
  return found.report.response;
};
const messageIdOf = (text: string): string | undefined => /^Message-ID: (.*)\r$/m.exec(text)?.[1];

describe('a reply that is owed', () => {
  test('arrives once, signed, and the report says when', async () => {
    await using relay = await openExchanger();
    const replySender = start(relay.port);
    await owe(1);
    replySender.wake();
    await relay.arrived(1);
    await replySender[Symbol.asyncDispose]();
    const [mail] = relay.arrivals;
    expect(relay.arrivals.length).toBe(1);
    expect(mail).toMatchObject({
      mailFrom: null,
      rcptTo: ['news@example.org'],
      helo: 'mx.mailassay.example',
    });
    const resolver = async (name: string): Promise<string[][]> =>
      (await zoneResolver(KEY_ZONE).resolve(name, 'TXT')).records;
    const { results } = await dkimVerify(Buffer.from(mail?.text ?? '', 'latin1'), {
      resolver,
      curTime: new Date(time.clock.now()),
    });
    expect(results.map(({ status, signingDomain }) => [status.result, signingDomain])).toEqual([
      ['pass', 'mailassay.example'],
    ]);
    expect((await saved(1)).sentAt).toBe(new Date(time.clock.now()).toISOString());
    expect(await store.nextReplyAt()).toBeNull();
  });

  test('that was owed before the start goes out by itself; one that nobody spoke of within a minute', async () => {
    await owe(1);
    await using relay = await openExchanger();
    start(relay.port);
    await seen.said('was handed over');
    await seen.said('the courier sleeps', 2);
    await owe(2);
    time.advance(MINUTE);
    await relay.arrived(2);
    expect(relay.arrivals.map(({ text }) => messageIdOf(text))).toEqual([
      `<reply.${idOf(1)}@mx.mailassay.example>`,
      `<reply.${idOf(2)}@mx.mailassay.example>`,
    ]);
  });

  test('short, in Indonesian', async () => {
    await using relay = await openExchanger();
    const id = idOf(1);
    await store.saveFinished(
      acceptMessage({ id, answer: requested('check-auth', { json: true }) }),
      report({ id, language: 'id', standing: 'unproven' }),
      { testId: id, kind: 'short', to: TO },
    );
    start(relay.port);
    await relay.arrived(1);
    const text = relay.arrivals[0]?.text ?? '';
    expect(text).toMatch(/^Content-Language: id\r$/m);
    expect(text).toMatch(/^SPF check: {10}pass\r$/m);
    expect(text.slice(text.indexOf('\r\n\r\n') + 4).length).toBeLessThanOrEqual(2048);
  });

  test('straight to the exchanger', async () => {
    await using exchanger = await openExchanger({ host: '127.0.0.2' });
    await owe(1);
    start(null, {
      resolver: zoneResolver('example.org MX 10 mx.example.org\nmx.example.org A 127.0.0.2'),
      exchangers: { port: exchanger.port, allowAddress: () => true },
    });
    await exchanger.arrived(1);
    expect(exchanger.arrivals[0]?.rcptTo).toEqual(['news@example.org']);
  });

  test('many: four at a time, each once', async () => {
    const held: (() => void)[] = [];
    let most = 0;
    await using relay = await openExchanger({
      onArrival: () =>
        new Promise((resolve) => {
          held.push(() => resolve(null));
          most = Math.max(most, held.length);
          // The first three wait for the fourth; from then on nobody waits.
          if (most === 4) for (const clearStream of held.splice(0)) clearStream();
        }),
    });
    for (let n = 1; n <= 12; n += 1) await owe(n);
    start(relay.port);
    await seen.said('was handed over', 12);
    expect(relay.arrivals.length).toBe(12);
    expect(new Set(relay.arrivals.map(({ text }) => messageIdOf(text))).size).toBe(12);
    expect(
      Math.max(...seen.lines.map(({ details }) => Number(details['underWay'] ?? 0))),
    ).toBeLessThanOrEqual(4);
  });

  test('to an honest server does not wait for eight that are owed to one that drips its greeting', async () => {
    const honest = await openExchanger({ host: '127.0.2.2' });
    await using slow = await openDripping({ host: '127.0.1.2', port: honest.port });
    const zone = [
      'example.org MX 10 mx.example.org',
      'mx.example.org A 127.0.2.2',
      'slow.example MX 10 mx.slow.example',
      'mx.slow.example A 127.0.1.2',
    ];
    // The same domain four times, four more with the same server, or another in its network.
    for (let n = 1; n <= 4; n += 1)
      await owe(n, { to: { local: `a${n}`, domain: 'slow.example' } });
    for (let n = 5; n <= 8; n += 1) {
      zone.push(
        `slow${n}.example MX 10 mx${n}.slow.example`,
        `mx${n}.slow.example A 127.0.1.${n % 2 === 0 ? 2 : n}`,
      );
      await owe(n, { to: { local: 'a', domain: `slow${n}.example` } });
    }
    start(null, {
      resolver: zoneResolver(zone.join('\n')),
      exchangers: { port: honest.port, allowAddress: () => true },
    });
    await slow.begun(1);
    await owe(9);
    couriers[0]?.wake();
    // The clock stands still: nothing here has waited.
    await honest.arrived(1);
    await seen.said('was handed over');
    expect(slow.sessions()).toBe(1);
    await time.awaits(30_000);
    // Its time over, the next of the eight has its turn, and an attempt that was not made is not counted.
    time.advance(30_000);
    const [line] = await seen.said('tried again');
    expect(line?.details).toMatchObject({
      attempt: 1,
      problem: expect.stringContaining('no greeting within 30 s'),
    });
    await slow.begun(2);
    expect(slow.sessions()).toBe(2);
    await honest[Symbol.asyncDispose]();
  });

  test('many, straight to many servers: sixteen at a time', async () => {
    const held: (() => void)[] = [];
    let most = 0;
    const begun = Promise.withResolvers<void>();
    const zone: string[] = [];
    const first = await openExchanger({ host: '127.0.1.1', onArrival });
    const servers = [first];
    function onArrival(): Promise<null> {
      return new Promise((resolve) => {
        held.push(() => resolve(null));
        most = Math.max(most, held.length);
        if (held.length === 16) begun.resolve();
      });
    }
    for (let n = 1; n <= 18; n += 1) {
      if (n > 1)
        servers.push(await openExchanger({ host: `127.0.${n}.1`, port: first.port, onArrival }));
      zone.push(`d${n}.example MX 10 mx.d${n}.example`, `mx.d${n}.example A 127.0.${n}.1`);
      await owe(n, { to: { local: 'a', domain: `d${n}.example` } });
    }
    start(null, {
      resolver: zoneResolver(zone.join('\n')),
      exchangers: { port: first.port, allowAddress: () => true },
    });
    await begun.promise;
    expect(most).toBe(16);
    while (seen.lines.filter(({ text }) => text.includes('was handed over')).length < 18) {
      for (const clearStream of held.splice(0)) clearStream();
      await store.ping();
    }
    for (const server of servers) await server[Symbol.asyncDispose]();
  });

  test('mail for the postmaster goes to the operator', async () => {
    await using relay = await openExchanger();
    const id = idOf(1);
    await store.saveForward(acceptMessage({ id, answer: requested('postmaster') }), {
      testId: id,
      kind: 'forward',
      to: { local: 'admin', domain: 'operator.example' },
    });
    start(relay.port);
    await relay.arrived(1);
    expect(relay.arrivals[0]).toMatchObject({ mailFrom: null, rcptTo: ['admin@operator.example'] });
    expect(relay.arrivals[0]?.text).toContain('Content-Type: message/rfc822');
  });

  test.for([
    { local: 'a,b', domain: 'victim.example' },
    { local: 'a@victim.example, b', domain: 'example.org' },
    { local: 'a', domain: 'example.org>\r\nRCPT TO:<victim@victim.example' },
    { local: 'a..b', domain: 'example.org' },
  ])('to %j is never mailed to anybody', async (to) => {
    await using relay = await openExchanger();
    await owe(1, { to });
    start(relay.port);
    await seen.said('could not be mailed');
    expect(relay.sessions()).toBe(0);
  });
});

describe('trouble', () => {
  test('4yz: tried again after 5, 15, 60, 180… minutes for a day, then given up', async () => {
    const tried: number[] = [];
    await using relay = await openExchanger({
      onRcptTo() {
        tried.push(time.clock.now());
        return refusal(450, 'not yet');
      },
    });
    const begin = time.clock.now();
    await owe(1);
    start(relay.port);
    for (let attempt = 1; attempt <= 10; attempt += 1) {
      const lines = await seen.said('tried again', attempt);
      const dueAt = Date.parse(String(lines.at(-1)?.details['dueAt']));
      time.advance(dueAt - time.clock.now() - 1000);
      await store.ping();
      time.advance(1000);
    }
    const [last] = await seen.said('could not be mailed');
    expect(tried.map((at) => (at - begin) / MINUTE)).toEqual([
      0, 5, 20, 80, 260, 440, 620, 800, 980, 1160, 1340,
    ]);
    expect(last?.details['problem']).toMatch(
      /^given up after a day: the relay .* said 450 not yet/,
    );
    await couriers[0]?.[Symbol.asyncDispose]();
    expect((await saved(1)).reason).toMatch(/^given up after a day/);
    expect(await store.isSuppressed('news@example.org', time.clock.now())).toBe(false);
    expect(await store.nextReplyAt()).toBeNull();
  });

  test('5yz ends it and suppresses the address for a week', async () => {
    await using relay = await openExchanger({ onRcptTo: () => refusal(550, '5.1.1 no such user') });
    await owe(1);
    start(relay.port);
    await seen.said('could not be mailed');
    await couriers[0]?.[Symbol.asyncDispose]();
    const now = time.clock.now();
    expect(await store.isSuppressed('News@example.org', now + 7 * DAY - 1)).toBe(true);
    expect(await store.isSuppressed('news@example.org', now + 7 * DAY + 1)).toBe(false);
    expect((await saved(1)).reason).toMatch(/550 5\.1\.1 no such user/);
    expect(await store.nextReplyAt()).toBeNull();
  });

  test('of the operator’s own mailbox suppresses nobody', async () => {
    await using relay = await openExchanger({ onRcptTo: () => refusal(550, 'no') });
    const id = idOf(1);
    await store.saveForward(acceptMessage({ id }), {
      testId: id,
      kind: 'forward',
      to: { local: 'admin', domain: 'operator.example' },
    });
    start(relay.port);
    await seen.said('could not be mailed');
    await couriers[0]?.[Symbol.asyncDispose]();
    expect(await store.isSuppressed('admin@operator.example', time.clock.now())).toBe(false);
  });

  test('a zone that leads inside ends it, but suppresses nobody: it may be repaired the next minute', async () => {
    await owe(1);
    start(null, {
      resolver: zoneResolver('example.org MX 10 mx.example.org\nmx.example.org A 127.0.0.1'),
    });
    await seen.said('could not be mailed');
    await couriers[0]?.[Symbol.asyncDispose]();
    expect((await saved(1)).reason).toBe(
      'the mail servers of example.org have no public address (127.0.0.1)',
    );
    expect(await store.isSuppressed('news@example.org', time.clock.now())).toBe(false);
  });

  test('closed after the dot: again, with the same Message-ID and Date', async () => {
    let dots = 0;
    await using scripted = await openScripted((line) => {
      if (line === 'DATA') return '354 go';
      if (line === '.') return (dots += 1) === 1 ? null : '250 taken';
      return line === 'QUIT' ? '221 bye' : '250 ok';
    });
    await owe(1);
    start(scripted.port);
    await seen.said('tried again');
    await store.ping();
    time.advance(6 * MINUTE);
    const [line] = await seen.said('was handed over');
    expect(line?.details).toMatchObject({ attempt: 2 });
    const [first = '', second = ''] = scripted.texts.map((text) =>
      text.slice(text.indexOf('\r\nFrom:')),
    );
    expect(messageIdOf(first)).toBe(`<reply.${idOf(1)}@mx.mailassay.example>`);
    expect(second).toBe(first);
  });

  test('a fault of the program is logged, tried again, and stops no other reply', async () => {
    await using relay = await openExchanger();
    await owe(1);
    const test1 = acceptMessage({ id: idOf(2) });
    await store.saveFinished(
      test1,
      { ...report({ id: idOf(2) }), summary: null as never },
      { testId: idOf(2), kind: 'full', to: TO },
    );
    start(relay.port);
    await relay.arrived(1);
    await seen.said('by a fault of this program');
    await seen.said('tried again');
    expect(seen.lines.filter(({ level }) => level === 'error').length).toBe(1);
  });
});

describe('leases', () => {
  test('of a worker that died are taken over when they end', async () => {
    await using relay = await openExchanger();
    await owe(1);
    await store.leaseReply(time.clock.now(), time.clock.now() + 5 * MINUTE, 'dead');
    const begin = time.clock.now();
    start(relay.port);
    for (let minute = 1; minute <= 5; minute += 1) {
      await seen.said('the courier sleeps', minute);
      expect(relay.sessions()).toBe(0);
      time.advance(MINUTE);
    }
    await relay.arrived(1);
    const [line] = await seen.said('was handed over');
    expect(line?.details).toMatchObject({ attempt: 2 });
    expect(time.clock.now() - begin).toBe(5 * MINUTE);
    expect(relay.arrivals.length).toBe(1);
  });

  test('of a process that was killed while it sent: the reply goes out after the restart, once', async () => {
    await store[Symbol.asyncDispose]();
    let victim: ChildProcess | null = null;
    const killed = Promise.withResolvers<void>();
    await using relay = await openScripted((line) => {
      if (line === 'DATA') return '354 go';
      if (line === '.' && victim !== null) {
        victim.once('exit', () => killed.resolve());
        victim.kill('SIGKILL');
        victim = null;
        return '';
      }
      return line === 'QUIT' ? '221 bye' : '250 ok';
    });
    victim = spawn(
      process.execPath,
      [new URL('./sender.ts', import.meta.url).pathname, dataDir, String(relay.port), idOf(1)],
      { stdio: 'inherit' },
    );
    await killed.promise;
    store = await openSqliteStore({ dataDir, clock: time.clock });
    start(relay.port);
    const [line] = await seen.said('was handed over');
    expect(line?.details).toMatchObject({ attempt: 2 });
    expect(relay.texts.map(messageIdOf)).toEqual(
      Array.from({ length: 2 }, () => `<reply.${idOf(1)}@mx.mailassay.example>`),
    );
    await couriers[0]?.[Symbol.asyncDispose]();
    expect((await saved(1)).sentAt).not.toBeNull();
  });

  test('of the process before are free at once', async () => {
    await using relay = await openExchanger();
    await owe(1);
    await store.leaseReply(time.clock.now(), time.clock.now() + 5 * MINUTE, 'dead');
    await store[Symbol.asyncDispose]();
    store = await openSqliteStore({ dataDir, clock: time.clock });
    start(relay.port);
    await relay.arrived(1);
  });

  test('that another took over while the mail was on its way: said, and left alone', async () => {
    await using relay = await openExchanger({
      async onArrival() {
        await store.leaseReply(
          time.clock.now() + 6 * MINUTE,
          time.clock.now() + 11 * MINUTE,
          'other',
        );
        return null;
      },
    });
    await owe(1);
    start(relay.port);
    await seen.said('it may arrive twice');
    expect((await saved(1)).sentAt).toBeNull();
  });
});

describe('a store that is away', () => {
  /** The store, failing as often as told, method by method. */
  const failing = (times: Partial<Record<keyof Store, number>>): Store =>
    new Proxy(store, {
      get(target, name) {
        const method = Reflect.get(target, name) as unknown;
        if (typeof method !== 'function') return method;
        return (...args: unknown[]) => {
          const left = times[name as keyof Store] ?? 0;
          if (left > 0) {
            times[name as keyof Store] = left - 1;
            return Promise.reject(new StoreError('away', 'no answer'));
          }
          return method.apply(target, args) as unknown;
        };
      },
    });

  test.for(['leaseReply', 'nextReplyAt', 'test', 'report', 'replySent'] as const)(
    'at %s: waited for, and the mail goes out once',
    async (name) => {
      await using relay = await openExchanger();
      await owe(1);
      start(relay.port, { store: failing({ [name]: 3 }) });
      for (let count = 1; count <= 3; count += 1) {
        const lines = await seen.said('the store does not answer', count);
        time.advance(Number(lines.at(-1)?.details['wait']));
      }
      await relay.arrived(1);
      await couriers[0]?.[Symbol.asyncDispose]();
      expect(relay.arrivals.length).toBe(1);
      expect((await saved(1)).sentAt).not.toBeNull();
    },
  );

  test('when it is to stop it does not wait', async () => {
    const replySender = start(1, { store: failing({ leaseReply: Infinity }) });
    await seen.said('the store does not answer');
    await replySender[Symbol.asyncDispose]();
  });
});

describe('stopping', () => {
  test('waits for what is under way, and begins nothing', async () => {
    const held: (() => void)[] = [];
    let begun = (): void => {};
    const under = new Promise<void>((resolve) => (begun = resolve));
    await using relay = await openExchanger({
      onArrival: () =>
        new Promise((resolve) => {
          held.push(() => resolve(null));
          begun();
        }),
    });
    await owe(1);
    const replySender = start(relay.port);
    await under;
    await owe(2);
    let hasStopped = false;
    const stopping = replySender[Symbol.asyncDispose]().then(() => (hasStopped = true));
    replySender.wake();
    await store.ping();
    expect(hasStopped).toBe(false);
    for (const release of held) release();
    await stopping;
    expect(relay.arrivals.length).toBe(1);
    expect((await saved(1)).sentAt).not.toBeNull();
    expect(await store.nextReplyAt()).toBe(time.clock.now());
  });

  test('after 30 seconds breaks it off; the reply stays owed', async () => {
    let begun = (): void => {};
    const under = new Promise<void>((resolve) => (begun = resolve));
    await using relay = await openScripted((line) => {
      if (line.startsWith('RCPT')) begun();
      return line.startsWith('RCPT') ? '' : '250 ok';
    });
    await owe(1);
    const replySender = start(relay.port);
    await under;
    const stopping = replySender[Symbol.asyncDispose]();
    time.advance(30_000);
    await stopping;
    // At the next start, at once.
    expect(await store.nextReplyAt()).toBe(time.clock.now());
    expect((await saved(1)).sentAt).toBeNull();
  });
});
