// The facts about a message that could not be verified because a limit of ours was reached: nothing is said against the sender.
import { noBimi } from './bimi/bimi-check.ts';
import { noTransport } from './transport.ts';
import type { Verification, VerifyInput, SpfCheck } from './verification.ts';

/** Every result undecided, `limit` as the reason. */
export function undecided(
  { envelope, message, host, at }: VerifyInput,
  limit: string,
): Verification {
  const spf = (identity: SpfCheck['identity'], domain: string, sender: string): SpfCheck => ({
    identity,
    result: 'temperror',
    domain,
    sender,
    reason: limit,
    explanation: null,
    matched: null,
    lookups: { count: 0, void: 0, limit: 10 },
    tree: null,
  });
  return {
    at,
    host,
    envelope,
    message: {
      from: null,
      subject: null,
      date: null,
      messageId: null,
      size: message.length,
      sha256: '',
      fields: [],
      authors: [],
      authorProblem: limit,
      longestLine: 0,
      bareLineEnds: 0,
      eightBitHeader: false,
      eightBitBody: false,
      parts: [],
      htmlSize: 0,
      excerpt: '',
    },
    spf: {
      mailFrom: spf(
        'mailfrom',
        envelope.mailFrom.slice(envelope.mailFrom.lastIndexOf('@') + 1),
        envelope.mailFrom,
      ),
      helo: spf('helo', envelope.helo, `postmaster@${envelope.helo}`),
    },
    dkim: [],
    notEvaluated: { dkim: 0, arc: 0 },
    dmarc: {
      evaluated: false,
      result: 'temperror',
      domain: null,
      organizationalDomain: null,
      policyDomain: null,
      record: null,
      policy: null,
      applied: null,
      disposition: null,
      alignment: { spf: null, dkim: [] },
      walk: [],
      reason: limit,
      legacy: null,
    },
    arc: { result: 'temperror', reason: limit, sets: [], oldestPass: null },
    iprev: { result: 'temperror', reason: limit, ip: envelope.clientIp, name: null, names: [] },
    dnsbl: [],
    bimi: noBimi(limit),
    transport: noTransport(),
    spam: [],
    proof: { spf: false, dkim: null },
    organizationalDomains: {},
    places: [],
    dns: [],
    timings: { total: 0 },
    limit,
  };
}
