// The stores that the contract suite runs on. A store is opened on a place and can be opened on it again: what was kept is there.
import { inject } from 'vitest';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../src/runtime/clock.ts';
import { silentLog } from '../../src/runtime/log.ts';
import { openPostgresStore } from '../../src/store/postgres/store.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import type { Store } from '../../src/store/store.ts';
import { makeSchema, type Schema } from './postgres-server.ts';

export interface Place {
  open(clock: Clock): Promise<Store>;
  remove(): Promise<void>;
}

const TABLES = ['test', 'message', 'reply', 'suppression', 'counter', 'page', 'arrival', 'share'];
let schema: Promise<Schema> | null = null;

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
  {
    name: 'PostgreSQL',
    async place() {
      // The tables are made once and emptied for each test.
      schema ??= makeSchema(inject('postgresUrl'));
      const { url, query } = await schema;
      return {
        open: async (clock) => {
          const { store, notices } = await openPostgresStore({ url, clock, log: silentLog });
          await notices[Symbol.asyncDispose]();
          return store;
        },
        remove: async () => void (await query(`TRUNCATE ${TABLES.join(', ')}`)),
      };
    },
  },
];
