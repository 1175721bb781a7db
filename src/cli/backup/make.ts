// Makes a backup: the store, the key that signs replies and the settings in one file, while the service runs.
import { existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { writtenSettings } from '../../config/load.ts';
import { replyKeyPath } from '../../respond/signing-key.ts';
import { version } from '../../runtime/version.ts';
import { DATABASE_FILE } from '../../store/sqlite/open.ts';
import { CommandEnd, type CommandContext, EXIT, settingsOf, sourcesOf } from '../command.ts';
import { copyStore } from './copy-store.ts';
import { type Member, writeTar } from './tar.ts';

export const BACKUP_FORMAT = 'mailassay-backup/1';
export const MANIFEST = 'manifest.json';
export const SETTINGS_FILE = 'settings.env';
export const KEY_FILE = 'dkim.pem';
export const TLS_FILE = 'tls.pem';

export async function makeBackup(
  target: string,
  options: Record<string, unknown>,
  context: CommandContext,
): Promise<void> {
  const settings = settingsOf(options, context);
  const { terminal, clock } = context;
  const folder = resolve(settings.dataDir);
  const own = (name: string): Member[] =>
    existsSync(join(folder, name)) ? [{ name, path: join(folder, name) }] : [];
  const key = replyKeyPath(settings);
  const at = new Date(clock.now());
  const manifest = {
    format: BACKUP_FORMAT,
    version,
    madeAt: at.toISOString(),
    domain: settings.domain,
  };
  const copy = settings.databaseUrl === undefined ? await copyStore(folder, context) : null;
  const draft = `${target}.new`;
  try {
    const file = await open(draft, 'w', 0o600);
    try {
      await writeTar(
        file,
        [
          { name: MANIFEST, text: `${JSON.stringify(manifest, null, 2)}\n` },
          { name: SETTINGS_FILE, text: envFile(writtenSettings(sourcesOf(options, context))) },
          ...(existsSync(key) ? [{ name: KEY_FILE, path: key }] : []),
          ...(settings.tlsCert === undefined ? own(TLS_FILE) : []),
          ...(copy === null ? [] : [{ name: DATABASE_FILE, path: copy }]),
        ],
        at,
      );
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true });
    if (error instanceof Error && 'code' in error)
      throw new CommandEnd(EXIT.fail, `cannot write ${target}: ${String(error.code)}`);
    throw error;
  } finally {
    if (copy !== null) await rm(copy, { force: true });
  }
  terminal.err(
    `mailassay: the backup is in ${target}; it holds keys and messages, keep it secret\n`,
  );
  if (copy === null)
    terminal.err(
      `mailassay: it holds keys and settings; the store is in PostgreSQL, back that up with\n  pg_dump --format=custom --file=${target}.pgdump "$MAILASSAY_DATABASE_URL"\n`,
    );
}

/** KEY=VALUE lines as `--config` reads them. */
function envFile(settings: Record<string, string>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${/^[\w@%+:,./[\]-]*$/.test(value) ? value : quoted(value)}\n`)
    .join('');
}

const quoted = (value: string): string => (value.includes("'") ? `"${value}"` : `'${value}'`);
