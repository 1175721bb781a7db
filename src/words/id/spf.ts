// Indonesian words for the findings of SPF.
import type { SpfCode } from '../../diagnose/catalog.ts';
import type { FindingWords } from '../finding-words.ts';

/** The record, with a warning where somebody who sends may no longer be in it. */
const WITHOUT =
  'Pasang untuk {domain}, menggantikan record lama; {lost} tidak ikut, jadi tambahkan server atau layanan lain yang mengirim lewat itu: "{record}"';
const INSTEAD = 'Pasang untuk {domain}, menggantikan record lama: "{record}"';
/** The change that can be computed, and what to do when it cannot. */
const publish = (otherwise: string): FindingWords['fix'] => [WITHOUT, INSTEAD, otherwise];

const LISTING: FindingWords['fix'] = [
  'Kirim lewat host yang tercantum di record SPF {domain}: IP dinamis {dynamic} jangan dimasukkan ke record SPF.',
  'Kalau {service} memang mengirim email untuk Anda, pasang untuk {domain}; {lost} tidak ikut, jadi tambahkan server atau layanan lain yang mengirim lewat itu: "{record}"',
  'Kalau {service} memang mengirim email untuk Anda, pasang untuk {domain}: "{record}"',
  'Kalau {ip} milik Anda, pasang untuk {domain}; {lost} tidak ikut, jadi tambahkan server atau layanan lain yang mengirim lewat itu: "{record}"',
  'Kalau {ip} milik Anda, kirim lewat IPv4 (Postfix: "smtp_address_preference = {preference}"), atau pasang untuk {domain}: "{record}"',
  'Kalau {ip} milik Anda dan {domain} memang akan mengirim email, pasang untuk {nobody}: "{record}"',
  'Kalau {ip} milik Anda, pasang untuk {domain}: "{record}"',
  'Kalau {ip} milik Anda, cantumkan di record SPF {domain} sebelum "all", setelah kesalahan dan kelebihan lookup di record itu dibereskan.',
];
const EXPENSIVE: FindingWords['fix'] = [
  WITHOUT,
  INSTEAD,
  'Hapus include yang tidak dipakai lagi, mulai dari yang paling banyak lookup-nya: {dearest}; atau pindahkan satu layanan ke subdomain sendiri.',
  'Hapus include yang tidak dipakai lagi, atau pindahkan satu layanan ke subdomain sendiri.',
];
const VOID_TITLE =
  'Record SPF {domain} menyebabkan {count} void lookup (nama tanpa record); batasnya {limit}.';
const VOID_FIX: FindingWords['fix'] = [
  WITHOUT,
  INSTEAD,
  'Hapus yang sudah tidak ada: {terms}.',
  'Hapus mekanisme yang namanya sudah tidak ada dari record itu.',
];
const FAMILY =
  '{domain} hanya mencantumkan alamat {family}; email ini datang lewat {came}, dari {ip}.';
const LATE =
  '{domain} mencantumkan {ip} ("{late}"), tetapi "{term}" menentukan sebelum bagian itu dibaca.';

export const spf: Record<SpfCode, FindingWords> = {
  'spf-several': {
    title: [
      '{domain} punya {count} record SPF; hanya boleh satu.',
      '{domain} punya beberapa record SPF; hanya boleh satu.',
    ],
    why: 'Penerima tidak bisa memilih: SPF berakhir dengan error untuk setiap email.',
    fix: [
      'Hapus semuanya dan pasang satu record untuk {domain}; {lost} tidak ikut, jadi tambahkan server atau layanan lain yang mengirim lewat itu: "{record}"',
      'Hapus semuanya dan pasang satu record untuk {domain}: "{record}"',
      'Gabungkan menjadi satu record dengan satu "v=spf1" dan satu "all", lalu hapus sisanya.',
    ],
  },
  'spf-syntax': {
    title: [
      'Record SPF {domain} kehilangan spasi di antara dua string-nya: "{strings}".',
      'Record SPF {domain} memuat karakter yang salah ({dash}, bukan "-") pada posisi {position}: "{term}".',
      'Record SPF {domain} salah tulis pada posisi {position}: "{term}".',
    ],
    why: 'Satu kesalahan di mana pun membatalkan seluruh record, untuk setiap email.',
    fix: publish('Perbaiki "{term}" di record SPF {domain}, atau hapus.'),
  },
  'spf-macro-syntax': {
    title: 'Record SPF {domain} memuat macro yang tidak valid pada posisi {position}: "{term}".',
    why: 'Setelah tanda % hanya boleh ada macro seperti %{i}, atau %%, %_ dan %-; satu kesalahan membatalkan seluruh record.',
    fix: publish('Perbaiki macro pada "{term}" di record SPF {domain}, atau hapus bagian itu.'),
  },
  'spf-include-syntax': {
    title: 'Record SPF {name}, yang Anda sertakan lewat "{via}", salah tulis: "{term}".',
    why: 'Kesalahan itu dihitung sebagai kesalahan record Anda sendiri: SPF berakhir dengan error.',
    fix: [
      'Beri tahu pemilik {name} tentang "{term}" pada posisi {position}; sampai diperbaiki, pasang untuk {domain}: "{record}"',
      'Beri tahu pemilik {name} tentang "{term}" pada posisi {position}, dan hapus "{via}" dari record Anda sampai diperbaiki.',
    ],
  },
  'spf-include-several': {
    title: '{name}, yang Anda sertakan lewat "{term}", punya beberapa record SPF.',
    why: 'Tidak ada yang bisa memilih: SPF berakhir dengan error.',
    fix: [
      'Beri tahu pemilik {name}; sampai di sana tersisa satu record saja, pasang untuk {domain}: "{record}"',
      'Beri tahu pemilik {name}, dan hapus "{term}" dari record {domain} sampai tersisa satu saja.',
    ],
  },
  'spf-include-none': {
    title: [
      'Record SPF Anda berisi "{term}", padahal {host} adalah nama host dan tidak punya record SPF sendiri.',
      'Record SPF Anda berisi "{term}", padahal {absent} tidak ada; maksudnya {meant}?',
      'Record SPF {foreign} berisi "{term}", padahal {absent} tidak ada.',
      'Record SPF Anda berisi "{term}", padahal {absent} tidak ada.',
      'Record SPF Anda berisi "{term}", padahal {name} tidak punya record SPF; maksudnya {meant}?',
      'Record SPF Anda berisi "{term}", padahal {name} tidak punya record SPF.',
    ],
    why: 'include: berarti record SPF milik nama lain. Kalau tidak ada, SPF berakhir dengan error untuk semua pengirim yang tidak disebut sebelumnya.',
    fix: [
      'Minta {foreign} menghapus "{term}" dari record SPF-nya; sementara itu, pasang untuk {domain}: "{record}"',
      'Pasang untuk {domain}, menggantikan record lama, dengan nama {corrected}: "{record}"',
      'Kalau Anda memakai layanan itu, tulis "include:{meant}"; kalau tidak, pasang untuk {domain}: "{record}"',
      'Kalau {lost} adalah layanan yang Anda pakai, tanyakan nama yang benar; tanpa itu, pasang untuk {domain}: "{record}"',
      INSTEAD,
      'Minta {foreign} menghapus "{term}" dari record SPF-nya; sementara itu, cantumkan server Anda tanpa bagian itu.',
      'Hapus "{term}" dari record SPF {domain}; kalau host itu sendiri mengirim email, tulis "a:{name}".',
    ],
  },
  'spf-redirect-none': {
    title: [
      'Record SPF {owner} berakhir dengan "{term}", padahal {absent} tidak ada.',
      'Record SPF {owner} berakhir dengan "{term}", padahal {name} tidak punya record SPF.',
    ],
    why: 'Sisa record dicari di sana: SPF berakhir dengan error untuk semua pengirim yang tidak disebut sebelumnya.',
    fix: [
      'Kalau {name} milik Anda, pasang di sana record SPF yang memuat server pengirim Anda; kalau bukan, pasang untuk {domain}: "{record}"',
      'Pasang record SPF di {name}, atau ganti "{term}" dengan "~all".',
    ],
  },
  'spf-loop': {
    title: [
      'Record SPF {domain} masuk ke lingkaran di {foreign}: "{term}" kembali ke {name}.',
      'Record SPF {domain} menyertakan dirinya sendiri: "{term}" kembali ke {name}.',
    ],
    why: 'Lingkaran itu menghabiskan sepuluh lookup yang diizinkan, dan SPF berakhir dengan error.',
    fix: publish('Hapus "{term}".'),
  },
  'spf-too-many-lookups': {
    title: 'Record SPF {domain} butuh {cost} lookup DNS; batasnya {limit}.',
    why: 'Penerima berhenti di batas itu, dan SPF berakhir dengan error untuk email ini.',
    fix: EXPENSIVE,
  },
  'spf-too-many-voids': {
    title: VOID_TITLE,
    why: 'Penerima berhenti di situ, dan SPF berakhir dengan error untuk email ini.',
    fix: VOID_FIX,
  },
  'spf-too-many-mx': {
    title: '{name} punya {count} host MX; untuk "{term}" di record SPF batasnya {limit}.',
    why: 'SPF berakhir dengan error untuk semua pengirim yang tidak disebut sebelumnya.',
    fix: publish('Ganti "{term}" di record SPF dengan ip4: dan ip6: dari host yang mengirim.'),
  },
  'spf-too-many-ptr': {
    title:
      '{ip} punya {count} nama PTR; untuk "{term}" di record SPF hanya {limit} pertama yang dihitung.',
    why: 'Urutannya berubah di setiap jawaban: SPF lolos atau gagal secara acak.',
    fix: [
      'Minta semua record PTR {ip} dihapus kecuali satu, dan pasang untuk {domain}; {lost} tidak ikut, jadi tambahkan server atau layanan lain yang mengirim email Anda: "{record}"',
      'Minta semua record PTR {ip} dihapus kecuali satu, dan pasang untuk {domain}: "{record}"',
      'Ganti "{term}" di record SPF dengan alamat IP yang mengirim, dan minta semua record PTR {ip} dihapus kecuali satu.',
    ],
  },
  'spf-mx-address': {
    title: 'Record MX {name} berisi alamat IP, {address}, padahal harus nama host.',
    why: 'Email ke MX seperti itu tidak bisa diantar, dan "mx" di record SPF tidak mencakupnya.',
    fix: 'Buat nama host untuk {address}, lalu isikan nama itu di record MX {name}.',
  },
  'spf-version-syntax': {
    title: [
      'Record SPF {domain} diawali tanda kutip ({quotes}) yang ikut menjadi bagian teksnya.',
      'Record SPF {domain} tidak diawali "v=spf1" dan spasi.',
    ],
    why: 'Penerima tidak mengenalinya: bagi mereka {domain} tidak punya record SPF.',
    fix: publish(
      'Awali record dengan "v=spf1 ", tanpa tanda kutip atau karakter lain di depannya.',
    ),
  },
  'spf-type99-only': {
    title: '{domain} memasang record SPF hanya dengan tipe lama SPF (99).',
    why: 'Tipe itu sudah ditinggalkan sejak 2014; penerima hanya membaca TXT.',
    fix: [
      'Pasang sebagai record TXT {domain}: "{record}"',
      'Pasang teks yang sama sebagai record TXT {domain}.',
    ],
  },
  'spf-sender-id-only': {
    title: '{domain} memasang record Sender ID (spf2.0), bukan record SPF.',
    why: 'Sender ID sudah tidak dipakai; penerima hanya mencari "v=spf1".',
    fix: [
      'Pasang untuk {domain}, menggantikan record Sender ID: "{record}"',
      'Pasang untuk {domain} record yang diawali "v=spf1 " dan memuat server pengirim Anda.',
    ],
  },
  'spf-wrong-name': {
    title:
      'Record SPF dipasang di {found}, tetapi email dikirim sebagai {domain} yang tidak punya.',
    why: 'Penerima hanya melihat domain setelah @ pada envelope sender.',
    fix: [
      'Pasang di {domain}, tambahkan juga server pengirim Anda yang lain: "{record}"',
      'Pasang record SPF di {domain} itu sendiri.',
    ],
  },
  'spf-domain-absent': {
    title: [
      'Nama HELO {helo} mewakili envelope sender yang kosong, dan nama itu tidak ada di DNS.',
      'Domain envelope sender (MAIL FROM), {domain}, tidak ada di DNS.',
    ],
    why: 'Di nama yang tidak ada tidak bisa dipasang apa-apa, bounce tidak bisa kembali, dan banyak penerima menolak pengirim seperti itu.',
    fix: [
      'Atur agar server memakai namanya sendiri pada HELO, bukan {helo} (Postfix: myhostname), dan beri nama itu alamat dan record SPF.',
      'Atur agar server mengirim sebagai domain Anda, bukan {local} (Postfix: myorigin dan myhostname di main.cf).',
      'Perbaiki alamat envelope sender di program pengirim (Postfix: myorigin, myhostname); kalau {domain} milik Anda, periksa apakah sudah terdaftar dan server DNS-nya mengenalnya.',
    ],
  },
  'spf-forwarded': {
    title:
      'Email ini diteruskan (forward): {forwarder} ({ip}) meneruskan kiriman {origin}, sedangkan {domain} hanya mencantumkan {origin}.',
    why: 'SPF tidak bertahan saat email diteruskan; hanya tanda tangan DKIM yang menyelamatkannya, dan penerima yang hanya melihat SPF menolaknya.',
    fix: 'Uji dengan email langsung ke alamat ini; kalau server penerus itu milik Anda, atur agar ia menulis ulang envelope sender (SRS; Postfix: postsrsd).',
  },
  'spf-fail': {
    title: [
      '{nobody} menyatakan tidak mengirim email sama sekali ("v=spf1 -all"), padahal {ip} mengirim sebagai domain itu.',
      FAMILY,
      LATE,
      '{domain} menyatakan {ip} tidak boleh mengirim emailnya ("{term}").',
      '{domain} menyatakan {ip} tidak boleh mengirim emailnya.',
    ],
    why: 'Penerima yang hanya melihat SPF menolak email ini, karena record SPF memintanya.',
    fix: LISTING,
  },
  'spf-softfail': {
    title: [FAMILY, LATE, '{ip} tidak tercantum di record SPF {domain}.'],
    why: 'Record itu berakhir dengan "~all": penerima mencurigai email ini, dan Microsoft menganggapnya gagal.',
    fix: LISTING,
  },
  'spf-neutral': {
    title: [FAMILY, LATE, 'Record SPF {domain} tidak mengatakan apa-apa tentang {ip}.'],
    why: 'Hasil neutral sama saja dengan tidak ada record: tidak membuktikan apa-apa, sedangkan penerima besar meminta pass.',
    fix: LISTING,
  },
  'spf-none': {
    title: [
      '{helo}, nama HELO yang mewakili envelope sender kosong (MAIL FROM:<>), tidak punya record SPF.',
      '{domain} tidak punya record SPF.',
    ],
    why: 'Tidak ada yang tahu apakah {ip} boleh mengirim emailnya; Gmail, Yahoo, dan Microsoft menolak email seperti itu atau memasukkannya ke folder spam.',
    fix: [
      '{domain} adalah alias: minta record SPF dipasang di {alias}, atau kirim dari nama tersendiri; di samping record CNAME tidak boleh ada record TXT.',
      'Kirim lewat host dengan IP statis, dan cantumkan host itu di record SPF {domain}: IP dinamis {dynamic} jangan dimasukkan.',
      'Pasang record TXT di {helo}: "{record}"',
      'Email ini dikirim sebagai user sistem {user}: beri program itu envelope sender Anda sendiri (PHP mail(): parameter kelima "-fanda@domain.anda"; sendmail -f), atau pasang record TXT di {domain}: "{record}"',
      'Pasang record TXT di {domain}, tambahkan juga server pengirim Anda yang lain: "{record}"',
      'Pasang record TXT di {domain} yang diawali "v=spf1", memuat semua host dan layanan yang mengirim untuknya, dan diakhiri "~all".',
    ],
  },
  'spf-permerror': {
    title: 'Record SPF {domain} tidak dapat dievaluasi.',
    why: 'Bagi penerima itu sama dengan tanpa record, atau lebih buruk.',
    fix: publish('Perbaiki ini di record SPF {domain}: {problem}.'),
  },
  'spf-record-too-many-lookups': {
    title: 'Record SPF {domain} seluruhnya butuh {cost} lookup DNS; batasnya {limit}.',
    why: 'Email ini lolos karena IP-nya disebut di awal record; email lain mendapat error.',
    fix: EXPENSIVE,
  },
  'spf-pass-all': {
    title: [
      'Record SPF {foreign}, yang Anda sertakan, berakhir dengan "+all": siapa pun di dunia boleh mengirim sebagai {domain}.',
      'Record SPF {name} berakhir dengan "+all": siapa pun di dunia boleh mengirim sebagai {domain}.',
    ],
    why: 'Pass yang didapat semua orang tidak membuktikan apa-apa.',
    fix: [
      'Beri tahu {foreign}; sampai diperbaiki, cantumkan alamat IP yang mengirim lewat itu, dan pasang untuk {domain}: "{record}"',
      'Pasang untuk {domain}, menggantikan record lama, tambahkan juga server pengirim Anda yang lain: "{record}"',
      'Hapus include ke {foreign} dari record {domain}.',
      'Cantumkan semua yang mengirim email untuk {domain}, dan akhiri record dengan "~all", bukan "+all".',
    ],
  },
  'spf-too-broad': {
    title: [
      'Record SPF {foreign}, yang Anda sertakan, mengizinkan sebagian besar Internet ("{term}") mengirim sebagai {domain}.',
      'Record SPF {domain} mengizinkan sebagian besar Internet mengirim sebagai domain itu: "{term}".',
    ],
    why: 'Pass yang juga didapat orang asing tidak membuktikan apa-apa; sama dengan "+all", hanya lebih sulit terlihat.',
    fix: [
      'Beri tahu {foreign}; sampai diperbaiki, cantumkan alamat IP yang mengirim lewat itu, dan pasang untuk {domain}: "{record}"',
      'Pasang untuk {domain}, menggantikan record lama, tambahkan juga server pengirim Anda yang lain: "{record}"',
      'Ganti "{term}" dengan alamat IP yang mengirim.',
    ],
  },
  'spf-ptr': {
    title: 'Record SPF {domain} memakai "{term}", yang sebaiknya tidak dipakai lagi.',
    why: 'Lambat dan tidak andal, dan RFC 7208 menyarankan untuk tidak memasangnya.',
    fix: publish('Ganti "{term}" dengan alamat IP yang mengirim.'),
  },
  'spf-no-all': {
    title: 'Record SPF {domain} tidak diakhiri "all" atau "redirect=".',
    why: 'Tanpa akhiran itu, record tidak mengatakan apa-apa tentang orang lain yang memakai nama Anda.',
    fix: publish('Tambahkan "~all" di akhir record.'),
  },
  'spf-after-all': {
    title: 'Di record SPF {domain} masih ada isi setelah "{all}": {terms}.',
    why: 'Apa pun setelah "all" tidak pernah dilihat.',
    fix: publish('Pindahkan "{all}" ke akhir record.'),
  },
  'spf-redirect-ignored': {
    title: 'Record SPF {domain} memuat "{all}" dan "{term}"; yang kedua diabaikan.',
    why: 'redirect= hanya berlaku di record tanpa "all".',
    fix: [
      'Pasang ini, atau hapus "{all}" kalau redirect yang dimaksud: "{record}"',
      'Hapus "{term}", atau hapus "{all}" kalau redirect yang dimaksud.',
    ],
  },
  'spf-absent-name': {
    title: 'Record SPF {domain} mencantumkan nama yang tidak ada: {names}.',
    why: 'Siapa pun yang mendaftarkan nama itu bisa mengirim sebagai {domain}, dan SPF lolos.',
    fix: publish('Hapus yang sudah tidak ada: {terms}.'),
  },
  'spf-record-too-long': {
    title:
      'Record SPF {domain} panjangnya {octets} byte; lebih dari {limit} bisa tidak muat dalam jawaban UDP.',
    why: 'Penerima yang tidak bisa bertanya lagi lewat TCP mungkin tidak melihatnya.',
    fix: publish('Pindahkan sebagian record ke nama lain, lalu include nama itu.'),
  },
  'spf-helo-fail': {
    title: 'Nama HELO {helo} punya record SPF yang tidak mencantumkan {ip}.',
    why: 'Penerima boleh memeriksa nama ini juga (RFC 7208), dan menolak emailnya.',
    fix: [
      'Pasang untuk {helo}, menggantikan record lama: "{record}"',
      'Minta pemilik {foreign} menambahkan "{mechanism}" ke record SPF-nya.',
      'Tambahkan "{mechanism}" ke record SPF {helo}, sebelum "all".',
    ],
  },
  'spf-record-voids': {
    title: VOID_TITLE,
    why: 'Email yang membuat penerima menanyakan semuanya mendapat error.',
    fix: VOID_FIX,
  },
  'spf-neutral-all': {
    title: 'Record SPF {domain} berakhir dengan "?all".',
    why: 'Record itu tidak mengatakan apa-apa tentang orang lain yang memakai nama Anda.',
    fix: publish('Akhiri record dengan "~all".'),
  },
  'spf-helo-none': {
    title: 'Nama HELO {helo} tidak punya record SPF.',
    why: 'Email bounce tidak punya pengirim lain: hanya nama itu yang dapat menjaminnya.',
    fix: 'Pasang record TXT di {helo}: "{record}"',
  },
  'spf-null-reverse-path': {
    title: 'Envelope sender email ini kosong; SPF diperiksa untuk {sender}.',
    why: 'Itu benar untuk email bounce, yang pengirimnya diwakili nama HELO.',
    fix: 'Kirim email uji dari alamat biasa kalau Anda ingin menguji domain Anda.',
  },
  'spf-temperror': {
    title: [
      'SPF tidak dapat diperiksa seluruhnya: layanan ini mencapai batas lookup DNS-nya sendiri ({ours}).',
      'SPF {domain} tidak dapat diperiksa: DNS tidak menjawab untuk {name}.',
    ],
    why: 'Ini tidak dihitung sebagai kesalahan email Anda.',
    fix: [
      'Kirim ulang email uji beberapa menit lagi; kalau tetap begini, pendekkan record SPF {domain} ({ours} butuh terlalu banyak lookup).',
      'Kirim ulang email uji beberapa menit lagi; kalau tetap begini, periksa apakah server DNS {name} menjawab dari luar.',
    ],
  },
  'spf-pass': {
    title: 'SPF: {domain} mencantumkan {ip} ("{term}").',
    why: 'Penerima tahu server ini boleh mengirim untuk {domain}.',
    fix: '',
  },
};
