// What keeps the service from starting, told in one line: a port that is taken, a folder that cannot be written, a full disk.
import { StartTrouble } from '../runtime/startup-error.ts';
import { StoreTrouble } from '../store/store.ts';
import { StoreUnusable } from '../store/store-open-error.ts';

const EXPLAINED: Record<string, string> = {
  EADDRINUSE: 'is already in use by another program; stop it or choose another port',
  EACCES: 'may not be bound by this user; ports below 1024 need privileges, or choose another port',
  EADDRNOTAVAIL: 'is not an address of this machine',
  ENOTFOUND: 'is not an address',
  EINVAL: 'is not an address',
};

/** Turns a bind error of `host:port` into a line that names the setting; any other error is handed on as it is. */
export function bindTrouble(error: unknown, setting: string, host: string, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const explained = EXPLAINED[code];
  const place = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  return explained === undefined ? error : new StartTrouble(`cannot listen on ${place} (${setting}): it ${explained}`);
}

/** Turns what the store or the file system has against the data directory into a line; any other error is handed on as it is. */
export function dataTrouble(error: unknown, dataDir: string): unknown {
  if (error instanceof StoreUnusable) return new StartTrouble(error.message);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!(error instanceof StoreTrouble) && !/^(?:ENOSPC|EDQUOT|EROFS|EACCES|EPERM|EIO|ENOTDIR)$/.test(code)) return error;
  return new StartTrouble(`data directory ${dataDir} can not be written: ${error instanceof Error ? error.message : code}`);
}
