// Recognizes host names that a provider hands out by the thousand: the address written into the name, or a word for "dynamic".
// Receivers treat mail from such names as mail from an infected home computer. A guess from a name, and called that.
import { isIPv4 } from 'node:net';

/** Words for addresses that change hands; with a number beside them they are proof enough. */
const DYNAMIC = new Set(
  'adsl catv dhcp dial dialin dialup dip dsl dyn dynamic dynamicip dynip pool ppp pppoe sdsl vdsl xdsl'.split(
    ' ',
  ),
);
/** Words for lines to homes; only where the name holds the address as well. */
const HOME = new Set(
  'bband broadband cable client cpe customer fiber ftth fttx home hsd ipconnect mobile res residential speedy user wifi wimax wireless'.split(
    ' ',
  ),
);
/** A name that begins with one of these was given to a mail server by hand. */
const MAIL =
  /^(?:e?mail|mx|smtp|mta|mout|out|outbound|relay|send|sender|bounce|news|mailer|mailgw|gw|gateway)\d*[a-z]?(?=[.-]|$)/;

export type NameKind = 'dynamic' | 'generic' | 'given';

/** What kind of name `name` is for the address it belongs to. */
export function nameKind(name: string, ip: string): NameKind {
  const lower = name.toLowerCase();
  if (MAIL.test(lower)) return 'given';
  const labels = lower.split('.');
  // The last two labels are the provider's own name: "cable.example" says nothing.
  const words = labels.slice(0, -2).flatMap((label) => label.split(/[^a-z]+/));
  // A number tells one host of many: "pool.example.org" alone may be anything.
  if (
    words.some((word) => DYNAMIC.has(word)) &&
    labels.slice(0, -2).some((label) => /\d/.test(label))
  )
    return 'dynamic';
  if (!holdsAddress(labels.slice(0, -1).join('.'), ip)) return 'given';
  return words.some((word) => HOME.has(word)) ? 'dynamic' : 'generic';
}

function holdsAddress(host: string, ip: string): boolean {
  if (!isIPv4(ip)) {
    // At least the last 64 bits as hex digits, in either direction.
    const digits = host.replace(/[^0-9a-f]/g, '');
    const tail = interfaceDigits(ip);
    return (
      tail !== null &&
      (digits.includes(tail) || digits.includes(tail.split('').toReversed().join('')))
    );
  }
  const octets = ip.split('.');
  const numbers = host.match(/\d+/g)?.map((text) => String(Number(text))) ?? [];
  const joined = `-${numbers.join('-')}-`;
  // Three octets in a row are enough: 5-113-0.pool, 203-0-113-5.static.
  for (const row of [octets, octets.toReversed()]) {
    if (
      joined.includes(`-${row.slice(0, 3).join('-')}-`) ||
      joined.includes(`-${row.slice(1).join('-')}-`)
    )
      return true;
    if (host.includes(row.map((octet) => octet.padStart(3, '0')).join(''))) return true;
  }
  return host.includes(octets.map((octet) => Number(octet).toString(16).padStart(2, '0')).join(''));
}

/** The last four groups, 16 digits; null when most are zero, because zeros are found everywhere. */
function interfaceDigits(ip: string): string | null {
  const [head = '', tail = ''] = ip.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === '' ? [] : tail.split(':');
  const groups = ip.includes('::')
    ? [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right]
    : left;
  const digits = groups
    .slice(-4)
    .map((group) => group.padStart(4, '0'))
    .join('');
  return digits.length === 16 && digits.replaceAll('0', '').length >= 5 ? digits : null;
}
