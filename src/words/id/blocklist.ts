// Indonesian words for the findings of blocklists and spam filters, which only run where the operator has set them up.
import type { BlocklistCode, SpamCode } from '../../diagnose/catalog.ts';
import type { FindingWords } from '../finding-words.ts';

export const blocklist: Record<BlocklistCode | SpamCode, FindingWords> = {
  'connection-dnsbl-listed': {
    title: ['{ip} ada di blocklist {zone}: {meaning}.', '{ip} ada di blocklist {zone} ({codes}).'],
    why: 'Penerima yang memakai {zone} menolak email dari alamat ini.',
    fix: [
      'Cari tahu mengapa alamat itu terdaftar, hentikan penyebabnya, lalu minta penghapusan menurut petunjuk daftar itu ("{text}").',
      'Cari tahu mengapa alamat itu terdaftar, hentikan penyebabnya, lalu minta penghapusan di situs {zone}.',
    ],
  },
  'connection-dnsbl-refused': {
    title: 'Blocklist {zone} menolak menjawab ({codes}).',
    why: 'Daftar itu tidak melayani resolver publik atau pemakai besar; tentang {ip} tidak ada yang diketahui, dan tidak dihitung sebagai kesalahan.',
    fix: 'Beri tahu operator layanan ini agar bertanya ke {zone} lewat resolver sendiri, atau dengan kunci dari daftar itu.',
  },
  'connection-dnsbl-unchecked': {
    title: 'Blocklist {zone} tidak dapat ditanya: {reason}.',
    why: 'Ini tidak dihitung sebagai kesalahan {ip}.',
    fix: 'Kirim ulang email uji nanti; kalau tetap begitu, operator layanan ini sebaiknya menghapus {zone} dari DNSBLS.',
  },
  'connection-dnsbl-clean': {
    title: '{ip} tidak ada di blocklist yang ditanya: {zones}.',
    why: 'Penerima yang memakainya menerima email Anda.',
    fix: '',
  },
  'message-spam': {
    title: [
      '{engine} menganggap email ini spam: {score} poin, cukup {required}; terbanyak dari {symbols}.',
      '{engine} menganggap email ini spam: {score} poin, cukup {required}.',
    ],
    why: 'Penerima dengan filter seperti itu memasukkannya ke folder spam; teks uji yang pendek sering dinilai lebih buruk daripada email sungguhan.',
    fix: 'Lihat aturan yang paling banyak poinnya, perbaiki yang disebutnya, lalu uji dengan teks sungguhan.',
  },
  'message-spam-unchecked': {
    title: '{engine} tidak dijalankan: {reason}.',
    why: 'Ini tidak dihitung sebagai kesalahan email Anda.',
    fix: 'Kirim ulang email uji nanti; kalau tetap begitu, beri tahu operator layanan ini.',
  },
  'message-ham': {
    title: '{engine} tidak menemukan masalah pada email ini ({score} dari {required} poin).',
    why: 'Penerima dengan filter seperti itu menganggapnya email biasa.',
    fix: '',
  },
};
