// The limits of RFC 7208 §4.6.4: ten lookup terms, two void lookups, ten names of an MX or PTR; for this message and for the whole record.
import { isIP } from 'node:net';
import { reverseName } from '../../dns/reverse.ts';
import type { SpfNode, Verification } from '../../verify/verification.ts';
import { draft, type Draft } from '../draft.ts';
import { answers, mailExchangers } from '../evidence.ts';
import { finalRecord } from './final-record.ts';
import { listedAt } from './lists.ts';
import { LOOKUP_LIMIT, targetOf, visits, VOID_LIMIT } from './tree.ts';
import { draftWithRecord } from './with-final.ts';

export function limitsRule(facts: Verification): Draft[] {
  return [...lookups(facts), ...voids(facts), ...exchangers(facts), ...pointers(facts)];
}

/** Names past the tenth are not looked at, and the order of an answer is nobody's promise. */
function pointers(facts: Verification): Draft[] {
  const { tree, domain } = facts.spf.mailFrom;
  const ip = facts.envelope.clientIp;
  const term = visits(tree)
    .flatMap(({ node }) => node.terms)
    .find(
      ({ kind, name, outcome }) =>
        kind === 'mechanism' && name === 'ptr' && (outcome === 'match' || outcome === 'no-match'),
    );
  const names = term === undefined ? null : answers(facts, reverseName(ip) ?? '', 'PTR');
  if (term === undefined || names === null || names.length <= LOOKUP_LIMIT) return [];
  return [
    draftWithRecord(
      'spf-too-many-ptr',
      finalRecord(facts),
      { domain, ip, term: term.text, count: names.length, limit: LOOKUP_LIMIT },
      [`${ip} PTR: ${names.length}`],
    ),
  ];
}

function lookups(facts: Verification): Draft[] {
  const { tree, domain, lookups: used, result } = facts.spf.mailFrom;
  if (tree === null || tree.cost <= LOOKUP_LIMIT) return [];
  const crossed = result === 'permerror' && used.count > used.limit;
  const values = { domain, cost: tree.cost, limit: LOOKUP_LIMIT, dearest: dearest(tree) };
  const listed = crossed ? listedAt(facts, facts.envelope.clientIp) : null;
  const missed =
    listed === null
      ? null
      : `${listed.term.text} in the record of ${listed.node.domain} lists ${facts.envelope.clientIp}, but comes too late`;
  return [
    draftWithRecord(
      crossed ? 'spf-too-many-lookups' : 'spf-record-too-many-lookups',
      finalRecord(facts),
      values,
      [missed, ...costs(tree)],
    ),
  ];
}

/** What each term of the domain's own record costs, and below the dear ones what makes them so; a line a record. */
function costs(root: SpfNode): string[] {
  const line = ({ domain, terms, cost }: SpfNode): string =>
    `${domain} (${cost}): ${terms
      .filter((term) => term.cost > 0)
      .map((term) => `${term.text} (${term.cost})`)
      .join(', ')}`;
  const below = root.terms
    .flatMap(({ record }) => (record !== null && record.cost > 0 ? [record] : []))
    .toSorted((a, b) => b.cost - a.cost);
  return [root, ...below].map(line);
}

function dearest(root: SpfNode): string | null {
  const most = root.terms.toSorted((a, b) => b.cost - a.cost)[0];
  return most === undefined || most.cost < 2 ? null : `${most.text} (${most.cost} lookups)`;
}

function voids(facts: Verification): Draft[] {
  const { tree, domain, lookups: used, result } = facts.spf.mailFrom;
  if (tree === null || tree.voids === 0) return [];
  // Of a term that was never asked it is not known that it is empty.
  const asked = (term: SpfNode['terms'][number]): boolean =>
    term.outcome === 'no-match' || term.outcome === 'error';
  const empty = visits(tree).flatMap(({ node }) =>
    node.terms.filter(
      (term) =>
        /^(?:a|mx|exists)$/.test(term.name) &&
        asked(term) &&
        term.cost > 0 &&
        term.values.length === 0,
    ),
  );
  const dead = visits(tree).flatMap(({ node, via }) =>
    via !== null && node.status === 'none' ? [via] : [],
  );
  const names = [...new Set([...empty, ...dead].map(({ text }) => text))].join(' ');
  const crossed = result === 'permerror' && used.void > VOID_LIMIT;
  if (!crossed && tree.voids <= VOID_LIMIT) return [];
  const values = {
    domain,
    count: crossed ? used.void : tree.voids,
    limit: VOID_LIMIT,
    terms: names || null,
  };
  return [
    draftWithRecord(
      crossed ? 'spf-too-many-voids' : 'spf-record-voids',
      finalRecord(facts),
      values,
      [`${domain} TXT ${tree.record ?? ''}`, names],
    ),
  ];
}

function exchangers(facts: Verification): Draft[] {
  const { tree, domain } = facts.spf.mailFrom;
  return visits(tree).flatMap(({ node }) =>
    node.terms.flatMap((term): Draft[] => {
      if (term.kind !== 'mechanism' || term.name !== 'mx') return [];
      const target = targetOf(term, node.domain);
      const found = mailExchangers(facts, target) ?? [];
      const address = found.find(({ exchange }) => isIP(exchange) !== 0);
      const drafts: Draft[] = [];
      if (found.length > LOOKUP_LIMIT)
        drafts.push(
          draftWithRecord(
            'spf-too-many-mx',
            finalRecord(facts),
            { domain, name: target, term: term.text, count: found.length, limit: LOOKUP_LIMIT },
            [`${target} MX: ${found.length}`],
          ),
        );
      if (address !== undefined) {
        drafts.push(
          draft('spf-mx-address', { domain, name: target, address: address.exchange }, [
            `${target} MX ${address.preference} ${address.exchange}`,
          ]),
        );
      }
      return drafts;
    }),
  );
}
