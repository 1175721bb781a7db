// Indonesian words around the long form of a finding (`explain`).
import type { ExplainWords } from '../explain-words.ts';

export const explain: ExplainWords = {
  says: 'APA ISINYA',
  why: 'MENGAPA PENTING',
  fix: 'CARA MEMPERBAIKI',
  or: 'atau',
  conditions: {
    record: 'Kalau record-nya dapat dihitung:',
    list: 'Kalau email diteruskan oleh mailing list:',
    software: 'Kalau email melewati filter yang dikenal:',
    setting: 'Kalau filter itu diketahui mengubah encoding:',
    simple: 'Kalau tanda tangannya c=simple:',
    service: 'Kalau email dikirim oleh layanan yang dikenal:',
    dynamic: 'Kalau alamatnya dinamis:',
    ip: 'Kalau alamatnya tetap:',
    untrusted: 'Kalau salahnya ada di record yang Anda include:',
    dearest: 'Kalau record memerlukan terlalu banyak lookup:',
    terms: 'Kalau nama-namanya diketahui:',
    milter: 'Kalau ada program DKIM yang memeriksa email:',
    local: 'Kalau email dikirim dari server itu sendiri:',
    helo: 'Kalau nama HELO dapat dipakai:',
    name: 'Kalau host punya nama PTR:',
    broken: 'Kalau ada tanda tangan yang seharusnya aligned:',
    dkim: 'Kalau DKIM lolos untuk domain lain:',
    unsigned: 'Kalau ada key di bawah nama lain:',
  },
  otherwise: 'Selain itu:',
  severity: {
    error: {
      name: 'TINGKAT: error',
      meaning:
        'Aturan yang wajib bagi semua pengirim dilanggar, atau email akan ditolak. Perbaiki ini dulu.',
    },
    warning: {
      name: 'TINGKAT: warning (peringatan)',
      meaning:
        'Anjuran standar, atau aturan penerima besar, dilanggar. Email mungkin masih sampai, tetapi tidak di semua tempat.',
    },
    notice: {
      name: 'TINGKAT: notice (catatan)',
      meaning:
        'Perlu diketahui. Tidak pernah dihitung sebagai kesalahan email, begitu pula yang tidak sempat diperiksa.',
    },
    ok: {
      name: 'TINGKAT: ok',
      meaning: 'Sudah diperiksa dan benar. Tidak ada yang perlu dilakukan.',
    },
  },
  citation: 'DASARNYA',
  about: 'LATAR BELAKANG',
  look: 'PERIKSA SENDIRI',
  silences: 'KALAU INI DITEMUKAN, LAPORAN TIDAK MENYEBUT',
  wholeMethod: (method) => `hal lain tentang ${method.toUpperCase()}`,
  examples:
    'Nama, alamat, dan record di atas hanya contoh. Laporan memuat milik email Anda sendiri, dan record yang harus dipasang dihitung dari record Anda.',
  methods: {
    connection:
      'Yang pertama dilihat penerima adalah koneksinya: alamat IP, nama IP itu di reverse DNS (PTR), nama yang disebut server pada HELO, dan apakah memakai TLS. Semua itu dinilai sebelum emailnya, dan banyak email ditolak hanya karena itu.',
    spf: 'SPF (RFC 7208) adalah record TXT yang mencantumkan IP mana saja yang boleh mengirim email untuk sebuah domain. Penerima mencarinya di domain envelope sender (MAIL FROM, nantinya header Return-Path), yang belum tentu sama dengan domain di From. Isi record dicoba dari kiri ke kanan, yang pertama cocok menentukan, dan "all" di akhir berlaku untuk semua yang lain.',
    dkim: 'DKIM (RFC 6376) adalah tanda tangan atas isi dan beberapa header, dibuat server Anda dengan private key. Penerima mengambil public key-nya dari DNS di SELECTOR._domainkey.DOMAIN; selector dan domain disebut oleh s= dan d= pada header DKIM-Signature. Tanda tangan itu membuktikan siapa yang menandatangani, dan bahwa yang ditandatangani tidak berubah sejak itu.',
    dmarc:
      'DMARC (RFC 9989) memeriksa apakah SPF atau DKIM lolos untuk domain yang dilihat pembaca di From ("alignment"), dan memberi tahu penerima lewat record TXT di _dmarc.DOMAIN apa yang harus dilakukan kalau keduanya tidak. Kalau domain itu tidak punya record, nama di atasnya yang ditanya.',
    arc: 'ARC (RFC 8617) memberi kesempatan kepada forwarder dan mailing list untuk mencatat hasil SPF dan DKIM sebelum mereka mengubah email, lalu memberinya seal. Penerima yang percaya kepada mereka dapat memakai catatan itu sebagai ganti hasilnya sendiri.',
    bimi: 'BIMI menampilkan logo sebuah domain di samping emailnya, kalau DMARC ditegakkan. Record-nya ada di default._bimi.DOMAIN.',
    domain:
      'Domain yang mengirim email sebaiknya juga menerima email: jawaban, bounce, dan keluhan kembali lewat record MX-nya.',
    message:
      'Email terdiri dari header dan isi (RFC 5322). Sebagian header wajib ada, sebagian hanya boleh satu, dan panjang baris ada batasnya. Yang salah di sini diperbaiki relay di jalur, dan setiap perbaikan merusak tanda tangan; filter spam pun menghitungnya.',
    requirements:
      'Penerima besar mengumumkan apa yang mereka minta dari pengirim. Yang tidak memenuhinya ditolak atau masuk folder spam.',
  },
};
