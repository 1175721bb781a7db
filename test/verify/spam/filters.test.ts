// The clients of spamd and rspamd against servers on loopback: what they send, what they make of answers, and of none. The real daemons are asked in
// test/real/spam-filters.test.ts.
import { afterEach, describe, expect, test } from 'vitest';
import { asReceived } from '../../../src/verify/spam/as-received.ts';
import { askFilters } from '../../../src/verify/spam/filters.ts';
import { askRspamd, endpointOf } from '../../../src/verify/spam/rspamd.ts';
import { askSpamd } from '../../../src/verify/spam/spamd.ts';
import { letter, rspamdThat, SESSION, spamdThat } from './given.ts';

const ending: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of ending.splice(0)) await one[Symbol.asyncDispose]();
});
const kept = <T extends AsyncDisposable>(one: T): T => {
  ending.push(one);
  return one;
};
const soon = (): AbortSignal => AbortSignal.timeout(300_000);

const REPORT = [
  'SPAMD/1.1 0 EX_OK',
  'Content-length: 600',
  'Spam: True ; 7.3 / 5.0',
  '',
  'Spam detection software, running on the system "mx", has',
  'identified this incoming email as possible spam.',
  '',
  'Content analysis details:   (7.3 points, 5.0 required)',
  '',
  ' pts rule name              description',
  '---- ---------------------- --------------------------------------------------',
  '-0.1 DKIM_VALID             Message has at least one valid DKIM signature',
  ' 1.4 MISSING_DATE           Missing Date: header',
  ' 6.0 URI_PHISH              Phishing using web form',
  '',
].join('\r\n');

describe('spamd', () => {
  const ask = async (answer: Parameters<typeof spamdThat>[0], message = letter()) => {
    const server = kept(await spamdThat(answer));
    return {
      server,
      check: await askSpamd(message, SESSION, { host: '127.0.0.1', port: server.port }, soon()),
    };
  };

  test('is sent the message as it was received', async () => {
    const { server } = await ask(REPORT);
    const [request = ''] = server.received;
    const body = asReceived(letter(), SESSION).toString('latin1');
    expect(request).toBe(`REPORT SPAMC/1.5\r\nContent-length: ${body.length}\r\n\r\n${body}`);
    expect(body).toMatch(
      /^Return-Path: <anna@example\.org>\r\nReceived: from mail\.example\.org \(mail\.example\.org \[192\.0\.2\.25\]\)\r\n\tby mx\.mailassay\.example with ESMTP; Sat, 01 Aug 2026 10:00:00 \+0000\r\nFrom: /,
    );
  });

  test('tells points and the rules that cost them, the dearest first', async () => {
    const { check } = await ask(REPORT);
    expect(check).toEqual({
      engine: 'spamassassin',
      result: 'spam',
      reason: '',
      score: 7.3,
      required: 5,
      symbols: [
        { name: 'URI_PHISH', score: 6 },
        { name: 'MISSING_DATE', score: 1.4 },
        { name: 'DKIM_VALID', score: -0.1 },
      ],
    });
  });

  test('may have a report of its own, or names alone', async () => {
    expect(
      (await ask('SPAMD/1.1 0 EX_OK\r\nSpam: False ; -0.2 / 5.0\r\n\r\nDKIM_VALID,SPF_PASS\r\n'))
        .check,
    ).toMatchObject({
      result: 'ham',
      score: -0.2,
      symbols: [
        { name: 'DKIM_VALID', score: null },
        { name: 'SPF_PASS', score: null },
      ],
    });
    expect(
      (await ask('SPAMD/1.1 0 EX_OK\r\nSpam: False ; 0.0 / 5.0\r\n\r\nAll is well.\r\n')).check,
    ).toMatchObject({ result: 'ham', symbols: [] });
  });

  test.each<[string, Parameters<typeof spamdThat>[0], RegExp]>([
    ['an error of its own', 'SPAMD/1.0 74 EX_IOERR\r\n\r\n', /spamd said EX_IOERR/],
    ['no verdict', 'SPAMD/1.1 0 EX_OK\r\n\r\n', /no verdict/],
    ['something else on that port', 'HTTP/1.1 400 Bad Request\r\n\r\n', /not one of spamd/],
    ['a connection that is closed', (socket) => socket.end(), /closed the connection/],
    [
      'a connection that is reset',
      (socket) => socket.resetAndDestroy(),
      /spamd: ECONNRESET|closed the connection/,
    ],
    ['an answer without an end', (socket) => socket.write('x'.repeat(300_000)), /too long/],
  ])('with %s was not run', async (_, answer, why) => {
    const { check } = await ask(answer);
    expect(check).toEqual({
      engine: 'spamassassin',
      result: 'not-run',
      reason: expect.stringMatching(why),
      score: null,
      required: null,
      symbols: [],
    });
  });

  test('that does not answer, does not listen, or would get too much', async () => {
    const silent = kept(await spamdThat(() => {}));
    expect(
      await askSpamd(
        letter(),
        SESSION,
        { host: '127.0.0.1', port: silent.port },
        AbortSignal.timeout(100),
      ),
    ).toMatchObject({ result: 'not-run', reason: 'spamd did not answer in time' });
    const gone = await spamdThat('');
    await gone[Symbol.asyncDispose]();
    expect(
      await askSpamd(letter(), SESSION, { host: '127.0.0.1', port: gone.port }, soon()),
    ).toMatchObject({ result: 'not-run', reason: 'spamd does not listen there' });
    expect(
      await askSpamd(
        Buffer.alloc(600_000),
        SESSION,
        { host: '127.0.0.1', port: gone.port },
        soon(),
      ),
    ).toMatchObject({ result: 'not-run', reason: 'the message is over 512 KiB' });
  });
});

const JSON_ANSWER = {
  is_skipped: false,
  score: 7.25,
  required_score: 15,
  action: 'add header',
  symbols: {
    R_SPF_ALLOW: { name: 'R_SPF_ALLOW', score: -0.2 },
    PHISHING: { name: 'PHISHING', score: 6, options: ['x'] },
    MISSING_DATE: { name: 'MISSING_DATE', score: 1 },
  },
};

describe('rspamd', () => {
  const ask = async (answer: object | string, status = 200) => {
    const server = kept(
      await rspamdThat({
        status,
        body: typeof answer === 'string' ? answer : JSON.stringify(answer),
      }),
    );
    return { server, check: await askRspamd(letter(), SESSION, server.url, soon()) };
  };

  test('is sent the message, and the session in fields', async () => {
    const { server } = await ask(JSON_ANSWER);
    expect(server.received).toEqual([`POST /checkv2\r\n${letter().toString('latin1')}`]);
    expect(server.fields[0]).toMatchObject({
      ip: '192.0.2.25',
      helo: 'mail.example.org',
      hostname: 'mail.example.org',
      from: 'anna@example.org',
      rcpt: 'test@mailassay.example',
    });
  });

  test('tells points, action and rules', async () => {
    const { check } = await ask(JSON_ANSWER);
    expect(check).toMatchObject({
      engine: 'rspamd',
      result: 'spam',
      reason: 'add header',
      score: 7.25,
      required: 15,
      symbols: [{ name: 'PHISHING' }, { name: 'MISSING_DATE' }, { name: 'R_SPF_ALLOW' }],
    });
  });

  test.each([
    ['no action', 'ham'],
    ['greylist', 'ham'],
    ['soft reject', 'ham'],
    ['rewrite subject', 'spam'],
    ['reject', 'spam'],
  ])('%s is %s', async (action, result) => {
    expect((await ask({ ...JSON_ANSWER, action })).check).toMatchObject({ result, reason: action });
  });

  test.each<[string, object | string, number, RegExp]>([
    ['an error', { error: 'x' }, 500, /HTTP status 500/],
    ['another answer', { hello: 1 }, 200, /not one of rspamd/],
    ['no JSON', 'hello', 200, /not JSON/],
    [
      'a message it skipped',
      { ...JSON_ANSWER, is_skipped: true, action: 'no action' },
      200,
      /skipped/,
    ],
    ['an answer without an end', 'x'.repeat(1_100_000), 200, /too long/],
  ])('with %s was not run', async (_, answer, status, why) => {
    expect((await ask(answer, status)).check).toMatchObject({
      engine: 'rspamd',
      result: 'not-run',
      reason: expect.stringMatching(why),
      score: null,
    });
  });

  test('that does not answer, or does not listen', async () => {
    const silent = kept(await rspamdThat(null));
    expect(await askRspamd(letter(), SESSION, silent.url, AbortSignal.timeout(100))).toMatchObject({
      result: 'not-run',
      reason: 'it did not answer in time',
    });
    const gone = await rspamdThat(null);
    await gone[Symbol.asyncDispose]();
    expect(await askRspamd(letter(), SESSION, gone.url, soon())).toMatchObject({
      result: 'not-run',
      reason: 'it does not listen there',
    });
  });

  test('what the client said cannot become another field', async () => {
    const server = kept(await rspamdThat({ body: JSON.stringify(JSON_ANSWER) }));
    await askRspamd(
      letter(),
      { ...SESSION, helo: 'x\r\nPass: all', mailFrom: 'é@example.org' },
      server.url,
      soon(),
    );
    expect(server.fields[0]).not.toHaveProperty('pass');
    expect(server.fields[0]).not.toHaveProperty('helo');
    expect(
      asReceived(letter(), {
        ...SESSION,
        helo: 'x\r\nPass: (all)',
        clientName: 'y)\r\nZ: 1',
      }).toString('latin1'),
    ).toMatch(
      /^Return-Path: <[^\r\n]*>\r\nReceived: from xPass:all \(yZ:1 \[192\.0\.2\.25\]\)\r\n\tby [^\r\n]*\r\nFrom: /,
    );
  });

  test.each([
    ['http://127.0.0.1:11333', 'http://127.0.0.1:11333/checkv2'],
    ['http://127.0.0.1:11333/', 'http://127.0.0.1:11333/checkv2'],
    ['https://filter.example/rspamd', 'https://filter.example/rspamd/checkv2'],
    ['http://127.0.0.1:11333/checkv2', 'http://127.0.0.1:11333/checkv2'],
  ])('%s is asked at %s', (url, endpoint) => {
    expect(endpointOf(url)).toBe(endpoint);
  });
});

test('both are asked side by side, none without a setting', async () => {
  expect(await askFilters(letter(), SESSION, { spamd: null, rspamd: null })).toEqual([]);
  const spamd = kept(await spamdThat(REPORT));
  const rspamd = kept(await rspamdThat({ body: JSON.stringify(JSON_ANSWER) }));
  const checks = await askFilters(letter(), SESSION, {
    spamd: { host: '127.0.0.1', port: spamd.port },
    rspamd: rspamd.url,
  });
  expect(checks.map(({ engine, result }) => `${engine} ${result}`)).toEqual([
    'spamassassin spam',
    'rspamd spam',
  ]);
});
