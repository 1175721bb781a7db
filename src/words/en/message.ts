// English words for the findings of the message itself.
import type { MessageCode } from '../../diagnose/catalog.ts';
import type { FindingWords } from '../finding-words.ts';

export const message: Record<MessageCode, FindingWords> = {
  'message-from-missing': {
    title: 'The message has no From field.',
    why: 'Every message must have one; without it there is no author, and large receivers refuse it.',
    fix: 'Let the sending program write a From field with one address.',
  },
  'message-from-several': {
    title: 'The message has {count} From fields; there must be exactly one.',
    why: 'Nobody knows which one is shown to the reader; large receivers refuse such messages.',
    fix: 'Let the sending program write one From field only, and sign From once more than it occurs (OpenDKIM: "OversignHeaders From").',
  },
  'message-from-malformed': {
    title: 'The From field cannot be read: {from}',
    why: 'Without a readable address there is no author, and large receivers refuse the message.',
    fix: 'Write it as Name <user@example.org>, and put the name in quotes if it holds other characters than letters, digits and spaces.',
  },
  'message-from-many-authors': {
    title: 'The From field names {count} authors, and there is no Sender field.',
    why: 'With several authors the message must say which one sent it.',
    fix: 'Add "Sender: {first}", or name one author only.',
  },
  'message-duplicate-field': {
    title: 'Header fields that must be unique appear more than once: {fields}.',
    why: 'Gmail refuses such messages (550 5.7.1).',
    fix: 'Find the program or filter that adds {fields} a second time, and let it replace the field instead.',
  },
  'message-date-missing': {
    title: 'The message has no Date field.',
    why: 'Every message must have one; filters count its absence as a sign of spam.',
    fix: 'Let the sending program write a Date field.',
  },
  'message-date-malformed': {
    title: 'The Date field cannot be read: {date}',
    why: 'Mail programs sort the message wrong, and filters count it as a sign of spam.',
    fix: 'Write it like "Wed, 22 Dec 2010 09:42:12 +0700".',
  },
  'message-8bit-header': {
    title: [
      'The field {field} holds characters that are not ASCII and not encoded.',
      'The header holds characters that are not ASCII and not encoded.',
    ],
    why: 'Relays change or refuse such fields, and a change breaks the DKIM signature.',
    fix: 'Let the sending program encode them (RFC 2047).',
  },
  'message-long-line': {
    title: 'The message has a line of {octets} characters; {limit} are allowed.',
    why: 'Relays cut such lines, and that breaks the DKIM signature.',
    fix: 'Send the text as quoted-printable or base64.',
  },
  'message-bare-line-ends': {
    title: 'Line ends that are only CR or only LF, where each must be CR LF: {count}.',
    why: 'Servers refuse such messages (they are used for SMTP smuggling), or repair it and break the DKIM signature.',
    fix: 'Let the sending program end every line with CR LF.',
  },
  'message-unsubscribe-post-value': {
    title: 'List-Unsubscribe-Post is "{found}", but must be exactly "{expected}".',
    why: 'Gmail and Yahoo show no unsubscribe button, and count the message as one without.',
    fix: 'Set "List-Unsubscribe-Post: {expected}".',
  },
  'message-unsubscribe-no-https': {
    title: 'List-Unsubscribe has no https address, but List-Unsubscribe-Post needs one.',
    why: 'Unsubscribing with one click works by an https request only.',
    fix: 'Add the https address of your unsubscribe page to List-Unsubscribe, in angle brackets.',
  },
  'message-unsubscribe-unsigned': {
    title: 'No valid signature covers List-Unsubscribe and List-Unsubscribe-Post.',
    why: 'Receivers offer the button only when both fields are signed.',
    fix: 'Add List-Unsubscribe and List-Unsubscribe-Post to the signed fields (h=) of {domain}.',
  },
  'message-date-off': {
    title: [
      'The Date field is {ahead} hours ahead of the time the message arrived: {date}',
      'The Date field is {hours} hours behind the time the mail arrived: {date}',
    ],
    why: 'The message is sorted wrong, and filters count it as a sign of spam.',
    fix: 'Set the clock and the time zone of the server that writes the mail (NTP).',
  },
  'message-id-missing': {
    title: 'The message has no Message-ID field.',
    why: 'Replies and duplicates cannot be told apart; filters count its absence as a sign of spam.',
    fix: 'Let the sending program write a Message-ID that ends in @ and your domain.',
  },
  'message-id-malformed': {
    title: 'The Message-ID is not well formed: {id}',
    why: 'Filters count it as a sign of spam, and replies are not sorted to the message.',
    fix: 'Write it as "<unique-text@your-domain>".',
  },
  'message-no-unsubscribe': {
    title: 'The message is marked as bulk mail, but has no List-Unsubscribe field.',
    why: 'Gmail and Yahoo demand one of everybody who sends to many.',
    fix: 'Add List-Unsubscribe with an https address, and "List-Unsubscribe-Post: List-Unsubscribe=One-Click".',
  },
  'message-no-one-click': {
    title:
      'The message cannot be unsubscribed from with one click: List-Unsubscribe-Post is missing.',
    why: 'Gmail and Yahoo demand it of everybody who sends over 5,000 messages a day.',
    fix: [
      'Add "List-Unsubscribe-Post: List-Unsubscribe=One-Click", and let {https} take the POST request.',
      'Add an https address to List-Unsubscribe, and "List-Unsubscribe-Post: List-Unsubscribe=One-Click".',
    ],
  },
  'message-forged-results': {
    title:
      'The message arrived with a forged Authentication-Results field for our host name ({host}).',
    why: 'Only we may write it; a receiver must remove such fields, because they are used to feign a pass.',
    fix: 'Find the program that adds it; if you tested with a message from here, send a fresh one.',
  },
  'message-html-clipped': {
    title: 'The HTML part has {kilobytes} kB; Gmail shows the first {limit}.',
    why: 'The end of the message, often with the unsubscribe link, is hidden.',
    fix: 'Make the HTML smaller than {limit} kB.',
  },
  'message-auto-submitted': {
    title: 'The message says that it is automatic (Auto-Submitted: {value}).',
    why: 'Automatic mail gets no reply, so the report is on the page only.',
    fix: 'Send the test from an ordinary mail program if you want the report by mail.',
  },
  'message-incomplete-check': {
    title: 'A limit of this service was reached: not everything could be checked.',
    why: 'This does not count against your message.',
    fix: 'Send the test again; if it happens again, send a smaller or simpler message.',
  },
  'message-well-formed': {
    title: 'The message is well formed.',
    why: 'From, Date, Message-ID and lines are as they must be.',
    fix: '',
  },
};
