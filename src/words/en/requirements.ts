// English words for what large receivers ask, and for the five criteria.
import type { RequirementWords } from '../requirement-words.ts';

export const requirements: RequirementWords = {
  items: {
    'spf-or-dkim': 'SPF or DKIM',
    'spf-and-dkim': 'SPF and DKIM',
    'reverse-dns': 'reverse DNS',
    tls: 'TLS',
    'well-formed': 'message format (RFC 5322)',
    'dmarc-record': 'a DMARC record',
    aligned: 'SPF or DKIM for the From domain',
    'one-click-unsubscribe': 'one-click unsubscribe',
    arc: 'ARC by forwarders',
  },
  criteria: {
    'static-address': 'IP not seen to be dynamic',
    'not-blocklisted': 'not blocklisted',
    'reverse-dns': 'reverse DNS',
    spf: 'SPF',
    dkim: 'DKIM',
  },
  receivers: { gmail: 'Gmail', yahoo: 'Yahoo', microsoft: 'Microsoft', apple: 'Apple' },
  basics: 'Basic checks:',
  status: { met: 'yes', unmet: 'NO', unknown: 'not checked' },
  allMet: (receivers) => `${receivers}: this message has what they ask for.`,
  open: (receivers) => `${receivers}: nothing is missing as far as could be checked.`,
  missing: (receivers, all, bulk) => {
    if (all === '')
      return `${receivers} bulk-sender rules (5,000+ messages a day): missing ${bulk}.`;
    return bulk === ''
      ? `${receivers}: missing ${all}.`
      : `${receivers}: missing ${all}; for bulk senders (5,000+ messages a day) also ${bulk}.`;
  },
};
