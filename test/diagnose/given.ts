// A mail as it is judged for real: a zone as text, a message signed with the test keys, `verify` over both, `diagnose` on what came out.
// Everything is right unless a case says otherwise; a case states only what is different.
import { zoneResolver } from '../../src/dns/zone.ts';
import { diagnose } from '../../src/diagnose/diagnose.ts';
import type { FindingCode } from '../../src/diagnose/catalog.ts';
import type { Diagnosis, Finding } from '../../src/diagnose/finding.ts';
import { fixedClock } from '../../src/runtime/clock.ts';
import type { Envelope } from '../../src/message/envelope.ts';
import type { Verification, VerifyInput } from '../../src/verify/verification.ts';
import { verify } from '../../src/verify/verify.ts';
import {
  message,
  publicPart,
  signedField,
  type KeyName,
  type Recipe,
} from '../verify/dkim/signer.ts';

/** 2026-08-01T10:00:00Z */
export const AT = Date.UTC(2026, 7, 1, 10);
export const HOST = 'mx.mailassay.example';

/** Owner name to its lines without the name: `TXT "v=spf1 -all"`, `SERVFAIL`. */
export type Zone = Record<string, readonly string[] | null>;

const quoted = (text: string): string =>
  (text.match(/.{1,250}/gs) ?? ['']).map((part) => `"${part.replace(/["\\]/g, '\\$&')}"`).join(' ');

/** A TXT line. */
export const txt = (text: string): string => `TXT ${quoted(text)}`;

/** The key record of a test key; `tags` go before p=. */
export const keyTxt = (
  key: KeyName,
  tags = key.startsWith('ed25519') ? 'v=DKIM1; k=ed25519' : 'v=DKIM1; k=rsa',
): string => txt(`${tags}; p=${publicPart(key)}`);

export { publicPart };

export const ZONE: Zone = {
  'example.org': ['TXT "v=spf1 ip4:192.0.2.25 -all"', 'MX 10 mail.example.org', 'A 192.0.2.80'],
  'mail.example.org': ['A 192.0.2.25', 'TXT "v=spf1 a -all"'],
  '25.2.0.192.in-addr.arpa': ['PTR mail.example.org'],
  '_dmarc.example.org': ['TXT "v=DMARC1; p=reject; rua=mailto:postmaster@example.org"'],
  'sel._domainkey.example.org': [keyTxt('rsa2048')],
};

export interface SignatureGiven {
  domain?: string;
  selector?: string;
  key?: Recipe['key'];
  /** e.g. relaxed/simple */
  c?: string;
  h?: string;
  /** Other tags, before b=; null leaves one out. */
  tags?: Record<string, string | null>;
  hash?: 'sha256' | 'sha1';
  limit?: number;
}

export interface Given {
  /** Names whose records are others than in ZONE; null for none. */
  zone?: Zone;
  envelope?: Partial<Envelope>;
  /** Fields (lower-case name) with other values than usual: null leaves one out, several values are several fields. */
  header?: Record<string, string | readonly string[] | null>;
  body?: string;
  /** Signatures, the last one stands on top; [] for an unsigned mail. */
  signatures?: readonly SignatureGiven[];
  /** What happens after signing: fields without line ends, top first. */
  onTheWay?: (signed: { fields: string[]; body: string }) => { fields?: string[]; body?: string };
  at?: number;
}

const HEADER: Record<string, string> = {
  From: 'Anna <anna@example.org>',
  To: 'test@mailassay.example',
  Subject: 'Is our mail set up right?',
  Date: 'Sat, 01 Aug 2026 09:59:58 +0000',
  'Message-ID': '<1@example.org>',
  'MIME-Version': '1.0',
  'Content-Type': 'text/plain; charset=utf-8',
};
export const BODY = 'Dear postmaster,\r\n\r\nthis is a test.\r\n';
/** Every field that is there, From, To and Subject once more. */
export const H =
  'From:From:To:To:Subject:Subject:Date:Message-ID:MIME-Version:Content-Type:Reply-To:Cc:List-Unsubscribe:List-Unsubscribe-Post';

export function fieldsOf(header: Given['header'] = {}): string[] {
  const names = new Map(Object.keys(HEADER).map((name) => [name.toLowerCase(), name]));
  for (const name of Object.keys(header))
    if (!names.has(name.toLowerCase())) names.set(name.toLowerCase(), name);
  const changed = new Map(
    Object.entries(header).map(([name, value]) => [name.toLowerCase(), value]),
  );
  return [...names].flatMap(([key, name]) => {
    const value = changed.has(key) ? changed.get(key) : HEADER[name];
    if (value === null || value === undefined) return [];
    return (typeof value === 'string' ? [value] : value).map((one) => `${name}: ${one}`);
  });
}

function sign(fields: readonly string[], body: string, given: SignatureGiven): string {
  const {
    domain = 'example.org',
    selector = 'sel',
    key = 'rsa2048',
    c = 'relaxed/relaxed',
    h = H,
    tags = {},
    hash = 'sha256',
    limit,
  } = given;
  const [header, bodyForm] = c.split('/');
  const type = typeof key === 'string' && key.startsWith('ed25519') ? 'ed25519' : 'rsa';
  const all: Record<string, string | null> = {
    v: '1',
    a: `${type}-${hash}`,
    c,
    d: domain,
    s: selector,
    h,
    bh: '@BH@',
    ...tags,
    b: '@B@',
  };
  const text = Object.entries(all).flatMap(([name, value]) =>
    value === null ? [] : [`${name}=${value}`],
  );
  return signedField({
    fields: [...fields],
    body,
    signature: `DKIM-Signature: ${text.join('; ')}`,
    key,
    header: header === 'relaxed' ? 'relaxed' : 'simple',
    bodyForm: bodyForm === 'relaxed' ? 'relaxed' : 'simple',
    hash,
    names: h.split(':'),
    ...(limit === undefined ? {} : { limit }),
  });
}

export function zoneText(zone: Zone = {}): string {
  return Object.entries({ ...ZONE, ...zone })
    .flatMap(([name, lines]) => (lines ?? []).map((line) => `${name} ${line}`))
    .join('\n');
}

/** The message as it arrives, latin1 octets of a UTF-8 text. */
export function letter({ header, body = BODY, signatures = [{}], onTheWay }: Given): Buffer {
  const octets = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
  let fields = fieldsOf(header).map(octets);
  const text = octets(body);
  const plain = fields;
  for (const signature of signatures) fields = [sign(plain, text, signature), ...fields];
  const signed = { fields, body: text };
  const arrived = { ...signed, ...onTheWay?.(signed) };
  return Buffer.from(message(arrived.fields, arrived.body), 'latin1');
}

export function inputOf(given: Given = {}): VerifyInput {
  return {
    message: letter(given),
    envelope: {
      clientIp: '192.0.2.25',
      clientName: null,
      helo: 'mail.example.org',
      mailFrom: 'anna@example.org',
      rcptTo: ['test@mailassay.example'],
      tls: { version: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384' },
      smtputf8: false,
      ...given.envelope,
    },
    host: HOST,
    at: given.at ?? AT,
    organizationsOf: [],
  };
}

export async function factsOf(given: Given = {}): Promise<Verification> {
  return await verify(
    inputOf(given),
    zoneResolver(zoneText(given.zone)),
    fixedClock(given.at ?? AT),
  );
}

export async function judged(given: Given = {}): Promise<{
  facts: Verification;
  diagnosis: Diagnosis;
  findings: Finding[];
  codes: FindingCode[];
}> {
  const facts = await factsOf(given);
  const diagnosis = diagnose(facts);
  return {
    facts,
    diagnosis,
    findings: diagnosis.findings,
    codes: diagnosis.findings.map(({ code }) => code),
  };
}
