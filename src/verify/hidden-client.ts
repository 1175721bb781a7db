// A client address that cannot be the sender's on the Internet: a container's bridge, a NAT or a proxy stands in between (RFC 6890).
// SPF and reverse DNS then say nothing about the sender, so they are not checked.
import type { Envelope } from '../message/envelope.ts';
import type { IprevCheck, SpfCheck } from './verification.ts';

/** The reason of every check that is left out. */
export const CLIENT_HIDDEN = 'not checked: the real address of the client is hidden';

/** Whether the client's address was hidden when the message was verified: reverse DNS is `none` only then. */
export function isClientHidden({ iprev }: { iprev: Pick<IprevCheck, 'result'> }): boolean {
  return iprev.result === 'none';
}

export function hiddenIprev(ip: string): IprevCheck {
  return { result: 'none', reason: CLIENT_HIDDEN, ip, name: null, names: [] };
}

export function hiddenSpf({ helo, mailFrom }: Pick<Envelope, 'helo' | 'mailFrom'>): {
  mailFrom: SpfCheck;
  helo: SpfCheck;
} {
  const check = (identity: SpfCheck['identity'], domain: string, sender: string): SpfCheck => ({
    identity,
    result: 'none',
    domain,
    sender,
    reason: CLIENT_HIDDEN,
    explanation: null,
    matched: null,
    lookups: { count: 0, void: 0, limit: 10 },
    tree: null,
  });
  const heloCheck = check('helo', helo, `postmaster@${helo}`);
  // RFC 7208 §2.4: a null reverse-path is checked as postmaster@HELO.
  if (mailFrom === '') return { mailFrom: { ...heloCheck, identity: 'mailfrom' }, helo: heloCheck };
  return {
    mailFrom: check('mailfrom', mailFrom.slice(mailFrom.lastIndexOf('@') + 1), mailFrom),
    helo: heloCheck,
  };
}
