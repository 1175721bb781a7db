// Who sent and could sign: a mail service that has its own switch for DKIM, or the software of an own server. Told by what the mail
// carries, most telling first; all null for what is not known. What to do there is in the words.
import type { HeaderField } from '../../message/message-facts.ts';
import type { DkimCheck, Verification } from '../../verify/verification.ts';
import { providerOf, providerOfDomain } from '../sender-host/providers.ts';
import { verifiedName } from '../sender-host/sender-host.ts';

export interface SigningService {
  /** "Google Workspace", "Microsoft 365"; null for others. */
  google: string | null;
  microsoft: string | null;
  /** The tenant's first domain, TENANT.onmicrosoft.com, where a signature names it. */
  tenant: string | null;
  /** Another service that signs for its customers, and where that is turned on. */
  provider: string | null;
  menu: string | null;
  cpanel: string | null;
  plesk: string | null;
  zimbra: string | null;
  exim: string | null;
  rspamd: string | null;
  amavis: string | null;
}

const NOBODY: SigningService = {
  google: null,
  microsoft: null,
  tenant: null,
  provider: null,
  menu: null,
  cpanel: null,
  plesk: null,
  zimbra: null,
  exim: null,
  rspamd: null,
  amavis: null,
};

/** Nothing is known of who sends where there is no mail; the selectors of Microsoft 365 are its own. */
export function serviceOfSelector(selector: string, targets: readonly string[]): SigningService {
  const isMicrosoft =
    /^selector[12]$/i.test(selector) &&
    targets.some((target) => /(?:\.onmicrosoft\.com|\.dkim\.mail\.microsoft)$/i.test(target));
  return { ...NOBODY, microsoft: isMicrosoft ? 'Microsoft 365' : null };
}

export function signingService({
  dkim,
  envelope,
  iprev,
  message,
}: Pick<Verification, 'dkim' | 'envelope' | 'iprev' | 'message'>): SigningService {
  const client = verifiedName({ envelope, iprev }) ?? '';
  const signer = (pattern: RegExp): DkimCheck | undefined =>
    dkim.find(({ domain }) => pattern.test(domain));
  const field = (name: RegExp, value = /./s): boolean =>
    message.fields.some((one) => name.test(one.name) && value.test(one.value));
  const tenant = signer(/\.onmicrosoft\.com$/i)?.domain.toLowerCase() ?? null;
  if (client.endsWith('.google.com') || signer(/\.gappssmtp\.com$/i) !== undefined)
    return { ...NOBODY, google: 'Google Workspace' };
  if (tenant !== null || client.endsWith('.outbound.protection.outlook.com'))
    return { ...NOBODY, microsoft: 'Microsoft 365', tenant };
  const provider =
    providerOf(client) ??
    dkim.map(({ domain }) => providerOfDomain(domain)).find((one) => one !== null) ??
    null;
  if (provider !== null) return { ...NOBODY, provider: provider.name, menu: provider.dkim.menu };
  const isExim = field(/^received$/i, /\(Exim [\d.]+/);
  return {
    ...NOBODY,
    // Added by Exim as cPanel configures it.
    cpanel:
      field(/^(?:x-antiabuse|x-get-message-sender-via|x-authenticated-sender)$/i) && isExim
        ? 'cPanel'
        : null,
    plesk: field(/^x-ppp-(?:message-id|vhost)$/i) ? 'Plesk' : null,
    zimbra: isZimbra(message.fields) ? 'Zimbra' : null,
    exim: isExim ? 'Exim' : null,
    rspamd: field(/^(?:x-rspamd-(?:server|queue-id|action)|x-spamd-result)$/i) ? 'rspamd' : null,
    amavis:
      field(/^x-virus-scanned$/i, /amavis/i) || field(/^received$/i, /\(amavis(?:d-new)?,/i)
        ? 'amavis'
        : null,
  };
}

function isZimbra(fields: readonly HeaderField[]): boolean {
  return fields.some(
    ({ name, value }) =>
      (/^(?:x-mailer|user-agent|received|x-virus-scanned)$/i.test(name) &&
        /\bzimbra\b|\bzm-mailbox\b/i.test(value)) ||
      /^x-zimbra-/i.test(name),
  );
}
