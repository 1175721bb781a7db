// Whether the data directory takes what has to be kept before a mail is acknowledged: it can be written to and flushed, and has room.
import { open, statfs, unlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type Check, not, note, ok, type DoctorContext } from './check.ts';

const MIB = 1024 ** 2;
/** A few messages of the greatest size, and a day's worth of ordinary ones. */
const MIN_BYTES_FREE = 100 * MIB;
const COMFORTABLE = 1024 * MIB;

export async function diskCheck({ settings }: DoctorContext): Promise<Check> {
  const folder = resolve(settings.dataDir);
  const problem = await writeError(folder);
  if (problem === 'ENOENT') return await missing(folder);
  if (problem !== null)
    return not(
      'disk',
      `${folder} (DATA_DIR) cannot be written to (${problem}): give it to the user that runs the service, or make room`,
    );
  return room(folder, await freeIn(folder));
}

function room(folder: string, free: number): Check {
  const text = `${folder} has ${Math.floor(free / MIB)} MiB free`;
  if (free < MIN_BYTES_FREE)
    return not(
      'disk',
      `${text}, which is too little: mail is refused for the time being when it is full; make room`,
    );
  return free < COMFORTABLE
    ? note('disk', `${text}: enough for now, make room soon`)
    : ok('disk', text);
}

/** The service makes the folder at its start. */
async function missing(folder: string): Promise<Check> {
  const problem = await writeError(dirname(folder));
  if (problem !== null)
    return not(
      'disk',
      `${folder} (DATA_DIR) is not there and cannot be made (${problem}): make it, and give it to the user that runs the service`,
    );
  return note('disk', `${folder} (DATA_DIR) is not there yet; the service makes it at its start`);
}

async function freeIn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** Writes, flushes and deletes a file; the error's code when that fails. */
async function writeError(folder: string): Promise<string | null> {
  const path = join(folder, `.doctor.${process.pid}`);
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      await file.write('mailassay');
      await file.sync();
    } finally {
      await file.close();
      await unlink(path);
    }
    return null;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  }
}
