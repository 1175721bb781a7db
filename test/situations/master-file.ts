// Reads the records that a text prints for people to copy: master-file lines (RFC 1035 §5.1), one line or in parentheses.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Printed {
  /** Lower case, without the root dot. */
  name: string;
  type: string;
  /** TXT: strings joined; else the data as one text. */
  value: string;
  /** The lines as they stand. */
  lines: string[];
  /** No master file says it so. */
  problem: string | null;
}

const START = /^\s*([^\s"']+)\s+(?:\d+\s+)?IN\s+(TXT|SPF|A|AAAA|MX|CNAME|PTR)\s+(.+)$/;
const STRING = /"((?:[^"\\]|\\[^])*)"|([^\s()"]+)|([()])|\s+|(")/gy;

/** The data of one record: null while a parenthesis is open, a text when the quotes are not sound. */
function dataOf(text: string): { strings: string[] } | 'open' | 'unsound' {
  const strings: string[] = [];
  let depth = 0;
  for (const [, quoted, word, parenthesis, lone] of text.matchAll(STRING)) {
    if (lone !== undefined) return 'unsound';
    if (parenthesis !== undefined) depth += parenthesis === '(' ? 1 : -1;
    const string = quoted ?? word;
    if (string !== undefined)
      strings.push(
        string.replace(/\\(\d{3}|[^])/g, (_, what: string) =>
          what.length === 3 ? String.fromCharCode(Number(what)) : what,
        ),
      );
  }
  return depth > 0 ? 'open' : { strings };
}

/** Every record line of a text, in order. */
export function printedRecords(text: string): Printed[] {
  const rows = text.split('\n');
  const printed: Printed[] = [];
  for (let at = 0; at < rows.length; at++) {
    const [, name = '', type = '', rest] = START.exec(rows[at] ?? '') ?? [];
    if (rest === undefined) continue;
    const lines = [rows[at] ?? ''];
    let data = dataOf(rest);
    for (
      let all = rest;
      data === 'open' && at + 1 < rows.length && (rows[at + 1] ?? '').trim() !== '';
    ) {
      at += 1;
      lines.push(rows[at] ?? '');
      all += `\n${rows[at]}`;
      data = dataOf(all);
    }
    const one = { name: name.toLowerCase().replace(/\.$/, ''), type, lines };
    if (data === 'open' || data === 'unsound')
      printed.push({
        ...one,
        value: '',
        problem: data === 'open' ? 'its parenthesis is not closed' : 'its quotes are not sound',
      });
    else {
      const long = data.strings.some((string) => Buffer.byteLength(string) > 255);
      const relative = name.endsWith('.') ? null : 'its name has no final dot';
      const value = /^(?:TXT|SPF)$/.test(type)
        ? data.strings.join('')
        : data.strings.join(' ').replace(/\.$/, '');
      printed.push({
        ...one,
        value,
        problem: long ? 'a string is longer than 255 octets' : relative,
      });
    }
  }
  return printed;
}

/** What BIND reads in the lines; null where it is not installed. TXT only: others depend on what stands beside them. */
export function readByBind(lines: readonly string[]): Set<string> | null {
  const folder = mkdtempSync(join(tmpdir(), 'mailassay-zone-'));
  try {
    const file = join(folder, 'zone');
    writeFileSync(
      file,
      [
        '$TTL 300',
        '. IN SOA ns. root. 1 2 3 4 5',
        '. IN NS ns.',
        'ns. IN A 192.0.2.53',
        ...lines,
        '',
      ].join('\n'),
    );
    const out = execFileSync(
      'named-checkzone',
      ['-i', 'none', '-k', 'ignore', '-D', '-o', '-', '.', file],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 26 },
    );
    const text = out.replace(/^([^\s]+\s+)(\d+\s+)?/gm, '$1');
    return new Set(printedRecords(text).map(({ name, value }) => `${name} ${value}`));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
