// The COMMAND of `probe -- COMMAND`: what sends the mail. The address stands in its arguments as {address} and in its environment;
// what it prints goes to standard error, since standard output is the report's.
import { spawn } from 'node:child_process';

export interface CommandRun {
  words: readonly string[];
  /** By the name in braces. */
  values: Record<string, string>;
  /** The same for the COMMAND's environment. */
  variables: Record<string, string>;
  environment: Record<string, string | undefined>;
  print: (text: string) => void;
  signal: AbortSignal;
}

export type CommandEnding =
  | { kind: 'ended'; code: number }
  | { kind: 'killed'; signal: string }
  | { kind: 'unusable'; reason: string };

/** Never rejects. On abort it is asked to end, with what it started. */
export function runCommand({
  words,
  values,
  variables,
  environment,
  print,
  signal,
}: CommandRun): Promise<CommandEnding> {
  const filled = words.map((word) =>
    word.replace(/\{([a-z]+)\}/g, (whole, name: string) => values[name] ?? whole),
  );
  // A command in one string, as pipelines like to write it, is for the shell.
  const [file = '', ...args] =
    filled.length === 1 && /\s/.test(filled[0] ?? '') ? ['/bin/sh', '-c', ...filled] : filled;
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      stdio: ['inherit', 'pipe', 'pipe'],
      env: { ...environment, ...variables },
    });
    child.stdout.setEncoding('utf8').on('data', print);
    child.stderr.setEncoding('utf8').on('data', print);
    const end = (): void => void child.kill('SIGTERM');
    signal.addEventListener('abort', end, { once: true });
    child.once('error', (error) => {
      signal.removeEventListener('abort', end);
      const code = 'code' in error ? String(error.code) : error.message;
      resolve({
        kind: 'unusable',
        reason:
          { ENOENT: 'there is no such program', EACCES: 'it is not executable' }[code] ?? code,
      });
    });
    child.once('close', (code, killedBy) => {
      signal.removeEventListener('abort', end);
      resolve(
        killedBy === null
          ? { kind: 'ended', code: code ?? 0 }
          : { kind: 'killed', signal: killedBy },
      );
    });
  });
}
