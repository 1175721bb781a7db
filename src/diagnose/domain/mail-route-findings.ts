// Where mail for the domain goes (RFC 5321 §5.1, RFC 7505), and whether anybody can deliver there.
import type { DomainFacts, MailHost, MailRoute } from '../../verify/domain/domain-facts.ts';
import { draft, withRecords, type Draft } from '../draft.ts';
import { canonical } from '../evidence.ts';
import { sendsMail } from './sends.ts';

export function routeDrafts(facts: DomainFacts): Draft[] {
  const { domain, route } = facts;
  switch (route.status) {
    case 'absent':
    case 'temperror':
      return [
        route.status === 'absent'
          ? draft('domain-absent', { domain }, [`${domain} MX: NXDOMAIN`])
          : draft('domain-unchecked', { domain, name: domain, type: 'MX' }),
      ];
    case 'none':
    case 'null':
      if (!sendsMail(facts)) return [draft('domain-parked', { domain })];
      return nowhereDrafts(domain, route);
    case 'implicit': {
      const addresses = route.hosts.flatMap((host) => host.addresses).join(', ');
      return [
        draft('domain-no-mx', { domain, addresses }, [
          `${domain} MX: no record`,
          `${domain} A ${addresses}`,
        ]),
      ];
    }
    case 'found':
      return hostsDrafts(
        domain,
        route,
        facts.dns.find(({ name, type }) => type === 'MX' && canonical(name) === canonical(domain))
          ?.answers ?? [],
      );
  }
}

/** A domain that mail is sent from and none can be sent to; said of mails as well. */
export function nowhereDrafts(domain: string, { status }: Pick<MailRoute, 'status'>): Draft[] {
  if (status === 'absent') return [draft('domain-absent', { domain }, [`${domain} MX: NXDOMAIN`])];
  if (status === 'null') return [draft('domain-null-mx', { domain }, [`${domain} MX 0 .`])];
  return status === 'none'
    ? [
        draft('domain-no-mail-server', { domain }, [
          `${domain} MX: no record`,
          `${domain} A, AAAA: no record`,
        ]),
      ]
    : [];
}

function hostsDrafts(
  domain: string,
  { hosts, mixed }: MailRoute,
  mxAnswers: readonly string[],
): Draft[] {
  const names = hosts.map(({ name }) => name).join(', ');
  const drafts: Draft[] = [];
  if (mixed) drafts.push(mixedDraft(domain, hosts, nullMxLine(mxAnswers)));
  if (hosts.every(({ status }) => status === 'none' || status === 'address'))
    drafts.push(
      draft('domain-no-mail-server', { domain, hosts: names }, hosts.map(mxLine(domain))),
    );
  for (const host of hosts) drafts.push(...hostDrafts(domain, host));
  return drafts.length > 0 ? drafts : [draft('domain-mx-sound', { domain, hosts: names })];
}

/** `line` is the record that says so, as DNS holds it: its preference may be any number (RFC 7505 §3). */
export function mixedDraft(
  domain: string,
  hosts: readonly Pick<MailHost, 'name' | 'preference'>[],
  line: string,
): Draft {
  const one = draft('domain-null-mx-mixed', { domain, line: `${domain}. IN MX ${line}` }, [
    `${domain} MX ${line}`,
    ...hosts.map(mxLine(domain)),
  ]);
  return withRecords(one, [{ action: 'remove', name: domain, type: 'MX', value: line }]);
}

/** The null MX of a domain among the recorded answers. */
export function nullMxLine(answers: readonly string[]): string {
  const preference = answers
    .map((answer) => /^\s*(\d+)\s*\.?\s*$/.exec(answer)?.[1])
    .find((found) => found !== undefined);
  return `${preference ?? '0'} .`;
}

export function addressDraft(domain: string, host: Pick<MailHost, 'name' | 'preference'>): Draft {
  return draft('domain-mx-address', { domain, address: host.name }, [mxLine(domain)(host)]);
}

function hostDrafts(domain: string, host: MailHost): Draft[] {
  const { name, status, alias } = host;
  const addresses = host.addresses.join(', ');
  const seen = mxLine(domain)(host);
  const drafts: Draft[] = [];
  if (status === 'address') return [addressDraft(domain, host)];
  if (status === 'temperror')
    return [draft('domain-unchecked', { domain, name, type: 'A, AAAA' }, [seen], name)];
  if (alias !== null)
    drafts.push(
      draft(
        'domain-mx-alias',
        { domain, name, target: alias },
        [seen, `${name} CNAME ${alias}`],
        name,
      ),
    );
  if (status === 'none')
    drafts.push(
      draft('domain-mx-no-address', { domain, name }, [seen, `${name} A, AAAA: no record`], name),
    );
  if (status === 'private')
    drafts.push(
      draft(
        'domain-mx-private',
        { domain, name, addresses },
        [seen, `${name} A ${addresses}`],
        name,
      ),
    );
  return drafts;
}

const mxLine =
  (domain: string) =>
  ({ name, preference }: Pick<MailHost, 'name' | 'preference'>): string =>
    `${domain} MX ${preference} ${name}`;
