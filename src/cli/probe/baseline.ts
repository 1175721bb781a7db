// `--baseline FILE`: how the last run came out, so that the next one tells what got worse, also while the verdict still is a pass.
// What could not be checked is not worse: it is not known.
import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { untrusted } from '../../report/untrusted-text.ts';
import { jsonText } from '../../report/json.ts';
import { problemsOf, titleOf } from '../../report/problem.ts';
import type { Report } from '../../report/report.ts';

const Baseline = z.object({
  schema: z.literal('mailassay-baseline/1'),
  at: z.string(),
  verdict: z.string(),
  /** Result word by method. */
  summary: z.record(z.string(), z.string()),
  /** Severity by code, of errors and warnings. */
  problems: z.record(z.string(), z.enum(['error', 'warning'])),
});
export type Baseline = z.infer<typeof Baseline>;

/** Why the file is of no use, in words that follow its name. */
export class UnusableBaseline extends Error {}

/** Null when there is none yet. */
export async function readBaseline(path: string): Promise<Baseline | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    if (code === 'ENOENT') return null;
    throw new UnusableBaseline(`cannot be read: ${code}`);
  }
  try {
    return Baseline.parse(JSON.parse(text));
  } catch {
    throw new UnusableBaseline('is not a mailassay baseline; delete it to start over');
  }
}

/** Written whole or not at all: a run that is cut off leaves the last one. */
export async function writeBaseline(path: string, report: Report): Promise<void> {
  try {
    await writeFile(`${path}.new`, jsonText(baselineOf(report)));
    await rename(`${path}.new`, path);
  } catch (error) {
    throw new UnusableBaseline(
      `cannot be written: ${error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'}`,
    );
  }
}

export function baselineOf(report: Report): Baseline {
  const problems: Baseline['problems'] = {};
  for (const { code, severity } of problemsOf(report))
    if (severity === 'error' || severity === 'warning') problems[code] = severity;
  return {
    schema: 'mailassay-baseline/1',
    at: report.receivedAt,
    verdict: report.verdict,
    summary: { ...report.summary },
    problems,
  };
}

/** How bad a word is; null for what is not known. */
function badness(method: string, result: string): number | null {
  if (method === 'tls')
    return result === 'none' ? 9 : 3 - Number.parseFloat(result.replace(/^\D*/, '') || '0');
  if (['temperror', 'unknown', 'not-run', 'skipped', 'pending', 'incomplete'].includes(result))
    return null;
  if (['pass', 'clean', 'ham'].includes(result)) return 0;
  return ['fail', 'permerror', 'listed', 'spam'].includes(result) ? 2 : 1;
}

/** One line for each thing that got worse. */
export function worseThan(before: Baseline, report: Report): string[] {
  const now = baselineOf(report);
  const results = Object.entries(now.summary).flatMap(([method, result]) => {
    const was = before.summary[method];
    const old = was === undefined ? null : badness(method, was);
    const current = badness(method, result);
    return old === null || current === null || current <= old
      ? []
      : [`${method} was ${untrusted(was ?? '', 40)}, is ${result}`];
  });
  const problems = problemsOf(report).flatMap((finding) => {
    const { code, severity } = finding;
    const was = before.problems[code];
    const isNew = now.problems[code] !== undefined && was === undefined;
    const isGraver = was === 'warning' && severity === 'error';
    return isNew || isGraver
      ? [`${isNew ? `new ${severity}` : 'now an error'}: ${titleOf(finding)} (${code})`]
      : [];
  });
  return [...results, ...problems];
}
