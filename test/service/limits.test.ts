// SECURITY.md §4's limits from outside: past one the verdict still stands in the SMTP reply and in the report, and no mail leaves.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld({ LIMITS: 'on' });
});
afterAll(async () => {
  await world?.close();
});

test('short reports: three an hour for an address, however it is spelt', async () => {
  const decisions: unknown[] = [];
  for (const from of [
    'often@plain.example',
    'Often@plain.example',
    'often@PLAIN.example',
    'often@plain.example',
  ]) {
    const answer = await world.mail({ from }, { signedBy: null });
    expect(answer.last).toMatch(/^2\.0\.0 verdict=fail /);
    decisions.push((await world.report(answer.id)).response);
  }
  expect(decisions.map((one) => (one as { decision: string }).decision)).toEqual([
    'short',
    'short',
    'short',
    'none',
  ]);
  expect(decisions[3]).toEqual({ decision: 'none', reason: 'rate-limit', sentAt: null });
});

test('another address of the domain still gets one, and a proven sender has counters of its own', async () => {
  const other = await world.mail({ from: 'other@plain.example' }, { signedBy: null });
  expect((await world.report(other.id)).response.decision).toBe('short');
  const proven = await world.mail({ from: 'often@plain.example' });
  expect((await world.report(proven.id)).response).toMatchObject({
    decision: 'mail',
    reason: 'proven',
  });
});

test('the counters outlive kill -9', async () => {
  await world.serve.end('SIGKILL');
  await world.restart();
  const answer = await world.mail({ from: 'often@plain.example' }, { signedBy: null });
  expect((await world.report(answer.id)).response).toMatchObject({
    decision: 'none',
    reason: 'rate-limit',
  });
});

test('full reports: ten an hour for an address', async () => {
  const reasons: string[] = [];
  for (let count = 0; count < 11; count += 1)
    reasons.push(
      (await world.report((await world.mail({ from: 'keen@good.example' })).id)).response.reason,
    );
  expect(reasons).toEqual([...Array.from({ length: 10 }, () => 'proven'), 'rate-limit']);
});

test('LIMITS=off: none of that', async () => {
  expect((await world.serve.end()).code).toBe(0);
  await world.restart({ LIMITS: 'off' });
  for (let count = 0; count < 4; count += 1) {
    const answer = await world.mail({ from: 'often@plain.example' }, { signedBy: null });
    expect((await world.report(answer.id)).response.decision).toBe('short');
  }
});

test('operators choose what the unproven and the disowned get', async () => {
  await world.serve.end();
  await world.restart({ LIMITS: 'off', REPLY_UNPROVEN: 'reject', REPLY_DISOWNED: 'silent' });
  const unproven = await world.mail({ from: 'a@plain.example' }, { signedBy: null });
  expect(unproven.code).toBe(550);
  expect((await world.report(unproven.id)).response).toMatchObject({
    decision: 'reject',
    reason: 'unproven',
  });
  const disowned = await world.mail({ from: 'a@reject.example' }, { signedBy: null });
  expect(disowned).toMatchObject({ code: 250 });
  expect((await world.report(disowned.id)).response).toMatchObject({
    decision: 'none',
    reason: 'disowned',
  });

  await world.serve.end();
  await world.restart({ LIMITS: 'off', REPLY_UNPROVEN: 'mail', REPLY_DISOWNED: 'short' });
  expect(
    (await world.report((await world.mail({ from: 'b@plain.example' }, { signedBy: null })).id))
      .response,
  ).toMatchObject({ decision: 'mail', reason: 'unproven' });
  expect(
    (await world.report((await world.mail({ from: 'b@reject.example' }, { signedBy: null })).id))
      .response,
  ).toMatchObject({ decision: 'short', reason: 'disowned' });
});
