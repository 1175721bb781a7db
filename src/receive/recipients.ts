// Which answer a recipient asks for (DESIGN.md §2), or why it is refused (SECURITY.md §3: only our addresses, no relaying in any
// spelling). Pure: whether a token is known and what becomes of the mail are others' questions.
import { domainToASCII } from 'node:url';
import { ID_PATTERN } from '../runtime/ids.ts';
import type { AddressKind, RequestedReply } from '../message/requested-reply.ts';
import type { SmtpReply } from '../message/smtp-reply.ts';
import type { Path } from './path.ts';
import { reply } from './reply.ts';

/** The settings that say what is ours. */
export interface Ours {
  domain: string;
  acceptDomains?: string[] | undefined;
  /** Where mail for postmaster@ and abuse@ is forwarded; without it they are refused. */
  postmaster?: string | undefined;
  /** Every recipient of every domain is taken, as one that asks for the report: for `probe --local`, which mails nothing. */
  takesAll?: boolean | undefined;
}

export type RecipientReading =
  | { answer: RequestedReply; refusal: null }
  | { answer: null; refusal: SmtpReply };

const NAMES: ReadonlyMap<string, AddressKind> = new Map([
  ['test', 'test'],
  ['check-auth', 'check-auth'],
  ['check-auth2', 'check-auth2'],
  ['sa-test', 'sa-test'],
  ['assert', 'assert'],
]);

/** Also for a well-formed token that nobody knows (any more). */
export const UNKNOWN_TEST: SmtpReply = reply(
  550,
  '5.1.1 This test address is unknown or has expired',
);

const refuse = (code: number, line: string): RecipientReading => ({
  answer: null,
  refusal: reply(code, line),
});

/** As A-labels in lower case; '' for what is no name. */
function canonical(domain: string): string {
  return /^[\x21-\x7e]+$/.test(domain) ? domain.toLowerCase() : domainToASCII(domain);
}

function isOurs(domain: string, ours: Ours): boolean {
  return (
    domain === ours.domain ||
    domain.endsWith(`.${ours.domain}`) ||
    (ours.acceptDomains ?? []).includes(domain)
  );
}

/** USER@DOMAIN of `check-auth-USER=DOMAIN`; the domain begins behind the last equals sign, as local parts may hold one (VERP). */
function readRedirect(encoded: string): string | null {
  const at = encoded.lastIndexOf('=');
  const user = encoded.slice(0, at);
  const domain = encoded.slice(at + 1).toLowerCase();
  const isUser =
    /^[A-Za-z0-9!#$&'*+/=?^_{}~-]+(?:\.[A-Za-z0-9!#$&'*+/=?^_{}~-]+)*$/.test(user) &&
    user.length <= 64;
  const isDomain =
    /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])$/.test(
      domain,
    ) && domain.length <= 253;
  return at > 0 && isUser && isDomain ? `${user}@${domain}` : null;
}

/** Takes `+id +en +json +brief` off the end, in any order; of two languages the last one counts. */
function takeSuffixes(
  local: string,
): { base: string } & Pick<RequestedReply, 'language' | 'json' | 'brief'> {
  const taken = {
    base: local,
    language: null as RequestedReply['language'],
    json: false,
    brief: false,
  };
  for (;;) {
    const at = taken.base.lastIndexOf('+');
    const word = at === -1 ? '' : taken.base.slice(at + 1).toLowerCase();
    if (word === 'id' || word === 'en') taken.language ??= word;
    else if (word === 'json') taken.json = true;
    else if (word === 'brief') taken.brief = true;
    else return taken;
    taken.base = taken.base.slice(0, at);
  }
}

/** `autorespond` with `+dkim` or `+spf`, which may stand anywhere among the suffixes. */
function readAutorespond(local: string): { kind: AddressKind; rest: string } | null {
  const [name, ...words] = local.toLowerCase().split('+');
  if (name !== 'autorespond') return null;
  const method = words.find((word) => word === 'dkim' || word === 'spf');
  const rest = ['autorespond', ...words.filter((word) => word !== method)].join('+');
  return {
    kind:
      method === 'dkim' ? 'autorespond-dkim' : method === 'spf' ? 'autorespond-spf' : 'autorespond',
    rest,
  };
}

/** The answer that a local part asks for, without its recipient text; null for one that is not ours. */
function readLocalPart(local: string): Omit<RequestedReply, 'recipient'> | null {
  const autorespond = readAutorespond(local);
  const { base, language, json, brief } = takeSuffixes(autorespond?.rest ?? local);
  const asked = { language, json, brief, redirectTo: null, token: null };
  const name = base.toLowerCase();

  if (autorespond !== null)
    return name === 'autorespond' ? { kind: autorespond.kind, ...asked } : null;
  const kind = NAMES.get(name);
  if (kind !== undefined) return { kind, ...asked };
  if (name.startsWith('t-') && ID_PATTERN.test(name.slice(2)))
    return { kind: 'page', ...asked, token: name.slice(2) };
  if (name.startsWith('check-auth-')) {
    const redirectTo = readRedirect(base.slice('check-auth-'.length));
    return redirectTo === null ? null : { kind: 'check-auth-user', ...asked, redirectTo };
  }
  return null;
}

/** Reads one recipient; `answer.recipient` is the path as sent. Refusals are 550 with 5.1.1 (no such address here) or 5.7.1 (not ours). */
export function readRecipient(path: Path, ours: Ours): RecipientReading {
  if (ours.takesAll === true) {
    const asked = readLocalPart(path.local) ?? {
      kind: 'test',
      language: null,
      json: false,
      brief: false,
      redirectTo: null,
      token: null,
    };
    return { answer: { ...asked, recipient: path.text }, refusal: null };
  }
  // RFC 5321 §3.6.1, appendix F.2: routing through others is not done, in whatever notation it is asked for.
  if (path.hasRoute || /[%!@]/.test(path.local))
    return refuse(550, '5.7.1 No relaying: source routes are not followed');
  const domain = path.domain === null ? ours.domain : canonical(path.domain);
  if (!isOurs(domain, ours))
    return refuse(550, `5.7.1 No relaying: this host takes mail for ${ours.domain} only`);

  const local = path.local.toLowerCase();
  if (local === 'postmaster' || (local === 'abuse' && path.domain !== null)) {
    // RFC 5321 §4.5.1 wants a postmaster; where the operator names none, saying so beats losing the mail.
    if (ours.postmaster === undefined) return refuse(550, `5.1.1 No such mailbox: ${local}`);
    return {
      answer: {
        kind: 'postmaster',
        recipient: path.text,
        language: null,
        json: false,
        brief: false,
        redirectTo: null,
        token: null,
      },
      refusal: null,
    };
  }
  if (path.domain === null)
    return refuse(501, '5.1.3 Syntax of the recipient address: RCPT TO:<local-part@domain>');

  const asked = readLocalPart(path.local);
  if (asked !== null) return { answer: { ...asked, recipient: path.text }, refusal: null };
  if (local.startsWith('t-')) return { answer: null, refusal: UNKNOWN_TEST };
  const addresses = ['test', 'check-auth', 'sa-test', 'autorespond+dkim', 'assert']
    .map((name) => `${name}@${ours.domain}`)
    .join(', ');
  return refuse(550, `5.1.1 No such address; write to one of ${addresses}`);
}
