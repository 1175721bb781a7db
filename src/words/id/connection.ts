// Indonesian words for the findings of the connection.
import type { ConnectionCode } from '../../diagnose/catalog.ts';
import type { FindingWords } from '../finding-words.ts';

export const connection: Record<ConnectionCode, FindingWords> = {
  'connection-address-hidden': {
    title:
      'Alamat asli host pengirim tersembunyi: email ini datang dari {ip}, yang bukan alamat di internet.',
    why: 'SPF dan reverse DNS bergantung pada alamat publik pengirim, jadi keduanya tidak diperiksa; DKIM diperiksa.',
    fix: [
      'Tes ini dikirim dari host yang sama dengan layanan ini ({local}). Nyatakan alamat client lewat XCLIENT ("swaks --xclient-addr 192.0.2.25", dengan MAILASSAY_XCLIENT={local} pada layanan), periksa email yang tersimpan dengan "mailassay check FILE --ip ALAMAT", atau kirim dari mail server itu sendiri.',
      'Jika Anda menjalankan layanan ini, buat alamat client terlihat: host networking untuk container ("network_mode: host"), PROXY protocol (MAILASSAY_PROXY_PROTOCOL={ip}) atau XCLIENT (MAILASSAY_XCLIENT={ip}) di belakang proxy. Jika tidak, beri tahu operatornya.',
    ],
  },
  'connection-dynamic-address': {
    title: 'IP pengirim dinamis: {ip} bernama {name}.',
    why: 'Penerima menganggap IP seperti ini komputer rumahan yang terinfeksi dan langsung menolak emailnya, apa pun hasil SPF dan DKIM.',
    fix: 'Kirim lewat mail server ISP Anda, atau dari IP statis yang punya nama sendiri; mencantumkan IP dinamis di SPF tidak membantu.',
  },
  'connection-no-ptr': {
    title: 'IP pengirim {ip} tidak punya nama di reverse DNS (tidak ada record PTR).',
    why: 'Gmail menolak email dari IP tanpa nama (550 5.7.25), Yahoo dan lainnya mencurigainya.',
    fix: [
      'Beri tahu pengelola {operator} bahwa {ip} tidak punya record PTR: hanya mereka yang bisa memasangnya.',
      'Minta pemilik IP {ip} (biasanya ISP atau penyedia server) membuat record PTR ke {helo}, dan arahkan {helo} ke {ip}.',
      'Minta pemilik IP {ip} (biasanya ISP atau penyedia server) membuat record PTR ke nama mail server Anda, dan arahkan nama itu ke {ip}.',
    ],
  },
  'connection-ptr-mismatch': {
    title: [
      'Record PTR {ip} adalah {name}, tetapi {name} beralamat {addresses}.',
      'Record PTR {ip} adalah {name}, tetapi nama itu tidak punya alamat.',
    ],
    why: 'Nama yang tidak kembali ke IP-nya dianggap tidak ada: Gmail menolak email seperti itu (550 5.7.25).',
    fix: [
      'Beri tahu pengelola {operator}: record PTR {ip} hanya bisa diatur mereka.',
      'Pasang "{line}", atau minta record PTR {ip} diganti dengan nama yang mengarah ke IP itu.',
      'Arahkan {name} ke {ip}, atau minta record PTR {ip} diganti dengan nama yang mengarah ke IP itu.',
    ],
  },
  'connection-generic-ptr': {
    title: 'Record PTR {ip} adalah {name}: nama bawaan penyedia untuk semua IP-nya.',
    why: 'Penerima tidak bisa membedakannya dari komputer rumahan yang terinfeksi, dan sebagian mengurangi nilai emailnya.',
    fix: [
      'Beri tahu pengelola {operator}: record PTR {ip} hanya bisa diatur mereka.',
      'Minta record PTR {ip} diganti menjadi {helo}.',
      'Minta record PTR {ip} diganti menjadi nama mail server Anda.',
    ],
  },
  'connection-helo-not-fqdn': {
    title: 'Server Anda memperkenalkan diri sebagai "{helo}", bukan nama host lengkap.',
    why: 'Nama HELO harus nama host lengkap (RFC 5321), dan penerima boleh menolak selain itu.',
    fix: [
      'Beri tahu pengelola {operator}: server merekalah yang memakai nama itu.',
      'Atur agar server memakai {name} pada HELO (Postfix: "smtp_helo_name = {name}").',
      'Atur agar server memakai nama lengkapnya pada HELO, sama dengan record PTR-nya (Postfix: smtp_helo_name).',
    ],
  },
  'connection-helo-literal': {
    title: 'Server Anda memperkenalkan diri dengan alamat IP, {helo}, bukan dengan nama.',
    why: 'Itu untuk mesin yang tidak punya nama; dari sebuah mail server hal ini tidak wajar.',
    fix: [
      'Beri tahu pengelola {operator}: server merekalah yang memakainya.',
      'Atur agar server memakai {name} pada HELO (Postfix: "smtp_helo_name = {name}").',
      'Atur agar server memakai nama lengkapnya pada HELO, sama dengan record PTR-nya (Postfix: smtp_helo_name).',
    ],
  },
  'connection-helo-unresolvable': {
    title: 'Server Anda memperkenalkan diri sebagai {helo}, nama yang tidak punya alamat IP.',
    why: 'Nama HELO harus mengarah ke sebuah IP, dan penerima boleh memeriksanya.',
    fix: [
      'Beri tahu pengelola {operator} bahwa {helo} tidak punya alamat: nama itu milik mereka.',
      'Pasang "{line}", atau pakai nama HELO lain yang mengarah ke IP ini.',
      'Kalau {helo} milik Anda, arahkan ke {ip}; kalau bukan, atur agar server memakai {name} pada HELO (Postfix: "smtp_helo_name = {name}").',
      'Kalau {helo} milik Anda, arahkan ke {ip}; kalau bukan, atur agar server memakai nama lengkapnya sendiri pada HELO (Postfix: smtp_helo_name).',
    ],
  },
  'connection-helo-elsewhere': {
    title:
      'Server Anda memperkenalkan diri sebagai {helo}, tetapi nama itu beralamat {addresses}, bukan {ip}.',
    why: 'Ini boleh dan bukan alasan menolak email, tetapi sebagian filter mengurangi nilainya.',
    fix: [
      'Di pihak Anda tidak ada yang perlu diubah: {helo} adalah nama milik {operator}.',
      'Atur agar server memakai {name} pada HELO (Postfix: "smtp_helo_name = {name}").',
      'Tambahkan {ip} ke alamat {helo}, atau pakai nama PTR dari {ip} pada HELO.',
    ],
  },
  'connection-no-tls': {
    title: 'Email dari {ip} datang tanpa enkripsi.',
    why: 'Gmail meminta TLS dari semua pengirim, dan menandai email yang tidak memakainya.',
    fix: 'Aktifkan TLS untuk email keluar (Postfix: "smtp_tls_security_level = may").',
  },
  'connection-old-tls': {
    title: 'Email datang lewat {version}, yang sudah tidak boleh dipakai.',
    why: 'Penerima sudah atau akan mematikannya; setelah itu email Anda terkirim tanpa enkripsi, atau tidak terkirim.',
    fix: 'Izinkan TLS 1.2 ke atas untuk email keluar (Postfix: "smtp_tls_protocols = >=TLSv1.2").',
  },
  'connection-ptr-unchecked': {
    title: 'Nama reverse DNS dari {ip} tidak dapat diperiksa.',
    why: [
      'Batas layanan ini tercapai sebelum DNS ditanya tentang {limited}. Ini tidak dihitung sebagai kesalahan pesan Anda.',
      'DNS tidak menjawab tepat waktu (timeout). Ini tidak dihitung sebagai kesalahan email Anda.',
    ],
    fix: 'Kirim ulang email uji beberapa menit lagi; kalau masih terjadi, tanyakan kepada penyedia Anda apakah server DNS untuk {ip} menjawab.',
  },
  'connection-ptr-matches': {
    title: 'Reverse DNS: {ip} adalah {name}, dan sebaliknya (FCrDNS).',
    why: 'Penerima besar memintanya dari semua pengirim.',
    fix: '',
  },
  'connection-tls': {
    title: 'TLS: {version}, {cipher}.',
    why: 'Penerima besar memintanya dari semua pengirim.',
    fix: '',
  },
};
