// Unsubscribing with one click (RFC 2369 §3.2, RFC 8058), which Gmail and Yahoo want from everybody who sends in bulk.
import type { Verification } from '../../verify/verification.ts';
import { draft, type Draft } from '../draft.ts';
import { fieldsOf } from './fields.ts';

/** RFC 8058 §3.1: exactly this. */
const ONE_CLICK = 'List-Unsubscribe=One-Click';

/** Whether the mail says of itself that it goes to many. A list to which members write is not meant by the rule. */
export function isBulk(facts: Verification): boolean {
  if (fieldsOf(facts, 'list-post').length > 0) return false;
  const precedence = fieldsOf(facts, 'precedence')[0]?.value.trim().toLowerCase();
  return (
    precedence === 'bulk' ||
    precedence === 'list' ||
    ['list-id', 'list-unsubscribe', 'feedback-id'].some((name) => fieldsOf(facts, name).length > 0)
  );
}

export function unsubscribeRule(facts: Verification): Draft[] {
  const where = fieldsOf(facts, 'list-unsubscribe')[0]?.value ?? null;
  const post = fieldsOf(facts, 'list-unsubscribe-post')[0]?.value ?? null;
  const seen = [
    where === null ? null : `List-Unsubscribe: ${where}`,
    post === null ? null : `List-Unsubscribe-Post: ${post}`,
  ];
  if (where === null)
    return isBulk(facts) || post !== null ? [draft('message-no-unsubscribe', {}, seen)] : [];
  if (post === null)
    return isBulk(facts) ? [draft('message-no-one-click', { https: httpsUri(where) }, seen)] : [];
  const drafts: Draft[] = [];
  if (post.trim() !== ONE_CLICK)
    drafts.push(
      draft('message-unsubscribe-post-value', { found: post, expected: ONE_CLICK }, seen),
    );
  if (httpsUri(where) === null)
    drafts.push(draft('message-unsubscribe-no-https', { found: where }, seen));
  // RFC 8058 §4: a valid signature MUST cover both.
  const passing = facts.dkim.filter(({ result }) => result === 'pass');
  const covered = passing.some(({ signedHeaders }) => {
    const signed = signedHeaders.map((name) => name.toLowerCase());
    return signed.includes('list-unsubscribe') && signed.includes('list-unsubscribe-post');
  });
  if (passing.length > 0 && !covered)
    drafts.push(
      draft(
        'message-unsubscribe-unsigned',
        { domain: passing[0]?.domain ?? '' },
        passing.map(({ domain, signedHeaders }) => `d=${domain} h=${signedHeaders.join(':')}`),
      ),
    );
  return drafts;
}

function httpsUri(field: string): string | null {
  return /<\s*(https:\/\/[^>\s]+)\s*>/i.exec(field)?.[1] ?? null;
}
