// Indonesian words for what large receivers ask, and for the five criteria.
import type { RequirementWords } from '../requirement-words.ts';

export const requirements: RequirementWords = {
  items: {
    'spf-or-dkim': 'SPF atau DKIM',
    'spf-and-dkim': 'SPF dan DKIM',
    'reverse-dns': 'reverse DNS',
    tls: 'TLS',
    'well-formed': 'format email (RFC 5322)',
    'dmarc-record': 'record DMARC',
    aligned: 'SPF atau DKIM untuk domain From',
    'one-click-unsubscribe': 'berhenti berlangganan satu klik',
    arc: 'ARC dari forwarder',
  },
  criteria: {
    'static-address': 'IP tidak tampak dinamis',
    'not-blocklisted': 'bersih dari blocklist',
    'reverse-dns': 'reverse DNS',
    spf: 'SPF',
    dkim: 'DKIM',
  },
  receivers: { gmail: 'Gmail', yahoo: 'Yahoo', microsoft: 'Microsoft', apple: 'Apple' },
  basics: 'Pemeriksaan dasar:',
  status: { met: 'ya', unmet: 'TIDAK', unknown: 'tidak diperiksa' },
  allMet: (receivers) => `${receivers}: email ini memenuhi permintaannya.`,
  open: (receivers) => `${receivers}: sejauh yang dapat diperiksa tidak ada yang kurang.`,
  missing: (receivers, all, bulk) => {
    if (all === '')
      return `${receivers}, aturan pengirim massal (5.000+ email sehari): kurang ${bulk}.`;
    return bulk === ''
      ? `${receivers}: kurang ${all}.`
      : `${receivers}: kurang ${all}; untuk pengirim massal (5.000+ email sehari) juga ${bulk}.`;
  },
};
