// Puts what `backup` wrote into a data directory that no service uses.
import { existsSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { replyKeyPath } from '../../respond/signing-key.ts';
import { DATABASE_FILE } from '../../store/sqlite/open.ts';
import { openSqliteStore } from '../../store/sqlite/store.ts';
import { StoreOpenError } from '../../store/store-open-error.ts';
import { BACKUP_FORMAT, KEY_FILE, MANIFEST, SETTINGS_FILE, TLS_FILE } from './make.ts';
import { type Entry, entryStream, readTar } from './tar.ts';
import { CommandEnd, type CommandContext, EXIT, settingsOf, usageError } from '../command.ts';

export async function restoreBackup(
  source: string,
  options: Record<string, unknown>,
  context: CommandContext,
): Promise<void> {
  const settings = settingsOf(options, context);
  const { terminal, clock } = context;
  const folder = resolve(settings.dataDir);
  const entries = await entriesOf(source);
  const manifest = await manifestOf(source, entries);
  const places: Record<string, string> = {
    [DATABASE_FILE]: join(folder, DATABASE_FILE),
    [KEY_FILE]: replyKeyPath(settings),
    [TLS_FILE]: join(folder, TLS_FILE),
    [SETTINGS_FILE]: join(folder, SETTINGS_FILE),
  };
  const wanted = entries.flatMap((entry) => {
    const place = places[entry.name];
    return place === undefined ? [] : [{ entry, place }];
  });
  const isForced = options['force'] === true;
  const there = wanted.find(({ place }) => existsSync(place));
  try {
    // Whoever has the store open is told by its lock.
    if (existsSync(join(folder, DATABASE_FILE)))
      await (await openSqliteStore({ dataDir: folder, clock }))[Symbol.asyncDispose]();
  } catch (error) {
    if (!(error instanceof StoreOpenError)) throw error;
    if (error.reason === 'in-use')
      throw new CommandEnd(EXIT.fail, `${error.message}: stop it first`);
    if (!isForced) throw new CommandEnd(EXIT.fail, error.message);
  }
  if (there !== undefined && !isForced)
    throw new CommandEnd(EXIT.fail, `${there.place} is there already; --force replaces it`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for (const { entry, place } of wanted) await extract(source, entry, place);
    await rm(join(folder, `${DATABASE_FILE}-wal`), { force: true });
    await rm(join(folder, `${DATABASE_FILE}-shm`), { force: true });
    // Brings older tables up to date, and refuses newer ones here rather than at the start.
    if (wanted.some(({ entry }) => entry.name === DATABASE_FILE))
      await (await openSqliteStore({ dataDir: folder, clock }))[Symbol.asyncDispose]();
  } catch (error) {
    if (error instanceof StoreOpenError) throw new CommandEnd(EXIT.fail, error.message);
    if (error instanceof Error && 'code' in error)
      throw new CommandEnd(EXIT.fail, `cannot write to ${folder}: ${String(error.code)}`);
    throw error;
  }
  terminal.err(
    `mailassay: the backup of ${manifest.domain}, made ${manifest.madeAt}, is in ${folder}; its settings are in ${places[SETTINGS_FILE] ?? ''} (--config)\n`,
  );
}

async function entriesOf(source: string): Promise<Entry[]> {
  try {
    const entries = await readTar(source);
    if (entries !== null) return entries;
  } catch (error) {
    throw usageError(
      `cannot read ${source}: ${error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'}`,
    );
  }
  throw usageError(`${source} is not a backup, or is cut off`);
}

async function manifestOf(
  source: string,
  entries: readonly Entry[],
): Promise<{ domain: string; madeAt: string }> {
  const entry = entries.find(({ name }) => name === MANIFEST);
  let text = '';
  if (entry !== undefined && entry.size < 10_000)
    for await (const chunk of entryStream(source, entry)) text += chunk.toString('utf8');
  try {
    const { format, domain, madeAt } = JSON.parse(text) as Record<string, unknown>;
    if (format === BACKUP_FORMAT && typeof domain === 'string' && typeof madeAt === 'string')
      return { domain, madeAt };
  } catch {
    // Told below.
  }
  throw usageError(`${source} is not a backup of this version of mailassay (${BACKUP_FORMAT})`);
}

async function extract(source: string, entry: Entry, place: string): Promise<void> {
  await mkdir(dirname(place), { recursive: true, mode: 0o700 });
  const file = await open(`${place}.new`, 'w', 0o600);
  try {
    for await (const chunk of entryStream(source, entry)) await file.write(chunk);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${place}.new`, place);
}
