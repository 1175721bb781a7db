// Indonesian words for the findings of DKIM.
import type { dkimCatalog } from '../../../diagnose/dkim/catalog.ts';
import type { FindingWords } from '../finding-words.ts';

const BY_LIST = 'Mungkin mailing list {list} yang melakukannya setelah email keluar dari Anda: uji dengan email langsung ke alamat ini; kalau lolos, di pihak Anda tidak ada yang perlu diperbaiki.';
const NEW_KEY = 'Buat key baru (opendkim-genkey -b 2048 -d {domain} -s NEWSELECTOR), terbitkan di DNS, lalu tanda tangani dengan selector baru itu.';

export const dkim: Record<keyof typeof dkimCatalog, FindingWords> = {
  'dkim-key-wrong-name': {
    title: [
      'Email tidak ditandatangani sebagai {domain}: DKIM dipasang untuk {unsigned} (ada key di {found}), bukan untuk {domain}.',
      'Key DKIM diterbitkan di {found}, padahal penerima mencarinya di {name}.',
    ],
    why: [
      'Program penanda tangan hanya menandatangani domain yang didaftarkan, sedangkan email ini dari {domain}; {unsigned} adalah nama lain.',
      'Key hanya ditemukan di bawah selector, _domainkey, dan domain pada d= di tanda tangan.',
    ],
    fix: [
      'Pasang penandatanganan untuk {domain} (OpenDKIM: "Domain {domain}"), dan terbitkan key-nya di {name}, bukan di bawah {unsigned}: "{record}"',
      'Pasang penandatanganan untuk {domain} (OpenDKIM: "Domain {domain}"), dan terbitkan key-nya di bawah {name}, bukan di bawah {unsigned}.',
      'Terbitkan di {name}: "{record}"',
      'Terbitkan key selector ini di {name}.',
    ],
  },
  'dkim-key-dangling': {
    title: '{name} adalah alias (CNAME) ke {target}, dan di sana tidak ada key DKIM.',
    why: 'Tanpa key, tanda tangan tidak bisa diverifikasi siapa pun.',
    fix: 'Terbitkan key di {target}, atau arahkan CNAME {name} ke tempat layanan email Anda menerbitkannya.',
  },
  'dkim-key-missing': {
    title: 'Tidak ada key DKIM di {name}.',
    why: 'Email sudah ditandatangani, tetapi tanpa key tidak ada yang bisa memverifikasinya.',
    fix: 'Terbitkan public key selector {selector} sebagai TXT record di {name}, atau tanda tangani dengan selector yang sudah terbit.',
  },
  'dkim-key-not-base64': {
    title: ['Key DKIM di {name} memuat karakter yang salah: "{character}"; p= harus base64.', 'Key DKIM di {name} salah tempel: p= harus base64.'],
    why: 'Tanda kutip, kurung, spasi, atau pindah baris ikut tertempel di dalam key; tidak ada penerima yang bisa membacanya.',
    fix: [
      'Terbitkan di {name}; kalau formulir DNS Anda menambahkan tanda kutip sendiri, tempel tanpa tanda kutip dan tanpa terputus: "{record}"',
      'Tempel ulang key dari file yang dibuat program Anda (OpenDKIM: selector.txt): hanya isi di antara tanda kutip, disambung menjadi satu baris.',
    ],
  },
  'dkim-key-in-pieces': {
    title: 'Key DKIM di {name} terpecah menjadi {count} TXT record; kalau disambung baru menjadi satu key.',
    why: 'Penerima membaca satu record saja, dan mendapat separuh key.',
    fix: 'Hapus semuanya, lalu terbitkan satu TXT record di {name} (boleh dipotong DNS menjadi beberapa string): "{record}"',
  },
  'dkim-key-damaged': {
    title: 'Key DKIM di {name} rusak: {length} karakternya bukan key yang utuh.',
    why: 'Biasanya ujungnya terpotong, karena formulir DNS hanya menerima 255 karakter.',
    fix: 'Terbitkan ulang key yang utuh; kalau satu string hanya boleh 255 karakter, bagi menjadi beberapa string dalam TXT record yang sama.',
  },
  'dkim-key-several': {
    title: 'Ada {count} TXT record di {name}; seharusnya hanya satu.',
    why: 'Penerima mengambil salah satu, atau tidak sama sekali: tanda tangan gagal secara acak.',
    fix: 'Hapus semua kecuali key yang dipakai; terbitkan key lain dengan selector lain.',
  },
  'dkim-key-wildcard': {
    title: 'Di {name} tidak ada key DKIM, melainkan record lain: "{found}".',
    why: 'Yang menjawab adalah wildcard atau alias, bukan key.',
    fix: 'Terbitkan public key selector {selector} sebagai TXT record di {name}.',
  },
  'dkim-key-syntax': {
    title: 'Record key DKIM di {name} tidak ditulis sesuai standar.',
    why: 'Penerima yang membacanya dengan ketat tidak menemukan key.',
    fix: ['Terbitkan di {name}: "{record}"', 'Terbitkan ulang di {name}: "v=DKIM1; k=rsa; p=" diikuti key-nya.'],
  },
  'dkim-key-revoked': {
    title: 'Key DKIM di {name} sudah dicabut: p=-nya kosong.',
    why: 'p= kosong berarti apa pun yang ditandatangani dengan key ini tidak boleh dipercaya lagi.',
    fix: NEW_KEY,
  },
  'dkim-key-type': {
    title: 'Tanda tangannya {algorithm}, tetapi key di {name} bertipe {type}.',
    why: 'Keduanya tidak mungkin cocok, jadi tanda tangan gagal.',
    fix: 'Terbitkan di {name} key yang dipakai program Anda, atau tanda tangani dengan selector yang key-nya bertipe sama.',
  },
  'dkim-key-hash': {
    title: 'Key di {name} hanya mengizinkan {hashes} (h=), tetapi tanda tangannya {algorithm}.',
    why: 'Penerima tidak boleh menerima yang dilarang oleh key.',
    fix: 'Terbitkan di {name}: "{record}"',
  },
  'dkim-key-service': {
    title: 'Key di {name} bukan untuk email (s={services}).',
    why: 'Penerima tidak boleh memakainya untuk email.',
    fix: 'Terbitkan di {name}: "{record}"',
  },
  'dkim-key-strict': {
    title: 'Key di {name} melarang subdomain (t=s), tetapi tanda tangan menyebut i={auid}.',
    why: 'Penerima tidak boleh menerima yang dilarang oleh key.',
    fix: 'Terbitkan ini di {name}, atau tanda tangani tanpa i=: "{record}"',
  },
  'dkim-key-short': {
    title: 'Key DKIM di {name} hanya {bits} bit.',
    why: 'Key di bawah 1024 bit dapat dibobol, dan penerima tidak boleh menerimanya.',
    fix: NEW_KEY,
  },
  'dkim-key-long': {
    title: 'Key DKIM di {name} sebesar {bits} bit; penerima tidak wajib menerima lebih dari 4096.',
    why: 'Banyak penerima tidak mau menghitung dengan key sebesar itu, dan tanda tangan gagal.',
    fix: NEW_KEY,
  },
  'dkim-key-exponent': {
    title: 'Key RSA di {name} punya exponent {exponent}, yang tidak sah.',
    why: 'Dengan key seperti itu siapa pun bisa menandatangani atas nama Anda.',
    fix: NEW_KEY,
  },
  'dkim-sha1': {
    title: 'Tanda tangan {domain} memakai {algorithm}, yang dilarang.',
    why: 'SHA-1 sudah bobol; penerima harus menganggap email ini tidak ditandatangani.',
    fix: 'Tanda tangani dengan rsa-sha256 (OpenDKIM: "SignatureAlgorithm rsa-sha256").',
  },
  'dkim-expired': {
    title: 'Tanda tangan {domain} kedaluwarsa pada {expired}, sebelum email tiba.',
    why: 'Penerima menganggap tanda tangan kedaluwarsa tidak ada.',
    fix: 'Periksa jam server dan lamanya email mengantre di sana, dan beri masa berlaku tanda tangan paling sedikit tiga hari.',
  },
  'dkim-from-unsigned': {
    title: 'Tanda tangan {domain} tidak mencakup header From.',
    why: 'Tanda tangan wajib mencakup From; tanpa itu ia tidak mengatakan apa-apa tentang pengirim dan tidak sah.',
    fix: 'Tambahkan From ke header yang ditandatangani (h=) untuk selector {selector}.',
  },
  'dkim-auid-outside': {
    title: 'Tanda tangan menyebut i={auid}, yang bukan {domain} dan bukan di bawahnya.',
    why: 'Penerima harus menolak tanda tangan yang i=-nya di luar d=.',
    fix: 'Hilangkan i=, atau isi dengan alamat di {domain}.',
  },
  'dkim-only-tolerated': {
    title: 'Tanda tangan {domain} lolos di banyak penerima, tetapi tidak ditulis sesuai standar.',
    why: 'Penerima yang membaca dengan ketat menganggap email ini tidak ditandatangani.',
    fix: ['Terbitkan di {name}: "{record}"', 'Pakai selector yang hanya berisi huruf, angka, dan tanda hubung, dan perbarui program penanda tangan.'],
  },
  'dkim-signature-syntax': {
    title: ['Header DKIM-Signature dari {domain} rusak.', 'Header DKIM-Signature rusak.'],
    why: 'Penerima tidak bisa membacanya, dan menganggap email ini tidak ditandatangani.',
    fix: 'Perbarui atau ganti program penanda tangan; kalau ada program lain yang menulis ulang header, jalankan sebelum penandatanganan.',
  },
  'dkim-changed-by-filter': {
    title: [
      'Email berubah setelah ditandatangani sebagai {domain}; di jalan ia melewati {software} di {host}.',
      'Email berubah setelah ditandatangani sebagai {domain}; di jalan ia melewati {software}.',
    ],
    why: 'Perubahan apa pun setelah penandatanganan, bahkan pada encoding teks, merusak tanda tangan.',
    fix: [
      'Atur agar milter DKIM menandatangani setelah {software}, dan tambahkan "-o {setting}" pada service Postfix yang menerima kembali email darinya (master.cf; Zimbra: master.cf.in).',
      'Atur agar milter DKIM menandatangani setelah {software}, sebagai langkah terakhir sebelum email keluar.',
    ],
  },
  'dkim-body-changed': {
    title: ['Isi email berubah setelah ditandatangani sebagai {domain}; bagian {intact} tidak berubah.', 'Isi email berubah setelah ditandatangani sebagai {domain}.'],
    why: 'Footer, antivirus, atau encoding baru sudah cukup untuk merusak tanda tangan.',
    fix: [
      BY_LIST,
      'Tanda tangani sebagai langkah terakhir sebelum email keluar, setelah semua scanner dan footer, dengan c=relaxed/relaxed sebagai pengganti {simple} (Postfix: juga "disable_mime_output_conversion = yes").',
      'Tanda tangani sebagai langkah terakhir sebelum email keluar, setelah semua scanner dan footer (Postfix: juga "disable_mime_output_conversion = yes").',
    ],
  },
  'dkim-header-changed': {
    title: [
      'Ada header yang berubah setelah email ditandatangani sebagai {domain}; key di {certain} sudah benar.',
      'Ada header yang berubah setelah email ditandatangani sebagai {domain}, atau key di DNS bukan key yang menandatangani.',
    ],
    why: 'Satu karakter yang berubah di {fields} merusak tanda tangan.',
    fix: [
      BY_LIST,
      'Tanda tangani sebagai langkah terakhir sebelum email keluar, dengan c=relaxed/relaxed sebagai pengganti {simple}, dan bandingkan key selector {selector} di DNS dengan milik Anda (opendkim-testkey -d {domain} -s {selector}).',
      'Tanda tangani sebagai langkah terakhir sebelum email keluar, dan bandingkan key selector {selector} di DNS dengan milik Anda (opendkim-testkey -d {domain} -s {selector}).',
    ],
  },
  'dkim-wrong-key': {
    title: 'Key di {name} bukan key yang menandatangani email ini.',
    why: 'Tanda tangannya sendiri membuktikan itu: dibuat dengan private key lain, jadi tidak mungkin cocok.',
    fix: 'Terbitkan di {name} public key dari key yang dipakai server Anda (periksa dengan opendkim-testkey -d {domain} -s {selector} -k KEYFILE).',
  },
  'dkim-body-cut': {
    title: 'Tanda tangan {domain} mencakup {signed} oktet isi, tetapi hanya {total} yang tiba.',
    why: 'Ujung email hilang atau dibuang setelah ditandatangani.',
    fix: 'Tanda tangani tanpa l= sebagai langkah terakhir sebelum email keluar, setelah semua program yang memendekkan email.',
  },
  'dkim-failed': {
    title: 'Tanda tangan {domain} (selector {selector}) tidak dapat diverifikasi: {problem}.',
    why: 'Penerima menganggap email ini tidak ditandatangani.',
    fix: 'Perbaiki yang disebut di sana, dan tanda tangani sebagai langkah terakhir sebelum email keluar.',
  },
  'dkim-none': {
    title: [
      'Email dari {domain} tidak ditandatangani, padahal sudah dilihat program DKIM ({milter}).',
      'Email dari {domain} tidak ditandatangani: dikirim dari server itu sendiri, dan untuk itu Postfix memanggil {local}, bukan smtpd_milters.',
      'Email dari {domain} tidak ditandatangani, padahal key DKIM sudah terbit di {key}.',
      'Email dari {domain} tidak punya tanda tangan DKIM.',
    ],
    why: 'Gmail, Yahoo, dan Microsoft meminta email ditandatangani, dan tanpa itu email yang diteruskan (forward) gagal.',
    fix: [
      'Atur agar program itu menandatangani, bukan hanya memverifikasi (OpenDKIM: "Mode sv"), daftarkan {domain} di Domain atau SigningTable dan host Anda di InternalHosts (terlihat: {milter}).',
      'Atur agar Postfix juga memanggil milter untuk email lokal: isi "{local} = inet:localhost:8891" di samping smtpd_milters.',
      'Jalankan milter DKIM, daftarkan di smtpd_milters dan non_smtpd_milters pada Postfix, dan atur agar ia menandatangani (OpenDKIM: "Mode sv").',
    ],
  },
  'dkim-key-weak': {
    title: 'Key DKIM di {name} sebesar {bits} bit; sebaiknya 2048.',
    why: 'Masih berlaku, tetapi key pendek mulai ditinggalkan dan sebagian penerima mengurangi nilainya.',
    fix: NEW_KEY,
  },
  'dkim-ed25519-alone': {
    title: 'Email ditandatangani {domain} hanya dengan Ed25519.',
    why: 'Gmail dan banyak lainnya tidak bisa memverifikasi Ed25519: bagi mereka email ini tidak ditandatangani.',
    fix: 'Tambahkan tanda tangan kedua, rsa-sha256 dengan key 2048 bit dan selector lain.',
  },
  'dkim-body-length': {
    title: 'Tanda tangan {domain} hanya mencakup {signed} dari {total} oktet isi (l=).',
    why: 'Siapa pun bisa menambahkan teks tanpa merusak tanda tangan.',
    fix: 'Tanda tangani tanpa l= (OpenDKIM: hapus BodyLengthDB dan MaximumSignedBytes).',
  },
  'dkim-fields-unsigned': {
    title: 'Tanda tangan {domain} tidak mencakup {fields}.',
    why: 'Siapa pun yang memegang email ini bisa mengubah header itu dan mengirimkannya lagi dengan tanda tangan yang tetap sah.',
    fix: 'Tambahkan {fields} ke header yang ditandatangani (h=).',
  },
  'dkim-signed-in-future': {
    title: 'Tanda tangan {domain} bertanggal {signed}, padahal email tiba pada {received}.',
    why: 'Penerima boleh mengabaikan tanda tangan dari masa depan.',
    fix: 'Setel jam server yang menandatangani (NTP).',
  },
  'dkim-signed-field-twice': {
    title: 'Ada header yang seharusnya satu tetapi muncul dua kali dan hanya sekali ditandatangani: {fields}.',
    why: 'Pembaca bisa melihat yang tidak ditandatangani.',
    fix: 'Kirim {fields} satu kali saja.',
  },
  'dkim-not-aligned': {
    title: 'Tanda tangan {domain} sah, tetapi {domain} bukan domain di From ({author}).',
    why: 'Bagi DMARC, tanda tangan itu tidak membuktikan apa-apa tentang {author}.',
    fix: 'Atur agar email juga ditandatangani dengan d={author} (layanan email menyebutnya "domain authentication" atau "custom DKIM").',
  },
  'dkim-another-failed': {
    title: 'Tanda tangan lain, dari {domain} dengan selector {selector}, gagal; yang dari {good} berhasil.',
    why: 'Satu tanda tangan yang baik sudah cukup, jadi tidak ada yang hilang; {cause} menjelaskan kegagalan yang lain.',
    fix: 'Perbaiki menurut `mailassay explain {cause}`, atau berhenti menandatangani dengan selector {selector}.',
  },
  'dkim-mime-unsigned': {
    title: 'Tanda tangan {domain} tidak mencakup {fields}.',
    why: 'Siapa pun yang memegang email ini bisa membuat isinya ditampilkan dengan cara lain.',
    fix: 'Tambahkan {fields} ke header yang ditandatangani (h=).',
  },
  'dkim-key-testing': {
    title: 'Key di {name} ditandai sebagai uji coba (t=y).',
    why: 'Penerima boleh memperlakukan email yang gagal seperti tidak ditandatangani; tanda uji coba sering terlupakan.',
    fix: 'Kalau penandatanganan sudah berjalan, terbitkan di {name}: "{record}"',
  },
  'dkim-key-obsolete-tags': {
    title: 'Key di {name} memuat tag yang sudah tidak berarti: {tags}.',
    why: 'Tidak merugikan; semua penerima mengabaikannya.',
    fix: 'Saat mengubah record ini lagi, terbitkan di {name}: "{record}"',
  },
  'dkim-simple': {
    title: 'Tanda tangan {domain} memakai {canonicalization}: satu spasi yang berubah sudah merusaknya.',
    why: 'Di sini lolos, tetapi relay di jalur lain merapikan spasi.',
    fix: 'Tanda tangani dengan relaxed/relaxed (OpenDKIM: "Canonicalization relaxed/relaxed").',
  },
  'dkim-not-oversigned': {
    title: 'Tanda tangan {domain} tidak melindungi dari header From kedua.',
    why: 'From kedua bisa disisipkan, dan sebagian program menampilkan yang itu.',
    fix: 'Sebut From di h= satu kali lebih banyak dari jumlahnya (OpenDKIM: "OversignHeaders From").',
  },
  'dkim-not-evaluated': {
    title: 'Tanda tangan yang tidak dievaluasi (batas): {count}. mailassay memeriksa 10 per email, masing-masing dengan 200 nama di h=.',
    why: 'Penerima juga punya batas seperti itu. Ini tidak dihitung sebagai kesalahan email Anda.',
    fix: 'Kurangi jumlah tanda tangan pada email.',
  },
  'dkim-temperror': {
    title: 'Tanda tangan {domain} tidak dapat diperiksa: DNS tidak menjawab untuk {name}.',
    why: 'Ini tidak dihitung sebagai kesalahan email Anda.',
    fix: 'Kirim ulang email uji beberapa menit lagi; kalau tetap begini, periksa apakah DNS server {domain} menjawab dari luar.',
  },
  'dkim-pass': {
    title: ['DKIM: tanda tangan {domain} sah ({algorithm}, {bits} bit).', 'DKIM: tanda tangan {domain} sah ({algorithm}).'],
    why: 'Tidak ada bagian yang ditandatangani yang berubah di jalan.',
    fix: '',
  },
};
