// One saved message: read, guarded, judged as if it had just been received. What is wrong with the file is told, not thrown, so
// that the others are judged all the same.
import { readFile } from 'node:fs/promises';
import type { Resolver } from '../../dns/resolver.ts';
import { judge } from '../../judge/analyze.ts';
import { canonicalAddress } from '../../message/ip-address.ts';
import { addressLiteral, savedMessage } from '../../message/saved-message.ts';
import { makeReport } from '../../report/make.ts';
import type { Language } from '../../message/requested-reply.ts';
import type { Report } from '../../report/report.ts';
import { version } from '../../runtime/version.ts';
import type { VerifyInput } from '../../verify/verification.ts';
import type { VerifyOptions } from '../../verify/verify.ts';
import type { CommandContext } from '../command.ts';
import { sessionFromHeaders } from '../received-headers.ts';

/** What the command line says of the session that the message came in; what is left out is taken from the message. */
export interface StatedSession {
  ip?: string | undefined;
  helo?: string | undefined;
  mailFrom?: string | undefined;
  /** Milliseconds since the epoch. */
  at: number;
  hostname: string;
  language: Language;
  /** Blocklists and spam filters to ask. */
  outside: Pick<VerifyOptions, 'dnsbls' | 'filters' | 'localSenders'>;
}

export type CheckedFile =
  | { name: string; report: Report }
  | { name: string; report: null; problem: string };

/** The reason why a file is not judged, in words that follow its name. */
class Unusable extends Error {}

export async function checkFile(
  file: string,
  stated: StatedSession,
  resolver: Resolver,
  { terminal, clock, ids }: CommandContext,
): Promise<CheckedFile> {
  const name = file === '-' ? 'standard input' : file;
  const note = (text: string): void => terminal.err(`mailassay: ${name}: ${text}\n`);
  try {
    const message = guarded(await readMessage(file, terminal), note);
    const input = verifyInput(message, stated, note);
    const { verification, diagnosis } = await judge(input, resolver, clock, stated.outside);
    const report = makeReport({
      id: ids.next(),
      receivedAt: stated.at,
      language: stated.language,
      verification,
      diagnosis,
      response: { decision: 'none', reason: 'saved-message', sentAt: null },
      service: { version, host: stated.hostname, link: null },
    });
    return { name, report };
  } catch (error) {
    if (error instanceof Unusable) return { name, report: null, problem: error.message };
    throw error;
  }
}

async function readMessage(
  file: string,
  terminal: CommandContext['terminal'],
): Promise<Uint8Array> {
  if (file === '-') return await terminal.readInput();
  try {
    return await readFile(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const why: Record<string, string> = {
      ENOENT: 'there is no such file',
      EACCES: 'it may not be read',
      EISDIR: 'it is a directory',
      ERR_FS_FILE_TOO_LARGE: 'it is too large',
    };
    throw new Unusable(`cannot be read: ${why[code] ?? (code || 'unknown error')}`);
  }
}

/** LF files become CRLF, which is told; what the structure guard refuses is not judged. */
function guarded(octets: Uint8Array, note: (text: string) => void): Uint8Array {
  const message = savedMessage(octets);
  if (message.problem !== null) throw new Unusable(message.problem);
  if (message.converted) note('has LF line ends; judged with CRLF, as SMTP would carry it');
  return message.bytes;
}

function verifyInput(
  message: Uint8Array,
  { ip: given, helo: givenHelo, mailFrom: givenMailFrom, at, hostname }: StatedSession,
  note: (text: string) => void,
): VerifyInput {
  const stated = sessionFromHeaders(message);
  const ip = given ?? stated.ip;
  if (ip === null)
    throw new Unusable('tells in no Received field which address it came from: --ip is needed');
  const clientIp = canonicalAddress(ip);
  if (clientIp === null)
    throw new Unusable(
      `has ${ip} in its first Received field, which is no address: --ip is needed`,
    );
  if (given === undefined) note(`--ip ${ip} is taken from its first Received field`);
  const helo = givenHelo ?? (given === undefined ? stated.helo : null) ?? addressLiteral(clientIp);
  const mailFrom = (givenMailFrom ?? stated.reversePath ?? '').trim().replace(/^<(.*)>$/s, '$1');
  return {
    message,
    envelope: {
      clientIp,
      clientName: null,
      helo,
      mailFrom,
      rcptTo: [],
      tls: null,
      smtputf8: false,
    },
    host: hostname,
    at,
    organizationsOf: [],
  };
}
