// Where the peers say something else than we do for a reason that is known: each entry names the section that decides and holds
// only for cases that have what it is about. Whatever no entry explains is a finding.
import type { SpfResult } from '../../src/verify/verification.ts';
import type { SpfCase } from './spf-case.ts';

export interface SpfOpinion {
  of: SpfCase;
  ours: { result: SpfResult; reason: string; explanation: string | null };
  peer: string;
  theirs: string;
  /** What the peer says when it counts no void lookups. */
  withoutVoids: string;
}

export interface SpfDifference {
  name: string;
  peers: readonly string[];
  why: string;
  holds(opinion: SpfOpinion): boolean;
}

const texts = ({ zone }: SpfCase): string[] =>
  Object.values(zone).flatMap(({ TXT }) => (Array.isArray(TXT) ? TXT : []));
const says = (of: SpfCase, what: RegExp): boolean => texts(of).some((text) => what.test(text));
/** Of the names that lead to the client, one whose question fails, or the PTR question itself. */
const failingNames = ({ zone }: SpfCase): boolean =>
  Object.entries(zone).some(
    ([name, sets]) =>
      (name.endsWith('.arpa') && typeof sets.PTR === 'string') ||
      typeof sets.A === 'string' ||
      typeof sets.AAAA === 'string',
  );
/** The addresses of a host cannot be looked up. */
const fails = ({ zone }: SpfCase, host: string): boolean =>
  typeof zone[host]?.A === 'string' ||
  typeof zone[host]?.AAAA === 'string' ||
  (zone[host]?.CNAME ?? []).length > 0;
const USES_PTR = /(?:^| )[-+~?]?ptr(?:[: ]|$)|%\{p/i;

export const SPF_DIFFERENCES: readonly SpfDifference[] = [
  {
    name: 'addresses of MX and PTR names count as void lookups',
    peers: ['pyspf', 'Mail::SPF'],
    why: 'RFC 7208 §4.6.4 counts terms whose queries are void; those for the names behind mx and ptr have a limit of their own, ten',
    holds: (opinion) =>
      opinion.theirs === 'permerror' &&
      opinion.withoutVoids !== 'permerror' &&
      says(opinion.of, /[ +?~-]mx(?:[:/ ]|$)|[ +?~-]ptr|%\{p/i) &&
      (opinion.withoutVoids === opinion.ours.result ||
        isExplained({ ...opinion, theirs: opinion.withoutVoids })),
  },
  {
    name: 'what is behind an alias counts as a void lookup of its own',
    peers: ['pyspf'],
    why: 'RFC 7208 §4.6.4: a term counts once, and the alias and its target are one answer (RFC 1034 §3.6.2)',
    holds: ({ of, ours, theirs, withoutVoids }) =>
      theirs === 'permerror' &&
      withoutVoids === ours.result &&
      Object.values(of.zone).some(({ CNAME }) => CNAME !== undefined),
  },
  {
    name: 'every MX host is asked before one is compared',
    peers: ['pyspf'],
    why: 'RFC 7208 §5.4: the hosts are compared in turn, and a match ends it',
    holds: ({ of, theirs }) =>
      theirs === 'temperror' &&
      Object.values(of.zone).some(
        ({ MX }) =>
          Array.isArray(MX) && MX.length > 1 && MX.some((mx) => fails(of, mx.split(' ')[1] ?? '')),
      ),
  },
  {
    name: 'a failing question behind ptr is temperror',
    peers: ['pyspf', 'Mail::SPF'],
    why: 'RFC 7208 §5.5: a DNS error on the PTR question fails to match, one on an address question skips that name; §7.3: %{p} is "unknown" then',
    holds: ({ of, theirs }) => theirs === 'temperror' && says(of, USES_PTR) && failingNames(of),
  },
  {
    name: 'a failing question behind %{p} leaves a fail without its explanation',
    peers: ['pyspf'],
    why: 'RFC 7208 §7.3: %{p} is "unknown" then',
    holds: ({ of, ours, theirs }) =>
      theirs === 'fail: ' &&
      ours.explanation !== null &&
      says(of, /%\{p/i) &&
      (failingNames(of) || Object.values(of.zone).some(({ CNAME }) => CNAME !== undefined)),
  },
  {
    name: 'an unknown modifier may not occur twice',
    peers: ['pyspf'],
    why: 'RFC 7208 §6: only redirect and exp must not be repeated',
    holds: ({ of, theirs }) =>
      theirs === 'permerror' && texts(of).some((text) => repeatsModifier(text)),
  },
  {
    name: 'a record that includes itself is wrong before it is evaluated',
    peers: ['pyspf'],
    why: 'RFC 7208 §4.6: terms are evaluated from left to right, so a loop that is not reached does no harm',
    holds: ({ of, theirs }) =>
      theirs === 'permerror' &&
      Object.entries(of.zone).some(
        ([name, { TXT }]) =>
          Array.isArray(TXT) && TXT.some((text) => includesItself(text, name, of.zone)),
      ),
  },
  {
    name: 'macros are read loosely',
    peers: ['pyspf'],
    why: 'RFC 7208 §7.1: digits before r, the number of parts not zero (§7.3), delimiters only . - + , / _ =, every "%" completed',
    holds: ({ ours }) =>
      ours.result === 'permerror' &&
      /%\{[^}]*\}(?: is not a macro|: the number of parts)|"%\{" without/.test(ours.reason),
  },
  {
    name: 'the value of an unknown modifier is not read',
    peers: ['Mail::SPF'],
    why: 'RFC 7208 §12: unknown-modifier = name "=" macro-string, and a syntax error anywhere is permerror (§4.6)',
    holds: ({ of, ours }) =>
      ours.result === 'permerror' &&
      /syntax error/.test(ours.reason) &&
      says(of, / (?!redirect=|exp=)[a-z][a-z0-9._-]*=[^ ]*%/i),
  },
  {
    name: 'macros are read only when the term is reached',
    peers: ['Mail::SPF'],
    why: 'RFC 7208 §4.6: a syntax error anywhere ends it before anything is evaluated',
    holds: ({ ours }) =>
      ours.result === 'permerror' && /%\{[^}]*\}(?:: | is not a macro)/.test(ours.reason),
  },
  {
    name: 'an alias is an answer, so that nothing behind it is void',
    peers: ['Mail::SPF'],
    why: 'RFC 7208 §4.6.4: void is what brings no record; RFC 6604 §3: NXDOMAIN is about the end of the chain',
    holds: ({ of, ours }) =>
      ours.result === 'permerror' &&
      /is void lookup number 3/.test(ours.reason) &&
      Object.values(of.zone).some(({ CNAME }) => CNAME !== undefined),
  },
  {
    name: 'ip6 networks cover IPv4 clients',
    peers: ['Mail::SPF'],
    why: 'RFC 7208 §5.6: an ip6 network is compared with IPv6 clients only',
    holds: ({ of }) => !of.ip.includes(':') && says(of, /ip6:(?:::\/0|::ffff:)/i),
  },
  {
    name: 'a ptr name with a final dot is another name',
    peers: ['Mail::SPF'],
    why: 'RFC 7208 §7.1: domain-end = "." toplabel [ "." ]; the root dot says nothing (RFC 1034 §3.1)',
    holds: ({ of }) =>
      says(of, of.helo.endsWith('.') ? /ptr:\S*(?:%\{h|\.(?: |$))/i : /ptr:\S*\.(?: |$)/i),
  },
  {
    name: 'a name with an empty label stops it',
    peers: ['Mail::SPF'],
    why: 'RFC 7208 §4.3, §4.8: such a name is malformed, so that the term does not match',
    holds: ({ theirs }) => theirs.startsWith('crash: empty label'),
  },
];

/** The entry that explains a difference; undefined for a finding. */
export function explanationOf(opinion: SpfOpinion): SpfDifference | undefined {
  return SPF_DIFFERENCES.find(
    (difference) => difference.peers.includes(opinion.peer) && difference.holds(opinion),
  );
}

const isExplained = (opinion: SpfOpinion): boolean => explanationOf(opinion) !== undefined;

function includesItself(text: string, name: string, zone: SpfCase['zone']): boolean {
  return [...text.toLowerCase().matchAll(/(?:include:|redirect=)([^ ]+)/g)].some(
    ([, target = '']) =>
      target === name || target.includes('%{') || zone[target]?.CNAME?.includes(name) === true,
  );
}

function repeatsModifier(text: string): boolean {
  const names = [...text.matchAll(/(?<= )([a-z][a-z0-9._-]*)=/gi)].map(([, name = '']) =>
    name.toLowerCase(),
  );
  return new Set(names).size < names.length;
}
