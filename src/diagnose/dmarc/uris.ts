// The report addresses of a policy: rua= and ruf= (RFC 9989 §4.6).

export function reportUris(list: string | null): string[] {
  return (list ?? '')
    .split(',')
    .map((uri) => uri.trim())
    .filter((uri) => uri !== '');
}

/** RFC 6068, as far as DMARC uses it; "!10m" behind it is RFC 7489's size limit. */
export function isMailto(uri: string): boolean {
  return /^mailto:[^@\s,!]+@[a-z0-9_-]+(?:\.[a-z0-9_-]+)*(?:![0-9]+[kmgt]?)?$/i.test(uri);
}

/** Domains that the reports go to, each once, lower case. */
export function reportDomains(lists: readonly (string | null)[]): string[] {
  const domains = lists
    .flatMap(reportUris)
    .filter(isMailto)
    .map((uri) =>
      uri
        .slice(uri.lastIndexOf('@') + 1)
        .replace(/!.*$/, '')
        .toLowerCase(),
    );
  return [...new Set(domains)];
}
