// What keeps the service from starting, told in one line: a port that is taken, a folder that cannot be written, a full disk.
import { StartupError } from '../runtime/startup-error.ts';
import { StoreError } from '../store/store.ts';
import { StoreOpenError } from '../store/store-open-error.ts';

const EXPLAINED: Record<string, string> = {
  EADDRINUSE: 'is already in use by another program; stop it or choose another port',
  EACCES: 'may not be bound by this user; ports below 1024 need privileges, or choose another port',
  EADDRNOTAVAIL: 'is not an address of this machine',
  ENOTFOUND: 'is not an address',
  EINVAL: 'is not an address',
};

/** Turns a bind error of `host:port` into a line that names the setting; any other error is handed on as it is. */
export function bindError(error: unknown, setting: string, host: string, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const explained = EXPLAINED[code];
  const place = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  return explained === undefined
    ? error
    : new StartupError(`cannot listen on ${place} (${setting}): it ${explained}`);
}

/** Turns what the store or the file system has against the data directory into a line; any other error is handed on as it is. */
export function dataError(error: unknown, dataDir: string): unknown {
  if (error instanceof StoreOpenError) return new StartupError(error.message);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (
    !(error instanceof StoreError) &&
    !/^(?:ENOSPC|EDQUOT|EROFS|EACCES|EPERM|EIO|ENOTDIR)$/.test(code)
  )
    return error;
  return new StartupError(
    `data directory ${dataDir} cannot be written: ${error instanceof Error ? error.message : code}`,
  );
}
