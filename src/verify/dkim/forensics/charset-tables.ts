// Character sets of mail, from Unicode back to octets: the platform only decodes them, so its tables are read once and reversed.
// Which ones a text may have been written in is told by its script. Octets are latin1 text.

const tables = new Map<string, ReadonlyMap<string, string>>();
const DOUBLE = /^(?:gb2312|gbk|big5|euc-jp|euc-kr|shift_jis)$/;

/** By the script of a text, the usual first. UTF-8 is not among them. */
export function charsetsOf(text: string): readonly string[] {
  if (/[\u3040-\u30ff]/.test(text)) return ['iso-2022-jp', 'shift_jis', 'euc-jp'];
  if (/[\uac00-\ud7af]/.test(text)) return ['euc-kr'];
  if (/[\u4e00-\u9fff]/.test(text)) return ['gb2312', 'gbk', 'big5', 'iso-2022-jp', 'shift_jis'];
  if (/[\u0400-\u04ff]/.test(text)) return ['koi8-r', 'windows-1251', 'iso-8859-5', 'koi8-u'];
  if (/[\u0370-\u03ff]/.test(text)) return ['iso-8859-7', 'windows-1253'];
  if (/[\u0590-\u05ff]/.test(text)) return ['windows-1255', 'iso-8859-8'];
  if (/[\u0600-\u06ff]/.test(text)) return ['windows-1256', 'iso-8859-6'];
  if (/[\u0e00-\u0e7f]/.test(text)) return ['windows-874'];
  return /[^\0-\x7f]/.test(text)
    ? [
        'iso-8859-1',
        'windows-1252',
        'iso-8859-15',
        'iso-8859-2',
        'windows-1250',
        'iso-8859-9',
        'windows-1254',
      ]
    : [];
}

/** Null where the character set has not all of the text, or is not known. */
export function octetsIn(text: string, charset: string): string | null {
  const name = charset.toLowerCase();
  if (name === 'utf-8' || name === 'utf8') return Buffer.from(text, 'utf8').toString('latin1');
  if (name === 'iso-8859-1') return /^[\0-\xff]*$/.test(text) ? text : null;
  if (name === 'us-ascii') return /^[\0-\x7f]*$/.test(text) ? text : null;
  if (name === 'iso-2022-jp') return inJapanese(text);
  const table = tableOf(name);
  if (table === null) return null;
  let out = '';
  for (const character of text) {
    const octets = table.get(character);
    if (octets === undefined) return null;
    out += octets;
  }
  return out;
}

/** Unicode of octets in a character set; null where they are not valid in it. */
export function textIn(octets: string, charset: string): string | null {
  try {
    return new TextDecoder(charset, { fatal: true, ignoreBOM: true }).decode(
      Buffer.from(octets, 'latin1'),
    );
  } catch {
    return null;
  }
}

function tableOf(name: string): ReadonlyMap<string, string> | null {
  const known = tables.get(name);
  if (known !== undefined) return known;
  const decoder = decoderOf(name);
  if (decoder === null) return null;
  const table = new Map<string, string>();
  for (let octet = 0; octet < 256; octet++) {
    const character = decoder.decode(Uint8Array.of(octet));
    if (character.length === 1 && character !== '\ufffd' && !table.has(character))
      table.set(character, String.fromCharCode(octet));
  }
  if (DOUBLE.test(name)) {
    for (let high = 0x81; high < 0xff; high++) {
      for (let low = 0x40; low < 0xff; low++) {
        const character = decoder.decode(Uint8Array.of(high, low));
        if (character.length === 1 && character !== '\ufffd' && !table.has(character))
          table.set(character, String.fromCharCode(high, low));
      }
    }
  }
  tables.set(name, table);
  return table;
}

/** RFC 1468: JIS X 0208 between ESC $ B and ESC ( B, back to ASCII at the end of each line. */
function inJapanese(text: string): string | null {
  let out = '';
  let isWide = false;
  const euc = tableOf('euc-jp');
  for (const character of text) {
    if (character <= '\x7f') {
      out += (isWide ? '\x1b(B' : '') + character;
      isWide = false;
      continue;
    }
    const octets = euc?.get(character) ?? '';
    if (octets.length !== 2) return null;
    out +=
      (isWide ? '' : '\x1b$B') +
      String.fromCharCode(octets.charCodeAt(0) & 0x7f, octets.charCodeAt(1) & 0x7f);
    isWide = true;
  }
  return out + (isWide ? '\x1b(B' : '');
}

function decoderOf(name: string): { decode: (octets: Uint8Array) => string } | null {
  try {
    return new TextDecoder(name);
  } catch {
    return null;
  }
}
