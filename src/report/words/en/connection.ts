// English words for the findings of the connection.
import type { connectionCatalog } from '../../../diagnose/connection/catalog.ts';
import type { FindingWords } from '../finding-words.ts';

export const connection: Record<keyof typeof connectionCatalog, FindingWords> = {
  'connection-address-hidden': {
    title: 'The real address of the sending host is hidden: the message came from {ip}, which is not an address on the Internet.',
    why: 'SPF and reverse DNS are about the public address of the sender, so they were not checked; DKIM was.',
    fix: [
      'This test was sent from the same host as the service ({local}). State the client with XCLIENT ("swaks --xclient-addr 192.0.2.25", with MAILASSAY_XCLIENT={local} set for the service), check a saved message with "mailassay check FILE --ip ADDRESS", or send from the mail server itself.',
      'If you run this service, let it see client addresses: host networking for a container ("network_mode: host"), the PROXY protocol (MAILASSAY_PROXY_PROTOCOL={ip}) or XCLIENT (MAILASSAY_XCLIENT={ip}) behind a proxy. If you do not, tell its operator.',
    ],
  },
  'connection-dynamic-address': {
    title: 'The mail comes from a dynamic address: {ip} is called {name}.',
    why: 'Receivers take such addresses for infected home computers and refuse their mail at once, whatever SPF and DKIM say.',
    fix: "Send through your provider's mail server or from a static address with a name of its own; an entry in SPF does not help a dynamic one.",
  },
  'connection-no-ptr': {
    title: 'The sending address {ip} has no name in reverse DNS (no PTR record).',
    why: 'Gmail, Yahoo and many others refuse or distrust mail from an address without a name.',
    fix: [
      'Ask the owner of {ip}, usually your provider, to set its PTR record to {helo}, and give {helo} the address {ip}.',
      "Ask the owner of {ip}, usually your provider, to set its PTR record to your mail server's name, and give that name the address {ip}.",
    ],
  },
  'connection-ptr-mismatch': {
    title: ['Reverse DNS calls {ip} {name}, but {name} has the address {addresses}.', 'Reverse DNS calls {ip} {name}, but that name has no address.'],
    why: 'A name that does not lead back to the address counts as no name: Gmail and others refuse such mail.',
    fix: 'Give {name} the address {ip}, or have the PTR record of {ip} changed to a name that has it.',
  },
  'connection-generic-ptr': {
    title: 'Reverse DNS calls {ip} {name}: a name that the provider gives to every address.',
    why: 'Receivers can not tell it from an infected home computer, and many count it against the mail.',
    fix: ['Have the PTR record of {ip} changed to {helo}.', "Have the PTR record of {ip} changed to your mail server's name."],
  },
  'connection-helo-not-fqdn': {
    title: 'Your server introduces itself as "{helo}", which is not a full host name.',
    why: 'The name in HELO must exist in DNS; many receivers turn everything else away.',
    fix: ['Let your server say {name} in HELO (Postfix: "smtp_helo_name = {name}").', 'Let your server say its full name in HELO, the one its PTR record has (Postfix: smtp_helo_name).'],
  },
  'connection-helo-literal': {
    title: 'Your server introduces itself by an address, {helo}, instead of its name.',
    why: 'That is meant for machines that have no name; receivers do not expect it of a mail server.',
    fix: ['Let your server say {name} in HELO (Postfix: "smtp_helo_name = {name}").', 'Let your server say its full name in HELO, the one its PTR record has (Postfix: smtp_helo_name).'],
  },
  'connection-helo-unresolvable': {
    title: 'Your server introduces itself as {helo}, a name without an address.',
    why: 'The name in HELO must lead to an address; many receivers check that.',
    fix: 'Publish "{helo}. IN {type} {ip}", or use another name in HELO that has this address.',
  },
  'connection-helo-elsewhere': {
    title: 'Your server introduces itself as {helo}, but that name has the address {addresses}, not {ip}.',
    why: 'It is allowed, and no reason to refuse mail, but some filters count it against you.',
    fix: 'Add {ip} to the addresses of {helo}, or use the PTR name of {ip} in HELO.',
  },
  'connection-no-tls': {
    title: 'The mail from {ip} came without encryption.',
    why: 'Gmail and Yahoo want TLS from every sender, and show their users when it was missing.',
    fix: 'Turn on TLS for outgoing mail (Postfix: "smtp_tls_security_level = may").',
  },
  'connection-old-tls': {
    title: 'The mail came over {version}, which is no longer allowed.',
    why: 'Receivers have switched it off or will; then your mail goes unencrypted, or not at all.',
    fix: 'Allow TLS 1.2 and newer for outgoing mail (Postfix: "smtp_tls_protocols = >=TLSv1.2").',
  },
  'connection-ptr-unchecked': {
    title: 'The reverse DNS name of {ip} could not be checked.',
    why: 'DNS gave no answer in time. Nothing is held against your mail.',
    fix: 'Send the test again in a few minutes; if it stays like this, ask your provider whether the DNS servers for {ip} answer.',
  },
  'connection-ptr-matches': {
    title: 'Reverse DNS: {ip} is {name}, and that has {ip}.',
    why: 'Large receivers want this of every sender.',
    fix: '',
  },
  'connection-tls': { title: 'TLS: {version}, {cipher}.', why: 'Large receivers want this of every sender.', fix: '' },
};
