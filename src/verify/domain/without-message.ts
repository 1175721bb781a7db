// A message that nobody sent from a domain: what the rules about records look at when there are only records. It has no client and no
// signature, and nothing in it may be held against anybody.
import { undecided } from '../undecided.ts';
import type { DnsEvidence } from '../../dns/dns-evidence.ts';
import type { DmarcCheck, MisplacedRecord, SpfCheck, Verification } from '../verification.ts';

export interface Records {
  domain: string;
  at: number;
  spf: SpfCheck;
  dmarc: DmarcCheck;
  places: MisplacedRecord[];
  dns: DnsEvidence[];
}

export function emptyVerification({ domain, at, spf, dmarc, places, dns }: Records): Verification {
  const envelope = {
    clientIp: '',
    clientName: null,
    helo: '',
    mailFrom: `postmaster@${domain}`,
    rcptTo: [],
    tls: null,
    smtputf8: false,
  };
  const facts = undecided(
    { message: new Uint8Array(), envelope, host: domain, at, organizationsOf: [] },
    'there is no message',
  );
  return { ...facts, spf: { ...facts.spf, mailFrom: spf }, dmarc, places, dns };
}
