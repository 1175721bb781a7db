// The message as octets: what relays on the way will change, and with it break the signature (RFC 5322 §2.1.1, §2.2; RFC 6532).
import type { Verification } from '../../verify/verification.ts';
import { draft, type Draft } from '../draft.ts';

/** RFC 5322 §2.1.1, without CRLF. */
const MAX_LINE_LENGTH = 998;
/** Gmail cuts what it shows at 102 kB of HTML. */
const CLIPPED = 102 * 1024;

export function octetsRule({ message, envelope, limit }: Verification): Draft[] {
  const drafts: Draft[] = [];
  if (message.eightBitHeader && !envelope.smtputf8) {
    const field = message.fields.find(({ value }) => /[^\0-\x7f]/.test(value));
    drafts.push(
      draft('message-8bit-header', { field: field?.name ?? null }, [
        field === undefined ? null : `${field.name}: ${field.value.slice(0, 150)}`,
      ]),
    );
  }
  if (message.longestLine > MAX_LINE_LENGTH)
    drafts.push(
      draft('message-long-line', { octets: message.longestLine, limit: MAX_LINE_LENGTH }),
    );
  if (message.bareLineEnds > 0)
    drafts.push(draft('message-bare-line-ends', { count: message.bareLineEnds }));
  if (message.htmlSize > CLIPPED)
    drafts.push(
      draft('message-html-clipped', { kilobytes: Math.ceil(message.htmlSize / 1024), limit: 102 }),
    );
  if (limit !== null) drafts.push(draft('message-incomplete-check', {}, [limit]));
  return drafts;
}
