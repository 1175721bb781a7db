// English words for the findings about DKIM keys: what is wrong with a record in DNS, and the record to publish in its place.
import type { DkimCode } from '../../diagnose/catalog.ts';
import type { FindingWords } from '../finding-words.ts';

export type KeyCode = Extract<DkimCode, `dkim-key-${string}`>;

/** opendkim-genkey(8): -b, -d, -s. */
const NEW_KEY =
  'Make a new key (opendkim-genkey -b 2048 -d {domain} -s NEWSELECTOR; Zimbra: /opt/zimbra/libexec/zmdkimkeyutil -u -d {domain} -b 2048), publish it, and sign with the new selector.';
const FOREIGN =
  'The record stands at {foreign}, where the CNAME of {name} leads: ask the mail service that publishes it to correct it.';
const ALIAS =
  'The record stands at {alias}, where the CNAME of {name} leads: ask the mail service that publishes it to correct it.';
const PASTE_AGAIN =
  'Paste the key again from the file your program made (OpenDKIM: selector.txt; Zimbra: /opt/zimbra/libexec/zmdkimkeyutil -q -d {domain}): only what is between the quotes, joined to one line.';
const PUBLISH = 'Publish at {name}: "{record}"';
/** Microsoft Learn, "Set up DKIM": the names depend on the tenant, so they have to be read there. */
export const MICROSOFT_PATH =
  'Microsoft Defender portal > Email & collaboration > Policies & rules > Threat policies > Email authentication settings > DKIM';
/** Google Workspace Admin Help, "Set up DKIM". */
export const GOOGLE_PATH =
  'Google Admin console > Apps > Google Workspace > Gmail > Authenticate email';

export const dkimKey: Record<KeyCode, FindingWords> = {
  'dkim-key-wrong-name': {
    title: [
      'The mail is not signed as {domain}: DKIM is set up for {unsigned} (there is a key at {found}), not for {domain}.',
      'The DKIM key is published at {found}, with the domain twice; receivers look for it at {name} ({entered} in the zone of {domain}).',
      'The DKIM key is published at {found}, but receivers look for it at {name}.',
    ],
    why: [
      'The signing program signs only for the domain it was told, and the mail is from {domain}; {unsigned} is another name.',
      'Many DNS forms append the domain by themselves: enter only {entered} as the name.',
      'The key is found only under selector, _domainkey, and the domain in d= of the signature.',
    ],
    fix: [
      'Set up signing for {domain} (OpenDKIM: "Domain {domain}"), and publish its key at {name}, not under {unsigned}: the same TXT record that stands at {published}.',
      'Set up signing for {domain} (OpenDKIM: "Domain {domain}"), and publish its key under {name}, not under {unsigned}.',
      'Publish at {name} (enter {entered} as the name if your DNS form appends the domain by itself): "{record}"',
      'Delete the CNAME of {name} (to {alias}), and publish there: "{record}"',
      PUBLISH,
      'Publish the public key of selector {selector} at {name}.',
    ],
  },
  'dkim-key-dangling': {
    title: '{name} is an alias (CNAME) for {target}, and there is no DKIM key.',
    why: 'Without the key nobody can verify the signature.',
    fix: [
      `Switch signing on for {domain} ({microsoft}: ${MICROSOFT_PATH}), and compare the CNAME with the one that is shown there.`,
      'Finish the set-up of {domain} at {provider} ({menu}), and compare the CNAME of {name} with the one that is shown there.',
      'Compare the CNAME of {name} with the one your mail service tells you to publish, and finish its set-up of {domain} there; it publishes the key at {target}, not you.',
    ],
  },
  'dkim-key-missing': {
    title: [
      'There is no DKIM key at {name}: that name does not exist ({nxdomain}).',
      'There is no DKIM key at {name}: the name has no TXT record ({status}).',
      'There is no DKIM key at {name}.',
    ],
    why: 'The mail is signed, but without the key nobody can verify it.',
    fix: [
      'The signature is by {other}, not by your domain: its owner has to publish the key of selector {selector}. Have the mail signed with the domain in From as well.',
      `Publish the two CNAME records that ${MICROSOFT_PATH} shows for {domain}: selector1._domainkey.{domain} leads to selector1-{dashed}._domainkey.{tenant} or to a name below dkim.mail.microsoft, selector2 likewise. {microsoft} keeps the keys.`,
      `Publish the two CNAME records that ${MICROSOFT_PATH} shows for {domain}: selector1._domainkey.{domain} leads to selector1-{dashed}._domainkey.TENANT.onmicrosoft.com or to a name below dkim.mail.microsoft, selector2 likewise. {microsoft} keeps the keys.`,
      'Publish at {name} what {provider} shows for {domain} ({menu}); {provider} keeps the private key.',
      `Publish the TXT record that {google} shows for selector {selector} (${GOOGLE_PATH}) at {name}.`,
      'Publish the TXT record that {cpanel} shows under Email Deliverability for {domain} at {name}.',
      'Publish the TXT record that {plesk} shows under Mail Settings of {domain} (DKIM) at {name}.',
      'Publish the TXT record that "/opt/zimbra/libexec/zmdkimkeyutil -q -d {domain}" prints ({zimbra}) at {name}.',
      'Publish the public key of selector {selector} as a TXT record at {name} (OpenDKIM: it is in {selector}.txt; check with "opendkim-testkey -d {domain} -s {selector} -vvv"), or sign with a selector that is published.',
    ],
  },
  'dkim-key-not-base64': {
    title: [
      'The DKIM key at {name} has a character that does not belong there: "{character}"; p= must be base64.',
      'The DKIM key at {name} was pasted wrong: p= must be base64.',
    ],
    why: 'Quotes, brackets, blanks or line breaks got into the key when it was pasted; no receiver can read it.',
    fix: [
      'Publish at {name}; if your DNS form puts quotes around it by itself, leave these out and paste it in one piece: "{record}"',
      FOREIGN,
      PASTE_AGAIN,
    ],
  },
  'dkim-key-in-pieces': {
    title: 'The DKIM key at {name} was split over {count} TXT records; together they make one key.',
    why: 'Receivers read one record, and find half a key.',
    fix: [
      'Delete them, and publish one TXT record at {name} (your DNS may cut it into several strings): "{record}"',
      FOREIGN,
      PASTE_AGAIN,
    ],
  },
  'dkim-key-private': {
    title: 'A PRIVATE key is published at {name}: everybody can sign mail as {domain} with it.',
    why: 'Whoever has looked at this record can send mail in your name that passes DKIM and DMARC. Deleting the record does not take the key back.',
    fix: 'Make a new key under a new selector (opendkim-genkey -b 2048 -d {domain} -s NEWSELECTOR), publish only its public half (NEWSELECTOR.txt), sign with it, then delete the TXT record at {name} and the old private key.',
  },
  'dkim-key-damaged': {
    title: 'The DKIM key at {name} is damaged: its {length} characters are not a whole key.',
    why: 'Most often the end was cut off, because a DNS form takes only 255 characters.',
    fix: 'Publish the whole key again; where a string may have only 255 characters, split it into several strings of the same TXT record.',
  },
  'dkim-key-several': {
    title: 'There are {count} TXT records at {name}; there may be only one.',
    why: [
      'Receivers take any one of them, or none: it passed here with selector {verified}, and fails elsewhere by chance.',
      'Receivers take any one of them, or none: the signature fails by chance.',
    ],
    fix: [
      'Delete all others at {name} (a server that signs with another key gets a selector of its own first), and keep only: "{record}"',
      'Delete all but the current key; publish another key under another selector (which is current: opendkim-testkey -d {domain} -s {selector} -k KEYFILE -vvv).',
    ],
  },
  'dkim-key-wildcard': {
    title: 'At {name} there is no DKIM key but another record: "{found}".',
    why: 'A wildcard or an alias answers in place of the key.',
    fix: 'Publish the public key of selector {selector} as a TXT record at {name}.',
  },
  'dkim-key-syntax': {
    title: [
      'The DKIM key record at {name} has backslashes before the semicolons ({backslashes}), so no tag ends where it should.',
      'The DKIM key record at {name} is written wrong: {reason}.',
      'The DKIM key record at {name} is not written as the standard demands.',
    ],
    why: 'Receivers that read it strictly find no key.',
    fix: [
      PUBLISH,
      FOREIGN,
      'Publish it again at {name}: v=DKIM1; k=rsa; p= and then the key, from the file your program made (OpenDKIM: {selector}.txt).',
    ],
  },
  'dkim-key-revoked': {
    title: 'The DKIM key at {name} is withdrawn: its p= is empty.',
    why: 'An empty p= says that nothing signed with this key is to be believed any more.',
    fix: NEW_KEY,
  },
  'dkim-key-type': {
    title: 'The signature is {algorithm}, but the key at {name} is of type {type}.',
    why: 'They cannot belong together, so the signature fails.',
    fix: [
      PUBLISH,
      FOREIGN,
      'Publish the key that your program signs with at {name}, or sign with a selector whose key is of the same kind.',
    ],
  },
  'dkim-key-hash': {
    title: 'The key at {name} allows only {hashes} (h=), but the signature is {algorithm}.',
    why: 'Receivers must not accept what the key forbids.',
    fix: [PUBLISH, FOREIGN, 'Publish the key at {name} without h=.'],
  },
  'dkim-key-service': {
    title: 'The key at {name} is not meant for mail (s={services}).',
    why: 'Receivers must not use it for mail.',
    fix: [PUBLISH, FOREIGN, 'Publish the key at {name} without s=.'],
  },
  'dkim-key-strict': {
    title: 'The key at {name} forbids subdomains (t=s), but the signature says i={auid}.',
    why: 'Receivers must not accept what the key forbids.',
    fix: [
      'Publish this at {name}, or sign without i=: "{record}"',
      'Sign without i=, or have t=s taken out of the record at {name}.',
    ],
  },
  'dkim-key-short': {
    title: 'The DKIM key at {name} has only {bits} bits.',
    why: 'Keys under 1024 bits can be broken, and receivers must not accept them.',
    fix: NEW_KEY,
  },
  'dkim-key-long': {
    title:
      'The DKIM key at {name} has {bits} bits: more than mailassay verifies, so this signature was not checked.',
    why: 'RFC 8301 asks receivers to take keys of 1024 to 4096 bits; what they do with longer ones is up to them.',
    fix: NEW_KEY,
  },
  'dkim-key-exponent': {
    title: 'The RSA key at {name} has the exponent {exponent}, which is not a sound one.',
    why: 'With such a key anybody could sign in your name.',
    fix: NEW_KEY,
  },
  'dkim-key-weak': {
    title: 'The DKIM key at {name} has {bits} bits; 2048 are wanted.',
    why: 'It still works; RFC 8301 asks signers for 2048 bits.',
    fix: NEW_KEY,
  },
  'dkim-key-testing': {
    title: 'The key at {name} is marked as a test (t=y).',
    why: 'Receivers may treat mail that fails as if it were unsigned; forgotten test marks are common.',
    fix: [
      'When signing works, publish at {name}: "{record}"',
      ALIAS,
      'When signing works, take t=y out of the record at {name}.',
    ],
  },
  'dkim-key-obsolete-tags': {
    title: 'The key at {name} has tags that mean nothing any more: {tags}.',
    why: 'They do no harm; everybody ignores them.',
    fix: [
      'When you next change the record, publish at {name}: "{record}"',
      ALIAS,
      'When you next change the record at {name}, leave them out.',
    ],
  },
};
