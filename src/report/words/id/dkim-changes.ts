// Indonesian words for what was changed after signing, where it is proven.
import type { dkimChangesCatalog } from '../../../diagnose/dkim/changes-catalog.ts';
import type { FindingWords, Text } from '../finding-words.ts';

const PROVEN: Text = [
  'Ini terbukti: kalau dikembalikan, tanda tangannya sah. Kemungkinan dilakukan oleh {software} di {host}.',
  'Ini terbukti: kalau dikembalikan, tanda tangannya sah. Kemungkinan dilakukan oleh {software}.',
  'Ini terbukti: kalau dikembalikan, tanda tangannya sah.',
];
const BY_LIST =
  'Mailing list {list} yang melakukannya setelah email keluar dari Anda: minta pengelolanya meneruskan email tanpa perubahan, atau memakai alamatnya sendiri di From; di pihak Anda tidak ada yang perlu diperbaiki.';
const AFTER = 'Atur agar milter DKIM menandatangani setelah {software}, sebagai langkah terakhir sebelum email keluar.';
const LAST = 'Tanda tangani sebagai langkah terakhir sebelum email keluar, setelah semua scanner, footer, dan filter.';
const SIGN_LAST: Text = [BY_LIST, AFTER, LAST];
const RELAXED: Text = [
  'Tanda tangani dengan c=relaxed/relaxed sebagai pengganti {simple} (OpenDKIM: "Canonicalization relaxed/relaxed"), setelah semua program yang menyentuh email.',
  BY_LIST,
  AFTER,
  LAST,
];

export const dkimChanges: Record<keyof typeof dkimChangesCatalog, FindingWords> = {
  'dkim-body-appended': { title: 'Ada teks yang ditambahkan di akhir email setelah ditandatangani sebagai {domain}.', why: PROVEN, fix: SIGN_LAST },
  'dkim-body-prepended': { title: 'Ada teks yang ditambahkan di awal email setelah ditandatangani sebagai {domain}.', why: PROVEN, fix: SIGN_LAST },
  'dkim-body-inserted': { title: 'Ada teks yang disisipkan ke dalam email setelah ditandatangani sebagai {domain}.', why: PROVEN, fix: SIGN_LAST },
  'dkim-body-parts': { title: 'Bagian email (teks, lampiran) ditambahkan, dibuang, atau dibungkus setelah ditandatangani sebagai {domain}.', why: PROVEN, fix: SIGN_LAST },
  'dkim-body-recoded': {
    title: 'Encoding isi email diubah setelah ditandatangani sebagai {domain}.',
    why: PROVEN,
    fix: [
      BY_LIST,
      'Atur agar milter DKIM menandatangani setelah {software}, dan tambahkan "-o {setting}" pada service Postfix yang menerima kembali email darinya (master.cf; Zimbra: master.cf.in).',
      AFTER,
      'Jangan biarkan server mengonversi isi email setelah ditandatangani (Postfix: "disable_mime_output_conversion = yes"), atau kirim sebagai quoted-printable atau base64 sejak awal.',
    ],
  },
  'dkim-body-rewrapped': {
    title: 'Baris-baris isi email dipotong atau disambung setelah ditandatangani sebagai {domain}.',
    why: PROVEN,
    fix: 'Kirim isi email sebagai quoted-printable atau base64: tidak ada baris yang terlalu panjang bagi relay (998 karakter), dan tidak ada yang diubah.',
  },
  'dkim-body-links': {
    title: 'Link di dalam email ditulis ulang setelah ditandatangani sebagai {domain}.',
    why: PROVEN,
    fix: [
      BY_LIST,
      'Atur agar {software} menulis ulang link sebelum milter DKIM menandatangani, atau kecualikan email keluar.',
      'Atur agar gateway menulis ulang link sebelum milter DKIM menandatangani, atau kecualikan email keluar.',
    ],
  },
  'dkim-body-white-space': { title: 'Spasi atau baris kosong di isi email berubah setelah ditandatangani sebagai {domain}.', why: PROVEN, fix: RELAXED },
  'dkim-body-line-ends': {
    title: 'Akhir baris di isi email berubah setelah ditandatangani sebagai {domain}.',
    why: PROVEN,
    fix: 'Atur agar program pengirim mengakhiri setiap baris dengan CR LF: CR atau LF tunggal diperbaiki di jalan, setelah ditandatangani.',
  },
  'dkim-body-dots': {
    title: 'Titik di awal baris digandakan atau dibuang setelah email ditandatangani sebagai {domain}.',
    why: PROVEN,
    fix: 'Perbaiki program yang meneruskan email lewat SMTP: titik di awal baris harus digandakan tepat satu kali, dan hanya selama pengiriman.',
  },
  'dkim-body-from-escaped': {
    title: 'Baris yang diawali "From " diubah (">From ") setelah email ditandatangani sebagai {domain}.',
    why: PROVEN,
    fix: 'Kirim isi email sebagai quoted-printable dengan "=46rom", atau tanda tangani setelah program yang menyimpan email dalam bentuk mbox.',
  },
  'dkim-header-from-rewritten': {
    title: 'Header From diganti setelah email ditandatangani sebagai {domain}.',
    why: PROVEN,
    fix: [
      'Mailing list {list} melakukannya supaya DMARC tidak gagal: di pihak Anda tidak ada yang perlu diperbaiki.',
      'Atur agar forwarder atau mailing list menandatangani email dengan domainnya sendiri setelah mengganti From.',
    ],
  },
  'dkim-header-subject': { title: 'Subject diubah setelah email ditandatangani sebagai {domain}.', why: PROVEN, fix: SIGN_LAST },
  'dkim-header-refolded': { title: 'Lipatan baris atau spasi pada header yang ditandatangani berubah setelah email ditandatangani sebagai {domain}.', why: PROVEN, fix: RELAXED },
  'dkim-header-removed': { title: 'Header yang ditandatangani dibuang setelah email ditandatangani sebagai {domain}.', why: PROVEN, fix: SIGN_LAST },
  'dkim-header-added': {
    title: 'Ada header yang ditambahkan, atau diubah urutannya, sehingga bertentangan dengan tanda tangan {domain}.',
    why: PROVEN,
    fix: [
      BY_LIST,
      'Tambahkan header itu sebelum milter DKIM menandatangani ({software} melakukannya kemudian), atau jangan sebut di h= lebih banyak dari jumlahnya.',
      'Tambahkan header itu sebelum milter DKIM menandatangani, atau jangan sebut di h= lebih banyak dari jumlahnya.',
    ],
  },
  'dkim-header-recoded': {
    title: 'Encoding header yang ditandatangani berubah setelah email ditandatangani sebagai {domain}.',
    why: PROVEN,
    fix: [BY_LIST, AFTER, 'Atur agar program pengirim meng-encode header (RFC 2047) sebelum email ditandatangani, supaya relay tidak perlu melakukannya.'],
  },
  'dkim-header-address': { title: 'Header alamat yang ditandatangani (From, To, Cc) ditulis dalam bentuk lain setelah email ditandatangani sebagai {domain}.', why: PROVEN, fix: SIGN_LAST },
  'dkim-header-rewritten': { title: 'Header yang ditandatangani diganti setelah email ditandatangani sebagai {domain}.', why: PROVEN, fix: SIGN_LAST },
};
