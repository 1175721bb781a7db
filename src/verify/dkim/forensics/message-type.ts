// The Content-Type and Content-Transfer-Encoding of a message's own header (RFC 2045 §5, §6), as forensics need them.
import type { HeaderRow } from '../header-rows.ts';
import type { MessageType } from './mime-tree.ts';

export function messageTypeOf(rows: readonly HeaderRow[]): MessageType {
  const value = (key: string): string => {
    const line = rows.find((row) => row.key === key)?.line.toString('latin1') ?? '';
    return line
      .slice(line.indexOf(':') + 1)
      .replace(/\r\n(?=[ \t])/g, '')
      .trim();
  };
  return { contentType: value('content-type'), encoding: value('content-transfer-encoding') };
}
