// What verification tells while it is under way: one method's result as soon as it is known. For people who watch; the facts
// themselves come at the end, whole.

export interface Progress {
  method: 'spf' | 'dkim' | 'arc' | 'iprev' | 'dmarc';
  /** RFC 8601 §2.7's word. */
  result: string;
  /** Whose it is: a domain or a host name; '' when nobody's. */
  subject: string;
}

export type OnProgress = (progress: Progress) => void;
