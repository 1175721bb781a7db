// Where the peers see a signature or chain otherwise than we do for a reason that is known (RFC 6376, 8301, 8463, 8617). Compared is
// whether it passes: the words for what does not are each implementation's own. Whatever no entry explains is a finding.
import type { MailCase } from './mail-case.ts';

export interface MailOpinion {
  of: MailCase;
  /** Which DKIM-Signature, from 0; null for the ARC chain. */
  signature: number | null;
  /** `key`: the record that the ruling is about. `others`: our results for all signatures. */
  ours: {
    result: string;
    reason: string;
    tolerant: string | null;
    key: string | null;
    others: readonly string[];
  };
  peer: string;
  theirs: string;
}

export interface MailDifference {
  name: string;
  peers: readonly string[];
  why: string;
  holds(opinion: MailOpinion): boolean;
}

const ALL = ['dkimpy', 'OpenDKIM', 'Mail::DKIM'] as const;

const fieldsOf = ({ message }: MailCase): string[] =>
  message.slice(0, message.indexOf('\r\n\r\n')).split(/\r\n(?![ \t])/);
/** The signature as it stands in the message; for a chain, all its fields. */
function written({ of, signature }: MailOpinion): string {
  const fields = fieldsOf(of);
  if (signature === null) return fields.filter((field) => /^arc-/i.test(field)).join('\n');
  return fields.filter((field) => /^dkim-signature[ \t]*:/i.test(field))[signature] ?? '';
}
const passes = ({ ours }: MailOpinion): boolean => ours.result === 'pass';
const because = ({ ours }: MailOpinion, reason: RegExp): boolean =>
  ours.result !== 'pass' && reason.test(ours.reason);

export const MAIL_DIFFERENCES: readonly MailDifference[] = [
  // ---- what they accept and we do not
  {
    name: 'rsa-sha1 is accepted',
    peers: ALL,
    why: 'RFC 8301 §3.1: rsa-sha1 must not be used to verify',
    holds: (opinion) => because(opinion, /signed with rsa-sha1/),
  },
  {
    name: 'RSA keys under 1024 bits are accepted',
    peers: ['Mail::DKIM'],
    why: 'RFC 8301 §3.2: verifiers must not take less than 1024 bits',
    holds: (opinion) => because(opinion, /the RSA key has 768 bits/),
  },
  {
    name: 'tolerated, and so we say',
    peers: ALL,
    why: 'the strict reading counts; that most receivers accept it stands beside it',
    holds: ({ ours, theirs }) => ours.tolerant === 'pass' && theirs === 'pass',
  },
  {
    name: 'key records that break their grammar are accepted',
    peers: ALL,
    why: 'RFC 6376 §3.6.1: v= comes first, and each tag once; a chain has no tolerant reading',
    holds: (opinion) =>
      (opinion.signature === null ||
        opinion.peer === 'dkimpy' ||
        opinion.ours.tolerant === 'policy') &&
      because(
        opinion,
        /v= is not the first tag|not DKIM1 in capitals|has no "="|nothing between two semicolons|is not a tag name/,
      ),
  },
  {
    name: 'limits of the key record are not looked at',
    peers: ['dkimpy'],
    why: 'RFC 6376 §3.6.1: h=, s= and t=s forbid what they do not name',
    holds: (opinion) => because(opinion, /h=\S* does not allow|does not allow e-mail|t=s forbids/),
  },

  {
    name: 'characters that are no base64 are skipped in p=',
    peers: ALL,
    why: 'RFC 6376 §3.6.1: p= is a base64string',
    holds: (opinion) => because(opinion, /p= is not base64/),
  },
  {
    name: 'characters that are no base64 are skipped in b= and bh=',
    peers: ['OpenDKIM', 'Mail::DKIM'],
    why: 'RFC 6376 §3.5: b= and bh= are base64strings',
    holds: (opinion) => because(opinion, /bh?= is not base64/),
  },
  {
    name: 'k= is not compared with the key',
    peers: ['OpenDKIM'],
    why: 'RFC 6376 §3.6.1 k=: the type of the key',
    holds: (opinion) => because(opinion, /k=\w+ does not suit/),
  },
  {
    name: 'an empty h= in the key record counts as none',
    peers: ['Mail::DKIM'],
    why: 'RFC 6376 §3.6.1 h=: at least one algorithm; none is allowed by an empty list',
    holds: (opinion) =>
      because(opinion, /h= does not allow/) ||
      (opinion.signature === null && because(opinion, /h= does not allow/)),
  },
  {
    name: 'white space at the end of the signature does not count under simple',
    peers: ['dkimpy'],
    why: 'RFC 6376 §3.4.1: simple changes nothing',
    holds: (opinion) =>
      /[ \t]$/.test(written(opinion)) &&
      /c\s*=\s*simple|^(?![^]*[;:\s]c\s*=)/.test(written(opinion)),
  },
  {
    name: 'a tag may be there twice in a key record',
    peers: ['Mail::DKIM', 'OpenDKIM'],
    why: 'RFC 6376 §3.2: "Tags with duplicate names MUST NOT occur within a single tag-list"',
    holds: (opinion) => because(opinion, /key record .* the tag \w+= is there twice/),
  },

  // ---- what they do not accept and we do
  {
    name: 'service types are not a list',
    peers: ['dkimpy'],
    why: 'RFC 6376 §3.6.1 s=: a colon-separated list',
    holds: (opinion) =>
      passes(opinion) &&
      opinion.theirs !== 'pass' &&
      Object.values(opinion.of.keys).some((key) => /s=email:x/.test(key)) &&
      /UnknownKeyType|did not validate/.test(opinion.theirs),
  },
  {
    name: 'ARC fields must stand in the order they were added',
    peers: ['dkimpy'],
    why: 'RFC 8617 §5.1.1 orders them by instance; where they stand in the header means nothing',
    holds: (opinion) => opinion.signature === null && passes(opinion) && !inArcOrder(opinion.of),
  },
  {
    name: 'an ARC field without a space behind its colon crashes it',
    peers: ['dkimpy'],
    why: 'a bug: IndexError',
    holds: (opinion) =>
      opinion.signature === null && passes(opinion) && opinion.theirs.startsWith('IndexError'),
  },
  {
    name: 'base64 must be padded',
    peers: ['dkimpy'],
    why: 'RFC 6376 §2.10: base64string = ALPHADIGITPS *([FWS] ALPHADIGITPS) [ [FWS] "=" [ [FWS] "=" ] ]',
    holds: (opinion) => passes(opinion) && /value is not valid base64/.test(opinion.theirs),
  },
  {
    name: 'l=0 is no l=',
    peers: ['Mail::DKIM'],
    why: 'RFC 6376 §3.5 l=: any number',
    holds: (opinion) => passes(opinion) && /[;:\s]l\s*=\s*0\s*(?:;|$)/.test(written(opinion)),
  },
  {
    name: 'padding that is too long makes p= unreadable',
    peers: ['Mail::DKIM'],
    why: 'RFC 6376 §2.10: up to two "=", whatever the length',
    holds: (opinion) => passes(opinion) && /bad base64 decode/.test(opinion.theirs),
  },
  {
    name: 'g= still counts',
    peers: ['Mail::DKIM'],
    why: 'RFC 6376 §C.2 dropped g=',
    holds: (opinion) => passes(opinion) && /granularity/.test(opinion.theirs),
  },
  {
    name: 'white space before the colon of a signature is not understood',
    peers: ['Mail::DKIM'],
    why: 'RFC 5322 §4.5 has it as obsolete syntax, RFC 6376 §3.4.2 removes it',
    holds: (opinion) => passes(opinion) && /^(?:dkim|arc)-[a-z-]+[ \t]+:/im.test(written(opinion)),
  },
  {
    name: 'Ed25519 is not known',
    peers: ['Mail::DKIM'],
    why: 'RFC 8463; Mail::DKIM has it since 1.20240619',
    holds: (opinion) =>
      passes(opinion) && /unsupported algorithm ed25519|unsupported key type/.test(opinion.theirs),
  },
  {
    name: 'the last line must be ended',
    peers: ALL,
    why: 'RFC 6376 §3.4.3, §3.4.4: a CRLF is added where the body has none at its end',
    holds: (opinion) => passes(opinion) && !opinion.of.message.endsWith('\r\n'),
  },
  {
    name: 'b= with white space before its "=" is not taken out',
    peers: ['OpenDKIM'],
    why: 'RFC 6376 §3.2: tag-spec = [FWS] tag-name [FWS] "=" …',
    holds: (opinion) => passes(opinion) && /[:;\s]b[ \t\r\n]+=/.test(written(opinion)),
  },
  {
    name: 'white space behind b= is not taken out',
    peers: ['dkimpy'],
    why: 'RFC 6376 §3.7: b= is emptied "including all surrounding whitespace"',
    holds: (opinion) =>
      passes(opinion) && /[:;\s]b[ \t\r\n]*=[^;]*[ \t\r\n](?:;|$)/.test(written(opinion)),
  },
  {
    name: 'a "b=" that is no tag is taken out, or one that begins the list is not',
    peers: ['dkimpy'],
    why: 'RFC 6376 §3.7 empties the b= tag, not the letters',
    holds: (opinion) =>
      passes(opinion) &&
      /^[^:]*:b[ \t\r\n]*=|[^;]=[^;]*[ \t\r\n]b[ \t\r\n]*=/.test(written(opinion)),
  },
  {
    name: 'q= must be dns/txt alone',
    peers: ['dkimpy'],
    why: 'RFC 6376 §3.5 q=: a list; methods that are not known are ignored',
    holds: (opinion) => passes(opinion) && /q= value is not dns\/txt/.test(opinion.theirs),
  },
  {
    name: 'white space before the colon of a field makes the message unreadable',
    peers: ['dkimpy'],
    why: 'RFC 5322 §4.5 has it as obsolete syntax, RFC 6376 §3.4.2 removes it',
    holds: (opinion) =>
      passes(opinion) && fieldsOf(opinion.of).some((field) => /^[^:]*[ \t]:/.test(field)),
  },
  {
    name: 'one signature with a broken tag list spoils the whole message',
    peers: ['OpenDKIM'],
    why: 'RFC 6376 §6.1: a signature that cannot be read is ignored, the others are not',
    holds: (opinion) =>
      passes(opinion) &&
      /^none: (?:header|eoh) status/.test(opinion.theirs) &&
      opinion.ours.others.some((result) => result !== 'pass'),
  },
  {
    name: 'a ";" or a tab before the colon of any field makes the message unreadable',
    peers: ['OpenDKIM'],
    why: 'RFC 5322 §3.6.8: a field name is any printable character but the colon, §4.5: with white space behind it in obsolete syntax',
    holds: (opinion) =>
      passes(opinion) &&
      opinion.theirs.startsWith('none: header status') &&
      fieldsOf(opinion.of).some((field) => /^[^:]*[;\t]/.test(field)),
  },
  {
    name: 'From is covered as often as it occurs, whatever h= says',
    peers: ['dkimpy'],
    why: 'RFC 6376 §5.4.2: each mention takes one instance from the bottom; that there are two is for others to mind (RFC 9989 §5.3.1)',
    holds: (opinion) =>
      passes(opinion) &&
      fieldsOf(opinion.of).filter((field) => /^from[ \t]*:/i.test(field)).length > 1,
  },
  {
    name: 'the key type must be in lower case',
    peers: ['dkimpy'],
    why: 'RFC 5234 §2.3: strings of a grammar have no case, and k= is one (RFC 6376 §3.6.1)',
    holds: (opinion) =>
      passes(opinion) &&
      Object.values(opinion.of.keys).some((key) => /k=(?:RSA|ED25519)/.test(key)),
  },
  {
    name: 'l= that ends within an empty body',
    peers: ['Mail::DKIM'],
    why: 'RFC 6376 §3.4.3: an empty body is one CRLF, and l= may stop between its two octets',
    holds: (opinion) =>
      passes(opinion) &&
      /[;:\s]l\s*=\s*1\s*(?:;|$)/.test(written(opinion)) &&
      /\r\n\r\n(?:\r\n)*$/.test(opinion.of.message),
  },
  {
    name: 'signatures it cannot read are not in its list',
    peers: ['Mail::DKIM'],
    why: 'RFC 6376 §6.1: each is ignored by itself',
    holds: ({ ours, theirs }) =>
      theirs.startsWith('none') && ours.others.some((result) => result !== 'pass'),
  },
];

/** Every set's fields together, the newest on top, as sealers leave them. */
function inArcOrder(of: MailCase): boolean {
  const found = fieldsOf(of).flatMap(
    (field) =>
      /^(arc-[a-z-]+)[ \t]*:\s*(?:[^]*?;)?\s*i\s*=\s*(\d+)/i
        .exec(field)
        ?.slice(1, 3)
        .join(' ')
        .toLowerCase() ?? [],
  );
  const expected = [...new Set(found.map((entry) => Number(entry.split(' ')[1])))]
    .toSorted((a, b) => b - a)
    .flatMap((instance) =>
      ['arc-seal', 'arc-message-signature', 'arc-authentication-results'].map(
        (name) => `${name} ${instance}`,
      ),
    );
  return found.join() === expected.join();
}

/** The entry that explains a difference; undefined for a finding. */
export function explanationOf(opinion: MailOpinion): MailDifference | undefined {
  return MAIL_DIFFERENCES.find(
    (difference) => difference.peers.includes(opinion.peer) && difference.holds(opinion),
  );
}
