// The words of the layouts in English: headings, labels, the sentences of the table and of the headline. The words of findings
// are in the files beside this one. Result words (pass, softfail, …), field names and the classic summary lines are the same in every language.

export const en = {
  /** After "VERDICT:"; in English the word itself. */
  verdict: { pass: 'PASS', fail: 'FAIL', incomplete: 'INCOMPLETE', pending: 'PENDING' },

  headline: {
    pass: (domain: string) =>
      `SPF, DKIM and DMARC pass: receivers can verify that this message is from ${domain}.`,
    passBySpf: (domain: string) =>
      `DMARC passes by SPF alone: no valid signature is for ${domain}, so this message fails as soon as it is forwarded.`,
    passByDkim: (domain: string) =>
      `DMARC passes by DKIM: receivers can verify that this message is from ${domain}.`,
    passWithoutDmarc: (domain: string) =>
      `SPF and DKIM pass and prove ${domain}; a DMARC record is missing.`,
    passDmarcBroken: (domain: string) =>
      `SPF and DKIM pass and prove ${domain}, but the DMARC record does not count.`,
    /** After a pass: `problem` is its number below. */
    butGmail: (problem: number) => `But Gmail refuses such messages: see ${problem}.`,
    butErrors: (count: number) =>
      count === 1
        ? 'But there is an error to fix: see 1.'
        : `But there are ${count} errors to fix: see 1 to ${count}.`,
    refused: (policy: string) =>
      `Receivers that follow your DMARC policy (${policy}) reject this message.`,
    quarantined: (policy: string) =>
      `Receivers that follow your DMARC policy (${policy}) put this message into the spam folder.`,
    nothingAsked: (policy: string) =>
      `DMARC fails. Your policy (${policy}) asks for no action, but receivers count it against you.`,
    authorUnreadable:
      'The From field does not name one author domain; large receivers refuse such messages.',
    dkimAloneSpfFail:
      'SPF fails. DMARC passes by DKIM, so Gmail takes this message, but receivers that act on SPF alone refuse it.',
    dkimAlone: (spf: string) =>
      `SPF is ${spf}. DMARC passes by DKIM, so most receivers take this message, but large ones want SPF as well.`,
    spfAlone:
      'DMARC passes by SPF alone: without a valid DKIM signature this message fails as soon as it is forwarded.',
    spfAloneTolerated:
      'DMARC passes by SPF; the DKIM signature is accepted by tolerant receivers only.',
    nothingProves:
      'Nothing proves who sent this message: large receivers refuse it or take it for spam.',
    spfUnchecked:
      'DKIM proves nothing, and SPF could not be checked: send the message again in a few minutes.',
    notAligned: (domain: string) =>
      `SPF or DKIM pass, but for another domain than ${domain}: they prove nothing about the author.`,
    spfMissing: (spf: string) => `DKIM passes, SPF does not (${spf}): large receivers want both.`,
    dkimMissing:
      'SPF passes, DKIM does not: large receivers want both, and SPF breaks when a message is forwarded.',
    dmarcBroken: 'The DMARC record does not count: receivers cannot apply your policy.',
    undecided: (methods: string) =>
      `DNS gave no answer for ${methods}. This does not count against your message: send it again in a few minutes.`,
    limited:
      'A limit of this service was reached before everything was checked. This does not count against your message.',
    clientHidden: (ip: string) =>
      `SPF was not checked: this message came from ${ip}, which is not the sender's address on the Internet.`,
    passByDkimClientHidden: (domain: string, ip: string) =>
      `DKIM proves ${domain}. SPF was not checked: this message came from ${ip}, which is not the sender's address on the Internet.`,
  },

  row: {
    /** A reason of verify/ as it is said in this language. */
    reason: (english: string): string => english,
    spfPass: (ip: string, term: string) => `${ip} matches ${term}`,
    spfFail: (ip: string, term: string) => `${ip} is forbidden by ${term}`,
    spfSoftfail: (ip: string, term: string) => `${ip} is not listed, ${term} applies`,
    spfNeutral: (ip: string) => `the record says nothing about ${ip}`,
    spfNone: 'no SPF record',
    spfAbsent: 'the domain does not exist',
    spfTooMany: (count: number, limit: number) => `${count} DNS lookups, ${limit} are allowed`,
    spfVoid: (count: number) => `${count} lookups that found nothing, 2 are allowed`,
    spfSeveral: (count: number) =>
      count > 1 ? `${count} SPF records: none counts` : 'several SPF records: none counts',
    spfSyntax: 'syntax error in the record',
    spfTerm: (term: string) => `${term} cannot be evaluated`,
    spfBroken: 'the record cannot be evaluated',
    temperror: 'DNS gave no answer',
    limit: 'not checked: a limit of this service',

    dkimPass: (key: string) => `${key}, for the From domain`,
    dkimPassAligned: (key: string, domain: string) => `${key}, aligned with ${domain}`,
    dkimPassOther: (key: string) => `${key}, but not for the From domain`,
    dkimKey: (bits: number) => `${bits}-bit key`,
    dkimValid: 'valid',
    dkimBody: 'the body was changed after signing',
    dkimHeader: 'a signed header field was changed',
    dkimWrongKey: 'the key in DNS is not the one that signed',
    dkimNotOfKey: 'not of the key in DNS, or damaged',
    dkimFieldDamaged: 'the signature field was damaged',
    dkimEmptyBody: 'an empty text was signed',
    dkimNoKey: 'no key in DNS',
    dkimNoKeyRecord: 'the TXT record there is not a key',
    dkimShort: (bits: number) => `${bits}-bit key: too short`,
    dkimSha1: 'rsa-sha1, which is forbidden',
    dkimExpired: (before: string) => `expired ${before} before it came`,
    dkimFromUnsigned: 'From is not signed',
    dkimRevoked: 'the key is revoked (p= is empty)',
    dkimNotBase64: 'p= of the key is not base64',
    dkimDamaged: 'the key in p= is damaged',
    dkimTagMissing: (tag: string) => `${tag} is missing`,
    dkimTagTwice: (tag: string) => `${tag} is there twice`,
    dkimUnknown: (tag: string) => `${tag} is not known`,
    dkimUnusable: 'the key or the signature is not usable',
    dkimNone: 'not signed',
    dkimNotEvaluated: 'signed, but not checked: a limit of this service',
    tolerated: (note: string, result: string) => `${note}; many receivers say ${result}`,
    moreSignatures: (count: number) => `${count} more ${count === 1 ? 'signature' : 'signatures'}`,
    /** Of a duration, the largest unit that fits. */
    days: (count: number) => (count === 1 ? '1 day' : `${count} days`),
    hours: (count: number) => `${count} h`,
    minutes: (count: number) => `${count} min`,
    seconds: (count: number) => `${count} s`,

    dmarcBoth: 'by SPF and DKIM',
    dmarcSpf: 'by SPF',
    dmarcDkim: 'by DKIM',
    dmarcSpfOther: (domain: string) => `SPF passed, but not for ${domain}`,
    dmarcDkimOther: (domain: string) => `DKIM passed, but not for ${domain}`,
    dmarcBothOther: (domain: string) => `SPF and DKIM passed, but not for ${domain}`,
    dmarcNothing: 'neither SPF nor DKIM passed',
    dmarcOpen: 'SPF or DKIM could not be checked',
    dmarcNone: 'no DMARC record',
    dmarcSeveral: (count: number) => `${count} records: none counts`,
    dmarcElsewhere: 'the record is at the wrong name',
    dmarcUnreadable: 'the From field cannot be read',
    dmarcBroken: 'the record is not valid',

    ptrNone: (ip: string) => `${ip} has no name`,
    ptrMismatch: (ip: string) => `does not lead back to ${ip}`,
    lists: (told: number, of: number) => `${told} of ${of} lists answered`,
    points: (score: number, required: number) => `${score} of ${required} points`,
    arcBroken: (instance: number) => `broken at instance ${instance}`,
    arcUnchecked: 'could not be checked',
    clientHidden: 'not checked: the real address is hidden',
  },

  text: {
    /** A reason of verify/ as it is said in this language. */
    reason: (english: string): string => english,
    seen: 'Seen:',
    fix: 'Fix:',
    /** A record, where the sentence does not end with it; and where an earlier problem shows it. */
    theRecord: 'the record',
    recordBelow: 'the record below',
    recordAtLink: 'record: see the link',
    sameFix: (number: number) => `as under ${number}.`,
    recordUnder: (number: number) => `the record under ${number}`,
    asOneLine: 'As one line:',
    replaces: 'Replaces:',
    delete: 'Delete:',
    alsoFound: 'Also found:',
    /** Where the rest is: with a link, and without. */
    more: (count: number) => `${count} more: see the link below.`,
    moreHere: (count: number) => `${count} more: see --format json.`,
    right: 'OK:',
    explained: 'Codes explained:',
    details: 'DNS lookups, SPF tree and JSON:',
    judged: (time: string, from: string, helo: string, mailFrom: string) =>
      `This message: received ${time} from ${from}, HELO ${helo}, MAIL FROM ${mailFrom}`,
    automatic: (version: string, host: string) =>
      `Automated report from mailassay ${version} at ${host}. Replies are not read.`,
    madeBy: (version: string, host: string) => `mailassay ${version} at ${host}`,
    notMailed: (reason: string) => `No reply was mailed (${reason}).`,
    linesLeftOut: (count: number) => `(${count} more lines)`,
    noProblem: 'No problems found.',
  },

  /** What is right beside the methods of the table, by its finding. */
  rightToo: {
    'connection-dnsbl-clean': 'blocklists',
    'message-well-formed': 'message format',
    'message-ham': 'spam filter',
  },

  short: {
    why: 'This is the short report: nothing proves that the sender address is yours. A message that passes SPF, or DKIM for that domain, gets the full report.',
    found: 'Found:',
    details: 'What to fix, step by step:',
    bye: 'Automated report. Replies are not read.',
  },

  trace: {
    /** A reason of verify/ as it is said in this language. */
    reason: (english: string): string => english,
    spf: (identity: string, domain: string) => `SPF of ${domain} (${identity})`,
    spfCost: (count: number, limit: number, voids: number) =>
      `This message: ${count} of ${limit} lookups, ${voids} of 2 void.`,
    recordCost: (cost: number) => `The whole record: ${cost} lookups.`,
    noRecord: 'no record',
    outcome: {
      match: 'MATCH',
      'no-match': 'no match',
      'not-reached': 'not reached',
      error: 'ERROR',
      'not-evaluated': 'not evaluated',
    },
    costs: (cost: number) => (cost === 1 ? '1 lookup' : `${cost} lookups`),
    syntaxAt: (position: number, text: string) => `error at ${position + 1}: ${text}`,
    walk: (domain: string) => `DMARC tree walk of ${domain}`,
    organizational: (domain: string) => `Organizational domain: ${domain}`,
    dns: (count: number) => (count === 1 ? 'DNS: 1 query' : `DNS: ${count} queries`),
    ttl: (seconds: number) => `TTL ${seconds}`,
    validated: 'DNSSEC',
    moreAnswers: (count: number) => `${count} more`,
    timings: 'Milliseconds',
  },

  port25: {
    banner: (host: string) => [
      `This is an automatic reply from the authentication verifier at ${host}.`,
      'It shows how your message looks to a receiver that checks SPF, DKIM and DMARC. Replies are not read.',
    ],
    link: 'What to fix, and how:',
    noRecords: '(no records)',
    matchesFrom: (from: string) => `matches From: ${from}`,
    notAligned: (from: string) => `does not match From: ${from}`,
    matchesName: (name: string) => `matches ${name}`,
    notSigned: 'message not signed',
    notEvaluated: 'not evaluated: a limit of this service',
    noName: 'no name leads back to the address',
    octets: (shown: number) => `(first ${shown} characters)`,
    notRun: 'SpamAssassin is not run by this service.',
    explanation: 'Explanation of the result words (RFC 8601)',
    original: 'Original Email',
    cut: '(cut)',
    words: {
      none: 'there was nothing to check: no record, or no signature',
      pass: 'the check succeeded',
      fail: 'the check succeeded in showing that this is not permitted, or the signature is not valid',
      softfail: 'SPF: the address is probably not permitted; the domain does not say so firmly',
      policy: 'DKIM: the signature is not acceptable to this receiver',
      neutral:
        'SPF: the domain says nothing about the address; DKIM: the signature could not be read',
      temperror: 'could not be checked now, a later try may succeed',
      permerror: 'cannot be checked until a record or a field is repaired',
    },
  },

  sendmail: {
    intro: (host: string) => [
      `Automatic reply from ${host}: the results of its checks of your message.`,
      'Replies are not read.',
    ],
    historic: 'Sender ID (RFC 4406) is historic and no longer checked',
    domainKeys: 'DomainKeys (RFC 4870) is historic and no longer checked',
    noSpf: 'The domain publishes no SPF record',
    intact: 'Signature verified, message arrived intact',
    noSignature: 'The message carries no DKIM signature',
    link: 'What to fix, and how:',
  },

  elandsys: {
    intro: ['This is an automatic response. Replies to it are not read.'],
    results: 'The results are as follows:',
    link: 'What to fix, and how:',
  },
};

export type LayoutWords = typeof en;
