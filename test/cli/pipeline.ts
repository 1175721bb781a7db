// A machine that runs pipelines: `npx` and `mailassay` start this checkout, `./send-test-mail` sends as the application would.
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, temporaryFolder, type Run } from '../service/serve.ts';

export interface Pipeline {
  /** Where scripts run. */
  folder: string;
  /** Runs a script as a step of a pipeline is run; `mail` is how `./send-test-mail ADDRESS` sends. */
  run(script: string, mail?: readonly string[]): Promise<Run>;
  close(): Promise<void>;
}

const quoted = (words: readonly string[]): string =>
  words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');

function program(path: string, script: string): void {
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
}

/** `smtpPort` is the service's; mail comes as from the sender's host. */
export async function openPipeline({
  smtpPort,
  variables = {},
}: {
  smtpPort: number;
  variables?: Record<string, string>;
}): Promise<Pipeline> {
  const place = await temporaryFolder();
  const folder = place.path;
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const main = quoted([process.execPath, join(ROOT, 'src/main.ts')]);
  program(join(bin, 'mailassay'), `exec ${main} "$@"`);
  program(
    join(bin, 'npx'),
    `[ "$1" = --yes ] && shift; case "$1" in mailassay|mailassay@*) shift; exec ${main} "$@";; esac; exit 127`,
  );
  const mailer = quoted([process.execPath, join(ROOT, 'test/cli/mailer.ts')]);
  program(
    join(folder, 'send-test-mail'),
    `port=${smtpPort}; stated='--ip 192.0.2.10'\nif [ "$1" = --smtp ]; then port=\${2##*:}; stated=; shift 2; fi\nexec ${mailer} "$port" "$1" $stated $MAIL_OPTIONS`,
  );
  const settings = Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [`MAILASSAY_${name}`, value]),
  );
  return {
    folder,
    run: (script, mail = []) =>
      new Promise((resolve) => {
        const env = {
          PATH: `${bin}:${process.env['PATH'] ?? ''}`,
          HOME: folder,
          CI: 'true',
          MAIL_OPTIONS: mail.join(' '),
          ...settings,
        };
        // GitHub and GitLab run steps so: the first command that fails ends it.
        const child = spawn('/bin/sh', ['-e', '-c', script], {
          cwd: folder,
          env,
          stdio: ['ignore', 'pipe', 'pipe'],
        });
        let stdout = '';
        let stderr = '';
        child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
        child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
        child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
      }),
    close: () => place.remove(),
  };
}
