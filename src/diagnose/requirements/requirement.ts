// What large receivers ask of senders, item by item, and the article's five criteria: shapes only.

export type Status = 'met' | 'unmet' | 'unknown';
export type Receiver = 'gmail' | 'yahoo' | 'microsoft' | 'apple';

export const ITEMS = [
  'spf-or-dkim',
  'spf-and-dkim',
  'reverse-dns',
  'tls',
  'well-formed',
  'dmarc-record',
  'aligned',
  'one-click-unsubscribe',
  'arc',
] as const;
export type Item = (typeof ITEMS)[number];

export const CRITERIA = [
  'static-address',
  'not-blocklisted',
  'reverse-dns',
  'spf',
  'dkim',
] as const;
export type Criterion = (typeof CRITERIA)[number];

export interface Requirement {
  receiver: Receiver;
  item: Item;
  /** `bulk`: from about 5,000 messages a day to that receiver. */
  applies: 'all' | 'bulk';
  status: Status;
  /** This message's facts that decide it, in the words of the protocols. */
  evidence: string;
  /** Where the receiver says so. */
  citation: string;
}

export interface CriterionResult {
  criterion: Criterion;
  status: Status;
  evidence: string;
}
