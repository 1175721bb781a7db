// SECURITY.md §7: SIGTERM under load. What is in flight is finished, new ones are told 421, nothing that was acknowledged is lost, and
// the process is gone within 35 s with exit code 0.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stretched } from '../machine-time.ts';
import { SmtpClient } from '../receive/smtp-client.ts';
import { finalReply, letter, openData, type Answer } from './sender.ts';
import { ROOT, startServe, temporaryFolder } from './serve.ts';
import { openWorld, until, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world?.close();
});

test('SIGTERM under load', async () => {
  const { smtpPort: port } = world.serve;
  const idle = await SmtpClient.connect(port);
  expect(await idle.reply()).toMatch(/^220 /);
  // Twelve messages: some at the dot, some in the middle of their data, some with nothing sent yet.
  const letters = await Promise.all(
    Array.from({ length: 12 }, (_, index) => letter({ from: `load${index}@good.example` })),
  );
  const sessions = await Promise.all(
    letters.map((_, index) => openData({ port, from: `load${index}@good.example` })),
  );
  const halves = letters.map((text) => [text.slice(0, 200), `${text.slice(200)}.\r\n`] as const);
  for (const [index, session] of sessions.entries()) {
    const [first, second] = halves[index] ?? ['', ''];
    if (index < 8) session.write(first);
    if (index < 4) session.write(second);
  }
  const asked = world.dns.questions.length;
  await until(() => world.dns.questions.length > asked, 'the first are judged');

  const began = performance.now();
  const ended = world.serve.end('SIGTERM');
  // The idle one is sent away, and so is who comes now.
  expect(await idle.reply()).toMatch(/^421 4\.3\.2 /);
  await idle.closed();
  const late = await SmtpClient.connect(port).catch(() => null);
  if (late !== null) expect(await late.reply()).toMatch(/^421 4\.3\.2 |^$/);

  for (const [index, session] of sessions.entries()) {
    const [first, second] = halves[index] ?? ['', ''];
    if (index >= 8) session.write(first);
    if (index >= 4) session.write(second);
  }
  const answers: Answer[] = await Promise.all(sessions.map((session) => finalReply(session)));
  for (const answer of answers) expect(answer.last).toMatch(/^2\.0\.0 verdict=pass /);
  expect(await ended).toEqual({ code: 0, signal: null });
  expect(performance.now() - began).toBeLessThan(stretched(35_000));
  expect(world.serve.stderr()).not.toMatch(/"level":[56]0/);

  await world.restart();
  for (const [index, { id }] of answers.entries()) {
    await until(async () => (await world.report(id)).response.sentAt, 'the reply is noted as sent');
    expect(world.mailbox.to(`load${index}@good.example`).map(({ messageId }) => messageId)).toEqual(
      [`<reply.${id}@test.example>`],
    );
  }
});

test('SIGTERM while the mailbox of a sender hangs: the reply is handed over, or is owed at the next start', async () => {
  let release = (): void => {};
  const reached = new Promise<void>((resolve) => {
    world.mailbox.at = (moment) => {
      if (moment !== 'mail') return;
      resolve();
      return new Promise((go) => (release = go));
    };
  });
  const answer = await world.mail({ from: 'hanging@good.example' });
  await reached;
  const ended = world.serve.end('SIGTERM');
  release();
  expect(await ended).toEqual({ code: 0, signal: null });
  world.mailbox.at = () => {};
  await world.restart();
  await until(
    async () => (await world.report(answer.id)).response.sentAt,
    'the reply is noted as sent',
  );
  expect(world.mailbox.to('hanging@good.example')).toHaveLength(1);
});

// Takes half a minute of waiting, so not in every run.
test.runIf(process.env['CI'] === 'true')(
  'SIGTERM when everything hangs: out in 35 s all the same, and nothing is lost',
  async () => {
    await world.serve.end();
    await world.restart({ VERDICT_WAIT: '1s' });
    world.mailbox.at = (moment) => (moment === 'mail' ? new Promise(() => {}) : undefined);
    const first = await world.mail({ from: 'stuck@good.example' });
    const { smtpPort: port } = world.serve;
    const never = await openData({ port, from: 'never@good.example' });
    never.write('Subject: half a mess');
    const late = await openData({ port, from: 'late@silent.example' });

    const began = performance.now();
    const ended = world.serve.end('SIGTERM');
    await new Promise((resolve) => setTimeout(resolve, 22_000));
    late.write(`${await letter({ from: 'late@silent.example' })}.\r\n`);
    const second = await finalReply(late);
    // Its names are asked for while it arrives, so that what DNS does not answer may be known before its end.
    expect(second.last).toMatch(/^2\.0\.0 verdict=(?:pending|incomplete) /);
    expect(await ended).toEqual({ code: 0, signal: null });
    expect(performance.now() - began).toBeLessThan(stretched(35_000));

    world.mailbox.at = () => {};
    await world.restart();
    expect((await world.mailbox.next('stuck@good.example')).messageId).toBe(
      `<reply.${first.id}@test.example>`,
    );
    expect((await world.mailbox.next('late@silent.example')).messageId).toBe(
      `<reply.${second.id}@test.example>`,
    );
  },
);

test('SIGINT ends it, too; so does SIGTERM right after the start', async () => {
  expect(await world.serve.end('SIGINT')).toEqual({ code: 0, signal: null });
  await world.restart();
  expect(await world.serve.end('SIGTERM')).toEqual({ code: 0, signal: null });
  await world.restart();
});

// `exec` in the script is what lets the signal reach the service.
test('as npm start runs it', async () => {
  const described: unknown = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const script = (described as { scripts: Record<string, string> }).scripts['start'] ?? '';
  expect(script).toMatch(/^node \S+ && exec /);
  const folder = await temporaryFolder();
  try {
    const service = await startServe(
      { DATA_DIR: folder.path },
      { command: ['sh', ['-c', script]] },
    );
    expect(service.stdout()).toContain('swaks --server');
    expect(service.stdout()).toContain('test@test.example');
    expect(service.stdout()).toContain('npm run demo');
    expect(await service.end('SIGTERM')).toEqual({ code: 0, signal: null });
  } finally {
    await folder.remove();
  }
});
