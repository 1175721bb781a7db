// Indonesian words for the findings about DKIM keys: what is wrong with a record in DNS, and the record to publish in its place.
import type { FindingWords } from '../finding-words.ts';
import { GOOGLE_PATH, MICROSOFT_PATH, type KeyCode } from '../en/dkim-key.ts';

const NEW_KEY =
  'Buat key baru (opendkim-genkey -b 2048 -d {domain} -s NEWSELECTOR; Zimbra: /opt/zimbra/libexec/zmdkimkeyutil -u -d {domain} -b 2048), pasang di DNS, lalu tanda tangani dengan selector baru itu.';
const FOREIGN =
  'Record itu berada di {foreign}, tujuan CNAME dari {name}: minta layanan email yang memasangnya untuk memperbaikinya.';
const ALIAS =
  'Record itu berada di {alias}, tujuan CNAME dari {name}: minta layanan email yang memasangnya untuk memperbaikinya.';
const PASTE_AGAIN =
  'Tempel ulang key dari file yang dibuat program Anda (OpenDKIM: selector.txt; Zimbra: /opt/zimbra/libexec/zmdkimkeyutil -q -d {domain}): hanya isi di antara tanda kutip, disambung menjadi satu baris.';
const PUBLISH = 'Pasang record TXT ini di {name}: "{record}"';

export const dkimKey: Record<KeyCode, FindingWords> = {
  'dkim-key-wrong-name': {
    title: [
      'Email tidak ditandatangani sebagai {domain}: DKIM dipasang untuk {unsigned} (ada key di {found}), bukan untuk {domain}.',
      'Key DKIM dipasang di {found}, dengan domain dua kali; penerima mencarinya di {name} ({entered} di zona {domain}).',
      'Key DKIM dipasang di {found}, padahal penerima mencarinya di {name}.',
    ],
    why: [
      'Program penanda tangan hanya menandatangani domain yang tercantum, sedangkan email ini dari {domain}; {unsigned} adalah nama lain.',
      'Banyak formulir DNS menambahkan domain sendiri: isi hanya {entered} sebagai nama.',
      'Key hanya ditemukan di bawah selector, _domainkey, dan domain pada d= di tanda tangan.',
    ],
    fix: [
      'Pasang penandatanganan untuk {domain} (OpenDKIM: "Domain {domain}"), dan pasang key-nya di {name}, bukan di bawah {unsigned}: record TXT yang sama dengan di {published}.',
      'Pasang penandatanganan untuk {domain} (OpenDKIM: "Domain {domain}"), dan pasang key-nya di bawah {name}, bukan di bawah {unsigned}.',
      'Pasang di {name} (isi {entered} sebagai nama kalau formulir DNS Anda menambahkan domain sendiri): "{record}"',
      'Hapus CNAME dari {name} (ke {alias}), lalu pasang di sana: "{record}"',
      PUBLISH,
      'Pasang public key selector {selector} di {name}.',
    ],
  },
  'dkim-key-dangling': {
    title: '{name} adalah alias (CNAME) ke {target}, dan di sana tidak ada key DKIM.',
    why: 'Tanpa key, tanda tangan tidak bisa diverifikasi siapa pun.',
    fix: [
      `Aktifkan penandatanganan untuk {domain} ({microsoft}: ${MICROSOFT_PATH}), dan bandingkan CNAME-nya dengan yang ditampilkan di sana.`,
      'Selesaikan penyiapan {domain} di {provider} ({menu}), dan bandingkan CNAME dari {name} dengan yang ditampilkan di sana.',
      'Bandingkan CNAME dari {name} dengan yang diminta layanan email Anda, dan selesaikan penyiapan {domain} di sana; key di {target} dipasang oleh layanan itu, bukan oleh Anda.',
    ],
  },
  'dkim-key-missing': {
    title: [
      'Tidak ada key DKIM di {name}: nama itu tidak ada ({nxdomain}).',
      'Tidak ada key DKIM di {name}: nama itu tidak punya record TXT ({status}).',
      'Tidak ada key DKIM di {name}.',
    ],
    why: 'Email sudah ditandatangani, tetapi tanpa key tidak ada yang bisa memverifikasinya.',
    fix: [
      'Tanda tangan itu milik {other}, bukan domain Anda: pemiliknya yang harus memasang key selector {selector}. Atur agar email juga ditandatangani dengan domain di From.',
      `Pasang dua record CNAME yang ditampilkan ${MICROSOFT_PATH} untuk {domain}: selector1._domainkey.{domain} menuju selector1-{dashed}._domainkey.{tenant} atau nama di bawah dkim.mail.microsoft, begitu juga selector2. Key-nya disimpan {microsoft}.`,
      `Pasang dua record CNAME yang ditampilkan ${MICROSOFT_PATH} untuk {domain}: selector1._domainkey.{domain} menuju selector1-{dashed}._domainkey.TENANT.onmicrosoft.com atau nama di bawah dkim.mail.microsoft, begitu juga selector2. Key-nya disimpan {microsoft}.`,
      'Pasang di {name} yang ditampilkan {provider} untuk {domain} ({menu}); private key-nya disimpan {provider}.',
      `Pasang record TXT yang ditampilkan {google} untuk selector {selector} (${GOOGLE_PATH}) di {name}.`,
      'Pasang record TXT yang ditampilkan {cpanel} di Email Deliverability untuk {domain} di {name}.',
      'Pasang record TXT yang ditampilkan {plesk} di Mail Settings {domain} (DKIM) di {name}.',
      'Pasang record TXT yang dicetak "/opt/zimbra/libexec/zmdkimkeyutil -q -d {domain}" ({zimbra}) di {name}.',
      'Pasang public key selector {selector} sebagai record TXT di {name} (OpenDKIM: isinya di {selector}.txt; periksa dengan "opendkim-testkey -d {domain} -s {selector} -vvv"), atau tanda tangani dengan selector yang sudah terpasang.',
    ],
  },
  'dkim-key-not-base64': {
    title: [
      'Key DKIM di {name} memuat karakter yang salah: "{character}"; p= harus base64.',
      'Key DKIM di {name} salah tempel: p= harus base64.',
    ],
    why: 'Tanda kutip, kurung, spasi, atau pindah baris ikut tertempel di dalam key; tidak ada penerima yang bisa membacanya.',
    fix: [
      'Pasang di {name}; kalau formulir DNS Anda menambahkan tanda kutip sendiri, tempel tanpa tanda kutip dan tanpa terputus: "{record}"',
      FOREIGN,
      PASTE_AGAIN,
    ],
  },
  'dkim-key-in-pieces': {
    title:
      'Key DKIM di {name} terpecah menjadi {count} record TXT; kalau disambung baru menjadi satu key.',
    why: 'Penerima membaca satu record saja, dan mendapat separuh key.',
    fix: [
      'Hapus semuanya, lalu pasang satu record TXT di {name} (boleh dipotong DNS menjadi beberapa string): "{record}"',
      FOREIGN,
      PASTE_AGAIN,
    ],
  },
  'dkim-key-private': {
    title:
      'PRIVATE key terpasang di {name}: siapa pun bisa menandatangani email sebagai {domain} dengannya.',
    why: 'Siapa pun yang sudah melihat record ini bisa mengirim email atas nama Anda yang lolos DKIM dan DMARC. Menghapus record tidak menarik kembali key itu.',
    fix: 'Buat key baru dengan selector baru (opendkim-genkey -b 2048 -d {domain} -s NEWSELECTOR), pasang hanya bagian public-nya (NEWSELECTOR.txt), tanda tangani dengannya, lalu hapus record TXT di {name} dan private key yang lama.',
  },
  'dkim-key-damaged': {
    title: 'Key DKIM di {name} rusak: {length} karakternya bukan key yang utuh.',
    why: 'Biasanya ujungnya terpotong, karena formulir DNS hanya menerima 255 karakter.',
    fix: 'Pasang ulang key yang utuh; kalau satu string hanya boleh 255 karakter, bagi menjadi beberapa string dalam record TXT yang sama.',
  },
  'dkim-key-several': {
    title: 'Ada {count} record TXT di {name}; seharusnya hanya satu.',
    why: [
      'Penerima mengambil salah satu, atau tidak sama sekali: di sini lolos dengan selector {verified}, di tempat lain bisa gagal.',
      'Penerima mengambil salah satu, atau tidak sama sekali: tanda tangan gagal secara acak.',
    ],
    fix: [
      'Hapus semua yang lain di {name} (server yang menandatangani dengan key lain diberi selector sendiri dulu), dan sisakan hanya: "{record}"',
      'Hapus semua kecuali key yang dipakai; pasang key lain dengan selector lain (yang mana yang dipakai: opendkim-testkey -d {domain} -s {selector} -k KEYFILE -vvv).',
    ],
  },
  'dkim-key-wildcard': {
    title: 'Di {name} tidak ada key DKIM, melainkan record lain: "{found}".',
    why: 'Yang menjawab adalah wildcard atau alias, bukan key.',
    fix: 'Pasang public key selector {selector} sebagai record TXT di {name}.',
  },
  'dkim-key-syntax': {
    title: [
      'Record key DKIM di {name} memuat garis miring terbalik sebelum titik koma ({backslashes}), sehingga setiap tag tidak berakhir di tempatnya.',
      'Record key DKIM di {name} salah tulis: {reason}.',
      'Record key DKIM di {name} tidak ditulis sesuai standar.',
    ],
    why: 'Penerima yang membacanya dengan ketat tidak menemukan key.',
    fix: [
      PUBLISH,
      FOREIGN,
      'Pasang ulang di {name}: v=DKIM1; k=rsa; p= diikuti key-nya, dari file yang dibuat program Anda (OpenDKIM: {selector}.txt).',
    ],
  },
  'dkim-key-revoked': {
    title: 'Key DKIM di {name} sudah dicabut: p=-nya kosong.',
    why: 'p= kosong berarti apa pun yang ditandatangani dengan key ini tidak boleh dipercaya lagi.',
    fix: NEW_KEY,
  },
  'dkim-key-type': {
    title: 'Tanda tangannya {algorithm}, tetapi key di {name} bertipe {type}.',
    why: 'Keduanya tidak mungkin cocok, jadi tanda tangan gagal.',
    fix: [
      PUBLISH,
      FOREIGN,
      'Pasang di {name} key yang dipakai program Anda, atau tanda tangani dengan selector yang key-nya bertipe sama.',
    ],
  },
  'dkim-key-hash': {
    title: 'Key di {name} hanya mengizinkan {hashes} (h=), tetapi tanda tangannya {algorithm}.',
    why: 'Penerima tidak boleh menerima yang dilarang oleh key.',
    fix: [PUBLISH, FOREIGN, 'Pasang key di {name} tanpa h=.'],
  },
  'dkim-key-service': {
    title: 'Key di {name} bukan untuk email (s={services}).',
    why: 'Penerima tidak boleh memakainya untuk email.',
    fix: [PUBLISH, FOREIGN, 'Pasang key di {name} tanpa s=.'],
  },
  'dkim-key-strict': {
    title: 'Key di {name} melarang subdomain (t=s), tetapi tanda tangan menyebut i={auid}.',
    why: 'Penerima tidak boleh menerima yang dilarang oleh key.',
    fix: [
      'Pasang ini di {name}, atau tanda tangani tanpa i=: "{record}"',
      'Tanda tangani tanpa i=, atau minta t=s dihapus dari record di {name}.',
    ],
  },
  'dkim-key-short': {
    title: 'Key DKIM di {name} hanya {bits} bit.',
    why: 'Key di bawah 1024 bit dapat dibobol, dan penerima tidak boleh menerimanya.',
    fix: NEW_KEY,
  },
  'dkim-key-long': {
    title:
      'Key DKIM di {name} sebesar {bits} bit: lebih dari yang diverifikasi mailassay, jadi tanda tangan ini tidak diperiksa.',
    why: 'RFC 8301 meminta penerima menerima key 1024 sampai 4096 bit; untuk yang lebih panjang, terserah penerima.',
    fix: NEW_KEY,
  },
  'dkim-key-exponent': {
    title: 'Key RSA di {name} punya exponent {exponent}, yang tidak sah.',
    why: 'Dengan key seperti itu siapa pun bisa menandatangani atas nama Anda.',
    fix: NEW_KEY,
  },
  'dkim-key-weak': {
    title: 'Key DKIM di {name} sebesar {bits} bit; sebaiknya 2048.',
    why: 'Masih berlaku; RFC 8301 meminta 2048 bit dari penanda tangan.',
    fix: NEW_KEY,
  },
  'dkim-key-testing': {
    title: 'Key di {name} ditandai sebagai uji coba (t=y).',
    why: 'Penerima boleh memperlakukan email yang gagal seperti tidak ditandatangani; tanda uji coba sering terlupakan.',
    fix: [
      'Kalau penandatanganan sudah berjalan, pasang di {name}: "{record}"',
      ALIAS,
      'Kalau penandatanganan sudah berjalan, hapus t=y dari record di {name}.',
    ],
  },
  'dkim-key-obsolete-tags': {
    title: 'Key di {name} memuat tag yang sudah tidak berarti: {tags}.',
    why: 'Tidak merugikan; semua penerima mengabaikannya.',
    fix: [
      'Saat mengubah record ini lagi, pasang di {name}: "{record}"',
      ALIAS,
      'Saat mengubah record di {name} lagi, hilangkan tag itu.',
    ],
  },
};
