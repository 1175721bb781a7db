// English words for the findings of DKIM, but those about keys (dkim-key.ts). What is said of programs is from their manuals: postconf(5), smtp(8),
// opendkim.conf(5), opendkim-testkey(8), the Postfix page of amavisd-new, the specification of Exim, dkim_signing.conf of rspamd.
import type { DkimCode } from '../../diagnose/catalog.ts';
import type { FindingWords } from '../finding-words.ts';
import { AFTER_FILTER, ELSEWHERE, VIA } from './dkim-changes.ts';
import { dkimKey, GOOGLE_PATH, MICROSOFT_PATH } from './dkim-key.ts';

/** postconf(5) smtpd_milters and receive_override_options; amavisd-new's README.postfix switches milters off on that service. */
const SIGN_AFTER =
  'In Postfix take the DKIM milter out of smtpd_milters in main.cf, and give the service that takes the mail back from the filter (127.0.0.1:10025 in master.cf; Zimbra: master.cf.in) "-o smtpd_milters=inet:localhost:8891" (your milter), with no_milters taken out of its receive_override_options.';

export const dkim: Record<DkimCode, FindingWords> = {
  ...dkimKey,
  'dkim-sha1': {
    title: 'The signature of {domain} uses {algorithm}, which is forbidden.',
    why: 'SHA-1 is broken; receivers must treat the mail as unsigned.',
    fix: 'Sign with rsa-sha256 (OpenDKIM: "SignatureAlgorithm rsa-sha256"; Exim: dkim_hash = sha256).',
  },
  'dkim-expired': {
    title: [
      'The signature of {domain} expired at {expired}, {lifetime} after it was made; the mail arrived at {received}.',
      'The signature of {domain} expired at {expired}; the mail arrived at {received}.',
    ],
    why: 'Receivers treat an expired signature as none.',
    fix: 'Let signatures live a week or without end (OpenDKIM: "SignatureTTL 604800" or no SignatureTTL), and check the clock of the server (NTP) and how long mail waits there (postqueue -p).',
  },
  'dkim-from-unsigned': {
    title: 'The signature of {domain} does not cover the From field.',
    why: 'A signature must cover From; without it, it says nothing about the author and is invalid.',
    fix: 'Add From to the signed fields (h=) of selector {selector} (Exim: dkim_sign_headers; rspamd: sign_headers).',
  },
  'dkim-auid-outside': {
    title: 'The signature says i={auid}, which is not {domain} nor below it.',
    why: 'Receivers must refuse a signature whose i= lies outside its d=.',
    fix: 'Leave i= out, or set it to an address of {domain}.',
  },
  'dkim-only-tolerated': {
    title: [
      'The DKIM key record at {name} is written wrong: {keyFault}; the few receivers that verify Ed25519 may refuse it ({edwards}).',
      'The DKIM key record at {name} is written wrong: {keyFault}. Many receivers read it all the same.',
      'The selector "{selectorText}" of {domain} has a character that the standard does not allow. Many receivers take it all the same.',
      'The signature says q={method}, a way to fetch keys that does not exist. Many receivers ignore that.',
      'The signature of {domain} has the tag {twice}= twice. Many receivers read it all the same.',
      'The signature says d={domainText}, which is not a domain name by the standard. Many receivers take it all the same.',
      'The signature of {domain} passes at many receivers, but is not written as the standard demands: {reason}.',
    ],
    why: 'A receiver that reads strictly treats the mail as unsigned.',
    fix: [
      'Publish at {name}: "{record}"',
      'Have the record at {name} corrected: {keyFault}.',
      'Sign with a selector of letters, digits and hyphens in place of {selectorText}, and publish the key under it.',
      'Have the program that signs leave q={method} out, or say q=dns/txt.',
      'Have the program that signs write {twice}= once; if it is done in two steps, only one may add it.',
      'Sign with a domain of letters, digits and hyphens in place of {domainText}.',
      'Update the program that signs: {reason}.',
    ],
  },
  'dkim-signature-syntax': {
    title: [
      'The signature of {domain} says a={algorithmText}, an algorithm that receivers do not know.',
      'The DKIM-Signature field of {domain} lacks {missing}=.',
      'The DKIM-Signature field of {domain} says v={version}; only version 1 exists.',
      'The signature of {domain} says c={canonical}; only simple and relaxed exist.',
      'The signature of {domain} ends before it begins: {times} is not after t=.',
      'The DKIM-Signature field of {domain} is damaged: {damaged}= is not base64.',
      'The DKIM-Signature field of {domain} is broken: {reason}.',
      'A DKIM-Signature field is broken: {reason}.',
      'A DKIM-Signature field is broken.',
    ],
    why: 'Receivers cannot read it, and treat the mail as unsigned.',
    fix: [
      'Sign with rsa-sha256 in place of {algorithmText} (OpenDKIM: "SignatureAlgorithm rsa-sha256"; Exim: dkim_hash = sha256).',
      'Have the program that signs state {missing}=; if a relay or filter takes it out, let that one work before signing.',
      'Have the program that signs say v=1 in place of v={version}.',
      'Sign with c=relaxed/relaxed in place of {canonical} (OpenDKIM: "Canonicalization relaxed/relaxed"; Exim: dkim_canon = relaxed).',
      'Let signatures end a week after they are made, or never, not at {times} (OpenDKIM: "SignatureTTL 604800" or no SignatureTTL).',
      'Find what rewrites the field {damaged}= after signing (a gateway that folds or strips it), and let it work before signing.',
      'Correct in the program that signs, or in what rewrites its field afterwards: {reason}.',
      'Leave the field out, or have the program write it whole.',
    ],
  },
  'dkim-changed-by-filter': {
    title: [
      'The mail was changed after it was signed as {domain}; on its way it passed {software} at {host}.',
      'The mail was changed after it was signed as {domain}; on its way it passed {software}.',
    ],
    why: 'Whatever is changed after signing, even the encoding of the text, breaks the signature. What it was could not be proven.',
    fix: [...ELSEWHERE, ...AFTER_FILTER],
  },
  'dkim-body-changed': {
    title: [
      'The text of the mail was changed after it was signed as {domain}; its {intact} was not.',
      'The text of the mail, or bh= in the signature, was changed after the mail was signed as {domain}.',
    ],
    why: 'A footer, a virus scanner or a new encoding is enough to break the signature. What it was could not be proven.',
    fix: [
      ...ELSEWHERE,
      VIA,
      'Sign as the last step before the mail leaves, after every scanner and footer, and with c=relaxed/relaxed instead of {simple}. Send the same text as base64 once: if that arrives unchanged, a program converts or reformats the text.',
      'Sign as the last step before the mail leaves, after every scanner and footer. Send the same text as base64 once: if that arrives unchanged, a program converts or reformats the text.',
    ],
  },
  'dkim-header-changed': {
    title: [
      'A signed header field was changed after the mail was signed as {domain}; the key at {certain} is the right one.',
      'A signed header field was changed after the mail was signed as {domain}, or the key in DNS is not the one that signed.',
    ],
    why: 'One changed character in {fields} breaks the signature.',
    fix: [
      ...ELSEWHERE,
      VIA,
      'Sign as the last step before the mail leaves ({certain} needs no change), with c=relaxed/relaxed instead of {simple}: one of {fields} was changed afterwards.',
      'Sign as the last step before the mail leaves; one of {fields} was changed afterwards, and {certain} needs no change.',
      'Sign as the last step before the mail leaves, with c=relaxed/relaxed instead of {simple}, and compare the key of selector {selector} in DNS with your own (opendkim-testkey -d {domain} -s {selector} -vvv).',
      'Sign as the last step before the mail leaves, and compare the key of selector {selector} in DNS with your own (opendkim-testkey -d {domain} -s {selector} -vvv).',
    ],
  },
  'dkim-wrong-key': {
    title: [
      'The key at {name} is not the one that signed this mail: the signature has {signedBits} bits, the key {keyBits}.',
      'The signature (b=) of this mail was not made with the key at {name}, or it was damaged on the way.',
    ],
    why: [
      'A signature is as long as its key: one of {signedBits} bits was made with another private key.',
      'The signature does not open under that key. Usually another private key signed; a changed character in b= looks the same.',
    ],
    fix: 'Compare the key at {name} with the one your server signs with (opendkim-testkey -d {domain} -s {selector} -k KEYFILE; Zimbra: zmdkimkeyutil -q -d {domain}). If they differ, publish the public half of your own key there; if not, find what changes the DKIM-Signature field after signing.',
  },
  'dkim-body-cut': {
    title: 'The signature of {domain} covers {signed} bytes of text, but only {total} arrived.',
    why: 'The end of the mail was lost or taken away after signing.',
    fix: 'Sign without l= (OpenDKIM: no BodyLengthDB, no MaximumSignedBytes) as the last step before the mail leaves, after everything that shortens mail.',
  },
  'dkim-failed': {
    title: 'The signature of {domain} (selector {selector}) cannot be verified: {problem}.',
    why: 'Receivers treat the mail as unsigned.',
    fix: 'Repair what is said there, and sign as the last step before the mail leaves.',
  },
  'dkim-none': {
    title: [
      'The bounce of {domain} is not signed: Postfix does not show its own notifications to milters ({bounce}).',
      'The mail from {domain} has no DKIM signature: the web site of {site} sent it.',
      'The mail from {domain} is not signed, although a DKIM program looked at it ({milter}).',
      'The mail from {domain} is not signed: it was submitted on the server itself, where Postfix asks {local}, not smtpd_milters.',
      'The mail from {domain} is not signed, although a DKIM key is published at {key}.',
      'The mail from {domain} has no DKIM signature.',
    ],
    why: 'Gmail, Yahoo and Microsoft want mail signed, and without a signature forwarded mail fails.',
    fix: [
      'Let the site send through a mailbox at {site}, with its login and its address in From (WordPress: an SMTP plugin), so that the mail server signs; or switch DKIM on for {site} in the panel of the hosting service (cPanel: Email Deliverability).',
      `{google}: open ${GOOGLE_PATH}, choose {domain}, publish the record it shows, then press Start authentication.`,
      `{microsoft}: open ${MICROSOFT_PATH}, choose {domain}, publish the two CNAME records it shows, then switch signing on.`,
      '{provider} has a switch for it: {menu}, for {domain}.',
      '{cpanel}: open Email Deliverability, choose Manage beside {domain}, install the suggested DKIM record (if DNS is elsewhere, publish what it shows there).',
      '{plesk}: open Mail > Mail Settings of {domain}, switch "Use DKIM spam protection system to sign outgoing email messages" on, and publish the record it shows.',
      '{zimbra}: run "/opt/zimbra/libexec/zmdkimkeyutil -a -d {domain}" as user zimbra, and publish the TXT record it prints ("-q -d {domain}" prints it again).',
      'Let the program sign, not only verify (OpenDKIM: "Mode sv"), and list {domain} in Domain or SigningTable and your own hosts in InternalHosts (seen: {milter}).',
      'Set "internal_mail_filter_classes = {bounce}" in Postfix, and name the DKIM milter in non_smtpd_milters.',
      'Have Postfix ask the milter for local mail too: set "{local} = inet:localhost:8891" beside smtpd_milters.',
      '{exim}: set dkim_domain = {domain}, dkim_selector and dkim_private_key on the smtp transport (Debian: DKIM_DOMAIN, DKIM_SELECTOR, DKIM_PRIVATE_KEY), and publish the key.',
      '{rspamd}: set path, selector and domain in local.d/dkim_signing.conf, and have Postfix ask it for outgoing mail (smtpd_milters, non_smtpd_milters).',
      'Start the DKIM milter, name it in smtpd_milters and non_smtpd_milters of Postfix, and let it sign (OpenDKIM: "Mode sv"; rspamd: local.d/dkim_signing.conf).',
    ],
  },
  'dkim-ed25519-alone': {
    title: [
      'Only the Ed25519 signature of {domain} is valid; the RSA one (selector {rsa}) fails.',
      'The mail is signed by {domain} with Ed25519 only.',
    ],
    why: 'Gmail and many others cannot verify Ed25519: for them the mail is unsigned.',
    fix: [
      'Keep both, and repair the RSA signature with selector {rsa}.',
      'Add a second signature, rsa-sha256 with a key of 2048 bits under another selector.',
    ],
  },
  'dkim-body-length': {
    title: [
      'The signature of {domain} covers nothing of the text ({nothing}).',
      'The signature of {domain} covers only the first {signed} of {total} bytes of text (l=); the last {beyond} are signed by nobody.',
      'The signature of {domain} covers the text only up to byte {signed} (l=): all of it now, but nothing that is put behind it.',
    ],
    why: 'Anybody can append text without breaking the signature.',
    fix: 'Sign without l= (OpenDKIM: remove BodyLengthDB and MaximumSignedBytes).',
  },
  'dkim-fields-unsigned': {
    title: 'The signature of {domain} does not cover {fields}.',
    why: 'Whoever has the mail can change these fields and send it on with a valid signature.',
    fix: 'Add {fields} to the signed fields (h=; OpenDKIM: "SignHeaders *,{settings}").',
  },
  'dkim-signed-in-future': {
    title: [
      'The signature of {domain} is dated {hours} h after the mail arrived ({signed}, not {received}): local time was taken for UTC.',
      'The signature of {domain} is dated {signed}, but the mail arrived at {received}.',
    ],
    why: 'Receivers may ignore a signature from the future.',
    fix: [
      'Set the time zone of the server that signs, then its clock (NTP): it is {hours} h ahead, as if local time were UTC.',
      'Set the clock of the server that signs (NTP).',
    ],
  },
  'dkim-signed-field-twice': {
    title: 'A field that may stand only once is there twice and signed only once: {fields}.',
    why: 'Readers may be shown the one that is not signed.',
    fix: 'Find what adds the second {fields} field and stop it; to guard against it, sign the field once more than it occurs (OpenDKIM: "OversignHeaders {fields}").',
  },
  'dkim-not-aligned': {
    title: 'The signature of {domain} is valid, but {domain} is not the domain in From ({author}).',
    why: 'For DMARC it proves nothing about {author}.',
    fix: [
      `{google} signs with its own name until you switch it on: open ${GOOGLE_PATH}, choose {author}, publish the record it shows, then press Start authentication.`,
      `{microsoft} signs with {tenant} until you switch it on: open ${MICROSOFT_PATH}, choose {author}, publish the two CNAME records it shows (selector1._domainkey.{author} to selector1-{dashed}._domainkey.{tenant} or a name below dkim.mail.microsoft; selector2 likewise), then switch signing on.`,
      '{provider} signs with its own domain until you turn it on for {author}: {menu}.',
      'Have the mail signed with d={author} as well (mail services call it "domain authentication" or "custom DKIM").',
    ],
  },
  'dkim-another-failed': {
    title: [
      'The mail is signed twice as {twice} with selector {selector}: the first time too early, so that what was done to the mail afterwards broke that signature.',
      'The RSA signature of {domain} (selector {selector}, {rsa}) does not verify; only the Ed25519 one does.',
      'A second signature, of {domain} with selector {selector}, does not verify; the one of {good} does.',
      'A second signature does not verify; the one of {good} does.',
    ],
    why: [
      'One good signature is enough, so nothing is lost; the one of {twice} that was made last counts.',
      'Gmail and many others cannot verify Ed25519, and see no valid signature ({rsa}).',
      'One good signature is enough, so nothing is lost. What is wrong: {reason}.',
    ],
    fix: [
      `Sign once, after the last program that changes mail; keep selector {selector} (d={twice}). ${SIGN_AFTER}`,
      'Publish at {name}: "{record}"',
      'Keep both signatures, and publish the public key of selector {selector} as a TXT record at {missing} ({rsa}).',
      'Keep both signatures, and repair the one with selector {selector} ({rsa}): {reason}.',
      'It is the signature of {foreign}, not yours: leave it to its owner.',
      'Publish the public key of selector {selector} as a TXT record at {missing}, or take that selector out of the program that signs; selector {goodSelector} stays.',
      'Let the program with selector {changed} sign after everything that changes the mail, or not at all; selector {goodSelector} stays.',
      'Repair the signature with selector {removable} ({reason}), or take that selector out of the program that signs; selector {goodSelector} stays.',
      'Let only one program sign as {again}, with the key that is published at {name}: {reason}.',
      'Have the program that adds this field write it whole, or leave it out: {reason}.',
    ],
  },
  'dkim-mime-unsigned': {
    title: 'The signature of {domain} does not cover {fields}.',
    why: 'Whoever has the mail could have its text shown in another way.',
    fix: 'Add {fields} to the signed fields (h=; OpenDKIM: "SignHeaders *,{settings}").',
  },
  'dkim-simple': {
    title: 'The signature of {domain} is {canonicalization}: one changed blank breaks it.',
    why: 'It passed here, but other relays may change white space.',
    fix: 'Sign with relaxed/relaxed (OpenDKIM: "Canonicalization relaxed/relaxed"; Exim: dkim_canon = relaxed).',
  },
  'dkim-not-oversigned': {
    title: 'The signature of {domain} does not protect against a second From field.',
    why: 'A second From could be added, and some programs would show that one.',
    fix: 'Name From once more in h= than it occurs (OpenDKIM: "OversignHeaders From").',
  },
  'dkim-not-evaluated': {
    title: [
      'Signatures not evaluated: {count}. Each names more than {names} fields in h=, and mailassay looks at no more.',
      'Signatures not evaluated (limit): {count}. mailassay looks at 10 of a mail.',
    ],
    why: 'Receivers have such limits too. Nothing is held against your mail.',
    fix: [
      'Name fewer fields in h= (under {names}): those of RFC 6376 section 5.4.1, From once more.',
      'Put fewer signatures on the mail.',
    ],
  },
  'dkim-temperror': {
    title: [
      'The signature of {domain} could not be checked: mailassay reached its {ours} for one mail before it could ask for {name}.',
      'The signature of {domain} could not be checked: DNS gave no answer for {name} ({status}).',
      'The signature of {domain} could not be checked: DNS gave no answer for {name}.',
    ],
    why: 'Nothing is held against your mail.',
    fix: [
      'Send the test again with fewer signatures: the {ours} of mailassay was reached.',
      'Send the test again in a few minutes; if it stays like this, check whether the DNS servers of {domain} answer from outside ("dig {name} TXT").',
    ],
  },
  'dkim-pass': {
    title: [
      'DKIM: the signature of {domain} is valid ({algorithm}, {bits} bits).',
      'DKIM: the signature of {domain} is valid ({algorithm}).',
    ],
    why: 'Nothing that was signed has been changed on the way.',
    fix: '',
  },
};
