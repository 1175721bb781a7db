// The reasons of verify/ in Indonesian. The more particular pattern stands before the more general one.
import { dkimReasons } from './dkim-reasons.ts';
import { spfReasons } from './spf-reasons.ts';
import type { ReasonPattern } from '../translate-reason.ts';

const GENERAL: readonly ReasonPattern[] = [
  ['no answer in time', 'tidak ada jawaban tepat waktu (timeout)'],
  [
    'not asked, a limit of this service was reached',
    'tidak ditanyakan, batas layanan ini tercapai',
  ],
  [
    'not checked: the real address of the client is hidden',
    'tidak diperiksa: alamat asli client tersembunyi',
  ],
  [
    'over {name} DNS questions for one message',
    'lebih dari {name} pertanyaan DNS untuk satu email',
  ],
  ['no such name', 'nama ini tidak ada'],
  ['no answer', 'tidak ada jawaban'],
  ['a limit of this service', 'batas layanan ini'],
];

const DMARC: readonly ReasonPattern[] = [
  ['{method} passed for {name}, the author domain', '{method} lolos untuk {name}, domain di From'],
  [
    '{method} passed for {name}, which is aligned with {other} ({mode})',
    '{method} lolos untuk {name}, yang aligned dengan {other} ({mode})',
  ],
  [
    '{method} passed for {name}, which is not aligned with {other} ({mode})',
    '{method} lolos untuk {name}, yang tidak aligned dengan {other} ({mode})',
  ],
  ['neither SPF nor DKIM passed for {name}', 'SPF dan DKIM tidak lolos untuk {name}'],
  [
    'SPF for {name} could not be checked, and nothing else passed for {other}',
    'SPF untuk {name} tidak dapat diperiksa, dan tidak ada lagi yang lolos untuk {other}',
  ],
  [
    'the DKIM signature of {name} could not be checked, and nothing else passed for {other}',
    'tanda tangan DKIM {name} tidak dapat diperiksa, dan tidak ada lagi yang lolos untuk {other}',
  ],
  ['no DMARC record at {name} or above', 'tidak ada record DMARC di {name} atau di atasnya'],
  [
    'no DMARC record that counts at {name} or above ({text})',
    'tidak ada record DMARC yang berlaku di {name} atau di atasnya ({text})',
  ],
  ['no record at {name} or {other}', 'tidak ada record di {name} atau {other}'],
  ['no record at {name}', 'tidak ada record di {name}'],
  [
    '{count} DMARC records, all discarded ({text})',
    '{count} record DMARC, semuanya dibuang ({text})',
  ],
  ['discarded: tag {name} occurs twice ({text})', 'dibuang: tag {name} muncul dua kali ({text})'],
  ['the TXT record does not begin with {name}', 'record TXT itu tidak diawali {name}'],
  [
    'the record at {name} has no p= and no rua= to report to: no DMARC ({text})',
    'record di {name} tidak punya p= dan tidak punya rua=: tidak ada DMARC ({text})',
  ],
  ['the policy could not be found: {reason}', 'policy tidak dapat ditemukan: {reason}'],
  ['{name} not answered: {status}', '{name} tidak dijawab: {status}'],
  ['not answered: {status}', 'tidak dijawab: {status}'],
  ['the organizational domain', 'domain organisasi'],
  [
    'no valid policy and no rua: not usable',
    'tidak ada policy yang sah dan tidak ada rua: tidak dapat dipakai',
  ],
  [
    'no valid policy, but rua: acts as p=none',
    'tidak ada policy yang sah, tetapi ada rua: dianggap p=none',
  ],
  [
    'psd=n: an organizational domain, the walk ends',
    'psd=n: domain organisasi, pencarian berhenti',
  ],
  ['psd=y: a public suffix, the walk ends', 'psd=y: public suffix, pencarian berhenti'],
  ['applies', 'berlaku'],
  ['does not apply', 'tidak berlaku'],
  [
    'RFC 7489 does not know t=y: the policy applies in full',
    'RFC 7489 tidak mengenal t=y: policy berlaku penuh',
  ],
  ['RFC 7489 does not know {name}', 'RFC 7489 tidak mengenal {name}'],
  [
    'RFC {count5} asks only {name}, not {other}',
    'RFC {count5} hanya menanyakan {name}, bukan {other}',
  ],
  [
    'by the public suffix list the organizational domain is {name}',
    'menurut public suffix list, domain organisasinya {name}',
  ],
  ['not evaluated ({note}): {reason}', 'tidak dievaluasi ({note}): {reason}'],
  [
    'the From field does not parse: {reason}, at character {count}',
    'header From tidak dapat dibaca: {reason}, pada karakter {count}',
  ],
  ['no domain after "@"', 'tidak ada domain sesudah "@"'],
  ['two addresses need a comma between them', 'dua alamat harus dipisahkan koma'],
  ['the From field has only empty groups', 'header From hanya berisi grup kosong'],
  [
    "the author's domain is an address literal: {name}",
    'domain pengirim adalah address literal: {name}',
  ],
  [
    'the authors are of {count} domains: {text}',
    'para pengirim berasal dari {count} domain: {text}',
  ],
  ['there are {count} From fields', 'ada {count} header From'],
  ['there is no From field', 'tidak ada header From'],
  ['there is no author domain', 'tidak ada domain pengirim'],
  ['there is no DMARC policy', 'tidak ada policy DMARC'],
  ['the DMARC policy of {name} has {tag}', 'policy DMARC {name} memakai {tag}'],
  [
    'the DMARC policy of {name} is marked as a test (t=y)',
    'policy DMARC {name} ditandai sebagai uji coba (t=y)',
  ],
];

const ARC: readonly ReasonPattern[] = [
  ['the message has no ARC sets', 'email ini tidak punya set ARC'],
  [
    'all {count} seals and the newest message signature verify: {text}',
    'semua {count} seal dan tanda tangan pesan terbaru sah: {text}',
  ],
  [
    'the seal and the newest message signature verify: {text}',
    'seal dan tanda tangan pesan terbaru sah: {text}',
  ],
  [
    'the newest seal, {name} by {domain}, says itself that the chain was broken ({text})',
    'seal terbaru, {name} dari {domain}, menyatakan sendiri bahwa rantainya putus ({text})',
  ],
  [
    'the newest {name} (i={count}, {domain}) could not be checked: {reason}',
    '{name} terbaru (i={count}, {domain}) tidak dapat diperiksa: {reason}',
  ],
  [
    'the newest {name} (i={count}, {domain}) is not valid: {reason}',
    '{name} terbaru (i={count}, {domain}) tidak sah: {reason}',
  ],
  [
    'the {name} (i={count}, {domain}) could not be checked: {reason}',
    '{name} (i={count}, {domain}) tidak dapat diperiksa: {reason}',
  ],
  [
    'the {name} (i={count}, {domain}) is not valid: {reason}',
    '{name} (i={count}, {domain}) tidak sah: {reason}',
  ],
  [
    'the {name} {instance} by {domain} covers ARC-Seal, which it must not ({text})',
    '{name} {instance} dari {domain} mencakup ARC-Seal, padahal tidak boleh ({text})',
  ],
  [
    'the {name} {instance} by {domain} says cv=none where only cv=pass is valid',
    '{name} {instance} dari {domain} menulis cv=none, padahal hanya cv=pass yang sah',
  ],
  ['the {name} {instance} by {domain}: {reason}', '{name} {instance} dari {domain}: {reason}'],
  ['the set {instance} has no {name}', 'set {instance} tidak punya {name}'],
  ['the set {instance} is missing', 'set {instance} tidak ada'],
  ['{instance} has no {name}', '{instance} tidak punya {name}'],
  ['there are two {name} fields with {instance}', 'ada dua field {name} dengan {instance}'],
  [
    'the chain goes up to {instance}; at most {count} sets are allowed ({text})',
    'rantainya sampai {instance}; paling banyak {count} set ({text})',
  ],
  ['the chain below it has no {instance}', 'rantai di bawahnya tidak punya {instance}'],
  [
    'it has h=, which a seal must not have ({text})',
    'ada h=, yang tidak boleh ada pada seal ({text})',
  ],
  [
    'it does not verify: an ARC field was changed, or the key at {name} is not the one that signed',
    'tidak sah: sebuah field ARC diubah, atau key di {name} bukan key penanda tangan',
  ],
  ['it is missing', 'tidak ada'],
];

const CONNECTION_AND_BIMI: readonly ReasonPattern[] = [
  ['{ip} PTR {name}, {reason}', '{ip} PTR {name}, {reason}'],
  ['{ip} has no PTR record ({status})', '{ip} tidak punya record PTR ({status})'],
  ['{ip} has no PTR record', '{ip} tidak punya record PTR'],
  [
    'the PTR record of {ip} could not be looked up ({status})',
    'lookup record PTR {ip} gagal ({status})',
  ],
  [
    'no name of {ip} could be confirmed ({text})',
    'tidak ada nama {ip} yang dapat dipastikan ({text})',
  ],
  ['{name} {type}: no record', '{name} {type}: tidak ada record'],
  ['{name} A, AAAA: no record', '{name} A, AAAA: tidak ada record'],
  ['{type} of {name}: {reason}', '{type} {name}: {reason}'],
  ['{name} declines to show a logo', '{name} memilih tidak menampilkan logo'],
  ['{count} assertion records stand at {name}', 'ada {count} record BIMI di {name}'],
  ['{name} is no https address', '{name} bukan alamat https'],
  [
    'the record at {name} could not be looked up ({status})',
    'lookup record di {name} gagal ({status})',
  ],
  ['the record at {name} is malformed: {reason}', 'record di {name} salah tulis: {reason}'],
  [
    'the record at {name} is sound, and DMARC allows it',
    'record di {name} benar, dan DMARC mengizinkannya',
  ],
];

const CITATIONS: readonly ReasonPattern[] = [
  ['the IETF is making it historic', 'IETF sedang menjadikannya historis'],
  ['Gmail does not verify Ed25519', 'Gmail tidak memverifikasi Ed25519'],
  ['Gmail sender guidelines', 'pedoman pengirim Gmail'],
  ['Gmail sender guidelines ({text})', 'pedoman pengirim Gmail ({text})'],
  ['Gmail and Yahoo sender guidelines', 'pedoman pengirim Gmail dan Yahoo'],
  ['Gmail, Yahoo and Microsoft sender rules', 'aturan pengirim Gmail, Yahoo, dan Microsoft'],
  ['rules of the list', 'aturan blocklist itu'],
  [
    'SpamAssassin and rspamd: the score their authors recommend',
    'SpamAssassin dan rspamd: skor yang dianjurkan pembuatnya',
  ],
  ['SpamAssassin and rspamd: their protocols', 'SpamAssassin dan rspamd: protokolnya'],
  ['Gmail shows the first {count} kB', 'Gmail menampilkan {count} kB pertama'],
];

/** Terms of SPF records lead to a reason of their own. */
const LAST: readonly ReasonPattern[] = [
  ['{count}: {reason}', '{count}: {reason}'],
  ['{name}: {reason}', '{name}: {reason}'],
  ['{reason}, by {text}', '{reason}, lewat {text}'],
];

export const reasons: readonly ReasonPattern[] = [
  ...GENERAL,
  ...spfReasons,
  ...dkimReasons,
  ...DMARC,
  ...ARC,
  ...CONNECTION_AND_BIMI,
  ...CITATIONS,
  ...LAST,
];
