// A message's names are looked up while it arrives: those of the envelope once a recipient was accepted, those of the header section
// once that is there. Nothing is asked twice, and nothing without a recipient.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { finalReply, letter, openData } from './sender.ts';
import { openWorld, until, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world?.close();
});

const asked = (name: string): number =>
  world.dns.questions.filter((question) => question.name === name).length;

test('SPF is asked before the message, and the key before its end', async () => {
  await until(
    async () => (await fetch(`${world.serve.web}/readyz`)).status === 200,
    'a judge thread is ready',
  );
  const from = 'early@good.example';
  const client = await openData({ port: world.serve.smtpPort, from });
  await until(() => asked('good.example') > 0, 'SPF was asked');
  expect(asked('mail._domainkey.good.example')).toBe(0);
  const message = await letter({ from });
  const body = message.indexOf('\r\n\r\n') + 4;
  client.write(message.slice(0, body));
  await until(() => asked('mail._domainkey.good.example') > 0, 'the key was asked');
  client.write(`${message.slice(body)}.\r\n`);
  const answer = await finalReply(client);
  client[Symbol.dispose]();
  expect(answer.last).toContain('verdict=pass spf=pass dkim=pass dmarc=pass');
  expect(asked('mail._domainkey.good.example')).toBe(1);
});
