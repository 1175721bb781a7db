// The words of the reports about a domain and about a key in Indonesian. The words of findings are report/words.
import type { SurveyWords } from './en.ts';

export const id: SurveyWords = {
  keyHeadline: {
    pass: (name) => `Key di ${name} bisa dipakai.`,
    fail: (name) => `Tidak ada yang bisa memverifikasi tanda tangan dengan yang terbit di ${name}.`,
    incomplete: (name) => `DNS tidak menjawab tentang ${name}: ulangi beberapa menit lagi.`,
  },
  domainHeadline: {
    pass: (domain) => `Yang diterbitkan ${domain} untuk emailnya tidak ada yang salah.`,
    fail: (domain) => `Yang diterbitkan ${domain} untuk emailnya perlu diperbaiki.`,
    incomplete: (domain) => `Tidak semua yang diterbitkan ${domain} bisa dicari: ulangi beberapa menit lagi.`,
  },
  label: { name: 'Nama', type: 'Tipe', flags: 'Tanda', record: 'Record' },
  keyType: (type, bits, exponent) => `${type}, ${bits} bit${exponent === null ? '' : `, exponent ${exponent}`}`,
  noKey: 'tidak ada key',
  testing: 't=y (uji coba)',
  lookups: (count, limit) => `${count} dari ${limit} pencarian DNS`,
  othersGet: (result) => `host yang tidak terdaftar mendapat ${result}`,
  policyOf: (name) => `menurut ${name}`,
  nowhere: 'tidak menerima email',
  treeOf: (domain, count, limit, voids, voidLimit) => `SPF ${domain}: ${count} dari ${limit} pencarian DNS, ${voids} dari ${voidLimit} kosong`,
  walkOf: (domain) => `DMARC: nama yang ditanyakan untuk ${domain}`,
  costs: (cost) => `biaya ${cost}`,
  noRecord: 'tidak ada record',
  syntaxAt: (position, text) => `kesalahan di ${position + 1}: ${text}`,
  checked: (time, version) => `Dicari ${time} oleh mailassay ${version}`,
};
