// Indonesian words for the findings of DKIM, but those about keys (dkim-key.ts).
import type { DkimCode } from '../../diagnose/catalog.ts';
import { GOOGLE_PATH, MICROSOFT_PATH } from '../en/dkim-key.ts';
import type { FindingWords } from '../finding-words.ts';
import { AFTER_FILTER, ELSEWHERE, VIA } from './dkim-changes.ts';
import { dkimKey } from './dkim-key.ts';

const SIGN_AFTER =
  'Di Postfix keluarkan milter DKIM dari smtpd_milters di main.cf, dan beri service yang menerima kembali email dari filter (127.0.0.1:10025 di master.cf; Zimbra: master.cf.in) "-o smtpd_milters=inet:localhost:8891" (milter Anda), tanpa no_milters di receive_override_options-nya.';

export const dkim: Record<DkimCode, FindingWords> = {
  ...dkimKey,
  'dkim-sha1': {
    title: 'Tanda tangan {domain} memakai {algorithm}, yang dilarang.',
    why: 'SHA-1 sudah bobol; penerima harus menganggap email ini tidak ditandatangani.',
    fix: 'Tanda tangani dengan rsa-sha256 (OpenDKIM: "SignatureAlgorithm rsa-sha256"; Exim: dkim_hash = sha256).',
  },
  'dkim-expired': {
    title: [
      'Tanda tangan {domain} kedaluwarsa pada {expired}, {lifetime} setelah dibuat; email tiba pada {received}.',
      'Tanda tangan {domain} kedaluwarsa pada {expired}; email tiba pada {received}.',
    ],
    why: 'Penerima menganggap tanda tangan kedaluwarsa tidak ada.',
    fix: 'Beri tanda tangan masa berlaku seminggu atau tanpa batas (OpenDKIM: "SignatureTTL 604800" atau tanpa SignatureTTL), dan periksa jam server (NTP) serta lamanya email mengantre di sana (postqueue -p).',
  },
  'dkim-from-unsigned': {
    title: 'Tanda tangan {domain} tidak mencakup header From.',
    why: 'Tanda tangan wajib mencakup From; tanpa itu ia tidak mengatakan apa-apa tentang pengirim dan tidak sah.',
    fix: 'Tambahkan From ke header yang ditandatangani (h=) untuk selector {selector} (Exim: dkim_sign_headers; rspamd: sign_headers).',
  },
  'dkim-auid-outside': {
    title: 'Tanda tangan menyebut i={auid}, yang bukan {domain} dan bukan di bawahnya.',
    why: 'Penerima harus menolak tanda tangan yang i=-nya di luar d=.',
    fix: 'Hilangkan i=, atau isi dengan alamat di {domain}.',
  },
  'dkim-only-tolerated': {
    title: [
      'Record key DKIM di {name} salah tulis: {keyFault}; sedikit penerima yang memverifikasi Ed25519 mungkin menolaknya ({edwards}).',
      'Record key DKIM di {name} salah tulis: {keyFault}. Banyak penerima tetap membacanya.',
      'Selector "{selectorText}" dari {domain} memuat karakter yang tidak diizinkan standar. Banyak penerima tetap menerimanya.',
      'Tanda tangan menyebut q={method}, cara mengambil key yang tidak ada. Banyak penerima mengabaikannya.',
      'Tanda tangan {domain} memuat tag {twice}= dua kali. Banyak penerima tetap membacanya.',
      'Tanda tangan menyebut d={domainText}, yang menurut standar bukan nama domain. Banyak penerima tetap menerimanya.',
      'Tanda tangan {domain} lolos di banyak penerima, tetapi tidak ditulis sesuai standar: {reason}.',
    ],
    why: 'Penerima yang membaca dengan ketat menganggap email ini tidak ditandatangani.',
    fix: [
      'Pasang record TXT ini di {name}: "{record}"',
      'Minta record di {name} diperbaiki: {keyFault}.',
      'Tanda tangani dengan selector dari huruf, angka, dan tanda hubung sebagai ganti {selectorText}, dan pasang key-nya di bawah selector itu.',
      'Atur agar program penanda tangan tidak menulis q={method}, atau menulis q=dns/txt.',
      'Atur agar program penanda tangan menulis {twice}= satu kali; kalau dikerjakan dua langkah, hanya satu yang boleh menambahkannya.',
      'Tanda tangani dengan domain dari huruf, angka, dan tanda hubung sebagai ganti {domainText}.',
      'Perbarui program penanda tangan: {reason}.',
    ],
  },
  'dkim-signature-syntax': {
    title: [
      'Tanda tangan {domain} menyebut a={algorithmText}, algoritma yang tidak dikenal penerima.',
      'Header DKIM-Signature dari {domain} tidak punya {missing}=.',
      'Header DKIM-Signature dari {domain} menyebut v={version}; yang ada hanya versi 1.',
      'Tanda tangan {domain} menyebut c={canonical}; yang ada hanya simple dan relaxed.',
      'Tanda tangan {domain} berakhir sebelum mulai: {times} tidak setelah t=.',
      'Header DKIM-Signature dari {domain} rusak: {damaged}= bukan base64.',
      'Header DKIM-Signature dari {domain} rusak: {reason}.',
      'Ada header DKIM-Signature yang rusak: {reason}.',
      'Ada header DKIM-Signature yang rusak.',
    ],
    why: 'Penerima tidak bisa membacanya, dan menganggap email ini tidak ditandatangani.',
    fix: [
      'Tanda tangani dengan rsa-sha256 sebagai ganti {algorithmText} (OpenDKIM: "SignatureAlgorithm rsa-sha256"; Exim: dkim_hash = sha256).',
      'Atur agar program penanda tangan menulis {missing}=; kalau relay atau filter yang membuangnya, jalankan itu sebelum penandatanganan.',
      'Atur agar program penanda tangan menulis v=1 sebagai ganti v={version}.',
      'Tanda tangani dengan c=relaxed/relaxed sebagai ganti {canonical} (OpenDKIM: "Canonicalization relaxed/relaxed"; Exim: dkim_canon = relaxed).',
      'Beri tanda tangan masa berlaku seminggu, atau tanpa batas, bukan {times} (OpenDKIM: "SignatureTTL 604800" atau tanpa SignatureTTL).',
      'Cari yang menulis ulang {damaged}= setelah penandatanganan (gateway yang melipat atau membuang header), dan jalankan itu sebelumnya.',
      'Perbaiki di program penanda tangan, atau di program yang menulis ulang header itu sesudahnya: {reason}.',
      'Hilangkan header itu, atau atur agar program menulisnya utuh.',
    ],
  },
  'dkim-changed-by-filter': {
    title: [
      'Email berubah setelah ditandatangani sebagai {domain}; di jalur pengirimannya ada {software} di {host}.',
      'Email berubah setelah ditandatangani sebagai {domain}; di jalur pengirimannya ada {software}.',
    ],
    why: 'Perubahan apa pun setelah penandatanganan, bahkan pada encoding teks, merusak tanda tangan. Apa yang berubah tidak dapat dibuktikan.',
    fix: [...ELSEWHERE, ...AFTER_FILTER],
  },
  'dkim-body-changed': {
    title: [
      'Isi email berubah setelah ditandatangani sebagai {domain}; bagian {intact} tidak berubah.',
      'Isi email, atau bh= di tanda tangannya, berubah setelah email ditandatangani sebagai {domain}.',
    ],
    why: 'Footer, antivirus, atau encoding baru sudah cukup untuk merusak tanda tangan. Apa yang berubah tidak dapat dibuktikan.',
    fix: [
      ...ELSEWHERE,
      VIA,
      'Tanda tangani sebagai langkah terakhir sebelum email keluar, setelah semua scanner dan footer, dengan c=relaxed/relaxed sebagai pengganti {simple}. Kirim sekali isi yang sama sebagai base64: kalau tiba tanpa perubahan, ada program yang mengonversi atau merapikan teks.',
      'Tanda tangani sebagai langkah terakhir sebelum email keluar, setelah semua scanner dan footer. Kirim sekali isi yang sama sebagai base64: kalau tiba tanpa perubahan, ada program yang mengonversi atau merapikan teks.',
    ],
  },
  'dkim-header-changed': {
    title: [
      'Ada header yang berubah setelah email ditandatangani sebagai {domain}; key di {certain} sudah benar.',
      'Ada header yang berubah setelah email ditandatangani sebagai {domain}, atau key di DNS bukan key yang menandatangani.',
    ],
    why: 'Satu karakter yang berubah di {fields} merusak tanda tangan.',
    fix: [
      ...ELSEWHERE,
      VIA,
      'Tanda tangani sebagai langkah terakhir sebelum email keluar ({certain} tidak perlu diubah), dengan c=relaxed/relaxed sebagai pengganti {simple}: salah satu dari {fields} berubah sesudah itu.',
      'Tanda tangani sebagai langkah terakhir sebelum email keluar; salah satu dari {fields} berubah sesudah itu, dan {certain} tidak perlu diubah.',
      'Tanda tangani sebagai langkah terakhir sebelum email keluar, dengan c=relaxed/relaxed sebagai pengganti {simple}, dan bandingkan key selector {selector} di DNS dengan milik Anda (opendkim-testkey -d {domain} -s {selector} -vvv).',
      'Tanda tangani sebagai langkah terakhir sebelum email keluar, dan bandingkan key selector {selector} di DNS dengan milik Anda (opendkim-testkey -d {domain} -s {selector} -vvv).',
    ],
  },
  'dkim-wrong-key': {
    title: [
      'Key di {name} bukan key yang menandatangani email ini: tanda tangannya {signedBits} bit, key-nya {keyBits} bit.',
      'Tanda tangan (b=) email ini tidak dibuat dengan key di {name}, atau rusak selama pengiriman.',
    ],
    why: [
      'Tanda tangan sama panjang dengan key-nya: yang {signedBits} bit dibuat dengan private key lain.',
      'Tanda tangan tidak terbuka dengan key itu. Biasanya private key lain yang menandatangani; satu karakter yang berubah di b= terlihat sama.',
    ],
    fix: 'Bandingkan key di {name} dengan yang dipakai server Anda (opendkim-testkey -d {domain} -s {selector} -k KEYFILE; Zimbra: zmdkimkeyutil -q -d {domain}). Kalau berbeda, pasang public key milik Anda di sana; kalau sama, cari apa yang mengubah header DKIM-Signature setelah penandatanganan.',
  },
  'dkim-body-cut': {
    title: 'Tanda tangan {domain} mencakup {signed} byte isi, tetapi hanya {total} yang tiba.',
    why: 'Bagian akhir email hilang atau dibuang setelah ditandatangani.',
    fix: 'Tanda tangani tanpa l= (OpenDKIM: tanpa BodyLengthDB dan MaximumSignedBytes) sebagai langkah terakhir sebelum email keluar, setelah semua program yang memendekkan email.',
  },
  'dkim-failed': {
    title: 'Tanda tangan {domain} (selector {selector}) tidak dapat diverifikasi: {problem}.',
    why: 'Penerima menganggap email ini tidak ditandatangani.',
    fix: 'Perbaiki yang disebut di sana, dan tanda tangani sebagai langkah terakhir sebelum email keluar.',
  },
  'dkim-none': {
    title: [
      'Bounce dari {domain} tidak ditandatangani: Postfix tidak menunjukkan pemberitahuannya sendiri kepada milter ({bounce}).',
      'Email dari {domain} tidak punya tanda tangan DKIM: dikirim oleh situs web {site}.',
      'Email dari {domain} tidak ditandatangani, padahal sudah dilihat program DKIM ({milter}).',
      'Email dari {domain} tidak ditandatangani: dikirim dari server itu sendiri, dan untuk itu Postfix memanggil {local}, bukan smtpd_milters.',
      'Email dari {domain} tidak ditandatangani, padahal key DKIM sudah terpasang di {key}.',
      'Email dari {domain} tidak punya tanda tangan DKIM.',
    ],
    why: 'Gmail, Yahoo, dan Microsoft meminta email ditandatangani, dan tanpa itu email yang diteruskan (forward) gagal.',
    fix: [
      'Atur agar situs mengirim lewat mailbox di {site}, dengan login dan alamat mailbox itu di From (WordPress: plugin SMTP), supaya server email menandatangani; atau aktifkan DKIM untuk {site} di panel hosting (cPanel: Email Deliverability).',
      `{google}: buka ${GOOGLE_PATH}, pilih {domain}, pasang record yang ditampilkan, lalu tekan Start authentication.`,
      `{microsoft}: buka ${MICROSOFT_PATH}, pilih {domain}, pasang dua record CNAME yang ditampilkan, lalu aktifkan penandatanganan.`,
      '{provider} punya pengaturannya: {menu}, untuk {domain}.',
      '{cpanel}: buka Email Deliverability, pilih Manage di samping {domain}, pasang record DKIM yang disarankan (kalau DNS-nya di tempat lain, pasang yang ditampilkan di sana).',
      '{plesk}: buka Mail > Mail Settings {domain}, aktifkan "Use DKIM spam protection system to sign outgoing email messages", dan pasang record yang ditampilkan.',
      '{zimbra}: jalankan "/opt/zimbra/libexec/zmdkimkeyutil -a -d {domain}" sebagai user zimbra, dan pasang record TXT yang dicetaknya ("-q -d {domain}" mencetaknya lagi).',
      'Atur agar program itu menandatangani, bukan hanya memverifikasi (OpenDKIM: "Mode sv"), cantumkan {domain} di Domain atau SigningTable dan host Anda di InternalHosts (terlihat: {milter}).',
      'Isi "internal_mail_filter_classes = {bounce}" di Postfix, dan cantumkan milter DKIM di non_smtpd_milters.',
      'Atur agar Postfix juga memanggil milter untuk email lokal: isi "{local} = inet:localhost:8891" di samping smtpd_milters.',
      '{exim}: isi dkim_domain = {domain}, dkim_selector, dan dkim_private_key pada transport smtp (Debian: DKIM_DOMAIN, DKIM_SELECTOR, DKIM_PRIVATE_KEY), dan pasang key-nya.',
      '{rspamd}: isi path, selector, dan domain di local.d/dkim_signing.conf, dan atur agar Postfix memanggilnya untuk email keluar (smtpd_milters, non_smtpd_milters).',
      'Jalankan milter DKIM, cantumkan di smtpd_milters dan non_smtpd_milters pada Postfix, dan atur agar ia menandatangani (OpenDKIM: "Mode sv"; rspamd: local.d/dkim_signing.conf).',
    ],
  },
  'dkim-ed25519-alone': {
    title: [
      'Hanya tanda tangan Ed25519 dari {domain} yang sah; yang RSA (selector {rsa}) gagal.',
      'Email ditandatangani {domain} hanya dengan Ed25519.',
    ],
    why: 'Gmail dan banyak lainnya tidak bisa memverifikasi Ed25519: bagi mereka email ini tidak ditandatangani.',
    fix: [
      'Pertahankan keduanya, dan perbaiki tanda tangan RSA dengan selector {rsa}.',
      'Tambahkan tanda tangan kedua, rsa-sha256 dengan key 2048 bit dan selector lain.',
    ],
  },
  'dkim-body-length': {
    title: [
      'Tanda tangan {domain} tidak mencakup isi sama sekali ({nothing}).',
      'Tanda tangan {domain} hanya mencakup {signed} dari {total} byte isi (l=); {beyond} byte terakhir tidak ditandatangani siapa pun.',
      'Tanda tangan {domain} mencakup isi sampai byte {signed} (l=): sekarang semuanya, tetapi tidak yang ditambahkan di belakangnya.',
    ],
    why: 'Siapa pun bisa menambahkan teks tanpa merusak tanda tangan.',
    fix: 'Tanda tangani tanpa l= (OpenDKIM: hapus BodyLengthDB dan MaximumSignedBytes).',
  },
  'dkim-fields-unsigned': {
    title: 'Tanda tangan {domain} tidak mencakup {fields}.',
    why: 'Siapa pun yang memegang email ini bisa mengubah header itu dan mengirimkannya lagi dengan tanda tangan yang tetap sah.',
    fix: 'Tambahkan {fields} ke header yang ditandatangani (h=; OpenDKIM: "SignHeaders *,{settings}").',
  },
  'dkim-signed-in-future': {
    title: [
      'Tanda tangan {domain} bertanggal {hours} jam setelah email tiba ({signed}, bukan {received}): waktu setempat dianggap UTC.',
      'Tanda tangan {domain} bertanggal {signed}, padahal email tiba pada {received}.',
    ],
    why: 'Penerima boleh mengabaikan tanda tangan dari masa depan.',
    fix: [
      'Perbaiki zona waktu server yang menandatangani, lalu sinkronkan jamnya (NTP): lebih cepat {hours} jam, seolah-olah waktu setempat itu UTC.',
      'Sinkronkan jam server yang menandatangani (NTP).',
    ],
  },
  'dkim-signed-field-twice': {
    title:
      'Ada header yang seharusnya satu tetapi muncul dua kali dan hanya sekali ditandatangani: {fields}.',
    why: 'Pembaca bisa melihat yang tidak ditandatangani.',
    fix: 'Cari yang menambahkan header {fields} kedua dan hentikan; sebagai pengaman, tanda tangani header itu satu kali lebih banyak dari jumlahnya (OpenDKIM: "OversignHeaders {fields}").',
  },
  'dkim-not-aligned': {
    title: 'Tanda tangan {domain} sah, tetapi {domain} bukan domain di From ({author}).',
    why: 'Bagi DMARC, tanda tangan itu tidak membuktikan apa-apa tentang {author}.',
    fix: [
      `{google} menandatangani dengan namanya sendiri sampai Anda mengaktifkannya: buka ${GOOGLE_PATH}, pilih {author}, pasang record yang ditampilkan, lalu tekan Start authentication.`,
      `{microsoft} menandatangani dengan {tenant} sampai Anda mengaktifkannya: buka ${MICROSOFT_PATH}, pilih {author}, pasang dua record CNAME yang ditampilkan (selector1._domainkey.{author} ke selector1-{dashed}._domainkey.{tenant} atau nama di bawah dkim.mail.microsoft; begitu juga selector2), lalu aktifkan penandatanganan.`,
      '{provider} menandatangani dengan domainnya sendiri sampai Anda mengaktifkannya untuk {author}: {menu}.',
      'Atur agar email juga ditandatangani dengan d={author} (layanan email menyebutnya "domain authentication" atau "custom DKIM").',
    ],
  },
  'dkim-another-failed': {
    title: [
      'Email ditandatangani dua kali sebagai {twice} dengan selector {selector}: yang pertama terlalu awal, sehingga yang dikerjakan sesudahnya merusak tanda tangan itu.',
      'Tanda tangan RSA dari {domain} (selector {selector}, {rsa}) gagal; hanya yang Ed25519 berhasil.',
      'Tanda tangan lain, dari {domain} dengan selector {selector}, gagal; yang dari {good} berhasil.',
      'Ada tanda tangan lain yang gagal; yang dari {good} berhasil.',
    ],
    why: [
      'Satu tanda tangan yang baik sudah cukup, jadi tidak ada yang hilang; yang berlaku adalah tanda tangan {twice} yang dibuat terakhir.',
      'Gmail dan banyak lainnya tidak bisa memverifikasi Ed25519, dan tidak melihat tanda tangan yang sah ({rsa}).',
      'Satu tanda tangan yang baik sudah cukup, jadi tidak ada yang hilang. Yang salah: {reason}.',
    ],
    fix: [
      `Tanda tangani satu kali, setelah program terakhir yang mengubah email; selector {selector} tetap (d={twice}). ${SIGN_AFTER}`,
      'Pasang record TXT ini di {name}: "{record}"',
      'Pertahankan kedua tanda tangan, dan pasang public key selector {selector} sebagai record TXT di {missing} ({rsa}).',
      'Pertahankan kedua tanda tangan, dan perbaiki yang dengan selector {selector} ({rsa}): {reason}.',
      'Itu tanda tangan {foreign}, bukan milik Anda: serahkan kepada pemiliknya.',
      'Pasang public key selector {selector} sebagai record TXT di {missing}, atau keluarkan selector itu dari program penanda tangan; selector {goodSelector} tetap.',
      'Atur agar program dengan selector {changed} menandatangani setelah semua yang mengubah email, atau tidak sama sekali; selector {goodSelector} tetap.',
      'Perbaiki tanda tangan dengan selector {removable} ({reason}), atau keluarkan selector itu dari program penanda tangan; selector {goodSelector} tetap.',
      'Atur agar hanya satu program menandatangani sebagai {again}, dengan key yang terpasang di {name}: {reason}.',
      'Atur agar program yang menambahkan header ini menulisnya utuh, atau hilangkan: {reason}.',
    ],
  },
  'dkim-mime-unsigned': {
    title: 'Tanda tangan {domain} tidak mencakup {fields}.',
    why: 'Siapa pun yang memegang email ini bisa membuat isinya ditampilkan dengan cara lain.',
    fix: 'Tambahkan {fields} ke header yang ditandatangani (h=; OpenDKIM: "SignHeaders *,{settings}").',
  },
  'dkim-simple': {
    title:
      'Tanda tangan {domain} memakai {canonicalization}: satu spasi yang berubah sudah merusaknya.',
    why: 'Di sini lolos, tetapi relay lain bisa mengubah spasi.',
    fix: 'Tanda tangani dengan relaxed/relaxed (OpenDKIM: "Canonicalization relaxed/relaxed"; Exim: dkim_canon = relaxed).',
  },
  'dkim-not-oversigned': {
    title: 'Tanda tangan {domain} tidak melindungi dari header From kedua.',
    why: 'From kedua bisa disisipkan, dan sebagian program menampilkan yang itu.',
    fix: 'Sebut From di h= satu kali lebih banyak dari jumlahnya (OpenDKIM: "OversignHeaders From").',
  },
  'dkim-not-evaluated': {
    title: [
      'Tanda tangan yang tidak dievaluasi: {count}. Masing-masing menyebut lebih dari {names} header di h=, dan mailassay tidak memeriksa lebih dari itu.',
      'Tanda tangan yang tidak dievaluasi (batas): {count}. mailassay memeriksa 10 per email.',
    ],
    why: 'Penerima juga punya batas seperti itu. Ini tidak dihitung sebagai kesalahan email Anda.',
    fix: [
      'Sebut lebih sedikit header di h= (di bawah {names}): yang ada di RFC 6376 section 5.4.1, dan From satu kali lagi.',
      'Kurangi jumlah tanda tangan pada email.',
    ],
  },
  'dkim-temperror': {
    title: [
      'Tanda tangan {domain} tidak dapat diperiksa: mailassay mencapai {ours} untuk satu email sebelum sempat menanyakan {name}.',
      'Tanda tangan {domain} tidak dapat diperiksa: DNS tidak menjawab untuk {name} ({status}).',
      'Tanda tangan {domain} tidak dapat diperiksa: DNS tidak menjawab untuk {name}.',
    ],
    why: 'Ini tidak dihitung sebagai kesalahan email Anda.',
    fix: [
      'Kirim ulang email uji dengan lebih sedikit tanda tangan: {ours} mailassay tercapai.',
      'Kirim ulang email uji beberapa menit lagi; kalau tetap begini, periksa apakah server DNS {domain} menjawab dari luar ("dig {name} TXT").',
    ],
  },
  'dkim-pass': {
    title: [
      'DKIM: tanda tangan {domain} sah ({algorithm}, {bits} bit).',
      'DKIM: tanda tangan {domain} sah ({algorithm}).',
    ],
    why: 'Tidak ada bagian yang ditandatangani yang berubah selama pengiriman.',
    fix: '',
  },
};
