// English words for the findings of DMARC.
import type { dmarcCatalog } from '../../../diagnose/dmarc/catalog.ts';
import type { FindingWords } from '../finding-words.ts';

const REFUSAL: FindingWords['why'] = [
  'Your own policy ({policy}) asks receivers to {asks} such mail.',
  'Nothing proves that this mail is from {domain}; large receivers refuse it or take it for spam.',
];

export const dmarc: Record<keyof typeof dmarcCatalog, FindingWords> = {
  'dmarc-several': {
    title: 'There are {count} DMARC records at {name}; there may be only one.',
    why: 'Of several records none counts: {domain} is as good as without DMARC.',
    fix: 'Delete all but one of the records at {name}.',
  },
  'dmarc-syntax': {
    title: [
      'The DMARC record at {name} has the tag {twice}= more than once.',
      'The DMARC record at {name} does not begin with "v=DMARC1;" but with "{beginning}".',
      'The DMARC record at {name} has a mistake: {tag}={found} is not known.',
      'The DMARC record at {name} has a mistake: {tag}= is missing.',
    ],
    why: 'Receivers ignore it or apply another policy than you meant.',
    fix: ['Publish at {name}: "{record}"', 'Correct {tag}= in the record at {name}: p, sp and np take none, quarantine or reject; adkim and aspf take r or s.'],
  },
  'dmarc-wrong-name': {
    title: 'The DMARC record is published at {found}, but receivers look for it at {name}.',
    why: 'They do not find it: {domain} is as good as without DMARC.',
    fix: ['Publish as a TXT record at {name}: "{record}"', 'Publish the record as TXT at {name}.'],
  },
  'dmarc-strict-alignment': {
    title: '{passed} passes, but {tag}=s in the DMARC record demands exactly {domain}.',
    why: REFUSAL,
    fix: 'Send and sign as exactly {domain}, or publish at {name}: "{record}"',
  },
  'dmarc-not-aligned': {
    title: [
      'SPF passes for {spf} and DKIM for {dkim}, but the mail says that it is from {domain}.',
      'DKIM passes for {dkim}, but the mail says that it is from {domain}.',
      'SPF passes for {spf}, but the mail says that it is from {domain}.',
    ],
    why: REFUSAL,
    fix: [
      'Nothing is to be repaired at your side: the mailing list {list} sends under its own name; ask its owner to put its address into From as well.',
      'Repair the signature of {broken} as said above: it is the one that would align.',
      'Sign with d={domain} instead of {dkim} (OpenDKIM SigningTable: "*@{domain} selector._domainkey.{domain}"), and publish that key.',
      'Sign the mail with d={domain}, or use an envelope sender of {domain} instead of {spf}.',
    ],
  },
  'dmarc-nothing-passed': {
    title: 'DMARC fails for {domain}: neither SPF nor DKIM passed.',
    why: REFUSAL,
    fix: 'Repair SPF or DKIM as said above; DMARC passes as soon as one of them passes for {domain}.',
  },
  'dmarc-not-evaluated': {
    title: 'DMARC can not be evaluated: the From field does not name exactly one domain.',
    why: 'Without an author there is nothing to prove, and large receivers refuse such mail.',
    fix: 'Send the mail with one From field that holds one address.',
  },
  'dmarc-none': {
    title: '{domain} has no DMARC record.',
    why: 'Gmail, Yahoo and Microsoft demand one of everybody who sends much mail, and without it anybody can use your name.',
    fix: 'Publish a TXT record at {name} to begin with: "{record}"',
  },
  'dmarc-rua-malformed': {
    title: 'The DMARC record of {domain} has {tag}={uri}, which is no mailto: address.',
    why: 'No reports can be sent there.',
    fix: 'Write {tag}=mailto: and an address in the record at {name}.',
  },
  'dmarc-rua-not-authorized': {
    title: 'The DMARC reports of {domain} go to {target}, which has not agreed to take them.',
    why: 'Receivers then send no reports there.',
    fix: 'Have {target} publish a TXT record at {name}: "{record}"',
  },
  'dmarc-rua-no-mailbox': {
    title: 'The DMARC reports of {domain} go to {target}, which has no MX record.',
    why: 'The reports can not be delivered.',
    fix: 'Use a report address at a domain that receives mail.',
  },
  'dmarc-legacy-differs': {
    title: 'Old and new DMARC disagree about this mail: {now} by RFC 9989, {before} by RFC 7489 (which sees {organization} as your organization).',
    why: 'Receivers that have not changed over yet come to the other result.',
    fix: 'Publish a DMARC record at _dmarc.{domain} itself, and sign with exactly this domain: then both agree.',
  },
  'dmarc-reject-on-list': {
    title: '{domain} has p=reject, and this mail went through a mailing list.',
    why: 'Lists change mail and break SPF and DKIM: members then do not get the posts of your users, and may be unsubscribed.',
    fix: 'Use p=quarantine at {name}, or a subdomain of its own for people who post to lists.',
  },
  'dmarc-policy-none-blind': {
    title: 'The DMARC record of {domain} asks for nothing and for no reports (p=none without rua=).',
    why: 'It protects nobody, and you do not learn who uses your name.',
    fix: 'Publish at {name}: "{record}"',
  },
  'dmarc-policy-none': {
    title: 'The DMARC policy of {domain} is p=none: receivers take mail that fails all the same.',
    why: 'That is right while you collect reports, but protects nobody.',
    fix: 'When the reports show that all your own mail passes, publish at {name}: "{record}"',
  },
  'dmarc-subdomain-weaker': {
    title: 'Subdomains of {domain} are protected less than the domain itself: {tag} beside {policy}.',
    why: 'Forgers take any subdomain, even one that does not exist.',
    fix: 'If that was not meant, publish at {name}: "{record}"',
  },
  'dmarc-testing': {
    title: 'The DMARC policy of {domain} is marked as a test (t=y): {policy} is applied one step weaker.',
    why: 'That is right while you try it out.',
    fix: 'When the reports are good, publish at {name}: "{record}"',
  },
  'dmarc-spf-only': {
    title: 'DMARC passes only because of SPF for {spf}; no valid signature speaks for {domain}.',
    why: 'SPF does not survive forwarding, so forwarded mail will fail.',
    fix: ['Repair the signature of {broken} as said above.', 'Sign the mail with d={domain}.'],
  },
  'dmarc-historic-tags': {
    title: 'The DMARC record of {domain} has tags that mean nothing any more: {tags}.',
    why: 'New receivers ignore them; old ones may still act on pct=.',
    fix: 'When you next change the record, publish at {name}: "{record}"',
  },
  'dmarc-temperror': {
    title: ['DMARC could not be checked: DNS gave no answer for {domain}.', 'DMARC could not be checked.'],
    why: 'Nothing is held against your mail.',
    fix: 'Send the test again in a few minutes; if it stays like this, check whether the DNS servers of your domain answer from outside.',
  },
  'dmarc-pass': { title: 'DMARC: {domain} is proven by {by} ({policy}).', why: 'Receivers can be sure who the author is.', fix: '' },
};
