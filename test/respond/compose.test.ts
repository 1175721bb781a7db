// SECURITY.md §5: what a reply holds, and that no report and no sender can make it hold anything else.
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { simpleParser } from 'mailparser';
import { describe, expect, test } from 'vitest';
import { diagnose } from '../../src/diagnose/diagnose.ts';
import { zoneResolver } from '../../src/dns/zone.ts';
import { fixedClock } from '../../src/runtime/clock.ts';
import { replyText } from '../../src/report/reply-text.ts';
import { composeReply } from '../../src/respond/compose.ts';
import { quotableMessageId } from '../../src/respond/message-id.ts';
import type { AddressKind } from '../../src/message/requested-reply.ts';
import { verify } from '../../src/verify/verify.ts';
import { finding, reportOf } from '../report/sample.ts';
import { WHOLE_LINE } from '../report/renderings.ts';
import { SCENARIOS } from '../report/scenarios.ts';
import { composed, KEY, KEY_ZONE, report, requested, SETTINGS } from './reply.ts';
import { dkimCheck, facts, ID, NOW, reportOn, spfCheck } from './sample.ts';

const KINDS: AddressKind[] = [
  'test',
  'check-auth',
  'check-auth2',
  'check-auth-user',
  'sa-test',
  'autorespond',
  'autorespond-dkim',
  'autorespond-spf',
  'page',
];

const headerOf = (text: string): string => text.slice(0, text.indexOf('\r\n\r\n') + 2);
const bodyOf = (text: string): string => text.slice(text.indexOf('\r\n\r\n') + 4);
const field = (text: string, name: string): string | undefined =>
  new RegExp(`^${name}: ?((?:.*\\r\\n[ \\t])*.*)\\r\\n`, 'im')
    .exec(headerOf(text))?.[1]
    ?.replaceAll('\r\n', '')
    .trim();
const textOf = async (text: string): Promise<string> =>
  (await simpleParser(Buffer.from(text, 'latin1'))).text ?? '';

describe('the header', () => {
  test('marks a reply to one address that was written by a program', async () => {
    const text = await composed();
    expect(field(text, 'From')).toBe('mailassay@mailassay.example');
    expect(field(text, 'To')).toBe('news@example.org');
    expect(field(text, 'Subject')).toBe('mailassay: PASS spf=pass dkim=pass dmarc=pass');
    expect(field(text, 'Auto-Submitted')).toBe('auto-replied');
    expect(field(text, 'X-Auto-Response-Suppress')).toBe('All');
    expect(field(text, 'Content-Language')).toBe('en');
    expect(field(text, 'Message-ID')).toBe(`<reply.${ID}@mx.mailassay.example>`);
    expect(field(text, 'In-Reply-To')).toBe('<1@example.org>');
    expect(field(text, 'References')).toBe('<1@example.org>');
    expect(field(text, 'Date')).toBe('Sat, 01 Aug 2026 10:00:00 +0000');
    expect(field(text, 'MIME-Version')).toBe('1.0');
    expect(field(text, 'Content-Type')).toBe('text/plain; charset=utf-8; format=fixed');
    for (const absent of [
      'Precedence',
      'Cc',
      'Bcc',
      'Reply-To',
      'Sender',
      'Return-Path',
      'X-Mailer',
    ])
      expect(field(text, absent), absent).toBeUndefined();
    expect(text).not.toMatch(/(?<!\r)\n|\r(?!\n)/);
    expect(Math.max(...text.split('\r\n').map(({ length }) => length))).toBeLessThanOrEqual(78);
  });

  test('a retry is the same mail but for its signature', async () => {
    const unsigned = (text: string): string =>
      text.replace(/^DKIM-Signature:(?:.*\r\n[ \t])*.*\r\n/, '');
    const [first, second] = await Promise.all([composed(), composed({ now: NOW + 3_600_000 })]);
    expect(second).not.toBe(first);
    expect(unsigned(second)).toBe(unsigned(first));
  });

  test('the operator may name the service', async () => {
    const text = await composed({
      settings: { ...SETTINGS, replyFrom: 'Mail test, Bandung <post@mailassay.example>' },
    });
    expect(field(text, 'From')).toBe('"Mail test, Bandung" <post@mailassay.example>');
  });

  test('Indonesian', async () => {
    const text = await composed({ report: report({ language: 'id', verdict: 'fail' }) });
    expect(field(text, 'Content-Language')).toBe('id');
    expect(field(text, 'Subject')).toBe('mailassay: FAIL (GAGAL) spf=pass dkim=pass dmarc=pass');
    expect(await textOf(text)).toMatch(/^VERDICT: FAIL \(GAGAL\)\./);
  });

  test.for([
    null,
    '',
    'x',
    '<a@b',
    '<>',
    '<a b@example.org>',
    '<a@b>\r\nBcc: <victim@example.net>',
    '<a@b> <c@d>',
    '<a<b@example.org>',
    '<\u0430@example.org>',
    `<${'a'.repeat(251)}>`,
    '<a@b\0>',
  ])('Message-ID %j of the mail that is answered is not repeated', async (messageId) => {
    expect(quotableMessageId(messageId)).toBeNull();
    const { message } = report();
    const text = await composed({ report: report({ message: { ...message, messageId } }) });
    expect(field(text, 'In-Reply-To')).toBeUndefined();
    expect(field(text, 'References')).toBeUndefined();
    expect(text).not.toMatch(/victim/);
  });

  test('one of 250 characters is, whole', async () => {
    const messageId = `<${'!'.repeat(125)}${'~'.repeat(125)}>`;
    const { message } = report();
    expect(
      field(
        await composed({ report: report({ message: { ...message, messageId } }) }),
        'In-Reply-To',
      ),
    ).toBe(messageId);
  });
});

describe('the recipient', () => {
  test.for([
    ['a,b', 'victim.example'],
    ['"a,b"', 'victim.example'],
    ['a', 'b.example, c@victim.example'],
    ['a@victim.example', 'b.example'],
    ['a>', 'victim.example'],
    ['<victim@victim.example> a', 'b.example'],
    ['a\r\nBcc: victim', 'victim.example'],
    ['a;b', 'victim.example'],
    ['a:b', 'victim.example'],
    ['a(b)', 'victim.example'],
    ['a b', 'victim.example'],
    ['a%victim.example', 'b.example'],
    ['a`id`', 'b.example'],
    ['', 'victim.example'],
    ['a', ''],
    ['a', '[127.0.0.1]'],
    ['a', '127.0.0.1'],
    ['a', 'EXAMPLE.org'],
    ['a..b', 'example.org'],
    ['.a', 'example.org'],
    ['undisclosed-recipients:;', 'example.org'],
  ])('%j at %j: dropped, or written to exactly it', async ([local = '', domain = '']) => {
    const to = { local, domain };
    const made = await composeReply({
      report: report(),
      answer: requested(),
      kind: 'full',
      to,
      settings: SETTINGS,
      key: KEY,
      firstTriedAt: NOW,
      now: NOW,
    });
    expect(made.kind).toBe('dropped');
  });

  test.for(['a.b+c=d', "!#$&'*+/=?^_{}~-", 'x'.repeat(64), 'true', '-', 'bounce+a=b.example'])(
    '%j is written to',
    async (local) => {
      const text = await composed({ to: { local, domain: 'xn--bcher-kva.example' } });
      expect(field(text, 'To')).toBe(`${local}@xn--bcher-kva.example`);
    },
  );
});

describe('the text', () => {
  test.for(KINDS)('%s: full, at most 8 KiB and 78 columns', async (kind) => {
    const text = await composed({ answer: requested(kind) });
    expect(bodyOf(text).length).toBeLessThanOrEqual(8192);
    const lines = (await textOf(text)).split('\n');
    for (const line of lines.filter(
      (line) => !line.startsWith('https://') && !WHOLE_LINE.test(line),
    ))
      expect(line.length, line).toBeLessThanOrEqual(78);
  });

  test.for(KINDS)(
    '%s: short, at most 2 KiB, and nothing of the sender’s but names',
    async (kind) => {
      const hostile = 'Buy-Now-cheap-pills';
      const base = facts({
        spf: {
          mailFrom: spfCheck({ result: 'none', reason: hostile, explanation: hostile }),
          helo: spfCheck({ identity: 'helo' }),
        },
        dkim: [dkimCheck({ reason: hostile, selector: hostile, result: 'fail' })],
      });
      const sent = reportOn(
        {
          ...base,
          message: {
            ...base.message,
            subject: hostile,
            from: `${hostile} <a@b.example>`,
            excerpt: hostile.repeat(100),
          },
          envelope: { ...base.envelope, helo: `x-${hostile}` },
        },
        { standing: 'unproven', verdict: 'fail', headline: hostile },
      );
      const text = await composed({
        kind: 'short',
        report: sent,
        answer: requested(kind, { json: true }),
      });
      expect(bodyOf(text).length).toBeLessThanOrEqual(2048);
      expect(text).not.toMatch(/buy-now/i);
      expect(await textOf(text)).toContain(sent.service.link);
    },
  );

  test.for(Object.keys(SCENARIOS))(
    'the report on "%s", in every layout and language: sizes and columns',
    async (name) => {
      const scenario = SCENARIOS[name];
      if (scenario === undefined) throw new Error(name);
      for (const language of ['en', 'id'] as const) {
        const sent = reportOf({ ...scenario, language });
        for (const kind of ['full', 'short'] as const) {
          for (const asked of KINDS) {
            const text = await composed({ report: sent, kind, answer: requested(asked) });
            expect(bodyOf(text).length, `${asked} ${kind}`).toBeLessThanOrEqual(
              kind === 'full' ? 8192 : 2048,
            );
            expect(text).toMatch(/^[\r\n\t -~]*$/);
            const lines = (await textOf(text)).split('\n');
            for (const line of lines.filter(
              (line) => !/^https?:\S*$/.test(line) && !WHOLE_LINE.test(line),
            ))
              expect(line.length, line).toBeLessThanOrEqual(78);
          }
        }
      }
    },
  );

  test.for([
    ['test', /^VERDICT: PASS/],
    ['check-auth', /^SPF check: {10}pass$/m],
    ['sa-test', /^Result: DKIM signature confirmed GOOD$/m],
    ['autorespond-dkim', /^DKIM Signature validation: pass \(2048-bit key\)$/m],
    ['autorespond-spf', /^SPF.*pass/m],
    ['page', /^VERDICT: PASS/],
  ] as const)('%s is laid out as asked', async ([kind, shape]) => {
    expect(await textOf(await composed({ answer: requested(kind) }))).toMatch(shape);
    expect(await textOf(await composed({ answer: requested(kind), kind: 'short' }))).toMatch(
      shape.source.startsWith('^Result') ? /^Result:/m : shape,
    );
  });

  test('+json holds the whole report behind the text', async () => {
    const sent = report();
    const text = await textOf(
      await composed({ report: sent, answer: requested('test', { json: true }) }),
    );
    expect(text).toMatch(/^VERDICT: PASS/);
    expect(JSON.parse(text.slice(text.indexOf('\n{') + 1))).toEqual(sent);
  });

  test('a JSON report too long for mail is named by its link', async () => {
    const base = report();
    const sent = { ...base, authenticationResults: 'x'.repeat(600 * 1024) };
    const text = await composed({ report: sent, answer: requested('check-auth', { json: true }) });
    expect(text.length).toBeLessThan(20_000);
    expect(await textOf(text)).toContain(
      `The JSON report is too long for a mail. It is here:\n${base.service.link}.json\n`,
    );
    expect(
      await textOf(
        await composed({
          report: { ...sent, language: 'id' },
          answer: requested('test', { json: true }),
        }),
      ),
    ).toContain(
      `Laporan JSON terlalu panjang untuk email. Laporan itu ada di sini:\n${base.service.link}.json\n`,
    );
  });

  test('one that its DNS answers make too long goes without them, and says so', async () => {
    const dns = Array.from({ length: 10 }, (_, index) => ({
      name: `s${index}._domainkey.example.org`,
      type: 'TXT',
      status: 'NOERROR',
      answers: ['k'.repeat(16_000)],
      ttl: 60,
      ms: 1,
      authenticated: false,
      at: 0,
    }));
    const sent = { ...report(), dns };
    const text = await textOf(
      await composed({ report: sent, answer: requested('test', { json: true }) }),
    );
    expect(text).toContain(`"dns" is left empty here. Whole:\n${sent.service.link}.json\n`);
    expect(JSON.parse(text.slice(text.indexOf('\n{') + 1))).toEqual({ ...sent, dns: [] });
  });

  test('a mail of 2 kB whose ten keys and SPF record are huge gets a reply of less than 80 kB', async () => {
    const selectors = Array.from({ length: 10 }, (_, index) => `s${index}`);
    const strings = (text: string): string =>
      (text.match(/.{1,250}/g) ?? []).map((part) => `"${part}"`).join(' ');
    const zone = [
      `example.org TXT ${strings(`v=spf1 +all ${'x'.repeat(15_000)}`)}`,
      ...selectors.map(
        (selector) =>
          `${selector}._domainkey.example.org TXT ${strings(`v=DKIM1; n=${'x'.repeat(15_000)}; p=AA`)}`,
      ),
    ];
    const fields = selectors.map(
      (selector) =>
        `DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=${selector}; h=From; bh=AA; b=AA\r\n`,
    );
    const message = Buffer.from(`${fields.join('')}From: a@example.org\r\nSubject: x\r\n\r\nx\r\n`);
    const { envelope } = facts();
    const verification = await verify(
      { message, envelope, host: 'mx.mailassay.example', at: NOW, organizationsOf: [] },
      zoneResolver(zone.join('\n')),
      fixedClock(NOW),
    );
    const text = await composed({
      report: reportOn(verification),
      answer: requested('test', { json: true }),
    });
    expect(message.length).toBeLessThan(2048);
    expect(verification.dkim).toHaveLength(10);
    expect(text.length).toBeLessThan(80 * 1024);
  });

  test('a record stands whole on its line, however long', async () => {
    const value = `v=DKIM1; k=rsa; p=${'MIIB+/0'.repeat(105)}`;
    const key = finding('dkim-key-syntax', 'error', 'The key is broken.', {
      fix: `Publish at s1._domainkey.example.org: "${value}"`,
      records: [{ action: 'add', name: 's1._domainkey.example.org', type: 'TXT', value }],
    });
    for (const findings of [
      [key],
      [finding('spf-p', 'error', 'Another problem.', { evidence: ['one', 'two'] }), key],
    ]) {
      const text = await composed({ report: { ...report({ verdict: 'fail' }), findings } });
      expect(Math.max(...text.split('\r\n').map(({ length }) => length))).toBeLessThanOrEqual(998);
      expect((await textOf(text)).split('\n')).toContain(value);
    }
  });

  test('text that is not ASCII travels as quoted-printable', async () => {
    const base = facts();
    const text = await composed({ report: reportOn(base, { headline: 'Grüße – „ok“ …' }) });
    expect(field(text, 'Content-Transfer-Encoding')).toBe('quoted-printable');
    expect(text).toMatch(/^[\r\n\t -~]*$/);
    expect(await textOf(text)).toContain('Grüße – „ok“ …');
  });

  test('a link is never cut, however long', async () => {
    const link = `https://${'a'.repeat(60)}.example/${'b'.repeat(120)}/r/${ID}`;
    const { service } = report();
    const text = await textOf(
      await composed({ report: report({ service: { ...service, link } }) }),
    );
    expect(text.split('\n')).toContain(link);
  });

  test('long foreign text that grows on its way is cut at a line, with the link', async () => {
    const base = facts();
    const excerpt = `${'=\u00e9'.repeat(30)}\r\n`.repeat(200);
    const sent = reportOn({ ...base, message: { ...base.message, excerpt } });
    const text = await composed({ report: sent, answer: requested('check-auth') });
    expect(bodyOf(text).length).toBeLessThanOrEqual(8192);
    const lines = (await textOf(text)).trimEnd().split('\n');
    expect(lines.slice(-2)).toEqual(['Cut here. The whole report:', sent.service.link]);
    expect(
      replyText(sent, requested('check-auth'), 'full').startsWith(
        `${lines.slice(0, -3).join('\n')}\n`,
      ),
    ).toBe(true);
  });
});

describe('the signature', () => {
  const resolver = async (name: string, type: string): Promise<string[][]> => {
    const answer = await zoneResolver(KEY_ZONE).resolve(name, type === 'TXT' ? 'TXT' : 'A');
    if (answer.status !== 'NOERROR') throw Object.assign(new Error('none'), { code: 'ENOTFOUND' });
    return answer.records.map((record) => (Array.isArray(record) ? record : [record]));
  };
  const results = async (text: string, at = NOW): Promise<string[]> => {
    const { results: found } = await dkimVerify(Buffer.from(text, 'latin1'), {
      resolver,
      curTime: new Date(at),
    });
    return found.map(({ status }) => status.result);
  };

  test.for([
    ['plain', {}],
    ['not ASCII', { report: reportOn(facts(), { headline: 'Grüße' }) }],
    ['short', { kind: 'short' as const }],
    ['with JSON', { answer: requested('test', { json: true }) }],
    [
      'with a folded In-Reply-To',
      {
        report: report({
          message: { ...report().message, messageId: `<${'a'.repeat(200)}@example.org>` },
        }),
      },
    ],
  ] as const)('%s: verifies', async ([, more]) => {
    expect(await results(await composed(more))).toEqual(['pass']);
  });

  test('names every field once more than it occurs, is good for three days, and has no l=', async () => {
    const signature = (field(await composed(), 'DKIM-Signature') ?? '').replace(/\s/g, '');
    const names = (/;h=([^;]*);/.exec(signature)?.[1] ?? '').toLowerCase().split(':');
    for (const name of [
      'from',
      'to',
      'subject',
      'date',
      'message-id',
      'auto-submitted',
      'content-type',
      'content-transfer-encoding',
      'mime-version',
      'in-reply-to',
      'references',
    ])
      expect(names.filter((one) => one === name).length, name).toBe(2);
    expect(names.filter((one) => one === 'cc').length).toBe(1);
    expect(signature).toContain(`t=${NOW / 1000};x=${NOW / 1000 + 3 * 86_400};`);
    expect(signature).toContain('d=mailassay.example;s=reply;');
    expect(signature).not.toMatch(/;l=/);
  });

  test.for([
    'From: other@example.net',
    'Subject: other',
    'To: other@example.net',
    'Cc: other@example.net',
    'Reply-To: other@example.net',
    'Content-Type: text/html',
  ])('%s, added on the way, breaks it', async (added) => {
    expect(await results(`${added}\r\n${await composed()}`)).toEqual(['fail']);
  });

  test('so does any change of the text', async () => {
    expect(await results((await composed()).replace('VERDICT: PASS', 'VERDICT: FAIL'))).not.toEqual(
      ['pass'],
    );
  });

  test('a reply passes this service’s own check', async () => {
    const text = await composed();
    const zone = `${KEY_ZONE}
      mailassay.example TXT "v=spf1 ip4:192.0.2.1 -all"
      _dmarc.mailassay.example TXT "v=DMARC1; p=reject; rua=mailto:d@mailassay.example"
      mailassay.example MX 10 mx.mailassay.example
      mx.mailassay.example A 192.0.2.1
      mx.mailassay.example TXT "v=spf1 a -all"
      1.2.0.192.in-addr.arpa PTR mx.mailassay.example`;
    const envelope = {
      clientIp: '192.0.2.1',
      clientName: null,
      helo: 'mx.mailassay.example',
      mailFrom: '',
      rcptTo: ['news@example.org'],
      tls: { version: 'TLSv1.3', cipher: 'x' },
      smtputf8: false,
    };
    const verification = await verify(
      {
        message: Buffer.from(text, 'latin1'),
        envelope,
        host: 'mx.example.org',
        at: NOW,
        organizationsOf: [],
      },
      zoneResolver(zone),
      fixedClock(NOW),
    );
    const { verdict, findings } = diagnose(verification);
    expect(
      findings
        .filter(({ severity }) => severity === 'error' || severity === 'warning')
        .map(({ code }) => code),
    ).toEqual([]);
    expect(verdict).toBe('pass');
  });
});
