// The DNS budget of one message (SECURITY.md §2) among the methods: looking around for the report never costs a verdict.
import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { dkimAnswer, verdict } from '../../src/diagnose/verdict.ts';
import { cachingResolver } from '../../src/dns/cache.ts';
import type { Resolver } from '../../src/dns/resolver.ts';
import { zoneResolver } from '../../src/dns/zone.ts';
import { sharedZoneCounts, zoneLimitedResolver } from '../../src/dns/zone-limit.ts';
import { authenticationResults } from '../../src/report/authentication-results.ts';
import { verify } from '../../src/verify/verify.ts';
import { NOW, signedMessage } from './dkim/harness.ts';
import { message, recordText } from './dkim/signer.ts';

const clock = { now: () => NOW };
const NO_SEARCH = { milliseconds: 0, candidates: 0 };
const base = `
sel._domainkey.example.org TXT "${recordText('rsa2048')}"
_dmarc.example.org TXT "v=DMARC1; p=reject"
mail.example.org A 192.0.2.25
25.2.0.192.in-addr.arpa PTR mail.example.org
`;

async function judged(zone: string, helo = 'mail.example.org', text = signedMessage({})) {
  const resolver = zoneResolver(base + zone);
  const envelope = {
    clientIp: '192.0.2.25',
    clientName: null,
    helo,
    mailFrom: 'alice@example.org',
    rcptTo: [],
    tls: null,
    smtputf8: false,
  };
  const facts = await verify(
    {
      message: Buffer.from(text, 'latin1'),
      envelope,
      host: 'mx.example.net',
      at: NOW,
      organizationsOf: [],
    },
    resolver,
    clock,
    { forensics: NO_SEARCH },
  );
  return { facts, asked: resolver.questions.length };
}

test('a huge tree of includes is read as far as it may, and DMARC is still asked', async () => {
  const tree = Array.from(
    { length: 40 },
    (_, i) =>
      `i${i}.example.org TXT "v=spf1 include:x${i}.example.org include:y${i}.example.org -all"\nx${i}.example.org TXT "v=spf1 -all"\ny${i}.example.org TXT "v=spf1 -all"`,
  ).join('\n');
  const record = Array.from({ length: 40 }, (_, i) => `include:i${i}.example.org`).join(' ');
  const { facts, asked } = await judged(
    `example.org TXT "v=spf1 ${record.slice(0, 240)}" "${record.slice(240)} -all"\nmail.example.org TXT "v=spf1 ${record.slice(0, 240)}" "${record.slice(240)} -all"\n${tree}`,
  );
  expect(facts.spf.mailFrom.result).toBe('permerror');
  expect(facts.dkim[0]?.result).toBe('pass');
  expect(facts.dmarc).toMatchObject({ result: 'pass', policyDomain: 'example.org' });
  expect(facts.limit).toBeNull();
  expect(asked).toBeLessThanOrEqual(60);
});

/** `terms` mx of ten hosts each, none of which is the client. */
function manyHosts(terms: number): { record: string; zone: string } {
  const names = Array.from({ length: terms }, (_, m) => `m${m}.evil.example`);
  const zone = names
    .flatMap((name, m) =>
      Array.from(
        { length: 10 },
        (_, h) => `${name} MX ${h} h${h}.${name}\nh${h}.${name} A 198.51.${m}.${h}`,
      ),
    )
    .join('\n');
  return { record: `v=spf1 ${names.map((name) => `mx:${name}`).join(' ')} -all`, zone };
}

/** A message as a stranger sends it: From a bank that disowns it, MAIL FROM and signatures of their own choice. */
interface Stranger {
  zone: string;
  fields?: string[];
  mailFrom?: string;
  helo?: string;
  clientIp?: string;
  wrap?: (inner: Resolver) => Resolver;
  at?: { now(): number };
}

const BANK =
  '_dmarc.bank.example TXT "v=DMARC1; p=reject"\n66.2.0.192.in-addr.arpa PTR host.evil.example\nhost.evil.example A 192.0.2.66\n';

async function strangers({
  zone,
  fields = [],
  mailFrom = 'a@evil.example',
  helo = 'host.evil.example',
  clientIp = '192.0.2.66',
  wrap = (inner) => inner,
  at = clock,
}: Stranger) {
  const inner = zoneResolver(BANK + zone);
  const text = message(
    [
      ...fields,
      'From: Bank <info@bank.example>',
      'To: bob@example.net',
      'Subject: x',
      'Date: Thu, 1 Jan 2026 00:00:00 +0000',
      'Message-ID: <1@bank.example>',
    ],
    'x\r\n',
  );
  const envelope = {
    clientIp,
    clientName: null,
    helo,
    mailFrom,
    rcptTo: [],
    tls: null,
    smtputf8: false,
  };
  const facts = await verify(
    {
      message: Buffer.from(text, 'latin1'),
      envelope,
      host: 'mx.example.net',
      at: NOW,
      organizationsOf: [],
    },
    wrap(inner),
    at,
    { forensics: NO_SEARCH },
  );
  return { facts, asked: inner.questions.length };
}

/** Answers for the names that match after `milliseconds` by the clock. */
function slow(pattern: RegExp, milliseconds: number) {
  const time = { ms: NOW };
  const wrap = (inner: Resolver): Resolver => ({
    async resolve(name, type) {
      if (pattern.test(name)) time.ms += milliseconds;
      return await inner.resolve(name, type);
    },
  });
  return { wrap, at: { now: () => time.ms } };
}

const DISOWNED = { result: 'fail', disposition: 'reject', policyDomain: 'bank.example' };
const bogus = (domain: string, selector: string): string =>
  `DKIM-Signature: v=1; a=rsa-sha256; d=${domain}; s=${selector}; h=From; bh=AA; b=AA`;

describe('no sender can make the answer of DMARC go away', () => {
  test("110 lawful questions of SPF (RFC 7208 §4.6.4) are SPF's own", async () => {
    const { record, zone } = manyHosts(10);
    const { facts, asked } = await strangers({
      zone: `evil.example TXT "${record.slice(0, 200)}" "${record.slice(200)}"\n${zone}`,
    });
    expect(facts.spf.mailFrom.result).toBe('fail');
    expect(facts.dmarc).toMatchObject(DISOWNED);
    expect(facts.limit).toBeNull();
    expect(asked).toBeGreaterThan(111);
  });

  test.each([
    ['SPF of HELO', {}],
    [
      'SPF of HELO and ten signatures of other domains',
      { fields: Array.from({ length: 10 }, (_, i) => bogus(`d${i}.evil.example`, 's')) },
    ],
    [
      'a hundred signatures',
      { fields: Array.from({ length: 100 }, (_, i) => bogus(`d${i}.evil.example`, 's')) },
    ],
    [
      'signatures of names far below the bank',
      {
        fields: Array.from({ length: 10 }, (_, i) =>
          bogus(`a.b.c.d.e.f.g.h${i}.bank.example`, 's'),
        ),
      },
    ],
    [
      'fifty ARC sets',
      {
        fields: Array.from(
          { length: 50 },
          (_, i) =>
            `ARC-Seal: i=${i + 1}; cv=none; a=rsa-sha256; d=a${i}.evil.example; s=s; b=AA\r\nARC-Message-Signature: i=${i + 1}; a=rsa-sha256; d=b${i}.evil.example; s=s; h=From; bh=AA; b=AA`,
        ).flatMap((two) => two.split('\r\n')),
      },
    ],
  ])('nor with %s', async (_, given) => {
    const { record, zone } = manyHosts(10);
    const txt = `TXT "${record.slice(0, 200)}" "${record.slice(200)}"`;
    const { facts } = await strangers({
      zone: `evil.example ${txt}\nhost.evil.example ${txt}\n${zone}`,
      ...given,
    });
    expect(facts.dmarc).toMatchObject(DISOWNED);
  });

  test('ten slow terms of SPF use up the time, and the policy is known by then', async () => {
    const terms = Array.from({ length: 10 }, (_, i) => `a:slow${i}.evil.example`).join(' ');
    const zone = `evil.example TXT "v=spf1 ${terms} -all"\n${Array.from({ length: 10 }, (_, i) => `slow${i}.evil.example A 198.51.100.1`).join('\n')}`;
    const { facts } = await strangers({ zone, ...slow(/^slow/, 2300) });
    expect(facts.spf.mailFrom.result).toBe('temperror');
    expect(facts.limit).toBe('over 20 s of DNS for one message');
    expect(facts.dmarc).toMatchObject(DISOWNED);
  });

  // RFC 7208 §4.6.4: the time limit "SHOULD allow at least 20 seconds".
  test('SPF has twenty seconds', async () => {
    const terms = Array.from({ length: 10 }, (_, i) => `a:slow${i}.evil.example`).join(' ');
    const zone = `evil.example TXT "v=spf1 ${terms} -all"\n${Array.from({ length: 10 }, (_, i) => `slow${i}.evil.example A ${i === 9 ? '192.0.2.66' : '198.51.100.1'}`).join('\n')}`;
    const { facts } = await strangers({ zone, ...slow(/^slow/, 1990) });
    expect(facts.spf.mailFrom.result).toBe('pass');
    expect(facts.dmarc).toMatchObject(DISOWNED);
  });

  test('a limit that is not reached by lawful SPF is told by its name', async () => {
    const big = Array.from({ length: 230 }, (_, i) => `"${`${i}`.padEnd(250, 'x')}"`);
    const names = Array.from({ length: 10 }, (_, i) => `i${i}.evil.example`);
    const zone = `evil.example TXT "v=spf1 ${names.map((name) => `include:${name}`).join(' ')} -all"\n${names.map((name) => `${big.map((text) => `${name} TXT ${text}`).join('\n')}\n${name} TXT "v=spf1 -all"`).join('\n')}`;
    const { facts } = await strangers({ zone });
    expect(facts.spf.mailFrom.result).toBe('fail');
    expect(facts.limit).toBeNull();
  });
});

describe('signatures that were not evaluated (RFC 6376 §6.1, RFC 9989 §5.3.6)', () => {
  const others = Array.from({ length: 10 }, (_, i) => bogus(`n${i}.example`, 's'));
  test("the eleventh is the author's own: it is among the ten", async () => {
    const signed = signedMessage({});
    const { facts } = await judged(
      `example.org TXT "v=spf1 -all"`,
      'mail.example.org',
      `${others.join('\r\n')}\r\n${signed}`,
    );
    expect(facts.dmarc.result).toBe('pass');
    expect(facts.dkim.find(({ domain }) => domain === 'example.org')?.result).toBe('pass');
    expect(facts.notEvaluated.dkim).toBe(1);
  });

  test("one of the author's is left over: it might have passed", async () => {
    const { facts } = await strangers({
      zone: 'evil.example TXT "v=spf1 -all"',
      fields: Array.from({ length: 11 }, (_, i) => bogus('bank.example', `s${i}`)),
    });
    expect(facts.dmarc).toMatchObject({ result: 'temperror', disposition: null });
    expect(facts.dmarc.reason).toBe(
      'a signature of bank.example was not evaluated, a limit of this service was reached, and nothing else passed for bank.example',
    );
  });

  test('those left over could not align: nothing is open', async () => {
    const { facts } = await strangers({
      zone: 'evil.example TXT "v=spf1 -all"',
      fields: [...others, bogus('n10.example', 's')],
    });
    expect(facts.dmarc).toMatchObject(DISOWNED);
  });

  test('strict alignment (RFC 9989 §4.4) rules out the names below', async () => {
    const fields = [
      ...Array.from({ length: 10 }, (_, i) => bogus('bank.example', `s${i}`)),
      bogus('mail.bank.example', 's'),
    ];
    const [open, strict] = [
      await strangers({ zone: '', fields }),
      await strangers({
        zone: '_dmarc.bank.example TXT "v=DMARC1; p=reject; adkim=s"',
        fields,
        wrap: (inner) => ({
          resolve: async (name, type) => {
            const answer = await inner.resolve(name, type);
            return name === '_dmarc.bank.example'
              ? { ...answer, records: answer.records.slice(-1) }
              : answer;
          },
        }),
      }),
    ];
    expect([open.facts.dmarc.result, strict.facts.dmarc.result]).toEqual(['temperror', 'fail']);
  });

  test('one of 1,001 names: undecided, and never "not signed" (RFC 8601 §2.7.1)', async () => {
    const text = signedMessage({ tags: { h: `From:${'x:'.repeat(1000)}y` } });
    const { facts } = await judged('example.org TXT "v=spf1 -all"', 'mail.example.org', text);
    expect([facts.dkim, facts.notEvaluated.dkim, facts.dmarc.result]).toEqual([[], 1, 'temperror']);
    const field = authenticationResults(facts, 'mx.example.net').replace(/\r\n/g, '');
    expect(field).toContain(
      'dkim=temperror reason="1 signature not evaluated, a limit of this service was reached"',
    );
    expect(field).not.toContain('not signed');
    expect(verdict(facts)).toBe('fail');
    expect(dkimAnswer(facts)).toBe('open');
  });

  test('a key of 5,120 bits: undecided', async () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 5120 });
    const p = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    const text = signedMessage({ tags: { s: 'big' } });
    const { facts } = await judged(
      `big._domainkey.example.org TXT "v=DKIM1; p=${p.slice(0, 200)}" ${(p.slice(200).match(/.{1,250}/g) ?? []).map((part) => `"${part}"`).join(' ')}\nexample.org TXT "v=spf1 ip4:192.0.2.25 -all"`,
      'mail.example.org',
      text,
    );
    expect([
      facts.dkim[0]?.result,
      facts.dkim[0]?.key.bits,
      facts.dmarc.result,
      verdict(facts),
    ]).toEqual(['temperror', 5120, 'pass', 'incomplete']);
  });
});

describe('five messages of a stranger and one of the domain itself (SECURITY.md §2)', () => {
  const flood = (n: number): string[] =>
    Array.from({ length: 10 }, (_, i) => bogus('victim.example', `s${n}x${i}`));
  const victim = `victim.example TXT "v=spf1 a:a.victim.example a:b.victim.example mx -all"\nvictim.example MX 1 mx.victim.example\nmx.victim.example A 198.51.100.7\na.victim.example A 198.51.100.8\nb.victim.example A 198.51.100.9\nsel._domainkey.victim.example TXT "${recordText('rsa2048')}"\n_dmarc.victim.example TXT "v=DMARC1; p=reject"\n`;
  async function attacked(
    stranger: { from: string; mailFrom: string; messages: number },
    clientIp = '203.0.113.5',
  ) {
    const inner = zoneResolver(victim);
    const resolver = cachingResolver(zoneLimitedResolver(inner, sharedZoneCounts(), clock), clock);
    const send = (text: string, ip: string, mailFrom: string) =>
      verify(
        {
          message: Buffer.from(text, 'latin1'),
          envelope: {
            clientIp: ip,
            clientName: null,
            helo: 'mail.x.example',
            mailFrom,
            rcptTo: [],
            tls: null,
            smtputf8: false,
          },
          host: 'mx.example.net',
          at: NOW,
          organizationsOf: [],
        },
        resolver,
        clock,
        { forensics: NO_SEARCH },
      );
    for (let n = 0; n < stranger.messages; n++)
      await send(
        message([...flood(n), `From: <a@${stranger.from}>`], 'x\r\n'),
        clientIp,
        stranger.mailFrom,
      );
    const own = signedMessage({
      tags: { d: 'victim.example' },
      fields: [
        'From: <alice@victim.example>',
        'To: bob@example.net',
        'Subject: x',
        'Date: Thu, 1 Jan 2026 00:00:00 +0000',
        'Message-ID: <1@victim.example>',
      ],
    });
    return await send(own, '198.51.100.7', 'alice@victim.example');
  }
  test.each([
    ['that signs with its name', { from: 'evil.example', mailFrom: 'a@evil.example', messages: 5 }],
    [
      'that writes it into From',
      { from: 'victim.example', mailFrom: 'a@evil.example', messages: 5 },
    ],
    [
      'that writes it into MAIL FROM',
      { from: 'evil.example', mailFrom: 'a@victim.example', messages: 5 },
    ],
    [
      'that does so fifty times',
      { from: 'victim.example', mailFrom: 'a@victim.example', messages: 50 },
    ],
  ])('one %s leaves its own test as it is', async (_, stranger) => {
    const facts = await attacked(stranger);
    expect([
      facts.spf.mailFrom.result,
      facts.dkim[0]?.result,
      facts.dmarc.result,
      facts.limit,
    ]).toEqual(['pass', 'pass', 'pass', null]);
  });
});

describe('TXT sets and CNAME chains of honest zones', () => {
  const verification = (name: string, count: number): string =>
    Array.from(
      { length: count },
      (_, i) => `${name} TXT "site-verification=${`${i}`.padEnd(150, 'x')}"`,
    ).join('\n');
  test.each([
    [
      '300 TXT records beside SPF (RFC 7208 §4.5)',
      `example.org TXT "v=spf1 ip4:192.0.2.25 -all"\n${verification('example.org', 300)}`,
    ],
    [
      '300 beside the policy (RFC 9989 §4.10)',
      `example.org TXT "v=spf1 ip4:192.0.2.25 -all"\n${verification('_dmarc.example.org', 300)}`,
    ],
    [
      '300 beside the key (RFC 6376 §3.6.2.2)',
      `example.org TXT "v=spf1 ip4:192.0.2.25 -all"\n${verification('sel._domainkey.example.org', 300)}`,
    ],
    [
      'a chain of sixteen CNAMEs',
      `${Array.from({ length: 16 }, (_, i) => `${i === 0 ? 'alias' : `c${i}`}.example.org CNAME c${i + 1}.example.org`).join('\n')}\nc16.example.org A 192.0.2.25\nexample.org TXT "v=spf1 a:alias.example.org -all"`,
    ],
  ])('%s', async (_, zone) => {
    const { facts } = await judged(zone);
    expect([
      facts.spf.mailFrom.result,
      facts.dkim[0]?.result,
      facts.dmarc.result,
      facts.limit,
    ]).toEqual(['pass', 'pass', 'pass', null]);
  });
});
