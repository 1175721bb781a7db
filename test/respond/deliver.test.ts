// One attempt over real sockets: exchangers on loopback, found through a real DNS server, and the operator's relay.
import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { startDnsServer } from '../../src/dns/server.ts';
import type { Resolver } from '../../src/dns/resolver.ts';
import { serviceResolver } from '../../src/dns/service-resolver.ts';
import { parseZone, zoneResolver } from '../../src/dns/zone.ts';
import { deliver, type Delivery, type DeliveryDeps } from '../../src/respond/deliver.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import { manualTime } from '../receive/time.ts';
import {
  type ExchangerOptions,
  openDripping,
  openExchanger,
  openScripted,
  refusal,
} from './exchanger.ts';
import { smallMail } from './reply.ts';

const HOSTNAME = 'mx.mailassay.example';

/** Exchangers of example.org at 127.0.0.2, .3, .4, in that order, all on one port. */
const ZONE = `
  example.org MX 10 a.example.org
  example.org MX 20 b.example.org
  example.org MX 30 c.example.org
  a.example.org A 127.0.0.2
  b.example.org A 127.0.0.3
  c.example.org A 127.0.0.4`;

async function send(port: number, more: Partial<DeliveryDeps> = {}): Promise<Delivery> {
  return await deliver(await smallMail(), {
    settings: { hostname: HOSTNAME },
    resolver: zoneResolver(ZONE),
    random: () => 0,
    port,
    allowAddress: () => true,
    ...more,
  });
}

/** A script in which everything is fine. */
const fine = (line: string): string | null => {
  if (line === 'DATA') return '354 go';
  return line === 'QUIT' ? '221 bye' : '250 ok';
};

describe('straight to the exchangers', () => {
  test('one mail, null reverse-path, our name, TLS when offered', async () => {
    await using dns = await startDnsServer(
      parseZone('example.org MX 10 a.example.org\na.example.org A 127.0.0.2'),
      { host: '127.0.0.1', port: 0 },
    );
    await using resolver = serviceResolver({
      servers: [`127.0.0.1:${dns.port}`],
      zoneCounts: null,
      clock: systemClock,
    });
    await using exchanger = await openExchanger({ host: '127.0.0.2' });
    expect(await send(exchanger.port, { resolver })).toMatchObject({
      kind: 'sent',
      response: expect.stringMatching(/^250 /),
    });
    expect(exchanger.arrivals).toEqual([
      expect.objectContaining({
        mailFrom: null,
        rcptTo: ['news@example.org'],
        helo: HOSTNAME,
        isTls: true,
        user: null,
      }),
    ]);
    expect(exchanger.arrivals[0]?.text).toBe((await smallMail()).message.toString('latin1'));
  });

  test('without TLS when none is offered', async () => {
    await using exchanger = await openExchanger({ host: '127.0.0.2', hideSTARTTLS: true });
    expect(await send(exchanger.port)).toMatchObject({ kind: 'sent' });
    expect(exchanger.arrivals[0]?.isTls).toBe(false);
  });

  test('in the clear when the handshake fails', async () => {
    await using scripted = await openScripted(
      (line) =>
        line.startsWith('EHLO')
          ? '250-a\r\n250 STARTTLS'
          : line === 'STARTTLS'
            ? '220 go'
            : fine(line),
      { host: '127.0.0.2' },
    );
    expect(await send(scripted.port)).toMatchObject({ kind: 'sent' });
    expect(scripted.lines.filter((line) => line === 'STARTTLS').length).toBe(1);
    expect(scripted.lines).toContain('MAIL FROM:<>');
  });

  test('in the clear when STARTTLS is refused', async () => {
    await using scripted = await openScripted(
      (line) =>
        line.startsWith('EHLO')
          ? '250-a\r\n250 STARTTLS'
          : line === 'STARTTLS'
            ? '454 no'
            : fine(line),
      { host: '127.0.0.2' },
    );
    expect(await send(scripted.port)).toMatchObject({ kind: 'sent' });
  });

  test('the next when the first is not there', async () => {
    await using exchanger = await openExchanger({ host: '127.0.0.3' });
    expect(await send(exchanger.port)).toMatchObject({ kind: 'sent' });
  });

  test('the next after a 4yz, but two sessions at most', async () => {
    await using first = await openExchanger({
      host: '127.0.0.2',
      onRcptTo: () => refusal(451, 'greylisted'),
    });
    await using second = await openExchanger({
      host: '127.0.0.3',
      port: first.port,
      onRcptTo: () => refusal(450, 'busy'),
    });
    await using third = await openExchanger({ host: '127.0.0.4', port: first.port });
    expect(await send(first.port)).toEqual({
      kind: 'later',
      problem: expect.stringMatching(/^b\.example\.org \(127\.0\.0\.3\): 450 busy/),
    });
    expect([first.sessions(), second.sessions(), third.sessions()]).toEqual([1, 1, 0]);
  });

  test('5yz to the recipient ends it, nobody else is asked', async () => {
    await using first = await openExchanger({
      host: '127.0.0.2',
      onRcptTo: () => refusal(550, '5.1.1 no such user'),
    });
    await using second = await openExchanger({ host: '127.0.0.3', port: first.port });
    expect(await send(first.port)).toEqual({
      kind: 'refused',
      code: 550,
      problem: 'a.example.org said 550 5.1.1 no such user',
    });
    expect(second.sessions()).toBe(0);
  });

  test('5yz to the message as well', async () => {
    await using exchanger = await openExchanger({
      host: '127.0.0.2',
      onArrival: () => refusal(554, '5.7.1 spam'),
    });
    expect(await send(exchanger.port)).toMatchObject({ kind: 'refused', code: 554 });
  });

  test('a server that takes no mail at all is passed over', async () => {
    await using first = await openScripted(fine, {
      host: '127.0.0.2',
      greeting: '554 no SMTP service here',
    });
    await using second = await openExchanger({ host: '127.0.0.3', port: first.port });
    expect(await send(first.port)).toMatchObject({ kind: 'sent' });
    expect(second.arrivals.length).toBe(1);
  });

  test('for good when all take none; later when one of them cannot be asked', async () => {
    const zone = (line: string): Partial<DeliveryDeps> => ({
      resolver: zoneResolver(`example.org MX 10 a.example.org\na.example.org A 127.0.0.2\n${line}`),
    });
    await using first = await openScripted(fine, {
      host: '127.0.0.2',
      greeting: '521 mx.example.org does not accept mail',
    });
    expect(await send(first.port, zone(''))).toMatchObject({ kind: 'refused', code: 521 });
    expect(await send(first.port, zone('a.example.org A 127.0.0.3'))).toMatchObject({
      kind: 'later',
    });
  });

  test('closed after the dot: later, and not at once to another', async () => {
    await using first = await openScripted((line) => (line === '.' ? null : fine(line)), {
      host: '127.0.0.2',
    });
    await using second = await openExchanger({ host: '127.0.0.3', port: first.port });
    expect(await send(first.port)).toMatchObject({ kind: 'later' });
    expect(first.lines).toContain('.');
    expect(second.sessions()).toBe(0);
  });

  test.for([
    ['before the greeting', null, fine],
    ['after EHLO', '220 hi', () => null],
    ['with 421', '421 too busy', fine],
    ['with nonsense', 'HTTP/1.1 400 Bad Request', fine],
    [
      'after a greeting of control characters',
      '220-\x1b[31m\x07\u202e\r\n220 hi',
      (line: string) => (line.startsWith('RCPT') ? '450 \x1b[2Jwait \x00' : fine(line)),
    ],
  ] as const)('broken off %s: later, with words that do no harm', async ([, greeting, answer]) => {
    await using scripted = await openScripted(answer, { host: '127.0.0.2', greeting });
    const end = await send(scripted.port, { resolver: zoneResolver('example.org A 127.0.0.2') });
    expect(end.kind).toBe('later');
    expect(end.kind === 'later' && end.problem).toMatch(/^[ -~]{1,300}$/);
  });

  test('a reply of 300 kB is cut', async () => {
    await using scripted = await openScripted(
      (line) => (line.startsWith('RCPT') ? `${'550-x\r\n'.repeat(50_000)}550 no` : fine(line)),
      { host: '127.0.0.2' },
    );
    const end = await send(scripted.port);
    expect(end).toMatchObject({ kind: 'refused', code: 550 });
    expect(end.kind === 'refused' && end.problem.length).toBeLessThan(300);
  });

  test('a reset ends nothing but the session', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.write('220 hi\r\n', () => socket.resetAndDestroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.2', resolve));
    const bound = server.address();
    const end = await send(typeof bound === 'object' && bound !== null ? bound.port : 0);
    expect(end.kind).toBe('later');
    await new Promise((resolve) => server.close(resolve));
  });

  test('two minutes in all, whatever the server does', async () => {
    const time = manualTime();
    let heard = (): void => {};
    const begun = new Promise<void>((resolve) => (heard = resolve));
    await using scripted = await openScripted(
      (line) => {
        if (line.startsWith('MAIL')) heard();
        return line.startsWith('MAIL') ? '' : fine(line);
      },
      { host: '127.0.0.2' },
    );
    const sending = send(scripted.port, { timers: time.timers });
    await begun;
    time.advance(119_999);
    time.advance(1);
    expect(await sending).toMatchObject({
      kind: 'later',
      problem: expect.stringContaining('no end within the time'),
    });
  });

  test('30 seconds for the greeting, however it is dripped', async () => {
    const time = manualTime();
    await using silent = await openScripted(fine, { host: '127.0.0.2' });
    const port = silent.port;
    await silent[Symbol.asyncDispose]();
    await using dripping = await openDripping({ host: '127.0.0.2', port });
    const zone = 'example.org MX 10 a.example.org\na.example.org A 127.0.0.2';
    const sending = send(port, { resolver: zoneResolver(zone), timers: time.timers });
    await dripping.begun(1);
    await time.awaits(30_000);
    time.advance(30_000);
    expect(await sending).toEqual({
      kind: 'later',
      problem: 'a.example.org (127.0.0.2): no greeting within 30 s',
    });
    expect(dripping.sessions()).toBe(1);
  });

  test('two minutes in all, DNS that does not answer included', async () => {
    const time = manualTime();
    const resolver: Resolver = { resolve: () => new Promise<never>(() => {}) };
    const sending = send(25, { resolver, timers: time.timers });
    await time.awaits(120_000);
    time.advance(120_000);
    expect(await sending).toEqual({ kind: 'later', problem: 'DNS took all the time there is' });
  });

  test('a server that another delivery has is left alone', async () => {
    await using exchanger = await openExchanger({ host: '127.0.0.2' });
    expect(await send(exchanger.port, { claim: () => false })).toEqual({ kind: 'busy' });
    expect(exchanger.sessions()).toBe(0);
  });

  test('no longer than it is wanted', async () => {
    const ending = new AbortController();
    await using scripted = await openScripted(
      (line) => {
        ending.abort();
        return line.startsWith('EHLO') ? '' : fine(line);
      },
      { host: '127.0.0.2' },
    );
    expect(await send(scripted.port, { signal: ending.signal })).toMatchObject({ kind: 'later' });
    expect(await send(scripted.port, { signal: AbortSignal.abort() })).toMatchObject({
      kind: 'later',
    });
  });
});

describe('addresses that no mail is sent to', () => {
  test('private exchangers: refused for good, nothing is connected', async () => {
    await using exchanger = await openExchanger({ host: '127.0.0.2' });
    const { settings, resolver, random } = {
      settings: { hostname: HOSTNAME },
      resolver: zoneResolver(ZONE),
      random: () => 0,
    };
    expect(
      await deliver(await smallMail(), { settings, resolver, random, port: exchanger.port }),
    ).toEqual({
      kind: 'refused',
      code: null,
      problem:
        'the mail servers of example.org have no public address (127.0.0.2, 127.0.0.3, 127.0.0.4)',
    });
    expect(exchanger.sessions()).toBe(0);
  });

  test('our own public address, however it is spelt', async () => {
    const zone = `${HOSTNAME} A 8.0.0.1\n${HOSTNAME} AAAA 2a00::1\nexample.org MX 10 a.example.net\na.example.net A 8.0.0.1\na.example.net AAAA 2a00:0::1`;
    const end = await deliver(await smallMail(), {
      settings: { hostname: HOSTNAME },
      resolver: zoneResolver(zone),
      random: () => 0,
    });
    expect(end).toMatchObject({ kind: 'refused', code: null });
  });

  test.for([
    ['null MX', 'example.org MX 0 .', 'refused'],
    ['no such domain', 'example.net A 8.0.0.1', 'refused'],
    ['DNS does not answer', 'example.org TIMEOUT', 'later'],
  ] as const)('%s', async ([, zone, kind]) => {
    expect(await send(25, { resolver: zoneResolver(zone) })).toMatchObject({ kind });
  });
});

describe('through the relay', () => {
  const relay = (relayUrl: string): Partial<DeliveryDeps> => ({
    settings: { hostname: HOSTNAME, relayUrl },
    resolver: zoneResolver(''),
    allowAddress: () => false,
  });
  const password: ExchangerOptions = {
    authOptional: false,
    allowInsecureAuth: true,
    onAuth(auth, _session, callback) {
      if (auth.username === 'us er' && auth.password === 'p@ss:w/d')
        callback(null, { user: 'us er' });
      else callback(refusal(535, '5.7.8 wrong'));
    },
  };

  test('which may be private; DNS is not asked', async () => {
    await using exchanger = await openExchanger();
    const resolver = zoneResolver('');
    expect(
      await send(0, { ...relay(`smtp://127.0.0.1:${exchanger.port}`), resolver }),
    ).toMatchObject({ kind: 'sent' });
    expect(exchanger.arrivals).toEqual([
      expect.objectContaining({ mailFrom: null, rcptTo: ['news@example.org'], helo: HOSTNAME }),
    ]);
    expect(resolver.questions).toEqual([]);
  });

  test('by a name of the system’s', async () => {
    await using exchanger = await openExchanger();
    expect(await send(0, relay(`smtp://localhost:${exchanger.port}`))).toMatchObject({
      kind: 'sent',
    });
  });

  test('with a password, over its own certificate', async () => {
    await using exchanger = await openExchanger(password);
    expect(
      await send(0, relay(`smtp://us%20er:p%40ss%3Aw%2Fd@127.0.0.1:${exchanger.port}`)),
    ).toMatchObject({ kind: 'sent' });
    expect(exchanger.arrivals[0]).toMatchObject({ user: 'us er', isTls: true });
  });

  test('smtps://', async () => {
    await using exchanger = await openExchanger({ ...password, secure: true });
    expect(
      await send(0, relay(`smtps://us%20er:p%40ss%3Aw%2Fd@127.0.0.1:${exchanger.port}`)),
    ).toMatchObject({ kind: 'sent' });
    expect(exchanger.arrivals[0]).toMatchObject({ user: 'us er', isTls: true });
  });

  test.for([
    ['a wrong password', { ...password }, 'a:b@', 'later', /535/],
    [
      'no null reverse-path',
      { onMailFrom: () => refusal(553, '5.7.1 sender not allowed') },
      '',
      'later',
      /553/,
    ],
    ['busy', { onConnect: () => refusal(421, 'busy') }, '', 'later', /421/],
    ['the recipient', { onRcptTo: () => refusal(550, '5.1.1 no such user') }, '', 'refused', /550/],
  ] as const)(
    'what it has against us is the operator’s to repair: %s',
    async ([, options, login, kind, problem]) => {
      await using exchanger = await openExchanger(options);
      const end = await send(0, relay(`smtp://${login}127.0.0.1:${exchanger.port}`));
      expect(end).toMatchObject({ kind, problem: expect.stringMatching(problem) });
      expect(JSON.stringify(end)).not.toContain('a:b');
    },
  );

  test('that is not there: later', async () => {
    const { port } = await (async () => {
      await using exchanger = await openExchanger();
      return { port: exchanger.port };
    })();
    expect(await send(0, relay(`smtp://127.0.0.1:${port}`))).toEqual({
      kind: 'later',
      problem: `the relay 127.0.0.1:${port} said ECONNREFUSED`,
    });
  });
});
