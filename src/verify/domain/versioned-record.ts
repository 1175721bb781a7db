// One TXT record that begins with its version, as MTA-STS (RFC 8461 §3.1) and TLS-RPT (RFC 8460 §3) have it: others at the name are not meant,
// and of several that are, none counts.
import { isTemporary, type Resolver } from '../../dns/resolver.ts';

export interface VersionedRecord {
  status: 'none' | 'found' | 'several' | 'syntax' | 'temperror';
  /** The one record, or the first of several; null without one. */
  record: string | null;
}

export async function versionedRecord(
  name: string,
  version: string,
  grammar: RegExp,
  resolver: Resolver,
): Promise<VersionedRecord> {
  const { status, records } = await resolver.resolve(name, 'TXT');
  if (isTemporary(status)) return { status: 'temperror', record: null };
  const texts = records.map((strings) => strings.join('').slice(0, 4000));
  const meant = texts.filter((text) => text.startsWith(version));
  // Written almost right: told as a mistake, not as nothing.
  const nearly = texts.find((text) =>
    text.replace(/\s+/g, '').toLowerCase().includes(version.toLowerCase()),
  );
  const [first] = meant;
  if (first === undefined)
    return nearly === undefined
      ? { status: 'none', record: null }
      : { status: 'syntax', record: nearly };
  if (meant.length > 1) return { status: 'several', record: first };
  return { status: grammar.test(first) ? 'found' : 'syntax', record: first };
}
