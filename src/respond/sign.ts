// Signs what leaves here (RFC 6376): own key, relaxed/relaxed, valid three days, every field oversigned (§5.4.2, §8.15) and never
// l= (§8.2). Our own because mailauth's signer only lists fields that are there, so that nothing can be signed as absent; the
// canonical forms are those of verify/dkim. Not known here: what is signed.
import { createHash, sign } from 'node:crypto';
import { asBuffer, readFields } from '../message/fields.ts';
import { canonicalBody } from '../verify/dkim/canonical-body.ts';
import { canonicalRow } from '../verify/dkim/canonical-header.ts';
import type { ReplyKey } from './signing-key.ts';

const VALID_SECONDS = 3 * 86_400;

/** Each is named once more than it occurs: one added on the way breaks the signature. */
const SIGNED = [
  'From',
  'To',
  'Cc',
  'Reply-To',
  'Subject',
  'Date',
  'Message-ID',
  'In-Reply-To',
  'References',
  'Auto-Submitted',
  'MIME-Version',
  'Content-Type',
  'Content-Transfer-Encoding',
  'Content-Language',
  'X-Auto-Response-Suppress',
];

/** The message with its DKIM-Signature on top. `at` is milliseconds since the epoch. */
export function signMessage(
  message: Uint8Array,
  key: Pick<ReplyKey, 'selector' | 'domain' | 'privateKey'>,
  at: number,
): Buffer {
  const octets = asBuffer(message);
  const { fields, bodyStart } = readFields(octets);
  const names: string[] = [];
  let canonical = '';
  for (const name of SIGNED) {
    // §5.4.2: several fields of one name are signed from the bottom up.
    const found = fields
      .filter(({ key: fieldKey }) => fieldKey === name.toLowerCase())
      .toReversed();
    for (const { raw } of found) canonical += `${canonicalRow(asBuffer(raw), 'relaxed')}\r\n`;
    names.push(...Array.from({ length: found.length + 1 }, () => name));
  }

  const { text, ends } = canonicalBody(octets.subarray(bodyStart), 'relaxed');
  const bodyHash = createHash('sha256')
    .update(text)
    .update(ends ? '\r\n' : '')
    .digest('base64');
  const seconds = Math.floor(at / 1000);
  const field = [
    `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;`,
    `\td=${key.domain}; s=${key.selector};`,
    `\tt=${seconds}; x=${seconds + VALID_SECONDS};`,
    ...foldNames(names),
    `\tbh=${bodyHash};`,
    `\tb=`,
  ].join('\r\n');
  // §3.7: the signature field comes last, with an empty b= and without a line end.
  canonical += canonicalRow(Buffer.from(field), 'relaxed');
  const signature = sign('sha256', Buffer.from(canonical, 'latin1'), key.privateKey).toString(
    'base64',
  );
  return Buffer.concat([
    Buffer.from(`${field}${signature.replace(/.{70}(?!$)/g, '$&\r\n\t ')}\r\n`),
    octets,
  ]);
}

/** h= in lines of at most 76 columns; §3.5 lets white space stand around the colons. */
function foldNames(names: readonly string[]): string[] {
  const lines: string[] = [];
  let line = '\th=';
  for (const [index, name] of names.entries()) {
    const item = `${name}${index === names.length - 1 ? ';' : ':'}`;
    if (line.length + item.length > 74) {
      lines.push(line);
      line = '\t ';
    }
    line += item;
  }
  return [...lines, line];
}
