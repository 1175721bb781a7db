// Indonesian words for records that were looked at alone, without a mail (`mailassay key`, `mailassay domain`): what is right or could not be
// checked, and those findings whose usual words speak of a mail.
import type { PublishedCode } from '../../diagnose/catalog.ts';
import type { FindingWords, WithoutMail } from '../finding-words.ts';

const AGAIN =
  'Ulangi beberapa menit lagi; kalau tetap begitu, periksa apakah server DNS {domain} menjawab dari luar.';
const NOTHING_HELD = 'Ini tidak dihitung sebagai kesalahan {domain}.';

export const published: Record<PublishedCode, FindingWords> = {
  'spf-record-sound': {
    title:
      'SPF: record {domain} benar: {cost} dari {limit} lookup DNS; host yang tidak tercantum mendapat {others}.',
    why: 'Penerima tahu siapa yang boleh mengirim untuk {domain}.',
    fix: '',
  },
  'dmarc-record-sound': {
    title: 'DMARC: {policy} berlaku untuk {domain}, menurut record di {name}.',
    why: 'Penerima tahu harus berbuat apa dengan email yang hanya mengaku dari {domain}.',
    fix: '',
  },
  'dkim-key-sound': {
    title: 'DKIM: key di {name} benar ({type}, {bits} bit).',
    why: 'Penerima bisa memverifikasi yang ditandatangani dengan selector {selector}.',
    fix: '',
  },
  'dkim-key-unchecked': {
    title: 'Key di {name} tidak dapat dicari ({status}).',
    why: NOTHING_HELD,
    fix: AGAIN,
  },
};

export const withoutMail: WithoutMail = {
  'spf-none': {
    title: '{domain} tidak punya record SPF.',
    why: 'Tidak ada yang tahu host mana yang boleh mengirim emailnya; Gmail, Yahoo, dan Microsoft menolak email seperti itu atau memasukkannya ke spam.',
    fix: [
      'Pasang record TXT di {domain}: "{record}"',
      'Pasang record TXT di {domain} yang diawali "v=spf1", memuat semua host dan layanan yang mengirim untuknya, dan diakhiri "~all".',
    ],
  },
  'spf-too-many-lookups': {
    title: 'Record SPF {domain} butuh {cost} lookup DNS; batasnya {limit}.',
    why: 'Penerima berhenti di batas itu: SPF berakhir error untuk setiap host yang tidak ditemukan sebelumnya.',
    fix: [
      'Pasang untuk {domain}, menggantikan record lama: "{record}"',
      'Hapus include yang tidak diperlukan lagi, mulai dari yang paling banyak lookup-nya: {dearest}; atau pindahkan satu layanan ke subdomain sendiri.',
      'Hapus include yang tidak diperlukan lagi, atau pindahkan satu layanan ke subdomain sendiri.',
    ],
  },
  'spf-record-too-many-lookups': {
    title: 'Record SPF {domain} seluruhnya butuh {cost} lookup DNS; batasnya {limit}.',
    why: 'Penerima berhenti di batas itu: SPF berakhir error untuk setiap host yang tidak ditemukan sebelumnya.',
    fix: [
      'Pasang untuk {domain}, menggantikan record lama: "{record}"',
      'Hapus include yang tidak diperlukan lagi, mulai dari yang paling banyak lookup-nya: {dearest}; atau pindahkan satu layanan ke subdomain sendiri.',
      'Hapus include yang tidak diperlukan lagi, atau pindahkan satu layanan ke subdomain sendiri.',
    ],
  },
  'spf-too-many-voids': {
    title:
      'Record SPF {domain} menyebabkan {count} void lookup (nama tanpa record); batasnya {limit}.',
    why: 'Penerima berhenti di situ: SPF berakhir error untuk setiap host yang tidak ditemukan sebelumnya.',
    fix: [
      'Pasang untuk {domain}, menggantikan record lama: "{record}"',
      'Hapus yang sudah tidak ada: {terms}.',
      'Hapus mekanisme yang namanya sudah tidak ada dari record itu.',
    ],
  },
  'spf-wrong-name': {
    title: 'Record SPF diterbitkan di {found}, sedangkan {domain} tidak punya.',
    why: 'Penerima hanya melihat domain setelah @ pada envelope sender.',
    fix: ['Pasang di {domain}: "{record}"', 'Pasang record SPF di {domain} itu sendiri.'],
  },
  'spf-temperror': {
    title: 'SPF tidak dapat diperiksa: DNS tidak menjawab untuk {name}.',
    why: NOTHING_HELD,
    fix: AGAIN,
  },
  'dmarc-legacy-differs': {
    title:
      'DMARC lama dan baru berbeda tentang {domain}: menurut RFC 7489 organisasinya adalah {organization}.',
    why: 'Penerima yang belum beralih menerapkan policy lain.',
    fix: 'Terbitkan DMARC record di _dmarc.{domain} itu sendiri: lalu keduanya sama.',
  },
  'dmarc-temperror': {
    title: 'DMARC tidak dapat diperiksa: DNS tidak menjawab untuk {domain}.',
    why: NOTHING_HELD,
    fix: AGAIN,
  },
  'bimi-temperror': {
    title: 'BIMI tidak dapat diperiksa: DNS tidak menjawab untuk {domain}.',
    why: NOTHING_HELD,
    fix: AGAIN,
  },
  'dkim-key-missing': {
    title: 'Tidak ada key DKIM di {name}.',
    why: 'Yang ditandatangani dengan selector {selector} tidak bisa diverifikasi siapa pun.',
    fix: 'Terbitkan public key selector {selector} sebagai TXT record di {name}, atau periksa ejaan selector (s= di tanda tangan).',
  },
  'dkim-key-type': {
    title: 'Key di {name} bertipe {type}, yang tidak dikenal penerima.',
    why: 'Penerima harus mengabaikannya: yang ditandatangani dengannya dianggap tidak bertanda tangan.',
    fix: 'Terbitkan key RSA 2048 bit di {name}, dengan k=rsa.',
  },
  'dkim-key-hash': {
    title:
      'Key di {name} hanya mengizinkan {hashes} (h=), padahal tanda tangan harus memakai sha256.',
    why: 'Penerima tidak boleh menerima yang dilarang oleh key.',
    fix: 'Terbitkan di {name}: "{record}"',
  },
  'dkim-ed25519-alone': {
    title: 'Key di {name} adalah key Ed25519.',
    why: 'Gmail dan banyak lainnya tidak bisa memverifikasi Ed25519: dengan key ini saja, email dianggap tidak bertanda tangan.',
    fix: 'Tanda tangani juga dengan key RSA 2048 bit dan selector lain.',
  },
};
