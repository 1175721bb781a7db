// What a Port25 report quotes of the message: the original mail at its end, and the canonicalized body of a DKIM section
// (RFC 6376 §3.4.3, §3.4.4), both from the excerpt that the report keeps.
import { untrusted } from '../untrusted-text.ts';
import { wrap } from '../wrap.ts';

/** Quoted line by line, so that nothing in it can pass for a line of the report. */
export function originalLines(excerpt: string): string[] {
  return excerpt
    .replace(/(?:\r?\n)+$/, '')
    .split(/\r?\n/)
    .flatMap((line) => wrap(untrusted(line.replaceAll('\t', ' '), 500), { first: '> ' }));
}

/** Lines ending in '0D''0A' as the verifier showed them; [] without a body in the excerpt. */
export function canonicalBodyLines(
  excerpt: string,
  canonicalization: string,
  most: number,
): string[] {
  const start = /\r?\n\r?\n/.exec(excerpt);
  if (start === null) return [];
  const relaxed = canonicalization.split('/')[1]?.trim().toLowerCase() === 'relaxed';
  const lines = excerpt.slice(start.index + start[0].length).split(/\r?\n/);
  const canonical = lines.map((line) => (relaxed ? line.replace(/[ \t]+/g, ' ').trimEnd() : line));
  while (canonical.at(-1) === '') canonical.pop();
  const shown = canonical.slice(0, most).flatMap((line) =>
    wrap(`${untrusted(line.replaceAll('\t', "'09'"), 160)}'0D''0A'`, {
      first: '    ',
      rest: '      ',
    }),
  );
  return canonical.length > most ? [...shown, '    …'] : shown;
}

/** The canonicalized header that was hashed, in the same notation. */
export function canonicalHeaderLines(header: string, most: number): string[] {
  const lines = header.replace(/(?:\r?\n)+$/, '').split(/\r?\n(?![ \t])/);
  const shown = lines
    .slice(0, most)
    .flatMap((line) =>
      wrap(
        `${untrusted(line.replace(/\r?\n/g, "'0D''0A'").replaceAll('\t', "'09'"), 300)}'0D''0A'`,
        { first: '    ', rest: '      ' },
      ),
    );
  return lines.length > most ? [...shown, '    …'] : shown;
}
