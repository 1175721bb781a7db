// What a domain publishes, without any message (the domain check): the tree of its SPF record with its cost. No term is tested;
// names that a message would have to fill in stay unknown.
import type { Resolver } from '../../dns/resolver.ts';
import type { SpfNode } from '../verification.ts';
import { fetchRecord } from './fetch-record.ts';
import { addUpCost, bareNode, recordNode } from './node.ts';
import { openSession } from './check-session.ts';
import { survey } from './expand-tree.ts';

/** Reads the whole tree of a domain (U- or A-labels). Null when it is no domain name (RFC 7208 §4.3). */
export async function readTree(
  domain: string,
  resolver: Resolver,
  limits: { records?: number; time?: number } = {},
): Promise<SpfNode | null> {
  // The address, sender and moment are never looked at: only %{d} is expanded.
  const session = openSession(
    { identity: 'mailfrom', ip: '0.0.0.0', domain, sender: '', helo: '', host: '', at: 0 },
    resolver,
  );
  const { name } = session.domain;
  if (name === null) return null;
  const fetched = await fetchRecord(name, resolver);
  const root =
    fetched.status === 'found'
      ? recordNode(name, session.parse(fetched.text ?? ''))
      : bareNode(name, fetched.status);
  await survey(session, root, {
    records: limits.records ?? 50,
    time: limits.time ?? 10_000,
    expands: (spec) => [...spec.letters].every((letter) => letter === 'd'),
  });
  addUpCost(root, (text) => session.parse(text));
  return root;
}
