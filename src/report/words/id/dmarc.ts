// Indonesian words for the findings of DMARC.
import type { dmarcCatalog } from '../../../diagnose/dmarc/catalog.ts';
import type { FindingWords } from '../finding-words.ts';

const REFUSAL: FindingWords['why'] = [
  'Policy Anda sendiri ({policy}) meminta penerima melakukan {asks} terhadap email seperti ini.',
  'Tidak ada yang membuktikan email ini dari {domain}; penerima besar menolaknya atau menganggapnya spam.',
];

export const dmarc: Record<keyof typeof dmarcCatalog, FindingWords> = {
  'dmarc-several': {
    title: 'Ada {count} DMARC record di {name}; seharusnya hanya satu.',
    why: 'Kalau ada beberapa, tidak satu pun berlaku: {domain} sama saja tanpa DMARC.',
    fix: 'Hapus semua record di {name} kecuali satu.',
  },
  'dmarc-syntax': {
    title: [
      'DMARC record di {name} memuat tag {twice}= lebih dari sekali.',
      'DMARC record di {name} tidak diawali "v=DMARC1;" melainkan "{beginning}".',
      'DMARC record di {name} salah tulis: {tag}={found} tidak dikenal.',
      'DMARC record di {name} salah tulis: {tag}= tidak ada.',
    ],
    why: 'Penerima mengabaikannya atau memakai policy lain dari yang Anda maksud.',
    fix: ['Terbitkan di {name}: "{record}"', 'Perbaiki {tag}= di record {name}: p, sp dan np berisi none, quarantine atau reject; adkim dan aspf berisi r atau s.'],
  },
  'dmarc-wrong-name': {
    title: 'DMARC record diterbitkan di {found}, padahal penerima mencarinya di {name}.',
    why: 'Record itu tidak ditemukan: {domain} sama saja tanpa DMARC.',
    fix: ['Terbitkan sebagai TXT record di {name}: "{record}"', 'Terbitkan record itu sebagai TXT di {name}.'],
  },
  'dmarc-strict-alignment': {
    title: '{passed} lolos, tetapi {tag}=s di DMARC record menuntut persis {domain}.',
    why: REFUSAL,
    fix: 'Kirim dan tanda tangani persis sebagai {domain}, atau terbitkan di {name}: "{record}"',
  },
  'dmarc-not-aligned': {
    title: [
      'SPF lolos untuk {spf} dan DKIM untuk {dkim}, padahal email ini mengaku dari {domain}.',
      'DKIM lolos untuk {dkim}, padahal email ini mengaku dari {domain}.',
      'SPF lolos untuk {spf}, padahal email ini mengaku dari {domain}.',
    ],
    why: REFUSAL,
    fix: [
      'Di pihak Anda tidak ada yang perlu diperbaiki: mailing list {list} mengirim atas namanya sendiri; minta pengelolanya memakai alamat itu juga di From.',
      'Perbaiki tanda tangan {broken} seperti dijelaskan di atas: dialah yang akan selaras.',
      'Tanda tangani dengan d={domain}, bukan {dkim} (OpenDKIM SigningTable: "*@{domain} selector._domainkey.{domain}"), dan terbitkan key-nya.',
      'Tanda tangani email dengan d={domain}, atau pakai envelope sender di {domain} sebagai pengganti {spf}.',
    ],
  },
  'dmarc-nothing-passed': {
    title: 'DMARC gagal untuk {domain}: SPF maupun DKIM tidak lolos.',
    why: REFUSAL,
    fix: 'Perbaiki SPF atau DKIM seperti disebut di atas; DMARC lolos begitu salah satunya lolos untuk {domain}.',
  },
  'dmarc-not-evaluated': {
    title: 'DMARC tidak dapat dinilai: header From tidak menyebut tepat satu domain.',
    why: 'Tanpa pengirim yang jelas tidak ada yang bisa dibuktikan, dan penerima besar menolak email seperti itu.',
    fix: 'Kirim email dengan satu header From yang berisi satu alamat.',
  },
  'dmarc-none': {
    title: '{domain} tidak punya DMARC record.',
    why: 'Gmail, Yahoo, dan Microsoft mewajibkannya bagi pengirim besar, dan tanpa itu siapa pun bisa memakai nama Anda.',
    fix: 'Terbitkan TXT record di {name} sebagai awal: "{record}"',
  },
  'dmarc-rua-malformed': {
    title: 'DMARC record {domain} memuat {tag}={uri}, yang bukan alamat mailto:.',
    why: 'Laporan tidak bisa dikirim ke sana.',
    fix: 'Tulis {tag}=mailto: diikuti alamat email di record {name}.',
  },
  'dmarc-rua-not-authorized': {
    title: 'Laporan DMARC {domain} ditujukan ke {target}, yang belum menyatakan mau menerimanya.',
    why: 'Karena itu penerima tidak mengirim laporan ke sana.',
    fix: 'Minta {target} menerbitkan TXT record di {name}: "{record}"',
  },
  'dmarc-rua-no-mailbox': {
    title: 'Laporan DMARC {domain} ditujukan ke {target}, yang tidak punya MX record.',
    why: 'Laporan itu tidak bisa diantar.',
    fix: 'Pakai alamat laporan di domain yang menerima email.',
  },
  'dmarc-legacy-differs': {
    title: 'DMARC lama dan baru berbeda tentang email ini: {now} menurut RFC 9989, {before} menurut RFC 7489 (yang menganggap {organization} organisasi Anda).',
    why: 'Penerima yang belum beralih sampai pada hasil yang lain.',
    fix: 'Terbitkan DMARC record di _dmarc.{domain} sendiri, dan tanda tangani persis dengan domain itu: maka keduanya sama.',
  },
  'dmarc-reject-on-list': {
    title: '{domain} memakai p=reject, dan email ini melewati mailing list.',
    why: 'Mailing list mengubah email sehingga SPF dan DKIM gagal: anggota tidak menerima kiriman pengguna Anda, dan bisa dikeluarkan dari daftar.',
    fix: 'Pakai p=quarantine di {name}, atau subdomain sendiri bagi orang yang menulis ke mailing list.',
  },
  'dmarc-policy-none-blind': {
    title: 'DMARC record {domain} tidak meminta apa-apa dan tidak meminta laporan (p=none tanpa rua=).',
    why: 'Tidak ada yang terlindungi, dan Anda tidak tahu siapa yang memakai nama Anda.',
    fix: 'Terbitkan di {name}: "{record}"',
  },
  'dmarc-policy-none': {
    title: 'Policy DMARC {domain} adalah p=none: email yang gagal tetap diterima.',
    why: 'Itu benar selama Anda mengumpulkan laporan, tetapi tidak melindungi siapa pun.',
    fix: 'Kalau laporan menunjukkan semua email Anda sendiri lolos, terbitkan di {name}: "{record}"',
  },
  'dmarc-subdomain-weaker': {
    title: 'Subdomain {domain} kurang terlindungi dibanding domainnya: {tag} di samping {policy}.',
    why: 'Pemalsu memakai subdomain apa saja, bahkan yang tidak ada.',
    fix: 'Kalau bukan itu maksudnya, terbitkan di {name}: "{record}"',
  },
  'dmarc-testing': {
    title: 'Policy DMARC {domain} ditandai sebagai uji coba (t=y): {policy} diterapkan satu tingkat lebih lemah.',
    why: 'Itu benar selama masa percobaan.',
    fix: 'Kalau laporannya baik, terbitkan di {name}: "{record}"',
  },
  'dmarc-spf-only': {
    title: 'DMARC lolos hanya karena SPF untuk {spf}; tidak ada tanda tangan sah untuk {domain}.',
    why: 'SPF tidak bertahan saat email diteruskan (forward), jadi email yang diteruskan akan gagal.',
    fix: ['Perbaiki tanda tangan {broken} seperti disebut di atas.', 'Tanda tangani email dengan d={domain}.'],
  },
  'dmarc-historic-tags': {
    title: 'DMARC record {domain} memuat tag yang sudah tidak berarti: {tags}.',
    why: 'Penerima baru mengabaikannya; yang lama mungkin masih menjalankan pct=.',
    fix: 'Saat mengubah record ini lagi, terbitkan di {name}: "{record}"',
  },
  'dmarc-temperror': {
    title: ['DMARC tidak dapat diperiksa: DNS tidak menjawab untuk {domain}.', 'DMARC tidak dapat diperiksa.'],
    why: 'Ini tidak dihitung sebagai kesalahan email Anda.',
    fix: 'Kirim ulang email uji beberapa menit lagi; kalau tetap begini, periksa apakah DNS server domain Anda menjawab dari luar.',
  },
  'dmarc-pass': { title: 'DMARC: {domain} terbukti lewat {by} ({policy}).', why: 'Penerima bisa yakin siapa pengirimnya.', fix: '' },
};
