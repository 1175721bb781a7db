// Indonesian words for the findings about a domain itself: mail hosts and the transport security it publishes.
import type { DomainCode } from '../../diagnose/catalog.ts';
import type { FindingWords } from '../finding-words.ts';

export const domain: Record<DomainCode, FindingWords> = {
  'domain-absent': {
    title: 'Domain {domain} tidak ada.',
    why: 'Email darinya tidak bisa dibalas siapa pun, dan penerima menolak email dari nama yang tidak ada di DNS.',
    fix: 'Periksa ejaan {domain}, dan apakah domain itu terdaftar serta dikenal server DNS-nya.',
  },
  'domain-null-mx': {
    title:
      '{domain} menyatakan tidak menerima email (record MX-nya hanya titik), padahal ada email yang dikirim darinya.',
    why: 'Balasan maupun bounce tidak bisa sampai ke Anda, dan penerima boleh menolak email dari domain seperti itu.',
    fix: 'Isi record MX {domain} dengan nama host yang menerima email, atau kirim dari domain yang menerima email.',
  },
  'domain-no-mail-server': {
    title: [
      'Tidak satu pun mail host {domain} bisa dihubungi: {hosts}.',
      '{domain} tidak punya mail server: tidak ada record MX maupun alamat.',
    ],
    why: 'Balasan maupun bounce tidak bisa sampai ke Anda, dan banyak penerima menolak email dari domain yang tidak menerima email.',
    fix: 'Pasang record MX untuk {domain} yang menyebut host yang punya alamat.',
  },
  'domain-null-mx-mixed': {
    title: '{domain} punya record MX yang isinya hanya titik di samping record MX lain.',
    why: 'Titik itu berarti tidak ada email yang diterima sama sekali; bagaimana pengirim membaca keduanya tidak menentu.',
    fix: 'Hapus record MX {domain} yang isinya hanya titik: "{line}"',
  },
  'domain-mx-address': {
    title: 'Ada record MX {domain} yang berisi alamat, {address}, padahal harus nama host.',
    why: 'Tidak ada pengirim yang bisa mengantar ke sana.',
    fix: 'Beri host itu nama dengan alamat {address}, lalu tulis nama itu di record MX {domain}.',
  },
  'domain-mx-alias': {
    title: 'Mail host {name} milik {domain} adalah alias (CNAME) dari {target}.',
    why: 'record MX harus menyebut host yang punya alamat sendiri; sebagian pengirim tidak mau mengikuti alias di situ.',
    fix: 'Tulis {target} di record MX {domain}, atau beri {name} record A dan AAAA sebagai ganti CNAME.',
  },
  'domain-mta-sts-uncovered': {
    title: 'Policy MTA-STS {domain} tidak mencakup mail host {name}.',
    why: 'Policy itu diberlakukan (enforce): pengirim yang mematuhinya tidak mengantar ke host itu.',
    fix: 'Tambahkan baris "mx: {name}" di policy yang disajikan mta-sts.{domain}, dan ganti id= pada record di _mta-sts.{domain}.',
  },
  'domain-mx-no-address': {
    title: 'Mail host {name} milik {domain} tidak punya alamat.',
    why: 'Pengirim mencobanya sia-sia sebelum beralih ke yang berikut.',
    fix: 'Beri {name} record A atau AAAA, atau hapus dari record MX {domain}.',
  },
  'domain-mx-private': {
    title:
      'Mail host {name} milik {domain} hanya punya alamat yang tidak bisa dihubungi dari luar: {addresses}.',
    why: 'Tidak ada yang bisa mengantar email ke sana lewat Internet.',
    fix: 'Pasang alamat publik {name}, atau hapus dari record MX {domain}.',
  },
  'domain-mta-sts-record': {
    title: [
      'Ada beberapa record MTA-STS di {several}.',
      'Record MTA-STS di {name} tidak ditulis sesuai standar: "{found}".',
    ],
    why: 'Pengirim lalu menganggap {domain} tidak punya policy MTA-STS.',
    fix: 'Pasang satu record TXT saja di {name}: "v=STSv1; id=" lalu angka yang berganti bersama policy, misalnya tanggal.',
  },
  'domain-mta-sts-unreachable': {
    title: '{domain} mengumumkan policy MTA-STS, tetapi policy itu tidak bisa diambil: {trouble}.',
    why: 'Pengirim mengabaikan policy, jadi email untuk Anda tidak terlindung dari penyadap.',
    fix: 'Sajikan policy sebagai teks biasa lewat https dari mta-sts.{domain}, path "/.well-known/mta-sts.txt", dengan sertifikat untuk nama itu dan tanpa redirect.',
  },
  'domain-mta-sts-policy': {
    title: 'Policy MTA-STS {domain} salah tulis: {fault}.',
    why: 'Policy yang tidak terbaca diabaikan pengirim.',
    fix: 'Perbaiki policy yang disajikan mta-sts.{domain}: version, mode, mx, dan max_age, satu per baris.',
  },
  'domain-tls-rpt-record': {
    title: [
      'Ada beberapa record TLS-RPT di {several}.',
      'Record TLS-RPT di {name} tidak ditulis sesuai standar: "{found}".',
    ],
    why: 'Pengirim lalu tidak mengirim laporan tentang TLS yang gagal.',
    fix: 'Pasang satu record TXT saja di {name}: "v=TLSRPTv1; rua=mailto:postmaster@{domain}"',
  },
  'domain-dane-unsigned': {
    title: 'Mail host {name} punya record TLSA, tetapi tidak dilindungi DNSSEC.',
    why: 'Tanpa DNSSEC pengirim mengabaikannya: tidak ada DANE.',
    fix: 'Tanda tangani zona {name} dengan DNSSEC, atau hapus record TLSA-nya.',
  },
  'domain-dane-unusable': {
    title: 'Ada record TLSA mail host {name} yang tidak berguna: {fault}.',
    why: 'Pengirim melewatinya; kalau semuanya begitu, DANE tidak melindungi, atau email tidak terkirim.',
    fix: 'Pasang di _25._tcp.{name} record "3 1 1" dengan digest SHA-256 dari public key host itu.',
  },
  'domain-no-mx': {
    title: '{domain} tidak punya record MX: email diantar ke alamatnya sendiri, {addresses}.',
    why: 'Itu masih berjalan menurut aturan lama, tetapi sebagian penerima mengurangi nilainya, dan web server di alamat itu tidak menerima email.',
    fix: 'Pasang record MX untuk {domain} yang menyebut host penerima emailnya.',
  },
  'domain-dane-partial': {
    title: 'Hanya sebagian mail host {domain} yang punya record TLSA; yang belum: {hosts}.',
    why: 'Penyadap akan membuat pengirim memakai host yang tidak terlindung.',
    fix: 'Pasang record TLSA juga untuk {hosts}.',
  },
  'domain-dane-unchecked': {
    title: 'Mail host {name} punya record TLSA; apakah dilindungi DNSSEC tidak dapat diperiksa.',
    why: 'Server DNS yang dipakai di sini tidak memvalidasi DNSSEC; ini tidak dihitung sebagai kesalahan Anda.',
    fix: 'Periksa dari tempat yang punya validating resolver, atau arahkan layanan ini ke resolver seperti itu.',
  },
  'domain-mta-sts-testing': {
    title: 'Policy MTA-STS {domain} belum diberlakukan (mode: {mode}).',
    why: 'Pengirim melaporkan masalah, tetapi tetap mengantar tanpa perlindungan.',
    fix: 'Kalau laporan TLS tidak menunjukkan kegagalan, tulis "mode: enforce" di policy, dan ganti id= pada record di _mta-sts.{domain}.',
  },
  'domain-mta-sts-none': {
    title: '{domain} tidak punya policy MTA-STS.',
    why: 'Tanpa itu (atau DANE) siapa pun di jalan bisa membuat pengirim mengantar ke Anda tanpa enkripsi.',
    fix: 'Sajikan policy lewat https dari mta-sts.{domain}, path "/.well-known/mta-sts.txt", mulai dengan "mode: testing", dan terbitkan record di _mta-sts.{domain}.',
  },
  'domain-tls-rpt-none': {
    title: [
      '{domain} menuntut TLS (dengan {by}), tetapi tidak meminta laporan tentang kegagalan.',
      '{domain} tidak meminta laporan tentang TLS yang gagal.',
    ],
    why: 'Anda tidak tahu kapan pengirim gagal mengantar lewat TLS.',
    fix: 'Pasang record TXT di _smtp._tls.{domain}: "v=TLSRPTv1; rua=mailto:postmaster@{domain}"',
  },
  'domain-unchecked': {
    title: 'DNS tidak menjawab untuk {name} ({type}): tidak dapat diperiksa.',
    why: 'Ini tidak dihitung sebagai kesalahan {domain}.',
    fix: 'Ulangi beberapa menit lagi; kalau tetap begitu, periksa apakah server DNS {domain} menjawab dari luar.',
  },
  'domain-parked': {
    title: '{domain} tidak mengirim dan tidak menerima email, dan menyatakannya.',
    why: 'Namanya tidak bisa disalahgunakan.',
    fix: '',
  },
  'domain-mx-sound': {
    title: 'Email untuk {domain} diantar ke {hosts}.',
    why: 'Setiap mail host punya alamat sendiri.',
    fix: '',
  },
  'domain-mta-sts-sound': {
    title: 'MTA-STS: policy {domain} diberlakukan dan mencakup semua mail host.',
    why: 'Pengirim yang mematuhinya hanya mengantar lewat TLS dengan sertifikat yang sah.',
    fix: '',
  },
  'domain-tls-rpt-sound': {
    title: 'TLS-RPT: laporan untuk {domain} dikirim ke {rua}.',
    why: 'Anda tahu kapan pengirim gagal mengantar lewat TLS.',
    fix: '',
  },
  'domain-dane-sound': {
    title: 'DANE: {hosts} punya record TLSA yang dilindungi DNSSEC.',
    why: 'Pengirim yang mematuhinya hanya mengantar ke key itu.',
    fix: '',
  },
};
