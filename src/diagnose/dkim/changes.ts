// What forensics has proven to be changed after signing, as findings: kinds that are repaired in the same way share a code (FORENSICS.md).
// The first proof of each code is told; who did it is only likely, and called that.
import type { BodyKind, HeaderKind } from '../../verify/dkim/forensics/kinds.ts';
import type { DkimCheck, Verification } from '../../verify/verification.ts';
import type { FindingCode } from '../catalog.ts';
import { draft, type Draft } from '../draft.ts';
import { changedBy, listOf } from './suspect.ts';
import { subjectOf } from './subject.ts';

const CODES: Readonly<Record<BodyKind | HeaderKind, FindingCode>> = {
  'lines-appended': 'dkim-body-appended',
  'lines-prepended': 'dkim-body-prepended',
  'lines-inserted': 'dkim-body-inserted',
  'blank-lines-changed': 'dkim-body-white-space',
  'trailing-white-space-changed': 'dkim-body-white-space',
  'tabs-to-spaces': 'dkim-body-white-space',
  'spaces-to-tabs': 'dkim-body-white-space',
  'white-space-changed': 'dkim-body-white-space',
  'line-endings-changed': 'dkim-body-line-ends',
  'dot-stuffing': 'dkim-body-dots',
  'from-escaped': 'dkim-body-from-escaped',
  'from-unescaped': 'dkim-body-from-escaped',
  'transfer-encoding-changed': 'dkim-body-recoded',
  'charset-changed': 'dkim-body-recoded',
  'lines-wrapped': 'dkim-body-rewrapped',
  'lines-joined': 'dkim-body-rewrapped',
  'mime-part-added': 'dkim-body-parts',
  'mime-part-removed': 'dkim-body-parts',
  'mime-header-changed': 'dkim-body-parts',
  'wrapped-in-multipart': 'dkim-body-parts',
  'urls-rewritten': 'dkim-body-links',
  'octets-after-length': 'dkim-body-appended',
  'subject-tag': 'dkim-header-subject',
  'subject-changed': 'dkim-header-subject',
  'field-refolded': 'dkim-header-refolded',
  'field-white-space-changed': 'dkim-header-refolded',
  'field-name-case-changed': 'dkim-header-refolded',
  'signature-refolded': 'dkim-header-refolded',
  'field-removed': 'dkim-header-removed',
  'field-duplicated': 'dkim-header-added',
  'field-added': 'dkim-header-added',
  'fields-reordered': 'dkim-header-added',
  'encoded-word-decoded': 'dkim-header-recoded',
  'encoded-word-encoded': 'dkim-header-recoded',
  'encoded-word-reencoded': 'dkim-header-recoded',
  'encoded-word-charset-changed': 'dkim-header-recoded',
  'display-name-quoted': 'dkim-header-address',
  'display-name-unquoted': 'dkim-header-address',
  'display-name-reencoded': 'dkim-header-address',
  'display-name-changed': 'dkim-header-address',
  'address-case-changed': 'dkim-header-address',
  'address-group-changed': 'dkim-header-address',
  'address-list-changed': 'dkim-header-address',
  'from-rewritten': 'dkim-header-from-rewritten',
  'message-id-rewritten': 'dkim-header-rewritten',
  'date-rewritten': 'dkim-header-rewritten',
  'mime-version-rewritten': 'dkim-header-rewritten',
  'content-type-rewritten': 'dkim-header-rewritten',
  'content-transfer-encoding-rewritten': 'dkim-header-rewritten',
  'field-changed': 'dkim-header-rewritten',
};

/** [] when nothing is proven. */
export function provenChanges(signature: DkimCheck, facts: Verification): Draft[] {
  const { forensics, domain, selector, canonicalization } = signature;
  if (forensics === null || forensics.keyMatches === false) return [];
  const suspect = changedBy(signature);
  const software = suspect?.software ?? null;
  const values = {
    domain,
    selector,
    software,
    host: suspect?.host,
    setting: suspect?.setting,
    list: listOf(signature, facts),
    simple: canonicalization.includes('simple') ? canonicalization : null,
  };
  const told = new Map<FindingCode, Draft>();
  for (const { kind, detail } of forensics.changes) {
    const code = Object.hasOwn(CODES, kind) ? CODES[kind as BodyKind | HeaderKind] : null;
    if (code === null) continue;
    const known = told.get(code);
    const seen = `${kind}: ${detail}`;
    if (known === undefined) told.set(code, draft(code, { ...values, detail }, [seen, suspect?.field], subjectOf(signature)));
    else known.evidence.splice(1, 0, seen);
  }
  return [...told.values()];
}
