// What works today in the domain's own record and will not tomorrow, or does more or less than was meant.
import type { SpfNode, Verification } from '../../verify/verification.ts';
import { draft, type Draft } from '../draft.ts';
import { correctedRecord, senderMechanism } from './corrected.ts';
import { isAll, recordOf, termsOf } from './edit.ts';
import { allOf, visits } from './tree.ts';

/** RFC 7208 §3.4: what an answer over UDP always has room for. */
const LONGEST = 512;

export function styleRule(facts: Verification): Draft[] {
  const { tree, domain } = facts.spf.mailFrom;
  if (tree === null || tree.record === null || tree.errors.length > 0) return [];
  return [...endOf(tree, facts), ...ptr(tree, facts), ...length(tree, domain)];
}

/** `all` and `redirect=`: RFC 7208 §4.7, §5.1, §6.1. */
function endOf(root: SpfNode, facts: Verification): Draft[] {
  const domain = facts.spf.mailFrom.domain;
  const record = (): string => baseOf(root, facts);
  const all = allOf(root);
  const redirect = root.terms.find(({ name, kind }) => kind === 'modifier' && name === 'redirect');
  const drafts: Draft[] = [];
  if (all === null && redirect === undefined) drafts.push(draft('spf-no-all', { domain, record: `${record()} ~all` }, [root.record]));
  if (all !== null && redirect !== undefined) {
    const without = recordOf(termsOf(record()).filter((term) => !/^redirect=/i.test(term)));
    drafts.push(draft('spf-redirect-ignored', { domain, term: redirect.text, all: all.text, record: without }, [root.record]));
  }
  const late = all === null ? [] : root.terms.filter(({ kind, position }) => kind === 'mechanism' && position > all.position);
  if (late.length > 0 && all !== null) {
    const terms = termsOf(record());
    const moved = recordOf([...terms.filter((term) => !isAll(term) && !/^exp=/i.test(term)), all.text, ...terms.filter((term) => /^exp=/i.test(term))]);
    drafts.push(draft('spf-after-all', { domain, terms: late.map(({ text }) => text).join(' '), all: all.text, record: moved }, [root.record]));
  }
  // +all in any record that an include or a redirect leads to lets everybody through as well.
  const open = visits(root).find(({ node, via }) => allOf(node)?.qualifier === '+' && via?.qualifier !== '-');
  if (open !== undefined)
    drafts.push(draft('spf-pass-all', { domain, name: open.node.domain, record: open.node === root ? stricter(record()) : null }, [`${open.node.domain} TXT ${open.node.record ?? ''}`]));
  if (all?.qualifier === '?') drafts.push(draft('spf-neutral-all', { domain, record: stricter(record()) }, [root.record]));
  return drafts;
}

/** What these changes are made to: the record that is right for this sender, so that no two findings ask for different ones. */
function baseOf(root: SpfNode, facts: Verification): string {
  return correctedRecord(facts) ?? (root.record ?? '').trimEnd();
}

/** The record with `~all`. */
function stricter(record: string): string {
  return recordOf(termsOf(record).map((term) => (isAll(term) ? '~all' : term)));
}

/** RFC 7208 §5.5: ptr SHOULD NOT be published. */
function ptr(root: SpfNode, facts: Verification): Draft[] {
  const term = root.terms.find(({ name, kind }) => kind === 'mechanism' && name === 'ptr');
  if (term === undefined) return [];
  const terms = termsOf(baseOf(root, facts));
  const at = terms.indexOf(term.text);
  const written = term.outcome === 'match' ? [senderMechanism(facts, root.cost - 1).text] : [];
  return [draft('spf-ptr', { domain: facts.spf.mailFrom.domain, term: term.text, record: at < 0 ? recordOf(terms) : recordOf(terms.toSpliced(at, 1, ...written)) }, [root.record])];
}

function length(root: SpfNode, domain: string): Draft[] {
  const octets = root.record?.length ?? 0;
  return octets > LONGEST ? [draft('spf-record-too-long', { domain, octets, limit: LONGEST }, [`${octets}: ${root.record?.slice(0, 120)}…`])] : [];
}
