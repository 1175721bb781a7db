// Copies everything from one store to another, in batches by key, so that it can be broken off and begun again. Rows that change are
// written anew each time; messages never change and are large, so those that are there are passed over. At the end both have the same keys.
import { sql, type Kysely } from 'kysely';
import { reclaim } from './replies.ts';
import type { Tables } from './tables.ts';

interface Copied {
  key: readonly string[];
  /** Rows at once; a message is up to 10 MiB. */
  batch: number;
  isFixed?: true;
}

/** A message comes after its test, what hangs on a test after that. */
const TABLES: Record<keyof Tables, Copied> = {
  page: { key: ['id'], batch: 200 },
  test: { key: ['id'], batch: 100 },
  message: { key: ['test_id'], batch: 4, isFixed: true },
  reply: { key: ['test_id'], batch: 200 },
  arrival: { key: ['page_id', 'test_id'], batch: 200 },
  share: { key: ['test_id'], batch: 200 },
  suppression: { key: ['address'], batch: 200 },
  counter: { key: ['key'], batch: 200 },
};
/** A row of `counter` in the target while the copy is not complete. */
const MARK = 'copy-under-way';
const KEYS_AT_ONCE = 1000;

export interface CopiedTable {
  table: string;
  /** Rows written by this run. */
  copied: number;
  source: number;
  target: number;
}

type Db = Kysely<Record<string, Record<string, unknown>>>;
type Row = Record<string, unknown>;

/** The target holds something that no copy began. */
export class TargetNotEmpty extends Error {}

/** `tell` hears of each table when it is done. */
export async function copyTables(
  from: Kysely<Tables>,
  to: Kysely<Tables>,
  now: number,
  tell: (table: CopiedTable) => void,
): Promise<void> {
  await begin(to);
  // Whoever held a lease has ended.
  await reclaim(from, now);
  const [source, target] = [from as unknown as Db, to as unknown as Db];
  const names = Object.keys(TABLES) as (keyof Tables)[];
  for (const table of names) {
    const copied = await copyTable(source, target, table);
    tell({
      table,
      copied,
      source: await count(source, table),
      target: await count(target, table),
    });
  }
  await to.deleteFrom('counter').where('key', '=', MARK).execute();
}

async function begin(to: Kysely<Tables>): Promise<void> {
  const mark = await to.selectFrom('counter').select('key').where('key', '=', MARK).execute();
  if (mark.length > 0) return;
  for (const table of ['test', 'page'] as const)
    if ((await count(to as unknown as Db, table)) > 0) throw new TargetNotEmpty();
  await to.insertInto('counter').values({ key: MARK, used: 0, resets_at: 0 }).execute();
}

/** Without what belongs to the store itself. */
async function count(db: Db, table: string): Promise<number> {
  const row = await db
    .selectFrom(table)
    .select((eb) => eb.fn.countAll().as('count'))
    .$if(table === 'counter', (qb) => qb.where('key', 'not in', [MARK, 'ping']))
    .executeTakeFirst();
  return Number(row?.['count'] ?? 0);
}

/** Rows after `last`, in the order of the key. */
async function rowsAfter(
  db: Db,
  table: string,
  columns: readonly string[] | null,
  last: Row | null,
  limit: number,
): Promise<Row[]> {
  const { key } = TABLES[table as keyof Tables];
  // The same order on both engines, whatever the database's collation.
  const ordered = (column: string) => orderedBy(db, column);
  let query =
    columns === null
      ? db.selectFrom(table).selectAll()
      : db.selectFrom(table).select(columns as string[]);
  if (last !== null) {
    const left = sql.join(key.map(ordered));
    const right = sql.join(key.map((column) => sql.val(last[column])));
    query = query.where(sql<boolean>`(${left}) > (${right})`);
  }
  for (const column of key) query = query.orderBy(ordered(column));
  return (await query.limit(limit).execute()) as Row[];
}

function orderedBy(db: Db, column: string) {
  const isPostgres = db.getExecutor().adapter.supportsTransactionalDdl;
  return isPostgres ? sql`${sql.ref(column)} COLLATE "C"` : sql`${sql.ref(column)}`;
}

const keyOf = (row: Row, key: readonly string[]): string =>
  JSON.stringify(key.map((column) => row[column]));

async function copyTable(from: Db, to: Db, table: keyof Tables): Promise<number> {
  const { key, batch, isFixed } = TABLES[table];
  const present = await keysOf(to, table);
  let copied = 0;
  let last: Row | null = null;
  for (;;) {
    const heads: Row[] = await rowsAfter(from, table, key, last, batch);
    const end = heads.at(-1);
    if (end === undefined) break;
    const wanted = heads.filter((row) => {
      const isThere = present.delete(keyOf(row, key));
      return isFixed !== true || !isThere;
    });
    if (wanted.length > 0) {
      const rows = await rowsAfter(from, table, null, last, batch);
      const chosen = new Set(wanted.map((row) => keyOf(row, key)));
      copied += await write(
        to,
        table,
        rows.filter((row) => chosen.has(keyOf(row, key))),
      );
    }
    last = end;
  }
  // Left of an earlier run, and gone from the source since.
  for (const gone of present) {
    const values = JSON.parse(gone) as unknown[];
    let query = to.deleteFrom(table as string);
    for (const [index, column] of key.entries()) query = query.where(column, '=', values[index]);
    if (gone !== JSON.stringify([MARK])) await query.execute();
  }
  return copied;
}

async function keysOf(db: Db, table: keyof Tables): Promise<Set<string>> {
  const { key } = TABLES[table];
  const found = new Set<string>();
  let last: Row | null = null;
  for (;;) {
    const rows: Row[] = await rowsAfter(db, table, key, last, KEYS_AT_ONCE);
    for (const row of rows) found.add(keyOf(row, key));
    last = rows.at(-1) ?? null;
    if (last === null) return found;
  }
}

/** In one transaction, so that a batch is there or not. */
async function write(to: Db, table: keyof Tables, rows: readonly Row[]): Promise<number> {
  const { key } = TABLES[table];
  const [first] = rows;
  if (first === undefined) return 0;
  const others = Object.keys(first).filter((column) => !key.includes(column));
  await to.transaction().execute(async (db) => {
    await db
      .insertInto(table as string)
      .values(rows as Row[])
      .onConflict((oc) =>
        oc
          .columns(key as string[])
          .doUpdateSet((eb) =>
            Object.fromEntries(others.map((column) => [column, eb.ref(`excluded.${column}`)])),
          ),
      )
      .execute();
  });
  return rows.length;
}
