// What an error of SQLite means to the one who asked: the disk is full, the engine is away, or it is a bug of ours (null).
// https://www.sqlite.org/rescode.html
import { StoreError } from '../store.ts';

/** Codes after which the same statement may work later, once the machine is well again. */
const AWAY =
  /^SQLITE_(?:IOERR|CANTOPEN|BUSY|LOCKED|READONLY|CORRUPT|NOTADB|NOMEM|PROTOCOL|PERM|AUTH|INTERRUPT)/;

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
}

export function troubleOf(error: unknown): StoreError | null {
  const code = codeOf(error);
  const text = error instanceof Error ? error.message : String(error);
  // SQLITE_FULL is ENOSPC, and a database at its largest permitted size.
  if (code === 'SQLITE_FULL') return new StoreError('full', text);
  if (AWAY.test(code)) return new StoreError('away', `${text} (${code})`);
  return null;
}
