// The files that `probe` leaves for others: JUnit, SARIF, JSON. Without a report JUnit and SARIF say why; a JSON file of an earlier
// run would look like this one's and is taken away.
import { rm, writeFile } from 'node:fs/promises';
import { reportJson } from '../../report/json.ts';
import { junitOfAll, type NamedReport } from '../../report/junit.ts';
import { sarif, sarifOfAll } from '../../report/sarif.ts';
import { version } from '../../runtime/version.ts';
import { usageError } from '../command.ts';
import type { Expected } from '../expect.ts';

export interface ProbeFiles {
  junit?: string | undefined;
  sarif?: string | undefined;
  json?: string | undefined;
}

/** Ends the command with a line when a file cannot be written. */
export async function writeFiles(
  { junit, sarif: sarifFile, json }: ProbeFiles,
  outcome: NamedReport,
  expected: Expected,
): Promise<void> {
  if (junit !== undefined)
    await write('--junit', junit, junitOfAll([outcome], expected === null ? {} : { expected }));
  if (sarifFile !== undefined)
    await write(
      '--sarif',
      sarifFile,
      outcome.report === null
        ? sarifOfAll([outcome], { id: 'probe', version })
        : sarif(outcome.report),
    );
  if (json !== undefined && outcome.report !== null)
    await write('--json', json, reportJson(outcome.report));
  if (json !== undefined && outcome.report === null) await rm(json, { force: true });
}

async function write(option: string, path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (error) {
    throw usageError(
      `${option} ${path} cannot be written: ${error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'}`,
    );
  }
}
