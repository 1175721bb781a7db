// Indonesian words for the findings of BIMI.
import type { BimiCode } from '../../diagnose/catalog.ts';
import type { FindingWords } from '../finding-words.ts';

const NOT_SHOWN = 'Penerima tidak menampilkan logo Anda.';

export const bimi: Record<BimiCode, FindingWords> = {
  'bimi-several': {
    title: 'Ada {count} record BIMI di {name}; seharusnya hanya satu.',
    why: NOT_SHOWN,
    fix: 'Hapus semua kecuali satu record di {name}.',
  },
  'bimi-syntax': {
    title: 'Record BIMI di {name} salah tulis: {fault}.',
    why: NOT_SHOWN,
    fix: 'Terbitkan di {name}: "v=BIMI1; l=" lalu alamat https logo, kemudian "; a=" dan alamat sertifikatnya.',
  },
  'bimi-policy': {
    title: 'BIMI diterbitkan untuk {domain}, tetapi policy DMARC terlalu lemah: {trouble}.',
    why: 'Logo hanya ditampilkan kalau email palsu ditolak atau dimasukkan ke folder spam.',
    fix: 'Terbitkan policy DMARC p=quarantine atau p=reject, juga untuk subdomain dan bukan uji coba, setelah semua email Anda sendiri lolos.',
  },
  'bimi-no-certificate': {
    title: 'Record BIMI di {name} tidak menyebut sertifikat (a=).',
    why: 'Yahoo dan beberapa lainnya tetap menampilkan logo; Gmail dan Apple tidak.',
    fix: 'Dapatkan mark certificate (VMC atau CMC) untuk logo itu, dan sebutkan di a= pada record {name}.',
  },
  'bimi-logo-unreachable': {
    title: 'Logo BIMI {domain} tidak bisa diambil: {trouble}.',
    why: NOT_SHOWN,
    fix: 'Sajikan logo di {url} lewat https, dengan sertifikat yang sah dan tanpa redirect.',
  },
  'bimi-logo-profile': {
    title: 'Logo BIMI {domain} tidak sesuai yang diminta penerima: {fault}.',
    why: 'Hanya SVG Tiny PS yang ditampilkan: tanpa script, tanpa rujukan ke luar, persegi, dan punya title.',
    fix: 'Ekspor logo sebagai SVG Tiny PS (version="1.2" baseProfile="tiny-ps") paling besar 32 KiB, dan sajikan di {url}.',
  },
  'bimi-certificate-unreachable': {
    title: 'Sertifikat BIMI {domain} tidak bisa diambil: {trouble}.',
    why: 'Penerima yang menuntut sertifikat tidak menampilkan logo.',
    fix: 'Sajikan sertifikat beserta rantainya dalam bentuk PEM di {url} lewat https, tanpa redirect.',
  },
  'bimi-certificate': {
    title: 'Sertifikat BIMI {domain} tidak sah: {fault}.',
    why: 'Penerima yang menuntut sertifikat tidak menampilkan logo.',
    fix: 'Mintalah mark certificate untuk {domain}, dan sajikan di {url}.',
  },
  'bimi-none': {
    title: '{domain} tidak menerbitkan logo (BIMI).',
    why: 'Itu bukan kesalahan: BIMI menampilkan logo di samping email Anda pada sebagian penerima.',
    fix: 'Kalau Anda menginginkannya, terbitkan record BIMI di {name}.',
  },
  'bimi-declined': {
    title: '{domain} memilih agar logonya tidak ditampilkan (BIMI).',
    why: 'Record di {name} tidak menyebut logo maupun sertifikat.',
    fix: 'Kalau bukan itu maksudnya, sebutkan logo di l= pada record {name}.',
  },
  'bimi-temperror': {
    title: [
      'BIMI dari {limited} tidak dapat diperiksa: batas layanan ini tercapai.',
      'BIMI tidak dapat diperiksa: DNS tidak menjawab untuk {domain}.',
    ],
    why: 'Ini tidak dihitung sebagai kesalahan email Anda.',
    fix: ['Ulangi beberapa menit lagi; DNS {limited} tidak salah.', 'Ulangi beberapa menit lagi.'],
  },
  'bimi-record-sound': {
    title: 'BIMI: record di {name} benar, dan policy DMARC cukup kuat.',
    why: 'Penerima yang menampilkan logo menemukan logo Anda.',
    fix: '',
  },
};
