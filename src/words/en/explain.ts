// English words around the long form of a finding (`explain`).
import type { ExplainWords } from '../explain-words.ts';

export const explain: ExplainWords = {
  says: 'WHAT IT SAYS',
  why: 'WHY IT MATTERS',
  fix: 'HOW TO FIX IT',
  or: 'or',
  conditions: {
    record: 'If the record can be computed:',
    list: 'If a mailing list passed the message on:',
    software: 'If the message passed a filter that is known:',
    setting: 'If that filter is known to change the encoding:',
    simple: 'If the signature is c=simple:',
    service: 'If a known mail service sent the message:',
    dynamic: 'If the address is dynamic:',
    ip: 'If the address is fixed:',
    untrusted: 'If the fault is in a record that yours includes:',
    dearest: 'If the record costs too many lookups:',
    terms: 'If the names are known:',
    milter: 'If a DKIM program looked at the message:',
    local: 'If the message was submitted on the server itself:',
    helo: 'If the HELO name can be used:',
    name: 'If the host has a PTR name:',
    broken: 'If there is a signature that would align:',
    dkim: 'If DKIM passes for another domain:',
    unsigned: 'If there is a key under another name:',
  },
  otherwise: 'Otherwise:',
  severity: {
    error: {
      name: 'SEVERITY: error',
      meaning:
        'A rule that every sender must keep is broken, or mail will be refused. Fix this first.',
    },
    warning: {
      name: 'SEVERITY: warning',
      meaning:
        'A recommendation of the standard, or a rule of a large receiver, is broken. Mail may still arrive, but not everywhere.',
    },
    notice: {
      name: 'SEVERITY: notice',
      meaning:
        'Worth knowing. It does not count against the message, and neither does what could not be checked.',
    },
    ok: {
      name: 'SEVERITY: ok',
      meaning: 'This was checked and is correct. There is nothing to do.',
    },
  },
  citation: 'WHERE IT IS WRITTEN',
  about: 'WHAT IT IS ABOUT',
  look: 'LOOK FOR YOURSELF',
  silences: 'WHEN THIS IS FOUND, THE REPORT LEAVES OUT',
  wholeMethod: (method) => `everything else about ${method.toUpperCase()}`,
  examples:
    'Names, addresses and records above are examples. In a report stand those of your own mail, and the record to publish is computed from yours.',
  methods: {
    connection:
      'A receiver first sees a connection: an address, the name that reverse DNS (PTR) has for it, the name the server says in HELO, and whether it speaks TLS. All of this is checked before the message itself, and many messages are refused for it alone.',
    spf: 'SPF (RFC 7208) is a TXT record that lists which addresses may send mail for a domain. It is looked up at the domain of the envelope sender (MAIL FROM, later the Return-Path field), which need not be the domain in From. Terms are tried from left to right, the first that matches decides, and "all" at the end is for everybody else.',
    dkim: 'DKIM (RFC 6376) is a signature over the body and some header fields, made by your server with a private key. Receivers fetch the public key from DNS at SELECTOR._domainkey.DOMAIN, where s= and d= of the DKIM-Signature field name selector and domain. It proves who signed, and that nothing that was signed has been changed since.',
    dmarc:
      'DMARC (RFC 9989) asks whether SPF or DKIM passed for the very domain that readers see in From ("alignment"), and tells receivers by a TXT record at _dmarc.DOMAIN what to do if neither did. Without a record at the domain itself the names above it are asked.',
    arc: 'ARC (RFC 8617) lets forwarders and mailing lists write down what they saw of SPF and DKIM before they changed the mail, and seal it. A receiver that trusts them can believe that instead of its own result.',
    bimi: 'BIMI shows the logo of a domain beside its mail, if DMARC is enforced. The record stands at default._bimi.DOMAIN.',
    domain:
      'A domain that sends mail should receive it as well: answers, bounces and complaints come back to it by its MX records.',
    message:
      'A message is a header and a body (RFC 5322). Some fields must be there, some must not appear more than once, and lines have a maximum length. Relays correct what is wrong here on the way, and each correction breaks a signature; spam filters count it, too.',
    requirements:
      'Large receivers publish what they ask of senders. Messages that do not meet it are refused or put into the spam folder.',
  },
};
