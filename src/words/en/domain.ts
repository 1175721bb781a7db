// English words for the findings about a domain itself: mail hosts and the transport security it publishes.
import type { DomainCode } from '../../diagnose/catalog.ts';
import type { FindingWords } from '../finding-words.ts';

export const domain: Record<DomainCode, FindingWords> = {
  'domain-absent': {
    title: 'The domain {domain} does not exist.',
    why: 'Nobody can answer mail from it, and receivers refuse mail from names that are not in DNS.',
    fix: 'Check the spelling of {domain}, and whether it is registered and its DNS servers know it.',
  },
  'domain-null-mx': {
    title:
      '{domain} says that it takes no mail (its MX record is only a dot), but mail is sent from it.',
    why: 'Neither answers nor bounces can reach you, and receivers may refuse mail from such a domain.',
    fix: 'Put the name of a host that takes mail for {domain} into its MX record, or send from a domain that takes mail.',
  },
  'domain-no-mail-server': {
    title: [
      'None of the mail hosts of {domain} can be reached: {hosts}.',
      '{domain} has no mail server: no MX record and no address.',
    ],
    why: 'Neither answers nor bounces can reach you, and many receivers refuse mail from a domain that takes none.',
    fix: 'Publish an MX record for {domain} that names a host with an address.',
  },
  'domain-null-mx-mixed': {
    title: '{domain} has an MX record that is only a dot, beside others.',
    why: 'The dot says that no mail is taken at all; what senders make of both is chance.',
    fix: 'Delete the MX record of {domain} that is only a dot: "{line}"',
  },
  'domain-mx-address': {
    title: 'An MX record of {domain} holds an address, {address}, where a host name must stand.',
    why: 'No sender can deliver to it.',
    fix: 'Give the host a name with the address {address}, and put that name into the MX record of {domain}.',
  },
  'domain-mx-alias': {
    title: 'The mail host {name} of {domain} is an alias (CNAME) of {target}.',
    why: 'An MX record must name a host that has addresses of its own; some senders refuse to follow an alias there.',
    fix: 'Put {target} into the MX record of {domain}, or give {name} A and AAAA records instead of the CNAME.',
  },
  'domain-mta-sts-uncovered': {
    title: 'The MTA-STS policy of {domain} does not cover its mail host {name}.',
    why: 'The policy is enforced: senders that follow it do not deliver to that host.',
    fix: 'Add the line "mx: {name}" to the policy that mta-sts.{domain} serves, and give the record at _mta-sts.{domain} a new id=.',
  },
  'domain-mx-no-address': {
    title: 'The mail host {name} of {domain} has no address.',
    why: 'Senders try it in vain before they go on to the next.',
    fix: 'Give {name} an A or AAAA record, or take it out of the MX records of {domain}.',
  },
  'domain-mx-private': {
    title:
      'The mail host {name} of {domain} has only addresses that cannot be reached from outside: {addresses}.',
    why: 'Nobody on the Internet can deliver to it.',
    fix: 'Publish the public address of {name}, or take it out of the MX records of {domain}.',
  },
  'domain-mta-sts-record': {
    title: [
      'There are several MTA-STS records at {several}.',
      'The MTA-STS record at {name} does not follow the standard: "{found}".',
    ],
    why: 'Senders then take it that {domain} has no MTA-STS policy.',
    fix: 'Publish one TXT record at {name} and no other: "v=STSv1; id=" and then a number that changes with the policy, such as the date.',
  },
  'domain-mta-sts-unreachable': {
    title: '{domain} announces an MTA-STS policy, but it cannot be fetched: {trouble}.',
    why: 'Senders do without the policy, so mail to you is not protected against eavesdroppers.',
    fix: 'Serve the policy as plain text over https from mta-sts.{domain}, path "/.well-known/mta-sts.txt", with a certificate for that name and without a redirect.',
  },
  'domain-mta-sts-policy': {
    title: 'The MTA-STS policy of {domain} has a mistake: {fault}.',
    why: 'Senders ignore a policy that they cannot read.',
    fix: 'Correct the policy that mta-sts.{domain} serves: version, mode, mx and max_age, one a line.',
  },
  'domain-tls-rpt-record': {
    title: [
      'There are several TLS-RPT records at {several}.',
      'The TLS-RPT record at {name} does not follow the standard: "{found}".',
    ],
    why: 'Senders then send no reports about failed TLS.',
    fix: 'Publish one TXT record at {name} and no other: "v=TLSRPTv1; rua=mailto:postmaster@{domain}"',
  },
  'domain-dane-unsigned': {
    title: 'The mail host {name} has TLSA records, but they are not protected by DNSSEC.',
    why: 'Without DNSSEC senders ignore them: there is no DANE.',
    fix: 'Have the zone of {name} signed with DNSSEC, or delete the TLSA records.',
  },
  'domain-dane-unusable': {
    title: 'A TLSA record of the mail host {name} is of no use: {fault}.',
    why: 'Senders skip such a record; if all are like that, DANE does not protect, or mail is not delivered.',
    fix: 'Publish at _25._tcp.{name} a record "3 1 1" with the SHA-256 digest of the public key of the host.',
  },
  'domain-no-mx': {
    title: '{domain} has no MX record: mail goes to its own address, {addresses}.',
    why: 'That works by an old rule, but some receivers count it against you, and a web server at that address does not take mail.',
    fix: 'Publish an MX record for {domain} that names the host that takes its mail.',
  },
  'domain-dane-partial': {
    title: 'Only some mail hosts of {domain} have TLSA records; missing on: {hosts}.',
    why: 'An attacker can force delivery to the unprotected hosts.',
    fix: 'Publish TLSA records for {hosts} as well.',
  },
  'domain-dane-unchecked': {
    title:
      'The mail host {name} has TLSA records; whether DNSSEC protects them could not be checked.',
    why: 'The DNS servers that are asked here do not validate DNSSEC; this does not count against you.',
    fix: 'Check it from a place with a validating resolver, or let this service ask one.',
  },
  'domain-mta-sts-testing': {
    title: 'The MTA-STS policy of {domain} is not enforced (mode: {mode}).',
    why: 'Senders report problems, but deliver without protection.',
    fix: 'When the TLS reports show no failures, set "mode: enforce" in the policy, and give the record at _mta-sts.{domain} a new id=.',
  },
  'domain-mta-sts-none': {
    title: '{domain} has no MTA-STS policy.',
    why: 'Without one (or DANE) anybody on the way can make senders deliver to you unencrypted.',
    fix: 'Serve a policy over https from mta-sts.{domain}, path "/.well-known/mta-sts.txt", with "mode: testing" to begin with, and publish a record at _mta-sts.{domain}.',
  },
  'domain-tls-rpt-none': {
    title: [
      '{domain} demands TLS (by {by}), but asks for no reports about failures.',
      '{domain} asks for no reports about failed TLS.',
    ],
    why: 'You do not learn when senders cannot deliver to you over TLS.',
    fix: 'Publish a TXT record at _smtp._tls.{domain}: "v=TLSRPTv1; rua=mailto:postmaster@{domain}"',
  },
  'domain-unchecked': {
    title: 'DNS gave no answer for {name} ({type}): it could not be checked.',
    why: 'This does not count against {domain}.',
    fix: 'Ask again in a few minutes; if the problem persists, check whether the DNS servers of {domain} answer from outside.',
  },
  'domain-parked': {
    title: '{domain} neither sends nor takes mail, and says so.',
    why: 'Nobody can use its name or fill a mailbox that does not exist.',
    fix: '',
  },
  'domain-mx-sound': {
    title: 'Mail for {domain} goes to {hosts}.',
    why: 'Every mail host has an address of its own.',
    fix: '',
  },
  'domain-mta-sts-sound': {
    title: 'MTA-STS: the policy of {domain} is enforced and covers every mail host.',
    why: 'Senders that follow it deliver only over TLS with a valid certificate.',
    fix: '',
  },
  'domain-tls-rpt-sound': {
    title: 'TLS-RPT: reports for {domain} go to {rua}.',
    why: 'You learn when senders cannot deliver over TLS.',
    fix: '',
  },
  'domain-dane-sound': {
    title: 'DANE: {hosts} have TLSA records that DNSSEC protects.',
    why: 'Senders that follow them deliver only to these keys.',
    fix: '',
  },
};
