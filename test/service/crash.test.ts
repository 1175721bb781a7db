// SECURITY.md §7: kill -9 at any moment between 250 and the reply loses nothing. After the restart every acknowledged test is there
// and every owed reply arrives, once; twice only if the mailbox had said 250 and the crash kept the service from hearing it,
// and then under the same Message-ID.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Moment } from './mailbox.ts';
import type { Answer } from './sender.ts';
import { openWorld, until, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world?.close();
});

interface Acknowledged {
  from: string;
  id: string;
}
const acknowledged: Acknowledged[] = [];
/** Mails that may arrive twice: taken in the very moment of a crash. */
const inTheWindow = new Set<string>();

/** Sends four mails at once; those whose 250 arrived are noted, whatever becomes of the rest. */
function burst(name: string): Promise<Answer | null>[] {
  return [1, 2, 3, 4].map(async (number) => {
    const from = `${name}${number}@good.example`;
    try {
      const answer = await world.mail({ from });
      if (answer.code === 250 && answer.id !== '') acknowledged.push({ from, id: answer.id });
      return answer;
    } catch {
      return null;
    }
  });
}

/** Resolves when the mailbox reaches a moment of a delivery; the delivery hangs there from then on, if told so. */
function mailboxReaches(moment: Moment, hang: boolean): Promise<void> {
  return new Promise((resolve) => {
    world.mailbox.at = (now) => {
      if (now !== moment) return;
      resolve();
      return hang ? new Promise(() => {}) : undefined;
    };
  });
}

const moments: [string, (name: string) => Promise<void>][] = [
  ['with the first 250', async (name) => void (await Promise.race(burst(name)))],
  ['with the last 250', async (name) => void (await Promise.all(burst(name)))],
  [
    'when the reply connects',
    async (name) => {
      const reached = mailboxReaches('connect', true);
      await Promise.all(burst(name));
      await reached;
    },
  ],
  [
    'after MAIL FROM of the reply',
    async (name) => {
      const reached = mailboxReaches('mail', true);
      await Promise.all(burst(name));
      await reached;
    },
  ],
  [
    'after the last dot of the reply, before its 250',
    async (name) => {
      const reached = mailboxReaches('data', true);
      await Promise.all(burst(name));
      await reached;
    },
  ],
  [
    'with the 250 of the reply',
    async (name) => {
      const reached = mailboxReaches('taken', false);
      await Promise.all(burst(name));
      await reached;
      for (const { messageId, rcptTo } of world.mailbox.mails)
        if (rcptTo[0]?.startsWith(name)) inTheWindow.add(messageId);
    },
  ],
  [
    'while mails are judged',
    async (name) => {
      const sending = burst(name);
      await until(() => world.dns.questions.length > asked, 'DNS is asked');
      void Promise.all(sending);
    },
  ],
];
let asked = 0;

test.for(moments)('kill -9 %s', async ([name, comes]) => {
  const slug = name.replace(/[^a-z0-9]/g, '');
  asked = world.dns.questions.length;
  await comes(slug);
  expect(await world.serve.end('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' });
  // What is closed in the middle of a delivery was not taken.
  world.mailbox.at = () => {};
  await world.restart();

  const owed = acknowledged.filter(({ from }) => from.startsWith(slug));
  if (!name.startsWith('while') && !name.includes('first')) expect(owed).toHaveLength(4);
  for (const { from, id } of owed) {
    expect(await world.report(id)).toMatchObject({
      id,
      verdict: 'pass',
      envelope: { mailFrom: from },
    });
    await until(() => world.mailbox.to(from).length > 0, `the reply to ${from} arrives`);
  }
});

test('all in all: every acknowledged test is there and answered, once', async () => {
  expect(acknowledged.length).toBeGreaterThanOrEqual(21);
  for (const { from, id } of acknowledged) {
    // Written down as sent: nothing of it can come later.
    await until(
      async () => (await world.report(id)).response.sentAt,
      `the reply to ${from} is noted as sent`,
    );
    const messageIds = world.mailbox.to(from).map(({ messageId }) => messageId);
    expect(new Set(messageIds)).toEqual(new Set([`<reply.${id}@test.example>`]));
    if (!inTheWindow.has(`<reply.${id}@test.example>`)) expect(messageIds, from).toHaveLength(1);
    else expect(messageIds.length).toBeLessThanOrEqual(2);
  }
  expect((await world.serve.end()).code).toBe(0);
});
