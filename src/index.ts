// The library: the route of a message without the mail server around it.
//
//   import { verify, diagnose, render } from 'mailassay';
//   const facts = await verify(message, { ip: '192.0.2.25', helo: 'mail.example.org', mailFrom: 'news@example.org' });
//   const diagnosis = diagnose(facts);
//   console.log(diagnosis.verdict, render(facts, diagnosis));
//
// What a sender or a zone did wrong is a value in what is returned; what throws is the caller's mistake or a bug.
import type { Diagnosis } from './diagnose/finding.ts';
import type { Resolver } from './dns/resolver.ts';
import { serviceResolver } from './dns/service-resolver.ts';
import { canonicalAddress } from './message/ip-address.ts';
import { addressLiteral, savedMessage } from './message/saved-message.ts';
import { makeReport } from './report/make.ts';
import { type Format, renderReport, type RenderReportOptions } from './report/render.ts';
import type { Language } from './message/requested-reply.ts';
import type { Envelope } from './message/envelope.ts';
import type { Report } from './report/report.ts';
import { systemClock } from './runtime/clock.ts';
import { randomIds } from './runtime/ids.ts';
import { version } from './runtime/version.ts';
import type { Verification } from './verify/verification.ts';
import { verify as verifyMessage } from './verify/verify.ts';

export { diagnose } from './diagnose/diagnose.ts';
export type {
  Diagnosis,
  Finding,
  Method,
  Severity,
  Standing,
  Verdict,
} from './diagnose/finding.ts';
export type { DnsAnswer, DnsStatus, RecordData, RecordType, Resolver } from './dns/resolver.ts';
export { zoneResolver } from './dns/zone.ts';
export type { MethodName } from './report/outcomes.ts';
export type { Format } from './report/render.ts';
export type { FindingReport, Report } from './report/report.ts';
export { reportSchema } from './report/schema.ts';
export type { Verification } from './verify/verification.ts';
export { version };

/** How the message was received. */
export interface Session {
  /** The client's address, IPv4 or IPv6: what SPF and reverse DNS are about. */
  ip: string;
  /** The name said in EHLO or HELO; default: the address as a literal (RFC 5321 §4.1.3). */
  helo?: string | undefined;
  /** The reverse-path without angle brackets; default '' is the null reverse-path of bounces. */
  mailFrom?: string | undefined;
  /** Recipients; without any nothing is said about TLS, since nothing is known of the session. */
  rcptTo?: readonly string[] | undefined;
  /** null: the session was in clear text. */
  tls?: { version: string; cipher: string } | null | undefined;
  /** The moment of receipt, for expiry of signatures; default: now. */
  at?: Date | undefined;
  /** The receiver's name: authserv-id of Authentication-Results (RFC 8601 §2.5), %{r} of SPF; default: localhost. */
  host?: string | undefined;
  /** Who answers DNS questions; default: the servers of `dnsServers`. See `zoneResolver` for tests without a network. */
  resolver?: Resolver | undefined;
  /** `ip`, `ip:port` or `[ip6]:port`; default: the system's. */
  dnsServers?: readonly string[] | undefined;
}

/** A message that a mail server would refuse before looking at it (SECURITY.md §1): NUL, too many header fields, too large, empty. */
export class UnusableMessage extends Error {
  override readonly name = 'UnusableMessage';
}

/**
 * Judges SPF (MAIL FROM and HELO), every DKIM signature, DMARC (RFC 9989), ARC and reverse DNS of one message. States facts and has no
 * opinion: `diagnose` has. Asks at most 60 DNS questions in at most 20 s. LF line ends are taken as CRLF, a string as UTF-8.
 * Throws `UnusableMessage`, or TypeError when the session is not one.
 */
export async function verify(
  message: Uint8Array | string,
  session: Session,
): Promise<Verification> {
  const { bytes, problem } = savedMessage(
    typeof message === 'string' ? Buffer.from(message, 'utf8') : message,
  );
  if (bytes === null) throw new UnusableMessage(`the message ${problem}`);
  const { host = 'localhost', at, resolver, dnsServers = [] } = session;
  const input = {
    message: bytes,
    envelope: envelopeOf(session),
    host,
    at: at?.getTime() ?? systemClock.now(),
    organizationsOf: [],
  };
  if (Number.isNaN(input.at)) throw new TypeError('at: not a date');
  if (resolver !== undefined) return await verifyMessage(input, resolver, systemClock);
  const own = serviceResolver({ servers: dnsServers, zoneCounts: null, clock: systemClock });
  try {
    return await verifyMessage(input, own, systemClock);
  } finally {
    await own[Symbol.asyncDispose]();
  }
}

function envelopeOf({ ip, helo, mailFrom = '', rcptTo = [], tls = null }: Session): Envelope {
  const clientIp = canonicalAddress(ip);
  if (clientIp === null) throw new TypeError(`ip: not an IPv4 or IPv6 address: ${ip}`);
  if (/[\0\r\n]/.test(mailFrom + (helo ?? '')))
    throw new TypeError('helo and mailFrom must not hold line ends or NUL');
  return {
    clientIp,
    clientName: null,
    helo: helo ?? addressLiteral(clientIp),
    mailFrom: mailFrom.replace(/^<(.*)>$/, '$1'),
    rcptTo: [...rcptTo],
    tls,
    smtputf8: false,
  };
}

export interface ReportOptions {
  /** Of the words; default: en. */
  language?: Language | undefined;
  /** Default: 128 random bits as 26 letters and digits. */
  id?: string | undefined;
}

/** The report as JSON value of schema mailassay-report/1 (`mailassay/schema`): facts, findings with their words, header fields. */
export function toReport(
  verification: Verification,
  diagnosis: Diagnosis,
  { language = 'en', id = randomIds.next() }: ReportOptions = {},
): Report {
  return makeReport({
    id,
    receivedAt: verification.at,
    language,
    verification,
    diagnosis,
    response: { decision: 'none', reason: 'saved-message', sentAt: null },
    service: { version, host: verification.host, link: null },
  });
}

export interface RenderOptions extends ReportOptions, RenderReportOptions {
  /** Default: text. */
  format?: Format | undefined;
}

/** The report in a layout: text, json, junit, sarif, port25, sendmail, elandsys or headers; LF line ends. */
export function render(
  verification: Verification,
  diagnosis: Diagnosis,
  { format = 'text', language, id, ...options }: RenderOptions = {},
): string {
  return renderReport(toReport(verification, diagnosis, { language, id }), format, options);
}
