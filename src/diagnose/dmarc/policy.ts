// What the published policy asks for, and what it leaves open (RFC 9989 §4.7, §5.1, §7.4).
import type { Verification } from '../../verify/verification.ts';
import { draft, type Draft } from '../draft.ts';
import { canonical } from '../evidence.ts';
import { rewriteDmarc } from './record.ts';
import { isMailto, reportDomains, reportUris } from './uris.ts';

const STRENGTH = { none: 0, quarantine: 1, reject: 2 };
/** RFC 9989 appendix C: removed. */
const HISTORIC = ['pct', 'rf', 'ri'];

export function policyRule(facts: Verification): Draft[] {
  const { policy, record, policyDomain } = facts.dmarc;
  if (policy === null || record === null || policyDomain === null) return [];
  const name = `_dmarc.${policyDomain}`;
  const about = { domain: policyDomain, name };
  const seen = [`${name} TXT ${record}`];
  const p = policy.p ?? 'none';
  const drafts: Draft[] = [];
  if (p === 'none' && (policy.rua ?? '') === '') drafts.push(draft('dmarc-policy-none-blind', { ...about, record: rewriteDmarc(record, { rua: `mailto:postmaster@${policyDomain}` }) }, seen));
  if (p === 'none') drafts.push(draft('dmarc-policy-none', { ...about, record: rewriteDmarc(record, { p: 'quarantine' }) }, seen));
  for (const tag of ['sp', 'np'] as const) {
    const value = policy[tag];
    if (value !== null && STRENGTH[value] < STRENGTH[p]) {
      drafts.push(draft('dmarc-subdomain-weaker', { ...about, tag: `${tag}=${value}`, policy: `p=${p}`, record: rewriteDmarc(record, { [tag]: undefined }) }, seen));
    }
  }
  if (policy.t === 'y' && p !== 'none') drafts.push(draft('dmarc-testing', { ...about, policy: `p=${p}`, record: rewriteDmarc(record, { t: undefined }) }, seen));
  const historic = HISTORIC.filter((tag) => Object.hasOwn(policy.other, tag));
  if (historic.length > 0) {
    const removed = rewriteDmarc(record, Object.fromEntries(historic.map((tag) => [tag, undefined])));
    drafts.push(draft('dmarc-historic-tags', { ...about, tags: historic.map((tag) => `${tag}=${policy.other[tag] ?? ''}`).join(', '), record: removed }, seen));
  }
  const post = facts.message.fields.find(({ name: field }) => field.toLowerCase() === 'list-post');
  if (p === 'reject' && post !== undefined) drafts.push(draft('dmarc-reject-on-list', about, [...seen, `${post.name}: ${post.value}`]));
  return [...drafts, ...reports(facts, policyDomain, record), ...legacy(facts)];
}

/** rua= and ruf=: RFC 9989 §4.6; others' mailboxes must agree (RFC 9990 §4). */
function reports(facts: Verification, policyDomain: string, record: string): Draft[] {
  const { policy } = facts.dmarc;
  if (policy === null) return [];
  const drafts: Draft[] = [];
  for (const tag of ['rua', 'ruf'] as const) {
    const wrong = reportUris(policy[tag]).find((uri) => !isMailto(uri));
    if (wrong !== undefined) drafts.push(draft('dmarc-rua-malformed', { domain: policyDomain, name: `_dmarc.${policyDomain}`, tag, uri: wrong }, [record]));
  }
  for (const target of reportDomains(policy)) {
    const permit = `${policyDomain}._report._dmarc.${target}`;
    const asked = facts.places.find(({ sought, name }) => sought === 'report-authorization' && canonical(name) === permit);
    if (asked !== undefined && asked.records.length === 0 && (asked.status === 'NXDOMAIN' || asked.status === 'NODATA' || asked.status === 'NOERROR')) {
      drafts.push(draft('dmarc-rua-not-authorized', { domain: policyDomain, target, name: permit, record: 'v=DMARC1' }, [record, `${permit} TXT: ${asked.status}`]));
    }
    const nowhere = facts.places.some(({ sought, belongs, status }) => sought === 'report-mailbox' && belongs === target && (status === 'NXDOMAIN' || status === 'NODATA'));
    if (nowhere) drafts.push(draft('dmarc-rua-no-mailbox', { domain: policyDomain, target }, [record, `${target} MX: 0`]));
  }
  return drafts;
}

/** Receivers that have not moved from RFC 7489 and its public suffix list come to another answer. */
function legacy({ dmarc }: Verification): Draft[] {
  if (dmarc.legacy === null) return [];
  const { result, disposition, organizationalDomain, reason } = dmarc.legacy;
  // Where both say the same word, they differ in what it leads to.
  const said = (word: string, asked: string | null): string => (dmarc.result === result ? `${word} (${asked ?? 'none'})` : word);
  const values = { domain: dmarc.domain, now: said(dmarc.result, dmarc.disposition), before: said(result, disposition) };
  return [draft('dmarc-legacy-differs', { ...values, organization: organizationalDomain }, [dmarc.reason, reason])];
}
