// Opens the database of a data directory: one owner, every commit on disk, nothing readable left of what was deleted.
// All that is SQLite's own is here; the queries are in the folder above.
import {
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  accessSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import Sqlite from 'better-sqlite3';
import { StoreOpenError } from '../store-open-error.ts';
import { codeOf } from './errors.ts';

/** A process that was killed a moment ago is still being taken down: its lock goes with it. */
const LOCK_PATIENCE_MS = 2000;
/** Measured: a packed message and its report take 14 kB of pages of 4096, and 17 kB of 8192. */
const PAGE_SIZE = 4096;
/** Pages that the log may hold before they are written back. */
const LOG_PAGES = 2000;
/** A database of version 0.1.0 up to this size is made to give room back, which takes a moment and memory of its size. */
const MAX_REBUILT = 32 * 1024 * 1024;

export const DATABASE_FILE = 'mailassay.db';
/** Says who holds the lock, for the message to the next one. The lock itself is the operating system's, on the database. */
export const OWNER_FILE = 'mailassay.pid';

/** Not mkdir's own `recursive`: where a file system says ENOENT for good, as /proc does, Node tries it for ever. */
function makeWithParents(directory: string): void {
  if (existsSync(directory)) return;
  const parent = dirname(directory);
  makeWithParents(parent);
  mkdirSync(directory, { mode: 0o700 });
  const entry = openSync(parent, constants.O_RDONLY);
  fsyncSync(entry);
  closeSync(entry);
}

function makeDirectory(dataDir: string): void {
  try {
    makeWithParents(resolve(dataDir));
    accessSync(dataDir, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StoreOpenError(
      'not-writable',
      `data directory ${dataDir} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** Mail is private: the file is made for its owner only, and SQLite gives its log the same rights. */
function makeFile(file: string): void {
  try {
    // Never opens a file that is there: closing it again would drop this process's locks on it (POSIX record locks).
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

function ownerOf(dataDir: string): string {
  try {
    const pid = readFileSync(join(dataDir, OWNER_FILE), 'utf8').trim();
    return /^\d{1,10}$/.test(pid) ? `pid ${pid}` : 'pid unknown';
  } catch {
    return 'pid unknown';
  }
}

function assertPragma(db: Sqlite.Database, name: string, wanted: unknown): void {
  const found = db.pragma(name, { simple: true });
  if (found !== wanted)
    throw new Error(`SQLite: ${name} is ${String(found)}, not ${String(wanted)}`);
}

/** After this every commit is flushed before it returns; better-sqlite3 is built to do so only at checkpoints. */
export function setDurable(db: Sqlite.Database, durable: boolean): void {
  db.pragma(durable ? 'synchronous = FULL' : 'synchronous = NORMAL');
  assertPragma(db, 'synchronous', durable ? 2 : 1);
}

/** Version 0.1.0 made databases that keep the room they once had. */
function rebuildOnce(db: Sqlite.Database): void {
  const number = (name: string): number => Number(db.pragma(name, { simple: true }));
  if (number('auto_vacuum') !== 0) return;
  if (number('page_count') * number('page_size') > MAX_REBUILT) return;
  db.pragma('auto_vacuum = INCREMENTAL');
  db.exec('VACUUM');
}

export interface Opening {
  dataDir: string;
  /** Octets the database may grow to; 0 for no bound but the disk's. */
  maxBytes: number;
  pid: number;
}

/** Throws `StoreOpenError`. The lock is held until the database is closed or the process ends, however it ends. */
export function openDatabase({ dataDir, maxBytes, pid }: Opening): Sqlite.Database {
  makeDirectory(dataDir);
  const file = join(dataDir, DATABASE_FILE);
  let db: Sqlite.Database | null = null;
  try {
    makeFile(file);
    db = new Sqlite(file, { timeout: LOCK_PATIENCE_MS });
    // Exclusive: the first access takes an OS lock and keeps it. No stale lock after kill -9, no pid to be taken for another's.
    db.pragma('locking_mode = EXCLUSIVE');
    db.pragma(`page_size = ${PAGE_SIZE}`);
    // Takes effect on a new database only; it is what lets `shrink` end the file earlier.
    db.pragma('auto_vacuum = INCREMENTAL');
    db.pragma('journal_mode = WAL');
    db.exec('BEGIN IMMEDIATE; COMMIT');
    assertPragma(db, 'journal_mode', 'wal');
    assertPragma(db, 'locking_mode', 'exclusive');
    setDurable(db, true);
    // On macOS fsync alone leaves data in the drive's cache; elsewhere these do nothing.
    db.pragma('fullfsync = ON');
    db.pragma('checkpoint_fullfsync = ON');
    db.pragma('secure_delete = ON');
    assertPragma(db, 'secure_delete', 1);
    // No temporary file ever holds anyone's mail.
    db.pragma('temp_store = MEMORY');
    db.pragma(`wal_autocheckpoint = ${LOG_PAGES}`);
    rebuildOnce(db);
    // The page size is that of the file, which an earlier version may have made.
    const pageSize = Number(db.pragma('page_size', { simple: true }));
    if (maxBytes > 0) db.pragma(`max_page_count = ${Math.max(1, Math.floor(maxBytes / pageSize))}`);
    writeFileSync(join(dataDir, OWNER_FILE), `${pid}\n`, { mode: 0o600 });
    return db;
  } catch (error) {
    db?.close();
    const code = codeOf(error);
    if (/^SQLITE_(?:BUSY|LOCKED)/.test(code)) {
      throw new StoreOpenError(
        'in-use',
        `data directory ${dataDir} is in use by another mailassay (${ownerOf(dataDir)})`,
      );
    }
    if (/^(?:SQLITE_(?:CANTOPEN|READONLY|PERM|FULL)|EACCES|EPERM|EROFS|ENOSPC|EDQUOT)/.test(code)) {
      throw new StoreOpenError(
        'not-writable',
        `data directory ${dataDir} cannot be written: ${error instanceof Error ? error.message : code}`,
      );
    }
    if (/^SQLITE_(?:CORRUPT|NOTADB)/.test(code))
      throw new StoreOpenError('damaged', `${file} is damaged or not a database of mailassay`);
    throw error;
  }
}
