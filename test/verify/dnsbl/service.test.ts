// Blocklists as an operator has them: named in the service's settings, asked by the worker that judges a mail, told in every form of the report.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from '../../service/world.ts';
import { SENDER_IP, ZONE } from '../../service/zone.ts';

const reversed = SENDER_IP.split('.').toReversed().join('.');
let world: World;
beforeAll(async () => {
  world = await openWorld(
    { DNSBLS: 'listed.example, clean.example, open.example, dnsbl.sorbs.net' },
    `${ZONE}\n${reversed}.listed.example A 127.0.0.2\n${reversed}.open.example A 127.255.255.254\n`,
  );
});
afterAll(async () => await world.close());

test('a service asks the lists it was told of, and no other', async () => {
  const { id } = await world.mail({ to: 'test@test.example' });
  const report = await world.report(id);
  expect(report.dnsbl.map(({ zone, listed }) => `${zone} ${listed}`)).toEqual([
    'listed.example true',
    'clean.example false',
    'open.example refused',
    'dnsbl.sorbs.net unknown',
  ]);
  expect(report.summary.dnsbl).toBe('listed');
  expect(report.findings.map(({ code }) => code)).toEqual(
    expect.arrayContaining([
      'connection-dnsbl-listed',
      'connection-dnsbl-refused',
      'connection-dnsbl-unchecked',
    ]),
  );
  // A listing is others' opinion of the address: what the sender publishes is right all the same.
  expect(report.verdict).toBe('pass');
  expect(world.dns.questions.some(({ name }) => name.includes('sorbs'))).toBe(false);
  const text = await (await fetch(`${world.serve.web}/r/${id}.txt`)).text();
  expect(text).toMatch(/^ {2}DNSBL +listed +listed\.example$/m);
  expect(text).toMatch(/not\s+blocklisted:\s+NO/);
});
