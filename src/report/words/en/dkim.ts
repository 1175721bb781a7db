// English words for the findings of DKIM.
import type { dkimCatalog } from '../../../diagnose/dkim/catalog.ts';
import type { FindingWords } from '../finding-words.ts';

const BY_LIST = 'The mailing list {list} may have done it after the mail left you: test with a mail that goes straight to this address; if that passes, nothing is to be repaired at your side.';
const NEW_KEY = 'Make a new key (opendkim-genkey -b 2048 -d {domain} -s NEWSELECTOR), publish it, and sign with the new selector.';

export const dkim: Record<keyof typeof dkimCatalog, FindingWords> = {
  'dkim-key-wrong-name': {
    title: [
      'The mail is not signed as {domain}: DKIM is set up for {unsigned} (there is a key at {found}), not for {domain}.',
      'The DKIM key is published at {found}, but receivers look for it at {name}.',
    ],
    why: [
      'The signing program signs only for the domain it was told, and the mail is from {domain}; {unsigned} is another name.',
      'The key is found only under selector, _domainkey, and the domain in d= of the signature.',
    ],
    fix: [
      'Set up signing for {domain} (OpenDKIM: "Domain {domain}"), and publish its key at {name}, not under {unsigned}: "{record}"',
      'Set up signing for {domain} (OpenDKIM: "Domain {domain}"), and publish its key under {name}, not under {unsigned}.',
      'Publish at {name}: "{record}"',
      'Publish the key of this selector at {name}.',
    ],
  },
  'dkim-key-dangling': {
    title: '{name} is an alias (CNAME) for {target}, and there is no DKIM key.',
    why: 'Without the key nobody can verify the signature.',
    fix: 'Publish the key at {target}, or point the CNAME of {name} to where your mail service publishes it.',
  },
  'dkim-key-missing': {
    title: 'There is no DKIM key at {name}.',
    why: 'The mail is signed, but without the key nobody can verify it.',
    fix: 'Publish the public key of selector {selector} as a TXT record at {name}, or sign with a selector that is published.',
  },
  'dkim-key-not-base64': {
    title: ['The DKIM key at {name} has a character that does not belong there: "{character}"; p= must be base64.', 'The DKIM key at {name} was pasted wrong: p= must be base64.'],
    why: 'Quotes, brackets, blanks or line breaks got into the key when it was pasted; no receiver can read it.',
    fix: [
      'Publish at {name}; if your DNS form puts quotes around it by itself, leave these out and paste it in one piece: "{record}"',
      'Paste the key again from the file your program made (OpenDKIM: selector.txt): only what is between the quotes, joined to one line.',
    ],
  },
  'dkim-key-in-pieces': {
    title: 'The DKIM key at {name} was split over {count} TXT records; together they make one key.',
    why: 'Receivers read one record, and find half a key.',
    fix: 'Delete them, and publish one TXT record at {name} (your DNS may cut it into several strings): "{record}"',
  },
  'dkim-key-damaged': {
    title: 'The DKIM key at {name} is damaged: its {length} characters are not a whole key.',
    why: 'Most often the end was cut off, because a DNS form takes only 255 characters.',
    fix: 'Publish the whole key again; where a string may have only 255 characters, split it into several strings of the same TXT record.',
  },
  'dkim-key-several': {
    title: 'There are {count} TXT records at {name}; there may be only one.',
    why: 'Receivers take any one of them, or none: the signature fails by chance.',
    fix: 'Delete all but the current key; publish another key under another selector.',
  },
  'dkim-key-wildcard': {
    title: 'At {name} there is no DKIM key but another record: "{found}".',
    why: 'A wildcard or an alias answers in place of the key.',
    fix: 'Publish the public key of selector {selector} as a TXT record at {name}.',
  },
  'dkim-key-syntax': {
    title: 'The DKIM key record at {name} is not written as the standard demands.',
    why: 'Receivers that read it strictly find no key.',
    fix: ['Publish at {name}: "{record}"', 'Publish it anew at {name}: "v=DKIM1; k=rsa; p=" and then the key.'],
  },
  'dkim-key-revoked': {
    title: 'The DKIM key at {name} is withdrawn: its p= is empty.',
    why: 'An empty p= says that nothing signed with this key is to be believed any more.',
    fix: NEW_KEY,
  },
  'dkim-key-type': {
    title: 'The signature is {algorithm}, but the key at {name} is of type {type}.',
    why: 'They can not belong together, so the signature fails.',
    fix: 'Publish the key that your program signs with at {name}, or sign with a selector whose key is of the same kind.',
  },
  'dkim-key-hash': {
    title: 'The key at {name} allows only {hashes} (h=), but the signature is {algorithm}.',
    why: 'Receivers must not accept what the key forbids.',
    fix: 'Publish at {name}: "{record}"',
  },
  'dkim-key-service': {
    title: 'The key at {name} is not meant for mail (s={services}).',
    why: 'Receivers must not use it for mail.',
    fix: 'Publish at {name}: "{record}"',
  },
  'dkim-key-strict': {
    title: 'The key at {name} forbids subdomains (t=s), but the signature says i={auid}.',
    why: 'Receivers must not accept what the key forbids.',
    fix: 'Publish this at {name}, or sign without i=: "{record}"',
  },
  'dkim-key-short': {
    title: 'The DKIM key at {name} has only {bits} bits.',
    why: 'Keys under 1024 bits can be broken, and receivers must not accept them.',
    fix: NEW_KEY,
  },
  'dkim-key-long': {
    title: 'The DKIM key at {name} has {bits} bits; receivers need not take more than 4096.',
    why: 'Many receivers refuse to compute with such a key, and the signature fails.',
    fix: NEW_KEY,
  },
  'dkim-key-exponent': {
    title: 'The RSA key at {name} has the exponent {exponent}, which is not a sound one.',
    why: 'With such a key anybody could sign in your name.',
    fix: NEW_KEY,
  },
  'dkim-sha1': {
    title: 'The signature of {domain} uses {algorithm}, which is forbidden.',
    why: 'SHA-1 is broken; receivers must treat the mail as unsigned.',
    fix: 'Sign with rsa-sha256 (OpenDKIM: "SignatureAlgorithm rsa-sha256").',
  },
  'dkim-expired': {
    title: 'The signature of {domain} expired at {expired}, before the mail arrived.',
    why: 'Receivers treat an expired signature as none.',
    fix: 'Check the clock of your server and how long mail waits there, and let signatures live at least three days.',
  },
  'dkim-from-unsigned': {
    title: 'The signature of {domain} does not cover the From field.',
    why: 'A signature must cover From; without it, it says nothing about the author and is invalid.',
    fix: 'Add From to the signed fields (h=) of selector {selector}.',
  },
  'dkim-auid-outside': {
    title: 'The signature says i={auid}, which is not {domain} nor below it.',
    why: 'Receivers must refuse a signature whose i= lies outside its d=.',
    fix: 'Leave i= out, or set it to an address of {domain}.',
  },
  'dkim-only-tolerated': {
    title: 'The signature of {domain} passes at many receivers, but is not written as the standard demands.',
    why: 'A receiver that reads strictly treats the mail as unsigned.',
    fix: ['Publish at {name}: "{record}"', 'Use a selector of letters, digits and hyphens, and update the program that signs.'],
  },
  'dkim-signature-syntax': {
    title: ['The DKIM-Signature field of {domain} is broken.', 'The DKIM-Signature field is broken.'],
    why: 'Receivers can not read it, and treat the mail as unsigned.',
    fix: 'Update or replace the program that signs; if another program rewrites the header, let it do so before signing.',
  },
  'dkim-changed-by-filter': {
    title: [
      'The mail was changed after it was signed as {domain}; on its way it passed {software} at {host}.',
      'The mail was changed after it was signed as {domain}; on its way it passed {software}.',
    ],
    why: 'Whatever is changed after signing, even the encoding of the text, breaks the signature.',
    fix: [
      'Let the DKIM milter sign after {software}, and add "-o {setting}" to the Postfix service that takes the mail back from it (master.cf; Zimbra: master.cf.in).',
      'Let the DKIM milter sign after {software}, as the last step before the mail leaves.',
    ],
  },
  'dkim-body-changed': {
    title: ['The text of the mail was changed after it was signed as {domain}; its {intact} was not.', 'The text of the mail was changed after it was signed as {domain}.'],
    why: 'A footer, a virus scanner or a new encoding is enough to break the signature.',
    fix: [
      BY_LIST,
      'Sign as the last step before the mail leaves, after every scanner and footer, and with c=relaxed/relaxed instead of {simple} (Postfix: also "disable_mime_output_conversion = yes").',
      'Sign as the last step before the mail leaves, after every scanner and footer (Postfix: also "disable_mime_output_conversion = yes").',
    ],
  },
  'dkim-header-changed': {
    title: [
      'A signed header field was changed after the mail was signed as {domain}; the key at {certain} is the right one.',
      'A signed header field was changed after the mail was signed as {domain}, or the key in DNS is not the one that signed.',
    ],
    why: 'One changed character in {fields} breaks the signature.',
    fix: [
      BY_LIST,
      'Sign as the last step before the mail leaves, with c=relaxed/relaxed instead of {simple}, and compare the key of selector {selector} in DNS with your own (opendkim-testkey -d {domain} -s {selector}).',
      'Sign as the last step before the mail leaves, and compare the key of selector {selector} in DNS with your own (opendkim-testkey -d {domain} -s {selector}).',
    ],
  },
  'dkim-wrong-key': {
    title: 'The key at {name} is not the one that signed this mail.',
    why: 'The signature itself proves it: it was made with another private key, so it can not verify.',
    fix: 'Publish the public half of the key your server signs with at {name} (check with opendkim-testkey -d {domain} -s {selector} -k KEYFILE).',
  },
  'dkim-body-cut': {
    title: 'The signature of {domain} covers {signed} octets of text, but only {total} arrived.',
    why: 'The end of the mail was lost or taken away after signing.',
    fix: 'Sign without l= as the last step before the mail leaves, after everything that shortens mail.',
  },
  'dkim-failed': {
    title: 'The signature of {domain} (selector {selector}) can not be verified: {problem}.',
    why: 'Receivers treat the mail as unsigned.',
    fix: 'Repair what is said there, and sign as the last step before the mail leaves.',
  },
  'dkim-none': {
    title: [
      'The mail from {domain} is not signed, although a DKIM program looked at it ({milter}).',
      'The mail from {domain} is not signed: it was submitted on the server itself, where Postfix asks {local}, not smtpd_milters.',
      'The mail from {domain} is not signed, although a DKIM key is published at {key}.',
      'The mail from {domain} has no DKIM signature.',
    ],
    why: 'Gmail, Yahoo and Microsoft want mail signed, and without a signature forwarded mail fails.',
    fix: [
      'Let the program sign, not only verify (OpenDKIM: "Mode sv"), and list {domain} in Domain or SigningTable and your own hosts in InternalHosts (seen: {milter}).',
      'Have Postfix ask the milter for local mail too: set "{local} = inet:localhost:8891" beside smtpd_milters.',
      'Start the DKIM milter, name it in smtpd_milters and non_smtpd_milters of Postfix, and let it sign (OpenDKIM: "Mode sv").',
    ],
  },
  'dkim-key-weak': {
    title: 'The DKIM key at {name} has {bits} bits; 2048 are wanted.',
    why: 'It still works, but short keys are on their way out, and some receivers count them against you.',
    fix: NEW_KEY,
  },
  'dkim-ed25519-alone': {
    title: 'The mail is signed by {domain} with Ed25519 only.',
    why: 'Gmail and many others can not verify Ed25519: for them the mail is unsigned.',
    fix: 'Add a second signature, rsa-sha256 with a key of 2048 bits under another selector.',
  },
  'dkim-body-length': {
    title: 'The signature of {domain} covers only the first {signed} of {total} octets of text (l=).',
    why: 'Anybody can append text without breaking the signature.',
    fix: 'Sign without l= (OpenDKIM: remove BodyLengthDB and MaximumSignedBytes).',
  },
  'dkim-fields-unsigned': {
    title: 'The signature of {domain} does not cover {fields}.',
    why: 'Whoever has the mail can change these fields and send it on with a valid signature.',
    fix: 'Add {fields} to the signed fields (h=).',
  },
  'dkim-signed-in-future': {
    title: 'The signature of {domain} is dated {signed}, but the mail arrived at {received}.',
    why: 'Receivers may ignore a signature from the future.',
    fix: 'Set the clock of the server that signs (NTP).',
  },
  'dkim-signed-field-twice': {
    title: 'A field that may stand only once is there twice and signed only once: {fields}.',
    why: 'Readers may be shown the one that is not signed.',
    fix: 'Send {fields} only once.',
  },
  'dkim-not-aligned': {
    title: 'The signature of {domain} is valid, but {domain} is not the domain in From ({author}).',
    why: 'For DMARC it proves nothing about {author}.',
    fix: 'Have the mail signed with d={author} as well (mail services call it "domain authentication" or "custom DKIM").',
  },
  'dkim-another-failed': {
    title: 'A second signature, of {domain} with selector {selector}, does not verify; the one of {good} does.',
    why: 'One good signature is enough, so nothing is lost; {cause} tells why the other fails.',
    fix: 'Repair it as `mailassay explain {cause}` says, or stop signing with selector {selector}.',
  },
  'dkim-mime-unsigned': {
    title: 'The signature of {domain} does not cover {fields}.',
    why: 'Whoever has the mail could have its text shown in another way.',
    fix: 'Add {fields} to the signed fields (h=).',
  },
  'dkim-key-testing': {
    title: 'The key at {name} is marked as a test (t=y).',
    why: 'Receivers may treat mail that fails as if it were unsigned; forgotten test marks are common.',
    fix: 'When signing works, publish at {name}: "{record}"',
  },
  'dkim-key-obsolete-tags': {
    title: 'The key at {name} has tags that mean nothing any more: {tags}.',
    why: 'They do no harm; everybody ignores them.',
    fix: 'When you next change the record, publish at {name}: "{record}"',
  },
  'dkim-simple': {
    title: 'The signature of {domain} is {canonicalization}: one changed blank breaks it.',
    why: 'It passed here, but relays on other ways tidy up white space.',
    fix: 'Sign with relaxed/relaxed (OpenDKIM: "Canonicalization relaxed/relaxed").',
  },
  'dkim-not-oversigned': {
    title: 'The signature of {domain} does not protect against a second From field.',
    why: 'A second From could be added, and some programs would show that one.',
    fix: 'Name From once more in h= than it occurs (OpenDKIM: "OversignHeaders From").',
  },
  'dkim-not-evaluated': {
    title: 'Signatures not evaluated (limit): {count}. mailassay looks at 10 of a mail, with 200 names in h= each.',
    why: 'Receivers have such limits too. Nothing is held against your mail.',
    fix: 'Put fewer signatures on the mail.',
  },
  'dkim-temperror': {
    title: 'The signature of {domain} could not be checked: DNS gave no answer for {name}.',
    why: 'Nothing is held against your mail.',
    fix: 'Send the test again in a few minutes; if it stays like this, check whether the DNS servers of {domain} answer from outside.',
  },
  'dkim-pass': {
    title: ['DKIM: the signature of {domain} is valid ({algorithm}, {bits} bits).', 'DKIM: the signature of {domain} is valid ({algorithm}).'],
    why: 'Nothing that was signed has been changed on the way.',
    fix: '',
  },
};
