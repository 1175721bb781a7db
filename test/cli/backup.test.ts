// `backup` of a running service and `restore` elsewhere: every id is there, the key and the settings are the same, and a message passes.
import { execFileSync } from 'node:child_process';
import { chmod, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServe, temporaryFolder } from '../service/serve.ts';
import { openWorld, type World } from '../service/world.ts';
import { runHere } from './run-here.ts';

let world: World;
let folder: { path: string; remove(): Promise<void> };
beforeAll(async () => {
  world = await openWorld({ POSTMASTER: 'operator@good.example' });
  folder = await temporaryFolder();
});
afterAll(async () => {
  await world.close();
  await folder.remove();
});

const idOf = ({ lines }: { lines: string[] }): string =>
  / id=(\S+)/.exec(lines.at(-1) ?? '')?.[1] ?? '';

test('what a running service has is there after a restore elsewhere', async () => {
  const answers = await Promise.all(
    Array.from({ length: 12 }, async (_, index) =>
      world.mail({ from: index % 3 === 0 ? 'admin@good.example' : `user${index}@good.example` }),
    ),
  );
  const ids = answers.map(idOf);
  const address = (await (
    await fetch(`${world.serve.web}/api/v1/tests`, { method: 'POST' })
  ).json()) as { id: string; address: string };
  const before = await Promise.all(ids.map(async (id) => await world.report(id)));

  const file = join(folder.path, 'backup.tar');
  const variables = {
    DATA_DIR: world.dataDir,
    DOMAIN: 'test.example',
    POSTMASTER: 'operator@good.example',
    API_TOKENS: 'a-token-that-is-secret',
  };
  // Messages go on meanwhile.
  const [made, later] = await Promise.all([
    runHere(['backup', file], variables),
    world.mail({ from: 'later@good.example' }),
  ]);
  expect([made.code, made.stdout]).toEqual([0, '']);
  expect(made.stderr).toContain(`the backup is in ${file}`);
  expect(later.code).toBe(250);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect((await readdir(world.dataDir)).filter((name) => name.startsWith('copy-'))).toEqual([]);
  // Any tar reads it.
  const names = execFileSync('tar', ['tf', file], { encoding: 'utf8' }).trim().split('\n');
  expect(names).toEqual(['manifest.json', 'settings.env', 'dkim.pem', 'tls.pem', 'mailassay.db']);

  const elsewhere = join(folder.path, 'restored');
  const restored = await runHere(['restore', file], { DATA_DIR: elsewhere });
  expect([restored.code, restored.stdout]).toEqual([0, '']);
  expect(restored.stderr).toMatch(/the backup of test\.example, made .*settings\.env/);
  expect(await readFile(join(elsewhere, 'dkim.pem'), 'utf8')).toBe(
    await readFile(join(world.dataDir, 'dkim.pem'), 'utf8'),
  );
  expect(await readFile(join(elsewhere, 'settings.env'), 'utf8')).toContain(
    'MAILASSAY_API_TOKENS=a-token-that-is-secret\n',
  );
  for (const name of await readdir(elsewhere))
    expect((await stat(join(elsewhere, name))).mode & 0o077, name).toBe(0);

  const serve = await startServe({
    DATA_DIR: elsewhere,
    CONFIG: join(elsewhere, 'settings.env'),
    DNS_SERVERS: `127.0.0.1:${world.dns.port}`,
    RELAY_URL: `smtp://127.0.0.1:${world.mailbox.port}`,
    XCLIENT: '127.0.0.1',
    API_TOKENS: '',
  });
  try {
    const after = await Promise.all(
      ids.map(async (id) => (await fetch(`${serve.web}/api/v1/reports/${id}`)).json()),
    );
    const stable = (report: unknown): unknown => {
      const { response, ...rest } = report as { response: { decision: string } };
      return { ...rest, decision: response.decision };
    };
    expect(after.map(stable)).toEqual(before.map(stable));
    expect((await fetch(`${serve.web}/api/v1/tests/${address.id}`)).status).toBe(200);
    const { send, letter } = await import('../service/sender.ts');
    const reply = await send({
      port: serve.smtpPort,
      from: 'admin@good.example',
      to: address.address,
      message: await letter(),
    });
    expect(reply.lines.at(-1)).toContain('verdict=pass');
  } finally {
    await serve.end();
  }

  // What is there is not replaced unasked.
  const again = await runHere(['restore', file], { DATA_DIR: elsewhere });
  expect([again.code, again.stderr]).toEqual([
    1,
    expect.stringMatching(/ is there already; --force replaces it\n$/),
  ]);
  expect((await runHere(['restore', '--force', file], { DATA_DIR: elsewhere })).code).toBe(0);
  // Nor under a service that runs.
  const inUse = await runHere(['restore', '--force', file], { DATA_DIR: world.dataDir });
  expect([inUse.code, inUse.stderr]).toEqual([
    1,
    expect.stringMatching(/is in use by another mailassay .*: stop it first\n$/),
  ]);
  // A stopped one is backed up as well.
  const second = join(folder.path, 'second.tar');
  expect((await runHere(['backup', second], { DATA_DIR: elsewhere })).code).toBe(0);

  await truncate(second, (await stat(second)).size / 2);
  const cut = await runHere(['restore', second], { DATA_DIR: join(folder.path, 'new') });
  expect([cut.code, cut.stderr]).toEqual([
    2,
    `mailassay: ${second} is not a backup, or is cut off\n`,
  ]);
});

test('what cannot be done is told in a line', async () => {
  const none = await runHere(['backup', join(folder.path, 'x.tar')], {
    DATA_DIR: join(folder.path, 'none'),
  });
  expect([none.code, none.stderr]).toEqual([
    1,
    `mailassay: there is no store in ${join(folder.path, 'none')} (DATA_DIR)\n`,
  ]);
  const file = join(folder.path, 'letter.txt');
  await writeFile(file, 'hello');
  await chmod(file, 0o600);
  const { code, stderr } = await runHere(['restore', file], { DATA_DIR: join(folder.path, 'new') });
  expect([code, stderr]).toEqual([2, `mailassay: ${file} is not a backup, or is cut off\n`]);
});
