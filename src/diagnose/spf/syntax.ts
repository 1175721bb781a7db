// Syntax errors, every one with its position: any of them anywhere in the record is a permerror (RFC 7208 §4.6).
import type { SpfNode, Verification } from '../../verify/verification.ts';
import { draft, type Draft } from '../draft.ts';
import { correctedRecord } from './corrected.ts';
import { visits } from './tree.ts';

export function syntaxRule(facts: Verification): Draft[] {
  const { tree, domain } = facts.spf.mailFrom;
  let record: string | null | undefined;
  return visits(tree).flatMap(({ node, via }): Draft[] => {
    if (node.status === 'several' && via !== null) return [draft('spf-include-several', { domain, term: via.text, name: node.domain }, [via.text])];
    return node.errors.map(({ position, text }) => {
      const term = termAt(node, position);
      const seen = [`${node.domain} TXT ${node.record ?? ''}`, `${position + 1}: ${text}`];
      if (via !== null) return draft('spf-include-syntax', { domain, name: node.domain, via: via.text, term, position: position + 1 }, seen);
      record ??= correctedRecord(facts);
      const code = /%/.test(term) ? 'spf-macro-syntax' : 'spf-syntax';
      return draft(code, { domain, term, position: position + 1, record }, seen);
    });
  });
}

/** The words around a position. */
function termAt(node: SpfNode, position: number): string {
  const record = node.record ?? '';
  const start = record.lastIndexOf(' ', Math.max(0, position - 1)) + 1;
  return record.slice(start).split(' ')[0] ?? '';
}
