// Indonesian words for the findings of SPF.
import type { spfCatalog } from '../../../diagnose/spf/catalog.ts';
import type { FindingWords } from '../finding-words.ts';

/** The change that can be computed, and what to do when it can not. */
const publish = (otherwise: string): FindingWords['fix'] => ['Terbitkan untuk {domain}, menggantikan record lama: "{record}"', otherwise];

export const spf: Record<keyof typeof spfCatalog, FindingWords> = {
  'spf-several': {
    title: ['{domain} punya {count} SPF record; seharusnya hanya satu.', '{domain} punya beberapa SPF record; seharusnya hanya satu.'],
    why: 'Penerima tidak bisa memilih: SPF berakhir dengan error untuk setiap email.',
    fix: ['Ganti semuanya dengan satu record: "{record}"', 'Gabungkan menjadi satu record dengan satu "v=spf1" dan satu "all", lalu hapus sisanya.'],
  },
  'spf-syntax': {
    title: 'SPF record {domain} salah tulis pada posisi {position}: "{term}".',
    why: 'Satu kesalahan di mana pun membatalkan seluruh record, untuk setiap email.',
    fix: publish('Perbaiki "{term}" di SPF record {domain}, atau hapus.'),
  },
  'spf-macro-syntax': {
    title: 'SPF record {domain} memuat macro yang salah tulis pada posisi {position}: "{term}".',
    why: 'Setelah tanda % hanya boleh ada macro seperti %{i}, atau %%, %_ dan %-; satu kesalahan membatalkan seluruh record.',
    fix: publish('Perbaiki macro pada "{term}" di SPF record {domain}, atau hapus bagian itu.'),
  },
  'spf-include-syntax': {
    title: 'SPF record {name}, yang Anda sertakan lewat "{via}", salah tulis: "{term}".',
    why: 'Kesalahan itu dihitung sebagai kesalahan record Anda sendiri: SPF berakhir dengan error.',
    fix: 'Beri tahu pemilik {name} tentang "{term}" pada posisi {position}, dan hapus "{via}" dari record Anda sampai diperbaiki.',
  },
  'spf-include-several': {
    title: '{name}, yang Anda sertakan lewat "{term}", punya beberapa SPF record.',
    why: 'Tidak ada yang bisa memilih: SPF berakhir dengan error.',
    fix: 'Beri tahu pemilik {name}, dan hapus "{term}" dari record {domain} sampai tersisa satu saja.',
  },
  'spf-include-none': {
    title: ['SPF record Anda berisi "{term}", padahal {host} adalah nama host dan tidak punya SPF record sendiri.', 'SPF record Anda berisi "{term}", padahal {name} tidak punya SPF record.'],
    why: 'include: berarti SPF record milik nama lain. Kalau tidak ada, SPF berakhir dengan error untuk semua pengirim yang tidak disebut sebelumnya.',
    fix: [
      'Terbitkan untuk {domain}, menggantikan record lama: "{record}"',
      'Minta {foreign} menghapus "{term}" dari SPF record-nya; sementara itu, daftarkan server Anda tanpa bagian itu.',
      'Hapus "{term}" dari SPF record {domain}; kalau host itu sendiri mengirim email, tulis "a:{name}".',
    ],
  },
  'spf-redirect-none': {
    title: 'SPF record {owner} berakhir dengan "{term}", padahal {name} tidak punya SPF record.',
    why: 'Sisa record dicari di sana: SPF berakhir dengan error untuk semua pengirim yang tidak disebut sebelumnya.',
    fix: 'Terbitkan SPF record di {name}, atau ganti "{term}" dengan "~all".',
  },
  'spf-loop': {
    title: 'SPF record {domain} berputar-putar: "{term}" kembali ke {name}.',
    why: 'Putaran itu menghabiskan sepuluh lookup yang diizinkan, dan SPF berakhir dengan error.',
    fix: 'Hapus "{term}".',
  },
  'spf-too-many-lookups': {
    title: 'SPF record {domain} butuh {cost} DNS lookup; batasnya {limit}.',
    why: 'Penerima berhenti di batas itu, dan SPF berakhir dengan error untuk email ini.',
    fix: [
      'Terbitkan untuk {domain}, menggantikan record lama: "{record}"',
      'Hapus include yang tidak dipakai lagi, mulai dari yang paling mahal: {dearest}; atau pindahkan satu layanan ke subdomain sendiri.',
      'Hapus include yang tidak dipakai lagi, atau pindahkan satu layanan ke subdomain sendiri.',
    ],
  },
  'spf-too-many-voids': {
    title: 'SPF record {domain} menanyakan {count} nama yang tidak ada; batasnya {limit}.',
    why: 'Penerima berhenti di situ, dan SPF berakhir dengan error untuk email ini.',
    fix: ['Hapus yang sudah tidak ada: {terms}.', 'Hapus bagian yang namanya sudah tidak ada dari record itu.'],
  },
  'spf-too-many-mx': {
    title: '{name} punya {count} host MX; untuk "{term}" di SPF record batasnya {limit}.',
    why: 'SPF berakhir dengan error untuk semua pengirim yang tidak disebut sebelumnya.',
    fix: 'Ganti "{term}" di SPF record dengan ip4: dan ip6: dari host yang mengirim.',
  },
  'spf-too-many-ptr': {
    title: '{ip} punya {count} nama PTR; untuk "{term}" di SPF record hanya {limit} pertama yang dihitung.',
    why: 'Urutannya berubah di setiap jawaban: SPF lolos atau gagal secara acak.',
    fix: 'Ganti "{term}" di SPF record dengan "{mechanism}", dan minta semua PTR record {ip} dihapus kecuali satu.',
  },
  'spf-mx-address': {
    title: 'MX record {name} berisi alamat IP, {address}, padahal harus nama host.',
    why: 'Email ke MX seperti itu tidak bisa diantar, dan "mx" di SPF record tidak mencakupnya.',
    fix: 'Buat nama host untuk {address}, lalu isikan nama itu di MX record {name}.',
  },
  'spf-version-syntax': {
    title: 'SPF record {domain} tidak diawali "v=spf1" dan spasi.',
    why: 'Penerima tidak mengenalinya: bagi mereka {domain} tidak punya SPF record.',
    fix: publish('Awali record dengan "v=spf1 ", tanpa tanda kutip atau karakter lain di depannya.'),
  },
  'spf-type99-only': {
    title: '{domain} menerbitkan SPF record hanya dengan tipe lama SPF (99).',
    why: 'Tipe itu sudah ditinggalkan sejak 2014; penerima hanya membaca TXT.',
    fix: ['Terbitkan sebagai TXT record {domain}: "{record}"', 'Terbitkan teks yang sama sebagai TXT record {domain}.'],
  },
  'spf-sender-id-only': {
    title: '{domain} menerbitkan record Sender ID (spf2.0), bukan SPF record.',
    why: 'Sender ID sudah mati; penerima hanya mencari "v=spf1".',
    fix: ['Terbitkan sebagai TXT record {domain}: "{record}"', 'Terbitkan untuk {domain} record yang diawali "v=spf1 " dan mendaftar server pengirim Anda.'],
  },
  'spf-wrong-name': {
    title: 'SPF record diterbitkan di {found}, tetapi email dikirim sebagai {domain} yang tidak punya.',
    why: 'Penerima hanya melihat domain setelah @ pada envelope sender.',
    fix: 'Terbitkan di {domain}: "{record}"',
  },
  'spf-forwarded': {
    title: 'Email ini diteruskan (forward): {forwarder} ({ip}) meneruskan kiriman {origin}, sedangkan {domain} hanya mendaftar {origin}.',
    why: 'SPF tidak bertahan saat email diteruskan; hanya tanda tangan DKIM yang menyelamatkannya, dan penerima yang hanya melihat SPF menolaknya.',
    fix: 'Uji dengan email langsung ke alamat ini; kalau server penerus itu milik Anda, atur agar ia menulis ulang envelope sender (SRS; Postfix: postsrsd).',
  },
  'spf-fail': {
    title: ['{domain} menyatakan {ip} tidak boleh mengirim emailnya ("{term}").', '{domain} menyatakan {ip} tidak boleh mengirim emailnya.'],
    why: 'Penerima menolak email ini, karena SPF record memintanya.',
    fix: [
      'Kalau {service} memang mengirim email untuk Anda, terbitkan untuk {domain}: "{record}"',
      'Kalau {ip} milik Anda, terbitkan untuk {domain}: "{record}"',
      'Kirim lewat host yang didaftar {domain}: IP dinamis {dynamic} tidak pantas ada di SPF record-nya.',
      'Kalau {ip} milik Anda, daftarkan di SPF record {domain} sebelum "all", setelah kesalahan dan kelebihan lookup di record itu dibereskan.',
    ],
  },
  'spf-softfail': {
    title: '{ip} tidak terdaftar di SPF record {domain}.',
    why: 'Record itu berakhir dengan "~all": penerima mencurigai email ini, dan Microsoft menganggapnya gagal.',
    fix: [
      'Kalau {service} memang mengirim email untuk Anda, terbitkan untuk {domain}: "{record}"',
      'Kalau {ip} milik Anda, terbitkan untuk {domain}: "{record}"',
      'Kirim lewat host yang didaftar {domain}: IP dinamis {dynamic} tidak pantas ada di SPF record-nya.',
      'Kalau {ip} milik Anda, daftarkan di SPF record {domain} sebelum "all", setelah kesalahan dan kelebihan lookup di record itu dibereskan.',
    ],
  },
  'spf-neutral': {
    title: 'SPF record {domain} tidak mengatakan apa-apa tentang {ip}.',
    why: 'Bukan ya dan bukan tidak sama saja dengan tanpa record: tidak membuktikan apa-apa, sedangkan penerima besar meminta pass.',
    fix: [
      'Kalau {service} memang mengirim email untuk Anda, terbitkan untuk {domain}: "{record}"',
      'Kalau {ip} milik Anda, terbitkan untuk {domain}: "{record}"',
      'Kirim lewat host yang didaftar {domain}: IP dinamis {dynamic} tidak pantas ada di SPF record-nya.',
      'Kalau {ip} milik Anda, daftarkan di SPF record {domain} sebelum "all", setelah kesalahan dan kelebihan lookup di record itu dibereskan.',
    ],
  },
  'spf-none': {
    title: '{domain} tidak punya SPF record.',
    why: 'Tidak ada yang tahu apakah {ip} boleh mengirim emailnya; Gmail, Yahoo, dan Microsoft menolak atau membuang email seperti itu ke spam.',
    fix: 'Terbitkan TXT record di {domain}, tambahkan juga server pengirim Anda yang lain: "{record}"',
  },
  'spf-permerror': {
    title: 'SPF record {domain} tidak dapat dievaluasi.',
    why: 'Bagi penerima itu sama dengan tanpa record, atau lebih buruk.',
    fix: 'Perbaiki ini di SPF record {domain}: {problem}.',
  },
  'spf-record-too-many-lookups': {
    title: 'SPF record {domain} secara keseluruhan butuh {cost} DNS lookup; batasnya {limit}.',
    why: 'Email ini lolos karena IP-nya disebut di awal record; email lain mendapat error.',
    fix: [
      'Terbitkan untuk {domain}, menggantikan record lama: "{record}"',
      'Hapus include yang tidak dipakai lagi, mulai dari yang paling mahal: {dearest}; atau pindahkan satu layanan ke subdomain sendiri.',
      'Hapus include yang tidak dipakai lagi, atau pindahkan satu layanan ke subdomain sendiri.',
    ],
  },
  'spf-pass-all': {
    title: 'SPF record {name} berakhir dengan "+all": siapa pun di dunia boleh mengirim sebagai {domain}.',
    why: 'Pass yang didapat semua orang tidak membuktikan apa-apa, dan penerima mengenal ciri spammer ini.',
    fix: ['Terbitkan untuk {domain}, menggantikan record lama: "{record}"', 'Hapus include ke {name} dari record {domain}.'],
  },
  'spf-ptr': {
    title: 'SPF record {domain} memakai "{term}", yang sebaiknya tidak dipakai lagi.',
    why: 'Lambat dan tidak andal, dan sebagian penerima besar mengabaikannya.',
    fix: publish('Ganti "{term}" dengan alamat IP yang mengirim.'),
  },
  'spf-no-all': {
    title: 'SPF record {domain} tidak diakhiri "all" atau "redirect=".',
    why: 'Tanpa akhiran itu, record tidak mengatakan apa-apa tentang orang lain yang memakai nama Anda.',
    fix: publish('Tambahkan "~all" di akhir record.'),
  },
  'spf-after-all': {
    title: 'Di SPF record {domain} masih ada isi setelah "{all}": {terms}.',
    why: 'Apa pun setelah "all" tidak pernah dilihat.',
    fix: publish('Pindahkan "{all}" ke akhir record.'),
  },
  'spf-redirect-ignored': {
    title: 'SPF record {domain} memuat "{all}" dan "{term}"; yang kedua diabaikan.',
    why: 'redirect= hanya berlaku di record tanpa "all".',
    fix: ['Terbitkan ini, atau hapus "{all}" kalau redirect yang dimaksud: "{record}"', 'Hapus "{term}", atau hapus "{all}" kalau redirect yang dimaksud.'],
  },
  'spf-record-too-long': {
    title: 'SPF record {domain} panjangnya {octets} oktet; lebih dari {limit} bisa tidak muat dalam jawaban UDP.',
    why: 'Penerima di balik firewall lama tidak mendapat jawaban sama sekali.',
    fix: 'Pindahkan sebagian record ke nama lain, lalu include nama itu.',
  },
  'spf-helo-fail': {
    title: 'Nama yang dipakai server Anda pada HELO, {helo}, punya SPF record yang tidak memuat {ip}.',
    why: 'Sebagian penerima memeriksa nama ini juga, dan menolak emailnya.',
    fix: 'Tambahkan "{mechanism}" ke SPF record {helo}, sebelum "all".',
  },
  'spf-record-voids': {
    title: 'SPF record {domain} menanyakan {count} nama yang tidak ada; batasnya {limit}.',
    why: 'Email yang membuat penerima menanyakan semuanya mendapat error.',
    fix: ['Hapus yang sudah tidak ada: {terms}.', 'Hapus bagian yang namanya sudah tidak ada dari record itu.'],
  },
  'spf-neutral-all': {
    title: 'SPF record {domain} berakhir dengan "?all".',
    why: 'Record itu tidak mengatakan apa-apa tentang orang lain yang memakai nama Anda.',
    fix: publish('Akhiri record dengan "~all".'),
  },
  'spf-helo-none': {
    title: 'Nama yang dipakai server Anda pada HELO, {helo}, tidak punya SPF record.',
    why: 'Email bounce tidak punya pengirim lain: hanya nama itu yang dapat menjaminnya.',
    fix: 'Terbitkan TXT record di {helo}: "{record}"',
  },
  'spf-null-reverse-path': {
    title: 'Envelope sender email ini kosong; SPF dinilai untuk {sender}.',
    why: 'Itu benar untuk email bounce, yang pengirimnya diwakili nama HELO.',
    fix: 'Kirim email uji dari alamat biasa kalau Anda ingin menguji domain Anda.',
  },
  'spf-temperror': {
    title: 'SPF tidak dapat diperiksa: DNS tidak menjawab untuk {domain}.',
    why: 'Ini tidak dihitung sebagai kesalahan email Anda.',
    fix: 'Kirim ulang email uji beberapa menit lagi; kalau tetap begini, periksa apakah DNS server {domain} menjawab dari luar.',
  },
  'spf-pass': { title: 'SPF: {domain} mendaftar {ip} ("{term}").', why: 'Penerima tahu server ini boleh mengirim untuk {domain}.', fix: '' },
};
