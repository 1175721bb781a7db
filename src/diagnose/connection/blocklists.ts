// What blocklists say of the client (RFC 5782). Only a listing is held against it: a list that refuses or does not answer says nothing.
import type { DnsblCheck } from '../../verify/dnsbl/dnsbl-check.ts';
import type { Verification } from '../../verify/verification.ts';
import { draft, type Draft } from '../draft.ts';

export function blocklistRule({ dnsbl, envelope }: Verification): Draft[] {
  const ip = envelope.clientIp;
  const drafts = dnsbl.flatMap((check): Draft[] => {
    const { zone, listed, codes, text, reason, name } = check;
    const seen = [name === null ? null : `${name} A ${codes.join(', ') || 'no record'}`, text];
    const about = { ip, zone, codes: codes.join(', ') || null, reason };
    if (listed === true)
      return [
        draft('connection-dnsbl-listed', { ...about, meaning: meaningOf(check), text }, seen, zone),
      ];
    if (listed === 'refused')
      return [
        draft(
          'connection-dnsbl-refused',
          { ...about, codes: codes.join(', ') || 'REFUSED' },
          seen,
          zone,
        ),
      ];
    return listed === 'unknown' ? [draft('connection-dnsbl-unchecked', about, [reason], zone)] : [];
  });
  const clean = dnsbl.filter(({ listed }) => listed === false).map(({ zone }) => zone);
  if (clean.length > 0 && !dnsbl.some(({ listed }) => listed === true))
    drafts.push(draft('connection-dnsbl-clean', { ip, zones: clean.join(', ') }));
  return drafts;
}

/** Spamhaus ZEN is several lists in one; which of them it is tells what to do. */
const ZEN: readonly [RegExp, string][] = [
  [
    /^127\.0\.0\.(?:10|11)$/,
    'PBL, an address that should not send mail by itself (a dynamic or home line)',
  ],
  [/^127\.0\.0\.[4-7]$/, 'XBL, an infected or hijacked machine'],
  [/^127\.0\.0\.3$/, 'CSS, a source of unwanted bulk mail'],
  [/^127\.0\.0\.2$/, 'SBL, a source of spam'],
  [/^127\.0\.0\.9$/, 'DROP, a hijacked network'],
];

function meaningOf({ zone, codes }: DnsblCheck): string | null {
  if (!/(?:^|\.)zen\.(?:spamhaus\.org|dq\.spamhaus\.net)$/.test(zone)) return null;
  const meanings = ZEN.filter(([pattern]) => codes.some((code) => pattern.test(code))).map(
    ([, meaning]) => meaning,
  );
  return meanings.length === 0 ? null : meanings.join('; ');
}
