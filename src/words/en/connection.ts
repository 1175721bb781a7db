// English words for the findings of the connection.
import type { ConnectionCode } from '../../diagnose/catalog.ts';
import type { FindingWords } from '../finding-words.ts';

export const connection: Record<ConnectionCode, FindingWords> = {
  'connection-address-hidden': {
    title:
      'The real address of the sending host is hidden: the message came from {ip}, which is not an address on the Internet.',
    why: 'SPF and reverse DNS are about the public address of the sender, so they were not checked; DKIM was.',
    fix: [
      'This test was sent from the same host as the service ({local}). State the client with XCLIENT ("swaks --xclient-addr 192.0.2.25", with MAILASSAY_XCLIENT={local} set for the service), check a saved message with "mailassay check FILE --ip ADDRESS", or send from the mail server itself.',
      'If you run this service, let it see client addresses: host networking for a container ("network_mode: host"), the PROXY protocol (MAILASSAY_PROXY_PROTOCOL={ip}) or XCLIENT (MAILASSAY_XCLIENT={ip}) behind a proxy. If you do not, tell its operator.',
    ],
  },
  'connection-dynamic-address': {
    title: 'The sending IP is dynamic: {ip} resolves to {name}.',
    why: 'Receivers take such addresses for infected home computers and refuse their mail at once, whatever SPF and DKIM say.',
    fix: "Send through your provider's mail server or from a static address with a name of its own; an entry in SPF does not help a dynamic one.",
  },
  'connection-no-ptr': {
    title: 'The sending address {ip} has no name in reverse DNS (no PTR record).',
    why: 'Gmail refuses messages from an address without a name (550 5.7.25), and Yahoo and others distrust them.',
    fix: [
      'Tell the operator of {operator} that {ip} has no PTR record: it is theirs to set.',
      'Ask the owner of {ip}, usually your provider, to set its PTR record to {helo}, and give {helo} the address {ip}.',
      "Ask the owner of {ip}, usually your provider, to set its PTR record to your mail server's name, and give that name the address {ip}.",
    ],
  },
  'connection-ptr-mismatch': {
    title: [
      'The PTR record of {ip} is {name}, but {name} has the address {addresses}.',
      'The PTR record of {ip} is {name}, but that name has no address.',
    ],
    why: 'A name that does not lead back to the address counts as no name: Gmail refuses such messages (550 5.7.25).',
    fix: [
      'Tell the operator of {operator}: the PTR record of {ip} is theirs to set.',
      'Publish "{line}", or have the PTR record of {ip} changed to a name that has this address.',
      'Give {name} the address {ip}, or have the PTR record of {ip} changed to a name that has it.',
    ],
  },
  'connection-generic-ptr': {
    title: 'The PTR record of {ip} is {name}: a name that the provider gives to every address.',
    why: 'Receivers cannot tell it from an infected home computer, and some count it against the message.',
    fix: [
      'Tell the operator of {operator}: the PTR record of {ip} is theirs to set.',
      'Have the PTR record of {ip} changed to {helo}.',
      "Have the PTR record of {ip} changed to your mail server's name.",
    ],
  },
  'connection-helo-not-fqdn': {
    title: 'Your server introduces itself as "{helo}", which is not a full host name.',
    why: 'The HELO name must be a full host name (RFC 5321), and receivers may refuse everything else.',
    fix: [
      'Tell the operator of {operator}: its server says this name, not yours.',
      'Let your server say {name} in HELO (Postfix: "smtp_helo_name = {name}").',
      'Let your server say its full name in HELO, the one its PTR record has (Postfix: smtp_helo_name).',
    ],
  },
  'connection-helo-literal': {
    title: 'Your server introduces itself by an address, {helo}, instead of its name.',
    why: 'That is meant for machines that have no name; receivers do not expect it of a mail server.',
    fix: [
      'Tell the operator of {operator}: its server says this, not yours.',
      'Let your server say {name} in HELO (Postfix: "smtp_helo_name = {name}").',
      'Let your server say its full name in HELO, the one its PTR record has (Postfix: smtp_helo_name).',
    ],
  },
  'connection-helo-unresolvable': {
    title: 'Your server introduces itself as {helo}, a name without an address.',
    why: 'The HELO name must lead to an address, and receivers may check that.',
    fix: [
      'Tell the operator of {operator} that {helo} has no address: the name is theirs.',
      'Publish "{line}", or use another HELO name that has this address.',
      'If {helo} is yours, give it the address {ip}; otherwise let your server say {name} in HELO (Postfix: "smtp_helo_name = {name}").',
      'If {helo} is yours, give it the address {ip}; otherwise let your server say its own full name in HELO (Postfix: smtp_helo_name).',
    ],
  },
  'connection-helo-elsewhere': {
    title:
      'Your server introduces itself as {helo}, but that name has the address {addresses}, not {ip}.',
    why: 'It is allowed, and no reason to refuse mail, but some filters count it against you.',
    fix: [
      'Nothing needs to be changed at your side: {helo} is a name of {operator}.',
      'Let your server say {name} in HELO (Postfix: "smtp_helo_name = {name}").',
      'Add {ip} to the addresses of {helo}, or use the PTR name of {ip} in HELO.',
    ],
  },
  'connection-no-tls': {
    title: 'The message from {ip} came without encryption.',
    why: 'Gmail wants TLS from every sender, and shows its users when it was missing.',
    fix: 'Turn on TLS for outgoing mail (Postfix: "smtp_tls_security_level = may").',
  },
  'connection-old-tls': {
    title: 'The message came over {version}, which is no longer allowed.',
    why: 'Receivers have switched it off or will; then your mail goes unencrypted, or not at all.',
    fix: 'Allow TLS 1.2 and newer for outgoing mail (Postfix: "smtp_tls_protocols = >=TLSv1.2").',
  },
  'connection-ptr-unchecked': {
    title: 'The reverse DNS name of {ip} could not be checked.',
    why: [
      'A limit of this service was reached before DNS was asked about {limited}. This does not count against your message.',
      'DNS gave no answer in time. This does not count against your message.',
    ],
    fix: 'Send the test again in a few minutes; if the problem persists, ask your provider whether the DNS servers for {ip} answer.',
  },
  'connection-ptr-matches': {
    title: 'Reverse DNS: {ip} resolves to {name} and back (FCrDNS).',
    why: 'Large receivers want this of every sender.',
    fix: '',
  },
  'connection-tls': {
    title: 'TLS: {version}, {cipher}.',
    why: 'Large receivers want this of every sender.',
    fix: '',
  },
};
