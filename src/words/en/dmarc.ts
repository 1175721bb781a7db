// English words for the findings of DMARC.
import type { DmarcCode } from '../../diagnose/catalog.ts';
import type { FindingWords } from '../finding-words.ts';

const REFUSAL: FindingWords['why'] = [
  'The policy of {registry} ({policy}), which applies because {domain} has none of its own, asks receivers to {asks} such messages.',
  'Your own policy ({policy}) asks receivers to {asks} such messages.',
  'Nothing proves that this message is from {domain}; large receivers refuse it or take it for spam.',
];
const WEB_FORM =
  'Let the web site put its own address (at {site}) into From and the address of the visitor into Reply-To: only {domain} itself can make its name pass.';

export const dmarc: Record<DmarcCode, FindingWords> = {
  'dmarc-several': {
    title: 'There are {count} DMARC records at {name}; there must be exactly one.',
    why: 'With several records, receivers ignore all of them: {domain} has no effective DMARC policy.',
    fix: [
      'Delete all of them and publish one at {name} (raise it to p={later} when your own mail passes): "{record}"',
      'Keep exactly one record at {name}, and delete the others: "{record}"',
      'Delete all but one of the records at {name}.',
    ],
  },
  'dmarc-syntax': {
    title: [
      'The DMARC record at {name} has the tag {twice}= more than once.',
      'The DMARC record at {name} does not begin with "v=DMARC1;" but with "{beginning}".',
      'The DMARC record at {name} has a mistake: {tag}={found} is not known.',
      'The DMARC record at {name} has a mistake: {tag}= is missing.',
    ],
    why: 'Receivers ignore it or apply another policy than you meant.',
    fix: [
      'Replace the record at {name} (raise it to p={later} when all your own mail passes) by: "{record}"',
      'Replace the record at {name} by: "{record}"',
      'Correct {tag}= in the record that {name} leads to: p, sp and np take none, quarantine or reject; adkim and aspf take r or s.',
    ],
  },
  'dmarc-wrong-name': {
    title: 'The DMARC record is published at {found}, but receivers look for it at {name}.',
    why: [
      'They do not find it: {domain} has no effective DMARC policy. Many DNS forms append the domain by themselves: enter only {entered} as the name.',
      'They do not find it: {domain} has no effective DMARC policy.',
    ],
    fix: [
      'Publish as a TXT record at {name} (raise it to p={later} when all your own mail passes): "{record}"',
      'Publish as a TXT record at {name}: "{record}"',
      'Publish the record as TXT at {name}.',
    ],
  },
  'dmarc-dangling': {
    title:
      'There is no DMARC record for {domain}: {name} is an alias (CNAME) of {target}, where no such record is found.',
    why: 'Receivers follow the alias and find nothing: {domain} has no effective DMARC policy.',
    fix: 'If {target} is a DMARC service you use, turn {domain} on there; otherwise delete the CNAME record at {name} first (no other record may stand beside it), then publish there as TXT: "{record}"',
  },
  'dmarc-strict-alignment': {
    title: '{passed} passes, but {tag}=s in the DMARC record demands exactly {domain}.',
    why: REFUSAL,
    fix: [
      'Send and sign as exactly {domain}, or replace the record at {name} by: "{record}"',
      'Send and sign as exactly {domain}.',
    ],
  },
  'dmarc-not-aligned': {
    title: [
      'SPF passes for {spf} and DKIM for {dkim}, but the From domain is {domain}.',
      'DKIM passes for {dkim}, but the From domain is {domain}.',
      'SPF passes for {spf}, but the From domain is {domain}.',
    ],
    why: REFUSAL,
    fix: [
      'You do not need to change anything: the mailing list {list} sends under its own name; ask its owner to rewrite From as well (Mailman 3: "dmarc_mitigate_action = munge_from", Mailman 2: "from_is_list = Munge From").',
      WEB_FORM,
      'Repair the signature of {broken}: it is the one that aligns.',
      'Turn on DKIM for {domain} at {provider} ({menu}), and let it use a Return-Path of your domain ({returnPath}).',
      'Turn on DKIM for {domain} at {provider} ({menu}).',
      'Sign with d={domain} instead of {signer} (OpenDKIM SigningTable: "*@{domain} selector._domainkey.{domain}"), and publish that key.',
      'If {domain} is yours, have {stranger} sign with d={domain} instead of {dkim}, or send with a MAIL FROM (Return-Path) of {domain}; if you do not know {stranger}, somebody uses your name, and your policy decides what happens.',
      'If {domain} is yours, have {stranger} sign with d={domain} or send with a MAIL FROM of {domain}; if you do not know {stranger}, somebody uses your name, and your policy decides what happens.',
      'Sign the message with d={domain} before it goes to {service}.',
      'Sign the message with d={domain}, or use a MAIL FROM (Return-Path) of {domain} instead of {spf}.',
      'Sign the message with d={domain}, or use a MAIL FROM (Return-Path) of {domain}.',
    ],
  },
  'dmarc-nothing-passed': {
    title: [
      'Nothing proves that this message is from {unproven}: neither SPF nor DKIM passed.',
      'DMARC fails for {domain}: neither SPF nor DKIM passed.',
    ],
    why: REFUSAL,
    fix: [
      WEB_FORM,
      'You do not need to change anything if your own mail passes; the owner of the mailing list {list} can rewrite From (Mailman 3: "dmarc_mitigate_action = munge_from").',
      'Sign the message with d={domain}: SPF is checked for {other}, which is another organization, and can never pass for {domain}.',
      'Repair SPF or DKIM: it is enough that one of them passes for {domain}.',
    ],
  },
  'dmarc-not-evaluated': {
    title: 'DMARC cannot be evaluated: the From field does not name exactly one domain.',
    why: 'Without an author there is nothing to prove, and large receivers refuse such messages.',
    fix: 'Send the message with one From field that holds one address.',
  },
  'dmarc-none': {
    title: [
      '{domain} has no DMARC record of its own: only that of {registry}, its registry, applies.',
      '{domain} has no DMARC record.',
    ],
    why: 'Gmail, Yahoo and Microsoft demand one of everybody who sends much mail, and without it anybody can use your name.',
    fix: 'Publish a TXT record at {name} to begin with: "{record}"',
  },
  'dmarc-rua-malformed': {
    title: 'The DMARC record of {domain} has {tag}={uri}, which is no mailto: address.',
    why: 'No reports can be sent there.',
    fix: [
      'Replace the record at {name} by: "{record}"',
      'Write {tag}=mailto: and an address in the record that {name} leads to.',
    ],
  },
  'dmarc-rua-not-authorized': {
    title: 'The DMARC reports of {domain} go to {target}, which has not agreed to take them.',
    why: 'Receivers then send no reports there.',
    fix: [
      'Publish a TXT record at {name}: "{record}"',
      'Ask {target} to publish its consent at {name} (a report service turns that on for its customers), or name an address at {domain} in rua=.',
    ],
  },
  'dmarc-rua-no-mailbox': {
    title: 'The DMARC reports of {domain} go to {target}, which has no MX record.',
    why: 'The reports cannot be delivered.',
    fix: [
      'Use a report address at a domain that receives mail; without {target} the record at {name} is: "{record}"',
      'Use a report address at a domain that receives mail.',
    ],
  },
  'dmarc-pct-zero': {
    title:
      'The DMARC record of {domain} has pct=0, which no longer holds anything back: receivers apply {policy} in full.',
    why: 'Receivers that follow RFC 9989 do not know pct=; what is held back for a test is marked with t=y.',
    fix: [
      'If {policy} is still a test, replace the record at {name} by: "{record}"',
      'If {policy} is still a test, add t=y to the record that {name} leads to.',
    ],
  },
  'dmarc-legacy-differs': {
    title:
      'RFC 7489 and RFC 9989 give different DMARC results for this message: {before} vs {now} (RFC 7489 takes {organization} for the organization).',
    why: 'Receivers that still follow RFC 7489 come to the other result.',
    fix: [
      'Nothing needs to be published: receivers that follow RFC 7489 do not know {testing} and apply the policy in full; take {testing} out when the test is over.',
      'Nothing needs to be published: receivers that follow RFC 7489 do not know {unknown} and apply sp= or p= instead.',
      'Publish a DMARC record at {name} itself, and sign with exactly {domain}: then both agree.',
      'Sign with exactly {domain}: then both agree.',
    ],
  },
  'dmarc-reject-on-list': {
    title: '{domain} has p=reject, and this message went through a mailing list.',
    why: 'Lists change messages and break SPF and DKIM: members then do not get the posts of your users, and may be unsubscribed.',
    fix: 'Use p=quarantine at {name}, or a subdomain of its own for people who post to lists.',
  },
  'dmarc-policy-none-blind': {
    title:
      'The DMARC record of {domain} asks for nothing and for no reports (p=none without rua=).',
    why: 'It protects nobody, and you do not learn who uses your name.',
    fix: [
      'Replace the record at {name} by: "{record}"',
      'Add rua=mailto: and an address to the record that {name} leads to.',
    ],
  },
  'dmarc-policy-none': {
    title: 'The DMARC policy of {domain} is p=none: receivers accept messages that fail.',
    why: 'That is right while you collect reports, but protects nobody.',
    fix: 'When the reports show that all your own mail passes, change p=none to p=quarantine in the record at {name}.',
  },
  'dmarc-subdomain-weaker': {
    title:
      'Subdomains of {domain} are protected less than the domain itself: {tag} beside {policy}.',
    why: 'Forgers take any subdomain, even one that does not exist.',
    fix: 'If that was not meant, and all mail of your subdomains passes, take {tag} out of the record at {name}.',
  },
  'dmarc-testing': {
    title:
      'The DMARC policy of {domain} is marked as a test (t=y): {policy} is applied one step weaker.',
    why: 'That is right while you try it out.',
    fix: 'When the reports are good, take t=y out of the record at {name}.',
  },
  'dmarc-spf-only': {
    title: 'DMARC passes only because of SPF for {spf}; no signature is from {domain}.',
    why: 'SPF does not survive forwarding, so forwarded messages will fail.',
    fix: 'Sign the message with d={domain}.',
  },
  'dmarc-historic-tags': {
    title: 'The DMARC record of {domain} has tags that mean nothing any more: {tags}.',
    why: 'New receivers ignore them; old ones may still act on pct=.',
    fix: [
      'When you next change the record, publish at {name}: "{record}"',
      'When you next change the record that {name} leads to, leave them out.',
    ],
  },
  'dmarc-temperror': {
    title: [
      'DMARC of {domain} could not be decided: the lookup of its DKIM key {key} failed.',
      'DMARC of {domain} could not be decided: SPF of {spf} could not be checked.',
      'DMARC could not be checked: the lookup of {failed} failed ({how}).',
      'DMARC could not be checked: a limit of this service was reached ({limit}).',
      'DMARC of {domain} could not be checked.',
      'DMARC could not be checked.',
    ],
    why: 'This does not count against your message.',
    fix: [
      'Send the test again in a few minutes; if the problem persists, check whether the DNS servers for {key} answer from outside.',
      'Send the test again in a few minutes; if the problem persists, check whether the DNS servers for the SPF records of {spf} answer from outside.',
      'Send the test again in a few minutes; if the problem persists, check whether the DNS servers for {failed} answer from outside.',
      'Send the test again in a few minutes; your DNS servers are not at fault ({limit} is a limit of ours).',
      'Send the test again in a few minutes; if the problem persists, check whether the DNS servers of your domain answer from outside.',
    ],
  },
  'dmarc-pass': {
    title: 'DMARC: {domain} is proven by {by} ({policy}).',
    why: 'Receivers can be sure who the author is.',
    fix: '',
  },
};
