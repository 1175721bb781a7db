// Whether senders are made to encrypt on the way to the domain: MTA-STS (RFC 8461), DANE (RFC 7672), and reports about it (RFC 8460);
// and whether what is published agrees with the mail hosts.
import type { DomainFacts } from '../../verify/domain/domain-facts.ts';
import { draft, type Draft } from '../draft.ts';

export function transportDrafts(facts: DomainFacts): Draft[] {
  const { status } = facts.route;
  // Without mail hosts there is nothing to protect.
  if (status !== 'found' && status !== 'implicit') return [];
  return [...mtaStsDrafts(facts), ...tlsRptDrafts(facts), ...daneDrafts(facts)];
}

function mtaStsDrafts({ domain, mtaSts: { status, record, policy } }: DomainFacts): Draft[] {
  const name = `_mta-sts.${domain}`;
  if (status === 'temperror')
    return [draft('domain-unchecked', { domain, name, type: 'TXT' }, [], name)];
  if (status === 'none') return [draft('domain-mta-sts-none', { domain })];
  if (status !== 'found' || policy === null)
    return [
      draft(
        'domain-mta-sts-record',
        { domain, name, several: status === 'several' ? name : null, found: record },
        [`${name} TXT ${record ?? ''}`],
      ),
    ];
  const { url, trouble, faults, mode, uncovered } = policy;
  if (trouble !== null)
    return [
      draft('domain-mta-sts-unreachable', { domain, url, trouble }, [
        `${name} TXT ${record ?? ''}`,
        url,
      ]),
    ];
  if (faults.length > 0)
    return [
      draft('domain-mta-sts-policy', { domain, url, fault: faults[0] }, [url, ...faults.slice(1)]),
    ];
  if (mode !== 'enforce')
    return [
      draft(
        'domain-mta-sts-testing',
        { domain, url, mode },
        uncovered.map((host) => `${host} is not covered by mx:`),
      ),
    ];
  if (uncovered.length > 0)
    return uncovered.map((host) =>
      draft(
        'domain-mta-sts-uncovered',
        { domain, url, name: host },
        [`mx: ${policy.mx.join(', ')}`],
        host,
      ),
    );
  return [draft('domain-mta-sts-sound', { domain })];
}

function tlsRptDrafts({
  domain,
  tlsRpt: { status, record, rua },
  mtaSts,
  dane,
}: DomainFacts): Draft[] {
  const name = `_smtp._tls.${domain}`;
  if (status === 'temperror')
    return [draft('domain-unchecked', { domain, name, type: 'TXT' }, [], name)];
  if (status === 'found') return [draft('domain-tls-rpt-sound', { domain, rua: rua.join(', ') })];
  if (status !== 'none')
    return [
      draft(
        'domain-tls-rpt-record',
        { domain, name, several: status === 'several' ? name : null, found: record },
        [`${name} TXT ${record ?? ''}`],
      ),
    ];
  const by = [
    mtaSts.status === 'found' ? 'MTA-STS' : '',
    dane.hosts.some(({ records }) => records.length > 0) ? 'DANE' : '',
  ].filter((word) => word !== '');
  return [draft('domain-tls-rpt-none', { domain, by: by.length === 0 ? null : by.join(', ') })];
}

function daneDrafts({ domain, dane: { validating, hosts } }: DomainFacts): Draft[] {
  const drafts: Draft[] = [];
  const protectedHosts: string[] = [];
  for (const { host, status, records, authenticated, faults } of hosts) {
    if (status !== 'found') continue;
    const seen = records.map((record) => `_25._tcp.${host} TLSA ${record}`);
    const about = { domain, name: host };
    if (!validating) drafts.push(draft('domain-dane-unchecked', about, seen, host));
    else if (!authenticated) drafts.push(draft('domain-dane-unsigned', about, seen, host));
    if (faults.length > 0)
      drafts.push(
        draft(
          'domain-dane-unusable',
          { ...about, fault: faults[0] },
          [...seen, ...faults.slice(1)],
          host,
        ),
      );
    else if (authenticated) protectedHosts.push(host);
  }
  const without = hosts.filter(({ status }) => status === 'none').map(({ host }) => host);
  if (hosts.some(({ status }) => status === 'found') && without.length > 0)
    drafts.push(
      draft(
        'domain-dane-partial',
        { domain, hosts: without.join(', ') },
        without.map((host) => `_25._tcp.${host} TLSA: no record`),
      ),
    );
  if (protectedHosts.length > 0)
    drafts.push(draft('domain-dane-sound', { domain, hosts: protectedHosts.join(', ') }));
  return drafts;
}
