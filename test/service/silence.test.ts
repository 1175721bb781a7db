// SECURITY.md §4 and RFC 3834 from outside: who gets no mail. Each time the mail is taken, judged and stored, and the reason is
// in the report.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openData, send } from './sender.ts';
import { openWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world?.close();
});

const hop = (number: number): string =>
  `Received: from a${number}.example (a${number}.example [192.0.2.${number + 100}]) by b.example; Mon, 02 Mar 2026 10:00:00 +0000`;

test.concurrent.for([
  ['', [], 'null-reverse-path'],
  ['auto1@good.example', ['Auto-Submitted: auto-replied'], 'auto-submitted'],
  ['auto2@good.example', ['auto-submitted: AUTO-generated; type="x"'], 'auto-submitted'],
  ['bulk@good.example', ['Precedence: bulk'], 'precedence'],
  ['junk@good.example', ['Precedence: junk'], 'precedence'],
  ['prec@good.example', ['Precedence: list'], 'precedence'],
  ['list1@good.example', ['List-Id: <a.good.example>'], 'list'],
  ['list2@good.example', ['List-Unsubscribe: <mailto:x@good.example>'], 'list'],
  ['list3@good.example', ['List-Post: NO'], 'list'],
  ['exchange1@good.example', ['X-Auto-Response-Suppress: All'], 'auto-response-suppress'],
  [
    'exchange2@good.example',
    ['X-Auto-Response-Suppress: DR, OOF, AutoReply'],
    'auto-response-suppress',
  ],
  ['loop1@good.example', ['X-Loop: anything'], 'loop'],
  ['loop2@good.example', ['In-Reply-To: <reply.0123456789abcdefghjkmnpqrs@test.example>'], 'loop'],
  [
    'loop3@good.example',
    ['References: <a@b.example> <reply.0123456789abcdefghjkmnpqrs@test.example>'],
    'loop',
  ],
  ['return@good.example', ['Return-Path: <>'], 'null-reverse-path'],
  ['feedback@good.example', ['Feedback-Type: abuse'], 'report'],
  ['hops@good.example', Array.from({ length: 31 }, (_, index) => hop(index)), 'too-many-hops'],
  ['owner-list@good.example', [], 'role-address'],
  ['list-owner@good.example', [], 'role-address'],
  ['list-request@good.example', [], 'role-address'],
  ['list-bounces@good.example', [], 'role-address'],
  ['bounce+42@good.example', [], 'role-address'],
  ['Mailer-Daemon@good.example', [], 'role-address'],
  ['postmaster@good.example', [], 'role-address'],
  ['root@good.example', [], 'role-address'],
  ['abuse@good.example', [], 'role-address'],
  ['no-reply@good.example', [], 'role-address'],
  ['majordomo@good.example', [], 'role-address'],
  ['listserv@good.example', [], 'role-address'],
  ['someone@sub.test.example', [], 'own-address'],
  ['test@sub.test.example', [], 'own-address'],
  ['nobody@nullmx.example', [], 'null-mx'],
  ['nobody@nomx.example', [], 'no-mx'],
  ['"quo ted"@good.example', [], 'reverse-path-syntax'],
] as const)('<%s> %j: %s', async ([from, fields, reason]) => {
  const answer = await world.mail({ from }, { from: 'admin@good.example', fields: [...fields] });
  expect(answer.code).toBe(250);
  expect(answer.last).toMatch(/ verdict=[a-z]+ spf=[a-z]+ dkim=[a-z]+ dmarc=[a-z]+ id=\S+ http/);
  expect((await world.report(answer.id)).response).toEqual({
    decision: 'none',
    reason,
    sentAt: null,
  });
});

test('multipart/report', async () => {
  const message = [
    'From: admin@good.example',
    'To: test@test.example',
    'Subject: Undelivered',
    'Date: Mon, 02 Mar 2026 10:00:00 +0000',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    '',
    '--b',
    '',
    'no',
    '--b--',
    '',
  ].join('\r\n');
  const answer = await send({ port: world.serve.smtpPort, from: 'dsn@good.example', message });
  expect((await world.report(answer.id)).response).toEqual({
    decision: 'none',
    reason: 'report',
    sentAt: null,
  });
});

test('Auto-Submitted: no is a person', async () => {
  await world.mail({ from: 'person@good.example' }, { fields: ['Auto-Submitted: no'] });
  expect((await world.mailbox.next('person@good.example')).mailFrom).toBeNull();
});

test('postmaster@ and abuse@ are refused where nobody stands behind them', async () => {
  for (const to of ['postmaster@test.example', 'abuse@test.example']) {
    await expect(openData({ port: world.serve.smtpPort, to })).rejects.toThrow(
      /was answered 550 5\.1\.1 /,
    );
  }
});

test('nothing was mailed but the one answer', () => {
  expect(world.mailbox.mails.map(({ rcptTo }) => rcptTo)).toEqual([['person@good.example']]);
});
