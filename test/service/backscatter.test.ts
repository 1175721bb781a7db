// No backscatter, by construction (DESIGN.md §1): a forger who fills a mail with names to look up must not make the service miss
// that the domain disowns it, and mail a stranger.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from './world.ts';
import { SENDER_IP, ZONE } from './zone.ts';

const zone = `${ZONE}
; all it takes for SPF: a tree of ten lookups that ends in -all
victim.example 300 MX 10 mail.victim.example
mail.victim.example 300 A 198.51.100.1
victim.example 300 TXT "v=spf1 ${Array.from({ length: 10 }, (_, i) => `include:i${i}.victim.example`).join(' ')} -all"
${Array.from({ length: 10 }, (_, i) => `i${i}.victim.example 300 TXT "v=spf1 ip4:198.51.100.${i} ?all"`).join('\n')}
; as real zones have: "there is none" may be cached (RFC 2308)
plain.example 300 SOA ns.plain.example. hostmaster.plain.example. 1 7200 900 1209600 300
; the forger's: his address has ten names, his HELO ten lookups
${Array.from({ length: 10 }, (_, i) => `66.2.0.192.in-addr.arpa 300 PTR p${i}.forger.example`).join('\n')}
forger.example 300 TXT "v=spf1 ${Array.from({ length: 10 }, (_, i) => `a:h${i}.forger.example`).join(' ')} -all"
`;

let world: World;
beforeAll(async () => {
  world = await openWorld({}, zone);
});
afterAll(async () => {
  await world?.close();
});

const signatures = (count: number, domain: (index: number) => string): string[] =>
  Array.from(
    { length: count },
    (_, index) =>
      `DKIM-Signature: v=1; a=rsa-sha256; d=${domain(index)}; s=s${index}; h=from; bh=YQ==; b=YQ==`,
  );

const seals = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => count - index).flatMap((i) => [
    `ARC-Seal: i=${i}; a=rsa-sha256; t=1; cv=${i === 1 ? 'none' : 'pass'}; d=a${i}.forger.example; s=s; b=YQ==`,
    `ARC-Message-Signature: i=${i}; a=rsa-sha256; d=b${i}.forger.example; s=s; h=from; bh=YQ==; b=YQ==`,
    `ARC-Authentication-Results: i=${i}; forger.example; none`,
  ]);

test('a mail that asks for more than the budget is refused all the same when SPF says so', async () => {
  const fields = [...seals(40), ...signatures(10, (index) => `d${index}.forger.example`)];
  const answer = await world.mail(
    { from: 'someone@victim.example', ip: '192.0.2.66', helo: 'forger.example' },
    { fields, signedBy: null },
  );
  expect(answer.code).toBe(550);
  expect(answer.last).toMatch(/ spf=fail /);
  const report = await world.report(answer.id);
  // SECURITY.md §2: 60, and what RFC 7208 §4.6.4 allows SPF.
  expect(report.dns.length).toBeLessThanOrEqual(60 + 110);
  expect(report.response).toMatchObject({ decision: 'reject', reason: 'disowned' });
  expect(world.mailbox.to('someone@victim.example')).toEqual([]);
});

test('a forger who uses up the questions of a zone does not hide its policy', async () => {
  // Here the limit of a zone counts; the relay that states the clients is trusted, so the others' limits do not come in.
  const limited = await openWorld({ LIMITS: 'on' }, zone);
  try {
    // A hundred questions in the victim's zone by ten mails from somebody who has nothing to do with it.
    for (let round = 0; round < 10; round += 1) {
      const fields = signatures(10, (index) => `r${round}x${index}.victim.example`);
      await limited.mail(
        { from: 'a@plain.example', to: 'assert@test.example' },
        { fields, signedBy: null },
      );
    }
    const answer = await limited.mail(
      { from: 'someone@victim.example', ip: SENDER_IP },
      { signedBy: null },
    );
    expect(answer.code).toBe(550);
    expect(answer.last).toMatch(/ spf=fail /);
    expect(
      limited.dns.questions.filter(({ name }) => name.endsWith('victim.example')).length,
    ).toBeLessThanOrEqual(100);
    expect(limited.mailbox.to('someone@victim.example')).toEqual([]);
  } finally {
    await limited.close();
  }
});

test('twenty mails in a row from a domain without any record are judged alike, and answered as far as the limits allow', async () => {
  const limited = await openWorld({ LIMITS: 'on' }, zone);
  try {
    const decisions: string[] = [];
    for (let count = 0; count < 22; count += 1) {
      const answer = await limited.mail({ from: `user${count}@plain.example` }, { signedBy: null });
      expect(answer.last).toMatch(/^2\.0\.0 verdict=fail spf=none dkim=none dmarc=none /);
      const { response } = await limited.report(answer.id);
      decisions.push(`${response.decision} ${response.reason}`);
    }
    // SECURITY.md §4: short reports, 20 a day for a domain.
    expect(decisions).toEqual([
      ...Array<string>(20).fill('short unproven'),
      ...Array<string>(2).fill('none rate-limit'),
    ]);
  } finally {
    await limited.close();
  }
});
