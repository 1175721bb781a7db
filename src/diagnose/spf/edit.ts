// Changes to the text of an SPF record that keep its order: the smallest change a person would make by hand.

export type Terms = readonly string[];

const ALL = /^[+\-~?]?all$/i;

export function recordOf(terms: Terms): string {
  return ['v=spf1', ...terms].join(' ');
}

export const isAll = (term: string): boolean => ALL.test(term);

/** Each term once; the first stays (names in DNS have no case). */
export function withoutRepeats(terms: Terms): string[] {
  const seen = new Set<string>();
  return terms.filter((term) => {
    const key = term.toLowerCase().replace(/^\+/, '');
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}
