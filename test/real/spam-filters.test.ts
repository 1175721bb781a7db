// SpamAssassin and rspamd themselves, from Debian: an ordinary mail, one that each takes for spam, and the service that asks them.
// Says aloud what it skipped; under CI nothing may be skipped.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askRspamd } from '../../src/verify/spam/rspamd.ts';
import { askSpamd } from '../../src/verify/spam/spamd.ts';
import { openWorld, until, type World } from '../service/world.ts';
import { GTUBE, letter, SESSION } from '../verify/spam/given.ts';
import { type Daemon, installed, RSPAMD_RULE, startRspamd, startSpamd } from './spam-daemons.ts';

const spamd = installed('spamd');
const rspamd = installed('rspamd');
const missing = [spamd === null ? 'spamd' : '', rspamd === null ? 'rspamd' : ''].filter(
  (name) => name !== '',
);
if (missing.length > 0) {
  const text = `not installed, so not tested: ${missing.join(', ')} (Debian packages of these names)`;
  if (process.env['CI'] === 'true') throw new Error(text);
  console.warn(text);
}

const soon = (): AbortSignal => AbortSignal.timeout(300_000);

let assassin: Daemon | null = null;
let daemon: Daemon | null = null;
beforeAll(async () => {
  [assassin, daemon] = await Promise.all([
    spamd === null ? null : startSpamd(spamd),
    rspamd === null ? null : startRspamd(rspamd),
  ]);
});
afterAll(async () => {
  await assassin?.[Symbol.asyncDispose]();
  await daemon?.[Symbol.asyncDispose]();
});

describe.skipIf(spamd === null)('SpamAssassin', () => {
  const ask = async (body?: string) =>
    await askSpamd(
      letter(body),
      { ...SESSION, clientIp: '203.0.113.25' },
      { host: '127.0.0.1', port: assassin?.port ?? 0 },
      soon(),
    );

  test('takes an ordinary mail', async () => {
    const { result, score, required, reason } = await ask();
    expect({ result, reason, required }).toEqual({ result: 'ham', reason: '', required: 5 });
    expect(score).toBeLessThan(5);
  });

  test('takes the test string for spam, and says which rule', async () => {
    const { result, score, symbols } = await ask(GTUBE);
    expect(result).toBe('spam');
    expect(score).toBeGreaterThan(900);
    expect(symbols[0]).toEqual({ name: 'GTUBE', score: 1000 });
  });
});

describe.skipIf(rspamd === null)('rspamd', () => {
  const ask = async (body?: string) =>
    await askRspamd(letter(body), SESSION, `http://127.0.0.1:${daemon?.port ?? 0}`, soon());

  test('takes an ordinary mail', async () => {
    expect(await ask()).toEqual({
      engine: 'rspamd',
      result: 'ham',
      reason: 'no action',
      score: 0,
      required: 15,
      symbols: [],
    });
  });

  test('marks what its rule matches', async () => {
    const { name, words, score } = RSPAMD_RULE;
    expect(await ask(`${words}\r\n`)).toMatchObject({
      result: 'spam',
      reason: 'add header',
      score,
      symbols: [{ name, score }],
    });
  });

  test('refuses the test string', async () => {
    expect(await ask(GTUBE)).toMatchObject({ result: 'spam', reason: 'reject' });
  });
});

describe.skipIf(spamd === null || rspamd === null)('a service that was told of both', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld({
      SPAMD: `127.0.0.1:${assassin?.port ?? 0}`,
      RSPAMD: `http://127.0.0.1:${daemon?.port ?? 0}`,
    });
  });
  afterAll(async () => await world.close());

  test('reports what they say, and lives on when they are gone', async () => {
    const before = await world.report((await world.mail({ to: 'check-auth@test.example' })).id);
    expect(before.spam.map(({ engine, result }) => `${engine} ${result}`)).toEqual([
      'spamassassin ham',
      'rspamd ham',
    ]);
    expect(before.summary.spam).toBe('ham');
    const text = await until(
      async () => await (await fetch(`${world.serve.web}/r/${before.id}.txt`)).text(),
      'the report can be read',
    );
    expect(text).toMatch(/^ {2}Spam +ham +SpamAssassin/m);

    await assassin?.[Symbol.asyncDispose]();
    await daemon?.[Symbol.asyncDispose]();
    const after = await world.report((await world.mail({ to: 'check-auth@test.example' })).id);
    expect(after.spam.map(({ result, reason }) => `${result}: ${reason}`)).toEqual([
      'not-run: spamd does not listen there',
      'not-run: it does not listen there',
    ]);
    expect([after.summary.spam, after.verdict]).toEqual(['not-run', before.verdict]);
  });
});
