// Rows of reports, with what became of their replies: read by their own id, by a page, by a share.
import type { Kysely } from 'kysely';
import { unpackReport } from './packing.ts';
import type { ReplyState, Tables, TestState } from './tables.ts';

export interface ReportRow {
  state: TestState;
  receivedAt: number;
  report: string | null;
  reply: { state: ReplyState; sentAt: number | null; trouble: string | null } | null;
}

export const REPORT_COLUMNS = [
  'test.state',
  'test.received_at',
  'test.report',
  'test.packed',
  'reply.state as reply_state',
  'reply.sent_at',
  'reply.trouble',
] as const;

/** What REPORT_COLUMNS give. */
interface SelectedReport {
  state: TestState;
  received_at: number;
  report: string | null;
  packed: Uint8Array | null;
  reply_state: ReplyState | null;
  sent_at: number | null;
  trouble: string | null;
}

export function reportRow(row: SelectedReport): ReportRow {
  const reply =
    row.reply_state === null
      ? null
      : { state: row.reply_state, sentAt: row.sent_at, trouble: row.trouble };
  return {
    state: row.state,
    receivedAt: row.received_at,
    report: row.packed === null ? row.report : unpackReport(row.packed),
    reply,
  };
}

export async function readReport(db: Kysely<Tables>, id: string): Promise<ReportRow | null> {
  const row = await db
    .selectFrom('test')
    .leftJoin('reply', 'reply.test_id', 'test.id')
    .select(REPORT_COLUMNS)
    .where('test.id', '=', id)
    .executeTakeFirst();
  return row === undefined ? null : reportRow(row);
}
