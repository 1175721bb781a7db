// Verification that takes longer than the client may wait (DESIGN.md §1): 250 with verdict=pending, the test is on disk, and the
// verdict and the answer come afterwards, also from a service that is started anew.
import { createSocket } from 'node:dgram';
import { afterAll, expect, test } from 'vitest';
import { openWorld, until, type World } from './world.ts';

const worlds: World[] = [];
afterAll(async () => {
  for (const world of worlds) await world.close();
});

async function open(...args: Parameters<typeof openWorld>): Promise<World> {
  const world = await openWorld(...args);
  worlds.push(world);
  return world;
}

let impatient: Promise<World> | null = null;
/** One that makes nobody wait. */
const shared = (): Promise<World> => (impatient ??= open({ VERDICT_WAIT: '0' }));

const PENDING =
  /^2\.0\.0 verdict=pending id=([0-9a-hjkmnp-tv-z]{26}) http:\/\/127\.0\.0\.1:\d+\/r\/\1$/;

/** The report, once there is one. */
async function finished(world: World, id: string): Promise<Awaited<ReturnType<World['report']>>> {
  return await until(
    async () =>
      (await fetch(`${world.serve.web}/api/v1/reports/${id}`)).status === 200
        ? await world.report(id)
        : null,
    'the verdict is there',
  );
}

test.concurrent('the client is not made to wait, the report and the mail follow', async () => {
  const world = await shared();
  const answer = await world.mail({ from: 'patient@good.example' });
  expect(answer.code).toBe(250);
  expect(answer.last).toMatch(PENDING);
  expect((await world.mailbox.next('patient@good.example')).messageId).toBe(
    `<reply.${answer.id}@test.example>`,
  );
  expect(await finished(world, answer.id)).toMatchObject({
    verdict: 'pass',
    response: { decision: 'mail', reason: 'proven' },
  });
});

test.concurrent('a disowned mail has its 250 already: nothing is mailed, the reason is stored', async () => {
  const world = await shared();
  const answer = await world.mail({ from: 'late@reject.example' }, { signedBy: null });
  expect(answer.last).toMatch(PENDING);
  expect(await finished(world, answer.id)).toMatchObject({
    verdict: 'fail',
    response: { decision: 'none', reason: 'disowned' },
  });
  expect(world.mailbox.to('late@reject.example')).toEqual([]);
});

test.concurrent('assert@ gets 451: a pipeline is not told that all is right', async () => {
  const world = await shared();
  const answer = await world.mail({ to: 'assert@test.example' });
  expect(answer.code).toBe(451);
  expect(answer.last).toMatch(/^4\.7\.0 verdict=pending id=/);
});

test.concurrent('while it is pending the link says so', async () => {
  const world = await shared();
  const answer = await world.mail({ from: 'c@silent.example' });
  expect(answer.last).toMatch(PENDING);
  for (const path of [`/r/${answer.id}.txt`, `/api/v1/reports/${answer.id}`]) {
    const response = await fetch(`${world.serve.web}${path}`);
    expect(response.status).toBe(202);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  }
});

test.concurrent('kill -9 while it is pending: verified from the store after the restart, and answered once', async () => {
  const world = await open({ VERDICT_WAIT: '100ms' });
  const answer = await world.mail({ from: 'a@silent.example' });
  expect(answer.last).toMatch(PENDING);
  expect(await world.serve.end('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' });
  await world.restart();
  expect(await finished(world, answer.id)).toMatchObject({
    id: answer.id,
    verdict: 'incomplete',
    summary: { spf: 'temperror' },
  });
  await world.mailbox.next('a@silent.example');
  expect(world.mailbox.mails).toHaveLength(1);
});

test.concurrent('kill -9 again and again while it is judged: that is not the message’s fault, and it is answered once', async () => {
  const world = await open({ VERDICT_WAIT: '100ms' });
  const answer = await world.mail({ from: 'b@silent.example' });
  for (let starts = 1; starts <= 4; starts += 1) {
    await world.serve.end('SIGKILL');
    const asked = world.dns.questions.length;
    await world.restart();
    await until(() => world.dns.questions.length > asked, 'it is judged again');
  }
  expect(await finished(world, answer.id)).toMatchObject({
    id: answer.id,
    verdict: 'incomplete',
    summary: { spf: 'temperror' },
  });
  await world.mailbox.next('b@silent.example');
  expect(world.mailbox.mails).toHaveLength(1);
});

test.concurrent('kill -9 again and again under load: every acknowledged message gets its verdict and its answer', async () => {
  const world = await open({ VERDICT_WAIT: '0' });
  const senders = Array.from({ length: 24 }, (_, index) => `load${index}@good.example`);
  const answers = await Promise.all(senders.map((from) => world.mail({ from })));
  for (let kills = 1; kills <= 5; kills += 1) {
    await world.serve.end('SIGKILL');
    const asked = world.dns.questions.length;
    await world.restart();
    // Long enough for some to be judged, and too short for all.
    if (kills < 5 && asked > 0)
      await until(
        async () => world.dns.questions.length > asked || (await finishedAll(world, answers)),
        'it goes on',
      );
  }
  for (const [index, { id }] of answers.entries()) {
    expect(await finished(world, id)).toMatchObject({
      verdict: 'pass',
      response: { decision: 'mail' },
    });
    await world.mailbox.next(senders[index] ?? '');
  }
});

async function finishedAll(world: World, answers: readonly { id: string }[]): Promise<boolean> {
  const states = await Promise.all(
    answers.map(async ({ id }) => (await fetch(`${world.serve.web}/api/v1/reports/${id}`)).status),
  );
  return states.every((status) => status === 200);
}

test.concurrent('one zone that does not answer: incomplete, and nobody is blamed', async () => {
  const world = await open();
  const answer = await world.mail({ from: 'a@silent.example' });
  expect(answer.code).toBe(250);
  expect(answer.last).toMatch(/^2\.0\.0 verdict=incomplete spf=temperror dkim=pass dmarc=none /);
});

test.concurrent('no DNS at all: answered when the time is over, then incomplete, and the short report', async () => {
  const dead = createSocket('udp4');
  await new Promise<void>((resolve) => dead.bind(0, '127.0.0.1', resolve));
  try {
    const world = await open({
      DNS_SERVERS: `127.0.0.1:${dead.address().port}`,
      VERDICT_WAIT: '1s',
    });
    const began = performance.now();
    const answer = await world.mail();
    expect(performance.now() - began).toBeGreaterThan(999);
    // Before the verdict, which takes longer.
    expect(answer.last).toMatch(PENDING);
    expect(await finished(world, answer.id)).toMatchObject({
      verdict: 'incomplete',
      summary: { spf: 'temperror', dkim: 'temperror' },
      response: { decision: 'short' },
    });
    await world.mailbox.next('admin@good.example');
  } finally {
    dead.close();
  }
});
