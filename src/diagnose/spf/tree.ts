// Ways through the tree of SPF records (RFC 7208 §4.6): every record once, with the term that leads to it.
import type { SpfNode, SpfTerm } from '../../verify/verification.ts';

export interface Visit {
  node: SpfNode;
  /** The include or redirect that leads here; null for the domain's own record. */
  via: SpfTerm | null;
  /** The record in which `via` stands. */
  parent: SpfNode | null;
}

/** The domain's own record first, then depth first in the order of the terms. */
export function visits(root: SpfNode | null): Visit[] {
  const found: Visit[] = [];
  const walk = (node: SpfNode, via: SpfTerm | null, parent: SpfNode | null): void => {
    found.push({ node, via, parent });
    for (const term of node.terms) if (term.record !== null) walk(term.record, term, node);
  };
  if (root !== null) walk(root, null, null);
  return found;
}

/** What a term asks about: its target, or the record's own domain for a bare `a`, `mx` and `ptr` (RFC 7208 §4.8). */
export function targetOf(term: SpfTerm, domain: string): string {
  return (term.target ?? domain).replace(/\/.*$/, '');
}

/** RFC 7208 §5.1: the `all` that ends a record; null without one. */
export function allOf(node: SpfNode): SpfTerm | null {
  return node.terms.find(({ kind, name }) => kind === 'mechanism' && name === 'all') ?? null;
}

/** The most lookup terms an evaluation may use (RFC 7208 §4.6.4). */
export const LOOKUP_LIMIT = 10;
/** The most lookups that come back empty. */
export const VOID_LIMIT = 2;
