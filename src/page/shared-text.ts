// Text of a shared report that comes from outside: records as they are published in DNS, without mailboxes; words of a closed list.
import { HIDDEN } from './shared-names.ts';

/** What stands before an at sign, written as it is or percent-encoded. */
const LOCAL_PART = /(?:"(?:[^"\\]|\\.){0,200}"|[^\s@,;:|<>()"]{0,200})(?:@|%40)/gi;
const HEADER_NAMES: ReadonlySet<string> = new Set(
  `from sender reply-to to cc bcc subject date message-id in-reply-to references mime-version content-type content-transfer-encoding content-disposition content-id
   content-description content-language return-path received list-id list-help list-unsubscribe list-unsubscribe-post list-subscribe list-post list-owner list-archive
   resent-from resent-sender resent-to resent-cc resent-date resent-message-id auto-submitted precedence importance priority x-priority x-mailer user-agent organization
   feedback-id autocrypt openpgp dkim-signature authentication-results arc-seal arc-message-signature arc-authentication-results bimi-selector errors-to thread-topic
   thread-index x-originating-ip disposition-notification-to require-recipient-valid-since`.split(
    /\s+/,
  ),
);
const WITH = /^(?:(?:utf8)?e?smtps?a?|(?:utf8)?lmtps?a?|local|https?|mapi|asmtp)$/i;

/** A record's text as DNS has it. */
export const published = (record: string): string =>
  record.replace(LOCAL_PART, (found) => `${HIDDEN}${found.endsWith('@') ? '@' : '%40'}`);

/** A header field's name where it is one that many messages have. */
export const fieldName = (name: string): string =>
  HEADER_NAMES.has(name.toLowerCase()) ? name : HIDDEN;

/** Names in order, hidden ones once. */
export const fieldNames = (names: readonly string[]): string[] =>
  names.map(fieldName).filter((name, at, all) => name !== HIDDEN || all.indexOf(HIDDEN) === at);

/** The word where it matches a grammar without room for more, else a sign. */
export const wordOf = (text: string, grammar: RegExp): string =>
  grammar.test(text) ? text : HIDDEN;

export const protocol = (text: string | null): string | null =>
  text !== null && WITH.test(text) ? text : null;

/** ISO 8601, as reports have it. */
export const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?Z$/;

export const timeOrNull = (text: string | null): string | null =>
  text !== null && TIME.test(text) ? text : null;
