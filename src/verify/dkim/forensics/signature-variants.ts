// The DKIM-Signature field itself as its signer may have folded it (RFC 6376 §3.7: under "simple" every octet of it but the value of b=
// is signed). Tags stay as they are; what stands between them is exchanged.
import { foldings } from './field-space.ts';
import { fieldParts, type HeaderEdit, type HeaderStep } from './header-edit.ts';

const REFOLDED: readonly HeaderStep[] = [{ kind: 'signature-refolded', detail: 'DKIM-Signature' }];

const INDENTS = [
  '\t',
  ' ',
  '        ',
  '  ',
  '    ',
  '\t  ',
  '\t ',
  '   ',
  '       ',
  '      ',
  '     ',
];

/** The usual ways, or all that are known. */
export function* signatureVariants(line: string, thorough: boolean): Generator<HeaderEdit> {
  const { name, rest } = fieldParts(line);
  const seen = new Set([rest]);
  const made = function* (changed: string, rank: number): Generator<HeaderEdit> {
    if (seen.has(changed)) return;
    seen.add(changed);
    yield { slots: [], signature: `${name}:${changed}`, steps: REFOLDED, rank };
  };
  for (const other of ['DKIM-Signature', 'Dkim-Signature', 'dkim-signature'])
    if (other !== name)
      yield { slots: [], signature: `${other}:${rest}`, steps: REFOLDED, rank: 1.2 };
  yield* made(rest.replace(/\r\n(?=[ \t])/g, ''), 0.3);
  const flat = rest.replace(/[ \t]*\r\n[ \t]+/g, ' ');
  yield* made(flat, 0.4);
  for (const [at, indent] of INDENTS.entries()) {
    yield* made(rest.replace(/[ \t]*\r\n[ \t]+/g, `\r\n${indent}`), at < 3 ? 0.4 : 1.5);
    yield* made(rest.replace(/[ \t]*\r\n[ \t]+/g, ` \r\n${indent}`), 3);
  }
  yield* made(flat.replace(/;[ \t]*(?=\S)/g, '; '), 2);
  yield* made(flat.replace(/;[ \t]*(?=\S)/g, ';'), 2);
  if (!thorough) return;
  // A tag a line, and lists broken or not.
  const specs = flat.split(';').map((spec) => spec.trim());
  for (const indent of INDENTS) {
    for (const lead of ['', ' ']) yield* made(`${lead}${specs.join(`;\r\n${indent}`)}`, 3);
  }
  // Values that hold no space may have been broken anywhere a colon or a digit of base64 stands: put together first.
  const whole = specs.map((spec) =>
    /^(?:h|b|bh|z)\s*=/.test(spec) ? spec.replace(/\s+/g, '') : spec,
  );
  for (const compact of new Set([whole.join('; '), specs.join('; ')])) {
    yield* made(` ${compact}`, 2);
    yield* made(compact, 3);
    for (const indent of INDENTS.slice(0, 6))
      for (let width = 60; width <= 80; width++)
        for (const offset of [0, name.length + 1])
          yield* made(filled(compact, width, indent, offset), 4);
    for (const [changed, rank] of foldings(` ${compact}`, true)) yield* made(changed, rank);
  }
  for (const [changed, rank] of foldings(rest, true)) yield* made(changed, rank);
}

/** Tags put on lines as long as they fit. */
function filled(compact: string, width: number, indent: string, offset: number): string {
  const lines: string[] = [];
  let row = ' ';
  for (const spec of compact.split('; ')) {
    const room = width - (lines.length === 0 ? offset : 0);
    if (row.trim() !== '' && row.length + spec.length + 1 > room) {
      lines.push(row.trimEnd());
      row = indent;
    }
    row += `${spec}; `;
  }
  lines.push(row.trimEnd().replace(/;$/, ''));
  return lines.join('\r\n');
}
