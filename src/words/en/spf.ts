// English words for the findings of SPF.
import type { SpfCode } from '../../diagnose/catalog.ts';
import type { FindingWords } from '../finding-words.ts';

/** The record, with a warning where somebody who sends may no longer be in it. */
const WITHOUT =
  'Publish for {domain}, in place of the old record; it leaves out {lost}, so add whatever else sends mail for you that way: "{record}"';
const INSTEAD = 'Publish for {domain}, in place of the old record: "{record}"';
/** The change that can be computed, and what to do when it cannot. */
const publish = (otherwise: string): FindingWords['fix'] => [WITHOUT, INSTEAD, otherwise];

const LISTING: FindingWords['fix'] = [
  'Send through a host that {domain} lists: do not add the dynamic address {dynamic} to the SPF record.',
  'If {service} sends mail for you, publish for {domain}; it leaves out {lost}, so add whatever else sends mail for you that way: "{record}"',
  'If {service} sends mail for you, publish for {domain}: "{record}"',
  'If {ip} is yours, publish for {domain}; it leaves out {lost}, so add whatever else sends mail for you that way: "{record}"',
  'If {ip} is yours, let it send by IPv4 (Postfix: "smtp_address_preference = {preference}"), or publish for {domain}: "{record}"',
  'If {ip} is yours and {domain} is to send mail, publish for {nobody}: "{record}"',
  'If {ip} is yours, publish for {domain}: "{record}"',
  'If {ip} is yours, list it in the SPF record of {domain} before "all"; first reduce its DNS lookups or correct its errors.',
];
const EXPENSIVE: FindingWords['fix'] = [
  WITHOUT,
  INSTEAD,
  'Remove includes you no longer need, starting with the most expensive: {dearest}; or move one service to a subdomain of its own.',
  'Remove includes you no longer need, or move one service to a subdomain of its own.',
];
const VOID_TITLE =
  'The SPF record of {domain} causes {count} void DNS lookups (names without records); the limit is {limit}.';
const VOID_FIX: FindingWords['fix'] = [
  WITHOUT,
  INSTEAD,
  'Remove what no longer exists: {terms}.',
  'Remove the terms whose names no longer exist.',
];
const FAMILY = '{domain} lists only {family} addresses; the message came by {came}, from {ip}.';

export const spf: Record<SpfCode, FindingWords> = {
  'spf-several': {
    title: [
      '{domain} publishes {count} SPF records; only one is allowed.',
      '{domain} publishes several SPF records; only one is allowed.',
    ],
    why: 'Receivers cannot choose between them: SPF ends in an error for every message.',
    fix: [
      'Delete all of them and publish one for {domain}; it leaves out {lost}, so add whatever else sends mail for you that way: "{record}"',
      'Delete all of them and publish one for {domain}: "{record}"',
      'Join them into one record, with one "v=spf1" and one "all", and delete the others.',
    ],
  },
  'spf-syntax': {
    title: [
      'The SPF record of {domain} lacks a space between two of its strings: "{strings}".',
      'The SPF record of {domain} has a wrong character ({dash} instead of "-") at position {position}: "{term}".',
      'The SPF record of {domain} has a mistake at position {position}: "{term}".',
    ],
    why: 'One mistake anywhere makes the whole record void, for every message.',
    fix: publish('Correct "{term}" in the SPF record of {domain}, or take it out.'),
  },
  'spf-macro-syntax': {
    title: 'The SPF record of {domain} has an invalid macro at position {position}: "{term}".',
    why: 'After a % sign only macros like %{i}, or %%, %_ and %- may stand; one mistake makes the whole record void.',
    fix: publish(
      'Correct the macro in "{term}" of the SPF record of {domain}, or take the term out.',
    ),
  },
  'spf-include-syntax': {
    title: 'The SPF record of {name}, which yours includes by "{via}", has a mistake: "{term}".',
    why: 'The mistake counts as one in your own record: SPF ends in an error.',
    fix: [
      'Tell the owner of {name} about "{term}" at position {position}; until it is corrected, publish for {domain}: "{record}"',
      'Tell the owner of {name} about "{term}" at position {position}, and take "{via}" out of your record until it is corrected.',
    ],
  },
  'spf-include-several': {
    title: '{name}, which your SPF record includes by "{term}", publishes several SPF records.',
    why: 'Nobody can choose between them: SPF ends in an error.',
    fix: [
      'Tell the owner of {name}; until only one record is left there, publish for {domain}: "{record}"',
      'Tell the owner of {name}, and take "{term}" out of the record of {domain} until only one is left.',
    ],
  },
  'spf-include-none': {
    title: [
      'Your SPF record says "{term}", but {host} is a host and has no SPF record of its own.',
      'Your SPF record says "{term}", but {absent} does not exist; did you mean {meant}?',
      'The SPF record of {foreign} says "{term}", but {absent} does not exist.',
      'Your SPF record says "{term}", but {absent} does not exist.',
      'Your SPF record says "{term}", but {name} has no SPF record; did you mean {meant}?',
      'Your SPF record says "{term}", but {name} has no SPF record.',
    ],
    why: 'include: stands for the SPF record of another name. Without one, SPF ends in an error for every sender not named before it.',
    fix: [
      'Tell {foreign} to take "{term}" out of its SPF record; until then, publish for {domain}: "{record}"',
      'Publish for {domain}, in place of the old record, with {corrected} as the name: "{record}"',
      'If you use the service, write "include:{meant}"; if you do not, publish for {domain}: "{record}"',
      'If {lost} is a service you use, ask it for the right name; without it, publish for {domain}: "{record}"',
      INSTEAD,
      'Tell {foreign} to take "{term}" out of its SPF record; until then, list your senders without it.',
      'Take "{term}" out of the SPF record of {domain}; if the host itself sends mail, write "a:{name}" instead.',
    ],
  },
  'spf-redirect-none': {
    title: [
      'The SPF record of {owner} ends in "{term}", but {absent} does not exist.',
      'The SPF record of {owner} ends in "{term}", but {name} has no SPF record.',
    ],
    why: 'The rest of the record is looked for there: SPF ends in an error for every sender not named before.',
    fix: [
      'If {name} is yours, publish an SPF record there that lists your senders; if not, publish for {domain}: "{record}"',
      'Publish an SPF record at {name}, or replace "{term}" by "~all".',
    ],
  },
  'spf-loop': {
    title: [
      'The SPF record of {domain} leads into a loop at {foreign}: "{term}" points back to {name}.',
      'The SPF record of {domain} includes itself: "{term}" points back to {name}.',
    ],
    why: 'The loop uses up the ten lookups that are allowed, and SPF ends in an error.',
    fix: publish('Take "{term}" out.'),
  },
  'spf-too-many-lookups': {
    title: 'The SPF record of {domain} needs {cost} DNS lookups; the limit is {limit}.',
    why: 'Receivers stop at the limit, and SPF ends in an error for this message.',
    fix: EXPENSIVE,
  },
  'spf-too-many-voids': {
    title: VOID_TITLE,
    why: 'Receivers stop there, and SPF ends in an error for this message.',
    fix: VOID_FIX,
  },
  'spf-too-many-mx': {
    title:
      '{name} has {count} MX hosts; for "{term}" in an SPF record at most {limit} are allowed.',
    why: 'SPF ends in an error for every sender not named before it.',
    fix: publish(
      'Replace "{term}" in the SPF record by the ip4: and ip6: addresses of the hosts that send.',
    ),
  },
  'spf-too-many-ptr': {
    title:
      '{ip} has {count} PTR names; for "{term}" in an SPF record only the first {limit} count.',
    why: 'Which ten come first changes from answer to answer: SPF passes or fails by chance.',
    fix: [
      'Have all PTR records of {ip} but one deleted, and publish for {domain}; it leaves out {lost}, so add whatever else sends mail for you: "{record}"',
      'Have all PTR records of {ip} but one deleted, and publish for {domain}: "{record}"',
      'Replace "{term}" in the SPF record by the addresses that send, and have all PTR records of {ip} but one deleted.',
    ],
  },
  'spf-mx-address': {
    title: 'The MX record of {name} holds an address, {address}, where a host name must stand.',
    why: 'Nobody can deliver mail to such an MX, and "mx" in the SPF record does not cover it.',
    fix: 'Give the host a name with the address {address}, and put that name into the MX record of {name}.',
  },
  'spf-version-syntax': {
    title: [
      'The SPF record of {domain} begins with a quotation mark ({quotes}) that is part of its text.',
      'The SPF record of {domain} does not begin with "v=spf1" and a space.',
    ],
    why: 'Receivers do not recognize it: for them {domain} has no SPF record.',
    fix: publish(
      'Let the record begin with "v=spf1 ", without quotes or other characters before it.',
    ),
  },
  'spf-type99-only': {
    title: '{domain} publishes its SPF record only under the old record type SPF (99).',
    why: 'That type was given up in 2014; receivers read TXT only.',
    fix: [
      'Publish it as a TXT record of {domain}: "{record}"',
      'Publish the same text as a TXT record of {domain}.',
    ],
  },
  'spf-sender-id-only': {
    title: '{domain} publishes a Sender ID record (spf2.0) and no SPF record.',
    why: 'Sender ID is historic; receivers look for "v=spf1" only.',
    fix: [
      'Publish for {domain}, in place of the Sender ID record: "{record}"',
      'Publish a record for {domain} that begins with "v=spf1 " and lists your senders.',
    ],
  },
  'spf-wrong-name': {
    title:
      'The SPF record is published at {found}, but the message is sent as {domain}, which has none.',
    why: 'Receivers look only at the domain after the @ of the envelope sender.',
    fix: [
      'Publish at {domain}, and add your other senders: "{record}"',
      'Publish an SPF record at {domain} itself.',
    ],
  },
  'spf-domain-absent': {
    title: [
      'The HELO name {helo} stands in for an empty envelope sender, and it does not exist in DNS.',
      'The domain of the envelope sender (MAIL FROM), {domain}, does not exist in DNS.',
    ],
    why: 'Nothing can be published at a name that does not exist, bounces cannot come back, and many receivers refuse such a sender.',
    fix: [
      'Let the server say its own name in HELO instead of {helo} (Postfix: myhostname), and give that name an address and an SPF record.',
      'Let the server send as your domain instead of {local} (Postfix: myorigin and myhostname in main.cf).',
      'Correct the address that the sending program uses as envelope sender (Postfix: myorigin, myhostname); if {domain} is yours, check whether it is registered and its DNS servers know it.',
    ],
  },
  'spf-forwarded': {
    title:
      'The message was forwarded: {forwarder} ({ip}) passed on what {origin} sent, and {domain} lists only {origin}.',
    why: 'SPF cannot survive forwarding; only the DKIM signature carries this message, and receivers that act on SPF alone refuse it.',
    fix: 'Test with a message that goes straight to this address; if the forwarder is yours, let it rewrite the envelope sender (SRS; Postfix: postsrsd).',
  },
  'spf-fail': {
    title: [
      '{nobody} says that it sends no mail at all ("v=spf1 -all"), but {ip} sends as it.',
      FAMILY,
      '{domain} lists {ip} ("{late}"), but "{term}" decides before that is read.',
      '{domain} says that {ip} may not send its mail ("{term}").',
      '{domain} says that {ip} may not send its mail.',
    ],
    why: 'Receivers that act on SPF alone refuse this message, because the SPF record tells them to.',
    fix: LISTING,
  },
  'spf-softfail': {
    title: [
      FAMILY,
      '{domain} lists {ip} ("{late}"), but "{term}" decides before that is read.',
      '{ip} is not listed in the SPF record of {domain}.',
    ],
    why: 'The record ends in "~all": receivers take the message for suspicious, and Microsoft counts it as a failure.',
    fix: LISTING,
  },
  'spf-neutral': {
    title: [
      FAMILY,
      '{domain} lists {ip} ("{late}"), but "{term}" decides before that is read.',
      'The SPF record of {domain} says nothing about {ip}.',
    ],
    why: 'Neutral is worth as much as no record: it proves nothing, and large receivers want a pass.',
    fix: LISTING,
  },
  'spf-none': {
    title: [
      '{helo}, the HELO name that stands in for an empty envelope sender (MAIL FROM:<>), publishes no SPF record.',
      '{domain} publishes no SPF record.',
    ],
    why: 'Nobody can tell whether {ip} may send its mail; Gmail, Yahoo and Microsoft refuse or junk such mail.',
    fix: [
      '{domain} is an alias: have an SPF record published at {alias}, or send from a name of its own; beside a CNAME record no TXT record can stand.',
      'Send through a host with a static address, and list that in an SPF record of {domain}: do not add the dynamic address {dynamic}.',
      'Publish a TXT record at {helo}: "{record}"',
      'The message was sent as the system user {user}: give the program an envelope sender of your own (PHP mail(): fifth parameter "-fyou@your.domain"; sendmail -f), or publish a TXT record at {domain}: "{record}"',
      'Publish a TXT record at {domain}, and add your other senders to it: "{record}"',
      'Publish a TXT record at {domain} that begins with "v=spf1", lists every host and service that sends for it, and ends in "~all".',
    ],
  },
  'spf-permerror': {
    title: 'The SPF record of {domain} cannot be evaluated.',
    why: 'For receivers that is as if there were no record, or worse.',
    fix: publish('Correct this in the SPF record of {domain}: {problem}.'),
  },
  'spf-record-too-many-lookups': {
    title: 'The whole SPF record of {domain} costs {cost} DNS lookups; the limit is {limit}.',
    why: 'This message came through because its address stands early in the record; others get an error.',
    fix: EXPENSIVE,
  },
  'spf-pass-all': {
    title: [
      'The SPF record of {foreign}, which yours includes, ends in "+all": everybody in the world may send as {domain}.',
      'The SPF record of {name} ends in "+all": everybody in the world may send as {domain}.',
    ],
    why: 'A pass that everybody gets proves nothing.',
    fix: [
      'Tell {foreign}; until it is corrected, list by address what sends through it, and publish for {domain}: "{record}"',
      'Publish for {domain}, in place of the old record, and add your other senders to it: "{record}"',
      'Take the include of {foreign} out of the record of {domain}.',
      'List what sends mail for {domain}, and let the record end in "~all" instead of "+all".',
    ],
  },
  'spf-too-broad': {
    title: [
      'The SPF record of {foreign}, which yours includes, permits a large part of the Internet ("{term}") to send as {domain}.',
      'The SPF record of {domain} permits a large part of the Internet to send as it: "{term}".',
    ],
    why: 'A pass that strangers get as well proves nothing; it is as "+all", only harder to see.',
    fix: [
      'Tell {foreign}; until it is corrected, list by address what sends through it, and publish for {domain}: "{record}"',
      'Publish for {domain}, in place of the old record, and add your other senders to it: "{record}"',
      'Replace "{term}" by the addresses that send.',
    ],
  },
  'spf-ptr': {
    title: 'The SPF record of {domain} uses "{term}", which should not be used any more.',
    why: 'It is slow and unreliable, and RFC 7208 advises against publishing it.',
    fix: publish('Replace "{term}" by the addresses that send.'),
  },
  'spf-no-all': {
    title: 'The SPF record of {domain} does not end in "all" or "redirect=".',
    why: 'Without an end it says nothing about strangers who use your name.',
    fix: publish('Add "~all" at the end of the record.'),
  },
  'spf-after-all': {
    title: 'In the SPF record of {domain} there is something after "{all}": {terms}.',
    why: 'Whatever stands after "all" is never looked at.',
    fix: publish('Move "{all}" to the end of the record.'),
  },
  'spf-redirect-ignored': {
    title: 'The SPF record of {domain} has "{all}" and "{term}"; the second is ignored.',
    why: 'redirect= works only in a record without "all".',
    fix: [
      'Publish this, or take "{all}" out instead if the redirect was meant: "{record}"',
      'Take "{term}" out, or "{all}" if the redirect was meant.',
    ],
  },
  'spf-absent-name': {
    title: 'The SPF record of {domain} lists names that do not exist: {names}.',
    why: 'Whoever registers such a name can send mail as {domain}, and SPF passes.',
    fix: publish('Take out what no longer exists: {terms}.'),
  },
  'spf-record-too-long': {
    title:
      'The SPF record of {domain} is {octets} bytes long; more than {limit} may not fit into an answer over UDP.',
    why: 'Receivers that cannot ask again over TCP may not see it.',
    fix: publish('Move part of the record to another name, and include that.'),
  },
  'spf-helo-fail': {
    title: 'The HELO name {helo} has an SPF record that does not list {ip}.',
    why: 'Receivers may check this name too (RFC 7208), and refuse the message.',
    fix: [
      'Publish for {helo}, in place of the old record: "{record}"',
      'Ask the owner of {foreign} to add "{mechanism}" to its SPF record.',
      'Add "{mechanism}" to the SPF record of {helo}, before "all".',
    ],
  },
  'spf-record-voids': {
    title: VOID_TITLE,
    why: 'A message that makes receivers ask for all of them gets an error.',
    fix: VOID_FIX,
  },
  'spf-neutral-all': {
    title: 'The SPF record of {domain} ends in "?all".',
    why: 'It says nothing about strangers who use your name.',
    fix: publish('Let the record end in "~all".'),
  },
  'spf-helo-none': {
    title: 'The HELO name {helo} has no SPF record.',
    why: 'Bounces have no other sender: only that name can vouch for them.',
    fix: 'Publish a TXT record at {helo}: "{record}"',
  },
  'spf-null-reverse-path': {
    title: 'The message has an empty envelope sender; SPF was checked for {sender}.',
    why: 'That is right for bounces, where the HELO name stands in for the sender.',
    fix: 'Send the test from an ordinary address if you want to test your domain.',
  },
  'spf-temperror': {
    title: [
      'SPF could not be checked in full: this service reached its own limit of DNS lookups ({ours}).',
      'SPF of {domain} could not be checked: DNS gave no answer for {name}.',
    ],
    why: 'This does not count against your message.',
    fix: [
      'Send the test again in a few minutes; if it persists, shorten the SPF record of {domain} ({ours} needed too many lookups).',
      'Send the test again in a few minutes; if the problem persists, check whether the DNS servers of {name} answer from outside.',
    ],
  },
  'spf-pass': {
    title: 'SPF: {domain} lists {ip} ("{term}").',
    why: 'Receivers know that this server may send for {domain}.',
    fix: '',
  },
};
