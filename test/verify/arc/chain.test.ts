// The Authenticated Received Chain (RFC 8617 §5.2): chains sealed correctly but for the one thing that a case is about.
import { createRequire } from 'node:module';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { describe, expect, it } from 'vitest';
import { messageResolver } from '../../../src/dns/evidence.ts';
import { mailauthResolver } from '../mailauth/mailauth-resolver.ts';
import type { Resolver } from '../../../src/dns/resolver.ts';
import { zoneResolver } from '../../../src/dns/zone.ts';
import { readFields } from '../../../src/message/fields.ts';
import { verifySignatures } from '../../../src/verify/dkim/verify-signatures.ts';
import type { ArcCheck, ArcResult } from '../../../src/verify/verification.ts';
import { BODY, defaultZone, FIELDS, NOW, NOW_SECONDS, txt, verifyText } from '../dkim/harness.ts';
import { message, recordText } from '../dkim/signer.ts';
import { addSet, type SetRecipe } from './sealer.ts';

const { arc } = createRequire(import.meta.url)('mailauth/lib/arc/index.js') as {
  arc: (
    data: unknown,
    options: unknown,
  ) => Promise<{ status: { result: string; comment?: string } }>;
};

const KEY = 'arc._domainkey.lists.example.net';
const ZONE =
  defaultZone() +
  txt(recordText('rsa2048'), KEY) +
  txt(recordText('ed25519'), 'ed._domainkey.lists.example.net') +
  txt(recordText('rsa1024'), 'small._domainkey.lists.example.net') +
  txt(recordText('rsa512'), 'tiny._domainkey.lists.example.net');

interface Case {
  why: string;
  /** One a set; a number stands for a plain set of that instance. */
  sets: (number | SetRecipe)[];
  fields?: string[];
  body?: string;
  /** Made at the end. */
  changed?: (signed: { fields: string[]; body: string }) => { fields?: string[]; body?: string };
  zone?: string;
  result: ArcResult;
  reason?: RegExp;
  oldestPass?: number | null;
  /** Result words by set: seal and message signature. */
  words?: [seal: string, messageSignature: string][];
  /** mailauth says otherwise, because… */
  departs?: string;
}

const build = ({ sets, fields = FIELDS, body = BODY, changed }: Case): string => {
  let list = fields;
  for (const set of sets)
    list = addSet(list, body, typeof set === 'number' ? { instance: set } : set);
  const signed = { fields: list, body };
  const after = { ...signed, ...changed?.(signed) };
  return message(after.fields, after.body);
};

const onFields =
  (change: (field: string) => string): NonNullable<Case['changed']> =>
  ({ fields }) => ({ fields: fields.map(change) });
const reorder =
  (change: (fields: string[]) => string[]): NonNullable<Case['changed']> =>
  ({ fields }) => ({ fields: change(fields) });
const ED = { a: 'ed25519-sha256', s: 'ed' };
const inSeal = (from: string | RegExp, to: string): Pick<SetRecipe, 'changed'> => ({
  changed: ({ seal }) => ({ seal: seal.replace(from, to) }),
});

const CASES: Record<string, Case> = {
  // ---- chains that hold
  'no sets': {
    why: '§5.2 step 1',
    sets: [],
    result: 'none',
    reason: /no ARC sets/,
    oldestPass: null,
    words: [],
  },
  'one set': {
    why: 'i=1 cv=none',
    sets: [1],
    result: 'pass',
    reason: /the seal and the newest message signature verify: i=1 lists\.example\.net/,
    oldestPass: 0,
    words: [['pass', 'pass']],
  },
  'two sets': {
    why: 'i=2 cv=pass',
    sets: [1, 2],
    result: 'pass',
    oldestPass: 0,
    words: [
      ['pass', 'pass'],
      ['pass', 'pass'],
    ],
  },
  'five sets': {
    why: 'a longer chain',
    sets: [1, 2, 3, 4, 5],
    result: 'pass',
    reason: /all 5 seals/,
    oldestPass: 0,
  },
  'fifty sets': {
    why: '§4.2.1: the most there may be',
    sets: Array.from({ length: 50 }, (_, i) => i + 1),
    result: 'pass',
    oldestPass: 0,
  },
  'sets in any order': {
    why: '§5.2: found "from wherever they are"',
    sets: [1, 2],
    changed: reorder((fields) => fields.toReversed()),
    result: 'pass',
  },
  'fields of a set apart': {
    why: 'the order in the header does not count',
    sets: [1, 2],
    changed: reorder(([a = '', b = '', c = '', ...rest]) => [
      c,
      ...rest.slice(0, 3),
      a,
      ...rest.slice(3),
      b,
    ]),
    result: 'pass',
  },
  Ed25519: {
    why: 'RFC 8463',
    sets: [{ instance: 1, key: 'ed25519', seal: ED, messageSignature: ED }],
    result: 'pass',
  },
  'RSA, then Ed25519': {
    why: 'each by its own key',
    sets: [1, { instance: 2, key: 'ed25519', seal: ED, messageSignature: ED }],
    result: 'pass',
  },
  '1024 bits': {
    why: 'RFC 8301',
    sets: [{ instance: 1, key: 'rsa1024', seal: { s: 'small' }, messageSignature: { s: 'small' } }],
    result: 'pass',
  },
  'message changed after i=1': {
    why: '§5.2 step 5: old message signatures need not pass',
    sets: [1, 2],
    changed: undefined as never,
    result: 'pass',
    oldestPass: 2,
    words: [
      ['pass', 'fail'],
      ['pass', 'pass'],
    ],
  },
  'an older message signature of an unknown algorithm': {
    why: '§5.2 step 4: only the newest must verify; step 5: "does not affect the validity"',
    sets: [{ instance: 1, messageSignature: { a: 'rsa-sha999' } }, 2],
    result: 'pass',
    oldestPass: 2,
    departs: 'fails the chain for an older algorithm that it does not know',
  },
  'an older message signature with rsa-sha1': {
    why: '§5.2 step 4',
    sets: [{ instance: 1, messageSignature: { a: 'rsa-sha1' } }, 2],
    result: 'pass',
    oldestPass: 2,
    departs: 'fails the chain for an older algorithm that it does not take',
  },
  'an older message signature whose key is gone': {
    why: '§5.2 step 4',
    sets: [{ instance: 1, messageSignature: { s: 'gone' } }, 2],
    result: 'pass',
    oldestPass: 2,
  },
  'results behind a nested comment': {
    why: '§4.1.1 [CFWS], RFC 5322 §3.2.2: ccontent = ctext / quoted-pair / comment',
    sets: [
      {
        instance: 1,
        results:
          'ARC-Authentication-Results: (by (some (deep) relay) here) i=1; mx.example.net; spf=pass',
      },
    ],
    result: 'pass',
    departs: 'reads comments without nesting',
  },
  'results behind an escaped parenthesis': {
    why: 'RFC 5322 §3.2.1: quoted-pair',
    sets: [
      {
        instance: 1,
        results:
          'ARC-Authentication-Results: (a \\) b \\( c)\r\n (d) i = (e(f)) 1 (g) ; mx.example.net; spf=pass',
      },
    ],
    result: 'pass',
    departs: 'reads comments without quoted-pairs',
  },
  'seal folded, refolded': {
    why: 'relaxed',
    sets: [1],
    changed: onFields((f) => f.replace('; cv=', ';\r\n\tcv=')),
    result: 'pass',
  },
  'names in capitals': {
    why: 'relaxed',
    sets: [1],
    changed: onFields((f) =>
      f.replace(/^ARC-Seal|^ARC-Message-Signature|^ARC-Authentication-Results/, (name) =>
        name.toUpperCase(),
      ),
    ),
    result: 'pass',
  },
  'white space doubled in ARC fields': {
    why: 'relaxed',
    sets: [1],
    changed: onFields((f) => (f.startsWith('ARC-') ? f.replaceAll('; ', ';   ') : f)),
    result: 'pass',
  },
  'unsigned field added': {
    why: 'not covered',
    sets: [1],
    changed: reorder((fields) => ['X-Spam: no', ...fields]),
    result: 'pass',
  },
  'unknown tags in the seal': {
    why: 'RFC 6376 §3.2',
    sets: [{ instance: 1, seal: { zz: 'x y' } }],
    result: 'pass',
  },
  'unknown tags in the message signature': {
    why: 'RFC 6376 §3.2',
    sets: [{ instance: 1, messageSignature: { zz: 'x', v: '1' } }],
    result: 'pass',
  },
  'semicolons at the end': {
    why: 'RFC 6376 §3.2',
    sets: [{ instance: 1, seal: { b: '@B@;' }, messageSignature: { b: '@B@ ; ' } }],
    result: 'pass',
  },
  'seal without t=': {
    why: 'recommended only',
    sets: [{ instance: 1, seal: { t: null } }],
    result: 'pass',
  },
  'seal with t= in the future': {
    why: 'clocks differ',
    sets: [{ instance: 1, seal: { t: `${NOW_SECONDS + 3600}` } }],
    result: 'pass',
  },
  'seal with c=': {
    why: 'an unknown tag there',
    sets: [{ instance: 1, seal: { c: 'simple/simple' } }],
    result: 'pass',
  },
  'cv= in capitals': {
    why: 'ABNF strings have no case',
    sets: [
      { instance: 1, seal: { cv: 'NONE' } },
      { instance: 2, seal: { cv: 'Pass' } },
    ],
    result: 'pass',
  },
  'i=01': {
    why: '§3.9: 1*2DIGIT',
    sets: [
      {
        instance: 1,
        seal: { i: '01' },
        messageSignature: { i: '01' },
        results: 'ARC-Authentication-Results: i=01; x; spf=pass',
      },
    ],
    result: 'pass',
  },
  'AAR with comments before i=': {
    why: '[CFWS]',
    sets: [{ instance: 1, results: 'ARC-Authentication-Results: (hello) i=1 (x) ; mx; spf=none' }],
    result: 'pass',
  },
  'AAR of nothing but i=1;': {
    why: 'the payload is not judged',
    sets: [{ instance: 1, results: 'ARC-Authentication-Results: i=1;' }],
    result: 'pass',
  },
  'message signature simple/simple': {
    why: 'DKIM canonicalizations',
    sets: [{ instance: 1, messageSignature: { c: 'simple/simple' } }],
    result: 'pass',
  },
  'message signature without c=': {
    why: 'simple/simple by default (§4.1.2, RFC 6376 §3.5)',
    sets: [{ instance: 1, messageSignature: { c: null } }],
    result: 'pass',
  },
  'message signature with absent fields': {
    why: 'RFC 6376 §5.4',
    sets: [{ instance: 1, messageSignature: { h: 'From:From:Reply-To' } }],
    result: 'pass',
  },
  'message signature covers old ARC fields': {
    why: 'only ARC-Seal is forbidden',
    sets: [
      1,
      {
        instance: 2,
        messageSignature: { h: 'From:ARC-Authentication-Results:ARC-Message-Signature' },
      },
    ],
    result: 'pass',
  },
  'message signature with an unpadded bh=': {
    why: 'LIBRARIES.md row 8',
    sets: [{ instance: 1, messageSignature: { bh: 'UNPADDED' } }],
    result: 'pass',
    departs: 'it compares the text',
  },
  'selector with underscore': {
    why: 'most sealers have one: the grammar of s= is not asked of ARC',
    zone: txt(recordText('rsa2048'), 'arc_1._domainkey.lists.example.net'),
    sets: [{ instance: 1, seal: { s: 'arc_1' }, messageSignature: { s: 'arc_1' } }],
    result: 'pass',
  },

  // ---- structure, §5.2 step 3
  'i=2 alone': {
    why: 'i=1 is missing',
    sets: [2],
    result: 'fail',
    reason: /the set i=1 is missing/,
  },
  'a gap': {
    why: 'i=2 is missing',
    sets: [1, { instance: 3 }],
    result: 'fail',
    reason: /the set i=2 is missing/,
  },
  'two sets with i=1': {
    why: 'duplicates',
    sets: [1, 1],
    result: 'fail',
    reason: /two .* fields with i=1/,
  },
  'a seal twice': {
    why: 'duplicates',
    sets: [1],
    changed: reorder((fields) => [fields[0] ?? '', ...fields]),
    result: 'fail',
    reason: /two ARC-Seal fields with i=1/,
  },
  'an AAR twice': {
    why: 'duplicates',
    sets: [1],
    changed: reorder((fields) => [fields[2] ?? '', ...fields]),
    result: 'fail',
    reason: /two ARC-Authentication-Results fields/,
  },
  'no seal': {
    why: 'incomplete',
    sets: [{ instance: 1, without: ['seal'] }],
    result: 'fail',
    reason: /i=1 has no ARC-Seal/,
    words: [['none', 'pass']],
  },
  'no message signature': {
    why: 'incomplete',
    sets: [{ instance: 1, without: ['messageSignature'] }],
    result: 'fail',
    reason: /i=1 has no ARC-Message-Signature/,
    words: [['neutral', 'none']],
  },
  'no AAR': {
    why: 'incomplete',
    sets: [{ instance: 1, without: ['results'] }],
    result: 'fail',
    reason: /i=1 has no ARC-Authentication-Results/,
  },
  'i=2 without AAR': {
    why: 'incomplete',
    sets: [1, { instance: 2, without: ['results'] }],
    result: 'fail',
    reason: /i=2 has no/,
  },
  'i=1 without AAR below a good i=2': {
    why: 'incomplete',
    sets: [{ instance: 1, without: ['results'] }, 2],
    result: 'fail',
    reason: /i=1 has no/,
  },
  'only an AAR': {
    why: 'incomplete',
    sets: [],
    fields: ['ARC-Authentication-Results: i=1; x; spf=pass', ...FIELDS],
    result: 'fail',
    reason: /no ARC-Seal/,
  },
  'i=0': {
    why: '1 to 50',
    sets: [{ instance: 1, seal: { i: '0' } }],
    result: 'fail',
    reason: /ARC-Seal field has no valid instance/,
  },
  'i=a': {
    why: 'a number',
    sets: [{ instance: 1, seal: { i: 'a' } }],
    result: 'fail',
    reason: /no valid instance/,
  },
  'i= empty': {
    why: 'a number',
    sets: [{ instance: 1, messageSignature: { i: '' } }],
    result: 'fail',
    reason: /ARC-Message-Signature field has no valid instance/,
  },
  'no i=': {
    why: 'required',
    sets: [{ instance: 1, seal: { i: null } }],
    result: 'fail',
    reason: /no valid instance/,
  },
  'i=001': { why: '1*2DIGIT', sets: [{ instance: 1, seal: { i: '001' } }], result: 'fail' },
  'i=51': {
    why: '§4.2.1: 50 at most',
    sets: [1, { instance: 51 }],
    result: 'fail',
    reason: /goes up to i=51; at most 50/,
  },
  'AAR without i=': {
    why: '§4.1.1',
    sets: [{ instance: 1, results: 'ARC-Authentication-Results: mx.example.net; spf=pass' }],
    result: 'fail',
    reason: /ARC-Authentication-Results field has no valid instance/,
  },
  'AAR with i= at the end': {
    why: '§4.1.1: it comes first',
    sets: [{ instance: 1, results: 'ARC-Authentication-Results: mx.example.net; spf=pass; i=1' }],
    result: 'fail',
  },
  'AAR without semicolon': {
    why: '§4.1.1',
    sets: [{ instance: 1, results: 'ARC-Authentication-Results: i=1 mx.example.net' }],
    result: 'fail',
  },
  'AAR of another instance': {
    why: 'its set is incomplete',
    sets: [{ instance: 1, results: 'ARC-Authentication-Results: i=2; mx.example.net; spf=pass' }],
    result: 'fail',
  },

  // ---- cv=, §5.2 steps 2 and 3.C
  'i=1 cv=pass': {
    why: 'none is right',
    sets: [{ instance: 1, seal: { cv: 'pass' } }],
    result: 'fail',
    reason: /says cv=pass where only cv=none/,
    words: [['pass', 'pass']],
  },
  'i=1 cv=fail': {
    why: 'step 2',
    sets: [{ instance: 1, seal: { cv: 'fail' } }],
    result: 'fail',
    reason: /says itself that the chain was broken/,
  },
  'i=2 cv=none': {
    why: 'pass is right',
    sets: [1, { instance: 2, seal: { cv: 'none' } }],
    result: 'fail',
    reason: /i=2 .* says cv=none where only cv=pass/,
  },
  'i=2 cv=fail': {
    why: 'step 2; its seal covers its own set',
    sets: [1, { instance: 2, own: true, seal: { cv: 'fail' } }],
    result: 'fail',
    reason: /newest seal, i=2 by lists\.example\.net, says itself/,
    words: [
      ['pass', 'pass'],
      ['pass', 'pass'],
    ],
  },
  'i=1 cv=pass below a good i=2': {
    why: 'none is right',
    sets: [{ instance: 1, seal: { cv: 'pass' } }, 2],
    result: 'fail',
    reason: /i=1/,
  },
  'i=2 cv=fail below i=3': {
    why: 'a broken chain cannot be mended',
    sets: [1, { instance: 2, seal: { cv: 'fail' } }, 3],
    result: 'fail',
    reason: /i=2 .* says cv=fail where only cv=pass/,
  },
  'no cv=': {
    why: 'required',
    sets: [{ instance: 1, seal: { cv: null } }],
    result: 'fail',
    reason: /cv= is missing/,
  },
  'cv= empty': { why: 'required', sets: [{ instance: 1, seal: { cv: '' } }], result: 'fail' },
  'cv=invalid': {
    why: 'none, pass, fail',
    sets: [{ instance: 1, seal: { cv: 'invalid' } }],
    result: 'fail',
    reason: /cv="invalid" is not/,
  },

  // ---- the seal
  'seal without a=': {
    why: 'required',
    sets: [{ instance: 1, seal: { a: null } }],
    result: 'fail',
    reason: /a= is missing/,
  },
  'seal a=rsa-sha1': {
    why: 'RFC 8301',
    sets: [{ instance: 1, seal: { a: 'rsa-sha1' } }],
    result: 'fail',
    reason: /a="rsa-sha1" is not known/,
  },
  'seal a= unknown': {
    why: 'not known',
    sets: [{ instance: 1, seal: { a: 'poodle' } }],
    result: 'fail',
  },
  'seal without b=': {
    why: 'required',
    sets: [{ instance: 1, seal: { b: null } }],
    result: 'fail',
    reason: /b= is missing/,
  },
  'seal b= empty': { why: 'required', sets: [{ instance: 1, seal: { b: '' } }], result: 'fail' },
  'seal b= not base64': {
    why: 'syntax',
    sets: [{ instance: 1, seal: { b: '&^%' } }],
    result: 'fail',
    reason: /b= is not base64/,
  },
  'seal b= junk behind': {
    why: 'syntax (LIBRARIES.md row 8)',
    sets: [{ instance: 1, ...inSeal(/$/, ' !!') }],
    result: 'fail',
    reason: /b= is not base64/,
    departs: 'it takes the octets before',
  },
  'seal b= folded': {
    why: 'white space is ignored',
    sets: [{ instance: 1, ...inSeal(/b=(\S{20})/, 'b=$1\r\n ') }],
    result: 'pass',
  },
  'seal b= changed': {
    why: 'does not verify',
    sets: [{ instance: 1, ...inSeal(/b=..../, 'b=AAAA') }],
    result: 'fail',
    reason: /ARC-Seal \(i=1, lists\.example\.net\) is not valid/,
    words: [['fail', 'pass']],
    oldestPass: 0,
  },
  'seal without d=': {
    why: 'required',
    sets: [{ instance: 1, seal: { d: null } }],
    result: 'fail',
    reason: /d= is missing/,
  },
  'seal d= empty': { why: 'required', sets: [{ instance: 1, seal: { d: '' } }], result: 'fail' },
  'seal without s=': {
    why: 'required',
    sets: [{ instance: 1, seal: { s: null } }],
    result: 'fail',
    reason: /s= is missing/,
  },
  'seal with h=': {
    why: '§4.1.3: MUST fail',
    sets: [{ instance: 1, seal: { h: 'from' } }],
    result: 'fail',
    reason: /has h=, which a seal must not have/,
  },
  'seal t= malformed': {
    why: 'syntax',
    sets: [{ instance: 1, seal: { t: 'today' } }],
    result: 'fail',
    reason: /t="today"/,
  },
  'seal t= empty': { why: 'syntax', sets: [{ instance: 1, seal: { t: '' } }], result: 'fail' },
  'seal with a duplicate tag': {
    why: 'RFC 6376 §3.2',
    sets: [{ instance: 1, seal: { zz: '1; zz=2' } }],
    result: 'fail',
    reason: /zz= is there twice/,
  },
  'seal with an empty tag': {
    why: 'RFC 6376 §3.2',
    sets: [{ instance: 1, seal: { zz: '1; ; y=2' } }],
    result: 'fail',
    reason: /between two semicolons/,
  },
  'seal with a bad tag name': {
    why: 'RFC 6376 §3.2',
    sets: [{ instance: 1, seal: { 'a-b': '1' } }],
    result: 'fail',
  },
  'seal tag changed': {
    why: 'it is signed',
    sets: [{ instance: 1, ...inSeal('t=1767225000', 't=1767225001') }],
    result: 'fail',
    words: [['fail', 'pass']],
  },
  'seal: AAR of i=1 changed': {
    why: 'covered by every seal',
    sets: [1, 2],
    changed: onFields((f) => f.replace(/i=1; mx\.example\.net/, 'i=1; mx.attacker.example')),
    result: 'fail',
    reason: /ARC-Seal \(i=2/,
    words: [
      ['fail', 'pass'],
      ['fail', 'pass'],
    ],
  },
  'seal: AAR of i=2 changed': {
    why: 'covered by i=2 only',
    sets: [1, 2],
    changed: onFields((f) => f.replace(/i=2; mx\.example\.net/, 'i=2; mx.attacker.example')),
    result: 'fail',
    words: [
      ['pass', 'pass'],
      ['fail', 'pass'],
    ],
  },
  'seal: AMS of i=1 changed': {
    why: 'covered by every seal',
    sets: [1, 2],
    changed: onFields((f) =>
      f.replace(/^ARC-Message-Signature: i=1;/, 'ARC-Message-Signature: i=1; n=x;'),
    ),
    result: 'fail',
    words: [
      ['fail', 'fail'],
      ['fail', 'pass'],
    ],
  },
  'seal: i=1 changed below i=2': {
    why: 'seals cover seals',
    sets: [1, 2],
    changed: onFields((f) => f.replace(/^ARC-Seal: i=1;/, 'ARC-Seal: i=1; n=x;')),
    result: 'fail',
    reason: /ARC-Seal \(i=2/,
  },
  'seal of i=1 wrong under a good i=2': {
    why: 'step 6: every seal',
    sets: [{ instance: 1, ...inSeal(/b=..../, 'b=AAAA') }, 2],
    result: 'fail',
    reason: /ARC-Seal \(i=1/,
    words: [
      ['fail', 'pass'],
      ['pass', 'pass'],
    ],
  },
  'seal covers its own set though cv=pass': {
    why: '§5.1.1',
    sets: [1, { instance: 2, own: true }],
    result: 'fail',
    words: [
      ['pass', 'pass'],
      ['fail', 'pass'],
    ],
  },

  // ---- the newest message signature, step 4
  'body changed': {
    why: 'bh= of the newest',
    sets: [1],
    changed: ({ body }) => ({ body: `${body}footer\r\n` }),
    result: 'fail',
    reason:
      /newest ARC-Message-Signature \(i=1, lists\.example\.net\) is not valid: the body was changed/,
    words: [['pass', 'fail']],
    oldestPass: null,
  },
  'signed field changed': {
    why: 'b= of the newest',
    sets: [1],
    changed: onFields((f) => f.replace('Subject: Hello', 'Subject: Bye')),
    result: 'fail',
    reason: /header signature/,
  },
  'From changed under two sets': {
    why: 'both message signatures',
    sets: [1, 2],
    changed: onFields((f) => f.replace('Alice', 'Mallory')),
    result: 'fail',
    words: [
      ['pass', 'fail'],
      ['pass', 'fail'],
    ],
    oldestPass: null,
  },
  'AMS without a=': {
    why: 'required',
    sets: [{ instance: 1, messageSignature: { a: null } }],
    result: 'fail',
  },
  'AMS a=rsa-sha1': {
    why: 'RFC 8301',
    sets: [{ instance: 1, messageSignature: { a: 'rsa-sha1' } }],
    result: 'fail',
  },
  'AMS without b=': {
    why: 'required',
    sets: [{ instance: 1, messageSignature: { b: null } }],
    result: 'fail',
  },
  'AMS without bh=': {
    why: 'required',
    sets: [{ instance: 1, messageSignature: { bh: null } }],
    result: 'fail',
  },
  'AMS bh= empty': {
    why: 'syntax',
    sets: [{ instance: 1, messageSignature: { bh: '' } }],
    result: 'fail',
  },
  'AMS bh= not base64': {
    why: 'syntax',
    sets: [{ instance: 1, messageSignature: { bh: '%%' } }],
    result: 'fail',
  },
  'AMS without d=': {
    why: 'required',
    sets: [{ instance: 1, messageSignature: { d: null } }],
    result: 'fail',
  },
  'AMS without h=': {
    why: 'required',
    sets: [{ instance: 1, messageSignature: { h: null } }],
    result: 'fail',
  },
  'AMS without s=': {
    why: 'required',
    sets: [{ instance: 1, messageSignature: { s: null } }],
    result: 'fail',
  },
  'AMS h= without From': {
    why: 'RFC 6376 §5.4',
    sets: [{ instance: 1, messageSignature: { h: 'To:Subject' } }],
    result: 'fail',
    reason: /From is not among/,
  },
  'AMS h= with ARC-Seal': {
    why: '§4.1.2',
    sets: [{ instance: 1, messageSignature: { h: 'From:ARC-Seal' } }],
    result: 'fail',
    reason: /covers ARC-Seal/,
  },
  'AMS h= with arc-seal, an old one': {
    why: 'of any set',
    sets: [{ instance: 1, messageSignature: { h: 'From:arc-seal' } }, 2],
    result: 'fail',
    reason: /i=1 .* covers ARC-Seal/,
  },
  'results behind a comment that is not closed': {
    why: 'RFC 5322 §3.2.2: then it is none',
    sets: [
      { instance: 1, results: 'ARC-Authentication-Results: (a (b) i=1; mx.example.net; spf=pass' },
    ],
    result: 'fail',
    reason: /no valid instance/,
  },
  'the newest AMS of an unknown algorithm': {
    why: '§5.2 step 4',
    sets: [1, { instance: 2, messageSignature: { a: 'rsa-sha999' } }],
    result: 'fail',
    reason: /algorithm is not known/,
  },
  'the newest AMS with rsa-sha1': {
    why: 'RFC 8301',
    sets: [1, { instance: 2, messageSignature: { a: 'rsa-sha1' } }],
    result: 'fail',
  },
  'AMS c= unknown': {
    why: 'not known',
    sets: [{ instance: 1, messageSignature: { c: 'relaxed/loose' } }],
    result: 'fail',
  },
  'AMS c= empty': {
    why: 'syntax',
    sets: [{ instance: 1, messageSignature: { c: '' } }],
    result: 'fail',
    departs: 'it reads an empty c= as simple/simple',
  },
  'AMS t= malformed': {
    why: 'syntax',
    sets: [{ instance: 1, messageSignature: { t: 'x' } }],
    result: 'fail',
  },
  'AMS x= passed': {
    why: 'expired',
    sets: [{ instance: 1, messageSignature: { x: `${NOW_SECONDS - 5}` } }],
    result: 'fail',
    reason: /expired/,
  },
  'AMS with a duplicate tag': {
    why: 'RFC 6376 §3.2',
    sets: [{ instance: 1, messageSignature: { n: '1; n=2' } }],
    result: 'fail',
    reason: /n= is there twice/,
  },
  'AMS with an old broken one below': {
    why: 'step 5 does not affect validity',
    sets: [{ instance: 1, messageSignature: { n: '1; n=2' } }, 2],
    result: 'pass',
    oldestPass: 2,
    words: [
      ['pass', 'neutral'],
      ['pass', 'pass'],
    ],
  },
  'AMS l= beyond the body': {
    why: 'LIBRARIES.md row 8',
    sets: [{ instance: 1, messageSignature: { l: '5000' } }],
    result: 'fail',
    reason: /shorter than when it was signed/,
    departs: 'it passes',
  },
  'a signature field that AMS covers, removed': {
    why: 'DKIM-Signature is in h=',
    fields: [
      'DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=none; h=From; bh=AAAA; b=AAAA',
      ...FIELDS,
    ],
    sets: [1],
    changed: reorder((fields) => fields.filter((f) => !f.startsWith('DKIM'))),
    result: 'fail',
  },
  'a signature field that AMS covers, there': {
    why: 'DKIM-Signature is in h=',
    fields: [
      'DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=none; h=From; bh=AAAA; b=AAAA',
      ...FIELDS,
    ],
    sets: [1],
    result: 'pass',
  },

  // ---- keys
  'no key': {
    why: 'PERMFAIL',
    sets: [1],
    zone: 'example.net TXT "x"',
    result: 'fail',
    reason: /no key at arc\._domainkey\.lists\.example\.net \(NXDOMAIN\)/,
    words: [['permerror', 'permerror']],
  },
  revoked: {
    why: 'PERMFAIL',
    sets: [1],
    zone: txt('v=DKIM1; p=', KEY),
    result: 'fail',
    reason: /revoked/,
  },
  'DNS away': {
    why: 'nothing is known, and nobody is blamed',
    sets: [1],
    zone: `${KEY} SERVFAIL`,
    result: 'fail',
    reason: /could not be checked: .* SERVFAIL/,
    words: [['temperror', 'temperror']],
  },
  'another key': {
    why: 'not the one that sealed',
    sets: [1],
    zone: txt(recordText('rsa2048b'), KEY),
    result: 'fail',
    words: [['fail', 'fail']],
  },
  'key for tlsrpt': {
    why: 's=',
    sets: [1],
    zone: txt(recordText('rsa2048').replace('k=rsa', 's=tlsrpt'), KEY),
    result: 'fail',
    reason: /does not allow e-mail/,
  },
  'key of broken syntax': {
    why: 'strict',
    sets: [1],
    zone: txt(recordText('rsa2048').replace('; k=rsa', ';; k=rsa'), KEY),
    result: 'fail',
  },
  '512 bits': {
    why: 'RFC 8301',
    sets: [{ instance: 1, key: 'rsa512', seal: { s: 'tiny' }, messageSignature: { s: 'tiny' } }],
    result: 'fail',
    words: [['policy', 'policy']],
    reason: /512 bits/,
  },
  'Ed25519 key for an RSA seal': {
    why: 'RFC 6376 §6.1.2 step 8',
    sets: [1],
    zone: txt(recordText('ed25519'), KEY),
    result: 'fail',
    words: [['permerror', 'permerror']],
  },
  'SPF record first at the name': {
    why: 'LIBRARIES.md row 8',
    sets: [1],
    zone: txt('v=spf1 -all', KEY) + txt(recordText('rsa2048'), KEY),
    result: 'pass',
    departs: 'it reads the first TXT only',
  },
  'two keys, the second sealed': {
    why: 'RFC 6376 §3.6.2.2',
    sets: [1, 2],
    zone: txt(recordText('rsa2048b'), KEY) + txt(recordText('rsa2048'), KEY),
    result: 'pass',
    departs: 'it reads the first TXT only',
  },
};

const DEPENDS_ON_ORDER: Case = {
  why: '',
  sets: [1],
  result: 'pass',
};

/** The two cases whose text needs what another one made. */
function finished(name: string, written: Case): { text: string; written: Case } {
  if (name === 'message changed after i=1') {
    const first = addSet(FIELDS, BODY, { instance: 1 }).map((field) =>
      field.replace('Subject: Hello', 'Subject: [list] Hello'),
    );
    return {
      written,
      text: message(addSet(first, `${BODY}footer\r\n`, { instance: 2 }), `${BODY}footer\r\n`),
    };
  }
  const text = build(written);
  if (name !== 'message signature with an unpadded bh=') return { written, text };
  const hash = /bh=([^;]+)/.exec(build(DEPENDS_ON_ORDER))?.[1] ?? '';
  return {
    written,
    text: build({
      ...written,
      sets: [{ instance: 1, messageSignature: { bh: hash.replace(/=+$/, '') } }],
    }),
  };
}

async function theirs(text: string, zone: string): Promise<string> {
  const resolver = mailauthResolver(zoneResolver(zone));
  const verified = (await dkimVerify(Buffer.from(text, 'latin1'), {
    resolver,
    strict: true,
    curTime: new Date(NOW),
  })) as unknown as { arc: unknown };
  return (await arc(verified.arc, { resolver, strict: true })).status.result;
}

describe('ARC chains (RFC 8617 §5.2)', () => {
  it.each(Object.entries(CASES))('%s', async (name, written) => {
    const { text } = finished(name, written);
    const zone = written.zone ?? ZONE;
    const { arc: check } = await verifyText(text, zone);
    expect([check.result, check.reason], written.why).toEqual([
      written.result,
      expect.stringMatching(written.reason ?? /./),
    ]);
    if (written.oldestPass !== undefined) expect(check.oldestPass).toBe(written.oldestPass);
    if (written.words !== undefined)
      expect(
        check.sets.map(({ seal, messageSignature }) => [seal.result, messageSignature.result]),
      ).toEqual(written.words);
    expect(
      check.sets.every(
        ({ seal, messageSignature }) => seal.reason !== '' && messageSignature.reason !== '',
      ),
    ).toBe(true);
    const library = await theirs(text, zone);
    if (written.departs === undefined) expect(library, 'mailauth agrees').toBe(written.result);
    else expect(library, `mailauth: ${written.departs}`).not.toBe(written.result);
  });

  it('gives every fact of a set', async () => {
    const { arc: check } = await verifyText(
      build({
        ...DEPENDS_ON_ORDER,
        sets: [
          1,
          {
            instance: 2,
            seal: { d: 'Forward.Example', s: 'f' },
            messageSignature: { d: 'forward.example', s: 'f' },
          },
        ],
      }),
      `${ZONE}${txt(recordText('rsa2048'), 'f._domainkey.forward.example')}`,
    );
    expect(check).toEqual<ArcCheck>({
      result: 'pass',
      reason:
        'all 2 seals and the newest message signature verify: i=1 lists.example.net, i=2 forward.example',
      oldestPass: 0,
      sets: [
        {
          instance: 1,
          sealer: 'lists.example.net',
          selector: 'arc',
          cv: 'none',
          seal: { result: 'pass', reason: `verified with the key at ${KEY}` },
          messageSignature: {
            result: 'pass',
            reason: expect.stringContaining(
              `key at ${KEY}: 3 header fields and the whole body`,
            ) as string,
          },
          authenticationResults: 'mx.example.net; spf=pass smtp.mailfrom=a@example.org',
        },
        {
          instance: 2,
          sealer: 'forward.example',
          selector: 'f',
          cv: 'pass',
          seal: { result: 'pass', reason: 'verified with the key at f._domainkey.forward.example' },
          messageSignature: {
            result: 'pass',
            reason: expect.stringContaining('the whole body') as string,
          },
          authenticationResults: 'mx.example.net; spf=pass smtp.mailfrom=a@example.org',
        },
      ],
    });
  });

  describe('fifty sets with a key name each', () => {
    const sets = Array.from({ length: 50 }, (_, i): SetRecipe => ({
      instance: i + 1,
      seal: { s: `k${i}` },
      messageSignature: { s: `k${i}` },
    }));
    const zone = sets
      .map((_, i) => txt(recordText('rsa2048'), `k${i}._domainkey.lists.example.net`))
      .join('');
    const text = build({ ...DEPENDS_ON_ORDER, sets });
    const judged = (from: Resolver, older: Resolver = from) => {
      const octets = Buffer.from(text, 'latin1');
      return verifySignatures(
        octets,
        { at: NOW, section: readFields(octets) },
        zoneResolver(zone),
        { chain: from, older },
      );
    };

    it('pass (RFC 8617 §4.2.1)', async () => {
      const asked = messageResolver(zoneResolver(zone), { clock: { now: () => NOW } });
      const { arc: check } = await judged(asked.apart(51, 'ARC'), asked.spare(30));
      expect([check.result, check.oldestPass, asked.limit()]).toEqual(['pass', 0, null]);
    });

    it('are undecided, and not broken, where a limit of ours keeps keys from being asked', async () => {
      const asked = messageResolver(zoneResolver(zone), { clock: { now: () => NOW } });
      const { arc: check } = await judged(asked.apart(30, 'ARC'));
      expect([check.result, check.reason]).toEqual([
        'temperror',
        expect.stringMatching(
          /^the ARC-Seal \(i=20, lists\.example\.net\) could not be checked: .* a limit of this service was reached$/,
        ),
      ]);
    });

    it('and broken where one that was asked for does not verify', async () => {
      const asked = messageResolver(
        zoneResolver(
          zone.replace(txt(recordText('rsa2048'), 'k40._domainkey.lists.example.net'), ''),
        ),
        { clock: { now: () => NOW } },
      );
      const { arc: check } = await judged(asked.apart(30, 'ARC'));
      expect([check.result, check.reason]).toEqual([
        'fail',
        expect.stringContaining('the ARC-Seal (i=41,'),
      ]);
    });
  });

  it('counts sets beyond fifty and lists fifty', async () => {
    const sets = Array.from({ length: 52 }, (_, i) => i + 1);
    const { arc: check, notEvaluated } = await verifyText(
      build({ ...DEPENDS_ON_ORDER, sets }),
      ZONE,
    );
    expect([check.result, check.sets.length, notEvaluated.arc]).toEqual(['fail', 50, 2]);
  });

  it('asks for each key once', async () => {
    const resolver = zoneResolver(ZONE);
    await verifyText(build({ ...DEPENDS_ON_ORDER, sets: [1, 2, 3] }), resolver);
    expect(resolver.questions).toEqual([{ name: KEY, type: 'TXT' }]);
  });

  it('judges signatures and the chain of one message side by side', async () => {
    const { dkim, arc: check } = await verifyText(build(DEPENDS_ON_ORDER), ZONE);
    expect([dkim, check.result]).toEqual([[], 'pass']);
  });
});
