// Both SPF identities of an envelope (RFC 7208 §2.3, §2.4): MAIL FROM, and HELO beside it.
import type { Resolver } from '../../dns/resolver.ts';
import type { Envelope } from '../../message/envelope.ts';
import type { SpfCheck } from '../verification.ts';
import { checkHost, type CheckLimits } from './check-host.ts';

/** Checks MAIL FROM (with a null reverse-path postmaster@HELO) and HELO, the latter with `beside` where it decides nothing. `host` and `at` as in VerifyInput. */
export async function checkSpf(
  envelope: Pick<Envelope, 'clientIp' | 'helo' | 'mailFrom'>,
  { host, at }: { host: string; at: number },
  resolver: Resolver,
  limits: CheckLimits = {},
  beside: Resolver = resolver,
): Promise<{ mailFrom: SpfCheck; helo: SpfCheck }> {
  const common = { ip: envelope.clientIp, helo: envelope.helo, host, at };
  const heloCheck = checkHost(
    { ...common, identity: 'helo', sender: '' },
    envelope.mailFrom === '' ? resolver : beside,
    limits,
  );
  // RFC 7208 §2.4: without a reverse-path both are the same question.
  if (envelope.mailFrom === '') {
    const helo = await heloCheck;
    return { mailFrom: { ...helo, identity: 'mailfrom' }, helo };
  }
  const [mailFrom, helo] = await Promise.all([
    checkHost({ ...common, identity: 'mailfrom', sender: envelope.mailFrom }, resolver, limits),
    heloCheck,
  ]);
  return { mailFrom, helo };
}
