// RFC 7208 §4.6.4: how much one check_host() may ask.

/** Terms that query DNS. */
export const MAX_TERMS = 10;
/** Lookups that bring nothing. */
export const MAX_VOIDS = 2;
/** Address questions for the names of one mx or ptr. */
export const MAX_HOSTS = 10;
/** What that comes to: the record, ten terms with ten hosts each, and the explanation. */
export const MAX_QUESTIONS = 1 + MAX_TERMS * (1 + MAX_HOSTS) + 1;
/** Milliseconds; temperror past it. */
export const MAX_TIME = 20_000;

/** What was spent. */
export interface Ledger {
  terms: number;
  voids: number;
}
