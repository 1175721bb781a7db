// The words of the reports about a domain and about a key in English. The words of findings are report/words.

export const en = {
  keyHeadline: {
    pass: (name: string) => `The key at ${name} can be used.`,
    fail: (name: string) => `Nobody can verify a signature with what is published at ${name}.`,
    incomplete: (name: string) => `DNS gave no answer about ${name}: try again in a few minutes.`,
  },
  domainHeadline: {
    pass: (domain: string) => `What ${domain} publishes for its mail has no mistake.`,
    fail: (domain: string) => `What ${domain} publishes for its mail needs repair.`,
    incomplete: (domain: string) => `Not everything that ${domain} publishes could be looked up: try again in a few minutes.`,
  },
  label: { name: 'Name', type: 'Type', flags: 'Flags', record: 'Record' },
  keyType: (type: string, bits: number, exponent: string | null) => `${type}, ${bits} bits${exponent === null ? '' : `, exponent ${exponent}`}`,
  noKey: 'no key',
  testing: 't=y (test)',
  lookups: (count: number, limit: number) => `${count} of ${limit} look-ups`,
  othersGet: (result: string) => `hosts not listed get ${result}`,
  policyOf: (name: string) => `by ${name}`,
  nowhere: 'takes no mail',
  treeOf: (domain: string, count: number, limit: number, voids: number, voidLimit: number) => `SPF of ${domain}: ${count} of ${limit} look-ups, ${voids} of ${voidLimit} void`,
  walkOf: (domain: string) => `DMARC: the names asked for ${domain}`,
  costs: (cost: number) => `costs ${cost}`,
  noRecord: 'no record',
  syntaxAt: (position: number, text: string) => `error at ${position + 1}: ${text}`,
  checked: (time: string, version: string) => `Looked up ${time} by mailassay ${version}`,
};

export type SurveyWords = typeof en;
