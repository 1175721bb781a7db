// Queries that every message needs, built once for each engine and run with other values: building and compiling one with Kysely takes
// longer than SQLite takes to run it.
import { CompiledQuery, type Compilable, type Kysely, type QueryResult } from 'kysely';
import type { Tables } from './tables.ts';

/** Stands for a value while a query is built. */
class Slot {
  readonly name: PropertyKey;
  constructor(name: PropertyKey) {
    this.name = name;
  }
}

export type Statement<V, R> = (db: Kysely<Tables>, values: V) => Promise<QueryResult<R>>;

/** `build` writes `value('name')` wherever a value of the query goes; values that it writes itself are the same in every run. */
export function statement<V extends object, R>(
  build: (
    db: Kysely<Tables>,
    value: <K extends keyof V & string>(name: K) => V[K],
  ) => Compilable<R>,
): Statement<V, R> {
  const compiled = new WeakMap<object, CompiledQuery<R>>();
  return (db, values) => {
    // Of the engine, and not of the connection: a transaction is an object of its own.
    const engine = db.getExecutor().adapter.constructor;
    let query = compiled.get(engine);
    if (query === undefined) {
      query = build(db, (name) => new Slot(name) as never).compile();
      compiled.set(engine, query);
    }
    return db.executeQuery<R>(
      CompiledQuery.raw(
        query.sql,
        query.parameters.map((parameter) =>
          parameter instanceof Slot ? values[parameter.name as keyof V] : parameter,
        ),
      ),
    );
  };
}
