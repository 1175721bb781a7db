// The key is there and fits, but what it signed is not what arrived (RFC 6376 §6.1.3): what is proven first, then what is known of the rest.
import type { SuspectKind } from '../../verify/dkim/forensics/kinds.ts';
import type { DkimCheck, Verification } from '../../verify/verification.ts';
import type { FindingCode } from '../catalog.ts';
import { draft, type Draft } from '../draft.ts';
import { isReaders } from '../sender-host/organization.ts';
import { provenChanges } from './changes.ts';
import { sideOfUnknown } from './changes-side.ts';
import { passedBy } from './suspect.ts';
import { subjectOf } from './subject.ts';

/** What gateways leave in a text; it cannot be undone, so it is never proven. */
const MARKS: readonly string[] = [
  'urls-rewritten',
  'attachment-stripped',
  'html-rewritten',
] satisfies SuspectKind[];

type Values = Record<string, string | number | null | undefined>;

/** [] where neither body nor header is known to differ. */
export function changesAfterSigning(signature: DkimCheck, facts: Verification): Draft[] {
  const { bodyLength, forensics } = signature;
  const say = sayOf(signature);
  // RFC 6376 §3.4.5: l= beyond the end of the body.
  if (bodyLength !== null && bodyLength.signed > bodyLength.total)
    return [say('dkim-body-cut', { signed: bodyLength.signed, total: bodyLength.total })];
  const proven = provenChanges(signature, facts);
  if (forensics?.damaged !== undefined) return [damagedSignature(signature, facts), ...proven];
  if (forensics?.opens === false) return [wrongKey(signature), ...proven];
  if (forensics?.emptyBodySigned === true)
    return [
      say('dkim-empty-body-signed', { bh: signature.bodyHash.claimed }, [
        `bh=${signature.bodyHash.claimed}`,
      ]),
      ...proven,
    ];
  return [...proven, ...unexplained(signature, facts)];
}

function sayOf(signature: DkimCheck) {
  const { domain, selector, reason } = signature;
  return (code: FindingCode, values: Values = {}, evidence: (string | null)[] = []): Draft =>
    draft(
      code,
      { domain, selector, ...values },
      [...evidence, `d=${domain} s=${selector}: ${reason}`],
      subjectOf(signature),
    );
}

function damagedSignature(signature: DkimCheck, facts: Verification): Draft {
  const { forensics, key, bodyHash } = signature;
  const hash = forensics?.damaged === 'bh' ? { bh: 'bh=' } : { value: 'b=' };
  const seen =
    forensics?.damaged === 'bh'
      ? [`- bh=${bodyHash.computed ?? ''}`, `+ bh=${bodyHash.claimed}`]
      : [forensics?.decidedBy ?? null];
  return sayOf(signature)(
    'dkim-signature-damaged',
    { ...hash, name: key.name, ...sideOfUnknown(signature, facts) },
    seen,
  );
}

/** b= does not open under the key: another key's, which is decided only by other evidence, or damaged. */
function wrongKey(signature: DkimCheck): Draft {
  const { forensics, key, field } = signature;
  const value =
    /(?:^|;)\s*b\s*=([^;]*)/.exec(field.slice(field.indexOf(':') + 1))?.[1]?.replace(/\s+/g, '') ??
    '';
  const isDecided = forensics?.keyMatches === false;
  const sizes = isDecided
    ? { signedBits: Buffer.from(value, 'base64').length * 8, keyBits: key.bits }
    : {};
  return sayOf(signature)('dkim-wrong-key', { name: key.name, ...sizes }, [
    isDecided ? (forensics.decidedBy ?? null) : null,
  ]);
}

function unexplained(signature: DkimCheck, facts: Verification): Draft[] {
  const { bodyHash, headerIntact, forensics, canonicalization } = signature;
  const say = sayOf(signature);
  const isProven = (where: 'body' | 'header'): boolean =>
    forensics?.changes.some((change) => change.where === where) === true;
  const bodyIntact = isBodyIntact(bodyHash);
  const open = {
    body: bodyIntact === false && !isProven('body'),
    header: headerIntact === false && !isProven('header'),
  };
  // A header signature over a changed bh= cannot be told from one over a changed field; only what is not explained is told.
  if (!open.body && !(open.header && (bodyIntact !== false || forensics !== null))) return [];
  const side = sideOfUnknown(signature, facts);
  const suspect = passedBy(signature, open.body && headerIntact !== false);
  const marks =
    forensics?.suspects
      .filter(({ kind }) => MARKS.includes(kind))
      .map(({ evidence }) => evidence) ?? [];
  const values: Values = {
    ...side,
    simple: canonicalization.includes('simple') ? canonicalization : null,
    intact: bodyIntact === false && headerIntact === true ? 'header' : null,
    certain: forensics?.keyMatches === true ? signature.key.name : null,
    fields: [...new Set(signature.signedHeaders.map((name) => name.toLowerCase()))]
      .slice(0, 8)
      .join(', '),
  };
  const seen = [suspect?.field ?? null, ...marks];
  if (suspect !== null && side.via === undefined && side.elsewhere === undefined) {
    const provider = suspect.host !== null && !isReaders(facts, suspect.host) ? suspect.host : null;
    return [
      say(
        'dkim-changed-by-filter',
        {
          ...values,
          provider,
          software: suspect.software,
          amavis: suspect.isAmavis ? 'amavis' : null,
          host: suspect.host,
        },
        seen,
      ),
    ];
  }
  return [say(open.body ? 'dkim-body-changed' : 'dkim-header-changed', values, seen)];
}

/** Null when nothing is known of the body: its hash is not stated. The padding of one that is may be left out (RFC 6376 §2.10). */
export function isBodyIntact({ claimed, computed }: DkimCheck['bodyHash']): boolean | null {
  const stated = claimed.replace(/=+$/, '');
  return computed === null || stated === '' ? null : computed.replace(/=+$/, '') === stated;
}
