// Reads one term of an SPF record: RFC 7208 §5 (mechanisms), §6 (modifiers), §7.1 (domain-spec), §12 (the collected grammar).
// Faults carry their offset in the record. Values and DNS are not known here.
import { isIPv4, isIPv6 } from 'node:net';
import { networkOctets6 } from './ip-network.ts';
import { parseMacroString, type MacroString, type SyntaxFault } from './macro-string.ts';
import { truncate } from './truncate.ts';

export interface ParsedTerm {
  /** As written. */
  text: string;
  /** 0-based offset in the record. */
  position: number;
  /** `modifier` is redirect or exp; any other modifier, and what is no known mechanism, is `unknown`. */
  kind: 'mechanism' | 'modifier' | 'unknown';
  name: string;
  qualifier: '+' | '-' | '~' | '?';
  /** The domain-spec; null when there is none or it is wrong. */
  spec: MacroString | null;
  /** The domain-spec or network as written; null without one. */
  argument: string | null;
  /** ip4: and ip6: the network; null for all others or when it is wrong. */
  network: { octets: readonly number[]; prefix: number } | null;
  /** a and mx: the prefix lengths that apply. */
  prefix4: number;
  prefix6: number;
  /** What is wrong with it, offsets in the record; empty when it is valid. */
  faults: SyntaxFault[];
}

const MECHANISMS = ['all', 'include', 'a', 'mx', 'ptr', 'ip4', 'ip6', 'exists'];
/** RFC 7208 §12: name = ALPHA *( ALPHA / DIGIT / "-" / "_" / "." ) */
const MODIFIER_NAME = /^[a-z][a-z0-9\-_.]*$/i;
/** RFC 7208 §7.1: toplabel = ( *alphanum ALPHA *alphanum ) / ( 1*alphanum "-" *( alphanum / "-" ) alphanum ) */
const TOPLABEL = /^(?=[0-9]*[a-z-])[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i;
/** What people write for a mechanism's name. */
const MEANT: Record<string, string> = {
  ip: 'ip4',
  ipv4: 'ip4',
  ipv6: 'ip6',
  includes: 'include',
  exist: 'exists',
  redirect: 'redirect=',
  exp: 'exp=',
};

type Fault = (at: number, text: string) => void;

/** Reads the term `text` that stands at `position`. */
export function parseTerm(text: string, position: number): ParsedTerm {
  const faults: SyntaxFault[] = [];
  const term: ParsedTerm = {
    text,
    position,
    kind: 'unknown',
    name: '',
    qualifier: '+',
    spec: null,
    argument: null,
    network: null,
    prefix4: 32,
    prefix6: 128,
    faults,
  };
  const fault: Fault = (at, what) => faults.push({ position: position + at, text: truncate(what) });
  // RFC 7208 §4.6.1: a modifier has its "=" right after the name, before any ":" or "/".
  const mark = /[=:/]/.exec(text)?.index ?? -1;
  if (mark >= 0 && text.charAt(mark) === '=') readModifier(term, mark, faults, fault);
  else readMechanism(term, faults, fault);
  return term;
}

function readModifier(term: ParsedTerm, mark: number, faults: SyntaxFault[], fault: Fault): void {
  const name = term.text.slice(0, mark);
  const value = term.text.slice(mark + 1);
  term.name = name.toLowerCase();
  term.argument = value;
  if (!MODIFIER_NAME.test(name)) fault(0, `"${name}" is not a modifier name`);
  if (term.name === 'redirect' || term.name === 'exp') {
    term.kind = 'modifier';
    term.spec = readDomainSpec(term, value, mark + 1, faults, fault);
  } else {
    // RFC 7208 §6: unknown modifiers are ignored, but their value is a macro-string all the same.
    parseMacroString(value, term.position + mark + 1, faults, { crt: true });
  }
}

function readMechanism(term: ParsedTerm, faults: SyntaxFault[], fault: Fault): void {
  const [, sign = '', name = '', rest = ''] = /^([+\-?~]?)([^:/]*)(.*)$/s.exec(term.text) ?? [];
  if (sign === '-' || sign === '~' || sign === '?') term.qualifier = sign;
  term.name = name.toLowerCase();
  const start = sign.length + name.length;
  if (!MECHANISMS.includes(term.name)) {
    term.argument = rest.startsWith(':') ? rest.slice(1) : null;
    const meant = MEANT[term.name];
    fault(0, `"${name}" is not a mechanism${meant === undefined ? '' : `; "${meant}" is meant`}`);
    return;
  }
  term.kind = 'mechanism';
  switch (term.name) {
    case 'all':
      // RFC 7208 §5.1
      if (rest !== '') fault(start, `all takes nothing after it, here is "${rest}"`);
      return;
    case 'ip4':
    case 'ip6':
      readNetwork(term, rest, start, fault);
      return;
    case 'a':
    case 'mx': {
      const [, domain, cidr = ''] = /^(?::(.*?))?((?:\/[0-9]*)?(?:\/\/[0-9]*)?)$/s.exec(rest) ?? [];
      readDualPrefix(term, cidr, start + rest.length - cidr.length, fault);
      if (domain !== undefined) readDomain(term, domain, start + 1, faults, fault);
      else if (rest !== cidr) fault(start, `"${rest}" is not a prefix length`);
      return;
    }
    case 'ptr':
      if (rest === '') return;
      break;
  }
  // RFC 7208 §5.2, §5.5, §5.7: include, ptr and exists have no prefix length, so a "/" is part of the name.
  if (!rest.startsWith(':'))
    fault(
      start,
      rest === '' ? `${term.name} needs ":" and a name` : `"${rest}" cannot follow ${term.name}`,
    );
  else readDomain(term, rest.slice(1), start + 1, faults, fault);
}

function readDomain(
  term: ParsedTerm,
  domain: string,
  at: number,
  faults: SyntaxFault[],
  fault: Fault,
): void {
  term.argument = domain;
  term.spec = readDomainSpec(term, domain, at, faults, fault);
}

/** RFC 7208 §7.1: domain-spec = macro-string domain-end; domain-end = ( "." toplabel [ "." ] ) / macro-expand */
function readDomainSpec(
  term: ParsedTerm,
  text: string,
  at: number,
  faults: SyntaxFault[],
  fault: Fault,
): MacroString | null {
  const before = faults.length;
  const spec = parseMacroString(text, term.position + at, faults);
  if (faults.length > before) return null;
  if (text === '') fault(at, `${term.name} has an empty name`);
  else if (!spec.endsInMacro) {
    const labels = spec.tail.replace(/\.$/, '').split('.');
    const top = labels.at(-1) ?? '';
    if (isIPv4(text) || isIPv6(text))
      fault(
        at,
        `${text} is an address where a name must stand; "ip${isIPv4(text) ? 4 : 6}:${text}" is meant`,
      );
    else if (labels.length < 2 && spec.tail === text)
      fault(at, `"${text}" is a single label, not a full domain name`);
    else if (labels.length < 2 || !TOPLABEL.test(top))
      fault(at, `"${text}" does not end in a top-level label`);
    else return spec;
    return null;
  }
  return text === '' ? null : spec;
}

/** RFC 7208 §5.6; prefix lengths without leading zeros. */
function readNetwork(term: ParsedTerm, rest: string, start: number, fault: Fault): void {
  if (!rest.startsWith(':') || rest.length === 1) {
    fault(start, `${term.name} needs ":" and a network`);
    return;
  }
  term.argument = rest.slice(1);
  const slash = rest.indexOf('/');
  const network = slash < 0 ? rest.slice(1) : rest.slice(1, slash);
  const width = term.name === 'ip4' ? 32 : 128;
  const prefix = slash < 0 ? width : readPrefix(rest.slice(slash + 1), width);
  const sound = term.name === 'ip4' ? isIPv4(network) : isIPv6(network) && !network.includes('%');
  if (!sound) {
    const other = term.name === 'ip4' ? isIPv6(network) : isIPv4(network);
    fault(
      start + 1,
      `"${network}" is not an IPv${term.name.slice(2)} address${other ? `; "ip${term.name === 'ip4' ? 6 : 4}:" is meant` : ''}`,
    );
  }
  if (prefix === null) fault(start + slash, prefixFault(rest.slice(slash), `/${width}`));
  if (sound && prefix !== null)
    term.network = {
      octets: term.name === 'ip4' ? network.split('.').map(Number) : networkOctets6(network),
      prefix,
    };
}

/** RFC 7208 §5.3: dual-cidr-length = [ ip4-cidr-length ] [ "/" ip6-cidr-length ] */
function readDualPrefix(term: ParsedTerm, cidr: string, at: number, fault: Fault): void {
  const [, four, six] = /^(?:\/([0-9]*))?(?:\/\/([0-9]*))?$/.exec(cidr) ?? [];
  const prefix4 = four === undefined ? 32 : readPrefix(four, 32);
  const prefix6 = six === undefined ? 128 : readPrefix(six, 128);
  if (prefix4 === null) fault(at, prefixFault(`/${four}`, '/32'));
  if (prefix6 === null) fault(at + cidr.indexOf('//'), prefixFault(`//${six}`, '//128'));
  term.prefix4 = prefix4 ?? 32;
  term.prefix6 = prefix6 ?? 128;
}

/** RFC 7208 §12: a prefix length has no leading zero. */
function prefixFault(text: string, limit: string): string {
  return /^\/+0[0-9]/.test(text)
    ? `"${text}" is a prefix length with a leading zero`
    : `"${text}" is not a prefix length up to ${limit}`;
}

function readPrefix(digits: string, width: number): number | null {
  return /^(?:0|[1-9][0-9]{0,2})$/.test(digits) && Number(digits) <= width ? Number(digits) : null;
}
