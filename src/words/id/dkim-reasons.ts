// The reasons of DKIM in Indonesian. The more particular pattern stands before the more general one.
import type { ReasonPattern } from '../translate-reason.ts';

export const dkimReasons: readonly ReasonPattern[] = [
  ['the RSA exponent is {count}', 'eksponen RSA-nya {count}'],
  ['x= ({name}) is not after t=', 'x= ({name}) tidak sesudah t='],
  ['{name} is not a selector', '{name} bukan selector'],
  ['DKIM {result}: d= s=: {reason}', 'DKIM {result}: d= s=: {reason}'],
  ['no DKIM-Signature field', 'tidak ada field DKIM-Signature'],
  ['DKIM-Signature fields: {count}', 'jumlah field DKIM-Signature: {count}'],
  [
    'no key at {name}: the TXT record there is not a key record: {text}',
    'tidak ada key di {name}: record TXT di sana bukan record key: {text}',
  ],
  ['no key at {name} ({text})', 'tidak ada key di {name} ({text})'],
  ['no key at {name}', 'tidak ada key di {name}'],
  ['{name}: no key', '{name}: tidak ada key'],
  [
    'the key record at {name} cannot be used: {reason} ({count} TXT records stand at the name)',
    'record key di {name} tidak dapat dipakai: {reason} (ada {count} record TXT di nama itu)',
  ],
  [
    'the key record at {name} cannot be used: {reason}',
    'record key di {name} tidak dapat dipakai: {reason}',
  ],
  ['the key at {name} could not be looked up: {reason}', 'lookup key di {name} gagal: {reason}'],
  ['the key at {name} is not accepted: {reason}', 'key di {name} tidak diterima: {reason}'],
  ['the key at {name} was not evaluated: {reason}', 'key di {name} tidak dievaluasi: {reason}'],
  [
    'the RSA key has {count} bits; under {count3} nothing counts as signed ({text})',
    'key RSA itu {count} bit; di bawah {count3} bit email dianggap tidak ditandatangani ({text})',
  ],
  [
    'the RSA key has {count} bits; over {count2} is a limit of this service, and verifiers need not take it ({text})',
    'key RSA itu {count} bit; di atas {count2} bit melewati batas layanan ini, dan penerima tidak wajib menerimanya ({text})',
  ],
  [
    'the RSA exponent is {count}: with it anybody can sign',
    'eksponen RSA-nya {count}: siapa pun dapat menandatangani',
  ],
  [
    '{name} does not allow {hash}, with which this was signed',
    '{name} tidak mengizinkan {hash}, padahal email ini ditandatangani dengannya',
  ],
  [
    'it is for {name}, the signature is {other}',
    'key ini untuk {name}, padahal tanda tangannya {other}',
  ],
  [
    'p= holds an Ed25519 key, but k=ed25519 is missing',
    'p= berisi key Ed25519, tetapi k=ed25519 tidak ada',
  ],
  ['p= holds more than the 32 bytes of an Ed25519 key', 'p= berisi lebih dari 32 byte key Ed25519'],
  ['p= is empty: the key has been revoked', 'p= kosong: key sudah dicabut'],
  ['p= is not base64: it has the character {text}', 'p= bukan base64: ada karakter {text}'],
  [
    'p= is not base64: its length cannot be right',
    'p= bukan base64: panjangnya tidak mungkin benar',
  ],
  ['p= is not base64: it goes on after "="', 'p= bukan base64: masih ada isi sesudah "="'],
  ['b= is not base64', 'b= bukan base64'],
  ['{name} does not allow e-mail', '{name} tidak mengizinkan email'],
  ['t=s forbids i= at a subdomain ({name})', 't=s melarang i= di subdomain ({name})'],
  [
    'the key in p= is damaged: its {count} bytes are no {type} public key, {count4} bytes are missing at the end',
    'key di p= rusak: {count} byte-nya bukan key publik {type}, {count4} byte di akhir hilang',
  ],
  [
    'the key in p= is damaged: its {count} bytes are no {type} public key',
    'key di p= rusak: {count} byte-nya bukan key publik {type}',
  ],
  ['the RSA key in p= cannot be read', 'key RSA di p= tidak dapat dibaca'],
  ['there is nothing between two semicolons', 'tidak ada apa-apa di antara dua titik koma'],
  ['v= is not the first tag', 'v= bukan tag pertama'],
  ['v= is {text}, not {name}', 'v= adalah {text}, bukan {name}'],
  ['the required tag {name} is missing', 'tag wajib {name} tidak ada'],
  ['the tag {name} is there twice', 'tag {name} ditulis dua kali'],
  ['the algorithm {name} is not known', 'algoritma {name} tidak dikenal'],
  ['the canonicalization {name} is not known', 'canonicalization {name} tidak dikenal'],
  ['no key query method of {name} is known', 'tidak ada metode query dari {name} yang dikenal'],
  [
    'the domain of i= ({name}) is neither d= ({other}) nor below it',
    'domain di i= ({name}) bukan d= ({other}) dan bukan subdomainnya',
  ],
  ['the signature expired on {name}', 'tanda tangan kedaluwarsa pada {name}'],
  [
    '{name} is not a selector: only letters, digits, hyphens and dots between them are',
    '{name} bukan selector: hanya huruf, angka, tanda hubung, dan titik di antaranya yang boleh',
  ],
  [
    'signed with {name}, which must not be accepted any more ({text})',
    'ditandatangani dengan {name}, yang tidak boleh diterima lagi ({text})',
  ],
  [
    'From is not among the signed fields (h=)',
    'From tidak termasuk header yang ditandatangani (h=)',
  ],
  ['x= ({name}) is not after t= ({other})', 'x= ({name}) tidak sesudah t= ({other})'],
  [
    'the message has no From field, which every signature must cover',
    'email ini tidak punya header From, yang wajib dicakup setiap tanda tangan',
  ],
  [
    'the body was changed after it was signed: bh= does not match',
    'isi email diubah setelah ditandatangani: bh= tidak cocok',
  ],
  [
    'the body, or bh=, was changed after signing: bh= does not match',
    'isi email, atau bh=, diubah setelah ditandatangani: bh= tidak cocok',
  ],
  ['the header signature does not verify either', 'tanda tangan header juga tidak sah'],
  ['the signed header fields are intact', 'header yang ditandatangani utuh'],
  [
    'the body is intact, but the header signature (b=) does not verify: {reason}',
    'isi email utuh, tetapi tanda tangan header (b=) tidak sah: {reason}',
  ],
  [
    'the body is intact, but bh= in the signature was altered after signing',
    'isi email utuh, tetapi bh= dalam tanda tangan diubah setelah ditandatangani',
  ],
  [
    'the body is shorter than when it was signed: {name}, but it has {count} bytes',
    'isi email lebih pendek daripada saat ditandatangani: {name}, tetapi isinya {count} byte',
  ],
  [
    'bh= is the hash of an empty body: the signer did not see the text',
    'bh= adalah hash isi kosong: penanda tangan tidak melihat isi email',
  ],
  [
    'a signed field was changed, or the key at {name} is not the one that signed',
    'header yang ditandatangani diubah, atau key di {name} bukan key penanda tangan',
  ],
  ['a signed field was changed', 'header yang ditandatangani diubah'],
  [
    'none of the {count} keys at {name} is the one that signed, or b= was damaged',
    'tidak satu pun dari {count} key di {name} adalah key penanda tangan, atau b= rusak',
  ],
  [
    'the key at {name} is not the one that signed, or b= was damaged',
    'key di {name} bukan key penanda tangan, atau b= rusak',
  ],
  ['the key at {name} is not the one that signed', 'key di {name} bukan key penanda tangan'],
  ['b= was damaged after signing', 'b= rusak setelah ditandatangani'],
  ['b= has {count} bits, the key in DNS {other}', 'b= {count} bit, key di DNS {other} bit'],
  [
    'b= has no capital letters, as no signature is made',
    'b= tidak punya huruf besar, padahal tanda tangan selalu punya',
  ],
  ['{name}; the body has {count} bytes', '{name}; isi email {count} byte'],
  [
    'most receivers accept this, RFC 6376 does not: {reason}',
    'banyak penerima menerima ini, RFC 6376 tidak: {reason}',
  ],
  ['verified with the key at {name}', 'sah dengan key di {name}'],
  ['verified with the {kind} key at {name}: {reason}', 'sah dengan key {kind} di {name}: {reason}'],
  [
    'verified with the {bits} RSA key at {name}: {reason}',
    'sah dengan key RSA {bits} di {name}: {reason}',
  ],
  ['{count} header fields and the whole body', '{count} header dan seluruh isi email'],
  [
    '{count} header fields and {bytes} bytes of the body',
    '{count} header dan {bytes} byte isi email',
  ],
  [
    '{count} bytes after them are not signed (l=)',
    '{count} byte sesudahnya tidak ditandatangani (l=)',
  ],
  [
    'the key record says that DKIM is only being tested (t=y)',
    'record key mengatakan DKIM masih diuji coba (t=y)',
  ],
  [
    'it says it was signed in the future, on {name}',
    'tertulis ditandatangani di masa depan, pada {name}',
  ],
  [
    '{count} TXT records stand at the name, and which one a receiver takes is undefined ({text})',
    'ada {count} record TXT di nama itu, dan record mana yang dipakai penerima tidak ditentukan ({text})',
  ],
  ['{text} (the signature verifies with this one)', '{text} (tanda tangan sah dengan yang ini)'],
  ['{field}: {count} in the header, {other} in h=', '{field}: {count} di header, {other} di h='],
  ['d={name} s={selector}: {reason}', 'd={name} s={selector}: {reason}'],
  ['DKIM {result}: {reason}', 'DKIM {result}: {reason}'],
];
