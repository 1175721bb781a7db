// DESIGN.md §1 from outside: what the final reply to DATA says, what is mailed, what is stored, for each kind of sender.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorld, until, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world?.close();
});

const ID = '[0-9a-hjkmnp-tv-z]{26}';
const word = '[a-z]+';
const lastLine = (code: string, verdict: string): RegExp =>
  new RegExp(
    `^${code.replaceAll('.', '\\.')} verdict=${verdict} spf=${word} dkim=${word} dmarc=${word} id=(${ID}) http://127\\.0\\.0\\.1:\\d+/r/\\1$`,
  );

const body = (raw: string): string => raw.slice(raw.indexOf('\r\n\r\n') + 4);
/** Field names and values, unfolded. */
const field = (raw: string, name: string): string[] =>
  [
    ...raw
      .slice(0, raw.indexOf('\r\n\r\n') + 2)
      .replace(/\r\n[ \t]+/g, ' ')
      .matchAll(new RegExp(`^${name}: *(.*)\r$`, 'gim')),
  ].map(([, value = '']) => value);

describe.concurrent('a proven sender', () => {
  test('gets 250 with the verdict, and the full report once', async () => {
    const answer = await world.mail({ from: 'proven@good.example' });
    expect(answer.code).toBe(250);
    expect(answer.lines).toHaveLength(1);
    expect(answer.last).toMatch(lastLine('2.0.0', 'pass'));
    expect(answer.last).toContain('verdict=pass spf=pass dkim=pass dmarc=pass');

    const reply = await world.mailbox.next('proven@good.example');
    expect(reply.mailFrom).toBeNull();
    expect(reply.rcptTo).toEqual(['proven@good.example']);
    expect(reply.helo).toBe('test.example');
    expect(field(reply.raw, 'From')).toEqual(['mailassay@test.example']);
    expect(field(reply.raw, 'To')).toEqual(['proven@good.example']);
    expect(field(reply.raw, 'Auto-Submitted')).toEqual(['auto-replied']);
    expect(field(reply.raw, 'X-Auto-Response-Suppress')).toEqual(['All']);
    expect(field(reply.raw, 'Subject')).toEqual(['mailassay: PASS spf=pass dkim=pass dmarc=pass']);
    expect(field(reply.raw, 'Content-Language')).toEqual(['en']);
    expect(field(reply.raw, 'Content-Type')).toEqual(['text/plain; charset=utf-8; format=fixed']);
    expect(reply.messageId).toBe(`<reply.${answer.id}@test.example>`);
    const report = await world.report(answer.id);
    expect(field(reply.raw, 'In-Reply-To')).toEqual([report.message.messageId]);
    expect(body(reply.raw)).toMatch(/^VERDICT: PASS\./);
    expect(
      Math.max(
        ...reply.raw
          .split('\r\n')
          .filter((line) => !/^(?:To|Message-ID|In-Reply-To|References|Subject):/.test(line))
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(78);

    const sentAt = await until(
      async () => (await world.report(answer.id)).response.sentAt,
      'the report says when the reply was handed over',
    );
    expect(Date.parse(sentAt)).toBeGreaterThan(Date.parse(report.receivedAt) - 1);
    expect(world.mailbox.to('proven@good.example')).toHaveLength(1);
  });

  test('by SPF alone: the verdict is fail, the report is mailed', async () => {
    const answer = await world.mail({ from: 'unsigned@good.example' }, { signedBy: null });
    expect(answer).toMatchObject({ code: 250 });
    expect(answer.last).toMatch(lastLine('2.0.0', 'fail'));
    expect(answer.last).toContain('spf=pass dkim=none dmarc=pass');
    expect(body((await world.mailbox.next('unsigned@good.example')).raw)).toMatch(
      /^VERDICT: FAIL\./,
    );
    expect((await world.report(answer.id)).response).toMatchObject({
      decision: 'mail',
      reason: 'proven',
    });
  });

  test('by an aligned signature alone: the verdict is fail, the report is mailed', async () => {
    const answer = await world.mail({ from: 'signed@plain.example' });
    expect(answer.last).toContain('verdict=fail spf=none dkim=pass dmarc=none');
    expect((await world.report(answer.id)).response).toMatchObject({
      decision: 'mail',
      reason: 'proven',
    });
    expect((await world.mailbox.next('signed@plain.example')).rcptTo).toEqual([
      'signed@plain.example',
    ]);
  });

  test("another domain's signature proves nothing about the reverse-path", async () => {
    const answer = await world.mail({ from: 'victim@plain.example' }, { from: 'x@good.example' });
    expect(answer.last).toContain('dkim=pass dmarc=pass');
    expect((await world.report(answer.id)).response).toMatchObject({
      decision: 'short',
      reason: 'unproven',
    });
  });
});

describe.concurrent('an unproven sender', () => {
  test.for([
    ['plain.example', 'none', 'fail'],
    ['soft.example', 'softfail', 'fail'],
    ['broken.example', 'permerror', 'fail'],
    ['none.example', 'none', 'fail'],
    ['servfail.example', 'temperror', 'fail'],
  ] as const)('of %s (spf=%s) gets 250 and the short report', async ([domain, spf, verdict]) => {
    const from = `short@${domain}`;
    const answer = await world.mail(
      { from },
      { signedBy: null, subject: 'Buy cheap things', body: ['Visit http://shop.example/ now.'] },
    );
    expect(answer.code).toBe(250);
    expect(answer.last).toMatch(lastLine('2.0.0', verdict));
    expect(answer.last).toContain(`spf=${spf} dkim=none`);
    const { raw } = await world.mailbox.next(from);
    expect(body(raw).length).toBeLessThanOrEqual(2048);
    expect(body(raw)).toMatch(/^VERDICT: FAIL\./);
    // Nobody can have a text of theirs mailed to somebody else.
    expect(raw).not.toMatch(/Buy cheap|shop\.example/);
    expect(raw.split(domain).length).toBeGreaterThan(1);
    await until(
      async () => (await world.report(answer.id)).response.sentAt,
      'the report says when the reply was handed over',
    );
    expect(world.mailbox.to(from)).toHaveLength(1);
  });
});

// What the owner of the domain disowns stays disowned even if a signature of theirs is valid.
describe.concurrent('a disowned sender', () => {
  test.for([
    ['forbidden.example', null, '5.7.26', 'spf=fail dkim=none dmarc=none'],
    ['forbidden.example', 'forbidden.example', '5.7.23', 'spf=fail dkim=pass dmarc=none'],
    ['reject.example', null, '5.7.26', 'spf=none dkim=none dmarc=fail'],
    ['quarantine.example', null, '5.7.26', 'spf=none dkim=none dmarc=fail'],
  ] as const)(
    'of %s signed by %s gets %s in lines, and no mail',
    async ([domain, signedBy, code, results]) => {
      const from = `refused-${signedBy === null ? 'unsigned' : 'signed'}@${domain}`;
      const answer = await world.mail({ from }, { signedBy });
      const { response } = await world.report(answer.id);
      expect(answer.code).toBe(550);
      expect(answer.lines.length).toBeGreaterThan(1);
      for (const line of answer.lines)
        expect(line).toMatch(new RegExp(`^${code.replaceAll('.', '\\.')} [ -~]+$`));
      for (const line of answer.lines) expect(line.length).toBeLessThanOrEqual(506);
      expect(answer.last).toMatch(lastLine(code, 'fail'));
      expect(answer.last).toContain(results);
      expect(response).toMatchObject({ decision: 'reject', reason: 'disowned', sentAt: null });
      expect(world.mailbox.to(from)).toEqual([]);
    },
  );
});

describe.concurrent('undecided', () => {
  test('DNS that fails leaves the verdict incomplete, and nobody is blamed', async () => {
    const answer = await world.mail(
      { from: 'undecided@servfail.example' },
      { signedBy: 'good.example', from: 'undecided@servfail.example' },
    );
    expect(answer.code).toBe(250);
    expect(answer.last).toMatch(lastLine('2.0.0', 'incomplete'));
    expect(answer.last).toContain('spf=temperror dkim=pass');
    expect(body((await world.mailbox.next('undecided@servfail.example')).raw)).toMatch(
      /^VERDICT: INCOMPLETE\./,
    );
  });
});

describe.concurrent('the link', () => {
  test('leads to the report as a page, as text, and as JSON', async () => {
    const answer = await world.mail({ from: 'link@good.example' });
    const link = answer.last.slice(answer.last.lastIndexOf(' ') + 1);
    expect(link).toBe(`${world.serve.web}/r/${answer.id}`);
    for (const ending of ['', '.txt']) {
      const response = await fetch(`${link}${ending}`);
      expect(response.status).toBe(200);
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(await response.text()).toMatch(/pass/i);
    }
    const text = await fetch(`${link}.txt`);
    expect(text.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(await text.text()).toMatch(/^VERDICT: PASS\./);
    const report = await world.report(answer.id);
    expect(report).toMatchObject({
      schema: 'mailassay-report/1',
      id: answer.id,
      verdict: 'pass',
      proven: true,
      envelope: { mailFrom: 'link@good.example', clientIp: '192.0.2.10' },
    });
    expect(await (await fetch(`${link}.json`)).json()).toMatchObject({ id: answer.id });
  });

  test('of a refused mail leads to its report, too', async () => {
    const answer = await world.mail({ from: 'link@reject.example' }, { signedBy: null });
    expect(await (await fetch(`${world.serve.web}/r/${answer.id}.txt`)).text()).toMatch(
      /^VERDICT: FAIL\./,
    );
  });

  test('of an unknown id is a 404', async () => {
    for (const id of ['0'.repeat(26), 'x', '..%2f..%2fetc%2fpasswd', `${'7'.repeat(26)}0`]) {
      expect((await fetch(`${world.serve.web}/r/${id}`)).status).toBe(404);
      expect((await fetch(`${world.serve.web}/r/${id}.txt`)).status).toBe(404);
      const problem = await fetch(`${world.serve.web}/api/v1/reports/${id}`);
      expect(problem.status).toBe(404);
      expect(problem.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    }
  });

  test('liveness and readiness', async () => {
    for (const path of ['/healthz', '/readyz'])
      expect((await fetch(`${world.serve.web}${path}`)).status).toBe(200);
  });
});
