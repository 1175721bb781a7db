// The SPF evaluation as a tree a person can follow: each record, each term, whether it matched and why, what it costs (RFC 7208 §4.6.4).
import type { SpfCheck, SpfNode, SpfTerm } from '../verify/verification.ts';
import { untrusted, untrustedName } from './untrusted-text.ts';
import type { LayoutWords } from '../words/en/layouts.ts';
import { wrap } from './wrap.ts';

/** Records nest at most ten deep (ten lookups); lines stop moving right before that. */
const DEEPEST = 6;
const MAX_LINES = 400;

function indentOf(depth: number): string {
  return '  '.repeat(Math.min(depth, DEEPEST) + 1);
}

function termLines(term: SpfTerm, depth: number, words: LayoutWords['trace']): string[] {
  const indent = indentOf(depth);
  const outcome = words.outcome[term.outcome];
  const cost = term.cost > 0 ? `, ${words.costs(term.cost)}` : '';
  const why = term.why === '' ? '' : `: ${untrusted(words.reason(term.why))}`;
  const target =
    term.target !== null && !term.text.includes(term.target) ? ` (${untrusted(term.target)})` : '';
  return [
    ...wrap(`${untrusted(term.text)}${target}  ${outcome}${cost}${why}`, {
      first: indent,
      rest: `${indent}    `,
    }),
    ...(term.record === null ? [] : nodeLines(term.record, depth + 1, words)),
  ];
}

function nodeLines(node: SpfNode, depth: number, words: LayoutWords['trace']): string[] {
  const indent = indentOf(depth);
  const record =
    node.record === null ? `${words.noRecord} (${node.status})` : untrusted(node.record, 512);
  return [
    ...wrap(`${untrustedName(node.domain, 100)}: ${record}`, {
      first: indent,
      rest: `${indent}    `,
    }),
    ...node.errors.flatMap(({ position, text }) =>
      wrap(words.syntaxAt(position, untrusted(words.reason(text))), {
        first: `${indent}  ! `,
        rest: `${indent}    `,
      }),
    ),
    ...node.terms.flatMap((term) => termLines(term, depth + 1, words)),
  ];
}

export function spfTree(check: SpfCheck, words: LayoutWords['trace']): string[] {
  const { identity, domain, lookups, tree } = check;
  const head = [
    ...wrap(
      `${words.spf(identity === 'helo' ? 'HELO' : 'MAIL FROM', untrustedName(domain, 100))}: ${check.result}`,
    ),
    ...wrap(
      `${words.spfCost(lookups.count, lookups.limit, lookups.void)}${tree === null ? '' : ` ${words.recordCost(tree.cost)}`}`,
      { first: '  ' },
    ),
  ];
  const lines =
    tree === null
      ? [...head, ...wrap(untrusted(words.reason(check.reason)), { first: '  ' })]
      : [...head, ...nodeLines(tree, 0, words)];
  return lines.length <= MAX_LINES ? lines : [...lines.slice(0, MAX_LINES), '  …'];
}
