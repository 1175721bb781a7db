// Whether anybody is answered, who, and with what (DESIGN.md §1, SECURITY.md §4, RFC 3834). A responder without this must not exist:
// whoever can open port 25 can name anybody as the sender. The verdict stands in the SMTP reply and at the link in any case.
import type { Settings } from '../config/settings.ts';
import type { Diagnosis } from '../diagnose/finding.ts';
import type { Resolver } from '../dns/resolver.ts';
import type { Language, RequestedReply } from '../message/requested-reply.ts';
import type { Report } from '../report/report.ts';
import type { QueuedReply, Store } from '../store/store.ts';
import type { Verification } from '../verify/verification.ts';
import { addressee, type Mailbox } from './addressee.ts';
import { automatic } from './automatic.ts';
import { languageOf } from './reply-language.ts';
import { replyLimits } from './reply-limits.ts';
import { isOurs } from './ours.ts';
import { reachable } from './reachable.ts';
import { isRoleAddress } from './role-address.ts';

export interface DecisionInput {
  id: string;
  verification: Verification;
  diagnosis: Diagnosis;
  answer: RequestedReply;
  settings: Settings;
  store: Pick<Store, 'isSuppressed' | 'takeLimits'>;
  resolver: Resolver;
  now: number;
  /** 'none' when the client has its 250 already and nothing can be refused any more. */
  worst: 'reject' | 'none';
}

export interface Decision {
  decision: Exclude<Report['response']['decision'], 'pending'>;
  reason: string;
  owed: QueuedReply | null;
  language: Language;
}

export async function decide(input: DecisionInput): Promise<Decision> {
  const { id, verification, diagnosis, answer, settings, worst } = input;
  const language = languageOf(answer, verification.message.fields);
  const nothing = (reason: string): Decision => ({
    decision: 'none',
    reason,
    owed: null,
    language,
  });

  if (answer.kind === 'assert') return nothing('assert');
  const { mailFrom } = verification.envelope;
  const cause = automatic({
    mailFrom,
    fields: verification.message.fields,
    hostname: settings.hostname,
  });
  if (cause !== null) return nothing(cause);

  const to = addressee(answer, verification);
  // Where the mail itself proves the addressee, the reverse-path needs no proof; a policy that disowns it still stands.
  const standing =
    diagnosis.standing === 'unproven' && 'mailbox' in to && to.proves
      ? 'proven'
      : diagnosis.standing;
  const policy = {
    proven: 'mail',
    unproven: settings.replyUnproven,
    disowned: settings.replyDisowned,
  } as const;
  const answering = policy[standing];
  if (answering === 'reject')
    return worst === 'reject'
      ? { decision: 'reject', reason: standing, owed: null, language }
      : nothing(standing);
  if (answering === 'silent') return nothing(standing);
  // What a limit of ours left open may be a policy that disowns the mail, and who forges it decides how much there is to ask.
  if (standing === 'unproven' && isCutShort(verification)) return nothing('limit');
  if ('problem' in to) return nothing(to.problem);

  const kind = answering === 'mail' ? 'full' : 'short';
  const obstacle = await hindrance(to.mailbox, kind, input);
  return obstacle === null
    ? {
        decision: answering,
        reason: standing,
        owed: { testId: id, kind, to: to.mailbox },
        language,
      }
    : nothing(obstacle);
}

/** SPF or DMARC is undecided because of what this mail asks for, and not because of the domain's own servers. */
function isCutShort({ spf, dmarc, limit }: Verification): boolean {
  return limit !== null && [spf.mailFrom.result, dmarc.result].includes('temperror');
}

/** What stands against mailing this one; null when nothing does, and then its points are taken. */
async function hindrance(
  mailbox: Mailbox,
  kind: 'full' | 'short',
  { verification, settings, store, resolver, now }: DecisionInput,
): Promise<string | null> {
  if (isOurs(mailbox, settings)) return 'own-address';
  if (isRoleAddress(mailbox.local)) return 'role-address';
  if (await store.isSuppressed(`${mailbox.local}@${mailbox.domain}`.toLowerCase(), now))
    return 'suppressed';
  const takesMail = await reachable(mailbox.domain, resolver);
  if (takesMail !== 'yes') return takesMail;
  if (!settings.limits) return null;
  const organization = verification.organizationalDomains[mailbox.domain] ?? mailbox.domain;
  const isTaken = await store.takeLimits(
    replyLimits(kind, mailbox, organization, verification.envelope.clientIp),
    now,
  );
  return isTaken ? null : 'rate-limit';
}
