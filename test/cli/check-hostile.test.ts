// `check` on what a pipeline may hand it (DESIGN.md §3): HOST:PORT as written there, and files that hold no message at all.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDnsServer, type DnsServer } from '../../src/dns/server.ts';
import { parseZone } from '../../src/dns/zone.ts';
import { letter } from '../service/sender.ts';
import { run, temporaryFolder } from '../service/serve.ts';
import { SENDER_IP, ZONE } from '../service/zone.ts';

let dns: DnsServer;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  dns = await startDnsServer(parseZone(ZONE), { host: '127.0.0.1', port: 0 });
  folder = await temporaryFolder();
});
afterAll(async () => {
  await dns?.[Symbol.asyncDispose]();
  await folder?.remove();
});

const stated = [
  '--ip',
  SENDER_IP,
  '--helo',
  'mail.good.example',
  '--mail-from',
  'admin@good.example',
];

test('--dns takes localhost by its name', async () => {
  const ended = await run(
    ['check', '-', ...stated, '--dns', `localhost:${dns.port}`],
    {},
    { input: await letter() },
  );
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  expect(ended.stdout).toMatch(/^VERDICT: PASS\./);
});

const good = await letter();
test.concurrent.each<[string, string | Uint8Array | null, number, RegExp]>([
  ['nothing', '', 2, /is empty/],
  ['a directory', null, 2, /is a directory/],
  [
    'octets',
    Uint8Array.from({ length: 3000 }, (_, index) => (index * 151) % 256),
    2,
    /would be refused: 550 5\.6\.0/,
  ],
  ['a NUL', `${good}\0`, 2, /would be refused: 550 5\.6\.0 NUL/],
  ['LF line ends', good.replaceAll('\r\n', '\n'), 0, /LF line ends/],
  [
    'more than is ever taken',
    Buffer.alloc(64 * 1024 * 1024 + 2, 'x\r\n'),
    2,
    /would be refused: 552 5\.3\.4/,
  ],
  ['a header and no body', 'From: admin@good.example\r\n\r\n', 1, /^$/],
  ['no header', '\r\nHello.\r\n', 1, /^$/],
])('%s', async (name, content, code, said) => {
  const file = content === null ? folder.path : join(folder.path, name.replaceAll(' ', '-'));
  if (content !== null) await writeFile(file, content);
  const ended = await run(['check', file, ...stated, '--dns', `127.0.0.1:${dns.port}`]);
  expect(ended.code, ended.stderr).toBe(code);
  expect(ended.stderr).toMatch(said);
  expect(ended.stderr).not.toMatch(/^\s+at /m);
  expect(ended.stdout === '').toBe(code === 2);
});
