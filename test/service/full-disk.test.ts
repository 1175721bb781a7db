// A disk that is full when the service is started (SECURITY.md §7): one line for the operator, whichever file met it first. How a
// running service answers is tested with the store. Needs a file system that can be made small: Linux and root; else it says so.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from './world.ts';
import { run, temporaryFolder } from './serve.ts';

const execute = promisify(execFile);
const mount = async (size: string, path: string, option = ''): Promise<void> =>
  void (await execute('mount', ['-t', 'tmpfs', '-o', `${option}size=${size}`, 'tmpfs', path]));

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let hasDisk = false;
beforeAll(async () => {
  folder = await temporaryFolder();
  hasDisk = await mount('8m', folder.path).then(
    () => true,
    () => false,
  );
});
afterAll(async () => {
  if (hasDisk) await execute('umount', ['-l', folder.path]);
  await folder.remove();
});

async function fill(name: string, octets: number): Promise<void> {
  await writeFile(join(folder.path, name), Buffer.alloc(octets)).catch(() => {});
}

test('452 while it is full, 250 once there is room, and nothing that was acknowledged is lost', async ({
  skip,
}) => {
  if (!hasDisk) skip('no file system of a fixed size can be made here');
  let world: World | null = null;
  const ids: string[] = [];
  try {
    const dataDir = join(folder.path, 'data');
    world = await openWorld({ DATA_DIR: dataDir });
    // Of what cannot be compressed: it takes as much room on disk as it is long.
    const body =
      createHash('shake256', { outputLength: 200_000 })
        .update('')
        .digest('base64')
        .match(/.{1,48}/g) ?? [];
    let refused = await world.mail({}, { body });
    for (let count = 0; refused.code === 250 && count < 100; count += 1) {
      ids.push(refused.id);
      refused = await world.mail({}, { body });
    }
    expect(refused).toMatchObject({ code: 452, last: expect.stringMatching(/^4\.3\.1 /) });
    expect(ids.length).toBeGreaterThan(0);

    // A start now: told, not a bug.
    await world.serve.end('SIGKILL');
    await fill('rest', 8 * 1024 * 1024);
    const again = await run(['serve'], {
      SMTP_HOST: '127.0.0.1',
      SMTP_PORT: '0',
      HTTP_PORT: '0',
      DATA_DIR: join(folder.path, 'new'),
    });
    expect(again.code).toBe(1);
    expect(again.stderr.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^mailassay: data directory \S+ cannot be written: /),
    ]);

    await execute('mount', ['-o', 'remount,size=64m', folder.path]);
    await world.restart();
    expect(await world.mail({}, { body })).toMatchObject({ code: 250 });
    for (const id of ids) expect(await world.report(id)).toMatchObject({ id });
  } finally {
    await world?.close();
  }
});

test('a disk that is too small for an empty store: one line as well', async ({ skip }) => {
  if (!hasDisk) skip('no file system of a fixed size can be made here');
  for (const room of [8, 64, 120]) {
    const small = join(folder.path, `small${room}`);
    await mkdir(small);
    await mount(`${room}k`, small);
    try {
      const ended = await run([
        'serve',
        '--smtp-host',
        '127.0.0.1',
        '--smtp-port',
        '0',
        '--http-port',
        '0',
        '--data-dir',
        small,
        '--domain',
        'test.example',
        '--config',
        '/dev/null',
      ]);
      expect(ended.code).toBe(1);
      expect(ended.stderr.trimEnd().split('\n'), `${room} KiB`).toEqual([
        expect.stringMatching(/^mailassay: data directory \S+ cannot be written: /),
      ]);
    } finally {
      await execute('umount', ['-l', small]);
    }
  }
});
