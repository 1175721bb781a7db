// What `doctor` asks of the shared store: can it be reached, does it take writes, is its clock ours. Changes nothing.
import { Client } from 'pg';
import type { Clock } from '../../runtime/clock.ts';
import { StoreOpenError } from '../store-open-error.ts';
import { clientConfig, findTls, MAX_CONNECTIONS } from './pool.ts';
import { readDatabaseUrl } from './url.ts';

const MAX_CLOCK_MS = 5000;

/** `text` is a sentence; for what is not well, then what to do. */
export async function checkDatabase(
  url: string,
  clock: Clock,
): Promise<{ isOk: boolean; text: string }> {
  let client: Client | null = null;
  try {
    const server = readDatabaseUrl(url);
    const usesTls = await findTls(server);
    client = new Client(clientConfig(server, usesTls));
    client.on('error', () => undefined);
    await client.connect();
    const { rows } = await client.query<{
      version: string;
      readonly: string;
      now: number;
      max: string;
    }>(
      `SELECT current_setting('server_version') AS version, current_setting('transaction_read_only') AS readonly,
        extract(epoch FROM clock_timestamp())::float8 * 1000 AS now, current_setting('max_connections') AS max`,
    );
    const [row] = rows;
    const name = `the database ${server.name}`;
    if (row === undefined || row.readonly !== 'off')
      return {
        isOk: false,
        text: `${name} takes no writes: is it a standby? name the primary in DATABASE_URL`,
      };
    const off = Math.round(Math.abs(clock.now() - row.now) / 1000);
    if (off * 1000 > MAX_CLOCK_MS)
      return {
        isOk: false,
        text: `the clocks of ${name} and of this machine are ${off} s apart: let a time service set both`,
      };
    return {
      isOk: true,
      text: `${name} (PostgreSQL ${row.version}, ${usesTls ? 'with' : 'without'} TLS) takes writes; a node uses ${MAX_CONNECTIONS + 1} of its ${row.max} connections`,
    };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return {
      isOk: false,
      text:
        error instanceof StoreOpenError
          ? text
          : `the database of DATABASE_URL cannot be used (${text}): check the URL and that PostgreSQL runs`,
    };
  } finally {
    await client?.end().catch(() => undefined);
  }
}
