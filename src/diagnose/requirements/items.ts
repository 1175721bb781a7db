// Each item of the receivers' lists, asked of one message. What could not be checked, or does not show in one message, is unknown.
import { isClientHidden } from '../../verify/hidden-client.ts';
import type { Verification } from '../../verify/verification.ts';
import { CATALOG } from '../catalog.ts';
import type { Draft } from '../draft.ts';
import { fieldsOf } from '../message/fields.ts';
import { isBulk, unsubscribeRule } from '../message/unsubscribe.ts';
import { isUnread } from '../unread.ts';
import { alignmentAnswer, dkimAnswer, spfAnswer, type Answer } from '../verdict.ts';
import type { Item, Status } from './requirement.ts';

export interface Judgement {
  status: Status;
  evidence: string;
}

export const judgements: Readonly<
  Record<Item, (facts: Verification, ofMessage: readonly Draft[]) => Judgement>
> = {
  'spf-or-dkim': (facts) => ({
    status: statusOf(either(spfAnswer(facts), dkimAnswer(facts))),
    evidence: results(facts),
  }),
  'spf-and-dkim': (facts) => ({
    status: statusOf(both(spfAnswer(facts), dkimAnswer(facts))),
    evidence: results(facts),
  }),
  'reverse-dns': ({ iprev }) => ({
    status:
      iprev.result === 'pass'
        ? 'met'
        : iprev.result === 'temperror' || iprev.result === 'none'
          ? 'unknown'
          : 'unmet',
    evidence: `iprev=${iprev.result}${iprev.name === null ? '' : ` ${iprev.name}`}`,
  }),
  tls,
  'well-formed': wellFormed,
  'dmarc-record': dmarcRecord,
  aligned,
  'one-click-unsubscribe': oneClick,
  arc,
};

function statusOf(answer: Answer): Status {
  return answer === 'yes' ? 'met' : answer === 'no' ? 'unmet' : 'unknown';
}

function either(one: Answer, other: Answer): Answer {
  return [one, other].includes('yes') ? 'yes' : [one, other].includes('open') ? 'open' : 'no';
}

function both(one: Answer, other: Answer): Answer {
  return [one, other].includes('no') ? 'no' : [one, other].includes('open') ? 'open' : 'yes';
}

function results(facts: Verification): string {
  const { spf, dkim } = facts;
  return `spf=${isClientHidden(facts) ? 'unchecked' : spf.mailFrom.result} ${dkim.length === 0 ? 'dkim=none' : dkim.map(({ result, domain }) => `dkim=${result} (${domain})`).join(' ')}`;
}

/** A saved message has no recipients of a session: nothing is known about how it travelled. */
function tls({ envelope }: Verification): Judgement {
  if (envelope.rcptTo.length === 0) return { status: 'unknown', evidence: 'saved message' };
  return envelope.tls === null
    ? { status: 'unmet', evidence: 'tls=none' }
    : { status: 'met', evidence: envelope.tls.version };
}

/** RFC 5322: none of the message findings is an error; unsubscribing has an item of its own. */
function wellFormed(facts: Verification, ofMessage: readonly Draft[]): Judgement {
  if (isUnread(facts)) return { status: 'unknown', evidence: facts.limit ?? '' };
  const broken = ofMessage.filter(
    ({ code }) => CATALOG[code].severity === 'error' && !code.startsWith('message-unsubscribe'),
  );
  return broken.length === 0
    ? { status: 'met', evidence: `${facts.message.size} bytes` }
    : { status: 'unmet', evidence: broken.map(({ code }) => code).join(', ') };
}

/** At least p=none. */
function dmarcRecord({ dmarc }: Verification): Judgement {
  if (dmarc.policy !== null && dmarc.policyDomain !== null)
    return {
      status: 'met',
      evidence: `_dmarc.${dmarc.policyDomain} p=${dmarc.policy.p ?? 'none'}`,
    };
  return { status: dmarc.result === 'temperror' ? 'unknown' : 'unmet', evidence: dmarc.reason };
}

function aligned(facts: Verification): Judgement {
  return { status: statusOf(alignmentAnswer(facts)), evidence: facts.dmarc.reason };
}

/** RFC 8058. One message does not tell whether it is marketing mail unless it says so. */
function oneClick(facts: Verification): Judgement {
  if (isUnread(facts)) return { status: 'unknown', evidence: facts.limit ?? '' };
  const wrong = unsubscribeRule(facts).map(({ code }) => code);
  if (wrong.length > 0) return { status: 'unmet', evidence: wrong.join(', ') };
  const post = fieldsOf(facts, 'list-unsubscribe-post')[0]?.value;
  if (post !== undefined) return { status: 'met', evidence: `List-Unsubscribe-Post: ${post}` };
  return {
    status: 'unknown',
    evidence: isBulk(facts) ? 'a list to which members write' : 'not marked as bulk mail',
  };
}

/** Only forwarders seal; a message that was not forwarded says nothing. */
function arc({ arc: chain }: Verification): Judgement {
  if (chain.result === 'none' || chain.result === 'temperror')
    return { status: 'unknown', evidence: `arc=${chain.result}` };
  return { status: chain.result === 'pass' ? 'met' : 'unmet', evidence: `arc=${chain.result}` };
}
