// English words for records that were looked at alone, without a mail (`mailassay key`, `mailassay domain`): what is right or could not be checked,
// and those findings whose usual words speak of a mail.
import type { PublishedCode } from '../../diagnose/catalog.ts';
import type { FindingWords, WithoutMail } from '../finding-words.ts';

const AGAIN =
  'Ask again in a few minutes; if it stays like this, check whether the DNS servers of {domain} answer from outside.';
const NOTHING_HELD = 'Nothing is held against {domain}.';

export const published: Record<PublishedCode, FindingWords> = {
  'spf-record-sound': {
    title:
      'SPF: the record of {domain} is sound: {cost} of {limit} lookups; hosts it does not list get {others}.',
    why: 'Receivers can tell who may send for {domain}.',
    fix: '',
  },
  'dmarc-record-sound': {
    title: 'DMARC: {policy} applies to {domain}, by the record at {name}.',
    why: 'Receivers know what to do with mail that only claims to be from {domain}.',
    fix: '',
  },
  'dkim-key-sound': {
    title: 'DKIM: the key at {name} is sound ({type}, {bits} bits).',
    why: 'Receivers can verify what is signed with selector {selector}.',
    fix: '',
  },
  'dkim-key-unchecked': {
    title: 'The key at {name} could not be looked up ({status}).',
    why: NOTHING_HELD,
    fix: AGAIN,
  },
};

export const withoutMail: WithoutMail = {
  'spf-none': {
    title: '{domain} publishes no SPF record.',
    why: 'Nobody can tell which hosts may send its mail; Gmail, Yahoo and Microsoft refuse or junk such mail.',
    fix: [
      'Publish a TXT record at {domain}: "{record}"',
      'Publish a TXT record at {domain} that begins with "v=spf1", lists every host and service that sends for it, and ends in "~all".',
    ],
  },
  'spf-too-many-lookups': {
    title: 'The SPF record of {domain} needs {cost} DNS lookups; the limit is {limit}.',
    why: 'Receivers stop at the limit: SPF ends in an error for every host that is not found before.',
    fix: [
      'Publish for {domain}, in place of the old record: "{record}"',
      'Remove includes you no longer need, starting with the most expensive: {dearest}; or move one service to a subdomain of its own.',
      'Remove includes you no longer need, or move one service to a subdomain of its own.',
    ],
  },
  'spf-record-too-many-lookups': {
    title: 'The whole SPF record of {domain} costs {cost} DNS lookups; the limit is {limit}.',
    why: 'Receivers stop at the limit: SPF ends in an error for every host that is not found before.',
    fix: [
      'Publish for {domain}, in place of the old record: "{record}"',
      'Remove includes you no longer need, starting with the most expensive: {dearest}; or move one service to a subdomain of its own.',
      'Remove includes you no longer need, or move one service to a subdomain of its own.',
    ],
  },
  'spf-too-many-voids': {
    title:
      'The SPF record of {domain} causes {count} void DNS lookups (names without records); the limit is {limit}.',
    why: 'Receivers stop there: SPF ends in an error for every host that is not found before.',
    fix: [
      'Publish for {domain}, in place of the old record: "{record}"',
      'Remove what no longer exists: {terms}.',
      'Remove the terms whose names no longer exist.',
    ],
  },
  'spf-wrong-name': {
    title: 'The SPF record is published at {found}, and {domain} has none.',
    why: 'Receivers look only at the domain after the @ of the envelope sender.',
    fix: ['Publish at {domain}: "{record}"', 'Publish an SPF record at {domain} itself.'],
  },
  'spf-temperror': {
    title: 'SPF could not be checked: DNS gave no answer for {name}.',
    why: NOTHING_HELD,
    fix: AGAIN,
  },
  'dmarc-legacy-differs': {
    title:
      'Old and new DMARC disagree about {domain}: by RFC 7489 {organization} is its organization.',
    why: 'Receivers that have not changed over yet apply another policy.',
    fix: 'Publish a DMARC record at _dmarc.{domain} itself: then both agree.',
  },
  'dmarc-temperror': {
    title: 'DMARC could not be checked: DNS gave no answer for {domain}.',
    why: NOTHING_HELD,
    fix: AGAIN,
  },
  'bimi-temperror': {
    title: 'BIMI could not be checked: DNS gave no answer for {domain}.',
    why: NOTHING_HELD,
    fix: AGAIN,
  },
  'dkim-key-missing': {
    title: 'There is no DKIM key at {name}.',
    why: 'Nobody can verify what is signed with selector {selector}.',
    fix: 'Publish the public key of selector {selector} as a TXT record at {name}, or check the spelling of the selector (s= in the signature).',
  },
  'dkim-key-type': {
    title: 'The key at {name} is of type {type}, which receivers do not know.',
    why: 'They must ignore it: whatever is signed with it counts as unsigned.',
    fix: 'Publish an RSA key of 2048 bits at {name}, with k=rsa.',
  },
  'dkim-key-hash': {
    title: 'The key at {name} allows only {hashes} (h=), but signatures must be made with sha256.',
    why: 'Receivers must not accept what the key forbids.',
    fix: 'Publish at {name}: "{record}"',
  },
  'dkim-ed25519-alone': {
    title: 'The key at {name} is an Ed25519 key.',
    why: 'Gmail and many others cannot verify Ed25519: signed with this key alone, mail is unsigned for them.',
    fix: 'Sign with an RSA key of 2048 bits under another selector as well.',
  },
};
