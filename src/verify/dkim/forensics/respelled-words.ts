// Encoded-words (RFC 2047) that say the same in other letters: the charset's name, Q and B, hexadecimal digits.
// Not known here: what they say.
import { WORD } from './encoded-words.ts';

/** The same encoded-words with the charset's name, the letter or the digits written otherwise. */
export function* respelled(
  value: string,
): Generator<{ text: string; what: 'charset' | 'encoding'; rank: number; style: string }> {
  let number = 0;
  for (const form of respellings(value)) yield { ...form, style: `respelled ${number++}` };
}

function* respellings(
  value: string,
): Generator<{ text: string; what: 'charset' | 'encoding'; rank: number }> {
  const change = (
    to: (charset: string, letter: string, data: string) => [string, string, string],
  ): string =>
    value.replace(
      WORD,
      (_, charset: string, letter: string, data: string) =>
        `=?${to(charset, letter, data).join('?')}?=`,
    );
  yield {
    text: change((charset, letter, data) => [charset.toLowerCase(), letter, data]),
    what: 'charset',
    rank: 0,
  };
  yield {
    text: change((charset, letter, data) => [charset.toUpperCase(), letter, data]),
    what: 'charset',
    rank: 0,
  };
  yield {
    text: change((charset, letter, data) => [charset, letter.toLowerCase(), data]),
    what: 'encoding',
    rank: 1,
  };
  yield {
    text: change((charset, letter, data) => [charset, letter.toUpperCase(), data]),
    what: 'encoding',
    rank: 1,
  };
  yield {
    text: change((charset, letter, data) => [charset.toLowerCase(), letter.toLowerCase(), data]),
    what: 'charset',
    rank: 1,
  };
  yield {
    text: change((charset, letter, data) => [charset.toUpperCase(), letter.toUpperCase(), data]),
    what: 'charset',
    rank: 1,
  };
  yield {
    text: change((charset, letter, data) => [charset.toUpperCase(), letter.toLowerCase(), data]),
    what: 'charset',
    rank: 2,
  };
  yield {
    text: change((charset, letter, data) => [charset.toLowerCase(), letter.toUpperCase(), data]),
    what: 'charset',
    rank: 2,
  };
  for (const name of [
    'utf8',
    'UTF8',
    'Utf-8',
    'utf-8',
    'UTF-8',
    'iso-8859-1',
    'ISO-8859-1',
    'windows-1252',
    'Windows-1252',
    'WINDOWS-1252',
    'cp1252',
    'CP1252',
    'us-ascii',
    'US-ASCII',
    'latin1',
    'ISO-8859-15',
    'iso-8859-15',
    'unknown-8bit',
    'ASCII',
  ]) {
    yield { text: change((_, letter, data) => [name, letter, data]), what: 'charset', rank: 2 };
  }
  const hex = (cased: (code: string) => string): string =>
    change((charset, letter, data) => [
      charset,
      letter,
      /q/i.test(letter) ? data.replace(/=[0-9A-Fa-f]{2}/g, cased) : data,
    ]);
  yield { text: hex((code) => code.toLowerCase()), what: 'encoding', rank: 2 };
  yield { text: hex((code) => code.toUpperCase()), what: 'encoding', rank: 2 };
  // White space between words.
  yield { text: value.replace(/\?=[ \t\r\n]{1,100}=\?/g, '?==?'), what: 'encoding', rank: 3 };
  yield { text: value.replaceAll('?==?', '?= =?'), what: 'encoding', rank: 3 };
}
