// English words for what was changed after signing, where it is proven.
import type { dkimChangesCatalog } from '../../../diagnose/dkim/changes-catalog.ts';
import type { FindingWords, Text } from '../finding-words.ts';

const PROVEN: Text = [
  'This is proven: with it undone, the signature is valid. Likely done by {software} at {host}.',
  'This is proven: with it undone, the signature is valid. Likely done by {software}.',
  'This is proven: with it undone, the signature is valid.',
];
const BY_LIST = 'The mailing list {list} did it after the mail left you: ask its owner to pass mail on unchanged, or to put its own address into From; nothing is to be repaired at your side.';
const AFTER = 'Let the DKIM milter sign after {software}, as the last step before the mail leaves.';
const LAST = 'Sign as the last step before the mail leaves, after every scanner, footer and filter.';
const SIGN_LAST: Text = [BY_LIST, AFTER, LAST];
const RELAXED: Text = ['Sign with c=relaxed/relaxed instead of {simple} (OpenDKIM: "Canonicalization relaxed/relaxed"), after every program that touches the mail.', BY_LIST, AFTER, LAST];

export const dkimChanges: Record<keyof typeof dkimChangesCatalog, FindingWords> = {
  'dkim-body-appended': { title: 'Text was added at the end of the mail after it was signed as {domain}.', why: PROVEN, fix: SIGN_LAST },
  'dkim-body-prepended': { title: 'Text was put at the top of the mail after it was signed as {domain}.', why: PROVEN, fix: SIGN_LAST },
  'dkim-body-inserted': { title: 'Text was put into the mail after it was signed as {domain}.', why: PROVEN, fix: SIGN_LAST },
  'dkim-body-parts': { title: 'Parts of the mail (text, attachments) were added, removed or wrapped after it was signed as {domain}.', why: PROVEN, fix: SIGN_LAST },
  'dkim-body-recoded': {
    title: 'The encoding of the text was changed after the mail was signed as {domain}.',
    why: PROVEN,
    fix: [
      BY_LIST,
      'Let the DKIM milter sign after {software}, and add "-o {setting}" to the Postfix service that takes the mail back from it (master.cf; Zimbra: master.cf.in).',
      AFTER,
      'Let no server convert the text after signing (Postfix: "disable_mime_output_conversion = yes"), or send it as quoted-printable or base64 from the start.',
    ],
  },
  'dkim-body-rewrapped': {
    title: 'Lines of the text were broken or joined after the mail was signed as {domain}.',
    why: PROVEN,
    fix: 'Send the text as quoted-printable or base64: then no line is too long for a relay (998 characters), and none is touched.',
  },
  'dkim-body-links': {
    title: 'Links in the text were rewritten after the mail was signed as {domain}.',
    why: PROVEN,
    fix: [
      BY_LIST,
      'Let {software} rewrite links before the DKIM milter signs, or exempt outgoing mail from it.',
      'Let the gateway rewrite links before the DKIM milter signs, or exempt outgoing mail from it.',
    ],
  },
  'dkim-body-white-space': { title: 'White space or blank lines in the text were changed after the mail was signed as {domain}.', why: PROVEN, fix: RELAXED },
  'dkim-body-line-ends': {
    title: 'Line ends in the text were changed after the mail was signed as {domain}.',
    why: PROVEN,
    fix: 'Let the sending program end every line with CR LF: a bare CR or LF is repaired on the way, after signing.',
  },
  'dkim-body-dots': {
    title: 'Dots at the start of lines were doubled or taken away after the mail was signed as {domain}.',
    why: PROVEN,
    fix: 'Repair the program that hands the mail on by SMTP: it must double a leading dot exactly once, and only on the line.',
  },
  'dkim-body-from-escaped': {
    title: 'A line that begins with "From " was changed (">From ") after the mail was signed as {domain}.',
    why: PROVEN,
    fix: 'Send the text as quoted-printable with "=46rom", or sign after the program that stores the mail in mbox form.',
  },
  'dkim-header-from-rewritten': {
    title: 'The From field was replaced after the mail was signed as {domain}.',
    why: PROVEN,
    fix: [
      'The mailing list {list} did it so that DMARC does not fail: nothing is to be repaired at your side.',
      'Let the forwarder or list sign the mail as its own domain after it has replaced From.',
    ],
  },
  'dkim-header-subject': { title: 'The subject was changed after the mail was signed as {domain}.', why: PROVEN, fix: SIGN_LAST },
  'dkim-header-refolded': { title: 'Line breaks or white space of a signed header field were changed after the mail was signed as {domain}.', why: PROVEN, fix: RELAXED },
  'dkim-header-removed': { title: 'A signed header field was removed after the mail was signed as {domain}.', why: PROVEN, fix: SIGN_LAST },
  'dkim-header-added': {
    title: 'A header field was added, or put in another order, against the signature of {domain}.',
    why: PROVEN,
    fix: [
      BY_LIST,
      'Add the field before the DKIM milter signs ({software} does it later), or do not name it in h= more often than it occurs.',
      'Add the field before the DKIM milter signs, or do not name it in h= more often than it occurs.',
    ],
  },
  'dkim-header-recoded': {
    title: 'The encoding of a signed header field was changed after the mail was signed as {domain}.',
    why: PROVEN,
    fix: [BY_LIST, AFTER, 'Let the sending program encode header fields (RFC 2047) before the mail is signed, so that no relay has to.'],
  },
  'dkim-header-address': { title: 'A signed address field (From, To, Cc) was written in another form after the mail was signed as {domain}.', why: PROVEN, fix: SIGN_LAST },
  'dkim-header-rewritten': { title: 'A signed header field was replaced after the mail was signed as {domain}.', why: PROVEN, fix: SIGN_LAST },
};
