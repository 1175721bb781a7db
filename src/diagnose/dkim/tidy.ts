// A key record that receivers read although it breaks the grammar (RFC 6376 §3.6.1), written as it should be.
import { judgeKeyRecord } from '../../verify/dkim/key-record.ts';
import type { DkimCheck } from '../../verify/verification.ts';
import { readKeyRecord } from './key-record.ts';

/** Null when the record is in order already, or can not be put in order without changing what it says. */
export function tidyKeyRecord({ key }: Pick<DkimCheck, 'key'>): string | null {
  if (key.record === null || judgeKeyRecord(key.record).faults.length === 0) return null;
  const seen = new Set(['v']);
  const rest = readKeyRecord(key.record).parts.filter(({ name }) => /^[a-z][a-z0-9_]*$/.test(name) && !seen.has(name) && seen.add(name) !== undefined);
  const record = ['v=DKIM1', ...rest.map(({ name, value }) => `${name}=${name === 'p' ? value.replace(/\s+/g, '') : value}`)].join('; ');
  return judgeKeyRecord(record).faults.length === 0 ? record : null;
}
