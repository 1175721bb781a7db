// The report addresses as they should be: corrected where it is plain what was meant, left out where nothing can be delivered
// (RFC 9989 §4.6, RFC 9990 §4).
import type { Verification } from '../../verify/verification.ts';
import { isMailto } from './uris.ts';

const ADDRESS = '[^@\\s,;:!/=]+@[a-z0-9_-]+(?:\\.[a-z0-9_-]+)+';
/** An address with no scheme, or with one that is misspelt: `maito:`, `mailto=`, `mailto//`. */
const NEARLY = new RegExp(`^(?:m?a?i?l?t?o?[a-z]{0,2}[:=/]{1,3})?(${ADDRESS})$`, 'i');

/** Undefined where no address is left. */
export function repairedUris(
  list: string | undefined,
  facts: Verification,
  owner: string,
): string | undefined {
  const each = correctedUris(list).filter((uri) => !isNowhere(uri, facts, owner));
  return each.length === 0 ? undefined : each.join(',');
}

/** Each once, also those that nothing can be delivered to. */
export function correctedUris(list: string | undefined): string[] {
  const uris = (list ?? '')
    .replace(/\s*([:@])\s*/g, '$1')
    .split(/[\s,;]+/)
    .flatMap((text) => repairedUri(text.replace(/^[<("']+|[>)"']+$/g, '')) ?? []);
  return [...new Set(uris)];
}

function repairedUri(text: string): string | null {
  if (isMailto(text)) return text;
  const address = NEARLY.exec(text)?.[1];
  return address === undefined ? null : `mailto:${address}`;
}

/** The domain of the address takes no mail. */
function isNowhere(uri: string, { places }: Verification, owner: string): boolean {
  const target = uri
    .slice(uri.lastIndexOf('@') + 1)
    .replace(/!.*$/, '')
    .toLowerCase();
  return (
    target !== owner &&
    places.some(
      ({ sought, belongs, status }) =>
        sought === 'report-mailbox' &&
        belongs === target &&
        (status === 'NXDOMAIN' || status === 'NODATA'),
    )
  );
}
