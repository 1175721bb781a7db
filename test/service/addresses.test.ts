// DESIGN.md §2 from outside: every address, its layout, its suffixes, and where the answer goes.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { simpleParser } from 'mailparser';
import { openWorld, until, type World } from './world.ts';
import type { Mail } from './mailbox.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld({ POSTMASTER: 'operator@good.example' });
});
afterAll(async () => {
  await world?.close();
});

/** The text of a reply, decoded, LF line ends. */
async function textOf({ raw }: Mail): Promise<string> {
  const { text = '' } = await simpleParser(Buffer.from(raw, 'latin1'), {
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipImageLinks: true,
  });
  return text;
}

let mailed = 0;
/** Mails to an address from a sender of its own, and reads the reply. */
async function replyTo(
  to: string,
  domain = 'good.example',
  more: Parameters<World['mail']>[1] = {},
): Promise<string> {
  const from = `reader${(mailed += 1)}@${domain}`;
  const answer = await world.mail({ from, to }, more);
  expect(answer.code).toBe(250);
  return await textOf(await world.mailbox.next(from));
}

describe.concurrent('layouts', () => {
  test('check-auth@ as Port25 has it', async () => {
    const text = await replyTo('check-auth@test.example');
    for (const line of [
      'SPF check:          pass',
      '"iprev" check:      pass',
      'DKIM check:         pass',
      'DMARC check:        pass',
    ])
      expect(text).toContain(`\n${line}\n`);
    expect(text).toMatch(/^SpamAssassin check: /m);
    expect(text).toMatch(/^HELO hostname: +mail\.good\.example$/m);
    expect(text).toMatch(/^Source IP: +192\.0\.2\.10$/m);
    expect(text).toMatch(/^mail-from: +reader\d+@good\.example$/m);
    expect(text).toMatch(/^ *good\.example\. \d+ IN TXT "v=spf1 ip4:192\.0\.2\.10 -all"$/m);
    const sections = ['Summary of Results', 'Details:'].map((heading) => text.indexOf(heading));
    expect(sections.every((at, index) => at > (sections[index - 1] ?? 0))).toBe(true);
  });

  test('sa-test@ as sendmail.net has it', async () => {
    const text = await replyTo('sa-test@test.example');
    expect([...text.matchAll(/^Authentication System: +(.*)$/gm)].map(([, name]) => name)).toEqual([
      'Sender Policy Framework',
      'Sender ID',
      'DomainKeys',
      'DomainKeys Identified Mail',
    ]);
    expect(text).toMatch(/^ *Result: +DKIM signature confirmed GOOD$/m);
    expect(text).toMatch(/^ *Description: +Signature verified, message arrived intact$/m);
    expect(text).toContain('(no result present)');
    expect(text.match(/^ *Reporting host:/gm)).toHaveLength(4);
    expect(text.match(/^ *More information:/gm)).toHaveLength(4);
  });

  test.for([
    ['autorespond+dkim@test.example', true, false],
    ['autorespond+spf@test.example', false, true],
    ['autorespond@test.example', true, true],
  ] as const)('%s as elandsys has it', async ([to, dkim, spf]) => {
    const text = await replyTo(to);
    expect(text).toContain('The results are as follows:');
    expect(/^DKIM Signature validation: pass \(2048-bit key\)$/m.test(text)).toBe(dkim);
    expect(/^SPF validation: pass/m.test(text)).toBe(spf);
  });

  test('autorespond+dkim@ for an unsigned mail: not available', async () => {
    expect(
      await replyTo('autorespond+dkim@test.example', 'good.example', { signedBy: null }),
    ).toContain('DKIM Signature validation: not available');
  });

  test.for([
    ['check-auth@test.example', 'DKIM check:         none'],
    ['sa-test@test.example', '(no result present)'],
    ['autorespond+dkim@test.example', 'DKIM Signature validation: not available'],
  ] as const)('the short report of %s begins with its lines', async ([to, line]) => {
    const text = await replyTo(to, 'plain.example', { signedBy: null });
    expect(text).toContain(line);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2048);
  });
});

describe.concurrent('spelling', () => {
  test('the local part is matched without case, subdomains are ours', async () => {
    expect(await replyTo('TeSt@TEST.example')).toMatch(/^VERDICT: PASS/);
    expect(await replyTo('Check-Auth@any.sub.test.example')).toContain('Summary of Results');
  });
});

describe.concurrent('suffixes', () => {
  test('+id and +en choose the language, over what the mail says of itself', async () => {
    expect(await replyTo('test+id@test.example')).toMatch(/^VERDICT: PASS \(LULUS\)\./);
    expect(
      await replyTo('test@test.example', 'good.example', { fields: ['Content-Language: id'] }),
    ).toMatch(/^VERDICT: PASS \(LULUS\)\./);
    expect(
      await replyTo('test@test.example', 'good.example', {
        fields: ['Accept-Language: de, id-ID;q=0.9, en;q=0.5'],
      }),
    ).toMatch(/^VERDICT: PASS \(LULUS\)\./);
    expect(
      await replyTo('test+en@test.example', 'good.example', { fields: ['Content-Language: id'] }),
    ).toMatch(/^VERDICT: PASS\./);
    expect(
      await replyTo('test@test.example', 'good.example', { fields: ['Content-Language: de'] }),
    ).toMatch(/^VERDICT: PASS\./);
  });

  test('the language is said in the reply and in the report', async () => {
    const answer = await world.mail({
      from: 'language@good.example',
      to: 'check-auth+id@test.example',
    });
    expect((await world.mailbox.next('language@good.example')).raw).toMatch(
      /^Content-Language: id\r$/m,
    );
    expect((await world.report(answer.id)).language).toBe('id');
  });

  test('+json appends the report', async () => {
    const text = await replyTo('test+json@test.example');
    expect(text).toMatch(/^VERDICT: PASS/);
    const json: unknown = JSON.parse(text.slice(text.indexOf('\n{')));
    expect(json).toMatchObject({ schema: 'mailassay-report/1', verdict: 'pass' });
    expect(
      await replyTo('test+json@test.example', 'plain.example', { signedBy: null }),
    ).not.toContain('mailassay-report/1');
  });

  test('+brief is the verdict lines alone, in every layout', async () => {
    const brief = await replyTo('test+brief@test.example');
    expect(brief).toMatch(/^VERDICT: PASS/);
    expect(brief.trim().split('\n').length).toBeLessThanOrEqual(10);
    const lines = (await replyTo('check-auth+brief@test.example')).trim().split('\n');
    expect(lines).toContain('DKIM check:         pass');
    expect(lines.length).toBeLessThanOrEqual(8);
  });

  test('in any order and together', async () => {
    const text = await replyTo('check-auth+json+brief+id@test.example');
    expect(text).toContain('DKIM check:         pass');
    expect(JSON.parse(text.slice(text.indexOf('\n{')))).toMatchObject({ language: 'id' });
  });
});

describe.concurrent('check-auth2@: to the From: address, only if aligned DKIM proves it', () => {
  test('proven', async () => {
    await world.mail(
      { from: 'bounce-42@other.example', to: 'check-auth2@test.example' },
      { from: 'author2@good.example' },
    );
    expect(await textOf(await world.mailbox.next('author2@good.example'))).toContain(
      'Summary of Results',
    );
    expect(world.mailbox.to('bounce-42@other.example')).toEqual([]);
  });

  test('not proven: nobody is answered', async () => {
    const answer = await world.mail(
      { from: 'admin2@good.example', to: 'check-auth2@test.example' },
      { signedBy: null },
    );
    expect((await world.report(answer.id)).response).toMatchObject({
      decision: 'none',
      reason: 'from-not-proven',
    });
    expect(world.mailbox.to('admin2@good.example')).toEqual([]);
  });
});

describe.concurrent('check-auth-USER=DOMAIN@: to USER@DOMAIN, only if DMARC passes for the same organization', () => {
  test('same organization', async () => {
    await world.mail({
      from: 'sender3@good.example',
      to: 'check-auth-Other.Reader=good.example@test.example',
    });
    expect(await textOf(await world.mailbox.next('Other.Reader@good.example'))).toContain(
      'Summary of Results',
    );
    expect(world.mailbox.to('sender3@good.example')).toEqual([]);
  });

  test('another organization: as check-auth@', async () => {
    await world.mail({
      from: 'sender4@good.example',
      to: 'check-auth-victim=other.example@test.example',
    });
    expect(await textOf(await world.mailbox.next('sender4@good.example'))).toContain(
      'Summary of Results',
    );
    expect(world.mailbox.to('victim@other.example')).toEqual([]);
  });

  test('DMARC does not pass: as check-auth@, and unproven', async () => {
    const answer = await world.mail(
      { from: 'sender5@plain.example', to: 'check-auth-victim=plain.example@test.example' },
      { signedBy: null },
    );
    expect((await world.report(answer.id)).response).toMatchObject({
      decision: 'short',
      reason: 'unproven',
    });
    await world.mailbox.next('sender5@plain.example');
    expect(world.mailbox.to('victim@plain.example')).toEqual([]);
  });
});

describe.concurrent('assert@ never mails', () => {
  test.for([
    [
      'good.example',
      'good.example',
      250,
      /^2\.0\.0 verdict=pass spf=pass dkim=pass dmarc=pass id=/,
    ],
    ['good.example', null, 550, /^5\.7\.20 verdict=fail spf=pass dkim=none dmarc=pass id=/],
    [
      'forbidden.example',
      'forbidden.example',
      550,
      /^5\.7\.23 verdict=fail spf=fail dkim=pass dmarc=none id=/,
    ],
    [
      'broken.example',
      'broken.example',
      550,
      /^5\.7\.24 verdict=fail spf=permerror dkim=pass dmarc=none id=/,
    ],
    ['plain.example', null, 550, /^5\.7\.26 verdict=fail spf=none dkim=none dmarc=none id=/],
    [
      'servfail.example',
      'servfail.example',
      451,
      /^4\.7\.24 verdict=incomplete spf=temperror dkim=pass dmarc=none id=/,
    ],
  ] as const)('%s signed by %s: %i', async ([domain, signedBy, code, last]) => {
    const from = `pipeline-${signedBy === null ? 'u' : 's'}@${domain}`;
    const answer = await world.mail({ from, to: 'assert@test.example' }, { signedBy });
    expect(answer.code).toBe(code);
    expect(answer.last).toMatch(last);
    expect(answer.lines.length > 1).toBe(code !== 250);
    expect((await world.report(answer.id)).response).toMatchObject({
      decision: 'none',
      reason: 'assert',
    });
    expect(world.mailbox.to(from)).toEqual([]);
  });

  test('wins over the other recipients of a mail', async () => {
    const answer = await world.mail(
      { from: 'both@plain.example', to: ['test@test.example', 'assert@test.example'] },
      { signedBy: null },
    );
    expect(answer.code).toBe(550);
    expect((await world.report(answer.id)).response.decision).toBe('none');
    expect(world.mailbox.to('both@plain.example')).toEqual([]);
  });
});

describe.concurrent('postmaster@ and abuse@', () => {
  test.for(['postmaster@test.example', 'abuse@test.example', 'Postmaster'])(
    '%s is forwarded to the operator',
    async (to) => {
      const answer = await world.mail(
        { from: 'complainer@plain.example', to },
        { signedBy: null, subject: 'Your service', body: ['It mails me.'] },
      );
      expect(answer.code).toBe(250);
      const forwarded = await world.mailbox.next('operator@good.example');
      expect(forwarded.raw).toContain('It mails me.');
      expect(forwarded.raw).toMatch(/^Subject: Your service\r$/m);
      expect(world.mailbox.to('complainer@plain.example')).toEqual([]);
    },
  );
});

test('several recipients of one mail get one answer', async () => {
  const from = 'many@good.example';
  const answer = await world.mail({
    from,
    to: ['test@test.example', 'check-auth@test.example', 'sa-test@test.example'],
  });
  await world.mailbox.next(from);
  await until(
    async () => (await world.report(answer.id)).response.sentAt,
    'the reply is noted as sent',
  );
  expect(world.mailbox.to(from)).toHaveLength(1);
});
