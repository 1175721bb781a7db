// Domain names as every part of mailassay compares and asks them: A-labels (RFC 5890 §2.3.2.1), lower case, no root dot.
// U-labels are turned into A-labels (RFC 9989 §5.3.1, RFC 6531 §3.2) by Node's UTS 46, which also maps, ignores and
// percent-decodes; IDNA2008 does none of that, so only what comes back unchanged counts, and only what RFC 5892 lets into a label.
// Not known here: whether the name exists, what it is used for.
import { domainToASCII, domainToUnicode } from 'node:url';

export type CanonicalDomain = { domain: string; problem: null } | { domain: null; problem: string };

const MAX_NAME = 253;
const MAX_LABEL = 63;
// RFC 952 and 1123 §2.1 letters, digits, hyphen; the underscore because DNS names of hosts that send mail have it.
const ASCII_LABEL = /^[a-z0-9_-]+$/;
const NON_ASCII = /[^\0-\x7f]/;
// RFC 5892 §2.1 LetterDigits without the upper case, the exceptions of §2.6 and the contextual characters of its appendix A.
const U_LABEL =
  /^[\p{Ll}\p{Lo}\p{Lm}\p{Mn}\p{Mc}\p{Nd}\-\u00b7\u0375\u05f3\u05f4\u06fd\u06fe\u0f0b\u3007\u30fb\u200c\u200d]+$/u;

const refused = (problem: string): CanonicalDomain => ({ domain: null, problem });

/** The A-label of one U-label; null when IDNA2008 has none for it. Upper case and decomposed text are taken as meant (RFC 5895 §2). */
function toALabel(label: string): string | null {
  const meant = label.toLowerCase().normalize('NFC');
  // RFC 5891 §4.2.3.1: no hyphen at either end, none in the third and fourth place.
  if (
    !U_LABEL.test(meant) ||
    meant.startsWith('-') ||
    meant.endsWith('-') ||
    meant.slice(2, 4) === '--'
  )
    return null;
  const ascii = domainToASCII(meant);
  // The way back shows whether a mapping ate or changed a character: soft hyphens, full-width letters, ideographic dots.
  if (!ascii.startsWith('xn--') || domainToUnicode(ascii) !== meant) return null;
  return ascii;
}

/** The canonical form of a domain name as a person, a field or an envelope has it; or why it is none. Never throws. */
export function canonicalDomain(text: string): CanonicalDomain {
  const name = text.endsWith('.') ? text.slice(0, -1) : text;
  if (name === '') return refused('is empty');
  // Four octets of UTF-8 make at most four of A-label, so this bounds the work.
  if (name.length > 4 * MAX_NAME) return refused(`is longer than ${MAX_NAME} octets`);
  const labels: string[] = [];
  for (const label of name.split('.')) {
    if (label === '') return refused('has an empty label');
    const ascii = NON_ASCII.test(label) ? toALabel(label) : label.toLowerCase();
    if (ascii === null) return refused('has a label that is no U-label (RFC 5892)');
    if (!ASCII_LABEL.test(ascii))
      return refused('has characters other than letters, digits, hyphens and underscores');
    if (ascii.length > MAX_LABEL) return refused(`has a label over ${MAX_LABEL} octets`);
    labels.push(ascii);
  }
  const domain = labels.join('.');
  if (domain.length > MAX_NAME) return refused(`is longer than ${MAX_NAME} octets`);
  // RFC 3696 §2: a top label of digits alone does not exist; the text is an IPv4 address without its brackets.
  if (/^[0-9]+$/.test(labels.at(-1) ?? ''))
    return refused('ends in a number: an address, not a domain name');
  return { domain, problem: null };
}
