// The header fields of RFC 8601 and RFC 7208 §9.1 as whole lines, the way a receiver puts them before a message: what
// `check --format headers` prints.
import { AUTHENTICATION_RESULTS } from './authentication-results.ts';
import { RECEIVED_SPF } from './received-spf.ts';
import type { Report } from './report.ts';

/** Both fields, each folded at 78 columns, with LF line ends. */
export function headerFields({ authenticationResults, receivedSpf }: Report): string {
  return `${AUTHENTICATION_RESULTS}${authenticationResults}\r\n${RECEIVED_SPF}${receivedSpf}\r\n`.replaceAll(
    '\r\n',
    '\n',
  );
}
