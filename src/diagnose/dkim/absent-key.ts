// No key at the name that a signature states: found where people put it by mistake, behind a CNAME that leads nowhere, or not at all.
import type { MisplacedRecord } from '../../verify/verification.ts';
import { draft, withRecords, type Draft } from '../draft.ts';
import type { RecordChange } from '../record-change.ts';
import { isSignedBy, keyFixAt, type KeyUse } from './final-key.ts';
import { shortKey } from './repaired-key.ts';
import type { KeySurroundings } from './key-surroundings.ts';
import { holdsPrivateKey, readPasted } from './key-text.ts';

export function absentKey(
  uses: readonly KeyUse[],
  { places, subject, status, service, other }: KeySurroundings,
): Draft {
  const [use] = uses;
  const { key, domain, selector } = use ?? { key: { name: '' }, domain: '', selector: '' };
  const about = { name: key.name, domain, selector };
  const sought = places.filter(
    (place) => place.sought === 'dkim-key' && place.belongs === key.name,
  );
  const alias =
    sought
      .find((place) => place.type === 'CNAME' && place.records.length > 0)
      ?.records[0]?.replace(/\.$/, '') ?? null;
  const own = [
    alias === null ? `${key.name} TXT: ${status ?? 'no record'}` : `${key.name} CNAME ${alias}`,
  ];
  const found = likeliest(sought, uses);
  if (found !== null) {
    const { record: text, place } = found;
    const gone: RecordChange[] =
      alias === null ? [] : [{ action: 'remove', name: key.name, type: 'CNAME', value: alias }];
    const fix = keyFixAt(key.name, text, uses, gone);
    // A DNS form that appends the domain by itself wants the name without it.
    const entered =
      place.relation === 'domain-twice' ? key.name.slice(0, -domain.length - 1) : null;
    const seen = [`${place.name} TXT ${shortKey(text)}`, ...own];
    return withRecords(
      draft(
        'dkim-key-wrong-name',
        { ...about, found: place.name, entered, alias, record: fix?.record },
        seen,
        subject,
      ),
      fix?.changes ?? [],
    );
  }
  const exposed = sought.find(({ records }) => records.some(holdsPrivateKey));
  if (exposed !== undefined)
    return draft(
      'dkim-key-private',
      { ...about, name: exposed.name },
      [`${exposed.name} TXT: a private key`, ...own],
      subject,
    );
  const microsoft = service.microsoft ?? (isMicrosoft(alias) ? 'Microsoft 365' : null);
  if (alias !== null)
    return draft(
      'dkim-key-dangling',
      { ...about, target: alias, microsoft, provider: service.provider, menu: service.menu },
      own,
      subject,
    );
  const others = sought
    .filter(
      ({ status: answer, type, records }) =>
        type === 'TXT' && (records.length > 0 || answer !== 'NXDOMAIN'),
    )
    .map(lineOf);
  const isOfMicrosoft = microsoft !== null && /^selector[12]$/i.test(selector);
  const values = {
    ...about,
    status,
    other,
    nxdomain: status === 'NXDOMAIN' ? status : null,
    microsoft: isOfMicrosoft ? microsoft : null,
    tenant: isOfMicrosoft ? service.tenant : null,
    dashed: domain.replaceAll('.', '-'),
    google: service.google,
    provider: service.provider,
    menu: service.menu,
    cpanel: service.cpanel,
    plesk: service.plesk,
    zimbra: service.zimbra,
  };
  return draft('dkim-key-missing', values, [...own, ...others], subject);
}

/** The key that the signature was made with, wherever it stands; where that cannot be said, the first one that is none of others'. */
function likeliest(
  places: readonly MisplacedRecord[],
  uses: readonly KeyUse[],
): { place: MisplacedRecord; record: string } | null {
  const keys = places
    .filter(({ type }) => type === 'TXT')
    .flatMap((place) =>
      place.records
        .filter((record) => !holdsPrivateKey(record))
        .map((record) => ({ place, record, answers: uses.map((use) => opens(record, use)) })),
    );
  return (
    keys.find(({ answers }) => answers.includes(true)) ??
    keys.find(({ answers }) => !answers.includes(false)) ??
    null
  );
}

function opens(record: string, use: KeyUse): boolean | null {
  const pasted = readPasted(record);
  return pasted === null ? null : isSignedBy(pasted.key, use);
}

function isMicrosoft(target: string | null): boolean {
  return target !== null && /(?:\.onmicrosoft\.com|\.dkim\.mail\.microsoft)$/i.test(target);
}

function lineOf({ name, type, records, status }: MisplacedRecord): string {
  return `${name} ${type}${records.length === 0 ? `: ${status}` : ` ${shortKey(records[0] ?? '')}`}`;
}
