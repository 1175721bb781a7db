// Indonesian words for the findings of DMARC.
import type { DmarcCode } from '../../diagnose/catalog.ts';
import type { FindingWords } from '../finding-words.ts';

const REFUSAL: FindingWords['why'] = [
  'Policy milik {registry} ({policy}), yang berlaku karena {domain} belum punya sendiri, meminta penerima melakukan {asks} pada email seperti ini.',
  'Policy Anda sendiri ({policy}) meminta penerima melakukan {asks} pada email seperti ini.',
  'Tidak ada yang membuktikan email ini dari {domain}; penerima besar menolaknya atau menganggapnya spam.',
];
const WEB_FORM =
  'Atur agar situs web menulis alamatnya sendiri (di {site}) di From dan alamat pengunjung di Reply-To: hanya {domain} sendiri yang bisa membuat namanya lolos.';

export const dmarc: Record<DmarcCode, FindingWords> = {
  'dmarc-several': {
    title: 'Ada {count} record DMARC di {name}; seharusnya tepat satu.',
    why: 'Kalau ada beberapa, penerima mengabaikan semuanya: {domain} tidak punya policy DMARC yang berlaku.',
    fix: [
      'Hapus semuanya dan pasang satu di {name} (naikkan ke p={later} setelah email Anda sendiri lolos): "{record}"',
      'Sisakan tepat satu record di {name}, hapus yang lain: "{record}"',
      'Hapus semua record di {name} kecuali satu.',
    ],
  },
  'dmarc-syntax': {
    title: [
      'Record DMARC di {name} memuat tag {twice}= lebih dari sekali.',
      'Record DMARC di {name} tidak diawali "v=DMARC1;" melainkan "{beginning}".',
      'Record DMARC di {name} salah tulis: {tag}={found} tidak dikenal.',
      'Record DMARC di {name} salah tulis: {tag}= tidak ada.',
    ],
    why: 'Penerima mengabaikannya atau memakai policy lain dari yang Anda maksud.',
    fix: [
      'Ganti record di {name} (naikkan ke p={later} setelah semua email Anda lolos) dengan: "{record}"',
      'Ganti record di {name} dengan: "{record}"',
      'Perbaiki {tag}= di record yang dituju {name}: p, sp dan np berisi none, quarantine atau reject; adkim dan aspf berisi r atau s.',
    ],
  },
  'dmarc-wrong-name': {
    title: 'Record DMARC dipasang di {found}, padahal penerima mencarinya di {name}.',
    why: [
      'Record itu tidak ditemukan: {domain} tidak punya policy DMARC yang berlaku. Banyak formulir DNS menambahkan domain sendiri: isi hanya {entered} sebagai nama.',
      'Record itu tidak ditemukan: {domain} tidak punya policy DMARC yang berlaku.',
    ],
    fix: [
      'Pasang sebagai record TXT di {name} (naikkan ke p={later} setelah semua email Anda lolos): "{record}"',
      'Pasang sebagai record TXT di {name}: "{record}"',
      'Pasang record itu sebagai TXT di {name}.',
    ],
  },
  'dmarc-dangling': {
    title:
      'Tidak ada record DMARC untuk {domain}: {name} adalah alias (CNAME) ke {target}, dan di sana tidak ada record itu.',
    why: 'Penerima mengikuti alias itu dan tidak menemukan apa-apa: {domain} tidak punya policy DMARC yang berlaku.',
    fix: 'Kalau {target} layanan DMARC yang Anda pakai, aktifkan {domain} di sana; kalau tidak, hapus dulu record CNAME di {name} (tidak boleh ada record lain di sampingnya), lalu pasang di sana sebagai TXT: "{record}"',
  },
  'dmarc-strict-alignment': {
    title: '{passed} lolos, tetapi {tag}=s di record DMARC menuntut persis {domain}.',
    why: REFUSAL,
    fix: [
      'Kirim dan tanda tangani persis sebagai {domain}, atau ganti record di {name} dengan: "{record}"',
      'Kirim dan tanda tangani persis sebagai {domain}.',
    ],
  },
  'dmarc-not-aligned': {
    title: [
      'SPF lolos untuk {spf} dan DKIM untuk {dkim}, padahal domain di From adalah {domain}.',
      'DKIM lolos untuk {dkim}, padahal domain di From adalah {domain}.',
      'SPF lolos untuk {spf}, padahal domain di From adalah {domain}.',
    ],
    why: REFUSAL,
    fix: [
      'Di pihak Anda tidak ada yang perlu diubah: mailing list {list} mengirim atas namanya sendiri; minta pengelolanya menulis ulang From juga (Mailman 3: "dmarc_mitigate_action = munge_from", Mailman 2: "from_is_list = Munge From").',
      WEB_FORM,
      'Perbaiki tanda tangan {broken}: tanda tangan itu yang membuat DMARC aligned.',
      'Aktifkan DKIM untuk {domain} di {provider} ({menu}), dan pakai Return-Path di domain Anda ({returnPath}).',
      'Aktifkan DKIM untuk {domain} di {provider} ({menu}).',
      'Tanda tangani dengan d={domain}, bukan {signer} (OpenDKIM SigningTable: "*@{domain} selector._domainkey.{domain}"), dan pasang key-nya di DNS.',
      'Kalau {domain} milik Anda, minta {stranger} menandatangani dengan d={domain}, bukan {dkim}, atau memakai MAIL FROM (Return-Path) di {domain}; kalau Anda tidak mengenal {stranger}, ada yang memakai nama Anda, dan policy Anda yang menentukan.',
      'Kalau {domain} milik Anda, minta {stranger} menandatangani dengan d={domain} atau memakai MAIL FROM di {domain}; kalau Anda tidak mengenal {stranger}, ada yang memakai nama Anda, dan policy Anda yang menentukan.',
      'Tanda tangani email dengan d={domain} sebelum diserahkan ke {service}.',
      'Tanda tangani email dengan d={domain}, atau pakai MAIL FROM (Return-Path) di {domain} sebagai pengganti {spf}.',
      'Tanda tangani email dengan d={domain}, atau pakai MAIL FROM (Return-Path) di {domain}.',
    ],
  },
  'dmarc-nothing-passed': {
    title: [
      'Tidak ada yang membuktikan email ini dari {unproven}: baik SPF maupun DKIM tidak lolos.',
      'DMARC gagal untuk {domain}: baik SPF maupun DKIM tidak lolos.',
    ],
    why: REFUSAL,
    fix: [
      WEB_FORM,
      'Tidak ada yang perlu diubah kalau email Anda sendiri lolos; pengelola mailing list {list} bisa menulis ulang From (Mailman 3: "dmarc_mitigate_action = munge_from").',
      'Tanda tangani email dengan d={domain}: SPF diperiksa untuk {other}, organisasi lain, dan tidak akan pernah lolos untuk {domain}.',
      'Perbaiki SPF atau DKIM: cukup salah satunya lolos untuk {domain}.',
    ],
  },
  'dmarc-not-evaluated': {
    title: 'DMARC tidak dapat diperiksa: header From tidak menyebut tepat satu domain.',
    why: 'Tanpa pengirim yang jelas tidak ada yang bisa dibuktikan, dan penerima besar menolak email seperti itu.',
    fix: 'Kirim email dengan satu header From yang berisi satu alamat.',
  },
  'dmarc-none': {
    title: [
      '{domain} belum punya record DMARC sendiri: hanya milik {registry}, registrinya, yang berlaku.',
      '{domain} tidak punya record DMARC.',
    ],
    why: 'Gmail, Yahoo, dan Microsoft mewajibkannya bagi pengirim besar, dan tanpa itu siapa pun bisa memakai nama Anda.',
    fix: 'Pasang record TXT ini di {name} sebagai awal: "{record}"',
  },
  'dmarc-rua-malformed': {
    title: 'Record DMARC {domain} memuat {tag}={uri}, yang bukan alamat mailto:.',
    why: 'Laporan tidak bisa dikirim ke sana.',
    fix: [
      'Ganti record di {name} dengan: "{record}"',
      'Tulis {tag}=mailto: diikuti alamat email di record yang dituju {name}.',
    ],
  },
  'dmarc-rua-not-authorized': {
    title: 'Laporan DMARC {domain} ditujukan ke {target}, yang belum menyatakan mau menerimanya.',
    why: 'Karena itu penerima tidak mengirim laporan ke sana.',
    fix: [
      'Pasang record TXT di {name}: "{record}"',
      'Minta {target} memasang persetujuannya di {name} (layanan laporan mengaktifkannya untuk pelanggannya), atau tulis alamat di {domain} pada rua=.',
    ],
  },
  'dmarc-rua-no-mailbox': {
    title: 'Laporan DMARC {domain} ditujukan ke {target}, yang tidak punya record MX.',
    why: 'Laporan itu tidak bisa dikirim.',
    fix: [
      'Pakai alamat laporan di domain yang menerima email; tanpa {target} record di {name} menjadi: "{record}"',
      'Pakai alamat laporan di domain yang menerima email.',
    ],
  },
  'dmarc-pct-zero': {
    title:
      'Record DMARC {domain} memuat pct=0, yang tidak lagi menahan apa pun: penerima menerapkan {policy} sepenuhnya.',
    why: 'Penerima yang mengikuti RFC 9989 tidak mengenal pct=; yang masih diuji ditandai dengan t=y.',
    fix: [
      'Kalau {policy} masih uji coba, ganti record di {name} dengan: "{record}"',
      'Kalau {policy} masih uji coba, tambahkan t=y di record yang dituju {name}.',
    ],
  },
  'dmarc-legacy-differs': {
    title:
      'RFC 7489 dan RFC 9989 memberi hasil DMARC yang berbeda untuk email ini: {before} dan {now} (RFC 7489 menganggap {organization} organisasinya).',
    why: 'Penerima yang masih mengikuti RFC 7489 sampai pada hasil yang lain.',
    fix: [
      'Tidak ada yang perlu dipasang: penerima yang mengikuti RFC 7489 tidak mengenal {testing} dan menerapkan policy sepenuhnya; hapus {testing} setelah uji coba selesai.',
      'Tidak ada yang perlu dipasang: penerima yang mengikuti RFC 7489 tidak mengenal {unknown} dan memakai sp= atau p=.',
      'Pasang record DMARC di {name} sendiri, dan tanda tangani persis dengan {domain}: maka keduanya sama.',
      'Tanda tangani persis dengan {domain}: maka keduanya sama.',
    ],
  },
  'dmarc-reject-on-list': {
    title: '{domain} memakai p=reject, dan email ini melewati mailing list.',
    why: 'Mailing list mengubah email sehingga SPF dan DKIM gagal: anggota tidak menerima kiriman pengguna Anda, dan bisa dikeluarkan dari daftar.',
    fix: 'Pakai p=quarantine di {name}, atau subdomain sendiri bagi orang yang menulis ke mailing list.',
  },
  'dmarc-policy-none-blind': {
    title:
      'Record DMARC {domain} tidak meminta apa-apa dan tidak meminta laporan (p=none tanpa rua=).',
    why: 'Tidak ada yang terlindungi, dan Anda tidak tahu siapa yang memakai nama Anda.',
    fix: [
      'Ganti record di {name} dengan: "{record}"',
      'Tambahkan rua=mailto: dan sebuah alamat di record yang dituju {name}.',
    ],
  },
  'dmarc-policy-none': {
    title: 'Policy DMARC {domain} adalah p=none: email yang gagal tetap diterima.',
    why: 'Itu benar selama Anda mengumpulkan laporan, tetapi tidak melindungi siapa pun.',
    fix: 'Kalau laporan menunjukkan semua email Anda sendiri lolos, ubah p=none menjadi p=quarantine di record {name}.',
  },
  'dmarc-subdomain-weaker': {
    title: 'Subdomain {domain} kurang terlindungi dibanding domainnya: {tag} di samping {policy}.',
    why: 'Pemalsu memakai subdomain apa saja, bahkan yang tidak ada.',
    fix: 'Kalau bukan itu maksudnya, dan semua email subdomain Anda lolos, hapus {tag} dari record di {name}.',
  },
  'dmarc-testing': {
    title:
      'Policy DMARC {domain} ditandai sebagai uji coba (t=y): {policy} diterapkan satu tingkat lebih lemah.',
    why: 'Itu benar selama masa percobaan.',
    fix: 'Kalau laporannya baik, hapus t=y dari record di {name}.',
  },
  'dmarc-spf-only': {
    title: 'DMARC lolos hanya lewat SPF untuk {spf}; tidak ada tanda tangan dari {domain}.',
    why: 'SPF tidak bertahan saat email diteruskan (forward), jadi email yang diteruskan akan gagal.',
    fix: 'Tanda tangani email dengan d={domain}.',
  },
  'dmarc-historic-tags': {
    title: 'Record DMARC {domain} memuat tag yang sudah tidak berarti: {tags}.',
    why: 'Penerima baru mengabaikannya; yang lama mungkin masih menjalankan pct=.',
    fix: [
      'Saat mengubah record ini lagi, pasang di {name}: "{record}"',
      'Saat mengubah lagi record yang dituju {name}, hapus tag itu.',
    ],
  },
  'dmarc-temperror': {
    title: [
      'DMARC {domain} tidak dapat diputuskan: lookup DKIM key {key} gagal.',
      'DMARC {domain} tidak dapat diputuskan: SPF {spf} tidak dapat diperiksa.',
      'DMARC tidak dapat diperiksa: lookup {failed} gagal ({how}).',
      'DMARC tidak dapat diperiksa: batas layanan ini tercapai ({limit}).',
      'DMARC {domain} tidak dapat diperiksa.',
      'DMARC tidak dapat diperiksa.',
    ],
    why: 'Ini tidak dihitung sebagai kesalahan email Anda.',
    fix: [
      'Kirim ulang email uji beberapa menit lagi; kalau masih terjadi, periksa apakah server DNS untuk {key} menjawab dari luar.',
      'Kirim ulang email uji beberapa menit lagi; kalau masih terjadi, periksa apakah server DNS untuk record SPF {spf} menjawab dari luar.',
      'Kirim ulang email uji beberapa menit lagi; kalau masih terjadi, periksa apakah server DNS untuk {failed} menjawab dari luar.',
      'Kirim ulang email uji beberapa menit lagi; server DNS Anda tidak bersalah ({limit} adalah batas layanan ini).',
      'Kirim ulang email uji beberapa menit lagi; kalau masih terjadi, periksa apakah server DNS domain Anda menjawab dari luar.',
    ],
  },
  'dmarc-pass': {
    title: 'DMARC: {domain} terbukti lewat {by} ({policy}).',
    why: 'Penerima bisa yakin siapa pengirimnya.',
    fix: '',
  },
};
