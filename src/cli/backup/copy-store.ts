// A copy of the embedded store: made by the running service, or by us where none runs.
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { join, resolve } from 'node:path';
import type { Clock } from '../../runtime/clock.ts';
import type { Ids } from '../../runtime/ids.ts';
import { CONTROL_SOCKET, type CopyAnswer } from '../../service/control.ts';
import { DATABASE_FILE } from '../../store/sqlite/open.ts';
import { openSqliteStore } from '../../store/sqlite/store.ts';
import { StoreOpenError } from '../../store/store-open-error.ts';
import { CommandEnd, EXIT } from '../command.ts';

/** Path of the copy, in the data directory; the caller deletes it. */
export async function copyStore(
  dataDir: string,
  { clock, ids }: { clock: Clock; ids: Ids },
): Promise<string> {
  const folder = resolve(dataDir);
  const answer = await askService(join(folder, CONTROL_SOCKET));
  if (answer !== null) {
    if ('file' in answer) return answer.file;
    throw new CommandEnd(EXIT.fail, `the service could not copy its store: ${answer.problem}`);
  }
  if (!existsSync(join(folder, DATABASE_FILE)))
    throw new CommandEnd(EXIT.fail, `there is no store in ${folder} (DATA_DIR)`);
  const file = join(folder, `copy-${ids.next()}.db`);
  try {
    const store = await openSqliteStore({ dataDir, clock });
    try {
      await store.copyTo?.(file);
    } finally {
      await store[Symbol.asyncDispose]();
    }
    return file;
  } catch (error) {
    if (error instanceof StoreOpenError) throw new CommandEnd(EXIT.fail, error.message);
    throw error;
  }
}

/** Null when no service listens. */
function askService(path: string): Promise<CopyAnswer | null> {
  return new Promise((done) => {
    const socket = connect(path);
    let text = '';
    socket.setEncoding('utf8');
    socket.on('connect', () => socket.write('copy\n'));
    socket.on('data', (chunk: string) => (text += chunk));
    socket.on('error', () => done(null));
    socket.on('close', () => {
      try {
        done(JSON.parse(text) as CopyAnswer);
      } catch {
        done({ problem: 'it ended meanwhile' });
      }
    });
  });
}
