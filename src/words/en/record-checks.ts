// The words of the reports about a domain and about a key in English. The words of findings are in the files beside this one.

export const en = {
  keyHeadline: {
    pass: (name: string) => `The key at ${name} can be used.`,
    fail: (name: string) => `No signature can be verified with the record at ${name}.`,
    incomplete: (name: string) => `DNS gave no answer about ${name}: try again in a few minutes.`,
  },
  domainHeadline: {
    pass: (domain: string) => `No errors in what ${domain} publishes for its mail.`,
    passWarnings: (domain: string, count: number) =>
      `What ${domain} publishes for its mail works; ${count === 1 ? 'one warning' : `${count} warnings`} below.`,
    fail: (domain: string) => `What ${domain} publishes for its mail has to be fixed.`,
    absent: (domain: string) => `${domain} does not exist in DNS (NXDOMAIN).`,
    incomplete: (domain: string) =>
      `Not everything that ${domain} publishes could be looked up: try again in a few minutes.`,
  },
  /** A reason of verify/ as it is said in this language. */
  reason: (english: string): string => english,
  optional: 'Optional, not published:',
  strings: (lengths: string) => `Strings: ${lengths} characters`,
  label: { name: 'Name', type: 'Type', flags: 'Flags', record: 'Record' },
  keyType: (type: string, bits: number, exponent: string | null) =>
    `${type}, ${bits} bits${exponent === null ? '' : `, exponent ${exponent}`}`,
  noKey: 'no key',
  testing: 't=y (test)',
  lookups: (count: number, limit: number) => `${count} of ${limit} lookups`,
  othersGet: (result: string) => `hosts not listed get ${result}`,
  policyOf: (name: string) => `by ${name}`,
  nowhere: 'takes no mail',
  treeOf: (domain: string, count: number, limit: number, voids: number, voidLimit: number) =>
    `SPF of ${domain}: ${count} of ${limit} lookups, ${voids} of ${voidLimit} void`,
  walkOf: (domain: string) => `DMARC: the names asked for ${domain}`,
  costs: (cost: number) => (cost === 1 ? '1 lookup' : `${cost} lookups`),
  noRecord: 'no record',
  syntaxAt: (position: number, text: string) => `error at ${position + 1}: ${text}`,
  checked: (time: string, version: string) => `Looked up ${time} by mailassay ${version}`,
};

export type RecordCheckWords = typeof en;
