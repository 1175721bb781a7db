// What software does to bodies on the way, row by row of FORENSICS.md's table, and changes that nothing can undo, of which nothing may be
// said. Null where a message gives no occasion.
import { base64Lines, quotedPrintable, wrap } from './letters.ts';
import type { Random } from './random.ts';
import type { Signed } from './sign.ts';

export interface Mutation {
  name: string;
  /** Row of the table. */
  row: string;
  where: 'body' | 'header';
  /** Kinds that name it right; empty where nothing can be proven. */
  expected: readonly string[];
  /** Kinds that go with it and need not be named. */
  also?: readonly string[];
  apply(message: Signed, random: Random): Signed | null;
}

const FOOTERS = [
  '_______________________________________________\r\nops mailing list\r\nops@lists.example.net\r\nhttps://lists.example.net/mailman/listinfo/ops\r\n',
  '--\r\nThis message has been scanned for viruses and\r\ndangerous content, and is believed to be clean.\r\n',
  '\r\n\r\nPesan ini bersifat rahasia dan hanya ditujukan kepada penerima.\r\n',
  'Scanned\r\n',
  '\r\n-- \r\nSent via gateway\r\n\r\n\r\n',
];
const BANNERS = [
  'CAUTION: This email originated from outside of the organization.\r\n\r\n',
  '[External]\r\n',
  'ZjQcmQRYFpfptBannerStart\r\nThis Message Is From an External Sender\r\nZjQcmQRYFpfptBannerEnd\r\n\r\n',
];

const body =
  (change: (text: string, random: Random, message: Signed) => string | null): Mutation['apply'] =>
  (message, random) => {
    const changed = change(message.body, random, message);
    return changed === null || changed === message.body ? null : { ...message, body: changed };
  };

const isSimple = ({ canonicalization }: Signed): boolean => canonicalization.endsWith('/simple');
const isEncoded = ({ fields }: Signed): boolean =>
  fields.some((field) => /^content-transfer-encoding:\s*(?:base64|quoted-printable)/i.test(field));
const boundaryIn = ({ fields }: Signed): string | null =>
  /boundary="?([^";\r]+)/i.exec(fields.find((field) => /^content-type:/i.test(field)) ?? '')?.[1] ??
  null;
const headerOf = ({ fields }: Signed, name: string): string =>
  fields.find((field) => field.toLowerCase().startsWith(`${name}:`))?.replace(/^[^:]*:\s*/, '') ??
  '';

/** Changes one part of the message's structure: header lines and content. */
function eachPart(
  message: Signed,
  change: (fields: string, content: string) => [string, string] | null,
): string | null {
  const boundary = boundaryIn(message);
  if (boundary === null) return null;
  let changed = false;
  const text = message.body.replace(
    /(^|\r\n)(--[^\r\n]+)\r\n((?:[A-Za-z-]+:[^\r]*(?:\r\n[ \t][^\r]*)*\r\n)*)\r\n([^]*?)(?=\r\n--[^ =\r])/g,
    (whole, start: string, delimiter: string, fields: string, content: string) => {
      const made = change(fields, content);
      if (made === null) return whole;
      changed = true;
      return `${start}${delimiter}\r\n${made[0]}\r\n${made[1]}`;
    },
  );
  return changed ? text : null;
}

const MIME_FIELDS = [
  'content-type-rewritten',
  'content-transfer-encoding-rewritten',
  'field-removed',
  'field-added',
  'mime-version-rewritten',
];
const ENCODED = ['transfer-encoding-changed'];
const APPENDED = ['lines-appended'];
const SPACE = [
  'trailing-white-space-changed',
  'white-space-changed',
  'blank-lines-changed',
  'tabs-to-spaces',
  'spaces-to-tabs',
];

export const BODY_MUTATIONS: readonly Mutation[] = [
  {
    name: 'footer appended',
    row: 'appended',
    where: 'body',
    expected: APPENDED,
    apply: body((text, random) => text + random.pick(FOOTERS)),
  },
  {
    name: 'trailer after an empty line',
    row: 'appended',
    where: 'body',
    expected: APPENDED,
    apply: body((text, random) => `${text}\r\n${random.pick(FOOTERS)}`),
  },
  {
    name: 'disclaimer at the end of a text part',
    row: 'appended',
    where: 'body',
    expected: APPENDED,
    apply: body((_, random, message) =>
      eachPart(message, (fields, content) =>
        /text\/plain/i.test(fields) && !/base64/i.test(fields)
          ? [fields, `${content}\r\n${random.pick(FOOTERS).trimEnd()}`]
          : null,
      ),
    ),
  },
  {
    name: 'disclaimer before </body>',
    row: 'appended',
    where: 'body',
    expected: [...APPENDED, 'lines-inserted'],
    apply: body((text, _, message) =>
      isEncoded(message) || /quoted-printable/i.test(text)
        ? null
        : text.replace('</body>', '<p>Scanned by Example</p>\r\n<hr></body>'),
    ),
  },
  {
    name: 'disclaimer in one line before </body>',
    row: 'appended',
    where: 'body',
    expected: [...APPENDED, 'lines-inserted'],
    apply: body((text, _, message) =>
      isEncoded(message) || /quoted-printable/i.test(text)
        ? null
        : text.replace('</body>', '<br><div style="color:#888">Rahasia</div></body>'),
    ),
  },
  {
    name: 'banner put before',
    row: 'prepended',
    where: 'body',
    expected: ['lines-prepended'],
    apply: body((text, random, message) =>
      boundaryIn(message) === null ? random.pick(BANNERS) + text : null,
    ),
  },
  {
    name: 'banner at the start of a text part',
    row: 'prepended',
    where: 'body',
    expected: ['lines-prepended'],
    apply: body((_, random, message) =>
      eachPart(message, (fields, content) =>
        /text\/plain/i.test(fields) && !/base64/i.test(fields)
          ? [fields, random.pick(BANNERS) + content]
          : null,
      ),
    ),
  },
  {
    name: 'banner after <body>',
    row: 'prepended',
    where: 'body',
    expected: ['lines-prepended', 'lines-inserted'],
    apply: body((text, _, message) =>
      isEncoded(message) || /quoted-printable/i.test(text)
        ? null
        : text.replace(/<body[^>]*>/, '$&<div class="x">External sender</div>'),
    ),
  },
  {
    name: 'trailing white space taken away',
    row: 'white space',
    where: 'body',
    expected: SPACE,
    apply: body((text, _, message) =>
      isSimple(message) ? text.replace(/[ \t]+\r\n/g, '\r\n') : null,
    ),
  },
  {
    name: 'trailing white space added to every line',
    row: 'white space',
    where: 'body',
    expected: SPACE,
    apply: body((text, _, message) =>
      isSimple(message) ? text.replace(/(\S)\r\n/g, '$1 \r\n') : null,
    ),
  },
  {
    name: 'tabs made 8 spaces',
    row: 'white space',
    where: 'body',
    expected: SPACE,
    apply: body((text, _, message) =>
      isSimple(message) ? text.replaceAll('\t', '        ') : null,
    ),
  },
  {
    name: 'tabs expanded',
    row: 'white space',
    where: 'body',
    expected: SPACE,
    apply: body((text, _, message) =>
      isSimple(message)
        ? text
            .split('\r\n')
            .map((line) =>
              line.replace(
                /([^\t]*)\t/g,
                (__, before: string) => before + ' '.repeat(8 - (before.length % 8)),
              ),
            )
            .join('\r\n')
        : null,
    ),
  },
  {
    name: 'blank lines with spaces at the end',
    row: 'white space',
    where: 'body',
    expected: SPACE,
    apply: body((text, _, message) => (isSimple(message) ? `${text} \r\n` : null)),
  },
  {
    name: 'empty line put at the start',
    row: 'white space',
    where: 'body',
    expected: SPACE,
    apply: body((text) => `\r\n${text}`),
  },
  {
    name: 'empty lines doubled',
    row: 'white space',
    where: 'body',
    expected: [...SPACE, 'line-endings-changed'],
    apply: body((text, _, message) =>
      boundaryIn(message) === null ? text.replace(/\r\n/g, '\r\n\r\n') : null,
    ),
  },
  {
    name: 'dots doubled',
    row: 'dots',
    where: 'body',
    expected: ['dot-stuffing'],
    apply: body((text) => text.replace(/(^|\r\n)\./g, '$1..')),
  },
  {
    name: 'a dot taken away',
    row: 'dots',
    where: 'body',
    expected: ['dot-stuffing'],
    apply: body((text) => text.replace(/(^|\r\n)\./g, '$1')),
  },
  {
    name: 'From made >From',
    row: 'From',
    where: 'body',
    expected: ['from-escaped'],
    apply: body((text) => text.replace(/(^|\r\n)From /g, '$1>From ')),
  },
  {
    name: '8bit made quoted-printable',
    row: 'encoding',
    where: 'body',
    expected: ENCODED,
    apply: body((text, _, message) =>
      boundaryIn(message) !== null
        ? eachPart(message, (fields, content) =>
            /8bit/i.test(fields)
              ? [fields.replace(/8bit/i, 'quoted-printable'), quotedPrintable(content)]
              : null,
          )
        : /8bit/i.test(headerOf(message, 'content-transfer-encoding'))
          ? quotedPrintable(text)
          : null,
    ),
  },
  {
    name: '8bit made base64 in one part',
    row: 'encoding',
    where: 'body',
    expected: ENCODED,
    apply: body((_, __, message) => {
      let done = false;
      return eachPart(message, (fields, content) => {
        if (done || !/8bit/i.test(fields)) return null;
        done = true;
        return [fields.replace(/8bit/i, 'base64'), base64Lines(content).trimEnd()];
      });
    }),
  },
  {
    name: '8bit made quoted-printable, field moved to the end',
    row: 'encoding',
    where: 'body',
    expected: ENCODED,
    apply: body((_, __, message) =>
      eachPart(message, (fields, content) =>
        /8bit/i.test(fields)
          ? [
              `${fields.replace(/content-transfer-encoding:[^\r]*\r\n/i, '')}Content-Transfer-Encoding: quoted-printable\r\n`,
              quotedPrintable(content, 72),
            ]
          : null,
      ),
    ),
  },
  {
    name: 'quoted-printable made 8bit',
    row: 'encoding',
    where: 'body',
    expected: ENCODED,
    apply: body((text, _, message) => {
      const decode = (content: string): string =>
        content
          .replace(/=\r\n/g, '')
          .replace(/=([0-9A-F]{2})/g, (__, code: string) =>
            String.fromCharCode(parseInt(code, 16)),
          );
      if (boundaryIn(message) !== null)
        return eachPart(message, (fields, content) =>
          /quoted-printable/i.test(fields)
            ? [fields.replace(/quoted-printable/i, '8bit'), decode(content)]
            : null,
        );
      return /quoted-printable/i.test(headerOf(message, 'content-transfer-encoding'))
        ? decode(text)
        : null;
    }),
  },
  {
    name: 'base64 made 8bit',
    row: 'encoding',
    where: 'body',
    expected: ENCODED,
    apply: body((text, _, message) =>
      boundaryIn(message) === null && /base64/i.test(headerOf(message, 'content-transfer-encoding'))
        ? Buffer.from(text, 'base64').toString('latin1')
        : null,
    ),
  },
  ...(['quoted-printable', 'base64'] as const).map((to): Mutation => ({
    name: `8bit made ${to}, with the header`,
    row: 'encoding',
    where: 'body',
    expected: ENCODED,
    also: MIME_FIELDS,
    apply: (message) => {
      const at = message.fields.findIndex((field) =>
        /^content-transfer-encoding:\s*8bit/i.test(field),
      );
      if (at < 0 || boundaryIn(message) !== null) return null;
      return {
        ...message,
        fields: message.fields.with(at, `Content-Transfer-Encoding: ${to}`),
        body: to === 'base64' ? base64Lines(message.body) : quotedPrintable(message.body),
      };
    },
  })),
  {
    name: 'base64 made quoted-printable, with the header',
    row: 'encoding',
    where: 'body',
    expected: ENCODED,
    also: MIME_FIELDS,
    apply: (message) => {
      const at = message.fields.findIndex((field) =>
        /^content-transfer-encoding:\s*base64/i.test(field),
      );
      return at < 0 || boundaryIn(message) !== null
        ? null
        : {
            ...message,
            fields: message.fields.with(at, 'Content-Transfer-Encoding: quoted-printable'),
            body: quotedPrintable(Buffer.from(message.body, 'base64').toString('latin1')),
          };
    },
  },
  {
    name: 'base64 in longer lines',
    row: 'encoding',
    where: 'body',
    expected: ENCODED,
    apply: body((text, _, message) =>
      boundaryIn(message) === null && /base64/i.test(headerOf(message, 'content-transfer-encoding'))
        ? base64Lines(Buffer.from(text, 'base64').toString('latin1'), 64)
        : null,
    ),
  },
  ...[78, 990, 998, 2048].map((width): Mutation => ({
    name: `lines cut at ${width}`,
    row: 'wrapping',
    where: 'body',
    expected: ['lines-wrapped'],
    apply: body((text) =>
      text
        .split('\r\n')
        .map((line) =>
          line.length > width
            ? (line.match(new RegExp(`[^]{1,${width}}`, 'g')) ?? []).join('\r\n')
            : line,
        )
        .join('\r\n'),
    ),
  })),
  {
    name: 'lines cut at 998 as Postfix does',
    row: 'wrapping',
    where: 'body',
    expected: ['lines-wrapped'],
    apply: body((text) =>
      text
        .split('\r\n')
        .map((line) => (line.length > 998 ? (line.match(/[^]{1,998}/g) ?? []).join('\r\n ') : line))
        .join('\r\n'),
    ),
  },
  {
    name: 'long lines filled to 76',
    row: 'wrapping',
    where: 'body',
    expected: ['lines-wrapped'],
    apply: body((text) =>
      text
        .split('\r\n')
        .map((line) => (line.length > 76 ? wrap(line, 76).join('\r\n') : line))
        .join('\r\n'),
    ),
  },
  {
    name: 'one long line filled to 72',
    row: 'wrapping',
    where: 'body',
    expected: ['lines-wrapped'],
    apply: body((text) => {
      const lines = text.split('\r\n');
      const at = lines.findIndex((line) => line.length > 100 && !line.includes('  '));
      return at < 0 ? null : lines.toSpliced(at, 1, ...wrap(lines[at] ?? '', 72)).join('\r\n');
    }),
  },
  {
    name: 'footer as a part',
    row: 'parts',
    where: 'body',
    expected: ['mime-part-added'],
    apply: body((text, random, message) => {
      const boundary = boundaryIn(message);
      const end = boundary === null ? -1 : text.lastIndexOf(`--${boundary}--`);
      return end < 0
        ? null
        : `${text.slice(0, end)}--${boundary ?? ''}\r\nContent-Type: text/plain; charset="us-ascii"\r\nMIME-Version: 1.0\r\nContent-Transfer-Encoding: 7bit\r\nContent-Disposition: inline\r\n\r\n${random.pick(FOOTERS)}\r\n${text.slice(end)}`;
    }),
  },
  {
    name: 'wrapped in multipart/mixed',
    row: 'parts',
    where: 'body',
    expected: ['wrapped-in-multipart'],
    also: MIME_FIELDS,
    apply: (message, random) => {
      const mime = message.fields.slice(1).filter((field) => /^content-/i.test(field));
      const part = `${mime.length === 0 ? 'Content-Type: text/plain\r\n' : `${mime.join('\r\n')}\r\n`}\r\n${message.body}`;
      const fields = message.fields.filter(
        (field, at) => at === 0 || !/^(?:content-|mime-version)/i.test(field),
      );
      return {
        ...message,
        fields: [...fields, 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary="wrap1"'],
        body: `--wrap1\r\n${part}\r\n--wrap1\r\nContent-Type: text/plain\r\n\r\n${random.pick(FOOTERS)}\r\n--wrap1--\r\n`,
      };
    },
  },
  {
    name: 'links led through Safe Links',
    row: 'links',
    where: 'body',
    expected: ['urls-rewritten'],
    apply: body((text, _, message) =>
      isEncoded(message) || /quoted-printable/i.test(text)
        ? null
        : text.replace(/https?:\/\/[^\s"'<>,]+/g, (url) =>
            /^https?:\/\/(?:www|docs)\./.test(url)
              ? `https://nam02.safelinks.protection.outlook.com/?url=${encodeURIComponent(url)}&data=05%7C01%7Cbob&reserved=0`
              : url,
          ),
    ),
  },
  // Nothing can be proven of these.
  {
    name: 'a word replaced',
    row: 'control',
    where: 'body',
    expected: [],
    apply: body((text, _, message) =>
      isEncoded(message) ? null : text.replace(/\b(?:the|yang|dan|and|test|ok|say)\b/, 'zzz'),
    ),
  },
  {
    name: 'a line taken away',
    row: 'control',
    where: 'body',
    expected: [],
    apply: body((text, random) => {
      const lines = text.split('\r\n');
      const at = random.below(lines.length);
      return (lines[at] ?? '').length > 12 && !/^[A-Za-z-]+:|^--/.test(lines[at] ?? '')
        ? lines.toSpliced(at, 1).join('\r\n')
        : null;
    }),
  },
  {
    name: 'links rewritten beyond recovery',
    row: 'control',
    where: 'body',
    expected: [],
    apply: body((text, _, message) =>
      isEncoded(message) || /quoted-printable/i.test(text)
        ? null
        : text.replace(/https?:\/\/[^\s"'<>,]+/, 'https://protect-us.mimecast.com/s/AbCdEfGh'),
    ),
  },
  {
    name: 'attachment taken away',
    row: 'control',
    where: 'body',
    expected: [],
    apply: body((_, __, message) =>
      eachPart(message, (fields, content) =>
        /application\/pdf|image\/png/i.test(fields)
          ? ['Content-Type: text/plain\r\n', 'An attachment has been removed.']
          : content.length < 0
            ? null
            : null,
      ),
    ),
  },
  {
    name: 'letters in capitals',
    row: 'control',
    where: 'body',
    expected: [],
    apply: body((text, _, message) =>
      isEncoded(message) || boundaryIn(message) !== null ? null : text.toUpperCase(),
    ),
  },
];
