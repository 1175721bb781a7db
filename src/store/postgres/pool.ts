// Connections to one PostgreSQL server, with every time bounded: connecting, waiting for a lock, a statement, an idle transaction.
// A connection that failed is thrown away; when the server gives no answer at all, all of them are.
import { setTimeout as pause } from 'node:timers/promises';
import {
  Client,
  Pool,
  types as defaultTypes,
  type ClientConfig,
  type PoolClient,
  type QueryResult,
} from 'pg';
import { codeOf, isSilence, troubleOf } from './errors.ts';
import type { Server } from './url.ts';

/** Of one node; PostgreSQL's own bound is 100 for all. One more listens. */
export const MAX_CONNECTIONS = 10;
/** SECURITY.md §7: 451 within 5 seconds. */
const CONNECT_MS = 2000;
const STATEMENT_MS = 3000;
const LOCK_MS = 2000;
/** Later than the server's own limit: nobody answers any more. */
const ANSWER_MS = 3500;
const IDLE_MS = 60_000;
/** Another try for a connection while the server has none to give. */
const TOO_MANY_PAUSE_MS = 100;

const INT8 = 20;

/** Times and counts are far below 2^53. */
const types: ClientConfig['types'] = {
  getTypeParser: ((id: number, format?: 'text' | 'binary') =>
    id === INT8 && format !== 'binary'
      ? Number
      : defaultTypes.getTypeParser(id, format as 'text')) as never,
};
export interface Times {
  statementMs: number;
  lockMs: number;
  answerMs: number;
}

const TIMES: Times = { statementMs: STATEMENT_MS, lockMs: LOCK_MS, answerMs: ANSWER_MS };

/** What a connection to the server is made of; `usesTls` as was found out by `findTls`. */
export function clientConfig(server: Server, usesTls: boolean, times: Times = TIMES): ClientConfig {
  const { host, port, user, password, database, options, applicationName, tls } = server;
  return {
    host,
    port,
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
    ...(database === undefined ? {} : { database }),
    ...(options === undefined ? {} : { options }),
    application_name: applicationName,
    ssl: usesTls ? tls.options : false,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: times.statementMs,
    lock_timeout: times.lockMs,
    query_timeout: times.answerMs,
    idle_in_transaction_session_timeout: 10_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    types,
  };
}

/** Connects once, and says whether with TLS: with sslmode=prefer a server that has none is used without. */
export async function findTls(server: Server): Promise<boolean> {
  const attempt = async (usesTls: boolean): Promise<void> => {
    const client = new Client(clientConfig(server, usesTls));
    client.on('error', () => undefined);
    try {
      await client.connect();
    } finally {
      await client.end().catch(() => undefined);
    }
  };
  const { wanted } = server.tls;
  if (wanted !== 'none') {
    try {
      await attempt(true);
      return true;
    } catch (error) {
      const hasNone = error instanceof Error && /does not support SSL/.test(error.message);
      if (wanted === 'required' || !hasNone) throw error;
    }
  }
  await attempt(false);
  return false;
}

/** PostgreSQL's text has no NUL; nothing we keep or look for has one either. */
function withoutNul(value: unknown): unknown {
  if (typeof value === 'string')
    return value.includes('\0') ? value.replaceAll('\0', '\ufffd') : value;
  return Array.isArray(value) ? value.map(withoutNul) : value;
}

export interface Connection {
  query<R>(text: string, parameters: readonly unknown[]): Promise<QueryResult & { rows: R[] }>;
  release(): void;
}

function destroy(client: Client | PoolClient): void {
  const { connection } = client as unknown as { connection?: { stream?: { destroy(): void } } };
  connection?.stream?.destroy();
}

export class ConnectionPool {
  readonly #pool: Pool;
  readonly #open = new Set<PoolClient>();

  constructor(config: ClientConfig, max = MAX_CONNECTIONS) {
    this.#pool = new Pool({ ...config, max, min: Math.min(2, max), idleTimeoutMillis: IDLE_MS });
    // An idle connection that ends is no concern of anybody's.
    this.#pool.on('error', () => undefined);
    this.#pool.on('connect', (client) => {
      this.#open.add(client);
      client.on('error', () => undefined);
    });
    this.#pool.on('remove', (client) => this.#open.delete(client));
  }

  async #client(): Promise<PoolClient> {
    for (let left = CONNECT_MS; ; left -= TOO_MANY_PAUSE_MS) {
      try {
        return await this.#pool.connect();
      } catch (error) {
        // The server has no connection to give: one of ours will be free.
        if (codeOf(error) !== '53300' || left <= 0) throw error;
        await pause(TOO_MANY_PAUSE_MS);
      }
    }
  }

  async connect(): Promise<Connection> {
    const client = await this.#client();
    let isBroken = false;
    return {
      query: async (text, parameters) => {
        try {
          return await client.query(text, parameters.map(withoutNul));
        } catch (error) {
          const trouble = troubleOf(error);
          isBroken ||= trouble === 'lost' || trouble === 'refused';
          if (isSilence(error)) this.destroyAll();
          throw error;
        }
      },
      release: () => client.release(isBroken),
    };
  }

  async end(): Promise<void> {
    await this.#pool.end();
  }

  /** After a silence: whoever waits on these connections would wait for nothing. */
  destroyAll(): void {
    for (const client of this.#open) destroy(client);
  }
}
