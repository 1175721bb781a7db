// What works today in the domain's own record and will not tomorrow, or does more or less than was meant.
import type { SpfNode, Verification } from '../../verify/verification.ts';
import type { Draft } from '../draft.ts';
import { isAbsent, isBelow } from './afford.ts';
import { broadTerm } from './broad.ts';
import { finalRecord } from './final-record.ts';
import { MAX_RECORD } from './shorten.ts';
import { allOf, targetOf, visits } from './tree.ts';
import { draftWithRecord } from './with-final.ts';

export function styleRule(facts: Verification): Draft[] {
  const { tree } = facts.spf.mailFrom;
  if (tree === null || tree.record === null || tree.errors.length > 0) return [];
  return [
    ...endOf(tree, facts),
    ...open(tree, facts),
    ...ptr(tree, facts),
    ...absentNames(tree, facts),
    ...length(tree, facts),
  ];
}

/** `all` and `redirect=`: RFC 7208 §4.7, §5.1, §6.1. */
function endOf(root: SpfNode, facts: Verification): Draft[] {
  const domain = facts.spf.mailFrom.domain;
  const all = allOf(root);
  const redirect = root.terms.find(({ name, kind }) => kind === 'modifier' && name === 'redirect');
  const seen = [`${domain} TXT ${root.record ?? ''}`];
  const drafts: Draft[] = [];
  if (all === null && redirect === undefined)
    drafts.push(draftWithRecord('spf-no-all', finalRecord(facts), { domain }, seen));
  if (all !== null && redirect !== undefined)
    drafts.push(
      draftWithRecord(
        'spf-redirect-ignored',
        finalRecord(facts),
        { domain, term: redirect.text, all: all.text },
        seen,
      ),
    );
  const late =
    all === null
      ? []
      : root.terms.filter(({ kind, position }) => kind === 'mechanism' && position > all.position);
  if (late.length > 0 && all !== null)
    drafts.push(
      draftWithRecord(
        'spf-after-all',
        finalRecord(facts),
        { domain, terms: late.map(({ text }) => text).join(' '), all: all.text },
        seen,
      ),
    );
  if (all?.qualifier === '?')
    drafts.push(draftWithRecord('spf-neutral-all', finalRecord(facts), { domain }, seen));
  return drafts;
}

/** +all in any record that an include or a redirect leads to lets everybody through as well; so does a network as large as half the Internet. */
function open(root: SpfNode, facts: Verification): Draft[] {
  const domain = facts.spf.mailFrom.domain;
  const all = visits(root).find(
    ({ node, via }) => allOf(node)?.qualifier === '+' && via?.qualifier !== '-',
  );
  if (all !== undefined)
    return [
      draftWithRecord(
        'spf-pass-all',
        finalRecord(facts),
        { domain, name: all.node.domain, foreign: all.node === root ? null : all.node.domain },
        [`${all.node.domain} TXT ${all.node.record ?? ''}`],
      ),
    ];
  const broad = broadTerm(facts);
  if (broad === null) return [];
  return [
    draftWithRecord(
      'spf-too-broad',
      finalRecord(facts),
      {
        domain,
        name: broad.domain,
        term: broad.text,
        foreign: broad.domain === root.domain ? null : broad.domain,
      },
      [`${broad.domain} TXT ${broad.record}`],
    ),
  ];
}

/** RFC 7208 §5.5: ptr SHOULD NOT be published. */
function ptr(root: SpfNode, facts: Verification): Draft[] {
  const term = root.terms.find(({ name, kind }) => kind === 'mechanism' && name === 'ptr');
  if (term === undefined) return [];
  const { domain } = facts.spf.mailFrom;
  return [
    draftWithRecord('spf-ptr', finalRecord(facts), { domain, term: term.text }, [
      `${domain} TXT ${root.record ?? ''}`,
    ]),
  ];
}

/** Whoever registers a name that does not exist may send as this domain. */
function absentNames(root: SpfNode, facts: Verification): Draft[] {
  const { domain } = facts.spf.mailFrom;
  const gone = root.terms.filter((term) => {
    const target = targetOf(term, root.domain);
    return (
      term.kind === 'mechanism' &&
      (term.name === 'a' || term.name === 'mx') &&
      term.target !== null &&
      !term.text.includes('%') &&
      isAbsent(facts, target) &&
      !isBelow(target, organization(facts, domain))
    );
  });
  if (gone.length === 0) return [];
  const names = [...new Set(gone.map((term) => targetOf(term, root.domain)))];
  return [
    draftWithRecord(
      'spf-absent-name',
      finalRecord(facts),
      { domain, terms: gone.map(({ text }) => text).join(' '), names: names.join(', ') },
      names.map((name) => `${name}: NXDOMAIN`),
    ),
  ];
}

export function organization({ organizationalDomains }: Verification, domain: string): string {
  return organizationalDomains[domain] ?? domain;
}

function length(root: SpfNode, facts: Verification): Draft[] {
  const { domain } = facts.spf.mailFrom;
  const octets = root.record?.length ?? 0;
  if (octets <= MAX_RECORD) return [];
  const final = finalRecord(facts);
  const shorter = final !== null && final.record.length <= MAX_RECORD ? final : null;
  return [
    draftWithRecord('spf-record-too-long', shorter, { domain, octets, limit: MAX_RECORD }, [
      `${domain} TXT (${octets} bytes): ${root.record?.slice(0, 120)}…`,
    ]),
  ];
}
