// Runs a command line in this process: a process of its own takes a second, of which tables of cases have many.
import { runProgram } from '../../src/cli/program.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import { randomIds } from '../../src/runtime/ids.ts';

export interface RunHere {
  code: number;
  stdout: string;
  stderr: string;
}

export async function runHere(
  args: readonly string[],
  variables: Record<string, string | undefined> = {},
): Promise<RunHere> {
  let stdout = '';
  let stderr = '';
  const code = await runProgram(args, {
    terminal: {
      out: (text) => void (stdout += text),
      err: (text) => void (stderr += text),
      paint: (_, text) => text,
      isInteractive: false,
      readInput: () => Promise.resolve(new Uint8Array()),
      inputEnds: () => Promise.resolve(),
    },
    environment: Object.fromEntries(
      Object.entries(variables).map(([name, value]) => [`MAILASSAY_${name}`, value]),
    ),
    clock: systemClock,
    ids: randomIds,
    shutdownRequested: new Promise(() => {}),
  });
  return { code, stdout, stderr };
}
