// MIME structure that was changed around or within the text (RFC 2046 §5.1): the message wrapped in a new multipart, a part's header
// written anew, the preamble gone. Parts that were added are blocks of lines: body-blocks.ts finds them.
import { candidate, shown, textStep, type BodyCandidate } from './body-candidate.ts';
import { fieldOf, isMultipart, mimeTree, type MessageType, type MimePart } from './mime-tree.ts';

const PREAMBLES = [
  'This is a multi-part message in MIME format.',
  'This is a multi-part message in MIME format',
  'This is a multipart message in MIME format.',
  'This is a MIME-encapsulated message',
  'This is a MIME-formatted message.',
  'This message is in MIME format.',
  'This is a cryptographically signed message in MIME format.',
  'This is an OpenPGP/MIME signed message (RFC 4880 and 3156)',
  'Content-Type: multipart/mixed;',
];

export function* structureUndone(text: string, message: MessageType): Generator<BodyCandidate> {
  const parts = mimeTree(text, message);
  const [root, ...within] = parts;
  if (root === undefined || (within.length === 0 && !isMultipart(root))) return;
  yield* partsAdded(text, parts);
  yield* preamble(text, root, within[0]);
  yield* boundaries(text, parts);
}

/** Headers of parts in other words. */
export function* partHeadersUndone(text: string, message: MessageType): Generator<BodyCandidate> {
  const within = mimeTree(text, message).slice(1, 13);
  yield* encodingFields(text, within);
  for (const part of within) yield* headers(text, part);
}

/** What the parts say of their encoding, where it was written otherwise and the content stayed. */
function* encodingFields(text: string, within: readonly MimePart[]): Generator<BodyCandidate> {
  for (const [from, to] of [
    ['8bit', '7bit'],
    ['7bit', '8bit'],
    ['8bit', '8BIT'],
    ['7bit', '7BIT'],
    ['quoted-printable', 'Quoted-Printable'],
    ['quoted-printable', 'QUOTED-PRINTABLE'],
    ['base64', 'BASE64'],
    ['base64', 'Base64'],
  ] as const) {
    const pattern = new RegExp(
      `((?:^|\\r\\n)content-transfer-encoding[ \\t]*:[ \\t]*)${from}(?=\\r\\n)`,
      'i',
    );
    const having = within.filter(
      (part) =>
        part.start - part.header < MAX_HEADER_LENGTH &&
        pattern.test(text.slice(part.header, part.start)),
    );
    for (const some of having.length > 1 ? [having, ...having.map((part) => [part])] : [having]) {
      if (some.length === 0) continue;
      let out = text;
      for (const part of some.toReversed())
        out =
          out.slice(0, part.header) +
          out.slice(part.header, part.start).replace(pattern, `$1${to}`) +
          out.slice(part.start);
      yield candidate(
        out,
        'mime-header-changed',
        `Content-Transfer-Encoding ${to} made ${from} in ${some.map(({ path }) => `part ${path}`).join(', ')}`,
      );
    }
  }
}

const MAX_HEADER_LENGTH = 4096;

/** The whole message became a part, or an attached message, of a new one. */
export function* wrappingUndone(text: string, message: MessageType): Generator<BodyCandidate> {
  const [root, ...within] = mimeTree(text, message);
  const closing = root !== undefined && root.closing < text.length ? root.closing : -1;
  for (const { path, type, contentType, encoding, start, end } of within) {
    const content = text.slice(start, end);
    const detail = `the message became part ${path} (${type}) of ${within.filter((part) => !part.path.includes('.')).length}`;
    const wrapped = candidate(content, 'wrapped-in-multipart', detail);
    // What stands below the new multipart came later still.
    const below =
      closing < 0
        ? ''
        : text
            .slice(closing)
            .replace(/^[^\r]*/, '')
            .replace(/[\r\n]+/g, '');
    const added: BodyCandidate['steps'] =
      below === ''
        ? []
        : [
            below.trim() === ''
              ? { kind: 'blank-lines-changed', detail: 'below the new multipart' }
              : textStep('lines-appended', `below the new multipart: ${shown(below)}`, below),
          ];
    yield {
      text: content,
      steps: [...wrapped.steps, ...added],
      message: { contentType, encoding },
    };
    // A program that wraps the message in place leaves its preamble above the new delimiter.
    const preamble = path === '1' ? text.slice(0, within[0]?.delimiter ?? 0) : '';
    if (preamble !== '')
      yield {
        ...candidate(preamble + content, 'wrapped-in-multipart', `${detail}, its preamble stayed`),
        message: { contentType, encoding },
      };
    if (type !== 'message/rfc822') continue;
    const empty = content.indexOf('\r\n\r\n');
    if (empty < 0) continue;
    const fields = content.slice(0, empty).replace(/\r\n(?=[ \t])/g, '');
    const inner = {
      contentType: fieldOf(fields, 'content-type'),
      encoding: fieldOf(fields, 'content-transfer-encoding'),
    };
    yield {
      ...candidate(
        content.slice(empty + 4),
        'wrapped-in-multipart',
        `the message became an attachment, part ${path}`,
      ),
      message: inner,
    };
  }
}

/** One part less. */
function* partsAdded(text: string, parts: readonly MimePart[]): Generator<BodyCandidate> {
  const delimiters = parts
    .flatMap(({ delimiter, closing, boundary }) =>
      boundary === null ? [delimiter] : [delimiter, closing],
    )
    .filter((at) => at >= 0);
  for (const { delimiter, end, type } of parts.slice(1)) {
    const next = delimiters.filter((at) => at >= end).sort((a, b) => a - b)[0];
    if (next !== undefined)
      yield candidate(text.slice(0, delimiter) + text.slice(next), 'mime-part-added', type);
  }
}

function* preamble(
  text: string,
  root: MimePart,
  first: MimePart | undefined,
): Generator<BodyCandidate> {
  if (!isMultipart(root) || first === undefined) return;
  const change = (changed: string, detail: string): BodyCandidate =>
    candidate(changed, 'mime-part-removed', detail);
  const rest = text.slice(first.delimiter);
  const before = text.slice(0, first.delimiter);
  if (before.trim() !== '')
    yield {
      text: rest,
      steps: [
        textStep(
          'lines-prepended',
          `a preamble put before the first part: ${shown(before)}`,
          before,
        ),
      ],
    };
  else if (before !== '') yield candidate(rest, 'blank-lines-changed', 'added at the start');
  for (const line of PREAMBLES) {
    for (const [before, after] of [
      ['', '\r\n'],
      ['', '\r\n\r\n'],
      ['\r\n', '\r\n'],
      ['\r\n', '\r\n\r\n'],
    ] as const)
      yield change(before + line + after + rest, `the preamble ${JSON.stringify(line)}`);
  }
}

/** Lines of a part's header in other words. */
function* headers(text: string, part: MimePart): Generator<BodyCandidate> {
  const header = text.slice(part.header, part.start);
  if (header.length > MAX_HEADER_LENGTH) return;
  const change = (changed: string, detail: string): BodyCandidate =>
    candidate(
      text.slice(0, part.header) + changed + text.slice(part.start),
      'mime-header-changed',
      `${detail}, part ${part.path} (${part.type})`,
    );
  const forms = new Map<string, string>();
  const add = (changed: string, detail: string): void => {
    if (changed !== header && !forms.has(changed)) forms.set(changed, detail);
  };
  add(header.replace(/\r\n[ \t]+(?=\S)/g, ' '), 'folded');
  for (const fold of ['\r\n\t', '\r\n ', '\r\n  ', '\r\n    ', '\r\n        '])
    add(header.replace(/;(?:\r\n)?[ \t]+/g, `;${fold}`), 'unfolded');
  add(header.replace(/;[ \t]*(?:\r\n[ \t]+)?(?=\S)/g, ';'), 'space put between parameters');
  add(header.replace(/;[ \t]*(?:\r\n[ \t]+)?(?=\S)/g, '; '), 'white space between parameters');
  add(
    header.replace(/(charset|name|format|boundary|filename)="([^"\s;]+)"/gi, '$1=$2'),
    'parameters quoted',
  );
  add(header.replace(/(charset|name|filename)=([^"\s;]+)/gi, '$1="$2"'), 'parameters unquoted');
  add(header.replace(/(charset)=([^"\s;]+)/gi, '$1="$2"'), 'the charset unquoted');
  add(
    header.replace(
      /(charset="?)([^"\s;]+)/gi,
      (_, name: string, value: string) => name + value.toUpperCase(),
    ),
    'the charset in lower case',
  );
  add(
    header.replace(
      /(charset="?)([^"\s;]+)/gi,
      (_, name: string, value: string) => name + value.toLowerCase(),
    ),
    'the charset in capitals',
  );
  for (const charset of [
    'utf-8',
    'UTF-8',
    'us-ascii',
    'US-ASCII',
    'iso-8859-1',
    'ISO-8859-1',
    'windows-1252',
  ])
    add(
      header.replace(/(charset="?)([^"\s;]+)/i, `$1${charset}`),
      `the charset, ${charset} before`,
    );
  add(header.replace(/^mime-version:[^\r]*\r\n/im, ''), 'MIME-Version added');
  add(
    header.replace(
      /(^|\r\n)([^\r:]+)(?=:)/g,
      (_, start: string, name: string) =>
        start + name.replace(/-([a-z])/g, (dash) => dash.toUpperCase()),
    ),
    'field names in lower case',
  );
  add(
    header.replace(
      /(^|\r\n)([^\r:]+)(?=:)/g,
      (_, start: string, name: string) => start + name.charAt(0) + name.slice(1).toLowerCase(),
    ),
    'field names in capitals',
  );
  add(header.replace(/(^|\r\n)([^\r:]+):[ \t]*/g, '$1$2: '), 'white space after the name');
  const lines = header.split(/\r\n(?![ \t])/).slice(0, -2);
  if (lines.length > 1 && lines.length <= 4)
    for (const order of orders(lines))
      add([...order, '', ''].join('\r\n'), 'fields in another order');
  if (!/content-disposition/i.test(header))
    add(
      `${lines.join('\r\n')}\r\nContent-Disposition: inline\r\n\r\n`,
      'Content-Disposition removed',
    );
  if (!/content-transfer-encoding/i.test(header))
    for (const encoding of ['7bit', '8bit', '7BIT', '8BIT'])
      add(
        `${lines.join('\r\n')}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`,
        'Content-Transfer-Encoding removed',
      );
  for (const [changed, detail] of forms) yield change(changed, detail);
}

function* orders(lines: readonly string[]): Generator<string[]> {
  if (lines.length <= 1) {
    yield [...lines];
    return;
  }
  for (const [at, line] of lines.entries())
    for (const rest of orders([...lines.slice(0, at), ...lines.slice(at + 1)]))
      yield [line, ...rest];
}

/** White space and line ends around delimiters, which re-assembling programs do not keep. */
function* boundaries(text: string, parts: readonly MimePart[]): Generator<BodyCandidate> {
  for (const { boundary, closing, path } of parts) {
    if (boundary === null) continue;
    const detail = `the closing delimiter${path === '' ? '' : ` of part ${path}`}`;
    const marker = `--${boundary}--`;
    if (!text.startsWith(marker, closing))
      yield candidate(
        `${text}\r\n${marker}\r\n`.replace(`\r\n\r\n${marker}`, `\r\n${marker}`),
        'mime-part-removed',
        detail,
      );
    else if (path === '')
      yield candidate(text.slice(0, closing), 'lines-appended', `${detail} and what follows`);
  }
}
