// Who a message says wrote it: the mailboxes of its From fields and the one author domain that DMARC needs (RFC 9989 §5.3.1),
// or why there is none. Several mailboxes of one domain are one author domain; several From fields are none, for a signature
// can cover another one than a reader shows (RFC 9989 §11.5). Not known here: DNS, policies.
import { canonicalDomain } from '../domain.ts';
import type { Field } from '../fields.ts';
import { addressText, parseMailboxField, type Mailbox } from './mailboxes.ts';

export interface Authors {
  /** Every mailbox of every From field that parses; `domain` as A-labels, or as written where it is no domain name. */
  authors: { address: string; domain: string }[];
  /** Why there is no single author domain, one plain line; null when there is one. */
  authorProblem: string | null;
  /** How many From fields there are. */
  fromFields: number;
}

/** RFC 6854: groups without members name nobody; there is no author, though the field is by the grammar. */
export const NOBODY = 'the From field has only empty groups';

/** Reads the From fields among `fields`. Never throws. */
export function readAuthors(fields: readonly Field[]): Authors {
  const from = fields.filter((field) => field.key === 'from');
  const authors: Authors['authors'] = [];
  const problems: string[] = [];
  if (from.length === 0) problems.push('there is no From field');
  // RFC 5322 §3.6: exactly one.
  if (from.length > 1) problems.push(`there are ${from.length} From fields`);
  for (const field of from) {
    const { mailboxes, problem } = parseMailboxField(field.body);
    if (problem !== null) {
      problems.push(
        `the From field does not parse: ${problem.reason}, at character ${problem.position + 1}`,
      );
      continue;
    }
    if (mailboxes.length === 0) problems.push(NOBODY);
    for (const mailbox of mailboxes) authors.push(authorOf(mailbox, problems));
  }
  const domains = [...new Set(authors.map((author) => author.domain))];
  if (problems.length === 0 && domains.length > 1) {
    problems.push(
      `the authors are of ${domains.length} domains: ${domains.slice(0, 5).join(', ')}${domains.length > 5 ? ', …' : ''}`,
    );
  }
  return { authors, authorProblem: problems[0] ?? null, fromFields: from.length };
}

function authorOf(mailbox: Mailbox, problems: string[]): { address: string; domain: string } {
  if (mailbox.literal)
    problems.push(`the author's domain is an address literal${shown(mailbox.domain)}`);
  const canonical = mailbox.literal
    ? { domain: null, problem: null }
    : canonicalDomain(mailbox.domain);
  if (canonical.problem !== null)
    problems.push(`the author's domain ${canonical.problem}${shown(mailbox.domain)}`);
  const domain = canonical.domain ?? mailbox.domain;
  return { address: addressText(mailbox.localPart, domain), domain };
}

/** Foreign text in a reason: only what cannot be mistaken for something else. */
const shown = (domain: string): string => (/^[!-~]{1,100}$/.test(domain) ? `: ${domain}` : '');
