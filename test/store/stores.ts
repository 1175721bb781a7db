// The stores that the contract suite runs on. A store is opened on a place and can be opened on it again: what was kept is there.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../src/runtime/clock.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import type { Store } from '../../src/store/store.ts';

export interface Place {
  open(clock: Clock): Promise<Store>;
  remove(): Promise<void>;
}

export const STORES: { name: string; place: () => Promise<Place> }[] = [
  {
    name: 'SQLite',
    async place() {
      const dataDir = await mkdtemp(join(tmpdir(), 'mailassay-store-'));
      return {
        open: (clock) => openSqliteStore({ dataDir, clock }),
        remove: () => rm(dataDir, { recursive: true, force: true }),
      };
    },
  },
];
