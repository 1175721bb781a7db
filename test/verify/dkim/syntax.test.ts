// The syntax of a signature (RFC 6376 §3.2, §3.5, §6.1.1): each case is signed correctly, as its text says, so that only the rule in
// question decides. `tolerant` is what most receivers say where it differs.
import { describe, expect, it } from 'vitest';
import type { DkimResult } from '../../../src/verify/verification.ts';
import { defaultZone, NOW_SECONDS, signedMessage, txt, verifyOne, type Sample } from './harness.ts';
import { recordText } from './signer.ts';

interface Case extends Sample {
  why: string;
  result: DkimResult;
  reason?: RegExp;
  tolerant?: DkimResult | null;
  zone?: string;
}

const behind =
  (junk: string): NonNullable<Sample['changed']> =>
  ({ fields: [signature = '', ...rest] }) => ({ fields: [signature + junk, ...rest] });

const underscored = txt(recordText('rsa2048'), 'a_b._domainkey.example.org');

const CASES: Record<string, Case> = {
  // ---- required tags, §6.1.1 "signature missing required tag"
  'plain signature': {
    why: 'everything in order',
    result: 'pass',
    reason: /2048-bit RSA key at sel\._domainkey\.example\.org/,
  },
  'no v=': {
    why: 'v= is required',
    tags: { v: null },
    result: 'neutral',
    reason: /v= is missing/,
    tolerant: null,
  },
  'no a=': {
    why: 'a= is required',
    tags: { a: null },
    signer: { hash: 'sha256' },
    result: 'neutral',
    reason: /a= is missing/,
  },
  'no b=': { why: 'b= is required', tags: { b: null }, result: 'neutral', reason: /b= is missing/ },
  'no bh=': {
    why: 'bh= is required',
    tags: { bh: null },
    result: 'neutral',
    reason: /bh= is missing/,
  },
  'no d=': { why: 'd= is required', tags: { d: null }, result: 'neutral', reason: /d= is missing/ },
  'no h=': { why: 'h= is required', tags: { h: null }, result: 'neutral', reason: /h= is missing/ },
  'no s=': { why: 's= is required', tags: { s: null }, result: 'neutral', reason: /s= is missing/ },
  'empty field': {
    why: 'a signature without any tag',
    signature: 'DKIM-Signature:',
    result: 'neutral',
    reason: /missing/,
  },
  'field of junk': {
    why: 'no tag-list at all',
    signature: 'DKIM-Signature: hello world',
    result: 'neutral',
    reason: /missing/,
  },

  // ---- v=, §3.5: "the value MUST be 1", compared as a string
  'v=2': {
    why: 'incompatible version',
    tags: { v: '2' },
    result: 'neutral',
    reason: /v= is "2"/,
    tolerant: null,
  },
  'v=0.5': { why: 'a draft version', tags: { v: '0.5' }, result: 'neutral', reason: /"0\.5"/ },
  'v=1.0': { why: 'not the string 1', tags: { v: '1.0' }, result: 'neutral' },
  'v=01': { why: 'not the string 1', tags: { v: '01' }, result: 'neutral' },
  'v= empty': { why: 'no version', tags: { v: '' }, result: 'neutral' },
  'v=DKIM1': { why: "the key record's version", tags: { v: 'DKIM1' }, result: 'neutral' },
  'v=1 with white space': {
    why: 'FWS around a value is not part of it (§3.2)',
    tags: { v: ' 1 ' },
    result: 'pass',
  },
  'v= not first': {
    why: 'only the key record wants v= first',
    signature:
      'DKIM-Signature: a=rsa-sha256; v=1; c=relaxed/relaxed; d=example.org; s=sel; h=From:To:Subject:Date:Message-ID; bh=@BH@; b=@B@',
    result: 'pass',
  },

  // ---- tag-list grammar, §3.2
  'semicolon at the end': { why: '[";"] ends a tag-list', tags: { b: '@B@;' }, result: 'pass' },
  'two semicolons at the end': {
    why: 'an empty tag-spec',
    tags: { b: '@B@;;' },
    result: 'neutral',
    reason: /between two semicolons/,
    tolerant: 'pass',
  },
  'empty tag-spec': {
    why: '"; ;" is not in the grammar',
    tags: { d: 'example.org; ' },
    result: 'neutral',
    reason: /between two semicolons/,
    tolerant: 'pass',
  },
  'semicolon first': {
    why: 'an empty tag-spec',
    signature:
      'DKIM-Signature: ; v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.org; s=sel; h=From:To:Subject:Date:Message-ID; bh=@BH@; b=@B@',
    result: 'neutral',
    tolerant: 'pass',
  },
  'tag without equals sign': {
    why: 'tag-spec needs "="',
    tags: { s: 'sel; foo' },
    result: 'neutral',
    reason: /"foo" has no "="/,
    tolerant: null,
  },
  'duplicate tag, same value': {
    why: '§3.2: the entire tag-list is invalid',
    tags: { s: 'sel; d=example.org' },
    result: 'neutral',
    reason: /d= is there twice/,
    tolerant: 'pass',
  },
  'duplicate b=': {
    why: 'two values in one field; the last is the one that is read',
    tags: { s: 'sel; b=AAAA' },
    result: 'neutral',
    reason: /b= is there twice/,
    tolerant: 'pass',
  },
  'duplicate unknown tag': {
    why: 'unknown ones count too',
    tags: { s: 'sel; zz=1; zz=2' },
    result: 'neutral',
    tolerant: 'pass',
  },
  'unknown tag': {
    why: '§3.2: "Unrecognized tags MUST be ignored"',
    tags: { s: 'sel; xyz=whatever you like' },
    result: 'pass',
  },
  'unknown tag with underscore and digits': {
    why: 'ALNUMPUNC',
    tags: { s: 'sel; x_1=y' },
    result: 'pass',
  },
  'tag name with hyphen': {
    why: 'not ALNUMPUNC',
    tags: { s: 'sel; x-1=y' },
    result: 'neutral',
    reason: /"x-1" is not a tag name/,
    tolerant: 'pass',
  },
  'tag name beginning with a digit': {
    why: 'ALPHA comes first',
    tags: { s: 'sel; 1x=y' },
    result: 'neutral',
    tolerant: 'pass',
  },
  'tag name of nothing': {
    why: '"=x"',
    tags: { s: 'sel; =y' },
    result: 'neutral',
    tolerant: 'pass',
  },
  'tag value with equals signs': {
    why: 'only the first "=" parts',
    tags: { s: 'sel; xyz=a=b=c' },
    result: 'pass',
  },
  'tag value empty': { why: 'tag-value may be empty', tags: { s: 'sel; xyz=' }, result: 'pass' },
  'upper case tag name': {
    why: '§3.2: names are case-sensitive, D= is an unknown tag',
    tags: { d: null, D: 'example.org' },
    result: 'neutral',
    reason: /d= is missing/,
  },
  'upper case copy of a tag': {
    why: 'D= is another tag than d=',
    tags: { s: 'sel; D=attacker.example' },
    result: 'pass',
  },
  'tag named like an object member': {
    why: '__proto__ is not a tag name and harms nothing',
    tags: { s: 'sel; __proto__=x; constructor=y' },
    result: 'neutral',
    tolerant: 'pass',
  },
  'white space around everything': {
    why: '[FWS] around names and values',
    signature:
      'DKIM-Signature:  v = 1 ;\r\n a\t=\trsa-sha256 ; c = relaxed/relaxed;\r\n\td = example.org;s =\r\n sel; h = From : To :\r\n\tSubject:Date:Message-ID ; bh = @BH@ ; b = @B@ ;',
    signer: { names: ['From', 'To', 'Subject', 'Date', 'Message-ID'] },
    result: 'pass',
  },
  'no white space anywhere': {
    why: 'FWS is optional',
    signature:
      'DKIM-Signature:v=1;a=rsa-sha256;c=relaxed/relaxed;d=example.org;s=sel;h=From:To:Subject:Date:Message-ID;bh=@BH@;b=@B@',
    result: 'pass',
  },
  'b= before the others': {
    why: 'the order of tags is free',
    signature:
      'DKIM-Signature: b=@B@; v=1; a=rsa-sha256; c=simple/simple; d=example.org; s=sel; h=From:To:Subject:Date:Message-ID; bh=@BH@',
    signer: { header: 'simple', bodyForm: 'simple' },
    result: 'pass',
  },
  'upper case field name': {
    why: 'field names have no case, relaxed',
    signature:
      'DKIM-SIGNATURE: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.org; s=sel; h=From:To:Subject:Date:Message-ID; bh=@BH@; b=@B@',
    result: 'pass',
  },
  'upper case field name, simple': {
    why: 'field names have no case, and simple hashes them as they are',
    signature:
      'DKIM-SIGNATURE: v=1; a=rsa-sha256; c=simple/simple; d=example.org; s=sel; h=From:To:Subject:Date:Message-ID; bh=@BH@; b=@B@',
    signer: { header: 'simple', bodyForm: 'simple' },
    result: 'pass',
  },
  'b= inside another value': {
    why: 'only the tag b= is emptied when hashing (§3.7)',
    tags: { s: 'sel; z=From:a=20b=3Dx|b=zz; n=b=AAAA' },
    result: 'pass',
  },

  // ---- a=
  'a= unknown key type': {
    why: 'dsa is none',
    tags: { a: 'dsa-sha256' },
    result: 'neutral',
    reason: /a="dsa-sha256" is not known/,
    tolerant: null,
  },
  'a= unknown hash': {
    why: 'rsa-md5 is none',
    tags: { a: 'rsa-md5' },
    signer: { hash: 'sha256' },
    result: 'neutral',
    reason: /not known/,
  },
  'a=rsa-sha512': {
    why: 'not registered',
    tags: { a: 'rsa-sha512' },
    result: 'neutral',
    reason: /not known/,
  },
  'a=ed25519-sha1': {
    why: 'RFC 8463 has sha256 only',
    tags: { a: 'ed25519-sha1' },
    key: 'ed25519',
    zone: defaultZone('ed25519'),
    result: 'neutral',
  },
  'a= empty': { why: 'no algorithm', tags: { a: '' }, result: 'neutral' },
  'a=rsa': { why: 'half an algorithm', tags: { a: 'rsa' }, result: 'neutral' },
  'a= with junk': { why: 'rsa-sha256x', tags: { a: 'rsa-sha256 x' }, result: 'neutral' },
  'a= in capitals': {
    why: 'ABNF strings have no case',
    tags: { a: 'RSA-SHA256' },
    signer: { hash: 'sha256' },
    key: 'rsa2048',
    result: 'pass',
  },
  'a=rsa-sha1': {
    why: 'RFC 8301 §3.1: MUST NOT be used for verifying',
    tags: { a: 'rsa-sha1' },
    result: 'policy',
    reason: /rsa-sha1/,
    tolerant: null,
  },

  // ---- c=
  'no c=': { why: 'simple/simple is the default', tags: { c: null }, result: 'pass' },
  'c=relaxed': { why: 'the body is simple then', tags: { c: 'relaxed' }, result: 'pass' },
  'c=simple': { why: 'both simple', tags: { c: 'simple' }, result: 'pass' },
  'c=simple/relaxed': { why: 'one of four', tags: { c: 'simple/relaxed' }, result: 'pass' },
  'c=relaxed/simple': { why: 'one of four', tags: { c: 'relaxed/simple' }, result: 'pass' },
  'c=simple/simple': { why: 'one of four', tags: { c: 'simple/simple' }, result: 'pass' },
  'c= in capitals': {
    why: 'ABNF strings have no case',
    tags: { c: 'Relaxed/RELAXED' },
    result: 'pass',
  },
  'c=nowsp': {
    why: 'DomainKeys only',
    tags: { c: 'nowsp' },
    result: 'neutral',
    reason: /c="nowsp" is not known/,
    tolerant: null,
  },
  'c=relaxed/nowsp': { why: 'body half unknown', tags: { c: 'relaxed/nowsp' }, result: 'neutral' },
  'c= empty': {
    why: 'not in the grammar',
    tags: { c: '' },
    signer: { header: 'simple', bodyForm: 'simple' },
    result: 'neutral',
  },
  'c=relaxed/': { why: 'a slash wants a second half', tags: { c: 'relaxed/' }, result: 'neutral' },
  'c= of three': { why: 'two at most', tags: { c: 'relaxed/simple/simple' }, result: 'neutral' },

  // ---- d=, s=, i=
  's= with underscore': {
    why: 'sub-domain has letters, digits, hyphens',
    tags: { s: 'a_b' },
    zone: underscored,
    result: 'neutral',
    reason: /s="a_b" is not a selector/,
    tolerant: 'pass',
  },
  's= of two labels': {
    why: 'sub-domain *("." sub-domain)',
    tags: { s: 'a.b' },
    zone: txt(recordText('rsa2048'), 'a.b._domainkey.example.org'),
    result: 'pass',
  },
  's= of digits': {
    why: 'dates are common selectors',
    tags: { s: '20260101' },
    zone: txt(recordText('rsa2048'), '20260101._domainkey.example.org'),
    result: 'pass',
  },
  's= in capitals': { why: 'DNS has no case', tags: { s: 'SEL' }, result: 'pass' },
  's= empty': { why: 'not in the grammar', tags: { s: '' }, result: 'neutral', tolerant: null },
  's= with white space inside': {
    why: 'not in the grammar',
    tags: { s: 'se l' },
    result: 'neutral',
  },
  's= with a dot at the end': { why: 'not in the grammar', tags: { s: 'sel.' }, result: 'neutral' },
  'd= in capitals': { why: 'DNS has no case', tags: { d: 'Example.ORG' }, result: 'pass' },
  'd= with a dot at the end': {
    why: 'domain-name has none',
    tags: { d: 'example.org.' },
    result: 'neutral',
    tolerant: 'pass',
  },
  'd= of one label': {
    why: 'domain-name = sub-domain 1*("." sub-domain)',
    tags: { d: 'localhost' },
    zone: txt(recordText('rsa2048'), 'sel._domainkey.localhost'),
    result: 'neutral',
    reason: /not a domain name/,
    tolerant: 'pass',
  },
  'd= with underscore': {
    why: 'not a sub-domain',
    tags: { d: 'a_b.example.org' },
    zone: txt(recordText('rsa2048'), 'sel._domainkey.a_b.example.org'),
    result: 'neutral',
    tolerant: 'pass',
  },
  'd= an address': {
    why: 'not a domain name',
    tags: { d: 'alice@example.org' },
    result: 'neutral',
  },
  'd= empty': { why: 'not in the grammar', tags: { d: '' }, result: 'neutral' },
  'd= with U-labels': {
    why: 'RFC 8616 §3: looked up as A-labels',
    tags: { d: Buffer.from('bücher.example').toString('latin1') },
    zone: txt(recordText('rsa2048'), 'sel._domainkey.xn--bcher-kva.example'),
    result: 'pass',
  },
  'no i=': { why: 'the default is @d', result: 'pass' },
  'i=@d': { why: 'the same domain', tags: { i: '@example.org' }, result: 'pass' },
  'i=user@d': { why: 'the same domain', tags: { i: 'alice@example.org' }, result: 'pass' },
  'i= at a subdomain': {
    why: 'a subdomain is allowed without t=s',
    tags: { i: '@news.example.org' },
    result: 'pass',
  },
  'i= in other case': {
    why: 'domains have no case',
    tags: { i: 'Alice@EXAMPLE.org' },
    result: 'pass',
  },
  'i= at another domain': {
    why: '§6.1.1 domain mismatch',
    tags: { i: '@example.com' },
    result: 'neutral',
    reason: /neither d= \(example\.org\) nor below/,
    tolerant: null,
  },
  'i= at a parent domain': {
    why: 'd= must be the suffix of i=',
    tags: { d: 'a.example.org', i: '@example.org' },
    zone: txt(recordText('rsa2048'), 'sel._domainkey.a.example.org'),
    result: 'neutral',
    tolerant: null,
  },
  'i= at a lookalike': {
    why: 'a suffix of characters is not one of labels',
    tags: { i: '@badexample.org' },
    result: 'neutral',
  },
  'i= without @': {
    why: 'sig-i-tag has it',
    tags: { i: 'example.org' },
    result: 'neutral',
    reason: /is not \[user\]@domain/,
  },
  'i= empty': { why: 'sig-i-tag has "@"', tags: { i: '' }, result: 'neutral' },
  'i= quoted-printable': { why: '§2.11', tags: { i: 'a=6Cice=2Bx@example.org' }, result: 'pass' },
  'i= quoted-printable domain': {
    why: 'decoded before comparing',
    tags: { i: '@example=2Eorg' },
    result: 'pass',
  },
  'i= quoted-printable hiding another domain': {
    why: 'decoded: the last @ counts',
    tags: { i: 'a=40b@example.com' },
    result: 'neutral',
  },
  'i= with white space': {
    why: 'FWS is no part of it',
    tags: { i: 'alice\r\n @example.org' },
    result: 'pass',
  },
  'i= quoted local-part': {
    why: 'RFC 5321 Quoted-string',
    tags: { i: '"alice smith"@example.org'.replace(' ', '=20') },
    result: 'pass',
  },
  'i= bad local-part': { why: 'two dots', tags: { i: 'a..b@example.org' }, result: 'neutral' },

  // ---- h=
  'h= without From': {
    why: '§5.4: From MUST be signed',
    tags: { h: 'To:Subject:Date' },
    result: 'neutral',
    reason: /From is not among/,
    tolerant: null,
  },
  'h= empty': {
    why: '"This list MUST NOT be empty"',
    tags: { h: '' },
    result: 'neutral',
    reason: /h= names no/,
  },
  'h= of colons': { why: 'no name in it', tags: { h: ': :' }, result: 'neutral' },
  'h=From': { why: 'enough', tags: { h: 'From' }, result: 'pass' },
  'h=FROM': { why: 'names have no case', tags: { h: 'FROM:subject' }, result: 'pass' },
  'h= ending in a colon': {
    why: 'an empty name stands for nothing, as everybody reads it',
    tags: { h: 'From:To:' },
    result: 'pass',
  },
  'h= with an empty name': { why: 'the same', tags: { h: 'From::To' }, result: 'pass' },
  'h= with absent fields': {
    why: '§5.4: non-existent fields may be named',
    tags: { h: 'From:Reply-To:Cc:X-None' },
    result: 'pass',
  },
  'h= folded': {
    why: '[FWS] around the colons',
    tags: { h: 'From:\r\n\tTo :\r\n Subject' },
    result: 'pass',
  },
  'h= with a lookalike of From': {
    why: 'X-From is another field',
    tags: { h: 'X-From:To' },
    result: 'neutral',
  },

  // ---- bh=, b=
  'bh= unpadded': {
    why: '§2.10: the padding is optional (LIBRARIES.md row 8)',
    signature: 'unpadded',
    result: 'pass',
  },
  'bh= folded': { why: 'FWS is ignored', signature: 'folded', result: 'pass' },
  'bh= not base64': {
    why: 'syntax',
    tags: { bh: '!!!notbase64!!!' },
    result: 'neutral',
    reason: /bh= is not base64/,
  },
  'bh= empty': { why: 'base64string has one digit at least', tags: { bh: '' }, result: 'neutral' },
  'bh= of another hash': {
    why: 'sha1 octets for sha256',
    tags: { bh: 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=' },
    result: 'fail',
    reason: /bh= does not match/,
  },
  'b= empty': {
    why: 'base64string has one digit at least',
    tags: { b: '' },
    result: 'neutral',
    reason: /b= is empty/,
  },
  'b= not base64': {
    why: 'syntax',
    tags: { b: '*&^%' },
    result: 'neutral',
    reason: /b= is not base64/,
  },
  'b= with junk behind': {
    why: 'LIBRARIES.md row 8: mailauth passes it',
    changed: behind(' !!'),
    result: 'neutral',
    reason: /b= is not base64/,
  },
  'b= with base64 behind the padding': {
    why: 'the grammar ends there',
    changed: behind('ABCD'),
    result: 'neutral',
  },
  'b= too short': {
    why: 'octets that are no RSA signature',
    tags: { b: 'AAAA' },
    result: 'fail',
    reason: /header signature/,
  },

  // ---- t=, x=
  't= and x=': {
    why: 'valid now',
    tags: { t: `${NOW_SECONDS - 60}`, x: `${NOW_SECONDS + 60}` },
    result: 'pass',
  },
  'x= passed': {
    why: '§3.5: MAY be refused; mailauth and OpenDKIM do',
    tags: { x: `${NOW_SECONDS - 1}` },
    result: 'neutral',
    reason: /expired on 2025-12-31T23:59:59Z/,
    tolerant: null,
  },
  'x= now': {
    why: '"past the expiration date" is later',
    tags: { x: `${NOW_SECONDS}` },
    result: 'pass',
  },
  'x= before t=': {
    why: '"MUST be greater than t="',
    tags: { t: `${NOW_SECONDS + 10}`, x: `${NOW_SECONDS + 5}` },
    result: 'neutral',
    reason: /is not after t=/,
    tolerant: null,
  },
  'x= equal to t=': {
    why: '"MUST be greater than t="',
    tags: { t: `${NOW_SECONDS}`, x: `${NOW_SECONDS}` },
    result: 'neutral',
    tolerant: 'pass',
  },
  't= in the future': {
    why: 'may be ignored; said, not refused',
    tags: { t: `${NOW_SECONDS + 86_400}` },
    result: 'pass',
    reason: /in the future, on 2026-01-02T00:00:00Z/,
  },
  't= a minute ahead': { why: 'clocks differ', tags: { t: `${NOW_SECONDS + 60}` }, result: 'pass' },
  't= malformed': {
    why: '1*12DIGIT',
    tags: { t: 'yesterday' },
    result: 'neutral',
    reason: /t="yesterday" is not a number/,
  },
  't= empty': { why: '1*12DIGIT', tags: { t: '' }, result: 'neutral' },
  't= negative': { why: '1*12DIGIT', tags: { t: '-1' }, result: 'neutral' },
  't= of 13 digits': { why: '1*12DIGIT', tags: { t: '1767225600000' }, result: 'neutral' },
  't= of 12 digits': { why: '1*12DIGIT', tags: { t: '000000000001' }, result: 'pass' },
  't=0': { why: 'a number', tags: { t: '0' }, result: 'pass' },
  'x= malformed': { why: '1*12DIGIT', tags: { x: '1e10' }, result: 'neutral' },
  'x= of 12 digits': { why: '1*12DIGIT, far away', tags: { x: '999999999999' }, result: 'pass' },
  'x= of 13 digits': {
    why: '1*12DIGIT; all others read it as far away',
    tags: { x: '9999999999999' },
    result: 'neutral',
    reason: /more than 12 digits/,
    tolerant: 'pass',
  },

  // ---- q=
  'q=dns/txt': { why: 'the one method', tags: { q: 'dns/txt' }, result: 'pass' },
  'q= of several': {
    why: 'one that is known is enough',
    tags: { q: 'http/well-known:dns/txt' },
    result: 'pass',
  },
  'q= in capitals': { why: 'ABNF strings have no case', tags: { q: 'DNS/TXT' }, result: 'pass' },
  'q=dns': {
    why: 'an early draft; §3.5 has dns/txt',
    tags: { q: 'dns' },
    result: 'neutral',
    reason: /query method/,
    tolerant: 'pass',
  },
  'q= unknown': {
    why: 'unsupported query method',
    tags: { q: 'xkms' },
    result: 'neutral',
    tolerant: 'pass',
  },

  // ---- l=
  'l= the whole body': {
    why: 'the same as without',
    tags: { l: '45' },
    body: `${'x'.repeat(43)}\r\n`,
    result: 'pass',
  },
  'l= less than the body': {
    why: 'the rest is not signed, and that is said',
    tags: { l: '10' },
    result: 'pass',
    reason: /bytes after them are not signed/,
  },
  'l=0': {
    why: 'no octet of the body is signed',
    tags: { l: '0' },
    result: 'pass',
    reason: /0 bytes of the body/,
  },
  'l= beyond the body': {
    why: '§3.5 MUST NOT (LIBRARIES.md row 8)',
    tags: { l: '5000' },
    result: 'fail',
    reason: /shorter than when it was signed: l=5000/,
  },
  'l= one beyond the body': {
    why: 'exactly',
    tags: { l: '46' },
    body: `${'x'.repeat(43)}\r\n`,
    result: 'fail',
  },
  'l= of 76 digits': { why: '1*76DIGIT', tags: { l: '9'.repeat(76) }, result: 'fail' },
  'l= of 77 digits': {
    why: '1*76DIGIT',
    tags: { l: '9'.repeat(77) },
    signer: { limit: 1 },
    result: 'neutral',
  },
  'l= negative': { why: '1*76DIGIT', tags: { l: '-1' }, result: 'neutral' },
  'l= empty': { why: '1*76DIGIT', tags: { l: '' }, result: 'neutral' },
  'l= malformed': { why: '1*76DIGIT', tags: { l: '10b' }, result: 'neutral' },
};

/** Two ways of writing bh= that need its value first. */
function special(sample: Case): Case {
  if (sample.signature !== 'unpadded' && sample.signature !== 'folded') return sample;
  const { signature, ...rest } = sample;
  const hash = /bh=([^;]+)/.exec(signedMessage(rest))?.[1] ?? '';
  return {
    ...rest,
    tags: {
      bh:
        signature === 'unpadded'
          ? hash.replace(/=+$/, '')
          : `${hash.slice(0, 10)}\r\n\t${hash.slice(10, 20)} ${hash.slice(20)}`,
    },
  };
}

describe('syntax of a signature (RFC 6376 §3.5)', () => {
  it.each(Object.entries(CASES))('%s', async (_, written) => {
    const sample = special(written);
    const check = await verifyOne(signedMessage(sample), sample.zone ?? defaultZone());
    expect([check.result, check.reason], written.why).toEqual([
      written.result,
      expect.stringMatching(written.reason ?? /./),
    ]);
    if (written.tolerant !== undefined)
      expect(check.tolerant?.result ?? null, written.why).toBe(written.tolerant);
    else if (written.result === 'pass') expect(check.tolerant).toBeNull();
  });
});
