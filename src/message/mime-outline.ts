// What mailparser is asked for: the decoded subject, the MIME parts and the size of the HTML. Contents are counted and let go.
// It is given only the fields it needs for that: each further one costs time, and addresses and dates are read by our own
// grammar (LIBRARIES.md rows 2, 3, 17: a missing Date becomes now, html-to-text takes seconds for nested quotes).
// Bounded: 200 KiB of header a part, 150 parts; what goes over ends the outline early with what is known by then.
import { MailParser, type MailParserOptions } from 'mailparser';
import type { Field } from './fields.ts';
import { clearStream } from './clear-stream.ts';

export interface MimeOutline {
  /** Decoded (RFC 2047); null without a Subject field. */
  subject: string | null;
  parts: {
    type: string;
    encoding: string;
    charset: string | null;
    filename: string | null;
    size: number;
  }[];
  /** Octets of the HTML, decoded, as UTF-8; 0 without. */
  htmlSize: number;
  /** Why the outline ends early, in the parser's words; null when it is whole. */
  problem: string | null;
}

const WANTED = new Set([
  'subject',
  'mime-version',
  'content-type',
  'content-transfer-encoding',
  'content-disposition',
  'content-id',
]);

// maxHeadSize and maxChildNodes are mailsplit's, to which MailParser hands its options; its type does not name them.
const OPTIONS: MailParserOptions & { maxHeadSize: number; maxChildNodes: number } = {
  skipHtmlToText: true,
  skipTextToHtml: true,
  skipTextLinks: true,
  skipImageLinks: true,
  checksumAlgo: false,
  maxHeadSize: 200 * 1024,
  maxChildNodes: 150,
};

/** A node of the tree that MailParser builds; internal to it, so checked where it is read. */
interface ParserNode {
  contentType?: unknown;
  encoding?: unknown;
  charset?: unknown;
  textContent?: unknown;
  headers?: unknown;
  node?: { filename?: unknown; encoding?: unknown };
  decoder?: object;
  children?: ParserNode[];
}

interface ParserInternals {
  tree?: ParserNode | false;
  subject?: unknown;
  splitter: object;
}

/** In the order of the message. */
function nodesOf({ tree }: ParserInternals): ParserNode[] {
  const nodes: ParserNode[] = [];
  const visit = tree ? [tree] : [];
  for (let node = visit.pop(); node !== undefined; node = visit.pop()) {
    nodes.push(node);
    visit.push(...(node.children ?? []).toReversed());
  }
  return nodes;
}

/** Reads the outline of a message whose fields and body are given. Never rejects. */
export function mimeOutline(fields: readonly Field[], body: Uint8Array): Promise<MimeOutline> {
  const parser = new MailParser(OPTIONS);
  const sizes = new Map<unknown, number>();
  const internals = parser as unknown as ParserInternals;
  const outline = (problem: string | null): MimeOutline => {
    const parts: MimeOutline['parts'] = [];
    let htmlSize = 0;
    for (const node of nodesOf(internals)) {
      const type = word(node.contentType) ?? 'text/plain';
      const text = typeof node.textContent === 'string' ? node.textContent : null;
      const size = text === null ? (sizes.get(node.headers) ?? 0) : Buffer.byteLength(text);
      if (type === 'text/html' && text !== null) htmlSize += size;
      const { encoding, filename } = node.node ?? {};
      parts.push({
        type,
        encoding: word(encoding) ?? '7bit',
        charset: word(node.charset),
        filename: word(filename),
        size,
      });
    }
    return { subject: word(internals.subject), parts, htmlSize, problem };
  };

  return new Promise((resolve) => {
    parser.on('error', (error: Error) => {
      resolve(outline(error.message));
      parser.destroy();
    });
    parser.on('data', (data) => {
      if (data.type !== 'attachment') return;
      let size = 0;
      data.content.on('data', (chunk: Buffer) => {
        size += chunk.length;
      });
      data.content.on('error', (error: Error) => parser.destroy(error));
      data.content.on('end', () => {
        sizes.set(data.headers, size);
        data.release?.();
      });
    });
    parser.on('end', () => {
      resolve(outline(null));
      // Past 'close' every stream within has ended; past the moment, they have all said so.
      parser.on('close', () =>
        setImmediate(() =>
          clearStream([
            internals.splitter,
            ...nodesOf(internals).flatMap(({ decoder }) => decoder ?? []),
            parser,
          ]),
        ),
      );
    });
    const header: Uint8Array[] = [];
    for (const field of fields) {
      if (!WANTED.has(field.key)) continue;
      header.push(field.raw);
      if (field.raw.at(-1) !== LF) header.push(CRLF);
    }
    parser.end(Buffer.concat([...header, CRLF, body]));
  });
}

const LF = 10;
const CRLF = Buffer.from('\r\n');

const word = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null;
