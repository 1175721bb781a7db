// Syntax errors, with their position: any of them anywhere in the record is a permerror (RFC 7208 §4.6). One finding for one record: one
// slip makes several errors, and the corrected record undoes them all.
import type { SpfNode, Verification } from '../../verify/verification.ts';
import type { Draft } from '../draft.ts';
import { readable } from '../evidence.ts';
import { finalRecord } from './final-record.ts';
import { lacksBlank } from './strings.ts';
import { visits, type Visit } from './tree.ts';
import { draftWithRecord } from './with-final.ts';

export function syntaxRule(facts: Verification): Draft[] {
  const { tree } = facts.spf.mailFrom;
  return visits(tree).flatMap((visit) =>
    visit.via === null ? own(visit.node, facts) : below(visit, facts),
  );
}

function own(node: SpfNode, facts: Verification): Draft[] {
  const { domain } = facts.spf.mailFrom;
  const [first] = node.errors;
  if (first === undefined) return [];
  const record = node.record ?? '';
  const term = readable(termAt(record, first.position));
  const seen = [
    `${node.domain} TXT ${readable(record)}`,
    ...node.errors.slice(0, 5).map(({ position, text }) => `${position + 1}: ${readable(text)}`),
  ];
  const values = {
    domain,
    term,
    position: first.position + 1,
    dash: wrongDash(term),
    strings: lacksBlank(facts, domain, record) ? term : null,
  };
  return [
    draftWithRecord(
      term.includes('%') ? 'spf-macro-syntax' : 'spf-syntax',
      finalRecord(facts),
      values,
      seen,
    ),
  ];
}

function below({ node, via, parent }: Visit, facts: Verification): Draft[] {
  const { domain, tree } = facts.spf.mailFrom;
  if (via === null) return [];
  const foreign = parent === tree ? null : parent?.domain;
  if (node.status === 'several')
    return [
      draftWithRecord(
        'spf-include-several',
        finalRecord(facts),
        { domain, term: via.text, name: node.domain, foreign },
        [via.text],
      ),
    ];
  const [first] = node.errors;
  if (first === undefined) return [];
  const record = node.record ?? '';
  const term = readable(termAt(record, first.position));
  const seen = [
    `${node.domain} TXT ${readable(record)}`,
    ...node.errors.slice(0, 5).map(({ position, text }) => `${position + 1}: ${readable(text)}`),
  ];
  return [
    draftWithRecord(
      'spf-include-syntax',
      finalRecord(facts),
      { domain, name: node.domain, via: via.text, term, position: first.position + 1, foreign },
      seen,
    ),
  ];
}

/** The dash that a word processor made of a hyphen, by its name in Unicode. */
function wrongDash(term: string): string | null {
  const names: Record<string, string> = {
    '\u2010': 'hyphen U+2010',
    '\u2011': 'hyphen U+2011',
    '\u2012': 'figure dash U+2012',
    '\u2013': 'en dash U+2013',
    '\u2014': 'em dash U+2014',
    '\u2212': 'minus sign U+2212',
  };
  const found = /[\u2010-\u2014\u2212]/.exec(term)?.[0] ?? '';
  return names[found] ?? null;
}

/** The words around a position. */
function termAt(record: string, position: number): string {
  const start = record.lastIndexOf(' ', Math.max(0, position - 1)) + 1;
  return record.slice(start).split(' ')[0] ?? '';
}
