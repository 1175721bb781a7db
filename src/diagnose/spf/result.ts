// What the check came to for this message (RFC 7208 §8), with the address that would have had to be listed and the record that lists it.
import type { Verification } from '../../verify/verification.ts';
import { dynamicName } from '../connection/ptr.ts';
import { draft, type Draft } from '../draft.ts';
import { providerOf } from '../sender-host/providers.ts';
import { correctedRecord } from './corrected.ts';
import { listedAt } from './lists.ts';

export function resultRule(facts: Verification): Draft[] {
  const { result, domain, reason, matched, tree, explanation } = facts.spf.mailFrom;
  const ip = facts.envelope.clientIp;
  const dynamic = dynamicName(facts);
  const listed = result === 'pass' ? null : listedAt(facts, ip);
  const missed = listed === null ? null : `${listed.term.text} in the record of ${listed.node.domain} lists ${ip}, but is not reached`;
  const seen = [tree?.record === null || tree === null ? null : `${domain} TXT ${tree.record}`, missed ?? reason];
  switch (result) {
    case 'pass':
      return [draft('spf-pass', { domain, ip, term: matched?.term ?? '' })];
    case 'temperror':
      return [draft('spf-temperror', { domain }, [reason])];
    case 'permerror':
      return [draft('spf-permerror', { domain, problem: reason }, seen)];
    case 'fail':
    case 'softfail':
    case 'neutral':
      // RFC 7208 lists hosts; an address that belongs to somebody else tomorrow is none.
      return [
        draft(
          `spf-${result}`,
          {
            domain,
            ip,
            term: matched?.term ?? null,
            dynamic: dynamic === null ? null : ip,
            service: providerOf(facts.iprev.name)?.name,
            record: dynamic === null ? correctedRecord(facts) : null,
          },
          [...seen, explanation],
        ),
      ];
    default:
      return [];
  }
}
