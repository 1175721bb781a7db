// Keys and certificates that settings name: the path of a PEM file (RFC 7468), or the PEM text itself, as container platforms hand out
// secrets in variables. There a line end may be written as \\n.
import { readFile } from 'node:fs/promises';

export function isPemText(value: string): boolean {
  return value.includes('-----BEGIN ');
}

/** Rejects as `readFile` does. */
export async function readPem(value: string): Promise<string> {
  return isPemText(value)
    ? `${value.replaceAll('\\n', '\n').trim()}\n`
    : await readFile(value, 'utf8');
}

/** For lines people read and logs: the path, or the setting's name for a text. */
export function pemName(value: string, setting: string): string {
  return isPemText(value) ? setting : value;
}
