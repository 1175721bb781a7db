// What was done to all text parts of a message alike, undone: links led through a gateway, a character set exchanged, an encoding exchanged
// (RFC 2045 §6). The text is then written as the sender's program may have written it. Not known here: what was put into one part.
import type { BodyCandidate, BodyStep } from './body-candidate.ts';
import { linksRestored } from './body-links.ts';
import { charsetsOf, octetsIn, textIn } from './charset-tables.ts';
import { encodersOf } from './encoders.ts';
import type { MessageType } from './mime-tree.ts';
import { headerForms } from './part-header.ts';
import { exchanged, leavesOf, pieces, segmentOf, type Leaf } from './part-leaves.ts';

export interface Base {
  text: string;
  message: MessageType;
  steps: BodyStep[];
}

/** The text with something done to all of its text parts undone. */
export function* basesOf(text: string, message: MessageType): Generator<Base> {
  const leaves = leavesOf(text, message);
  yield* linkBases(text, message, leaves);
  yield* charsetBases(text, message, leaves);
  yield* decodedBases(text, message, leaves);
  const [only] = leaves;
  if (only?.part.path === '' && leaves.length === 1)
    for (const { text: before, steps, message: type = message } of recodingsUndone(text, message))
      yield { text: before, steps: [...steps], message: type };
}

function* linkBases(text: string, message: MessageType, leaves: readonly Leaf[]): Generator<Base> {
  const lists = leaves
    .map((leaf) => ({ leaf, forms: [...linksRestored(leaf.plain)] }))
    .filter(({ forms }) => forms.length > 0);
  if (lists.length === 0) return;
  const most = Math.max(...lists.map(({ forms }) => forms.length));
  const links = (some: typeof lists, at: (index: number) => number): BodyStep[] => {
    const found = some.flatMap(({ forms }, index) => forms[at(index)] ?? forms.at(-1) ?? []);
    const count = found.reduce((sum, { step }) => sum + Number.parseInt(step.detail, 10), 0);
    const names = [...new Set(found.flatMap(({ step }) => step.detail.split(', ').slice(1)))];
    return [
      {
        kind: 'urls-rewritten',
        detail: `${count} link${count === 1 ? '' : 's'}, ${names.join(', ')}`,
      },
    ];
  };
  const choices =
    lists.length === 1 ? [[0]] : [lists.map((_, at) => at), ...lists.map((_, at) => [at])];
  for (let style = 0; style < 8; style++) {
    if (!lists.some(({ leaf }) => leaf.encoders[style] !== undefined)) break;
    for (const chosen of choices) {
      const some = lists.filter((_, at) => chosen.includes(at));
      for (let way = 0; way < (some.length === 1 ? most : most * 2); way++) {
        // Ways of the text and of the HTML need not be the same.
        const at = (index: number): number => (way < most ? way : index === 0 ? 0 : way - most);
        const changes = some.flatMap(({ leaf, forms }, index) => {
          const form = forms[at(index)] ?? forms.at(-1);
          const encode = leaf.encoders[style] ?? leaf.encoders[0];
          return form === undefined || encode === undefined
            ? []
            : [{ part: leaf.part, pieces: pieces(text, leaf.part, encode(form.text)) }];
        });
        for (const end of [0, 1])
          if (end === 0 || changes.some((change) => change.pieces.length > 1))
            yield {
              text: exchanged(
                text,
                changes.map((change) => ({
                  ...segmentOf(text, change.part),
                  piece: change.pieces[end] ?? change.pieces[0] ?? '',
                })),
              ),
              message,
              steps: links(some, at),
            };
      }
    }
  }
}

/** UTF-8 that was another character set, in the encoding that stands there and in the others. */
function* charsetBases(
  text: string,
  message: MessageType,
  leaves: readonly Leaf[],
): Generator<Base> {
  const read = leaves.map((leaf) => ({ leaf, unicode: textIn(leaf.plain, 'utf-8') }));
  const all = read.map(({ unicode }) => unicode ?? '').join('');
  for (const charset of charsetsOf(all)) {
    for (const encoding of ['same', '8bit', 'quoted-printable', 'base64']) {
      for (const style of encoding === '8bit' ? [0] : [0, 1, 2]) {
        const changes = read.flatMap(({ leaf, unicode }) => {
          const octets = unicode === null ? null : octetsIn(unicode, charset);
          if (octets === null || !/[^\0-\x7f]/.test(unicode ?? '')) return [];
          const { part } = leaf;
          const is = encoding === 'same' || encoding === part.encoding;
          if (encoding !== 'same' && is) return [];
          const encode = is
            ? leaf.encoders[style]
            : encodersOf(encoding, '', [])[encoding === 'base64' ? style * 2 + 1 : style];
          if (encode === undefined) return [];
          const close = text.startsWith('\r\n', part.end) ? '\r\n' : '';
          if (part.path === '')
            return [{ ...segmentOf(text, part), piece: encode(octets) + close }];
          const header = text
            .slice(part.header, part.start)
            .replace(/(charset="?)[^\s;"]+/i, `$1${charset}`);
          const [form = header] = headerForms(
            header,
            is ? null : /[^\0-\x7f]/.test(octets) || encoding !== '8bit' ? encoding : '7bit',
          );
          return [
            {
              from: part.header,
              to: segmentOf(text, part).to,
              piece: form + encode(octets) + close,
            },
          ];
        });
        if (changes.length === 0) continue;
        const became = leaves[0]?.part.encoding ?? '';
        yield {
          text: exchanged(text, changes),
          message:
            leaves[0]?.part.path === ''
              ? { ...message, encoding: encoding === 'same' ? message.encoding : encoding }
              : message,
          steps: [
            { kind: 'charset-changed', detail: `${charset} before` },
            ...(encoding === 'same'
              ? []
              : [
                  {
                    kind: 'transfer-encoding-changed' as const,
                    detail: `${encoding} made ${became}`,
                  },
                ]),
          ],
        };
      }
    }
  }
}

/** Everything decoded: what was added was added while it was encoded. And the reverse, where the message has one part. */
function* decodedBases(
  text: string,
  message: MessageType,
  leaves: readonly Leaf[],
): Generator<Base> {
  const encoded = leaves.filter(
    ({ part }) => part.encoding === 'base64' || part.encoding === 'quoted-printable',
  );
  if (encoded.length > 0) {
    for (const way of [0, 1]) {
      const changes = encoded.map(({ part, plain }) => {
        const encoding = /[\x80-\xff]/.test(plain) ? '8bit' : '7bit';
        const close = text.startsWith('\r\n', part.end) ? '\r\n' : '';
        if (part.path === '') return { ...segmentOf(text, part), piece: plain + close };
        const form = [...headerForms(text.slice(part.header, part.start), encoding)][way] ?? '';
        return { from: part.header, to: segmentOf(text, part).to, piece: form + plain + close };
      });
      const was = encoded.some(({ plain }) => /[\x80-\xff]/.test(plain)) ? '8bit' : '7bit';
      yield {
        text: exchanged(text, changes),
        message: encoded[0]?.part.path === '' ? { ...message, encoding: was } : message,
        steps: [
          {
            kind: 'transfer-encoding-changed',
            detail: `${was} made ${encoded[0]?.part.encoding ?? ''}`,
          },
        ],
      };
    }
  }
}

/** All text parts, then each, written as usual programs encode. */
export function* recodingsUndone(text: string, message: MessageType): Generator<BodyCandidate> {
  const leaves = leavesOf(text, message);
  const groups = leaves.length > 1 ? [leaves, ...leaves.map((leaf) => [leaf])] : [leaves];
  for (const group of groups) {
    for (let style = 0; style < 8; style++) {
      for (const encoding of ['quoted-printable', 'base64']) {
        for (const way of style < 2 ? [0, 1] : [0]) {
          const changes = group.flatMap(({ part, plain, encoders }) => {
            const list = part.encoding === encoding ? encoders : encodersOf(encoding, '', []);
            const encode = list[style];
            if (encode === undefined) return [];
            const content = encode(plain);
            const close = text.startsWith('\r\n', part.end) ? '\r\n' : '';
            if (part.path === '') return [{ ...segmentOf(text, part), piece: content + close }];
            const header = text.slice(part.header, part.start);
            const ends = encoding === 'base64' && way === 0 ? '\r\n' : '';
            const form =
              part.encoding === encoding
                ? header
                : [...headerForms(header, encoding)][encoding === 'base64' ? 0 : way];
            return [
              {
                from: part.header,
                to: segmentOf(text, part).to,
                piece: (form ?? header) + content + ends + close,
              },
            ];
          });
          if (changes.length < group.length || changes.length === 0) continue;
          const was = group[0]?.part;
          yield {
            text: exchanged(text, changes),
            message: was?.path === '' ? { ...message, encoding } : message,
            steps: [
              {
                kind: 'transfer-encoding-changed',
                detail: group
                  .map(
                    ({ part }) =>
                      `${encoding} made ${part.encoding}${part.encoding === encoding ? ' anew' : ''}${part.path === '' ? '' : ` in part ${part.path} (${part.type})`}`,
                  )
                  .join(', '),
              },
            ],
          };
        }
      }
    }
  }
}
