// Kata-kata tata letak dalam bahasa Indonesia: the words of the layouts in Indonesian. Technical words stay as administrators
// use them (record, lookup, DNS); result words are the same in every language.
import type { LayoutWords } from '../en/layouts.ts';
import { reasonIn } from '../reason-words.ts';

export const id: LayoutWords = {
  verdict: {
    pass: 'PASS (LULUS)',
    fail: 'FAIL (GAGAL)',
    incomplete: 'INCOMPLETE (BELUM PASTI)',
    pending: 'PENDING (MENUNGGU)',
  },

  headline: {
    pass: (domain) =>
      `SPF, DKIM, dan DMARC lolos: penerima dapat memastikan bahwa email ini dari ${domain}.`,
    passBySpf: (domain) =>
      `DMARC lolos lewat SPF saja: tidak ada tanda tangan sah untuk ${domain}, sehingga email ini gagal begitu diteruskan (forward).`,
    passByDkim: (domain) =>
      `DMARC lolos lewat DKIM: penerima dapat memastikan bahwa email ini dari ${domain}.`,
    passWithoutDmarc: (domain) =>
      `SPF dan DKIM lolos dan membuktikan ${domain}; record DMARC belum ada.`,
    passDmarcBroken: (domain) =>
      `SPF dan DKIM lolos dan membuktikan ${domain}, tetapi record DMARC-nya tidak berlaku.`,
    butGmail: (problem) => `Namun Gmail menolak email seperti ini: lihat nomor ${problem}.`,
    butErrors: (count) =>
      count === 1
        ? 'Namun ada satu kesalahan yang harus diperbaiki: lihat nomor 1.'
        : `Namun ada ${count} kesalahan yang harus diperbaiki: lihat nomor 1 sampai ${count}.`,
    refused: (policy) => `Penerima yang mengikuti policy DMARC Anda (${policy}) menolak email ini.`,
    quarantined: (policy) =>
      `Penerima yang mengikuti policy DMARC Anda (${policy}) memasukkan email ini ke folder spam.`,
    nothingAsked: (policy) =>
      `DMARC gagal. Policy Anda (${policy}) tidak meminta tindakan, tetapi penerima tetap memperhitungkannya.`,
    authorUnreadable:
      'Header From tidak menyebut tepat satu domain pengirim; penerima besar menolak email seperti ini.',
    dkimAloneSpfFail:
      'SPF gagal. DMARC lolos lewat DKIM, sehingga Gmail menerima email ini, tetapi penerima yang hanya melihat SPF menolaknya.',
    dkimAlone: (spf) =>
      `Hasil SPF ${spf}. DMARC lolos lewat DKIM, tetapi penerima besar meminta SPF juga.`,
    spfAlone:
      'DMARC lolos lewat SPF saja: tanpa tanda tangan DKIM yang sah, email ini gagal begitu diteruskan (forward).',
    spfAloneTolerated:
      'DMARC lolos lewat SPF; tanda tangan DKIM hanya diterima oleh penerima yang longgar.',
    nothingProves:
      'Tidak ada bukti siapa pengirim email ini: penerima besar menolaknya atau menganggapnya spam.',
    spfUnchecked:
      'DKIM tidak membuktikan apa pun, dan SPF tidak dapat diperiksa: kirim lagi beberapa menit lagi.',
    notAligned: (domain) =>
      `SPF atau DKIM lolos, tetapi untuk domain lain, bukan ${domain}: pengirimnya tidak terbukti.`,
    spfMissing: (spf) => `DKIM lolos, SPF tidak (${spf}): penerima besar meminta keduanya.`,
    dkimMissing:
      'SPF lolos, DKIM tidak: penerima besar meminta keduanya, dan SPF gagal bila email diteruskan.',
    dmarcBroken: 'Record DMARC tidak berlaku: penerima tidak dapat menerapkan policy Anda.',
    undecided: (methods) =>
      `DNS tidak menjawab untuk ${methods}. Ini bukan kesalahan email Anda: kirim lagi beberapa menit lagi.`,
    limited:
      'Batas layanan ini tercapai sebelum semuanya diperiksa. Ini bukan kesalahan email Anda.',
    clientHidden: (ip: string) =>
      `SPF tidak diperiksa: email ini datang dari ${ip}, yang bukan alamat pengirim di internet.`,
    passByDkimClientHidden: (domain: string, ip: string) =>
      `DKIM membuktikan ${domain}. SPF tidak diperiksa: email ini datang dari ${ip}, yang bukan alamat pengirim di internet.`,
  },

  row: {
    reason: (english) => reasonIn('id', english),
    spfPass: (ip, term) => `${ip} cocok dengan ${term}`,
    spfFail: (ip, term) => `${ip} dilarang oleh ${term}`,
    spfSoftfail: (ip, term) => `${ip} tidak tercantum, ${term} berlaku`,
    spfNeutral: (ip) => `record tidak menyebut ${ip}`,
    spfNone: 'tidak ada record SPF',
    spfAbsent: 'domain ini tidak ada',
    spfTooMany: (count, limit) => `${count} lookup DNS, batasnya ${limit}`,
    spfVoid: (count) => `${count} lookup tanpa hasil, batasnya 2`,
    spfSeveral: (count) =>
      count > 1
        ? `${count} record SPF: tidak ada yang berlaku`
        : 'beberapa record SPF: tidak ada yang berlaku',
    spfSyntax: 'ada salah tulis dalam record',
    spfTerm: (term) => `${term} tidak dapat dievaluasi`,
    spfBroken: 'record tidak dapat dievaluasi',
    temperror: 'DNS tidak menjawab',
    limit: 'tidak diperiksa: batas layanan ini',

    dkimPass: (key) => `${key}, untuk domain From`,
    dkimPassAligned: (key, domain) => `${key}, aligned dengan ${domain}`,
    dkimPassOther: (key) => `${key}, tetapi bukan untuk domain From`,
    dkimKey: (bits) => `key ${bits} bit`,
    dkimValid: 'sah',
    dkimBody: 'isi diubah setelah ditandatangani',
    dkimHeader: 'header yang ditandatangani diubah',
    dkimWrongKey: 'key di DNS bukan key penanda tangan',
    dkimNotOfKey: 'bukan dari key di DNS, atau rusak',
    dkimFieldDamaged: 'header tanda tangan rusak',
    dkimEmptyBody: 'isi kosong yang ditandatangani',
    dkimNoKey: 'tidak ada key di DNS',
    dkimNoKeyRecord: 'record TXT di sana bukan key',
    dkimShort: (bits) => `key ${bits} bit: terlalu pendek`,
    dkimSha1: 'rsa-sha1, yang sudah dilarang',
    dkimExpired: (before) => `kedaluwarsa ${before} sebelum tiba`,
    dkimFromUnsigned: 'From tidak ditandatangani',
    dkimRevoked: 'key sudah dicabut (p= kosong)',
    dkimNotBase64: 'p= pada key bukan base64',
    dkimDamaged: 'key di p= rusak',
    dkimTagMissing: (tag) => `${tag} tidak ada`,
    dkimTagTwice: (tag) => `${tag} ditulis dua kali`,
    dkimUnknown: (tag) => `${tag} tidak dikenal`,
    dkimUnusable: 'key atau tanda tangan tidak dapat dipakai',
    dkimNone: 'tidak ditandatangani',
    dkimNotEvaluated: 'ditandatangani, tetapi tidak diperiksa: batas layanan ini',
    tolerated: (note, result) => `${note}; banyak penerima: ${result}`,
    moreSignatures: (count) => `${count} tanda tangan lagi`,
    days: (count) => `${count} hari`,
    hours: (count) => `${count} jam`,
    minutes: (count) => `${count} menit`,
    seconds: (count) => `${count} detik`,

    dmarcBoth: 'lewat SPF dan DKIM',
    dmarcSpf: 'lewat SPF',
    dmarcDkim: 'lewat DKIM',
    dmarcSpfOther: (domain) => `SPF lolos, tetapi bukan untuk ${domain}`,
    dmarcDkimOther: (domain) => `DKIM lolos, tetapi bukan untuk ${domain}`,
    dmarcBothOther: (domain) => `SPF dan DKIM lolos, tetapi bukan untuk ${domain}`,
    dmarcNothing: 'SPF dan DKIM tidak lolos',
    dmarcOpen: 'SPF atau DKIM tidak dapat diperiksa',
    dmarcNone: 'tidak ada record DMARC',
    dmarcSeveral: (count) => `${count} record: tidak ada yang berlaku`,
    dmarcElsewhere: 'record ada di nama yang salah',
    dmarcUnreadable: 'header From tidak dapat dibaca',
    dmarcBroken: 'record tidak sah',

    ptrNone: (ip) => `${ip} tidak punya nama`,
    ptrMismatch: (ip) => `tidak kembali ke ${ip}`,
    lists: (told, of) => `${told} dari ${of} daftar menjawab`,
    points: (score, required) => `${score} dari ${required} poin`,
    arcBroken: (instance) => `putus di i=${instance}`,
    arcUnchecked: 'tidak dapat diperiksa',
    clientHidden: 'tidak diperiksa: alamat asli tersembunyi',
  },

  text: {
    reason: (english) => reasonIn('id', english),
    seen: 'Bukti:',
    fix: 'Solusi:',
    theRecord: 'record itu',
    recordBelow: 'record di bawah ini',
    recordAtLink: 'record: lihat tautan',
    sameFix: (number) => `sama dengan nomor ${number}.`,
    recordUnder: (number) => `record di nomor ${number}`,
    asOneLine: 'Dalam satu baris:',
    replaces: 'Menggantikan:',
    delete: 'Hapus:',
    alsoFound: 'Juga ditemukan:',
    more: (count) => `${count} lagi: lihat tautan di bawah.`,
    moreHere: (count) => `${count} lagi: lihat --format json.`,
    right: 'Sudah benar:',
    explained: 'Penjelasan kode:',
    details: 'Lookup DNS, SPF tree, dan JSON:',
    judged: (time, from, helo, mailFrom) =>
      `Email ini: diterima ${time} dari ${from}, HELO ${helo}, MAIL FROM ${mailFrom}`,
    automatic: (version, host) =>
      `Ditulis otomatis oleh mailassay ${version} di ${host}; balasan tidak dibaca.`,
    madeBy: (version, host) => `mailassay ${version} di ${host}`,
    notMailed: (reason) => `Balasan tidak dikirim (${reason}).`,
    linesLeftOut: (count) => `(${count} baris lagi)`,
    noProblem: 'Tidak ada yang perlu diperbaiki.',
  },

  rightToo: {
    'connection-dnsbl-clean': 'daftar blokir',
    'message-well-formed': 'format email',
    'message-ham': 'filter spam',
  },

  short: {
    why: 'Ini laporan singkat: tidak ada bukti bahwa alamat pengirimnya milik Anda. Email yang lolos SPF, atau DKIM untuk domain itu, mendapat laporan lengkap.',
    found: 'Ditemukan:',
    details: 'Apa yang perlu diperbaiki, langkah demi langkah:',
    bye: 'Ditulis otomatis; balasan tidak dibaca.',
  },

  trace: {
    reason: (english) => reasonIn('id', english),
    spf: (identity, domain) => `SPF ${domain} (${identity})`,
    spfCost: (count, limit, voids) =>
      `Pesan ini: ${count} dari ${limit} lookup, ${voids} dari 2 tanpa hasil.`,
    recordCost: (cost) => `Seluruh record: ${cost} lookup.`,
    noRecord: 'tidak ada record',
    outcome: {
      match: 'COCOK',
      'no-match': 'tidak cocok',
      'not-reached': 'tidak tercapai',
      error: 'SALAH',
      'not-evaluated': 'tidak dievaluasi',
    },
    costs: (cost) => `${cost} lookup`,
    syntaxAt: (position, text) => `salah di posisi ${position + 1}: ${text}`,
    walk: (domain) => `Penelusuran DMARC ${domain}`,
    organizational: (domain) => `Domain organisasi: ${domain}`,
    dns: (count) => `DNS: ${count} pertanyaan`,
    ttl: (seconds) => `TTL ${seconds}`,
    validated: 'DNSSEC',
    moreAnswers: (count) => `${count} lagi`,
    timings: 'Milidetik',
  },

  port25: {
    banner: (host) => [
      `Ini jawaban otomatis dari pemeriksa autentikasi di ${host}.`,
      'Isinya menunjukkan bagaimana email yang Anda kirim terlihat oleh penerima yang memeriksa asal email. Balasan tidak dibaca.',
    ],
    link: 'Apa yang perlu diperbaiki, dan caranya:',
    noRecords: '(tidak ada record)',
    matchesFrom: (from) => `cocok dengan From: ${from}`,
    notAligned: (from) => `tidak cocok dengan From: ${from}`,
    matchesName: (name) => `cocok dengan ${name}`,
    notSigned: 'pesan tidak ditandatangani',
    notEvaluated: 'tidak dievaluasi: batas layanan ini',
    noName: 'tidak ada nama yang kembali ke alamat itu',
    octets: (shown) => `(${shown} karakter pertama)`,
    notRun: 'SpamAssassin tidak dijalankan oleh layanan ini.',
    explanation: 'Arti kata-kata hasil (RFC 8601)',
    original: 'Email asli',
    cut: '(dipotong)',
    words: {
      none: 'tidak ada yang diperiksa: tidak ada record atau tanda tangan',
      pass: 'pemeriksaan berhasil',
      fail: 'terbukti tidak diizinkan, atau tanda tangan tidak sah',
      softfail: 'SPF: alamat itu mungkin tidak diizinkan; domain tidak menyatakannya dengan tegas',
      policy: 'DKIM: tanda tangan tidak dapat diterima oleh penerima ini',
      neutral:
        'SPF: domain tidak menyatakan apa pun tentang alamat itu; DKIM: tanda tangan tidak terbaca',
      temperror: 'tidak dapat diperiksa sekarang, mungkin berhasil nanti',
      permerror: 'tidak dapat diperiksa sampai record atau header diperbaiki',
    },
  },

  sendmail: {
    intro: (host) => [
      `Jawaban otomatis dari ${host}: hasil pemeriksaan atas email Anda.`,
      'Balasan tidak dibaca.',
    ],
    historic: 'Sender ID (RFC 4406) sudah menjadi sejarah dan tidak diperiksa lagi',
    domainKeys: 'DomainKeys (RFC 4870) sudah menjadi sejarah dan tidak diperiksa lagi',
    noSpf: 'Domain tidak punya record SPF',
    intact: 'Signature verified, message arrived intact',
    noSignature: 'Pesan tidak memuat tanda tangan DKIM',
    link: 'Apa yang perlu diperbaiki, dan caranya:',
  },

  elandsys: {
    intro: ['Ini jawaban otomatis. Balasan tidak dibaca.'],
    results: 'Hasilnya sebagai berikut:',
    link: 'Apa yang perlu diperbaiki, dan caranya:',
  },
};
