// English words for what was changed after signing, where it is proven.
import type { DkimChangesCode } from '../../diagnose/catalog.ts';
import type { FindingWords, Text } from '../finding-words.ts';

/** Who is likely to have done it, said after what is proven. */
const proven = (sentence: string): Text => [
  `${sentence} Likely done by {software} at {host}.`,
  `${sentence} Likely done by {software}.`,
  `${sentence} {whole} still found the signature valid.`,
  sentence,
];
const TEXT_PROVEN = proven(
  'This is proven: with it undone, the text is the one that was signed (bh=).',
);
const FIELD_PROVEN = proven(
  'This is proven: with it undone, the header is the one that was signed (b=).',
);

/** Where the sender can do nothing, or not by moving a milter. */
const BY_RECEIVER =
  'Nothing needs repair at your side, unless the filter is your own: {receiver} is what receiving systems write into mail from outside, here before the mail was passed on to this address. A filter of your own must leave outgoing mail alone.';
const BY_LIST =
  'Nothing needs repair at your side: the mail went through the mailing list {list}, and lists do this. Its owner can set dmarc_mitigate_action = munge_from (Mailman 3; Mailman 2: from_is_list = Munge From) or anonymous_list, or leave subject and text as they are.';
const AFTER_HOST =
  'Nothing needs repair at your side: {elsewhere} still found the signature valid, so it was changed after that host.';
const BY_PROVIDER =
  'Ask the operator of {provider}, through which the mail leaves, not to change mail that is signed, or to sign it for {domain} after the change: your own milter signs before that and cannot come later.';
export const ELSEWHERE = [BY_RECEIVER, BY_LIST, AFTER_HOST, BY_PROVIDER] as const;
export const VIA =
  'Ask the owner of the mailing list {via} whether it changes mail. If it does, nothing needs repair at your side; if not, sign as the last step before the mail leaves.';
export const AFTER_FILTER = [
  'Sign after {amavis}: in master.cf put -o smtpd_milters=inet:127.0.0.1:8891 (the address of your DKIM milter) under 127.0.0.1:10025, where Postfix takes the mail back, without no_milters in its receive_override_options, and take that milter out of smtp and submission. Zimbra signs after amavis by itself (port 10030 in master.cf.in): take the milter out of smtpd_milters in main.cf.',
  'Let the DKIM milter sign after {software}, as the last step before the mail leaves.',
  VIA,
] as const;
const AGAIN = 'What {again} says helps here, too.';
const LAST =
  'Sign as the last step before the mail leaves, after every scanner, footer and filter.';
const SIGN_LAST: Text = [AGAIN, ...ELSEWHERE, ...AFTER_FILTER, LAST];
const RELAXED: Text = [
  AGAIN,
  'Sign with c=relaxed/relaxed instead of {simple} (OpenDKIM: "Canonicalization relaxed/relaxed"), after every program that touches the mail.',
  ...ELSEWHERE,
  ...AFTER_FILTER,
  LAST,
];
const AFTER = 'after the mail was signed as {domain}';

export const dkimChanges: Record<DkimChangesCode, FindingWords> = {
  'dkim-body-appended': {
    title: [
      `One line was added at the end of the text ${AFTER}: "{one}".`,
      `{lines} lines were added at the end of the text ${AFTER}: "{text}".`,
      `Text was added at the end ${AFTER}.`,
    ],
    why: TEXT_PROVEN,
    fix: SIGN_LAST,
  },
  'dkim-body-prepended': {
    title: [
      `One line was put at the top of the text ${AFTER}: "{one}".`,
      `{lines} lines were put at the top of the text ${AFTER}: "{text}".`,
      `Text was put at the top ${AFTER}.`,
    ],
    why: TEXT_PROVEN,
    fix: SIGN_LAST,
  },
  'dkim-body-inserted': {
    title: [
      `One line was put into the text ${AFTER}: "{one}".`,
      `{lines} lines were put into the text ${AFTER}: "{text}".`,
      `Text was put into the mail ${AFTER}.`,
    ],
    why: TEXT_PROVEN,
    fix: SIGN_LAST,
  },
  'dkim-body-parts': {
    title: [
      `A part of the mail was added ({added}) ${AFTER}.`,
      `The header of a part ({partField}) was rewritten ${AFTER}.`,
      `The whole mail was wrapped in a new {wrapped} ${AFTER}.`,
      `Parts of the mail were removed or put together in another way ${AFTER}.`,
    ],
    why: TEXT_PROVEN,
    fix: SIGN_LAST,
  },
  'dkim-body-recoded': {
    title: [
      `The text was signed as {was} and made {became} afterwards ({domain}).`,
      `The encoding of the text was changed ${AFTER}.`,
    ],
    why: TEXT_PROVEN,
    fix: [
      AGAIN,
      ...ELSEWHERE,
      'Sign text that is 7-bit already: let the program that writes the mail use quoted-printable or base64 (RFC 6376 section 5.3). Or, with {amavis}, put -o disable_mime_output_conversion=yes under the smtp client that feeds it (smtp-amavis in master.cf; Zimbra: master.cf.in) and under the one to the next host; under smtpd (127.0.0.1:10025) it does nothing.',
      'Sign text that is 7-bit already: let the program that writes the mail use quoted-printable or base64 (RFC 6376 section 5.3). Or, with Postfix, put -o disable_mime_output_conversion=yes under each smtp client in master.cf that the mail takes after signing; under smtpd it does nothing.',
    ],
  },
  'dkim-body-rewrapped': {
    title: `Lines of the text were broken or joined ${AFTER}.`,
    why: TEXT_PROVEN,
    fix: 'Send the text as quoted-printable or base64: then no line is too long for a relay (998 characters), and none is touched.',
  },
  'dkim-body-links': {
    title: `Links in the text were rewritten ${AFTER}.`,
    why: TEXT_PROVEN,
    fix: [
      AGAIN,
      ...ELSEWHERE,
      'Let {software} rewrite links before the DKIM milter signs, or exempt outgoing mail from it.',
      'Let the gateway rewrite links before the DKIM milter signs, or exempt outgoing mail from it.',
    ],
  },
  'dkim-body-white-space': {
    title: `White space or blank lines in the text were changed ${AFTER}.`,
    why: TEXT_PROVEN,
    fix: RELAXED,
  },
  'dkim-body-line-ends': {
    title: `Line ends in the text were changed ${AFTER}.`,
    why: TEXT_PROVEN,
    fix: 'Let the sending program end every line with CR LF: a bare CR or LF is repaired on the way, after signing.',
  },
  'dkim-body-dots': {
    title: `Dots at the start of lines were doubled or taken away ${AFTER}.`,
    why: TEXT_PROVEN,
    fix: 'Repair the program that hands the mail on by SMTP: it must double a leading dot exactly once, and only on the line.',
  },
  'dkim-body-from-escaped': {
    title: `A line that begins with "From " was changed (">From ") ${AFTER}.`,
    why: TEXT_PROVEN,
    fix: 'Send the text as quoted-printable with "=46rom", or sign after the program that stores the mail in mbox form.',
  },
  'dkim-header-from-rewritten': {
    title: [
      `From was replaced ${AFTER}: {before} became {after}.`,
      `The From field was replaced ${AFTER}.`,
    ],
    why: FIELD_PROVEN,
    fix: [
      AGAIN,
      'Nothing needs repair at your side: the mailing list {list} puts its own address into From so that DMARC does not fail.',
      'Let the forwarder or list sign the mail as its own domain after it has replaced From.',
    ],
  },
  'dkim-header-subject': {
    title: [
      `"{tag}" was put into the subject ${AFTER}.`,
      `The subject was changed ${AFTER}: {before} became {after}.`,
      `The subject was changed ${AFTER}.`,
    ],
    why: FIELD_PROVEN,
    fix: SIGN_LAST,
  },
  'dkim-header-refolded': {
    title: [
      `The field {field} was folded or spaced in another way ${AFTER}.`,
      `Line breaks or white space of a signed header field were changed ${AFTER}.`,
    ],
    why: FIELD_PROVEN,
    fix: RELAXED,
  },
  'dkim-header-removed': {
    title: [
      `The signed field {field} was removed ${AFTER}.`,
      `A signed header field was removed ${AFTER}.`,
    ],
    why: FIELD_PROVEN,
    fix: SIGN_LAST,
  },
  'dkim-header-added': {
    title: [
      `A second {second} field was added ${AFTER}.`,
      `The field {absent} was added ${AFTER}, which says that there is none.`,
      `The {reordered} fields were put in another order ${AFTER}.`,
      `A header field was added ${AFTER}.`,
    ],
    why: FIELD_PROVEN,
    fix: [
      AGAIN,
      ...ELSEWHERE,
      'Put the {reordered} fields in order before the DKIM milter signs, and let nothing sort them afterwards.',
      'Let {software} add the field before the DKIM milter signs; the signature names it in h= so that nobody can add one, and did its work.',
      'Add the field before the DKIM milter signs, or not at all: the signature names it in h= so that nobody can add one, and did its work.',
    ],
  },
  'dkim-header-recoded': {
    title: [
      `The encoding of {field} was changed ${AFTER}.`,
      `The encoding of a signed header field was changed ${AFTER}.`,
    ],
    why: FIELD_PROVEN,
    fix: [
      AGAIN,
      ...ELSEWHERE,
      ...AFTER_FILTER,
      'Let the sending program encode header fields (RFC 2047) before the mail is signed, so that no relay has to.',
    ],
  },
  'dkim-header-address': {
    title: [
      `The addresses in {listed} were changed ${AFTER}: {before} became {after}.`,
      `An address in {cased} was written in other letters ${AFTER}: {before} became {after}.`,
      `The name in {field} was written in another way ${AFTER}: {before} became {after}.`,
      `A signed address field (From, To, Cc) was changed ${AFTER}.`,
    ],
    why: FIELD_PROVEN,
    fix: SIGN_LAST,
  },
  'dkim-header-rewritten': {
    title: [
      `The field {field} was replaced ${AFTER}: {before} became {after}.`,
      `The field {field} was replaced ${AFTER}.`,
      `A signed header field was replaced ${AFTER}.`,
    ],
    why: FIELD_PROVEN,
    fix: SIGN_LAST,
  },
  'dkim-signature-damaged': {
    title: [
      '{bh} in the signature of {domain} was altered after signing; the text itself is the one that was signed.',
      '{value} in the signature of {domain} was damaged after signing; the key at {name} is not at fault.',
    ],
    why: 'One character of the DKIM-Signature field is enough: neither the text nor a signed field has to be changed.',
    fix: [
      AFTER_HOST,
      BY_PROVIDER,
      'Find what changes the DKIM-Signature field after signing (header_checks, a milter or gateway behind the signer, a program that folds long lines), and sign after it.',
    ],
  },
  'dkim-empty-body-signed': {
    title:
      'The signature of {domain} covers an empty text: {bh} is the hash of nothing, and the mail has a text.',
    why: 'The program that signed never saw the text, or all of it was added afterwards. Receivers find a changed body.',
    fix: 'Repair the program that signs with selector {selector}: it must hash the text that is sent (one that gets the header alone, or a stream that was read before, hashes nothing). OpenDKIM and rspamd as milters of Postfix get the whole mail.',
  },
};
