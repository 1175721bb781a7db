// One message's resolver: each question once, 60 at most, 8 at a time, 20 s in all (SECURITY.md §2), and all of it as evidence.
import { describe, expect, test } from 'vitest';
import { sharedZoneCounts, zoneLimitedResolver } from '../../src/dns/zone-limit.ts';
import { messageResolver } from '../../src/dns/evidence.ts';
import { presentation } from '../../src/dns/shown-answer.ts';
import type { DnsAnswer, RecordType, Resolver } from '../../src/dns/resolver.ts';
import { zoneResolver } from '../../src/dns/zone.ts';

/** Answers when told to. */
function heldResolver(): { resolver: Resolver; waiting: string[]; answerNext: () => void } {
  const held: (() => void)[] = [];
  const waiting: string[] = [];
  return {
    waiting,
    answerNext: () => held.shift()?.(),
    resolver: {
      async resolve<T extends RecordType>(name: string, type: T): Promise<DnsAnswer<T>> {
        waiting.push(name);
        await new Promise<void>((resolve) => held.push(resolve));
        return {
          name,
          type,
          status: 'NODATA',
          records: [],
          ttl: null,
          ms: 1,
          authenticated: false,
          cached: false,
          chain: [],
        };
      },
    },
  };
}

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};
const still = { now: () => 0 };

test('a question is asked once, however it is written', async () => {
  const inner = zoneResolver('x.example TXT "v=spf1 -all"');
  const asked = messageResolver(inner, { clock: still });
  await Promise.all([
    asked.resolve('x.example', 'TXT'),
    asked.resolve('X.Example.', 'TXT'),
    asked.resolve('x.example', 'A'),
  ]);
  expect(inner.questions).toEqual([
    { name: 'x.example', type: 'TXT' },
    { name: 'x.example', type: 'A' },
  ]);
  expect(asked.evidence()).toHaveLength(2);
  expect(asked.limit()).toBeNull();
});

test('the 61st question is not asked, and the limit is told', async () => {
  const inner = zoneResolver('*.w.example A 192.0.2.1');
  const asked = messageResolver(inner, { clock: still });
  for (let i = 0; i < 60; i++)
    expect((await asked.resolve(`n${i}.w.example`, 'A')).status).toBe('NOERROR');
  expect(asked.limit()).toBeNull();
  expect(await asked.resolve('n60.w.example', 'A')).toMatchObject({
    status: 'BUDGET',
    records: [],
  });
  // What is known is still told.
  expect((await asked.resolve('n59.w.example', 'A')).status).toBe('NOERROR');
  expect(inner.questions).toHaveLength(60);
  expect(asked.limit()).toBe('over 60 DNS questions for one message');
  expect(asked.evidence()).toHaveLength(60);
});

test('what no verdict hangs on leaves some questions to the rest, and reaches no limit', async () => {
  const inner = zoneResolver('*.w.example A 192.0.2.1');
  const asked = messageResolver(inner, { clock: still });
  const curious = asked.spare(20);
  for (let i = 0; i < 40; i++)
    expect((await curious.resolve(`n${i}.w.example`, 'A')).status).toBe('NOERROR');
  expect((await curious.resolve('n40.w.example', 'A')).status).toBe('BUDGET');
  // What is known costs nothing, and what was refused is asked when it is needed.
  expect((await curious.resolve('n1.w.example', 'A')).status).toBe('NOERROR');
  expect((await asked.resolve('n40.w.example', 'A')).status).toBe('NOERROR');
  for (let i = 41; i < 60; i++)
    expect((await asked.spare(0).resolve(`n${i}.w.example`, 'A')).status).toBe('NOERROR');
  expect((await asked.spare(0).resolve('n60.w.example', 'A')).status).toBe('BUDGET');
  expect(asked.limit()).toBeNull();
  expect(inner.questions).toHaveLength(60);
});

test('what a sender can swell leaves questions for what decides, and says that a limit was reached', async () => {
  const inner = zoneResolver('*.w.example A 192.0.2.1');
  const asked = messageResolver(inner, { clock: still });
  const swelling = asked.keeping(30);
  for (let i = 0; i < 30; i++)
    expect((await swelling.resolve(`n${i}.w.example`, 'A')).status).toBe('NOERROR');
  expect(asked.limit()).toBeNull();
  expect((await swelling.resolve('n30.w.example', 'A')).status).toBe('BUDGET');
  expect(asked.limit()).toBe('over 60 DNS questions for one message');
  for (let i = 30; i < 60; i++)
    expect((await asked.resolve(`n${i}.w.example`, 'A')).status).toBe('NOERROR');
  expect((await asked.resolve('n60.w.example', 'A')).status).toBe('BUDGET');
});

test('of a zone too, what decides may ask for more than what is looked at beside, and the limit is told', async () => {
  const inner = zoneLimitedResolver(
    zoneResolver('*.w.example A 192.0.2.1'),
    sharedZoneCounts(),
    still,
  );
  const asked = messageResolver(inner, {
    clock: still,
    budget: { questions: 1000, atOnce: 8, milliseconds: 18_000 },
  });
  const answered = async (resolver: Resolver, letter: string): Promise<number> => {
    const answers = await Promise.all(
      Array.from({ length: 120 }, (_, i) => resolver.resolve(`${letter}${i}.w.example`, 'A')),
    );
    return answers.filter(({ status }) => status === 'NOERROR').length;
  };
  expect(await answered(asked.spare(0), 'a')).toBe(40);
  // The same name, refused to one and asked by the other at the same time.
  const [beside, decides] = await Promise.all([
    asked.spare(0).resolve('c.w.example', 'A'),
    asked.resolve('c.w.example', 'A'),
  ]);
  expect([beside.status, decides.status]).toEqual(['BUDGET', 'NOERROR']);
  expect(asked.limit()).toBeNull();
  expect(await answered(asked, 'd')).toBe(59);
  expect(asked.limit()).toBe('over the DNS questions a minute to w.example');
});

describe('counts of their own', () => {
  test("neither the message nor SPF can use up the other one's questions", async () => {
    const asked = messageResolver(zoneResolver('*.w.example A 192.0.2.1'), { clock: still });
    const spf = asked.apart(112, 'SPF');
    for (let i = 0; i < 112; i++)
      expect((await spf.resolve(`s${i}.w.example`, 'A')).status).toBe('NOERROR');
    expect(asked.limit()).toBeNull();
    expect((await spf.resolve('s112.w.example', 'A')).status).toBe('BUDGET');
    expect(asked.limit()).toBe('over 112 DNS questions for SPF');
    for (let i = 0; i < 60; i++)
      expect((await asked.resolve(`n${i}.w.example`, 'A')).status).toBe('NOERROR');
    expect((await asked.resolve('n60.w.example', 'A')).status).toBe('BUDGET');
    // What one has asked costs the other nothing.
    expect((await asked.resolve('s111.w.example', 'A')).status).toBe('NOERROR');
  });

  test('nor can records of a megabyte', async () => {
    const big = Array.from(
      { length: 240 },
      (_, i) => `*.big.example TXT "${String(i).padEnd(250, 'x')}"`,
    ).join('\n');
    const asked = messageResolver(zoneResolver(big), { clock: still });
    const spf = asked.apart(112, 'SPF');
    let answered = 0;
    while ((await spf.resolve(`s${answered}.big.example`, 'TXT')).status === 'NOERROR')
      answered += 1;
    expect(answered).toBe(18);
    expect(asked.limit()).toBe('over 1024 KiB of TXT records for SPF');
    expect((await asked.resolve('policy.big.example', 'TXT')).records).toHaveLength(240);
    // Evidence is for people; 60 KiB of it a question is not.
    const [{ answers } = { answers: [] }] = asked.evidence();
    expect(answers.join('').length).toBeLessThanOrEqual(16 * 1024 + 30);
    expect(answers.at(-1)).toBe(`… ${240 - answers.length + 1} more, not kept`);
  });

  test('while others hold all they may, the policy is asked at once', async () => {
    const { resolver, waiting } = heldResolver();
    const asked = messageResolver(resolver, { clock: still });
    const [beside, spf] = [asked.keeping(30), asked.apart(112, 'SPF')];
    for (let i = 0; i < 20; i++) void beside.resolve(`b${i}.example`, 'A');
    for (let i = 0; i < 20; i++) void spf.resolve(`s${i}.example`, 'A');
    await settle();
    expect(waiting).toEqual([
      'b0.example',
      'b1.example',
      'b2.example',
      'b3.example',
      'b4.example',
      'b5.example',
      's0.example',
    ]);
    void asked.resolve('_dmarc.example', 'TXT');
    await settle();
    expect(waiting.at(-1)).toBe('_dmarc.example');
  });
});

test('eight are under way at a time, in the order they were asked', async () => {
  const { resolver, waiting, answerNext } = heldResolver();
  const asked = messageResolver(resolver, { clock: still });
  const all = Promise.all(
    Array.from({ length: 20 }, (_, i) => asked.resolve(`n${i}.example`, 'A')),
  );
  await settle();
  expect(waiting).toHaveLength(8);
  answerNext();
  await settle();
  expect(waiting).toHaveLength(9);
  for (let i = 0; i < 19; i++) {
    answerNext();
    await settle();
  }
  await all;
  expect(waiting).toEqual(Array.from({ length: 20 }, (_, i) => `n${i}.example`));
});

test('after 20 s nothing more is asked', async () => {
  let now = 0;
  const inner = zoneResolver('x.example A 192.0.2.1\ny.example A 192.0.2.1');
  const asked = messageResolver(inner, { clock: { now: () => now } });
  await asked.resolve('x.example', 'A');
  now = 20_001;
  expect(await asked.resolve('y.example', 'A')).toMatchObject({ status: 'BUDGET' });
  expect(asked.limit()).toBe('over 20 s of DNS for one message');
  expect(inner.questions).toHaveLength(1);
});

test('and what is under way then is not waited for', async () => {
  const { resolver, waiting } = heldResolver();
  const asked = messageResolver(resolver, {
    clock: still,
    budget: { questions: 60, atOnce: 8, milliseconds: 20 },
  });
  expect(await asked.resolve('slow.example', 'A')).toMatchObject({ status: 'BUDGET' });
  expect(waiting).toEqual(['slow.example']);
  expect(asked.limit()).toBe('over 0.02 s of DNS for one message');
  expect(asked.evidence()).toMatchObject([{ name: 'slow.example', status: 'BUDGET' }]);
});

test('nor what is asked in the very moment in which the time is up', async () => {
  const { resolver } = heldResolver();
  const asked = messageResolver(resolver, {
    clock: still,
    budget: { questions: 60, atOnce: 8, milliseconds: 20 },
  });
  const [first] = await Promise.all([
    asked.resolve('a.example', 'A'),
    asked.resolve('b.example', 'A'),
  ]);
  expect(first.status).toBe('BUDGET');
  expect((await asked.resolve('c.example', 'A')).status).toBe('BUDGET');
});

test('a question that fails does not hold its place', async () => {
  const failing: Resolver = { resolve: () => Promise.reject(new Error('a bug')) };
  const asked = messageResolver(failing, {
    clock: still,
    budget: { questions: 60, atOnce: 1, milliseconds: 20_000 },
  });
  await expect(asked.resolve('a.example', 'A')).rejects.toThrow('a bug');
  await expect(asked.resolve('b.example', 'A')).rejects.toThrow('a bug');
});

describe('the evidence', () => {
  test('has every question in its order, with status, TTL and when', async () => {
    let now = 1000;
    const asked = messageResolver(
      zoneResolver('x.example 77 A 192.0.2.1\nx.example SERVFAIL', { authenticated: true }),
      { clock: { now: () => now } },
    );
    now = 1040;
    await asked.resolve('gone.example', 'TXT');
    now = 1090;
    await asked.resolve('x.example', 'MX');
    expect(asked.evidence()).toEqual([
      {
        name: 'gone.example',
        type: 'TXT',
        status: 'NXDOMAIN',
        answers: [],
        ttl: null,
        ms: 0,
        authenticated: true,
        at: 40,
      },
      {
        name: 'x.example',
        type: 'MX',
        status: 'SERVFAIL',
        answers: [],
        ttl: null,
        ms: 0,
        authenticated: false,
        at: 90,
      },
    ]);
  });

  test.each<[RecordType, Parameters<typeof presentation>[1], string]>([
    ['A', '192.0.2.1', '192.0.2.1'],
    ['AAAA', '2001:db8::1', '2001:db8::1'],
    ['TXT', ['v=spf1 ', 'a "b" \\ \xe9\x00'], '"v=spf1 " "a \\"b\\" \\\\ \\233\\000"'],
    ['TXT', [], ''],
    ['MX', { preference: 10, exchange: 'mail.example' }, '10 mail.example'],
    ['MX', { preference: 0, exchange: '' }, '0 .'],
    ['PTR', 'a b.example', 'a\\032b.example'],
    ['CNAME', '', '.'],
    [
      'SOA',
      { mname: 'ns.example', rname: 'h.example', serial: 3, minimum: 60 },
      'ns.example h.example 3 … 60',
    ],
    ['TLSA', { usage: 3, selector: 1, matching: 1, data: 'ab' }, '3 1 1 ab'],
  ])('%s %o as a zone line has it', (type, data, text) => {
    expect(presentation(type, data)).toBe(text);
  });
});
