// Whether files that hold secrets are readable by every user of this machine.
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { replyKeyPath } from '../../respond/signing-key.ts';
import { DATABASE_FILE } from '../../store/sqlite/open.ts';
import { type Check, not, type DoctorContext } from './check.ts';

/** Read by others than owner and group. */
const READ_BY_ALL = 0o004;

export async function fileChecks({ settings, configFile = null }: DoctorContext): Promise<Check[]> {
  const files: [string, string][] = [
    ['the private key that signs replies', replyKeyPath(settings)],
    ['the private key of TLS', settings.tlsKey ?? join(settings.dataDir, 'tls.pem')],
    ['the database', join(settings.dataDir, DATABASE_FILE)],
    ...(configFile === null ? [] : ([['the config file', configFile]] as [string, string][])),
  ];
  const found = await Promise.all(
    files.map(async ([what, path]): Promise<Check | null> => {
      const mode = await stat(path).then(
        (file) => file.mode,
        () => 0,
      );
      return (mode & READ_BY_ALL) === 0
        ? null
        : not(
            'files',
            `${what}, ${path}, can be read by every user of this machine: chmod 600 ${path}, and give it to the user that runs the service`,
          );
    }),
  );
  return found.filter((check) => check !== null);
}
