// The sentences with which connections are refused and sessions ended, and the commands that are not offered. Every limit is a
// 4xx, so that honest clients come back (SECURITY.md §3).
import type { Refusal } from './admission.ts';
import type { Timeout } from './deadlines.ts';
import { LIMITS } from './session-limits.ts';
import type { SmtpReply } from '../message/smtp-reply.ts';
import { reply } from './reply.ts';

/** RFC 5321 §3.8: 421 may answer any command. */
export const SHUTTING_DOWN = '4.3.2 Service is stopping, try again later';

export const REFUSAL_REPLIES: Record<Refusal, string> = {
  full: '4.3.2 Too many connections, try again later',
  'too-many-open': `4.7.0 ${LIMITS.openPerClient} connections from your address are open, which is the limit`,
  'too-many-new': `4.7.0 ${LIMITS.newPerClient} connections from your address in a minute, try again later`,
};

export const TIMEOUT_REPLIES: Record<Timeout, string> = {
  idle: '4.4.2 Idle timeout',
  session: '4.4.2 Session took too long, connect again',
  data: '4.4.2 Message took too long',
  slow: '4.4.2 Data rate too low',
  decision: '4.3.0 Temporary server error: timeout, try again later',
};

export function tooLarge(maxSize: number): SmtpReply {
  return reply(552, `5.3.4 message over ${maxSize} octets`);
}

/** Known elsewhere, answered 502 here (RFC 5321 §4.2.4): VRFY and EXPN tell nothing, the rest was smtp-server's or another time's. */
export const UNSUPPORTED_COMMANDS: ReadonlySet<string> = new Set([
  'AUTH',
  'BDAT',
  'BURL',
  'DEBUG',
  'ETRN',
  'EXPN',
  'KILL',
  'LHLO',
  'SAML',
  'SEND',
  'SHELL',
  'SOML',
  'TURN',
  'VRFY',
  'WIZ',
  'XFORWARD',
]);
