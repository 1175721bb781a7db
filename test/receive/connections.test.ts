import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEndpoint } from './endpoint-under-test.ts';
import { SmtpClient } from './smtp-client.ts';

const strays: unknown[] = [];
const keep = (error: unknown) => void strays.push(error);

beforeAll(() => {
  process.on('uncaughtException', keep);
  process.on('unhandledRejection', keep);
});

afterAll(() => {
  process.off('uncaughtException', keep);
  process.off('unhandledRejection', keep);
  expect(strays).toEqual([]);
});

async function until(happened: () => boolean): Promise<void> {
  const end = performance.now() + 300_000;
  while (!happened() && performance.now() < end)
    await new Promise((resolve) => setImmediate(resolve));
  expect(happened()).toBe(true);
}

async function inData(port: number): Promise<SmtpClient> {
  const client = await SmtpClient.connect(port);
  await client.reply();
  for (const line of ['EHLO c', 'MAIL FROM:<a@b.example>', 'RCPT TO:<test@example.test>'])
    expect(await client.ask(line)).toMatch(/^250/);
  expect(await client.ask('DATA')).toMatch(/^354/);
  return client;
}

describe('limits of an address', () => {
  test('the twenty-first connection gets 421 and the door; one that closes makes room', async () => {
    await using under = await startEndpoint();
    const clients: SmtpClient[] = [];
    for (let i = 0; i < 20; i++) {
      const client = await SmtpClient.connect(under.port);
      expect(await client.reply()).toMatch(/^220 /);
      clients.push(client);
    }
    using late = await SmtpClient.connect(under.port);
    expect(await late.reply()).toMatch(/^421 4\.7\.0 20 connections/);
    expect(await late.reply()).toBeNull();
    using other = await SmtpClient.connect(under.port, '127.0.0.1', '127.0.0.2');
    expect(await other.reply()).toMatch(/^220 /);
    const [first] = clients;
    expect(await first?.ask('QUIT')).toMatch(/^221/);
    await until(() => under.listener.sessions === 20);
    using next = await SmtpClient.connect(under.port);
    expect(await next.reply()).toMatch(/^220 /);
    for (const client of clients) client[Symbol.dispose]();
  });

  test('the sixty-first in a minute gets 421, and is welcome later', async () => {
    await using under = await startEndpoint();
    for (let i = 0; i < 60; i++) {
      using client = await SmtpClient.connect(under.port);
      expect(await client.reply()).toMatch(/^220/);
      expect(await client.ask('QUIT')).toMatch(/^221/);
      await until(() => under.listener.sessions === 0);
    }
    using late = await SmtpClient.connect(under.port);
    expect(await late.reply()).toMatch(/^421 4\.7\.0 60 connections/);
    under.time.advance(60_000);
    using later = await SmtpClient.connect(under.port);
    expect(await later.reply()).toMatch(/^220/);
  });

  test('behind XCLIENT the stated client is counted, not the one who states', async () => {
    await using under = await startEndpoint({ xclient: ['127.0.0.1'] });
    const clients: SmtpClient[] = [];
    const state = async (address: string) => {
      const client = await SmtpClient.connect(under.port);
      clients.push(client);
      await client.reply();
      return await client.ask(`XCLIENT ADDR=${address}`);
    };
    for (let i = 0; i < 20; i++) expect(await state('192.0.2.1')).toMatch(/^220/);
    expect(await state('192.0.2.1')).toMatch(/^421 4\.7\.0 20 connections/);
    for (let i = 0; i < 5; i++) expect(await state('192.0.2.2')).toMatch(/^220/);
    for (const client of clients) client[Symbol.dispose]();
  });

  test('behind PROXY likewise, and with limits off nobody', async () => {
    const open = async (port: number, address: string) => {
      const client = await SmtpClient.connect(port);
      client.write(`PROXY TCP4 ${address} 192.0.2.9 1 25\r\n`);
      return { client, greeting: await client.reply() };
    };
    for (const limits of [true, false]) {
      await using under = await startEndpoint({ proxyProtocol: ['127.0.0.1'], limits });
      const opened = [];
      for (let i = 0; i < 21; i++) opened.push(await open(under.port, '192.0.2.1'));
      expect(opened.filter(({ greeting }) => greeting?.startsWith('220')).length).toBe(
        limits ? 20 : 21,
      );
      opened.push(await open(under.port, '192.0.2.2'));
      expect(opened.at(-1)?.greeting).toMatch(/^220/);
      for (const { client } of opened) client[Symbol.dispose]();
    }
  });
});

describe('one RST ends no process', () => {
  test('before the greeting, in a command, in the data, while a decision is made, in a handshake', async () => {
    await using under = await startEndpoint({ proxyProtocol: ['127.0.0.3'] });
    (await SmtpClient.connect(under.port)).reset();
    (await SmtpClient.connect(under.port, '127.0.0.1', '127.0.0.3')).reset();

    const inCommand = await SmtpClient.connect(under.port);
    await inCommand.reply();
    await inCommand.ask('EHLO c');
    await inCommand.ask('MAIL FROM:<a@b.example>');
    inCommand.write('RCPT TO:<te');
    inCommand.reset();

    const halfWay = await inData(under.port);
    halfWay.write('Subject: x\r\n');
    halfWay.reset();

    let decide = () => {};
    under.handle = () =>
      new Promise((resolve) => {
        decide = () => resolve({ code: 250, lines: ['2.0.0 late'] });
      });
    const waiting = await inData(under.port);
    waiting.write('Subject: x\r\n\r\n.\r\n');
    await until(() => under.mails.length === 1);
    waiting.reset();
    decide();

    const shaking = await SmtpClient.connect(under.port);
    await shaking.reply();
    await shaking.ask('EHLO c');
    await shaking.ask('STARTTLS');
    shaking.write('\x16\x03\x01\x02\x00\x01');
    shaking.reset();

    const nonsense = await SmtpClient.connect(under.port);
    await nonsense.reply();
    await nonsense.ask('EHLO c');
    await nonsense.ask('STARTTLS');
    nonsense.write('this is no handshake\r\n'.repeat(10));
    await nonsense.closed();

    const inTls = await SmtpClient.connect(under.port);
    await inTls.reply();
    await inTls.ask('EHLO c');
    await inTls.ask('STARTTLS');
    await inTls.startTls();
    await inTls.ask('EHLO c');
    await inTls.ask('MAIL FROM:<a@b.example>');
    inTls.reset();

    await until(() => under.listener.sessions === 0);
    under.handle = async () => ({ code: 250, lines: ['2.0.0 ok'] });
    using after = await inData(under.port);
    expect(await after.ask('Subject: x\r\n\r\n.')).toBe('250 2.0.0 ok');
    expect(under.log.filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('a client that closes in the middle of its data leaves nothing behind', async () => {
    await using under = await startEndpoint();
    const client = await inData(under.port);
    client.write('Subject: x\r\n\r\nhalf');
    client.end();
    await until(() => under.listener.sessions === 0);
    expect(under.mails).toEqual([]);
    expect(under.time.pending).toBe(0);
    expect(under.log.at(-1)).toMatchObject({
      text: 'session',
      fields: { messages: 1, ended: 'lost' },
    });
  });
});

describe('nonsense', () => {
  test('in any order and cut anywhere breaks nothing', async () => {
    await using under = await startEndpoint({ limits: false, xclient: ['127.0.0.1'] });
    const words = [
      'EHLO c',
      'HELO',
      'MAIL FROM:<a@b.example>',
      'MAIL FROM:<',
      'RCPT TO:<test@example.test>',
      'RCPT TO:<t-00000000000000000000000001@example.test>',
      'DATA',
      '.',
      '..',
      'RSET',
      'XCLIENT ADDR=192.0.2.1 HELO=x',
      'XCLIENT',
      'STARTTLS x',
      'QUIT',
      'Subject: x',
      '',
      '\0\xff',
      'x'.repeat(3000),
    ];
    const scripts = fc.sample(
      fc.array(
        fc.tuple(
          fc.constantFrom(...words),
          fc.constantFrom('\r\n', '\r\n', '\r\n', '\n', '\r', ''),
        ),
        {
          minLength: 1,
          maxLength: 25,
        },
      ),
      { numRuns: 150, seed: 4 },
    );
    for (const script of scripts) {
      const client = await SmtpClient.connect(under.port);
      expect(await client.reply()).toMatch(/^220/);
      client.write(script.map((part) => part.join('')).join(''));
      client.end();
      await client.closed();
    }
    await until(() => under.listener.sessions === 0);
    expect(under.log.filter(({ level }) => level === 'error')).toEqual([]);
    using after = await inData(under.port);
    expect(await after.ask('Subject: x\r\n\r\n.')).toMatch(/^250/);
  });
});

describe('a message that is far too large', () => {
  test('is read no further than 2 MiB past the size', async () => {
    await using under = await startEndpoint({ maxSize: 1_048_576 });
    using client = await inData(under.port);
    const chunk = `${'x'.repeat(998)}\r\n`.repeat(1000);
    client.write('Subject: x\r\n\r\n');
    for (let i = 0; i < 20; i++) client.write(chunk);
    expect(await client.reply()).toMatch(/^552 5\.3\.4/);
    const { fields } = under.log.find(({ text }) => text === 'message far too large') ?? {};
    expect(fields?.octets).toBeGreaterThan(2.5 * 1_048_576);
    expect(fields?.octets).toBeLessThan(3 * 1_048_576);
  });
});

describe('stop', () => {
  test('finishes what is under way, and answers 421 to everybody else', async () => {
    const under = await startEndpoint();
    let decide = () => {};
    under.handle = () =>
      new Promise((resolve) => {
        decide = () => resolve({ code: 250, lines: ['2.0.0 kept'] });
      });
    using idle = await SmtpClient.connect(under.port);
    await idle.reply();
    using sending = await inData(under.port);
    sending.write('Subject: x\r\n');
    using waiting = await inData(under.port);
    waiting.write('Subject: x\r\n\r\n.\r\n');
    await until(() => under.mails.length === 1);

    let isStopped = false;
    const stopped = under.listener.stop().then(() => {
      isStopped = true;
    });
    expect(await idle.reply()).toMatch(/^421 4\.3\.2/);
    using late = await SmtpClient.connect(under.port);
    expect(await late.reply()).toMatch(/^421 4\.3\.2/);

    decide();
    expect(await waiting.reply()).toBe('250 2.0.0 kept');
    expect(await waiting.reply()).toMatch(/^421 4\.3\.2/);
    sending.write('\r\n.\r\n');
    await until(() => under.mails.length === 2);
    expect(isStopped).toBe(false);
    decide();
    expect(await sending.reply()).toBe('250 2.0.0 kept');
    await stopped;
    await expect(SmtpClient.connect(under.port)).rejects.toThrow('ECONNREFUSED');
    await under.listener.stop();
  });

  test('waits for a decision whose client has gone', async () => {
    const under = await startEndpoint();
    let decide = () => {};
    under.handle = () =>
      new Promise((resolve) => {
        decide = () => resolve({ code: 250, lines: ['2.0.0 kept'] });
      });
    const client = await inData(under.port);
    client.write('Subject: x\r\n\r\n.\r\n');
    await until(() => under.mails.length === 1);
    let isStopped = false;
    const stopped = under.listener.stop().then(() => {
      isStopped = true;
    });
    client.reset();
    await until(() => under.listener.sessions === 0 || isStopped);
    expect(isStopped).toBe(false);
    decide();
    await stopped;
  });

  test('is over within 35 s, whatever the clients do', async () => {
    const under = await startEndpoint();
    using sending = await inData(under.port);
    const stopped = under.listener.stop();
    under.time.advance(30_000);
    expect(await sending.reply()).toMatch(/^421/);
    await stopped;
  });
});
