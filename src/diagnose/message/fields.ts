// The header of the message by RFC 5322 §3.6: what must be there once, and is well formed.
import type { HeaderField } from '../../message/message-facts.ts';
import type { Verification } from '../../verify/verification.ts';
import { draft, type Draft } from '../draft.ts';

/** RFC 5322 §3.6: fields that may occur once at most. From has a finding of its own. */
const UNIQUE = [
  'date',
  'sender',
  'reply-to',
  'to',
  'cc',
  'bcc',
  'message-id',
  'in-reply-to',
  'references',
  'subject',
  'mime-version',
  'content-type',
  'content-transfer-encoding',
];
const DAY = 86_400_000;

export function fieldsOf({ message }: Verification, name: string): HeaderField[] {
  return message.fields.filter((field) => field.name.toLowerCase() === name);
}

export function fromRule(facts: Verification): Draft[] {
  const { message } = facts;
  const from = fieldsOf(facts, 'from');
  const seen = from.map(({ value }) => `From: ${value}`);
  if (message.from === null) return [draft('message-from-missing')];
  if (from.length > 1) return [draft('message-from-several', { count: from.length }, seen)];
  if (message.authors.length === 0)
    return [
      draft('message-from-malformed', { from: message.from }, [...seen, message.authorProblem]),
    ];
  // RFC 5322 §3.6.2: with several authors, Sender MUST say who sent it.
  if (message.authors.length > 1 && fieldsOf(facts, 'sender').length === 0) {
    return [
      draft(
        'message-from-many-authors',
        { count: message.authors.length, first: message.authors[0]?.address ?? '' },
        seen,
      ),
    ];
  }
  return [];
}

export function dateRule({ message, at }: Verification): Draft[] {
  if (message.date === null) return [draft('message-date-missing')];
  const date = Date.parse(message.date);
  if (Number.isNaN(date))
    return [draft('message-date-malformed', { date: message.date }, [`Date: ${message.date}`])];
  const hours = Math.round((date - at) / 3_600_000);
  if (Math.abs(date - at) <= DAY) return [];
  const values = {
    date: message.date,
    received: new Date(at).toISOString(),
    ahead: hours > 0 ? hours : null,
    hours: Math.abs(hours),
  };
  return [draft('message-date-off', values, [`Date: ${message.date}`])];
}

export function messageIdRule({ message, spf }: Verification): Draft[] {
  const id = message.messageId;
  if (id === null) return [draft('message-id-missing', { domain: spf.helo.domain })];
  // RFC 5322 §3.6.4, with the obsolete forms that everybody reads.
  if (/^\s*<[^<>@\s]+@(?:[^<>@\s[\]]+|\[[^\]\s]+\])>\s*$/.test(id)) return [];
  return [draft('message-id-malformed', { id }, [`Message-ID: ${id}`])];
}

export function duplicatesRule(facts: Verification): Draft[] {
  const byName = Map.groupBy(facts.message.fields, ({ name }) => name.toLowerCase());
  const twice = UNIQUE.map((name) => byName.get(name) ?? []).filter((fields) => fields.length > 1);
  if (twice.length === 0) return [];
  return [
    draft(
      'message-duplicate-field',
      { fields: twice.map(([first]) => first?.name ?? '').join(', ') },
      twice.flat().map(({ name, value }) => `${name}: ${value.slice(0, 150)}`),
    ),
  ];
}
