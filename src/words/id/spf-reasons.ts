// The reasons of SPF in Indonesian. The more particular pattern stands before the more general one.
import type { ReasonPattern } from '../translate-reason.ts';

export const spfReasons: readonly ReasonPattern[] = [
  ['{name} TXT: no SPF record', '{name} TXT: tidak ada record SPF'],
  [
    '{name} could not be looked up (TXT of {other}: {reason})',
    'lookup {name} gagal (TXT {other}: {reason})',
  ],
  ['{name} has no SPF record ({text})', '{name} tidak punya record SPF ({text})'],
  ['{name} has no SPF record', '{name} tidak punya record SPF'],
  ['{name} does not exist ({text})', '{name} tidak ada ({text})'],
  ['{name} does not exist', '{name} tidak ada'],
  [
    '{name} has {count} SPF records, one is allowed ({text})',
    '{name} punya {count} record SPF, padahal hanya boleh satu ({text})',
  ],
  [
    '{name} has {count} MX hosts, {count2} are allowed ({text})',
    '{name} punya {count} host MX, batasnya {count2} ({text})',
  ],
  ['{name} has {count} SPF records', '{name} punya {count} record SPF'],
  [
    'no term of {text} matches {ip}, and it has no all ({note})',
    'tidak ada mekanisme dari {text} yang cocok dengan {ip}, dan record itu tidak punya all ({note})',
  ],
  [
    'no term of {text} matches {ip}; {all}',
    'tidak ada mekanisme dari {text} yang cocok dengan {ip}; {all}',
  ],
  ['{ip} matches {name}: {reason}', '{ip} cocok dengan {name}: {reason}'],
  ['{ip} matches {name}, by {text}', '{ip} cocok dengan {name}, lewat {text}'],
  ['{ip} matches {name}', '{ip} cocok dengan {name}'],
  ['{name} matches every address', '{name} cocok dengan semua alamat'],
  ['matches every address', 'cocok dengan semua alamat'],
  ['{name} gives {result}: {reason}', '{name} menghasilkan {result}: {reason}'],
  [
    '{name} has the MX {host}, and that has {ip}',
    'MX {name} adalah {host}, yang punya alamat {ip}',
  ],
  ['{name} has no usable MX: {text}', '{name} tidak punya MX yang dapat dipakai: {text}'],
  ['none of the MX hosts {text} has {ip}', 'tidak satu pun host MX {text} punya alamat {ip}'],
  [
    'none of the PTR names {text} leads back to {ip}',
    'tidak satu pun nama PTR {text} kembali ke {ip}',
  ],
  ['{name} has {ip}, not {other}', '{name} punya alamat {ip}, bukan {other}'],
  ['{name} has {ip}, by {text}', '{name} punya alamat {ip}, lewat {text}'],
  ['{name} has no address', '{name} tidak punya alamat'],
  [
    '{ip} is called {name}, but that has {other}',
    '{ip} bernama {name}, tetapi nama itu punya alamat {other}',
  ],
  [
    '{ip} is called {name}, but that has no address',
    '{ip} bernama {name}, tetapi nama itu tidak punya alamat',
  ],
  ['{ip} is {name}, and that has {other}', '{ip} bernama {name}, yang punya alamat {other}'],
  ['{ip} is {name}, within {domain}', '{ip} bernama {name}, di dalam {domain}'],
  [
    '{ip} is {text} and {count} more, within {domain}',
    '{ip} bernama {text} dan {count} nama lagi, di dalam {domain}',
  ],
  ['{ip} is not in {ip2}', '{ip} tidak di dalam {ip2}'],
  ['{ip} is in {ip2}', '{ip} di dalam {ip2}'],
  ['{ip} is not {ip2}', '{ip} bukan {ip2}'],
  ['{ip} is IPv6, ip4 is not', '{ip} adalah IPv6, ip4 bukan'],
  ['{ip} is IPv4, ip6 is not', '{ip} adalah IPv4, ip6 bukan'],
  [
    'nothing matched before, so {name} decides: {result}',
    'tidak ada yang cocok sebelumnya, jadi {name} yang menentukan: {result}',
  ],
  ['after all, never tested ({text})', 'sesudah all, tidak pernah diuji ({text})'],
  ['not reached: {text} decided', 'tidak sampai diuji: {text} sudah menentukan'],
  ['not reached', 'tidak sampai diuji'],
  [
    'ignored, because the record has all ({text})',
    'diabaikan, karena record itu punya all ({text})',
  ],
  ['read only for a fail ({text})', 'dibaca hanya bila hasilnya fail ({text})'],
  ['unknown modifier, ignored ({text})', 'modifier tidak dikenal, diabaikan ({text})'],
  [
    '{name} is lookup number {count}, {count2} are allowed ({text}), by {other}',
    '{name} adalah lookup nomor {count}, batasnya {count2} ({text}), lewat {other}',
  ],
  [
    '{name} is lookup number {count}, {count2} are allowed ({text})',
    '{name} adalah lookup nomor {count}, batasnya {count2} ({text})',
  ],
  [
    '{name} is void lookup number {count}, {count2} are allowed ({note}): {text}',
    '{name} adalah lookup tanpa hasil nomor {count}, batasnya {count2} ({note}): {text}',
  ],
  [
    '{name} in the record of {domain} lists {ip}, but is not reached',
    '{name} dalam record {domain} mencantumkan {ip}, tetapi tidak sampai diuji',
  ],
  [
    '{name} in the record of {domain} lists {ip}, but comes too late',
    '{name} dalam record {domain} mencantumkan {ip}, tetapi letaknya terlalu di belakang',
  ],
  [
    'syntax error in the record of {domain} at position {count}: {reason}',
    'salah tulis dalam record {domain} pada posisi {count}: {reason}',
  ],
  ['the record has a syntax error', 'record itu salah tulis'],
  [
    '{text} is a prefix length with a leading zero',
    '{text} adalah panjang prefix dengan nol di depan',
  ],
  [
    '{text} is a single label, not a full domain name ({note})',
    '{text} hanya satu label, bukan nama domain lengkap ({note})',
  ],
  [
    '{text} is a single label, not a full domain name',
    '{text} hanya satu label, bukan nama domain lengkap',
  ],
  ['{text} is not a mechanism; {name} is meant', '{text} bukan mekanisme; maksudnya {name}'],
  ['{text} is not a mechanism', '{text} bukan mekanisme'],
  ['{text} is not a prefix length up to {text2}', '{text} bukan panjang prefix sampai {text2}'],
  ['{text} is not an IPv4 address', '{text} bukan alamat IPv4'],
  ['{text} is not an IPv6 address', '{text} bukan alamat IPv6'],
  ['{text} needs ":" and a name', '{text} memerlukan ":" dan sebuah nama'],
  ['{text} cannot follow {name}', '{text} tidak boleh mengikuti {name}'],
  ['{text}: there is no macro letter {name}', '{text}: tidak ada huruf macro {name}'],
  ['a "%" that is not followed by {text}', 'ada "%" yang tidak diikuti {text}'],
  ['{name} has an empty name', '{name} tidak menyebut nama apa pun'],
  ['{name} appears a second time', '{name} muncul dua kali'],
  [
    '{name} cannot be asked: {text} has a label of {count} characters, {count2} are allowed ({note})',
    '{name} tidak dapat ditanyakan: {text} punya label sepanjang {count} karakter, batasnya {count2} ({note})',
  ],
  ['{name} cannot be asked: {text}', '{name} tidak dapat ditanyakan: {text}'],
  ['cannot be asked: {text}', 'tidak dapat ditanyakan: {text}'],
  [
    '{ip} is an address literal, not a domain name ({text})',
    '{ip} adalah address literal, bukan nama domain ({text})',
  ],
];
