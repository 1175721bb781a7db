// Which assertion record a message asks for (draft-brand-indicators-for-message-identification §7.2, BIMI-Selector): the field counts only where a
// signature that passes covers it, else anybody on the way could choose the logo.
import type { HeaderField } from '../../message/message-facts.ts';
import type { DkimCheck } from '../verification.ts';

const SELECTOR =
  /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/;

export function bimiSelector(fields: readonly HeaderField[], dkim: readonly DkimCheck[]): string {
  const field = fields.find(({ name }) => name.toLowerCase() === 'bimi-selector');
  const covered = dkim.some(
    ({ result, signedHeaders }) =>
      result === 'pass' && signedHeaders.some((name) => name.toLowerCase() === 'bimi-selector'),
  );
  if (field === undefined || !covered) return 'default';
  const [, selector = ''] = /^\s*v\s*=\s*BIMI1\s*;\s*s\s*=\s*([^;\s]+)/.exec(field.value) ?? [];
  return SELECTOR.test(selector.toLowerCase()) && selector.length <= 100
    ? selector.toLowerCase()
    : 'default';
}
