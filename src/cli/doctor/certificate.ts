// The certificate of STARTTLS: the files that are set (RFC 5280 §4.1.2.5), and the one that the listener shows. Senders that find
// an MTA-STS policy (RFC 8461 §4.2) refuse to deliver with one that has ended, that nobody signed or that is for another name.
import { X509Certificate } from 'node:crypto';
import { loadCertificate } from '../../service/certificate.ts';
import { StartupError } from '../../runtime/startup-error.ts';
import { type Check, not, note, ok, type DoctorContext } from './check.ts';
import type { Visit } from './smtp-visit.ts';

const DAY_MS = 86_400_000;
const SOON_MS = 14 * DAY_MS;
/** Certificates of a week are renewed in its second half. */
const WEEK_MS = 7 * DAY_MS;
const SOON_OF_WEEK_MS = 3 * DAY_MS;

const RENEW = 'renew it, and let the renewal send SIGHUP to the service';

export async function certificateChecks(context: DoctorContext, visit: Visit): Promise<Check[]> {
  const { settings, clock } = context;
  const { tlsCert } = settings;
  if (visit.tls === 'failed')
    return [not('tls', 'the listener offers STARTTLS, but the TLS handshake fails: see its log')];
  if (tlsCert === undefined) {
    const shown =
      visit.certificate === null
        ? []
        : [endCheck(visit.certificate, clock.now(), 'the certificate of SMTP')].filter(isWrong);
    return [
      ...shown,
      note(
        'tls',
        'TLS_CERT is not set: the certificate of SMTP is one that the service signed itself, which is enough for mail, but not for MTA-STS',
      ),
    ];
  }
  let file: X509Certificate;
  try {
    file = new X509Certificate((await loadCertificate(settings, clock)).cert);
  } catch (error) {
    if (error instanceof StartupError)
      return [not('tls', `${error.message}: mend TLS_CERT, TLS_KEY`)];
    throw error;
  }
  const served = visit.certificate;
  const isAnother = served !== null && served.fingerprint256 !== file.fingerprint256;
  const what = `the certificate of SMTP (${tlsCert})`;
  const checks = [
    ...faultsOf(file, context, what),
    ...(isAnother ? faultsOf(served, context, 'the certificate that the service shows') : []),
    ...(isAnother
      ? [
          note(
            'tls',
            `the service shows another certificate than that in ${tlsCert}: send it SIGHUP`,
          ),
        ]
      : []),
  ];
  return checks.length > 0 ? checks : [endCheck(file, clock.now(), what)];
}

function faultsOf(
  certificate: X509Certificate,
  { settings, clock }: DoctorContext,
  what: string,
): Check[] {
  return [
    endCheck(certificate, clock.now(), what),
    selfSignedCheck(certificate, what),
    nameCheck(certificate, settings.hostname, what),
  ].filter(isWrong);
}

const isWrong = (check: Check | null): check is Check => check !== null && check.status !== 'ok';

/** Whether it is valid now, and for how long. */
export function endCheck(certificate: X509Certificate, now: number, what: string): Check {
  const from = Date.parse(certificate.validFrom);
  const to = Date.parse(certificate.validTo);
  const day = new Date(to).toISOString().slice(0, 10);
  if (to <= now) return not('tls', `${what} expired on ${day}: ${RENEW}`);
  if (from > now)
    return not(
      'tls',
      `${what} is valid only from ${new Date(from).toISOString().slice(0, 10)}: check the clock, or get another`,
    );
  const days = Math.floor((to - now) / DAY_MS);
  const soon = to - from <= WEEK_MS ? SOON_OF_WEEK_MS : SOON_MS;
  if (to - now < soon)
    return not(
      'tls',
      `${what} expires on ${day}, in ${days === 1 ? '1 day' : `${days} days`}: ${RENEW}`,
    );
  return ok('tls', `${what} is valid until ${day}`);
}

/** RFC 5280 §3.2: self-signed is what its own key signed. */
function selfSignedCheck(certificate: X509Certificate, what: string): Check | null {
  const isSelfSigned =
    certificate.issuer === certificate.subject && certificate.verify(certificate.publicKey);
  return isSelfSigned
    ? not(
        'tls',
        `${what} is self-signed, so no sender can verify it: get one from a certification authority, such as Let's Encrypt`,
      )
    : null;
}

function nameCheck(certificate: X509Certificate, hostname: string, what: string): Check | null {
  if (certificate.checkHost(hostname) !== undefined) return null;
  const names = (certificate.subjectAltName ?? certificate.subject)
    .replace(/DNS:/g, '')
    .replace(/[^ -~]+/g, ' ')
    .slice(0, 120);
  return not('tls', `${what} is for ${names}, not for ${hostname}: get one for ${hostname}`);
}
