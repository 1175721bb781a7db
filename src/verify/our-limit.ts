// The words by which a reason says that a limit of ours stood in the way, and nothing else: then DNS is not to blame, nor the sender
// (RFC 8601 §2.7: temperror). Findings choose their words by it.
import type { DnsStatus } from '../dns/resolver.ts';

/** What every such reason holds. */
export const OUR_LIMIT = 'a limit of this service';

/** Of a DNS question (status BUDGET). */
export const NOT_ASKED = `not asked, ${OUR_LIMIT} was reached`;

/** What became of a question that was not answered. */
export const statusText = (status: DnsStatus): string => (status === 'BUDGET' ? NOT_ASKED : status);

export const isOurLimit = (reason: string): boolean => reason.includes(OUR_LIMIT);
