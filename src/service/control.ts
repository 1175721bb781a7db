// A socket in DATA_DIR through which commands of the same user ask the running service, which alone has the store open: for a copy
// of it. One line is asked, one line of JSON is answered. Only who may read the folder can connect.
import { chmod, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join, resolve } from 'node:path';
import type { Ids } from '../runtime/ids.ts';
import type { Log } from '../runtime/log.ts';
import type { Store } from '../store/store.ts';

export const CONTROL_SOCKET = 'control.sock';

/** The answer to "copy": where the copy is, or why there is none. */
export type CopyAnswer = { file: string } | { problem: string };

export interface ControlDeps {
  dataDir: string;
  store: Pick<Store, 'copyTo'>;
  ids: Ids;
  log: Log;
}

/** Where the file system has no sockets, the service goes on without. */
export async function startControl({
  dataDir,
  store,
  ids,
  log,
}: ControlDeps): Promise<AsyncDisposable> {
  const path = join(resolve(dataDir), CONTROL_SOCKET);
  const copy = async (): Promise<CopyAnswer> => {
    const file = join(resolve(dataDir), `copy-${ids.next()}.db`);
    if (store.copyTo === undefined) return { problem: 'this store is not copied by the service' };
    try {
      await store.copyTo(file);
      log.info({}, 'the store was copied for a backup');
      return { file };
    } catch (error) {
      await rm(file, { force: true });
      return { problem: error instanceof Error ? error.message : String(error) };
    }
  };
  const server = createServer((socket) => {
    socket.setEncoding('utf8');
    socket.on('error', () => socket.destroy());
    socket.once('data', (line: string) => {
      if (line.trim() !== 'copy') {
        socket.destroy();
        return;
      }
      void copy().then((answer) => socket.end(`${JSON.stringify(answer)}\n`));
    });
  });
  try {
    // What a process that was killed left behind; the lock of the store says that nobody else listens.
    await rm(path, { force: true });
    await listening(server, path);
    await chmod(path, 0o600);
  } catch (error) {
    log.warn(
      { path, err: error },
      'the control socket cannot be made; backups need the service stopped',
    );
  }
  return {
    async [Symbol.asyncDispose]() {
      if (!server.listening) return;
      await new Promise<void>((done) => {
        server.close(() => done());
      });
    },
  };
}

function listening(server: Server, path: string): Promise<void> {
  return new Promise((done, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      server.off('error', reject);
      server.on('error', () => {});
      done();
    });
  });
}
