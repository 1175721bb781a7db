// The DMARC result (RFC 9989 §5.3.5, §5.3.6) of a policy and the identifiers that SPF and DKIM brought.
import type { DmarcResult } from '../verification.ts';
import type { Applied, Discovery } from './discovery.ts';

/** An identifier and what is known of it. */
export interface Identifier {
  domain: string;
  /** SPF or DKIM passed: an Authenticated Identifier (RFC 9989 §4.3). */
  authenticated: boolean;
  /** The check could not be made: it might have passed. */
  undecided: boolean;
  /** A limit of ours was the reason. */
  isLimited: boolean;
  /** Null when the walk failed. */
  aligned: boolean | null;
}

/**
 * `applied` is null when the existence of the author domain is not known and np= differs. `unseen`: signatures that were not
 * evaluated could align.
 */
export function dmarcResult(
  discovery: Discovery,
  applied: Applied | null,
  identifiers: readonly Identifier[],
  unseen: boolean,
): DmarcResult {
  if (discovery.kind === 'unknown') return 'temperror';
  if (discovery.kind !== 'found') return 'none';
  if (identifiers.some(({ authenticated, aligned }) => authenticated && aligned === true))
    return 'pass';
  // RFC 9989 §5.3.6: what could not be looked up might have made it pass.
  const isOpen =
    unseen ||
    applied === null ||
    identifiers.some(
      ({ authenticated, undecided, aligned }) =>
        (authenticated && aligned === null) || (undecided && aligned !== false),
    );
  return isOpen ? 'temperror' : 'fail';
}
