// Rows of tests that were made on the page, by the API or the command line: an address t-TOKEN@, the reports of the mails that
// came to it, and redacted copies that were shared. The secret that deletes is kept as a hash. A deleted one leaves its token
// behind until it expires, so that a message whose verdict is still awaited is not kept after all.
import { sql, type Kysely } from 'kysely';
import type { TestAddress } from './store.ts';
import type { PageRow, Tables, TestState } from './tables.ts';
import { REPORT_COLUMNS, reportRow, type ReportRow } from './reports.ts';

const AT_ONCE = 500;

export async function savePage(db: Kysely<Tables>, page: TestAddress): Promise<void> {
  await db
    .insertInto('page')
    .values({
      id: page.id,
      token: page.token,
      secret_hash: page.secretHash,
      label: page.label,
      language: page.language,
      created_at: page.createdAt,
      expires_at: page.expiresAt,
      deleted_at: null,
    })
    .execute();
}

function pageTest(row: PageRow | undefined): TestAddress | null {
  if (row === undefined || row.deleted_at !== null) return null;
  return {
    id: row.id,
    token: row.token,
    secretHash: row.secret_hash,
    label: row.label,
    language: row.language,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  };
}

export async function readPage(db: Kysely<Tables>, id: string): Promise<TestAddress | null> {
  return pageTest(await db.selectFrom('page').selectAll().where('id', '=', id).executeTakeFirst());
}

export async function readPageByToken(
  db: Kysely<Tables>,
  token: string,
): Promise<TestAddress | null> {
  return pageTest(
    await db.selectFrom('page').selectAll().where('token', '=', token).executeTakeFirst(),
  );
}

/** What came to a page, last first. */
export async function readArrivals(
  db: Kysely<Tables>,
  pageId: string,
  most: number,
): Promise<(ReportRow & { id: string })[]> {
  const rows = await db
    .selectFrom('arrival')
    .innerJoin('test', 'test.id', 'arrival.test_id')
    .leftJoin('reply', 'reply.test_id', 'test.id')
    .select(['test.id as id', ...REPORT_COLUMNS])
    .where('arrival.page_id', '=', pageId)
    .orderBy('arrival.received_at', 'desc')
    .orderBy('arrival.test_id', 'desc')
    .limit(most)
    .execute();
  return rows.map((row) => ({ id: row.id, ...reportRow(row) }));
}

/** How many mails came, and how many of them have their verdict: cheap enough to be asked again and again. */
export async function countArrivals(
  db: Kysely<Tables>,
  pageId: string,
): Promise<{ all: number; judged: number }> {
  const row = await db
    .selectFrom('arrival')
    .innerJoin('test', 'test.id', 'arrival.test_id')
    .select((eb) => [
      eb.fn.countAll<number>().as('all'),
      eb.fn
        .sum<number>(eb.case().when('test.state', '=', 'done').then(1).else(0).end())
        .as('judged'),
    ])
    .where('arrival.page_id', '=', pageId)
    .executeTakeFirst();
  return { all: Number(row?.all ?? 0), judged: Number(row?.judged ?? 0) };
}

/** True when the report is of a mail that came to that page. */
export async function belongsToAddress(
  db: Kysely<Tables>,
  pageId: string,
  testId: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('arrival')
    .select('test_id')
    .where('page_id', '=', pageId)
    .where('test_id', '=', testId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Says which pages a message came to; inside the transaction that keeps it. False: one of them was deleted, keep nothing. */
export async function linkToPages(
  db: Kysely<Tables>,
  testId: string,
  receivedAt: number,
  tokens: readonly string[],
): Promise<boolean> {
  if (tokens.length === 0) return true;
  const pages = await db
    .selectFrom('page')
    .select(['id', 'deleted_at'])
    .where('token', 'in', tokens)
    .execute();
  if (pages.some((page) => page.deleted_at !== null)) return false;
  if (pages.length === 0) return true;
  await db
    .insertInto('arrival')
    .values(pages.map((page) => ({ page_id: page.id, test_id: testId, received_at: receivedAt })))
    .onConflict((oc) => oc.columns(['page_id', 'test_id']).doNothing())
    .execute();
  return true;
}

/** Everything that belongs to these tests: messages, reports, owed replies, shares. */
export async function deleteTests(db: Kysely<Tables>, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await db.deleteFrom('message').where('test_id', 'in', ids).execute();
  await db.deleteFrom('reply').where('test_id', 'in', ids).execute();
  await db.deleteFrom('share').where('test_id', 'in', ids).execute();
  await db.deleteFrom('arrival').where('test_id', 'in', ids).execute();
  await db.deleteFrom('test').where('id', 'in', ids).execute();
}

/** The page with its messages, reports and owed replies; false when there is none. */
export async function deletePage(db: Kysely<Tables>, id: string, now: number): Promise<boolean> {
  const gone = await db
    .updateTable('page')
    .set({ deleted_at: now, label: null, secret_hash: '', language: null })
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (gone.numUpdatedRows === 0n) return false;
  const came = await db.selectFrom('arrival').select('test_id').where('page_id', '=', id).execute();
  const ids = came.map((row) => row.test_id);
  // Engines bound the number of values in a statement.
  for (let at = 0; at < ids.length; at += AT_ONCE)
    await deleteTests(db, ids.slice(at, at + AT_ONCE));
  return true;
}

/** The share of a report: the one it has, or `shareId` from now on; null when there is no such report. */
export async function shareReport(
  db: Kysely<Tables>,
  testId: string,
  shareId: string,
): Promise<string | null> {
  const test = await db
    .selectFrom('test')
    .select('id')
    .where('id', '=', testId)
    .where('state', '=', sql.lit<TestState>('done'))
    .executeTakeFirst();
  if (!test) return null;
  await db
    .insertInto('share')
    .values({ test_id: testId, id: shareId })
    .onConflict((oc) => oc.column('test_id').doNothing())
    .execute();
  const row = await db
    .selectFrom('share')
    .select('id')
    .where('test_id', '=', testId)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Takes the share of a report back; false when there is none. */
export async function unshareReport(db: Kysely<Tables>, testId: string): Promise<boolean> {
  const gone = await db.deleteFrom('share').where('test_id', '=', testId).executeTakeFirst();
  return gone.numDeletedRows > 0n;
}

export async function readShared(db: Kysely<Tables>, shareId: string): Promise<ReportRow | null> {
  const row = await db
    .selectFrom('share')
    .innerJoin('test', 'test.id', 'share.test_id')
    .leftJoin('reply', 'reply.test_id', 'test.id')
    .select(REPORT_COLUMNS)
    .where('share.id', '=', shareId)
    .executeTakeFirst();
  return row === undefined ? null : reportRow(row);
}

/** Addresses that expired without a report left to read. */
export async function purgePages(db: Kysely<Tables>, now: number): Promise<void> {
  await db
    .deleteFrom('page')
    .where('expires_at', '<=', now)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('arrival')
            .select('arrival.test_id')
            .whereRef('arrival.page_id', '=', 'page.id'),
        ),
      ),
    )
    .execute();
}
