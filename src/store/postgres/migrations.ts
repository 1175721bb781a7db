// The tables on PostgreSQL: those of all engines, then what is PostgreSQL's own. Nodes of two releases run side by side, so a
// release only adds (columns that may be null, tables, indexes, functions under new names) and the next one removes what nobody uses any
// more and says so in `contracts`. An older node starts as long as nothing that it uses was removed.
import { sql, type Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import { migrations } from '../migrations.ts';
import { StoreOpenError } from '../store-open-error.ts';

/** Migrations that remove something: only releases that know them start on the tables afterwards. */
const CONTRACTS: ReadonlySet<string> = new Set<string>();

const own: Record<string, Migration> = {
  'postgres-0001-queue-and-counters': {
    async up(db: Kysely<unknown>) {
      // Mail is compressed or does not compress: trying costs more than it saves.
      await sql`ALTER TABLE message ALTER COLUMN content SET STORAGE EXTERNAL`.execute(db);
      // Rows that change again and again: room in their pages for the new version, and a vacuum that comes in time.
      for (const table of ['reply', 'counter'])
        await sql`ALTER TABLE ${sql.table(table)} SET (fillfactor = 60,
          autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500,
          autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_cost_delay = 1)`.execute(db);
      await sql`ALTER TABLE message SET (autovacuum_vacuum_scale_factor = 0.05,
        toast.autovacuum_vacuum_scale_factor = 0.05)`.execute(db);
      await sql`CREATE INDEX reply_leased ON reply (to_domain) WHERE lease_token IS NOT NULL`.execute(
        db,
      );
      await sql`CREATE INDEX counter_by_end ON counter (resets_at)`.execute(db);

      // One point from every counter or none: rows are made, locked in one order, then looked at. A point that a crash forgets
      // belongs to a message that was not acknowledged, so nobody waits for the disk.
      await sql`
        CREATE FUNCTION mailassay_take_limits(keys text[], allowed integer[], sizes bigint[], at bigint)
        RETURNS boolean LANGUAGE plpgsql AS $$
        BEGIN
          PERFORM set_config('synchronous_commit', 'off', true);
          INSERT INTO counter (key, used, resets_at)
            SELECT w.key, 0, at + w.size FROM unnest(keys, sizes) AS w(key, size) ORDER BY w.key
            ON CONFLICT (key) DO NOTHING;
          PERFORM FROM counter WHERE key = ANY(keys) ORDER BY key FOR UPDATE;
          IF EXISTS (
            SELECT FROM unnest(keys, allowed, sizes) AS w(key, points, size) JOIN counter c ON c.key = w.key
            WHERE CASE WHEN c.resets_at > at AND c.resets_at <= at + w.size THEN c.used ELSE 0 END >= w.points
          ) THEN RETURN false; END IF;
          UPDATE counter c SET
            used = CASE WHEN c.resets_at > at AND c.resets_at <= at + w.size THEN c.used ELSE 0 END + 1,
            resets_at = CASE WHEN c.resets_at > at AND c.resets_at <= at + w.size THEN c.resets_at ELSE at + w.size END
          FROM unnest(keys, sizes) AS w(key, size) WHERE c.key = w.key;
          RETURN true;
        END $$`.execute(db);

      // The reply that is due longest and that nobody holds. With one_a_domain none of a domain to which another lease holds: the
      // advisory lock keeps two nodes from leasing two replies of one domain at the same time.
      await sql`
        CREATE FUNCTION mailassay_lease_reply(at bigint, until bigint, token text, except_domains text[], one_a_domain boolean)
        RETURNS TABLE (test_id text, kind text, to_local text, to_domain text, attempts integer, first_tried_at bigint)
        LANGUAGE plpgsql AS $$
        DECLARE found_id text; found_domain text;
        BEGIN
          FOR found_id, found_domain IN
            SELECT r.test_id, r.to_domain FROM reply r
            WHERE r.state = 'due' AND r.due_at <= at AND r.to_domain <> ALL(except_domains)
              AND (NOT one_a_domain OR NOT EXISTS (
                SELECT FROM reply o WHERE o.to_domain = r.to_domain AND o.lease_token IS NOT NULL
                  AND o.due_at > at AND o.test_id <> r.test_id))
            ORDER BY r.due_at, r.test_id
          LOOP
            IF one_a_domain THEN
              CONTINUE WHEN NOT pg_try_advisory_xact_lock(hashtext('mailassay lease'), hashtext(found_domain));
              CONTINUE WHEN EXISTS (
                SELECT FROM reply o WHERE o.to_domain = found_domain AND o.lease_token IS NOT NULL
                  AND o.due_at > at AND o.test_id <> found_id);
            END IF;
            RETURN QUERY UPDATE reply u SET lease_token = token, due_at = until, attempts = u.attempts + 1,
                first_tried_at = coalesce(u.first_tried_at, at)
              WHERE u.test_id = (SELECT r.test_id FROM reply r
                WHERE r.test_id = found_id AND r.state = 'due' AND r.due_at <= at FOR UPDATE SKIP LOCKED)
              RETURNING u.test_id, u.kind, u.to_local, u.to_domain, u.attempts, u.first_tried_at;
            IF FOUND THEN RETURN; END IF;
          END LOOP;
        END $$`.execute(db);
    },
  },
};

export interface Known {
  all: Record<string, Migration>;
  contracts: ReadonlySet<string>;
}

export const known = (): Known => ({
  all: { ...migrations('bytea'), ...own },
  contracts: CONTRACTS,
});

/** Runs what is missing. Only one node does at a time: the caller holds the lock. Throws `StoreOpenError` for tables of a later release. */
export async function migrate(
  db: Kysely<never>,
  place: string,
  { all, contracts }: Known = known(),
): Promise<void> {
  await sql`CREATE TABLE IF NOT EXISTS mailassay_contract (name text PRIMARY KEY)`.execute(db);
  const { rows: removed } = await sql<{
    name: string;
  }>`SELECT name FROM mailassay_contract`.execute(db);
  const unknown = removed.filter(({ name }) => !Object.hasOwn(all, name));
  if (unknown.length > 0)
    throw new StoreOpenError(
      'newer',
      `the database ${place} was changed by a later version of mailassay (${unknown.map(({ name }) => name).join(', ')}); run that version`,
    );
  const done = await executed(db);
  // What a later release has added is no concern of this one's.
  const added = Object.fromEntries(
    done.filter((name) => !Object.hasOwn(all, name)).map((name) => [name, { up: async () => {} }]),
  );
  // Else the table of another schema of the same database would be taken for ours.
  const own = await sql<{ name: string }>`SELECT current_schema() AS name`.execute(db);
  const migrator = new Migrator({
    db,
    migrationTableSchema: own.rows[0]?.name ?? 'public',
    provider: { getMigrations: async () => ({ ...added, ...all }) },
    allowUnorderedMigrations: true,
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
  for (const name of contracts)
    await sql`INSERT INTO mailassay_contract (name) VALUES (${name}) ON CONFLICT DO NOTHING`.execute(
      db,
    );
}

async function executed(db: Kysely<never>): Promise<string[]> {
  const { rows } = await sql<{ there: boolean }>`
    SELECT to_regclass('kysely_migration') IS NOT NULL AS there`.execute(db);
  if (rows[0]?.there !== true) return [];
  return (await sql<{ name: string }>`SELECT name FROM kysely_migration`.execute(db)).rows.map(
    ({ name }) => name,
  );
}
