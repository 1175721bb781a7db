// The header of a MIME part within a body, as it may have been before its encoding was exchanged or a program wrote it anew. A header
// is text with its line ends and the empty line. Not known here: which part.

const ENCODING = /(^|\r\n)(content-transfer-encoding[ \t]*:[ \t]*)([^\r]*)\r\n/i;

/** Ways to say `encoding`; null leaves the field as it is. The likeliest first. */
export function* headerForms(header: string, encoding: string | null): Generator<string> {
  if (encoding === null) {
    yield header;
    return;
  }
  const bare = header
    .replace(
      /(^|\r\n)x-mime-autoconverted[ \t]*:[^\r]*(?:\r\n[ \t][^\r]*)*(?=\r\n)/i,
      (_, start: string) => start,
    )
    .replace(/^\r\n(?=[^\r])/, '')
    .replace(/\r\n\r\n(?=[^\r])/, '\r\n');
  const match = ENCODING.exec(bare);
  const plain = encoding === '7bit' || encoding === '8bit';
  const other = encoding === '8bit' ? '7bit' : '8bit';
  if (match === null) {
    yield bare;
  } else {
    const [whole, start = '', written = ''] = match;
    const names = [
      ...new Set([written, 'Content-Transfer-Encoding: ', 'Content-transfer-encoding: ']),
    ];
    const [name = ''] = names;
    const put = (as: string, value: string): string =>
      bare.replace(whole, `${start}${as}${value}\r\n`);
    const without = bare.replace(whole, start === '' ? '' : '\r\n');
    yield put(name, encoding);
    if (plain) {
      yield without === '' ? '\r\n' : without;
      yield put(name, other);
      for (const as of names.slice(1)) for (const value of [encoding, other]) yield put(as, value);
    }
    yield put(name, encoding.toUpperCase());
    if (encoding === 'quoted-printable') yield put(name, 'Quoted-Printable');
    if (encoding === 'base64') yield put(name, 'Base64');
    if (!plain) for (const as of names.slice(1)) yield put(as, encoding);
    if (plain) yield put(name, 'binary');
  }
  // Programs write the field at the end, wherever it stood.
  const lines = bare
    .replace(ENCODING, (_, start: string) => (start === '' ? '' : '\r\n'))
    .split(/\r\n(?![ \t])/)
    .slice(0, -2);
  for (const value of plain ? [encoding, other] : [encoding]) {
    for (let at = 0; at <= lines.length; at++)
      yield [
        ...lines.slice(0, at),
        `Content-Transfer-Encoding: ${value}`,
        ...lines.slice(at),
        '',
        '',
      ].join('\r\n');
  }
}
