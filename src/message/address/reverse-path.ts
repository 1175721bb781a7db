// The reverse-path of MAIL FROM by the grammar of RFC 5321 §4.1.2 (quoted local parts, address literals, source routes) and
// RFC 6531 §3.3. The envelope's grammar is not the header's: no comments, no white space. Lengths
// are not judged: RFC 5321 §4.5.3.1 asks receivers to take more than its minima. Not known here: who may be answered.
import { canonicalDomain } from '../domain.ts';
import { addressText } from './mailboxes.ts';

export type ReversePath =
  | { kind: 'null' }
  /** `domain` is canonical (A-labels); `address` has it, with the local part quoted where it has to be. */
  | { kind: 'mailbox'; localPart: string; domain: string; address: string }
  /** `literal` is what stands between the brackets. */
  | { kind: 'literal'; localPart: string; literal: string; address: string }
  | { kind: 'malformed'; problem: string };

// RFC 5321 §4.1.2 A-d-l: "@a.example,@b.example:", which a receiver ignores (appendix C).
const ROUTE = /^@[^\s@,:"]+(?:,@[^\s@,:"]+)*:/;
// RFC 5321 §4.1.2 Dot-string and Quoted-string (qtextSMTP, quoted-pairSMTP); RFC 6531 §3.3 adds UTF-8.
const DOT_STRING =
  /^([A-Za-z0-9!#$%&'*+\-/=?^_`{|}~\u0080-\uffff]+(?:\.[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~\u0080-\uffff]+)*)@/;
const QUOTED_STRING = /^"((?:[ !#-[\]-~\u0080-\uffff]|\\[ -~])*)"@/;
const LITERAL = /^\[([!-Z^-~]+)\]$/;

const malformed = (problem: string): ReversePath => ({ kind: 'malformed', problem });

/** Reads a reverse-path without its angle brackets; '' is the null reverse-path. */
export function parseReversePath(path: string): ReversePath {
  if (path === '') return { kind: 'null' };
  const address = path.replace(ROUTE, '');
  const dotString = DOT_STRING.exec(address);
  const local = dotString ?? QUOTED_STRING.exec(address);
  if (local?.[1] === undefined) return malformed('the local part is not by RFC 5321 section 4.1.2');
  const localPart = dotString === null ? local[1].replace(/\\(.)/gs, '$1') : local[1];
  const host = address.slice(local[0].length);
  const literal = LITERAL.exec(host)?.[1];
  if (literal !== undefined)
    return { kind: 'literal', localPart, literal, address: addressText(localPart, host) };
  const { domain, problem } = canonicalDomain(host);
  if (problem !== null) return malformed(`the domain ${problem}`);
  return { kind: 'mailbox', localPart, domain, address: addressText(localPart, domain) };
}
