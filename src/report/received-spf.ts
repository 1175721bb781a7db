// The Received-SPF header field (RFC 7208 §9.1) as a receiver would put it before the message. One check, one field.
import type { Envelope } from '../message/envelope.ts';
import type { SpfCheck } from '../verify/verification.ts';
import { fold } from './fold.ts';
import { comment, dotAtomOrQuoted } from './header-value.ts';
import { spfComment } from './spf-comment.ts';

export const RECEIVED_SPF = 'Received-SPF: ';

/** The value without the name, folded with CRLF and a space. `host` is the receiver. */
export function receivedSpf(
  check: SpfCheck,
  { clientIp, mailFrom, helo }: Envelope,
  host: string,
): string {
  const pairs: [string, string][] = [
    ['client-ip', clientIp],
    ['envelope-from', mailFrom === '' ? '<>' : mailFrom],
    ['helo', helo],
    ['receiver', host],
    ['identity', check.identity],
  ];
  // "default" stands for the case that no mechanism matched.
  if (check.result === 'temperror' || check.result === 'permerror')
    pairs.push(['problem', check.reason]);
  else if (check.result !== 'none') pairs.push(['mechanism', check.matched?.term ?? 'default']);
  const list = pairs.map(([key, value]) => `${key}=${dotAtomOrQuoted(value)};`).join(' ');
  return fold(
    [`${check.result} ${comment(spfComment(check, clientIp, host))} ${list}`],
    RECEIVED_SPF.length,
  );
}
