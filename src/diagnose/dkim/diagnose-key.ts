// Opinions about a published key that no signature is known of: the rules of a key, and that it is sound where they have nothing to say.
import type { KeyFacts } from '../../verify/dkim/published-key.ts';
import { type CheckResult, checkResult } from '../domain/diagnose-domain.ts';
import { draft, withRecords, type Draft } from '../draft.ts';
import { findingsOf } from '../findings.ts';
import { keyFix, type KeyUse } from './final-key.ts';
import { keyStatus } from './key-findings.ts';
import { shortKey } from './repaired-key.ts';
import { keyQuality, repairedQuality } from './quality.ts';
import { serviceOfSelector } from './signing-service.ts';

const ABSENT = ['NXDOMAIN', 'NODATA', 'BADNAME'];

export function diagnoseKey(facts: KeyFacts): CheckResult {
  const { selector, domain, status, key, places, faults } = facts;
  const about = { name: key.name, selector, domain };
  // Nothing is known; that there is no key is known.
  if (status !== 'NOERROR' && !ABSENT.includes(status))
    return checkResult(findingsOf([draft('dkim-key-unchecked', { ...about, status })]), true);
  const seen = [`${key.name} TXT ${shortKey(key.record ?? '')}`, ...faults];
  const uses: KeyUse[] = [{ key, selector, domain, algorithm: null, auid: null, field: null }];
  const targets = places.filter(({ type }) => type === 'CNAME').flatMap(({ records }) => records);
  const problem = keyStatus(uses, {
    places,
    subject: '',
    status,
    service: serviceOfSelector(selector, targets),
    other: null,
  });
  const quality = keyQuality(uses, '');
  if (problem !== null)
    return checkResult(findingsOf([problem, ...quality, ...repairedQuality(problem)]), false);
  // RFC 6376 §6.1.2: a strict reader ignores a record that breaks the grammar anywhere.
  if (faults.length > 0) {
    const fix = keyFix(uses);
    const broken = withRecords(
      draft(
        'dkim-key-syntax',
        { ...about, reason: faults[0], foreign: key.alias, record: fix?.record },
        seen,
      ),
      fix?.changes ?? [],
    );
    return checkResult(findingsOf([broken, ...quality]), false);
  }
  const type = key.type === 'ed25519' ? 'Ed25519' : 'RSA';
  const drafts: Draft[] = [draft('dkim-key-sound', { ...about, type, bits: key.bits }), ...quality];
  if (key.type === 'ed25519') drafts.push(draft('dkim-ed25519-alone', about, seen));
  return checkResult(findingsOf(drafts), false);
}
