// The history of the tables, oldest first. A migration that was released is never edited; a new one is added with the next number.
// Engines differ in the name of the type for octets alone.
import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What the engine calls a column of octets. */
export type OctetType = 'blob' | 'bytea';

/** All migrations by name; Kysely runs those that are missing, in the order of the names. */
export function migrations(octets: OctetType): Record<string, Migration> {
  return {
    '0001-tests-and-replies': {
      async up(db: Kysely<unknown>) {
        await db.schema
          .createTable('test')
          .addColumn('id', 'text', (c) => c.primaryKey())
          .addColumn('received_at', 'bigint', (c) => c.notNull())
          .addColumn('state', 'text', (c) => c.notNull())
          .addColumn('attempts', 'integer', (c) => c.notNull())
          .addColumn('visible_at', 'bigint', (c) => c.notNull())
          .addColumn('envelope', 'text', (c) => c.notNull())
          .addColumn('answer', 'text', (c) => c.notNull())
          .addColumn('report', 'text')
          .execute();
        await db.schema.createIndex('test_by_age').on('test').column('received_at').execute();
        // Partial: nearly every test is done, and then costs this index nothing.
        await db.schema
          .createIndex('test_waiting')
          .on('test')
          .column('received_at')
          .where(sql.ref('state'), '=', sql.lit('pending'))
          .execute();

        await db.schema
          .createTable('message')
          .addColumn('test_id', 'text', (c) => c.primaryKey())
          .addColumn('received_at', 'bigint', (c) => c.notNull())
          .addColumn('content', sql.raw(octets), (c) => c.notNull())
          .execute();
        await db.schema.createIndex('message_by_age').on('message').column('received_at').execute();

        await db.schema
          .createTable('reply')
          .addColumn('test_id', 'text', (c) => c.primaryKey())
          .addColumn('kind', 'text', (c) => c.notNull())
          .addColumn('to_local', 'text', (c) => c.notNull())
          .addColumn('to_domain', 'text', (c) => c.notNull())
          .addColumn('state', 'text', (c) => c.notNull())
          .addColumn('due_at', 'bigint', (c) => c.notNull())
          .addColumn('lease_token', 'text')
          .addColumn('attempts', 'integer', (c) => c.notNull())
          .addColumn('first_tried_at', 'bigint')
          .addColumn('sent_at', 'bigint')
          .addColumn('trouble', 'text')
          .execute();
        await db.schema
          .createIndex('reply_due')
          .on('reply')
          .column('due_at')
          .where(sql.ref('state'), '=', sql.lit('due'))
          .execute();

        await db.schema
          .createTable('suppression')
          .addColumn('address', 'text', (c) => c.primaryKey())
          .addColumn('until', 'bigint', (c) => c.notNull())
          .execute();
        await db.schema
          .createTable('counter')
          .addColumn('key', 'text', (c) => c.primaryKey())
          .addColumn('used', 'integer', (c) => c.notNull())
          .addColumn('resets_at', 'bigint', (c) => c.notNull())
          .execute();
      },
    },
    '0002-page-tests': {
      async up(db: Kysely<unknown>) {
        await db.schema
          .createTable('page')
          .addColumn('id', 'text', (c) => c.primaryKey())
          .addColumn('token', 'text', (c) => c.notNull().unique())
          .addColumn('secret_hash', 'text', (c) => c.notNull())
          .addColumn('label', 'text')
          .addColumn('language', 'text')
          .addColumn('created_at', 'bigint', (c) => c.notNull())
          .addColumn('expires_at', 'bigint', (c) => c.notNull())
          .addColumn('deleted_at', 'bigint')
          .execute();
        await db.schema.createIndex('page_by_end').on('page').column('expires_at').execute();

        await db.schema
          .createTable('arrival')
          .addColumn('page_id', 'text', (c) => c.notNull())
          .addColumn('test_id', 'text', (c) => c.notNull())
          .addColumn('received_at', 'bigint', (c) => c.notNull())
          .addPrimaryKeyConstraint('arrival_key', ['page_id', 'test_id'])
          .execute();
        await db.schema.createIndex('arrival_by_test').on('arrival').column('test_id').execute();

        await db.schema
          .createTable('share')
          .addColumn('test_id', 'text', (c) => c.primaryKey())
          .addColumn('id', 'text', (c) => c.notNull().unique())
          .execute();
      },
    },
    // Rows that are there stay as they are: a report as text, a message as it came (packing 0).
    '0003-packed': {
      async up(db: Kysely<unknown>) {
        await db.schema.alterTable('test').addColumn('packed', sql.raw(octets)).execute();
        await db.schema
          .alterTable('message')
          .addColumn('packing', 'integer', (c) => c.notNull().defaultTo(0))
          .execute();
      },
    },
  };
}
