// Which word a signature gets (RFC 8601 §2.7.1) for what RFC 6376 calls PERMFAIL and TEMPFAIL, in one place, with the reason for each.
// RFC 6376 has three outcomes, RFC 8601 seven; mailauth puts nearly every PERMFAIL under "neutral". Where the words of RFC 8601 say
// something else we follow them, and there OpenDKIM and Mail::DKIM (through their milters) give the same word to their users.
//
//   what was found                                              word       why
//   signature and body hash verify                              pass       RFC 6376 §6.1.3
//   body hash differs; fewer octets than l=; signature wrong    fail       "failed the verification test(s)"; mailauth too. l=: the body was
//                                                                          cut, so its hash cannot be right (§3.4.5, §3.5); mailauth passes
//   the field breaks its grammar, a required tag is missing,    neutral    "contained syntax errors or were not otherwise able to be
//   v= a= c= q= unknown, From not in h=, i= outside d=, x<=t               processed"; mailauth too
//   x= has passed                                               neutral    §6.1.1 "MAY" be refused: no test failed; mailauth too
//   rsa-sha1                                                    policy     RFC 8301 §3.1; "not acceptable to the ADMD"; mailauth too
//   RSA under 1024 or over 16384 bits, exponent 1, even, huge   policy     RFC 8301 §3.2: it may verify, and is not accepted (not permerror:
//                                                                          nothing was in the way of verifying it); OpenDKIM, mailauth: policy
//   no key (NXDOMAIN, no TXT, no key among the TXT), revoked,   permerror  "could not be verified due to some error that is unrecoverable":
//   record broken, not for e-mail, not for this hash, type                 the counterpart of the "temporary inability to retrieve a public
//   or (t=s) identity                                                      key" of temperror; OpenDKIM permerror; mailauth neutral
//   no From field in the message                                permerror  "such as a required header field being absent"
//   DNS did not answer, or a limit of ours (RSA over 4096 bits) temperror  RFC 6376 §6.1.2 step 2 TEMPFAIL
//
// When several are true the first of this order counts: syntax, missing From, l=, body hash, rsa-sha1, key, signature, expiry. It is
// mailauth's order: what needs no key is decided without it, so a changed body is a fail even while DNS is away.
import type { DkimResult } from '../verification.ts';

export interface Ruling {
  result: DkimResult;
  /** One plain line without a final full stop. */
  reason: string;
}

export const RULED = {
  syntax: 'neutral',
  fromMissing: 'permerror',
  bodyShort: 'fail',
  bodyHash: 'fail',
  sha1: 'policy',
  keyUnavailable: 'temperror',
  keyMissing: 'permerror',
  keyUnsuited: 'permerror',
  signature: 'fail',
  expired: 'neutral',
  verified: 'pass',
} as const satisfies Record<string, DkimResult>;
