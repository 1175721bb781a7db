// A client of rspamd's HTTP protocol: the message is the body, what is known of the session stands in fields of the request, the answer is JSON.
// The daemon is the operator's, so its address may be private; that it fails is a value.
import { z } from 'zod';
import type { Session } from './as-received.ts';
import { MAX_SYMBOLS, notRun, type SpamCheck } from './spam-check.ts';

const MAX_OCTETS = 4 * 1024 * 1024;
const MAX_ANSWER = 1024 * 1024;

/** What is read of the answer. */
const Answer = z.object({
  is_skipped: z.boolean().default(false),
  score: z.number(),
  required_score: z.number(),
  action: z.string(),
  symbols: z.record(z.string(), z.object({ score: z.number().default(0) })).default({}),
});

/** Actions by which the mail does not reach the inbox as it is. */
const SPAM_ACTIONS = ['reject', 'add header', 'rewrite subject', 'quarantine'];

export async function askRspamd(
  message: Uint8Array,
  session: Session,
  url: string,
  signal: AbortSignal,
): Promise<SpamCheck> {
  if (message.length > MAX_OCTETS)
    return notRun('rspamd', `the message is over ${MAX_OCTETS / 1024 / 1024} MiB`);
  try {
    const response = await fetch(endpointOf(url), {
      method: 'POST',
      body: Buffer.from(message),
      headers: fieldsOf(session),
      redirect: 'error',
      signal,
    });
    const text = await response.text();
    if (!response.ok) return notRun('rspamd', `it answered with HTTP status ${response.status}`);
    if (text.length > MAX_ANSWER) return notRun('rspamd', 'its answer is too long');
    return readAnswer(text);
  } catch (error) {
    if (signal.aborted) return notRun('rspamd', 'it did not answer in time');
    const cause =
      error instanceof Error && error.cause instanceof Error && 'code' in error.cause
        ? String(error.cause.code)
        : '';
    return notRun(
      'rspamd',
      cause === 'ECONNREFUSED'
        ? 'it does not listen there'
        : `it could not be reached${cause === '' ? '' : ` (${cause})`}`,
    );
  }
}

export function endpointOf(url: string): string {
  return url.endsWith('/checkv2') ? url : `${url.replace(/\/+$/, '')}/checkv2`;
}

function fieldsOf({
  clientIp,
  clientName,
  helo,
  mailFrom,
  rcptTo,
}: Session): Record<string, string> {
  const given = {
    IP: clientIp,
    Helo: helo,
    Hostname: clientName ?? '',
    From: mailFrom,
    Rcpt: rcptTo[0] ?? '',
  };
  // Field values are ASCII (RFC 9110 §5.5); what is not is left out rather than changed.
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== '' && /^[!-~ ]{1,998}$/.test(value)),
  );
}

export function readAnswer(text: string): SpamCheck {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return notRun('rspamd', 'its answer is not JSON');
  }
  const parsed = Answer.safeParse(json);
  if (!parsed.success) return notRun('rspamd', 'its answer is not one of rspamd');
  const { is_skipped: skipped, score, required_score: required, action, symbols } = parsed.data;
  // The test string GTUBE is "skipped" too, but with an action.
  if (skipped && action === 'no action') return notRun('rspamd', 'it skipped the message');
  const rules = Object.entries(symbols).map(([name, { score: points }]) => ({
    name: name.slice(0, 80),
    score: points,
  }));
  return {
    engine: 'rspamd',
    result: SPAM_ACTIONS.includes(action) ? 'spam' : 'ham',
    reason: action.slice(0, 40),
    score: Math.round(score * 100) / 100,
    required,
    symbols: rules.toSorted((a, b) => b.score - a.score).slice(0, MAX_SYMBOLS),
  };
}
