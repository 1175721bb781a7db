// Why a signature does not verify: one draft each, the first cause that applies, in the order in which a verifier meets them (RFC 6376 §6.1).
import type { DkimCheck, Verification } from '../../verify/verification.ts';
import { draft, type Draft } from '../draft.ts';
import { changedBy } from './filters.ts';
import { keyTrouble } from './key.ts';
import { subjectOf } from './subject.ts';

export function failureOf(signature: DkimCheck, facts: Verification): Draft {
  const { domain, selector, algorithm, auid } = signature;
  const subject = subjectOf(signature);
  const about = { domain, selector };
  const say = (code: Draft['code'], values: Record<string, string | number | null> = {}, evidence: (string | null)[] = []): Draft =>
    draft(code, { ...about, ...values }, [...evidence, `d=${domain} s=${selector}: ${signature.reason}`], subject);

  if (signature.result === 'temperror') return say('dkim-temperror', { name: signature.key.name });
  if (signature.tolerant?.result === 'pass') return say('dkim-only-tolerated', {}, [signature.tolerant.reason, signature.field.slice(0, 300)]);
  // RFC 8301 §3.1: MUST NOT be used, whatever its key.
  if (/-sha1$/i.test(algorithm)) return say('dkim-sha1', { algorithm });
  if (domain === '' || selector === '') return say('dkim-signature-syntax', {}, [signature.field.slice(0, 300)]);
  // RFC 6376 §5.4: the From field MUST be signed.
  if (!signature.signedHeaders.some((name) => name.toLowerCase() === 'from')) return say('dkim-from-unsigned', {}, [`h=${signature.signedHeaders.join(':')}`]);
  // RFC 6376 §3.5: i= MUST be d= or below it.
  const auidDomain = auid.slice(auid.lastIndexOf('@') + 1).toLowerCase();
  if (auidDomain !== domain.toLowerCase() && !auidDomain.endsWith(`.${domain.toLowerCase()}`)) return say('dkim-auid-outside', { auid });
  if (signature.expiresAt !== null && Date.parse(signature.expiresAt) < facts.at) return say('dkim-expired', { expired: signature.expiresAt, signed: signature.signedAt });

  const key = keyTrouble(signature, facts);
  if (key !== null) return key;
  return changed(signature, facts, say) ?? (signature.result === 'permerror' ? say('dkim-signature-syntax', {}, [signature.field.slice(0, 300)]) : say('dkim-failed'));
}

/** The key is there and fits, but what it signed is not what arrived (RFC 6376 §6.1.3). */
function changed(signature: DkimCheck, facts: Verification, say: (code: Draft['code'], values?: Record<string, string | null>, evidence?: (string | null)[]) => Draft): Draft | null {
  const { bodyHash, bodyLength, headerIntact, forensics, canonicalization } = signature;
  // RFC 6376 §3.4.5: l= beyond the end of the body.
  if (bodyLength !== null && bodyLength.signed > bodyLength.total) return say('dkim-body-cut', { signed: String(bodyLength.signed), total: String(bodyLength.total) });
  const bodyIntact = bodyHash.computed === null ? null : bodyHash.computed === bodyHash.claimed;
  const proven = forensics?.changes.map(({ where, kind, detail }) => `${where}: ${kind}: ${detail}`) ?? [];
  if (forensics?.keyMatches === false) return say('dkim-wrong-key', { name: signature.key.name }, proven);
  if (bodyIntact !== false && headerIntact !== false) return null;
  const suspect = changedBy(signature, facts);
  const hashes = bodyIntact === false ? `bh=${bodyHash.claimed}, body ${bodyHash.computed ?? ''}` : null;
  const values = { simple: canonicalization.includes('simple') ? canonicalization : null, intact: bodyIntact === false && headerIntact === true ? 'header' : null };
  if (suspect !== null) {
    const { software, setting, host } = suspect;
    return say('dkim-changed-by-filter', { ...values, software, setting, host }, [...proven, hashes, suspect.field]);
  }
  return say(bodyIntact === false ? 'dkim-body-changed' : 'dkim-header-changed', { ...values, fields: signature.signedHeaders.join(', ') }, [...proven, hashes]);
}
