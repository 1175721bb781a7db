// Changes to the text of an SPF record that keep its order: the smallest change a person would make by hand.

export type Terms = readonly string[];

const ALL = /^[+\-~?]?all$/i;
const REDIRECT = /^redirect=/i;

export function termsOf(record: string): string[] {
  return record
    .split(' ')
    .filter((term) => term !== '')
    .slice(1);
}

export function recordOf(terms: Terms): string {
  return ['v=spf1', ...terms].join(' ');
}

export const isAll = (term: string): boolean => ALL.test(term);
export const isRedirect = (term: string): boolean => REDIRECT.test(term);

/** Puts a mechanism in before the term at `before`, or before `all`, or before `redirect=`, or at the end. */
export function withMechanism(terms: Terms, mechanism: string, before = -1): string[] {
  const places = [before, terms.findIndex(isAll), terms.findIndex(isRedirect)].filter(
    (place) => place >= 0,
  );
  const place = places.length === 0 ? terms.length : Math.min(...places);
  return terms.toSpliced(place, 0, mechanism);
}

/** Each term once; the first stays (names in DNS have no case). */
export function withoutRepeats(terms: Terms): string[] {
  const seen = new Set<string>();
  return terms.filter((term) => {
    const key = term.toLowerCase().replace(/^\+/, '');
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}
