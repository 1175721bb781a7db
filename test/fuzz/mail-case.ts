// One DKIM and ARC case of the fuzzer: a message, the key records it may be checked with, and the moment.

export interface MailCase {
  /** latin1, CRLF line ends. */
  message: string;
  /** Record text by name in lower case; one TXT each. */
  keys: Record<string, string>;
  /** Seconds since the epoch. */
  at: number;
}

/** DKIM-Signature fields, which the peers must be told of. */
export function signatureCount(message: string): number {
  const header = message.slice(0, message.indexOf('\r\n\r\n') + 2);
  return [...header.matchAll(/(?:^|\r\n)dkim-signature[ \t]*:/gi)].length;
}

export function zoneText(keys: MailCase['keys']): string {
  const escaped = (octets: string): string =>
    octets.replace(/["\\]|[^ -~]/g, (char) =>
      /["\\]/.test(char) ? `\\${char}` : `\\${String(char.charCodeAt(0)).padStart(3, '0')}`,
    );
  return Object.entries(keys)
    .map(([name, text]) => `${name}. TXT "${escaped(text)}"\n`)
    .join('');
}
