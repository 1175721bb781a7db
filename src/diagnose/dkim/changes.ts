// What forensics has proven to be changed after signing, as findings: kinds that are repaired in the same way share a code (FORENSICS.md).
// Changes of one code are one finding, and so is what one act did to several places; who did it is only likely, and called that.
import type { BodyKind, HeaderKind } from '../../verify/dkim/forensics/kinds.ts';
import type { DkimCheck, Verification } from '../../verify/verification.ts';
import type { FindingCode } from '../catalog.ts';
import { draft, type Draft } from '../draft.ts';
import { changeEvidence, changeValues } from './changes-values.ts';
import { sideOf } from './changes-side.ts';
import { suspectOf, type Change } from './suspect.ts';
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
  'signature-value-changed': 'dkim-signature-damaged',
  'body-hash-changed': 'dkim-signature-damaged',
};

/** Fields that a program writes anew together with the text: not an act of their own. */
const WITH_TEXT: Partial<Record<FindingCode, readonly string[]>> = {
  'dkim-body-recoded': [
    'content-transfer-encoding-rewritten',
    'content-type-rewritten',
    'mime-version-rewritten',
  ],
  'dkim-body-parts': [
    'content-transfer-encoding-rewritten',
    'content-type-rewritten',
    'mime-version-rewritten',
    'field-removed',
  ],
};

/** [] when nothing is proven. */
export function provenChanges(signature: DkimCheck, facts: Verification): Draft[] {
  const { forensics } = signature;
  if (forensics === null) return [];
  const groups = new Map<FindingCode, Change[]>();
  for (const change of forensics.changes) {
    const code = Object.hasOwn(CODES, change.kind)
      ? CODES[change.kind as BodyKind | HeaderKind]
      : null;
    // A damaged signature field is told where it is known which tag it was (changes-unproven.ts).
    if (code === null || code === 'dkim-signature-damaged') continue;
    const host =
      [...groups.keys()].find(
        (told) => WITH_TEXT[told]?.includes(change.kind) === true && isMimeField(change),
      ) ?? code;
    groups.set(host, [...(groups.get(host) ?? []), change]);
  }
  const [main] = groups.keys();
  return [...groups].map(([code, changes]) =>
    draftOf(code, changes, { signature, facts, main: main ?? code }),
  );
}

const isMimeField = ({ kind, field = '' }: Change): boolean =>
  kind !== 'field-removed' || /^(?:content-|mime-version)/i.test(field);

function draftOf(
  code: FindingCode,
  changes: readonly Change[],
  { signature, facts, main }: { signature: DkimCheck; facts: Verification; main: FindingCode },
): Draft {
  const [first] = changes;
  const { domain, selector, canonicalization, forensics } = signature;
  const side = first === undefined ? {} : sideOf(signature, facts, first);
  const suspect = first === undefined ? null : suspectOf(signature, first);
  const values = {
    domain,
    selector,
    ...(first === undefined ? {} : changeValues(first)),
    ...side,
    simple: canonicalization.includes('simple') ? canonicalization : null,
    again: code === main ? null : main,
  };
  const seen = [
    ...changes.flatMap(changeEvidence),
    side.software === undefined ? null : (suspect?.field ?? null),
    forensics?.intactAt?.evidence ?? null,
  ];
  return draft(code, values, seen, subjectOf(signature));
}
