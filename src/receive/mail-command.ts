// The lines MAIL FROM and RCPT TO with their parameters (RFC 5321 §4.1.1.2, §4.1.1.3, §4.1.2; SIZE RFC 1870, BODY RFC 6152,
// SMTPUTF8 RFC 6531), read into values or into the reply that says what is wrong. No state, no policy.
import { type Path, readPath } from './path.ts';
import type { SmtpReply } from '../message/smtp-reply.ts';
import { reply } from './reply.ts';

export interface MailCommand {
  reversePath: Path;
  smtputf8: boolean;
  /** SIZE=, octets; 0 without it. */
  size: number;
}

export type Reading<T> = { value: T; problem: null } | { value: null; problem: SmtpReply };

const refuse = (code: number, line: string): { value: null; problem: SmtpReply } => ({
  value: null,
  problem: reply(code, line),
});

const PARAMETER = /^([A-Za-z0-9][A-Za-z0-9-]*)(?:=([^\s=\p{Cc}]+))?$/u;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The line as text; null when its octets are not UTF-8. */
function decode(line: Uint8Array): string | null {
  try {
    return decoder.decode(line).trimEnd();
  } catch {
    return null;
  }
}

type Parameters = Map<string, string | null>;

/** Splits what follows the path: keyword[=value], each once, keywords without case. */
function readParameters(text: string): Reading<Parameters> {
  const parameters: Parameters = new Map();
  if (text !== '' && !/^[ \t]/.test(text)) return refuse(501, '5.5.4 Text after the address');
  for (const part of text.split(/[ \t]+/)) {
    if (part === '') continue;
    const [, keyword, value] = PARAMETER.exec(part) ?? [];
    if (keyword === undefined) return refuse(501, '5.5.4 Malformed parameter');
    const key = keyword.toUpperCase();
    if (parameters.has(key)) return refuse(501, `5.5.4 Parameter ${key} given twice`);
    parameters.set(key, value ?? null);
  }
  return { value: parameters, problem: null };
}

/** Null when the parameters of MAIL are those we offer and make sense. */
function judgeMailParameters(parameters: Parameters, maxSize: number): SmtpReply | null {
  for (const [key, value] of parameters) {
    switch (key) {
      case 'SIZE':
        // RFC 1870 §4: 1*20DIGIT.
        if (value === null || !/^\d{1,20}$/.test(value))
          return reply(501, '5.5.4 SIZE takes a number of octets');
        // RFC 1870 §6.1
        if (Number(value) > maxSize) return reply(552, `5.3.4 Message over ${maxSize} octets`);
        break;
      case 'BODY':
        // RFC 6152 §2; BINARYMIME (RFC 3030) needs BDAT, which is not offered.
        if (value === null || !/^(?:7BIT|8BITMIME)$/i.test(value))
          return reply(
            value !== null && /^BINARYMIME$/i.test(value) ? 555 : 501,
            '5.5.4 BODY takes 7BIT or 8BITMIME',
          );
        break;
      case 'SMTPUTF8':
        // RFC 6531 §3.4: no value.
        if (value !== null) return reply(501, '5.5.4 SMTPUTF8 takes no value');
        break;
      default:
        // RFC 5321 §4.1.1.11
        return reply(555, `5.5.4 Parameter ${key} is not supported`);
    }
  }
  return null;
}

/** RFC 6531 §3.5: non-ASCII addresses only in a transaction that was opened with SMTPUTF8. */
const NEEDS_SMTPUTF8 = '5.6.7 Address needs SMTPUTF8';

/** Reads `MAIL FROM:<path> parameters`. */
export function readMail(line: Uint8Array, maxSize: number): Reading<MailCommand> {
  const text = decode(line);
  const [head] = /^MAIL[ \t]+FROM:[ \t]*/i.exec(text ?? '') ?? [];
  if (text === null || head === undefined) return refuse(501, '5.5.4 Syntax: MAIL FROM:<address>');
  const read = readPath(text, head.length);
  // Only RCPT knows a name without a domain.
  if (read === null || (read.path.domain === null && read.path.text !== ''))
    return refuse(501, '5.1.7 Syntax of the sender address: MAIL FROM:<local-part@domain>');
  const parameters = readParameters(text.slice(read.end));
  if (parameters.value === null) return parameters;
  const problem = judgeMailParameters(parameters.value, maxSize);
  if (problem !== null) return { value: null, problem };
  const smtputf8 = parameters.value.has('SMTPUTF8');
  if (!read.path.isAscii && !smtputf8) return refuse(553, NEEDS_SMTPUTF8);
  return {
    value: { reversePath: read.path, smtputf8, size: Number(parameters.value.get('SIZE') ?? 0) },
    problem: null,
  };
}

/** Reads `RCPT TO:<path>`; no parameter of RCPT is offered. */
export function readRcpt(line: Uint8Array, smtputf8: boolean): Reading<Path> {
  const text = decode(line);
  const [head] = /^RCPT[ \t]+TO:[ \t]*/i.exec(text ?? '') ?? [];
  if (text === null || head === undefined) return refuse(501, '5.5.4 Syntax: RCPT TO:<address>');
  const read = readPath(text, head.length);
  if (read === null || read.path.text === '')
    return refuse(501, '5.1.3 Syntax of the recipient address: RCPT TO:<local-part@domain>');
  const parameters = readParameters(text.slice(read.end));
  if (parameters.value === null) return parameters;
  const [unknown] = parameters.value.keys();
  if (unknown !== undefined) return refuse(555, `5.5.4 Parameter ${unknown} is not supported`);
  if (!read.path.isAscii && !smtputf8) return refuse(553, NEEDS_SMTPUTF8);
  return { value: read.path, problem: null };
}
