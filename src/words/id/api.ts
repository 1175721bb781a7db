// The words of the page about the API in Indonesian.
import type { ApiWords } from '../en/api.ts';

export const id: ApiWords = {
  title: 'API',
  lead: 'Buat alamat uji, kirim email ke sana, baca laporannya. Semuanya JSON.',
  auth: 'Sebuah id membuka apa yang dinamainya: simpan untuk Anda sendiri. Bila operator memasang token, membuat uji dan memeriksa memerlukan salah satunya: Authorization: Bearer TOKEN.',
  forms:
    'Laporan juga ada di /r/REPORT.txt, .json, .junit.xml, dan .sarif; /r/REPORT menjawab dalam bentuk yang diminta Accept.',
  calls: {
    make: 'Membuat alamat. Semua isian boleh kosong: label, lang (en atau id), ttl dalam detik. Jawabannya berisi id, address, page, dan deleteUrl; deleteUrl hanya disebut sekali.',
    wait: 'Keadaan uji beserta laporannya, yang terakhir lebih dulu. wait menunggu laporan berikutnya, paling lama 60 detik; after=REPORT menunggu yang sesudahnya.',
    events:
      'Hal yang sama sebagai Server-Sent Events: step (setiap hal begitu diketahui; arrival membedakan pesan), received, report (id, verdict, summary), end (dihapus). Last-Event-ID dan after= melanjutkan.',
    report: 'Sebuah laporan: schema mailassay-report/1, dengan ETag.',
    share:
      'Tautan ke laporan tanpa alamat email, subjek, dan isi. Tautannya sama setiap kali; DELETE menariknya kembali.',
    check:
      'Menilai pesan tersimpan seolah-olah datang dari alamat itu; tidak ada yang disimpan. Akhir baris LF dan CRLF, paling besar 1 MiB.',
    domain:
      'Record yang dipasang sebuah domain: SPF beserta semua isinya, DMARC, MX, MTA-STS, TLS-RPT, DANE, BIMI.',
    key: 'Key DKIM yang dipasang.',
    remove:
      'Menghapus uji, pesan, dan laporannya. Rahasianya ada di deleteUrl; boleh juga dikirim sebagai bearer token.',
  },
  errors: 'Kesalahan',
  errorsLead:
    'Setiap kesalahan adalah application/problem+json (RFC 9457): title menyebut jenisnya, detail mengatakan apa yang perlu dilakukan.',
  codes: {
    400: 'Permintaannya tidak cocok; detail menyebut di mana.',
    401: 'Perlu token, atau token ini tidak dikenal.',
    403: 'Bukan rahasia uji ini.',
    404: 'Tidak dikenal, sudah lewat waktunya, atau dihapus.',
    405: 'Tidak dengan metode ini; Allow menyebut yang dapat dipakai.',
    413: 'Terlalu besar.',
    415: 'Bukan tipe media itu.',
    422: 'Pesannya ditolak, seperti juga oleh SMTP.',
    429: 'Terlalu banyak; Retry-After mengatakan kapan boleh bertanya lagi.',
    503: 'Terlalu sibuk; Retry-After mengatakan kapan boleh bertanya lagi.',
  },
};
