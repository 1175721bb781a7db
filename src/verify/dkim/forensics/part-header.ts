// The header of a MIME part within a body, as it may have been before its encoding was exchanged or a program wrote it anew. A header
// is text with its line ends and the empty line. Not known here: which part.

const ENCODING = /(^|\r\n)(content-transfer-encoding[ \t]*:[ \t]*)([^\r]*)\r\n/i;

/** Ways to say `encoding`; null leaves the field as it is. The likeliest first. */
export function* headerForms(header: string, encoding: string | null): Generator<string> {
  if (encoding === null) {
    yield header;
    return;
  }
  const bare = header.replace(/(^|\r\n)x-mime-autoconverted[ \t]*:[^\r]*(?:\r\n[ \t][^\r]*)*(?=\r\n)/i, (_, start: string) => start).replace(/^\r\n(?=[^\r])/, '').replace(/\r\n\r\n(?=[^\r])/, '\r\n');
  const match = ENCODING.exec(bare);
  const plain = encoding === '7bit' || encoding === '8bit';
  if (match === null) {
    yield bare;
  } else {
    const [whole, start = '', name = ''] = match;
    yield bare.replace(whole, `${start}${name}${encoding}\r\n`);
    const without = bare.replace(whole, start === '' ? '' : '\r\n');
    if (plain) {
      yield without === '' ? '\r\n' : without;
      yield bare.replace(whole, `${start}${name}${encoding === '8bit' ? '7bit' : '8bit'}\r\n`);
    }
    yield bare.replace(whole, `${start}${name}${encoding.toUpperCase()}\r\n`);
    if (encoding === 'quoted-printable') yield bare.replace(whole, `${start}${name}Quoted-Printable\r\n`);
    if (encoding === 'base64') yield bare.replace(whole, `${start}${name}Base64\r\n`);
    if (plain) yield bare.replace(whole, `${start}${name}binary\r\n`);
  }
  // Programs write the field at the end, wherever it stood.
  const lines = bare.replace(ENCODING, (_, start: string) => (start === '' ? '' : '\r\n')).split(/\r\n(?![ \t])/).slice(0, -2);
  for (let at = 0; at <= lines.length; at++) {
    for (const name of ['Content-Transfer-Encoding', 'Content-transfer-encoding']) {
      yield [...lines.slice(0, at), `${name}: ${encoding}`, ...lines.slice(at), '', ''].join('\r\n');
    }
  }
}
