// Indonesian words for the findings of the message itself.
import type { MessageCode } from '../../diagnose/catalog.ts';
import type { FindingWords } from '../finding-words.ts';

export const message: Record<MessageCode, FindingWords> = {
  'message-from-missing': {
    title: 'Email ini tidak punya header From.',
    why: 'Setiap email wajib memilikinya; tanpa itu tidak ada pengirim, dan penerima besar menolaknya.',
    fix: 'Atur agar program pengirim menulis satu header From dengan satu alamat.',
  },
  'message-from-several': {
    title: 'Email ini punya {count} header From; seharusnya tepat satu.',
    why: 'Tidak jelas mana yang dilihat pembaca; penerima besar menolak email seperti itu.',
    fix: 'Atur agar program pengirim menulis satu header From saja, dan tanda tangani From sekali lebih banyak (OpenDKIM: "OversignHeaders From").',
  },
  'message-from-malformed': {
    title: 'Header From tidak terbaca: {from}',
    why: 'Tanpa alamat yang terbaca tidak ada pengirim, dan penerima besar menolaknya.',
    fix: 'Tulis seperti Nama <user@example.org>, dan beri tanda kutip pada nama yang memuat selain huruf, angka, dan spasi.',
  },
  'message-from-many-authors': {
    title: 'Header From menyebut {count} pengirim, dan tidak ada header Sender.',
    why: 'Kalau pengirimnya beberapa, harus disebut siapa yang mengirim.',
    fix: 'Tambahkan "Sender: {first}", atau sebut satu pengirim saja.',
  },
  'message-duplicate-field': {
    title: 'Ada header yang hanya boleh satu tetapi muncul beberapa kali: {fields}.',
    why: 'Gmail menolak email seperti itu, dan yang lain menampilkan yang salah.',
    fix: 'Cari program atau filter yang menambahkan {fields} untuk kedua kali, dan atur agar ia mengganti header yang ada.',
  },
  'message-date-missing': {
    title: 'Email ini tidak punya header Date.',
    why: 'Setiap email wajib memilikinya; filter menganggap ketiadaannya ciri spam.',
    fix: 'Atur agar program pengirim menulis header Date.',
  },
  'message-date-malformed': {
    title: 'Header Date tidak terbaca: {date}',
    why: 'Program email salah mengurutkannya, dan filter menganggapnya ciri spam.',
    fix: 'Tulis seperti "Wed, 22 Dec 2010 09:42:12 +0700".',
  },
  'message-8bit-header': {
    title: [
      'Header {field} memuat karakter bukan ASCII yang tidak di-encode.',
      'Header email memuat karakter bukan ASCII yang tidak di-encode.',
    ],
    why: 'Relay mengubah atau menolak header seperti itu, dan perubahan merusak tanda tangan DKIM.',
    fix: 'Atur agar program pengirim meng-encode karakter itu (RFC 2047).',
  },
  'message-long-line': {
    title: 'Email ini punya baris sepanjang {octets} karakter; batasnya {limit}.',
    why: 'Relay memotong baris seperti itu, dan itu merusak tanda tangan DKIM.',
    fix: 'Kirim isi email sebagai quoted-printable atau base64.',
  },
  'message-bare-line-ends': {
    title:
      'Ada {count} akhir baris yang hanya CR atau hanya LF; setiap baris harus diakhiri CR LF.',
    why: 'Server menolak email seperti itu (dipakai untuk menyelundupkan email), atau memperbaikinya dan merusak tanda tangan DKIM.',
    fix: 'Atur agar program pengirim mengakhiri setiap baris dengan CR LF.',
  },
  'message-unsubscribe-post-value': {
    title: 'List-Unsubscribe-Post berisi "{found}", padahal harus persis "{expected}".',
    why: 'Gmail dan Yahoo tidak menampilkan tombol berhenti berlangganan, dan menganggap email ini tidak memilikinya.',
    fix: 'Isi "List-Unsubscribe-Post: {expected}".',
  },
  'message-unsubscribe-no-https': {
    title:
      'List-Unsubscribe tidak memuat alamat https, padahal List-Unsubscribe-Post membutuhkannya.',
    why: 'Berhenti berlangganan dengan satu klik hanya bekerja lewat https.',
    fix: 'Tambahkan alamat https halaman berhenti berlangganan ke List-Unsubscribe, di dalam kurung sudut.',
  },
  'message-unsubscribe-unsigned': {
    title: 'Tidak ada tanda tangan sah yang mencakup List-Unsubscribe dan List-Unsubscribe-Post.',
    why: 'Penerima menampilkan tombolnya hanya kalau kedua header itu ditandatangani.',
    fix: 'Tambahkan List-Unsubscribe dan List-Unsubscribe-Post ke header yang ditandatangani (h=) oleh {domain}.',
  },
  'message-date-off': {
    title: [
      'Header Date {ahead} jam lebih cepat dari waktu email tiba: {date}',
      'Header Date {hours} jam lebih lambat dari waktu email tiba: {date}',
    ],
    why: 'Urutan email menjadi salah, dan filter menganggapnya ciri spam.',
    fix: 'Setel jam dan zona waktu server yang menulis email (NTP).',
  },
  'message-id-missing': {
    title: 'Email ini tidak punya header Message-ID.',
    why: 'Balasan dan duplikat tidak bisa dibedakan; filter menganggap ketiadaannya ciri spam.',
    fix: 'Atur agar program pengirim menulis Message-ID yang berakhir dengan @ dan domain Anda.',
  },
  'message-id-malformed': {
    title: 'Message-ID tidak ditulis dengan benar: {id}',
    why: 'Filter menganggapnya ciri spam, dan balasan tidak terhubung ke email ini.',
    fix: 'Tulis seperti "<teks-unik@domain-anda>".',
  },
  'message-no-unsubscribe': {
    title: 'Email ini ditandai sebagai email massal, tetapi tidak punya header List-Unsubscribe.',
    why: 'Gmail dan Yahoo mewajibkannya bagi semua yang mengirim ke banyak orang.',
    fix: 'Tambahkan List-Unsubscribe dengan alamat https, dan "List-Unsubscribe-Post: List-Unsubscribe=One-Click".',
  },
  'message-no-one-click': {
    title: 'Tidak bisa berhenti berlangganan dengan satu klik: List-Unsubscribe-Post tidak ada.',
    why: 'Gmail dan Yahoo mewajibkannya bagi pengirim lebih dari 5.000 email sehari.',
    fix: [
      'Tambahkan "List-Unsubscribe-Post: List-Unsubscribe=One-Click", dan pastikan {https} menerima request POST.',
      'Tambahkan alamat https ke List-Unsubscribe, dan "List-Unsubscribe-Post: List-Unsubscribe=One-Click".',
    ],
  },
  'message-forged-results': {
    title: 'Email datang dengan header Authentication-Results atas nama kami ({host}).',
    why: 'Hanya kami yang boleh menulisnya; penerima harus membuangnya, karena dipakai untuk memalsukan hasil pass.',
    fix: 'Cari program yang menambahkannya; kalau Anda menguji dengan email dari sini, kirim email baru.',
  },
  'message-html-clipped': {
    title: 'Bagian HTML sebesar {kilobytes} kB; Gmail hanya menampilkan {limit} pertama.',
    why: 'Ujung email, yang sering berisi link berhenti berlangganan, tersembunyi.',
    fix: 'Perkecil HTML sampai di bawah {limit} kB.',
  },
  'message-auto-submitted': {
    title: 'Email ini mengaku otomatis (Auto-Submitted: {value}).',
    why: 'Email otomatis tidak dibalas, jadi laporannya hanya ada di halaman web.',
    fix: 'Kirim email uji dari program email biasa kalau Anda ingin laporannya lewat email.',
  },
  'message-incomplete-check': {
    title: 'Batas layanan ini tercapai: tidak semuanya dapat diperiksa.',
    why: 'Ini tidak dihitung sebagai kesalahan email Anda.',
    fix: 'Kirim ulang email uji; kalau terjadi lagi, kirim email yang lebih kecil atau lebih sederhana.',
  },
  'message-well-formed': {
    title: 'Bentuk email benar.',
    why: 'From, Date, Message-ID, dan baris-barisnya sesuai aturan.',
    fix: '',
  },
};
