// Counters in fixed windows, and suppressed addresses. Own rows instead of rate-limiter-flexible: its stores change one key at a
// time and read the time themselves, while a reply takes a point from five counters or from none (SECURITY.md §4).
import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

export interface Limit {
  key: string;
  points: number;
  windowSeconds: number;
}

/** Takes one point from every counter, or none. A window begins with its first point. */
export async function takeLimits(
  db: Kysely<Tables>,
  limits: readonly Limit[],
  now: number,
): Promise<boolean> {
  if (limits.length === 0) return true;
  // The window is part of the key: "10 an hour and 30 a day" are two counters of one address.
  const keys = limits.map((limit) => `${limit.key}/${limit.windowSeconds}`);
  const found = await db.selectFrom('counter').selectAll().where('key', 'in', keys).execute();
  const known = new Map(found.map((row) => [row.key, row]));
  const taken = limits.map((limit, i) => {
    const windowMs = limit.windowSeconds * 1000;
    const key = keys[i] ?? limit.key;
    const row = known.get(key);
    // A window that would end later than one begun now was counted by a clock since set back: it is over too.
    const open = row && row.resets_at > now && row.resets_at <= now + windowMs;
    return {
      key,
      used: (open ? row.used : 0) + 1,
      resets_at: open ? row.resets_at : now + windowMs,
      allowed: limit.points,
    };
  });
  if (taken.some((counter) => counter.used > counter.allowed)) return false;
  await db
    .insertInto('counter')
    .values(taken.map(({ key, used, resets_at }) => ({ key, used, resets_at })))
    .onConflict((oc) =>
      oc.column('key').doUpdateSet((eb) => ({
        used: eb.ref('excluded.used'),
        resets_at: eb.ref('excluded.resets_at'),
      })),
    )
    .execute();
  return true;
}

export async function suppress(db: Kysely<Tables>, address: string, until: number): Promise<void> {
  await db
    .insertInto('suppression')
    .values({ address, until })
    .onConflict((oc) =>
      oc
        .column('address')
        .doUpdateSet((eb) => ({ until: eb.ref('excluded.until') }))
        .where('suppression.until', '<', until),
    )
    .execute();
}

export async function isSuppressed(
  db: Kysely<Tables>,
  address: string,
  now: number,
): Promise<boolean> {
  const row = await db
    .selectFrom('suppression')
    .select('until')
    .where('address', '=', address)
    .where('until', '>', now)
    .executeTakeFirst();
  return row !== undefined;
}
