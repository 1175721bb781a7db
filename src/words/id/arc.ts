// Indonesian words for the findings of ARC.
import type { ArcCode } from '../../diagnose/catalog.ts';
import type { FindingWords } from '../finding-words.ts';

export const arc: Record<ArcCode, FindingWords> = {
  'arc-broken': {
    title: [
      'Rantai ARC email ini putus di instance {instance}, yang disegel oleh {sealer}.',
      'Rantai ARC email ini putus.',
    ],
    why: 'Catatan forwarder sebelumnya tentang SPF dan DKIM tidak bernilai lagi bagi penerima.',
    fix: 'Atur agar forwarder menyegel email sebagai langkah terakhir, dan periksa key yang diterbitkannya.',
  },
  'arc-temperror': {
    title: [
      'Rantai ARC tidak dapat diperiksa: batas layanan ini tercapai sebelum key milik {limited} dicari.',
      'Rantai ARC tidak dapat diperiksa: DNS tidak menjawab untuk key milik {sealer}.',
      'Rantai ARC tidak dapat diperiksa: DNS tidak menjawab untuk sebuah key.',
    ],
    why: 'Ini tidak dihitung sebagai kesalahan email Anda.',
    fix: [
      'Kirim ulang email uji beberapa menit lagi; key milik {limited} tidak salah.',
      'Kirim ulang email uji beberapa menit lagi.',
    ],
  },
  'arc-not-evaluated': {
    title: 'Set ARC yang tidak dievaluasi (batas): {count}. RFC 8617 mengizinkan 50.',
    why: 'Ini tidak dihitung sebagai kesalahan email Anda.',
    fix: 'Cari tahu mengapa email melewati begitu banyak forwarder.',
  },
  'arc-historic': {
    title: 'Email ini membawa ARC ({sets} set).',
    why: 'ARC sedang dinyatakan usang: sebagian penerima besar masih membacanya, pemasangan baru sebaiknya tidak mengandalkannya.',
    fix: 'Jangan mengandalkan ARC: usahakan tanda tangan DKIM bertahan saat email diteruskan.',
  },
  'arc-pass': {
    title: 'ARC: rantainya utuh ({sets} set, terakhir oleh {sealer}).',
    why: 'Tidak ada yang berubah sejak forwarder terakhir.',
    fix: '',
  },
};
