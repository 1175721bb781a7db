// English words for the findings of SPF.
import type { spfCatalog } from '../../../diagnose/spf/catalog.ts';
import type { FindingWords } from '../finding-words.ts';

/** The change that can be computed, and what to do when it can not. */
const publish = (otherwise: string): FindingWords['fix'] => ['Publish for {domain}, in place of the old record: "{record}"', otherwise];

export const spf: Record<keyof typeof spfCatalog, FindingWords> = {
  'spf-several': {
    title: ['{domain} publishes {count} SPF records; there may be only one.', '{domain} publishes several SPF records; there may be only one.'],
    why: 'Receivers can not choose between them: SPF ends in an error for every mail.',
    fix: ['Replace all of them by one: "{record}"', 'Join them into one record, with one "v=spf1" and one "all", and delete the others.'],
  },
  'spf-syntax': {
    title: 'The SPF record of {domain} has a mistake at position {position}: "{term}".',
    why: 'One mistake anywhere makes the whole record void, for every mail.',
    fix: publish('Correct "{term}" in the SPF record of {domain}, or take it out.'),
  },
  'spf-macro-syntax': {
    title: 'The SPF record of {domain} has a macro that is written wrong at position {position}: "{term}".',
    why: 'After a % sign only macros like %{i}, or %%, %_ and %- may stand; one mistake makes the whole record void.',
    fix: publish('Correct the macro in "{term}" of the SPF record of {domain}, or take the term out.'),
  },
  'spf-include-syntax': {
    title: 'The SPF record of {name}, which yours includes by "{via}", has a mistake: "{term}".',
    why: 'The mistake counts as one in your own record: SPF ends in an error.',
    fix: 'Tell the owner of {name} about "{term}" at position {position}, and take "{via}" out of your record until it is corrected.',
  },
  'spf-include-several': {
    title: '{name}, which your SPF record includes by "{term}", publishes several SPF records.',
    why: 'Nobody can choose between them: SPF ends in an error.',
    fix: 'Tell the owner of {name}, and take "{term}" out of the record of {domain} until only one is left.',
  },
  'spf-include-none': {
    title: ['Your SPF record says "{term}", but {host} is a host and has no SPF record of its own.', 'Your SPF record says "{term}", but {name} has no SPF record.'],
    why: 'include: stands for the SPF record of another name. Without one, SPF ends in an error for every sender not named before it.',
    fix: [
      'Publish for {domain}, in place of the old record: "{record}"',
      'Tell {foreign} to take "{term}" out of its SPF record; until then, list your senders without it.',
      'Take "{term}" out of the SPF record of {domain}; if the host itself sends mail, write "a:{name}" instead.',
    ],
  },
  'spf-redirect-none': {
    title: 'The SPF record of {owner} ends in "{term}", but {name} has no SPF record.',
    why: 'The rest of the record is looked for there: SPF ends in an error for every sender not named before.',
    fix: 'Publish an SPF record at {name}, or replace "{term}" by "~all".',
  },
  'spf-loop': {
    title: 'The SPF records of {domain} go round in circles: "{term}" leads back to {name}.',
    why: 'The circle uses up the ten look-ups that are allowed, and SPF ends in an error.',
    fix: 'Take "{term}" out.',
  },
  'spf-too-many-lookups': {
    title: 'The SPF record of {domain} needs {cost} DNS look-ups; {limit} are allowed.',
    why: 'Receivers stop at the limit, and SPF ends in an error for this mail.',
    fix: [
      'Publish for {domain}, in place of the old record: "{record}"',
      'Take out includes you no longer need, the dearest first: {dearest}; or move one service to a subdomain of its own.',
      'Take out includes you no longer need, or move one service to a subdomain of its own.',
    ],
  },
  'spf-too-many-voids': {
    title: 'The SPF record of {domain} asks for {count} names that do not exist; {limit} are allowed.',
    why: 'Receivers stop there, and SPF ends in an error for this mail.',
    fix: ['Take out what no longer exists: {terms}.', 'Take the terms whose names no longer exist out of the record.'],
  },
  'spf-too-many-mx': {
    title: '{name} has {count} MX hosts; for "{term}" in an SPF record at most {limit} are allowed.',
    why: 'SPF ends in an error for every sender not named before it.',
    fix: 'Replace "{term}" in the SPF record by the ip4: and ip6: addresses of the hosts that send.',
  },
  'spf-too-many-ptr': {
    title: '{ip} has {count} PTR names; for "{term}" in an SPF record only the first {limit} count.',
    why: 'Which ten come first changes from answer to answer: SPF passes or fails by chance.',
    fix: 'Replace "{term}" in the SPF record by "{mechanism}", and have all PTR records of {ip} but one deleted.',
  },
  'spf-mx-address': {
    title: 'The MX record of {name} holds an address, {address}, where a host name must stand.',
    why: 'Nobody can deliver mail to such an MX, and "mx" in the SPF record does not cover it.',
    fix: 'Give the host a name with the address {address}, and put that name into the MX record of {name}.',
  },
  'spf-version-syntax': {
    title: 'The SPF record of {domain} does not begin with "v=spf1" and a space.',
    why: 'Receivers do not recognize it: for them {domain} has no SPF record.',
    fix: publish('Let the record begin with "v=spf1 ", without quotes or other characters before it.'),
  },
  'spf-type99-only': {
    title: '{domain} publishes its SPF record only under the old record type SPF (99).',
    why: 'That type was given up in 2014; receivers read TXT only.',
    fix: ['Publish it as a TXT record of {domain}: "{record}"', 'Publish the same text as a TXT record of {domain}.'],
  },
  'spf-sender-id-only': {
    title: '{domain} publishes a Sender ID record (spf2.0) and no SPF record.',
    why: 'Sender ID is dead; receivers look for "v=spf1" only.',
    fix: ['Publish as a TXT record of {domain}: "{record}"', 'Publish a record for {domain} that begins with "v=spf1 " and lists your senders.'],
  },
  'spf-wrong-name': {
    title: 'The SPF record is published at {found}, but the mail is sent as {domain}, which has none.',
    why: 'Receivers look only at the domain after the @ of the envelope sender.',
    fix: 'Publish at {domain}: "{record}"',
  },
  'spf-forwarded': {
    title: 'The mail was forwarded: {forwarder} ({ip}) passed on what {origin} sent, and {domain} lists only {origin}.',
    why: 'SPF can not survive forwarding; only the DKIM signature carries this mail, and receivers that act on SPF alone refuse it.',
    fix: 'Test with a mail that goes straight to this address; if the forwarder is yours, let it rewrite the envelope sender (SRS; Postfix: postsrsd).',
  },
  'spf-fail': {
    title: ['{domain} says that {ip} may not send its mail ("{term}").', '{domain} says that {ip} may not send its mail.'],
    why: 'Receivers refuse this mail, because the SPF record tells them to.',
    fix: [
      'If {service} sends mail for you, publish for {domain}: "{record}"',
      'If {ip} is yours, publish for {domain}: "{record}"',
      'Send through a host that {domain} lists: the dynamic address {dynamic} does not belong into its SPF record.',
      'If {ip} is yours, list it in the SPF record of {domain} before "all"; the record first has to cost fewer look-ups or lose its mistakes.',
    ],
  },
  'spf-softfail': {
    title: '{ip} is not listed in the SPF record of {domain}.',
    why: 'The record ends in "~all": receivers take the mail for suspicious, and Microsoft counts it as a failure.',
    fix: [
      'If {service} sends mail for you, publish for {domain}: "{record}"',
      'If {ip} is yours, publish for {domain}: "{record}"',
      'Send through a host that {domain} lists: the dynamic address {dynamic} does not belong into its SPF record.',
      'If {ip} is yours, list it in the SPF record of {domain} before "all"; the record first has to cost fewer look-ups or lose its mistakes.',
    ],
  },
  'spf-neutral': {
    title: 'The SPF record of {domain} says nothing about {ip}.',
    why: 'Neither yes nor no is worth as much as no record: it proves nothing, and large receivers want a pass.',
    fix: [
      'If {service} sends mail for you, publish for {domain}: "{record}"',
      'If {ip} is yours, publish for {domain}: "{record}"',
      'Send through a host that {domain} lists: the dynamic address {dynamic} does not belong into its SPF record.',
      'If {ip} is yours, list it in the SPF record of {domain} before "all"; the record first has to cost fewer look-ups or lose its mistakes.',
    ],
  },
  'spf-none': {
    title: '{domain} publishes no SPF record.',
    why: 'Nobody can tell whether {ip} may send its mail; Gmail, Yahoo and Microsoft refuse or junk such mail.',
    fix: 'Publish a TXT record at {domain}, and add your other senders to it: "{record}"',
  },
  'spf-permerror': {
    title: 'The SPF record of {domain} can not be evaluated.',
    why: 'For receivers that is as if there were no record, or worse.',
    fix: 'Correct this in the SPF record of {domain}: {problem}.',
  },
  'spf-record-too-many-lookups': {
    title: 'The whole SPF record of {domain} costs {cost} DNS look-ups; {limit} are allowed.',
    why: 'This mail came through because its address stands early in the record; others get an error.',
    fix: [
      'Publish for {domain}, in place of the old record: "{record}"',
      'Take out includes you no longer need, the dearest first: {dearest}; or move one service to a subdomain of its own.',
      'Take out includes you no longer need, or move one service to a subdomain of its own.',
    ],
  },
  'spf-pass-all': {
    title: 'The SPF record of {name} ends in "+all": everybody in the world may send as {domain}.',
    why: 'A pass that everybody gets proves nothing, and receivers know this sign of spammers.',
    fix: ['Publish for {domain}, in place of the old record: "{record}"', 'Take the include of {name} out of the record of {domain}.'],
  },
  'spf-ptr': {
    title: 'The SPF record of {domain} uses "{term}", which should not be used any more.',
    why: 'It is slow and unreliable, and some large receivers ignore it.',
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
    fix: ['Publish this, or take "{all}" out instead if the redirect was meant: "{record}"', 'Take "{term}" out, or "{all}" if the redirect was meant.'],
  },
  'spf-record-too-long': {
    title: 'The SPF record of {domain} is {octets} octets long; more than {limit} may not fit into an answer over UDP.',
    why: 'Receivers behind old firewalls then get no answer at all.',
    fix: 'Move part of the record to another name, and include that.',
  },
  'spf-helo-fail': {
    title: 'The name your server introduces itself with, {helo}, has an SPF record that does not list {ip}.',
    why: 'Some receivers check this name too, and refuse the mail.',
    fix: 'Add "{mechanism}" to the SPF record of {helo}, before "all".',
  },
  'spf-record-voids': {
    title: 'The SPF record of {domain} asks for {count} names that do not exist; {limit} are allowed.',
    why: 'A mail that makes receivers ask for all of them gets an error.',
    fix: ['Take out what no longer exists: {terms}.', 'Take the terms whose names no longer exist out of the record.'],
  },
  'spf-neutral-all': {
    title: 'The SPF record of {domain} ends in "?all".',
    why: 'It says nothing about strangers who use your name.',
    fix: publish('Let the record end in "~all".'),
  },
  'spf-helo-none': {
    title: 'The name your server introduces itself with, {helo}, has no SPF record.',
    why: 'Bounces have no other sender: only that name can vouch for them.',
    fix: 'Publish a TXT record at {helo}: "{record}"',
  },
  'spf-null-reverse-path': {
    title: 'The mail has an empty envelope sender; SPF was judged for {sender}.',
    why: 'That is right for bounces, where the HELO name stands in for the sender.',
    fix: 'Send the test from an ordinary address if you want to test your domain.',
  },
  'spf-temperror': {
    title: 'SPF could not be checked: DNS gave no answer for {domain}.',
    why: 'Nothing is held against your mail.',
    fix: 'Send the test again in a few minutes; if it stays like this, check whether the DNS servers of {domain} answer from outside.',
  },
  'spf-pass': { title: 'SPF: {domain} lists {ip} ("{term}").', why: 'Receivers know that this server may send for {domain}.', fix: '' },
};
