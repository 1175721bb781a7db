// The subject as people see it: encoded words (RFC 2047) decoded by mailparser, which knows all charsets. It is given that one field:
// what else it reads costs time, and addresses and dates are read by our own grammar (LIBRARIES.md rows 2, 3, 17).
import { clearStream } from './clear-stream.ts';

/** Of a field's unfolded value. Never rejects: what cannot be decoded stays as it is. */
export async function decodedSubject(value: string): Promise<string> {
  if (!value.includes('=?')) return value;
  // Its tables of charsets are loaded when the first is needed.
  const { MailParser } = await import('mailparser');
  const parser = new MailParser();
  return await new Promise((resolve) => {
    parser.on('error', () => {
      resolve(value);
      parser.destroy();
    });
    parser.on('headers', (headers) => {
      const subject = headers.get('subject');
      resolve(typeof subject === 'string' ? subject : value);
    });
    parser.on('data', () => {});
    parser.on('end', () => {
      resolve(value);
      const { splitter } = parser as unknown as { splitter: object };
      parser.on('close', () => setImmediate(() => clearStream([splitter, parser])));
    });
    parser.end(Buffer.from(`Subject: ${value}\r\n\r\n`));
  });
}
