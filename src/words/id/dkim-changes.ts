// Indonesian words for what was changed after signing, where it is proven.
import type { DkimChangesCode } from '../../diagnose/catalog.ts';
import type { FindingWords, Text } from '../finding-words.ts';

/** Who is likely to have done it, said after what is proven. */
const proven = (sentence: string): Text => [
  `${sentence} Kemungkinan dilakukan oleh {software} di {host}.`,
  `${sentence} Kemungkinan dilakukan oleh {software}.`,
  `${sentence} Di {whole} tanda tangannya masih sah.`,
  sentence,
];
const TEXT_PROVEN = proven(
  'Ini terbukti: kalau perubahan itu dibatalkan, isi email sama dengan yang ditandatangani (bh=).',
);
const FIELD_PROVEN = proven(
  'Ini terbukti: kalau perubahan itu dibatalkan, header sama dengan yang ditandatangani (b=).',
);

/** Where the sender can do nothing, or not by moving a milter. */
const BY_RECEIVER =
  'Di pihak Anda tidak ada yang perlu diperbaiki, kecuali filternya milik Anda: {receiver} adalah yang ditulis sistem penerima ke email dari luar, di sini sebelum email diteruskan ke alamat ini. Filter milik sendiri tidak boleh mengubah email keluar.';
const BY_LIST =
  'Di pihak Anda tidak ada yang perlu diperbaiki: email melewati mailing list {list}, dan mailing list memang melakukan ini. Pengelolanya dapat memasang dmarc_mitigate_action = munge_from (Mailman 3; Mailman 2: from_is_list = Munge From) atau anonymous_list, atau membiarkan subject dan isi apa adanya.';
const AFTER_HOST =
  'Di pihak Anda tidak ada yang perlu diperbaiki: di {elsewhere} tanda tangannya masih sah, jadi perubahan terjadi setelah host itu.';
const BY_PROVIDER =
  'Minta pengelola {provider}, tempat email keluar, untuk tidak mengubah email yang sudah ditandatangani, atau menandatanganinya untuk {domain} setelah perubahan itu: milter Anda sendiri menandatangani sebelumnya dan tidak bisa belakangan.';
export const ELSEWHERE = [BY_RECEIVER, BY_LIST, AFTER_HOST, BY_PROVIDER] as const;
export const VIA =
  'Tanyakan kepada pengelola mailing list {via} apakah ia mengubah email. Kalau ya, di pihak Anda tidak ada yang perlu diperbaiki; kalau tidak, tanda tangani sebagai langkah terakhir sebelum email keluar.';
export const AFTER_FILTER = [
  'Tanda tangani setelah {amavis}: di master.cf pasang -o smtpd_milters=inet:127.0.0.1:8891 (alamat milter DKIM Anda) di bawah 127.0.0.1:10025, tempat Postfix menerima email kembali, tanpa no_milters di receive_override_options-nya, dan lepaskan milter itu dari smtp dan submission. Zimbra sudah menandatangani setelah amavis (port 10030 di master.cf.in): lepaskan milter itu dari smtpd_milters di main.cf.',
  'Atur agar milter DKIM menandatangani setelah {software}, sebagai langkah terakhir sebelum email keluar.',
  VIA,
] as const;
const AGAIN = 'Solusi untuk {again} berlaku juga untuk ini.';
const LAST =
  'Tanda tangani sebagai langkah terakhir sebelum email keluar, setelah semua scanner, footer, dan filter.';
const SIGN_LAST: Text = [AGAIN, ...ELSEWHERE, ...AFTER_FILTER, LAST];
const RELAXED: Text = [
  AGAIN,
  'Tanda tangani dengan c=relaxed/relaxed sebagai pengganti {simple} (OpenDKIM: "Canonicalization relaxed/relaxed"), setelah semua program yang menyentuh email.',
  ...ELSEWHERE,
  ...AFTER_FILTER,
  LAST,
];

const AFTER = 'setelah email ditandatangani sebagai {domain}';

export const dkimChanges: Record<DkimChangesCode, FindingWords> = {
  'dkim-body-appended': {
    title: [
      `Satu baris ditambahkan di akhir isi email ${AFTER}: "{one}".`,
      `{lines} baris ditambahkan di akhir isi email ${AFTER}: "{text}".`,
      `Ada teks yang ditambahkan di bagian akhir email ${AFTER}.`,
    ],
    why: TEXT_PROVEN,
    fix: SIGN_LAST,
  },
  'dkim-body-prepended': {
    title: [
      `Satu baris ditambahkan di awal isi email ${AFTER}: "{one}".`,
      `{lines} baris ditambahkan di awal isi email ${AFTER}: "{text}".`,
      `Ada teks yang ditambahkan di awal email ${AFTER}.`,
    ],
    why: TEXT_PROVEN,
    fix: SIGN_LAST,
  },
  'dkim-body-inserted': {
    title: [
      `Satu baris disisipkan ke isi email ${AFTER}: "{one}".`,
      `{lines} baris disisipkan ke isi email ${AFTER}: "{text}".`,
      `Ada teks yang disisipkan ke dalam email ${AFTER}.`,
    ],
    why: TEXT_PROVEN,
    fix: SIGN_LAST,
  },
  'dkim-body-parts': {
    title: [
      `Satu bagian email ditambahkan ({added}) ${AFTER}.`,
      `Header satu bagian email ({partField}) ditulis ulang ${AFTER}.`,
      `Seluruh email dibungkus dalam {wrapped} baru ${AFTER}.`,
      `Bagian email dibuang atau disusun dengan cara lain ${AFTER}.`,
    ],
    why: TEXT_PROVEN,
    fix: SIGN_LAST,
  },
  'dkim-body-recoded': {
    title: [
      `Isi email ditandatangani sebagai {was}, lalu diubah menjadi {became} ({domain}).`,
      `Encoding isi email diubah ${AFTER}.`,
    ],
    why: TEXT_PROVEN,
    fix: [
      AGAIN,
      ...ELSEWHERE,
      'Tanda tangani teks yang sudah 7-bit: atur agar program penulis email memakai quoted-printable atau base64 (RFC 6376 bagian 5.3). Atau, dengan {amavis}, pasang -o disable_mime_output_conversion=yes di bawah client smtp yang mengirim ke sana (smtp-amavis di master.cf; Zimbra: master.cf.in) dan di bawah client ke host berikutnya; di bawah smtpd (127.0.0.1:10025) tidak ada gunanya.',
      'Tanda tangani teks yang sudah 7-bit: atur agar program penulis email memakai quoted-printable atau base64 (RFC 6376 bagian 5.3). Atau, dengan Postfix, pasang -o disable_mime_output_conversion=yes di bawah setiap client smtp di master.cf yang dilewati email setelah ditandatangani; di bawah smtpd tidak ada gunanya.',
    ],
  },
  'dkim-body-rewrapped': {
    title: `Baris-baris isi email dipotong atau disambung ${AFTER}.`,
    why: TEXT_PROVEN,
    fix: 'Kirim isi email sebagai quoted-printable atau base64: tidak ada baris yang terlalu panjang bagi relay (998 karakter), dan tidak ada yang diubah.',
  },
  'dkim-body-links': {
    title: `Link di dalam email ditulis ulang ${AFTER}.`,
    why: TEXT_PROVEN,
    fix: [
      AGAIN,
      ...ELSEWHERE,
      'Atur agar {software} menulis ulang link sebelum milter DKIM menandatangani, atau kecualikan email keluar.',
      'Atur agar gateway menulis ulang link sebelum milter DKIM menandatangani, atau kecualikan email keluar.',
    ],
  },
  'dkim-body-white-space': {
    title: `Spasi atau baris kosong di isi email berubah ${AFTER}.`,
    why: TEXT_PROVEN,
    fix: RELAXED,
  },
  'dkim-body-line-ends': {
    title: `Akhir baris di isi email berubah ${AFTER}.`,
    why: TEXT_PROVEN,
    fix: 'Atur agar program pengirim mengakhiri setiap baris dengan CR LF: CR atau LF tunggal diperbaiki selama pengiriman, setelah ditandatangani.',
  },
  'dkim-body-dots': {
    title: `Titik di awal baris digandakan atau dibuang ${AFTER}.`,
    why: TEXT_PROVEN,
    fix: 'Perbaiki program yang meneruskan email lewat SMTP: titik di awal baris harus digandakan tepat satu kali, dan hanya selama pengiriman.',
  },
  'dkim-body-from-escaped': {
    title: `Baris yang diawali "From " diubah (">From ") ${AFTER}.`,
    why: TEXT_PROVEN,
    fix: 'Kirim isi email sebagai quoted-printable dengan "=46rom", atau tanda tangani setelah program yang menyimpan email dalam bentuk mbox.',
  },
  'dkim-header-from-rewritten': {
    title: [`From diganti ${AFTER}: {before} menjadi {after}.`, `Header From diganti ${AFTER}.`],
    why: FIELD_PROVEN,
    fix: [
      AGAIN,
      'Di pihak Anda tidak ada yang perlu diperbaiki: mailing list {list} memasang alamatnya sendiri di From supaya DMARC tidak gagal.',
      'Atur agar forwarder atau mailing list menandatangani email dengan domainnya sendiri setelah mengganti From.',
    ],
  },
  'dkim-header-subject': {
    title: [
      `"{tag}" ditambahkan ke subject ${AFTER}.`,
      `Subject diubah ${AFTER}: {before} menjadi {after}.`,
      `Subject diubah ${AFTER}.`,
    ],
    why: FIELD_PROVEN,
    fix: SIGN_LAST,
  },
  'dkim-header-refolded': {
    title: [
      `Lipatan baris atau spasi di header {field} berubah ${AFTER}.`,
      `Lipatan baris atau spasi di header yang ditandatangani berubah ${AFTER}.`,
    ],
    why: FIELD_PROVEN,
    fix: RELAXED,
  },
  'dkim-header-removed': {
    title: [
      `Header {field} yang ditandatangani dibuang ${AFTER}.`,
      `Header yang ditandatangani dibuang ${AFTER}.`,
    ],
    why: FIELD_PROVEN,
    fix: SIGN_LAST,
  },
  'dkim-header-added': {
    title: [
      `Header {second} kedua ditambahkan ${AFTER}.`,
      `Header {absent} ditambahkan ${AFTER}, padahal tanda tangan menyatakan tidak ada.`,
      `Urutan header {reordered} diubah ${AFTER}.`,
      `Ada header yang ditambahkan ${AFTER}.`,
    ],
    why: FIELD_PROVEN,
    fix: [
      AGAIN,
      ...ELSEWHERE,
      'Urutkan header {reordered} sebelum milter DKIM menandatangani, dan jangan biarkan apa pun mengubah urutannya sesudah itu.',
      'Atur agar {software} menambahkan header itu sebelum milter DKIM menandatangani; tanda tangan menyebutnya di h= supaya tidak ada yang bisa menambahkannya, dan itu berhasil.',
      'Tambahkan header itu sebelum milter DKIM menandatangani, atau tidak sama sekali: tanda tangan menyebutnya di h= supaya tidak ada yang bisa menambahkannya, dan itu berhasil.',
    ],
  },
  'dkim-header-recoded': {
    title: [
      `Encoding header {field} berubah ${AFTER}.`,
      `Encoding header yang ditandatangani berubah ${AFTER}.`,
    ],
    why: FIELD_PROVEN,
    fix: [
      AGAIN,
      ...ELSEWHERE,
      ...AFTER_FILTER,
      'Atur agar program pengirim meng-encode header (RFC 2047) sebelum email ditandatangani, supaya relay tidak perlu melakukannya.',
    ],
  },
  'dkim-header-address': {
    title: [
      `Alamat di {listed} diubah ${AFTER}: {before} menjadi {after}.`,
      `Alamat di {cased} ditulis dengan huruf lain ${AFTER}: {before} menjadi {after}.`,
      `Nama di {field} ditulis dengan cara lain ${AFTER}: {before} menjadi {after}.`,
      `Header alamat yang ditandatangani (From, To, Cc) diubah ${AFTER}.`,
    ],
    why: FIELD_PROVEN,
    fix: SIGN_LAST,
  },
  'dkim-header-rewritten': {
    title: [
      `Header {field} diganti ${AFTER}: {before} menjadi {after}.`,
      `Header {field} diganti ${AFTER}.`,
      `Header yang ditandatangani diganti ${AFTER}.`,
    ],
    why: FIELD_PROVEN,
    fix: SIGN_LAST,
  },
  'dkim-signature-damaged': {
    title: [
      '{bh} di tanda tangan {domain} diubah setelah penandatanganan; isi email sendiri masih yang ditandatangani.',
      '{value} di tanda tangan {domain} rusak setelah penandatanganan; key di {name} tidak bersalah.',
    ],
    why: 'Satu karakter di header DKIM-Signature sudah cukup: isi email dan header lain tidak perlu berubah.',
    fix: [
      AFTER_HOST,
      BY_PROVIDER,
      'Cari apa yang mengubah header DKIM-Signature setelah penandatanganan (header_checks, milter atau gateway di belakangnya, program yang melipat baris panjang), dan tanda tangani sesudahnya.',
    ],
  },
  'dkim-empty-body-signed': {
    title:
      'Tanda tangan {domain} mencakup isi yang kosong: {bh} adalah hash dari isi kosong, padahal email ini ada isinya.',
    why: 'Program penanda tangan tidak pernah melihat isi email, atau seluruh isinya ditambahkan sesudah itu. Bagi penerima, isi email berubah.',
    fix: 'Perbaiki program yang menandatangani dengan selector {selector}: hash harus dihitung dari isi yang dikirim (program yang hanya menerima header, atau stream yang sudah terbaca, menghitung isi kosong). OpenDKIM dan rspamd sebagai milter Postfix menerima email seutuhnya.',
  },
};
