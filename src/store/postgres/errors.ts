// What an error of PostgreSQL or of the connection to it means to the one who asked: the disk is full, the server is away, or it is
// a bug of ours (null). https://www.postgresql.org/docs/current/errcodes-appendix.html
import { StoreError } from '../store.ts';

/**
 * `lost` no answer came: what was asked may have been done or not; `refused` it was not done, and may work later; `conflict` it was
 * not done, and works when it is done again at once; `full` no room.
 */
export type Trouble = 'lost' | 'refused' | 'conflict' | 'full';

const CONFLICT = /^(?:40001|40P01)$/;
const FULL = /^(?:53100|53200)$/;
/** Connection, privileges, resources, read-only, canceled or timed out, locks, starting up or shutting down, I/O, damage; no such table after a failover. */
const REFUSED = /^(?:08|28|25006|53|55|57014|57P|58|XX|3D|42P01|42501|42883|25P0)/;
/** The server ended the session: whether what was under way was committed is not known. */
const LOST = /^(?:08006|08003|08007|57P01|57P02|57P05|25P03)/;
const NETWORK =
  /^(?:ECONN|EPIPE|ETIMEDOUT|EHOST|ENET|ENOTFOUND|EAI_AGAIN|ENOENT|EACCES|EADDRNOTAVAIL|ERR_SSL|ERR_TLS|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/;

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
}

/** SQLSTATE is five characters; other codes are Node's. */
const isState = (code: string): boolean => /^[0-9A-Z]{5}$/.test(code) && !/^E[A-Z]{4}$/.test(code);

export function troubleOf(error: unknown): Trouble | null {
  const code = codeOf(error);
  if (isState(code)) {
    if (CONFLICT.test(code)) return 'conflict';
    if (FULL.test(code)) return 'full';
    if (LOST.test(code)) return 'lost';
    return REFUSED.test(code) ? 'refused' : null;
  }
  if (NETWORK.test(code)) return 'lost';
  // The client library's own errors have no code.
  const text = error instanceof Error ? error.message : '';
  return /connection|timeout|not queryable|socket|does not support SSL|Cannot use a pool/i.test(
    text,
  )
    ? 'lost'
    : null;
}

/** True when nothing came on a connection for longer than the server's own limits allow. */
export function isSilence(error: unknown): boolean {
  return error instanceof Error && error.message === 'Query read timeout';
}

export function storeError(error: unknown, trouble: Trouble): StoreError {
  const text = error instanceof Error ? error.message || codeOf(error) : String(error);
  return new StoreError(trouble === 'full' ? 'full' : 'away', `PostgreSQL: ${text}`);
}
