// Local parts behind which no person reads (RFC 3834 §2, RFC 2142; SECURITY.md §4): daemons, list owners, addresses for bounces.
// Matched without case and without a subaddress (RFC 5233).
const NAMES: ReadonlySet<string> = new Set([
  'mailer-daemon',
  'postmaster',
  'no-reply',
  'noreply',
  'no_reply',
  'do-not-reply',
  'donotreply',
  'listserv',
  'majordomo',
  'root',
  'abuse',
]);
const SHAPES = /^owner-|^bounce|-owner$|-request$|-bounces$/;

export function isRoleAddress(localPart: string): boolean {
  const whole = localPart.toLowerCase();
  const name = whole.split('+', 1)[0] ?? '';
  return NAMES.has(name) || SHAPES.test(name) || SHAPES.test(whole);
}
