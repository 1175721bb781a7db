// The rules of the message.
import type { Verification } from '../../verify/verification.ts';
import { CATALOG } from '../catalog.ts';
import { draft, type Draft, type Rule } from '../draft.ts';
import { isUnread } from '../unread.ts';
import { dateRule, duplicatesRule, fromRule, messageIdRule } from './fields.ts';
import { marksRule } from './marks.ts';
import { octetsRule } from './octets.ts';
import { unsubscribeRule } from './unsubscribe.ts';

const parts: readonly Rule[] = [
  fromRule,
  dateRule,
  messageIdRule,
  duplicatesRule,
  octetsRule,
  unsubscribeRule,
  marksRule,
];

export function messageRule(facts: Verification): Draft[] {
  if (isUnread(facts)) return [draft('message-incomplete-check', {}, [facts.limit])];
  const drafts = parts.flatMap((part) => part(facts));
  const sound = drafts.every(({ code }) => CATALOG[code].severity === 'notice');
  return sound ? [...drafts, draft('message-well-formed', { size: facts.message.size })] : drafts;
}
