// A second opinion on zone lines: BIND's own parser.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Why it cannot be asked; undefined when it can. */
export const noBind =
  spawnSync('named-checkzone', ['-h']).error === undefined
    ? undefined
    : 'named-checkzone is not installed (bind9-utils)';

/** The TXT records of a zone file, as BIND reads it, each with its strings joined. */
export function byBind(lines: readonly string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'mailassay-zone-'));
  try {
    const file = join(folder, 'zone');
    writeFileSync(
      file,
      [
        '$ORIGIN .',
        '$TTL 300',
        '. IN SOA a.example. b.example. 1 1 1 1 1',
        '. IN NS a.example.',
        'a.example. IN A 192.0.2.1',
        ...lines,
        '',
      ].join('\n'),
    );
    const { status, stdout, stderr } = spawnSync(
      'named-checkzone',
      ['-i', 'none', '-k', 'ignore', '-D', '-o', '-', '.', file],
      { encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(`${stdout}${stderr}${lines.join('\n')}`);
    return stdout.split('\n').flatMap((line) => {
      const text = /\sIN\s+TXT\s+(.*)$/.exec(line)?.[1];
      return text === undefined ? [] : [joined(text)];
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** RFC 1035 §5.1. */
function joined(text: string): string {
  const octets = [...text.matchAll(/"((?:[^"\\]|\\.)*)"/gs)].flatMap(([, inner = '']) =>
    [...inner.matchAll(/\\(\d{3})|\\(.)|([^\\])/gs)].flatMap(([, number, escaped, plain]) =>
      number === undefined ? [...Buffer.from(escaped ?? plain ?? '')] : [Number(number)],
    ),
  );
  return Buffer.from(octets).toString('utf8');
}

/** The zone lines and blocks that a text report prints. */
export function printedZone(text: string): string[] {
  return [...text.matchAll(/^\S+\. (?:\d+ )?IN \S+ (?:\(\n(?: {2}".*"\n)+\)|[^\s(].*)$/gm)].map(
    ([lines]) => lines,
  );
}

/** What stands below "As one line:" in either language. */
export function printedLines(text: string): string[] {
  return [...text.matchAll(/^ +(?:As one line|Dalam satu baris):\n(.*)$/gm)].map(
    ([, line = '']) => line,
  );
}
