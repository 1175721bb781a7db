// DATABASE_URL as PostgreSQL's own programs read it (libpq, "Connection URIs" and "SSL Support"): host, port, user, database and the
// TLS options sslmode, sslrootcert, sslcert and sslkey. Files are read here; a file that cannot be read stops the start.
import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';
import { StoreOpenError } from '../store-open-error.ts';

export interface Server {
  host: string;
  port: number;
  user: string | undefined;
  password: string | undefined;
  database: string | undefined;
  options: string | undefined;
  applicationName: string;
  /** What TLS is asked for; `optional` goes on without it when the server has none (sslmode=prefer). */
  tls: { wanted: 'none' | 'optional' | 'required'; options: ConnectionOptions };
  /** `host:port/database`, for lines people read: no user, no password. */
  name: string;
}

function fileOf(path: string | null, parameter: string): string | undefined {
  if (path === null) return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw new StoreOpenError(
      'not-configured',
      `cannot read ${path} (${parameter} of DATABASE_URL): ${code}`,
    );
  }
}

function tlsOf(parameters: URLSearchParams, isSocketFile: boolean): Server['tls'] {
  const mode = parameters.get('sslmode') ?? 'prefer';
  if (isSocketFile || mode === 'disable') return { wanted: 'none', options: {} };
  const rootCert = parameters.get('sslrootcert');
  const ca = rootCert === 'system' ? undefined : fileOf(rootCert, 'sslrootcert');
  const cert = fileOf(parameters.get('sslcert'), 'sslcert');
  const key = fileOf(parameters.get('sslkey'), 'sslkey');
  const own = {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  };
  if (mode === 'verify-full' || rootCert === 'system') return { wanted: 'required', options: own };
  if (mode === 'verify-ca' && ca === undefined)
    throw new StoreOpenError(
      'not-configured',
      'sslmode=verify-ca of DATABASE_URL needs sslrootcert, the file of the certificate authority',
    );
  // libpq: `require` with a root certificate verifies as `verify-ca` does.
  if (ca !== undefined && mode !== 'prefer' && mode !== 'allow')
    return { wanted: 'required', options: { ...own, checkServerIdentity: () => undefined } };
  return {
    wanted: mode === 'require' ? 'required' : 'optional',
    options: { ...own, rejectUnauthorized: false },
  };
}

const given = (text: string | null): string | undefined =>
  text === null || text === '' ? undefined : text;

/** Throws `StoreOpenError`. That it is a URL of PostgreSQL was checked with the settings. */
export function readDatabaseUrl(url: string): Server {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url);
  const host =
    given(searchParams.get('host')) ??
    given(decodeURIComponent(hostname.replace(/^\[(.*)\]$/, '$1'))) ??
    'localhost';
  const database =
    given(searchParams.get('dbname')) ?? given(decodeURIComponent(pathname.slice(1)));
  const portNumber = Number(given(searchParams.get('port')) ?? (given(port) || 5432));
  return {
    host,
    port: portNumber,
    user: given(searchParams.get('user')) ?? given(decodeURIComponent(username)),
    password: given(searchParams.get('password')) ?? given(decodeURIComponent(password)),
    database,
    options: given(searchParams.get('options')),
    applicationName: given(searchParams.get('application_name')) ?? 'mailassay',
    tls: tlsOf(searchParams, host.startsWith('/')),
    name: `${host.includes(':') ? `[${host}]` : host}:${portNumber}/${database ?? ''}`,
  };
}
