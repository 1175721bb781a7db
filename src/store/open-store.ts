// Opens the store that the settings name: the embedded one of DATA_DIR, or the one on PostgreSQL that nodes share.
import { mkdir } from 'node:fs/promises';
import type { Clock } from '../runtime/clock.ts';
import type { Log } from '../runtime/log.ts';
import type { Notices } from './notices.ts';
import type { Store } from './store.ts';

export interface OpenedStore {
  store: Store;
  /** Null where there is one node. */
  notices: Notices | null;
}

/** Throws `StoreOpenError`, and errors of the file system for DATA_DIR. */
export async function openStore(
  { databaseUrl, dataDir }: { databaseUrl?: string | undefined; dataDir: string },
  { clock, log }: { clock: Clock; log: Log },
): Promise<OpenedStore> {
  // Each engine is loaded only where it is used.
  if (databaseUrl === undefined) {
    const { openSqliteStore } = await import('./sqlite/store.ts');
    return { store: await openSqliteStore({ dataDir, clock }), notices: null };
  }
  // Keys and certificates that are made at the first start.
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const { openPostgresStore } = await import('./postgres/store.ts');
  return await openPostgresStore({ url: databaseUrl, clock, log });
}
