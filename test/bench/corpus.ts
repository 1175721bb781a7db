// The load of the benchmark: different messages of 20 senders, composed as mail programs compose them and signed, and the zones
// that the senders publish. TTL 0: a public service sees each domain once, so nothing may be remembered.
import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import type Mail from 'nodemailer/lib/mailer/index.js';
import { dkimSign } from 'mailauth/lib/dkim/sign.js';
import { seededRandom, type Random } from '../forensics/random.ts';
import { privateKey, recordText, type KeyName } from '../verify/dkim/signer.ts';

export const DOMAINS = 20;
const MESSAGES = 200;
const MIN_SIZE = 2_000;
const MEAN_SIZE = 15_000;
/** Larger mail is large by what is attached. */
const LARGE = 100_000;

export interface Letter {
  /** The address of the sending server, on loopback. */
  client: string;
  helo: string;
  mailFrom: string;
  /** As it goes over the wire up to the dot: CRLF, dots doubled. */
  wire: Buffer;
}

const domainOf = (index: number): string => `d${String((index % DOMAINS) + 1).padStart(2, '0')}`;
const clientOf = (index: number): string => `127.0.1.${(index % DOMAINS) + 1}`;

/** Selector and key of each signature of a domain: most sign with RSA, some twice, one with Ed25519 alone. */
function signaturesOf(index: number): { selector: string; key: KeyName }[] {
  const number = index % DOMAINS;
  const rsa = {
    selector: number % 2 === 0 ? 's1' : '20260401',
    key: number % 2 === 0 ? ('rsa2048' as const) : ('rsa2048b' as const),
  };
  const ed25519 = { selector: 'ed', key: 'ed25519' as const };
  if (number === 19) return [ed25519];
  return number >= 16 ? [rsa, ed25519] : [rsa];
}

/** What the senders publish. SPF takes two includes, one within the other for every second domain; DMARC is at the organization. */
export function zoneText(): string {
  const lines = ['$TTL 0', '. SOA a.root.example. hostmaster.root.example. 1 7200 900 1209600 0'];
  for (let index = 0; index < DOMAINS; index++) {
    const owner = `${domainOf(index)}.example.`;
    const isNested = index % 2 === 1;
    lines.push(
      `${owner} SOA ns.${owner} hostmaster.${owner} 1 7200 900 1209600 0`,
      `${owner} MX 10 mx.${owner}`,
      `mx.${owner} A ${clientOf(index)}`,
      `mx.${owner} TXT "v=spf1 a -all"`,
      `${clientOf(index).split('.').toReversed().join('.')}.in-addr.arpa. PTR mx.${owner}`,
      `mail.${owner} MX 10 mx.${owner}`,
      `mail.${owner} TXT "v=spf1 ip4:192.0.2.0/24 include:_spf1.${owner} ${isNested ? '' : `include:_spf2.${owner} `}-all"`,
      `_spf1.${owner} TXT "v=spf1 ip4:198.51.100.0/24 ip6:2001:db8::/32 ${isNested ? `include:_spf2.${owner} ` : ''}-all"`,
      `_spf2.${owner} TXT "v=spf1 ip4:203.0.113.0/24 ip4:${clientOf(index)} -all"`,
      `_dmarc.${owner} TXT "v=DMARC1; p=reject; rua=mailto:dmarc@${owner.slice(0, -1)}"`,
    );
    for (const { selector, key } of signaturesOf(index))
      lines.push(`${selector}._domainkey.mail.${owner} TXT "${recordText(key)}"`);
  }
  return `${lines.join('\n')}\n`;
}

const WORDS =
  'the invoice order delivery of your account was sent and will arrive at on Monday team meeting please find report attached update weekly we hope this helps to regards customer number price café naïve résumé über Größe total shipping address thank you for with more information about'.split(
    ' ',
  );

function prose(random: Random, octets: number): string {
  const paragraphs: string[] = [];
  for (let left = octets; left > 0;) {
    let line = '';
    const length = Math.min(left, 60 + random.below(500));
    while (line.length < length) line += `${random.pick(WORDS)} `;
    paragraphs.push(line.trim());
    left -= line.length + 2;
  }
  return paragraphs.join('\n\n');
}

const page = (random: Random, octets: number): string =>
  `<!DOCTYPE html><html><head><style>td { padding: 4px }</style></head><body><table width="600">${prose(
    random,
    octets * 0.8,
  )
    .split('\n\n')
    .map((text) => `<tr><td style="font-family: sans-serif">${text}</td></tr>`)
    .join('\n')}</table></body></html>`;

function octetsOf(random: Random, size: number): Buffer {
  const octets = Buffer.alloc(size);
  for (let at = 0; at + 4 <= size; at += 4) octets.writeUInt32LE(random.below(2 ** 32), at);
  return octets;
}

/** The shapes of real mail; `room` is the octets there are for its parts. */
const SHAPES: ((random: Random, room: number) => Mail.Options)[] = [
  (random, room) => ({ text: prose(random, room) }),
  (random, room) => ({ text: prose(random, room * 0.3), html: page(random, room * 0.55) }),
  (random, room) => ({
    text: prose(random, room * 0.9),
    list: { id: 'announcements <announce.example>', unsubscribe: 'https://lists.example/u' },
    headers: { Precedence: 'list', Sender: 'announce-bounces@lists.example' },
  }),
  (random, room) => ({
    text: prose(random, 600),
    html: page(random, 900),
    attachments: [
      {
        filename: 'invoice.pdf',
        contentType: 'application/pdf',
        content: octetsOf(random, Math.max(64, (room - 2_500) * 0.7)),
      },
    ],
  }),
  (random, room) => ({ html: page(random, room * 0.7), textEncoding: 'base64' }),
];

async function letter(index: number, size: number): Promise<Letter> {
  const random = seededRandom(index + 1);
  const owner = domainOf(index);
  const from = `sender${index}@mail.${owner}.example`;
  const shape = size > LARGE ? SHAPES[3] : SHAPES[index % SHAPES.length];
  const composed = await new MailComposer({
    from: { name: `Sender ${index}, Größe`, address: from },
    to: 'assert@localhost',
    subject: `${index}: ${prose(random, 40)}`,
    date: new Date(Date.UTC(2026, 10, 24, 10, 0, index % 60)),
    messageId: `<${index}.${size}@mail.${owner}.example>`,
    newline: '\r\n',
    textEncoding: 'quoted-printable',
    ...shape?.(random, Math.max(300, size - 1_400)),
  })
    .compile()
    .build();
  const signers = signaturesOf(index).map(({ selector, key }) => ({
    signingDomain: `mail.${owner}.example`,
    selector,
    privateKey: String(privateKey(key).export({ type: 'pkcs8', format: 'pem' })),
    algorithm: key === 'ed25519' ? ('ed25519-sha256' as const) : ('rsa-sha256' as const),
  }));
  const [first] = signers;
  if (first === undefined) throw new Error('every sender signs');
  const { signatures } = await dkimSign(composed, {
    ...first,
    canonicalization: index % 3 === 0 ? 'relaxed/simple' : 'relaxed/relaxed',
    signTime: new Date(Date.UTC(2026, 10, 24, 10, 0, 0)),
    signatureData: signers,
  });
  const text = `${signatures}${composed.toString('latin1')}`.replace(/^\./gm, '..');
  return {
    client: clientOf(index),
    helo: `mx.${owner}.example`,
    mailFrom: from,
    wire: Buffer.from(text.endsWith('\r\n') ? text : `${text}\r\n`, 'latin1'),
  };
}

/** Sizes as mail has them: many are small, few are large; 2 to 100 kB. */
function sizeOf(index: number): number {
  // An order that has nothing to do with shapes and senders.
  const point = (((index * 73) % MESSAGES) + 0.5) / MESSAGES;
  // The curve's mean is the gamma function of 2.2.
  return Math.round(MIN_SIZE + ((MEAN_SIZE - MIN_SIZE) / 1.1018) * (-Math.log(1 - point)) ** 1.2);
}

/** All messages of the mixed load, or `count` of one size. */
export function letters(size: number | null, count = MESSAGES): Promise<Letter[]> {
  return Promise.all(
    Array.from({ length: count }, (_, index) => letter(index, size ?? sizeOf(index))),
  );
}
