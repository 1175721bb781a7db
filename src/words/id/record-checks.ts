// The words of the reports about a domain and about a key in Indonesian. The words of findings are in the files beside this one.
import type { RecordCheckWords } from '../en/record-checks.ts';
import { reasonIn } from '../reason-words.ts';

export const id: RecordCheckWords = {
  keyHeadline: {
    pass: (name) => `Key di ${name} bisa dipakai.`,
    fail: (name) => `Tanda tangan tidak dapat diverifikasi dengan record di ${name}.`,
    incomplete: (name) => `DNS tidak menjawab tentang ${name}: ulangi beberapa menit lagi.`,
  },
  domainHeadline: {
    pass: (domain) => `Tidak ada kesalahan dalam record email ${domain}.`,
    passWarnings: (domain, count) =>
      `Record email ${domain} berfungsi; ada ${count} peringatan di bawah.`,
    fail: (domain) => `Record email ${domain} harus diperbaiki.`,
    absent: (domain) => `${domain} tidak ada di DNS (NXDOMAIN).`,
    incomplete: (domain) =>
      `Tidak semua record ${domain} dapat diperiksa: ulangi beberapa menit lagi.`,
  },
  reason: (english) => reasonIn('id', english),
  optional: 'Opsional, belum dipasang:',
  strings: (lengths) => `String: ${lengths} karakter`,
  label: { name: 'Nama', type: 'Tipe', flags: 'Tanda', record: 'Record' },
  keyType: (type, bits, exponent) =>
    `${type}, ${bits} bit${exponent === null ? '' : `, exponent ${exponent}`}`,
  noKey: 'tidak ada key',
  testing: 't=y (uji coba)',
  lookups: (count, limit) => `${count} dari ${limit} lookup DNS`,
  othersGet: (result) => `host yang tidak tercantum mendapat ${result}`,
  policyOf: (name) => `menurut ${name}`,
  nowhere: 'tidak menerima email',
  treeOf: (domain, count, limit, voids, voidLimit) =>
    `SPF ${domain}: ${count} dari ${limit} lookup DNS, ${voids} dari ${voidLimit} kosong`,
  walkOf: (domain) => `DMARC: nama yang ditanyakan untuk ${domain}`,
  costs: (cost) => `${cost} lookup`,
  noRecord: 'tidak ada record',
  syntaxAt: (position, text) => `kesalahan di ${position + 1}: ${text}`,
  checked: (time, version) => `Dicari ${time} oleh mailassay ${version}`,
};
