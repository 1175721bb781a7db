// LISTEN and NOTIFY on a connection of its own. What is published within a moment goes in one statement, since every NOTIFY takes
// a lock of the whole server when it commits. A lost connection is made again; what was said meanwhile is not heard.
import { createHash, randomUUID } from 'node:crypto';
import { Client, type ClientConfig } from 'pg';
import type { Log } from '../../runtime/log.ts';
import type { Notices } from '../notices.ts';

/** PostgreSQL takes less than 8000 octets. */
const MAX_PAYLOAD = 7800;
const MAX_WAITING = 2000;
const GATHER_MS = 20;
/** A connection that was cut without a word is found out by this. */
const HEARTBEAT_MS = 10_000;
const RECONNECT_MS = [250, 5000] as const;

/** Topic and text. */
type Notice = [string, string];

export class PostgresNotices implements Notices {
  readonly #config: ClientConfig;
  readonly #log: Log;
  /** Whoever listens hears itself too, and passes over that. */
  readonly #node = randomUUID();
  readonly #listeners = new Map<string, ((text: string) => void)[]>();
  #client: Client | null = null;
  #channel = '';
  #waiting: Notice[] = [];
  #gathering: NodeJS.Timeout | null = null;
  #reconnecting: NodeJS.Timeout | null = null;
  #heartbeat: NodeJS.Timeout | null = null;
  #pause: number = RECONNECT_MS[0];
  #isClosed = false;

  constructor(config: ClientConfig, log: Log) {
    this.#config = config;
    this.#log = log;
  }

  /** Resolves when it listens, or has tried; it goes on trying. */
  async connect(): Promise<void> {
    const client = new Client(this.#config);
    let isLost = false;
    const lost = (error?: Error): void => {
      if (isLost) return;
      isLost = true;
      if (this.#client === client) {
        this.#client = null;
        if (!this.#isClosed)
          this.#log.warn(
            { problem: error?.message ?? 'connection ended' },
            'other nodes are not heard; pages ask the database until they are',
          );
      }
      if (this.#heartbeat !== null) clearInterval(this.#heartbeat);
      client.end().catch(() => undefined);
      if (this.#isClosed) return;
      this.#reconnecting = setTimeout(() => void this.connect(), this.#pause);
      this.#reconnecting.unref();
      this.#pause = Math.min(2 * this.#pause, RECONNECT_MS[1]);
    };
    client.on('error', lost);
    client.on('end', () => lost());
    client.on('notification', ({ payload }) => this.#heard(payload ?? ''));
    try {
      await client.connect();
      const { rows } = await client.query<{ schema: string | null }>(
        'SELECT current_schema() AS schema',
      );
      // Channels belong to the database, tables to the schema.
      const hash = createHash('sha256').update(rows[0]?.schema ?? '');
      this.#channel = `mailassay_${hash.digest('hex').slice(0, 16)}`;
      await client.query(`LISTEN ${this.#channel}`);
    } catch (error) {
      lost(error instanceof Error ? error : undefined);
      return;
    }
    if (this.#isClosed) {
      lost();
      return;
    }
    this.#client = client;
    this.#pause = RECONNECT_MS[0];
    this.#heartbeat = setInterval(() => {
      client.query('SELECT 1').catch(lost);
    }, HEARTBEAT_MS);
    this.#heartbeat.unref();
  }

  #heard(payload: string): void {
    let node: string;
    let notices: Notice[];
    try {
      [node, notices] = JSON.parse(payload) as [string, Notice[]];
      if (node === this.#node || !Array.isArray(notices)) return;
    } catch {
      return;
    }
    for (const [topic, text] of notices)
      for (const listener of this.#listeners.get(topic) ?? []) listener(text);
  }

  publish(topic: string, text: string): void {
    if (this.#client === null || this.#waiting.length >= MAX_WAITING) return;
    this.#waiting.push([topic, text]);
    this.#gathering ??= setTimeout(() => {
      this.#gathering = null;
      void this.#send();
    }, GATHER_MS);
  }

  /** As many notices a payload as fit. */
  #payloads(): string[] {
    const payloads: string[] = [];
    let members: string[] = [];
    let size = 0;
    const head = `["${this.#node}",[`;
    const close = (): void => {
      if (members.length > 0) payloads.push(`${head}${members.join(',')}]]`);
      members = [];
      size = 0;
    };
    for (const notice of this.#waiting) {
      const member = JSON.stringify(notice);
      const octets = Buffer.byteLength(member) + 1;
      if (octets > MAX_PAYLOAD - head.length - 2) continue;
      if (size + octets > MAX_PAYLOAD - head.length - 2) close();
      members.push(member);
      size += octets;
    }
    close();
    this.#waiting = [];
    return payloads;
  }

  async #send(): Promise<void> {
    const payloads = this.#payloads();
    const client = this.#client;
    if (client === null || payloads.length === 0) return;
    try {
      await client.query('SELECT pg_notify($1, p) FROM unnest($2::text[]) AS p', [
        this.#channel,
        payloads,
      ]);
    } catch (error) {
      this.#log.debug({ err: error }, 'a notice to other nodes was lost');
    }
  }

  subscribe(topic: string, listener: (text: string) => void): void {
    this.#listeners.set(topic, [...(this.#listeners.get(topic) ?? []), listener]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    if (this.#gathering !== null) clearTimeout(this.#gathering);
    if (this.#reconnecting !== null) clearTimeout(this.#reconnecting);
    if (this.#heartbeat !== null) clearInterval(this.#heartbeat);
    await this.#send();
    const client = this.#client;
    this.#client = null;
    await client?.end().catch(() => undefined);
  }
}
