// What these tests need beyond npm: real mail software, and root for Postfix. Where it is missing they say so aloud and are skipped;
// in CI they fail instead, because there it has to be (.ci/run installs it).
import { spawnSync } from 'node:child_process';
import { getuid } from 'node:process';

/** Debian's Python: the packages of python3-dkim and python3-spf are its own. */
export const PYTHON = '/usr/bin/python3';

function lacks(): string[] {
  const has = (command: string): boolean =>
    spawnSync('sh', ['-c', `command -v ${command}`], {
      env: { PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` },
    }).status === 0;
  const missing = ['postfix', 'opendkim', 'opendkim-genkey', 'swaks'].filter(
    (command) => !has(command),
  );
  if (spawnSync(PYTHON, ['-c', 'import dkim, spf, dns.resolver']).status !== 0)
    missing.push('python3-dkim and python3-spf');
  if (getuid?.() !== 0) missing.push('root');
  return missing;
}

/** True when the tests can run. */
export function requirements(): boolean {
  const missing = lacks();
  if (missing.length === 0) return true;
  const line = `tests with real mail software are skipped; missing: ${missing.join(', ')}`;
  if (process.env['CI'] === 'true') throw new Error(line);
  process.stderr.write(
    `\n*** ${line}\n*** apt-get install postfix opendkim opendkim-tools swaks python3-dkim python3-spf, and run as root\n\n`,
  );
  return false;
}
