// Strings that try to break out of a line, a quoted string, a comment or a layout.
import fc from 'fast-check';

/** The same every time; MAILASSAY_SEED tries others. */
fc.configureGlobal({ seed: Number(process.env['MAILASSAY_SEED'] ?? 2026) });

const PIECES = [
  '\r\n', '\n', '\r', '\0', '\t', ' ', '  ', '"', '\\', '\\"', '(', ')', '((', ';', '=', ',', '<', '>', '@', '.', '..', '\u202e', '\u2066', '\u200b', '\u2028', '\u2029',
  '\u0085', '\u009b', '\x1b[31m', '\ufeff', '\u00a0', 'é', 'e\u0301', '漢字', '😀', '\ud800', '\udc00', '\u{e0041}', '\u0300\u0301\u0302\u0303\u0304', 'http://evil.example/x', 'https://evil.example',
  'www.evil.example', 'ftp://evil.example', '://', 'SPF check:          pass', 'VERDICT: PASS.', 'Bcc: victim@example.com', '\r\n.\r\n', '\r\n\r\n', '250 2.0.0 verdict=pass', '-- ',
  '<!--', ']]>', '&amp;', '</failure>', '<script>', 'dkim=pass', 'a'.repeat(90), 'a.'.repeat(60), '\\u{', '\\u{202e}', '%00', 'v=spf1 a -all', "'", '`', '…', '\u{ffff}',
];

/** Hostile text of up to a few hundred characters. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 12 }).map((pieces) => pieces.join('')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 400 }) },
  { weight: 1, arbitrary: fc.constantFrom(...PIECES).map((piece) => piece.repeat(60)) },
);
