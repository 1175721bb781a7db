// The DNS budget of one message (SECURITY.md §2) among the methods: looking around for the report never costs a verdict.
import { expect, test } from 'vitest';
import { zoneResolver } from '../../src/dns/zone.ts';
import { verify } from '../../src/verify/verify.ts';
import { NOW, signedMessage } from './dkim/harness.ts';
import { recordText } from './dkim/signer.ts';

const clock = { now: () => NOW };
const base = `
sel._domainkey.example.org TXT "${recordText('rsa2048')}"
_dmarc.example.org TXT "v=DMARC1; p=reject"
mail.example.org A 192.0.2.25
25.2.0.192.in-addr.arpa PTR mail.example.org
`;

async function judged(zone: string, helo = 'mail.example.org') {
  const resolver = zoneResolver(base + zone);
  const envelope = { clientIp: '192.0.2.25', clientName: null, helo, mailFrom: 'alice@example.org', rcptTo: [], tls: null, smtputf8: false };
  const facts = await verify({ message: Buffer.from(signedMessage({}), 'latin1'), envelope, host: 'mx.example.net', at: NOW, organizationsOf: [] }, resolver, clock);
  return { facts, asked: resolver.questions.length };
}

test('a huge tree of includes is read as far as it may, and DMARC is still asked', async () => {
  const tree = Array.from(
    { length: 40 },
    (_, i) => `i${i}.example.org TXT "v=spf1 include:x${i}.example.org include:y${i}.example.org -all"\nx${i}.example.org TXT "v=spf1 -all"\ny${i}.example.org TXT "v=spf1 -all"`,
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

test('what the RFCs ask for past the budget is undecided, and said', async () => {
  const hosts = Array.from({ length: 10 }, (_, i) => `example.org MX ${i} h${i}.example.org\nh${i}.example.org A 192.0.2.${i}`).join('\n');
  const more = Array.from(
    { length: 9 },
    (_, i) =>
      `m${i}.example.org MX 1 a${i}.example.org\n${Array.from({ length: 9 }, (_unused, j) => `m${i}.example.org MX 2 b${i}${j}.example.org\nb${i}${j}.example.org A 192.0.2.1`).join('\n')}\na${i}.example.org A 192.0.2.1`,
  ).join('\n');
  const { facts, asked } = await judged(
    `example.org TXT "v=spf1 mx mx:m0.example.org mx:m1.example.org mx:m2.example.org mx:m3.example.org mx:m4.example.org mx:m5.example.org -all"\n${hosts}\n${more}`,
  );
  expect(facts.spf.mailFrom.result).toBe('temperror');
  expect(facts.limit).toBe('over 60 DNS questions for one message');
  expect(asked).toBe(60);
});
