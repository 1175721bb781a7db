// The Authentication-Results header field (RFC 8601) as a receiver would put it before the message: every method, with the
// properties that RFC 8601 §2.7 registers for it.
import type { Envelope } from '../message/envelope.ts';
import type {
  ArcCheck,
  DkimCheck,
  DmarcCheck,
  IprevCheck,
  SpfCheck,
  Verification,
} from '../verify/verification.ts';
import { isClientHidden } from '../verify/hidden-client.ts';
import { isUnread } from '../diagnose/unread.ts';
import { OUR_LIMIT } from '../verify/our-limit.ts';
import { fold } from './fold.ts';
import { comment, pvalue, quoted } from './header-value.ts';
import { signatureStart } from './signature-start.ts';
import { spfComment } from './spf-comment.ts';
import { sortedSignatures } from './summary.ts';

export const AUTHENTICATION_RESULTS = 'Authentication-Results: ';

/** What of a verification stands in the field. */
export type Results = Pick<Verification, 'envelope' | 'spf' | 'dkim' | 'dmarc' | 'arc' | 'iprev'> &
  Partial<Pick<Verification, 'notEvaluated' | 'message' | 'limit'>> & {
    /** Signatures were left unevaluated, and how many is not known here. */ isDkimOpen?: boolean;
  };

function join(...parts: (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== '').join(' ');
}

function reason(result: string, text: string): string | null {
  return result === 'pass' || text === '' ? null : `reason=${quoted(text, 200)}`;
}

function spf(check: SpfCheck, { clientIp, mailFrom, helo }: Envelope, host: string): string {
  // RFC 8601 §2.7.2: smtp.mailfrom or smtp.helo, whichever was the identity.
  const property =
    check.identity === 'helo' ? `smtp.helo=${pvalue(helo)}` : `smtp.mailfrom=${pvalue(mailFrom)}`;
  return join(`spf=${check.result}`, comment(spfComment(check, clientIp, host)), property);
}

function dkim(check: DkimCheck): string {
  const start = signatureStart(check.field);
  return join(
    `dkim=${check.result}`,
    check.result === 'pass' && check.key.bits !== null
      ? comment(`${check.key.bits}-bit key`)
      : null,
    reason(check.result, check.reason),
    `header.d=${pvalue(check.domain)}`,
    `header.s=${pvalue(check.selector)}`,
    `header.i=${pvalue(check.auid)}`,
    check.algorithm === '' ? null : `header.a=${pvalue(check.algorithm)}`,
    // RFC 6008: enough of b= to tell signatures apart.
    start === null ? null : `header.b=${pvalue(start)}`,
  );
}

function dmarc(check: DmarcCheck): string {
  const { policy, applied, disposition } = check;
  const asked =
    policy === null
      ? null
      : comment(
          join(
            `p=${policy.p ?? 'none'}`,
            policy.sp === null ? null : `sp=${policy.sp}`,
            policy.np === null ? null : `np=${policy.np}`,
            `dis=${disposition ?? 'none'}`,
          ),
        );
  return join(
    `dmarc=${check.result}`,
    asked,
    reason(check.result, check.reason),
    check.domain === null ? null : `header.from=${pvalue(check.domain)}`,
    policy === null || applied === null
      ? null
      : `policy.dmarc=${(check.result === 'fail' ? disposition : null) ?? policy[applied] ?? 'none'}`,
  );
}

function arc(check: ArcCheck, { clientIp }: Envelope): string {
  if (check.result === 'none') return 'arc=none';
  const chain = check.oldestPass === null ? null : `header.oldest-pass=${check.oldestPass}`;
  // RFC 8617 §10.2
  return join(
    `arc=${check.result}`,
    comment(`i=${check.sets.at(-1)?.instance ?? 0}`),
    reason(check.result, check.reason),
    chain,
    `smtp.remote-ip=${pvalue(clientIp)}`,
  );
}

function iprev(check: IprevCheck): string {
  return join(
    `iprev=${check.result}`,
    check.name === null ? null : comment(check.name),
    reason(check.result, check.reason),
    `policy.iprev=${pvalue(check.ip)}`,
  );
}

/** RFC 8601 §2.7.1: "none" is for a message that was not signed; what a limit of ours left unevaluated is temperror. */
function dkimChecks(results: Results): string[] {
  const unseen = results.notEvaluated?.dkim ?? 0;
  const { message, limit = null, isDkimOpen = false } = results;
  const checks = sortedSignatures(results.dkim).map(dkim);
  if (unseen > 0)
    checks.push(
      join(
        'dkim=temperror',
        reason(
          'temperror',
          `${unseen} ${unseen === 1 ? 'signature' : 'signatures'} not evaluated, ${OUR_LIMIT} was reached`,
        ),
      ),
    );
  else if (isDkimOpen)
    checks.push(
      join('dkim=temperror', reason('temperror', `not evaluated, ${OUR_LIMIT} was reached`)),
    );
  else if (message !== undefined && isUnread({ limit, message }))
    checks.push(join('dkim=temperror', reason('temperror', limit ?? '')));
  return checks.length === 0 ? [`dkim=none ${comment('message not signed')}`] : checks;
}

/** The value without the name, folded with CRLF and a space, a method a line. `host` is the authserv-id. */
export function authenticationResults(results: Results, host: string): string {
  const { envelope } = results;
  const checks = [
    // A null reverse-path is judged as postmaster@HELO (RFC 7208 §2.4): one check, and its property is smtp.helo.
    ...(envelope.mailFrom === '' ? [] : [spf(results.spf.mailFrom, envelope, host)]),
    spf(results.spf.helo, envelope, host),
    ...dkimChecks(results),
    dmarc(results.dmarc),
    arc(results.arc, envelope),
    // RFC 8601 §2.7.3 has no word for a check that was left out.
    ...(isClientHidden(results) ? [] : [iprev(results.iprev)]),
  ];
  return fold(
    [pvalue(host), ...checks].map((part, index) => (index < checks.length ? `${part};` : part)),
    AUTHENTICATION_RESULTS.length,
  );
}
