// Whether the DMARC record that applies has something that its owner will want to change: then it matters whether its name is an alias.
import type { DmarcCheck } from '../verification.ts';

export function mayChange({ policy, result }: DmarcCheck): boolean {
  if (policy === null) return false;
  const { p, rua, ruf, other, adkim, aspf } = policy;
  const isStrict = result === 'fail' && (adkim === 's' || aspf === 's');
  const isBlind = (p ?? 'none') === 'none' && rua === null;
  const uris = [rua, ruf].flatMap((list) => (list === null ? [] : list.split(',')));
  return (
    isStrict ||
    isBlind ||
    ['pct', 'rf', 'ri'].some((tag) => Object.hasOwn(other, tag)) ||
    uris.some((uri) => !/^\s*mailto:[^@\s]+@[^@\s]+\s*$/i.test(uri))
  );
}
