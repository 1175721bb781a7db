// When the questions of a message are asked (SECURITY.md §2): as soon as they are known, never before, and each once.
import { expect, test } from 'vitest';
import type { DnsAnswer, RecordType, Resolver } from '../../src/dns/resolver.ts';
import { parseZone, zoneResolver } from '../../src/dns/zone.ts';
import { MessageLookups } from '../../src/verify/message-lookups.ts';
import { verify } from '../../src/verify/verify.ts';
import { NOW, signedMessage } from './dkim/harness.ts';
import { recordText } from './dkim/signer.ts';

const clock = { now: () => NOW };
const zone = parseZone(`
sel._domainkey.example.org TXT "${recordText('rsa2048')}"
example.org TXT "v=spf1 include:_a.example.org include:_b.example.org -all"
_a.example.org TXT "v=spf1 ip4:198.51.100.0/24 -all"
_b.example.org TXT "v=spf1 ip4:192.0.2.0/24 -all"
example.org MX 10 mail.example.org
_dmarc.example.org TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.org"
mail.example.org A 192.0.2.25
mail.example.org TXT "v=spf1 a -all"
25.2.0.192.in-addr.arpa PTR mail.example.org
`);
const envelope = {
  clientIp: '192.0.2.25',
  clientName: null,
  helo: 'mail.example.org',
  mailFrom: 'alice@example.org',
  rcptTo: ['test@mx.example.net'],
  tls: null,
  smtputf8: false,
};
const message = Buffer.from(signedMessage({ body: 'Hello.\r\n'.repeat(50) }), 'latin1');
const header = message.subarray(0, message.indexOf('\r\n\r\n') + 4);
const input = { message, envelope, host: 'mx.example.net', at: NOW, organizationsOf: [] };

/** Answers only when told to, everything that waits at once: one round trip. */
function inRounds() {
  const inner = zoneResolver(zone);
  let held: (() => void)[] = [];
  const resolver: Resolver = {
    async resolve<T extends RecordType>(name: string, type: T): Promise<DnsAnswer<T>> {
      await new Promise<void>((go) => held.push(go));
      return await inner.resolve(name, type);
    },
  };
  const settle = async (): Promise<void> => await new Promise((resolve) => setImmediate(resolve));
  return {
    resolver,
    asked: inner.questions,
    waiting: () => held.length,
    settle,
    /** Round trips until nothing waits. */
    async run(): Promise<number> {
      let rounds = 0;
      for (await settle(); held.length > 0; await settle()) {
        const now = held;
        held = [];
        for (const go of now) go();
        rounds += 1;
      }
      return rounds;
    },
  };
}

async function roundsAfter(dns: ReturnType<typeof inRounds>, lookups?: MessageLookups) {
  const verifying = verify(input, dns.resolver, clock, lookups === undefined ? {} : { lookups });
  // Hashing and parsing leave the thread now and then.
  let rounds = 0;
  let isDone = false;
  const done = verifying.finally(() => (isDone = true));
  done.catch(() => {});
  while (!isDone) rounds += await dns.run();
  return { rounds, facts: await verifying };
}

test('a message that arrives all at once takes two round trips', async () => {
  const { rounds, facts } = await roundsAfter(inRounds());
  expect(rounds).toBe(2);
  expect([facts.spf.mailFrom.result, facts.dkim[0]?.result, facts.dmarc.result]).toEqual([
    'pass',
    'pass',
    'pass',
  ]);
  expect(facts.dns.filter(({ early }) => early === true)).toEqual([]);
});

test('nothing is asked before a recipient was accepted, and nothing twice', async () => {
  const dns = inRounds();
  const lookups = new MessageLookups(input, dns.resolver, clock);
  expect(await dns.run()).toBe(0);
  lookups.askForEnvelope();
  expect(await dns.run()).toBe(2);
  expect(dns.asked.map(({ name, type }) => `${name} ${type}`).toSorted()).toEqual([
    '25.2.0.192.in-addr.arpa PTR',
    '_a.example.org TXT',
    '_b.example.org TXT',
    'example.org TXT',
    'mail.example.org A',
    'mail.example.org TXT',
  ]);
  lookups.askForHeader(header);
  expect(await dns.run()).toBe(1);
  const { rounds, facts } = await roundsAfter(dns, lookups);
  expect(rounds).toBe(0);
  expect(new Set(dns.asked.map(({ name, type }) => `${name} ${type}`)).size).toBe(dns.asked.length);
  expect(facts.dns.every(({ early, at }) => early === true && at <= 0)).toBe(true);
  // The same facts as without.
  const { dns: _, timings, ...alone } = (await roundsAfter(inRounds())).facts;
  const { dns: __, timings: ___, ...whole } = facts;
  expect(whole).toEqual(alone);
  expect(timings['total']).toBe(0);
});

test('a header section right before the end takes one round trip after it', async () => {
  const dns = inRounds();
  const lookups = new MessageLookups(input, dns.resolver, clock);
  lookups.askForEnvelope();
  await dns.run();
  lookups.askForHeader(header);
  expect((await roundsAfter(dns, lookups)).rounds).toBe(1);
});

test('a message that is given up asks nothing more', async () => {
  const dns = inRounds();
  const lookups = new MessageLookups(input, dns.resolver, clock);
  lookups.askForEnvelope();
  await dns.settle();
  const before = dns.waiting();
  lookups.abandon();
  await dns.run();
  lookups.askForHeader(header);
  expect(await dns.run()).toBe(0);
  expect(before).toBeGreaterThan(0);
  expect(dns.asked).toHaveLength(before);
});

test('lookups of another envelope or another header section are not taken over', async () => {
  const other = inRounds();
  const strangers = { ...input, envelope: { ...envelope, mailFrom: 'mallory@example.com' } };
  const lookups = new MessageLookups(strangers, other.resolver, clock);
  lookups.askForEnvelope();
  await other.run();
  const { facts } = await roundsAfter(inRounds(), lookups);
  expect(facts.spf.mailFrom).toMatchObject({ domain: 'example.org', result: 'pass' });

  const dns = inRounds();
  const misled = new MessageLookups(input, dns.resolver, clock);
  misled.askForEnvelope();
  expect(misled.askForHeader(Buffer.from('From: a@example.com\r\n'))).toBeNull();
  misled.askForHeader(Buffer.from('From: a@example.com\r\n\r\n'));
  await dns.run();
  const { facts: right } = await roundsAfter(dns, misled);
  expect(right.dmarc).toMatchObject({ domain: 'example.org', result: 'pass' });
  expect(right.message.from).toContain('example.org');
});
