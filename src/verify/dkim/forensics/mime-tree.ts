// The MIME structure of a body with the place of everything in it (RFC 2046 §5.1), so that a part can be exchanged and the rest left
// octet by octet. Linear for each level; depth and number are limited. Offsets count characters of latin1 text.
// Not known here: what parts hold, how they are encoded otherwise.

export interface MimePart {
  /** "1", "1.2"; '' for the message itself. */
  path: string;
  /** As written, unfolded. */
  contentType: string;
  /** In lower case; text/plain without a Content-Type (RFC 2045 §5.2). */
  type: string;
  charset: string | null;
  /** Content-Transfer-Encoding in lower case; 7bit without one. */
  encoding: string;
  /** Of its boundary delimiter line; -1 for the message itself. */
  delimiter: number;
  /** Header lines and content; equal for the message itself. `end` is before the line end that belongs to the next delimiter. */
  header: number;
  start: number;
  end: number;
  /** Of a multipart. */
  boundary: string | null;
  /** Of a multipart: offset of its closing delimiter line; `end` without one. */
  closing: number;
}

export interface MessageType {
  contentType: string;
  encoding: string;
}

const MAX_PARTS = 60;
const DEEPEST = 8;

/** All parts in the order of the text, the message itself first. */
export function mimeTree(text: string, { contentType, encoding }: MessageType): MimePart[] {
  const parts: MimePart[] = [];
  const root = partOf({
    path: '',
    contentType,
    encoding,
    delimiter: -1,
    header: 0,
    start: 0,
    end: text.length,
  });
  parts.push(root);
  readParts(text, root, 0, parts);
  return parts;
}

export const isMultipart = ({ boundary }: MimePart): boolean => boundary !== null;

function partOf({
  contentType,
  encoding,
  ...place
}: Pick<MimePart, 'path' | 'delimiter' | 'header' | 'start' | 'end' | 'encoding'> & {
  contentType: string;
}): MimePart {
  const type = (/^\s*([^\s;]+)/.exec(contentType)?.[1] ?? 'text/plain').toLowerCase();
  const boundary = type.startsWith('multipart/') ? parameter(contentType, 'boundary') : null;
  return {
    ...place,
    contentType,
    type,
    charset: parameter(contentType, 'charset'),
    encoding: encoding.trim().toLowerCase() || '7bit',
    boundary,
    closing: place.end,
  };
}

function parameter(contentType: string, name: string): string | null {
  const match = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^\\s;]+))`, 'i').exec(contentType);
  return match?.[1] ?? match?.[2] ?? null;
}

function readParts(text: string, parent: MimePart, depth: number, parts: MimePart[]): void {
  const { boundary } = parent;
  if (boundary === null || boundary === '' || depth > DEEPEST) return;
  const marker = `--${boundary}`;
  let open: { delimiter: number; header: number } | null = null;
  let number = 0;
  for (
    let at = text.indexOf(marker, parent.start);
    at >= 0 && at < parent.end;
    at = text.indexOf(marker, at + marker.length)
  ) {
    if (at > parent.start && text.charCodeAt(at - 1) !== 10) continue;
    const lineEnd = text.indexOf('\r\n', at);
    const rest = text.slice(
      at + marker.length,
      lineEnd < 0
        ? Math.min(parent.end, at + marker.length + 80)
        : Math.min(lineEnd, at + marker.length + 80),
    );
    const closes = /^--[ \t]*$/.test(rest);
    if (!closes && !/^[ \t]*$/.test(rest)) continue;
    if (open !== null) {
      if (parts.length >= MAX_PARTS) return;
      addPart(
        text,
        {
          ...open,
          end: Math.max(at - 2, open.header),
          path: parent.path === '' ? `${number}` : `${parent.path}.${number}`,
        },
        depth,
        parts,
      );
    }
    number++;
    if (closes) {
      parent.closing = at;
      return;
    }
    open = { delimiter: at, header: lineEnd < 0 ? parent.end : lineEnd + 2 };
  }
  if (open !== null && parts.length < MAX_PARTS)
    addPart(
      text,
      {
        ...open,
        end: parent.end,
        path: parent.path === '' ? `${number}` : `${parent.path}.${number}`,
      },
      depth,
      parts,
    );
}

function addPart(
  text: string,
  {
    delimiter,
    header,
    end,
    path,
  }: { delimiter: number; header: number; end: number; path: string },
  depth: number,
  parts: MimePart[],
): void {
  // RFC 2046 §5.1: a part may begin with the empty line, without a header.
  const empty = text.startsWith('\r\n', header) ? header - 2 : text.indexOf('\r\n\r\n', header);
  const start = empty < 0 || empty + 4 > end + 2 ? end : Math.min(empty + 4, end);
  const fields = text.slice(header, Math.max(start - 2, header)).replace(/\r\n(?=[ \t])/g, '');
  const part = partOf({
    path,
    contentType: fieldOf(fields, 'content-type'),
    encoding: fieldOf(fields, 'content-transfer-encoding'),
    delimiter,
    header,
    start,
    end,
  });
  parts.push(part);
  readParts(text, part, depth + 1, parts);
}

/** The value of a field in unfolded header text; '' without one. */
export function fieldOf(fields: string, name: string): string {
  return new RegExp(`(?:^|\\r\\n)${name}[ \\t]*:([^\\r]*)`, 'i').exec(fields)?.[1]?.trim() ?? '';
}
