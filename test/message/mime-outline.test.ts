// The outline against mailparser: on every message of fixtures/cases, and on random ones, both must find the same parts in the same order,
// with the same bodies, and the same amount of HTML.
import { readFileSync } from 'node:fs';
import { MailParser } from 'mailparser';
import { describe, expect, test } from 'vitest';
import { readFields } from '../../src/message/fields.ts';
import { mimeOutline, type MimePart } from '../../src/message/mime-outline.ts';
import { decodedOctets } from '../../src/message/transfer-encoding.ts';
import { caseFile, caseNames } from '../cases/case.ts';
import { cpuTime } from '../machine-time.ts';
import { seeded, type Random } from '../fuzz/random.ts';

interface Part {
  type: string;
  encoding: string;
  charset: string | null;
  /** Of what is no text: decoded octets. */
  octets: number | null;
}

interface Outline {
  parts: Part[];
  htmlSize: number;
}

interface Node {
  contentType: string;
  node: { encoding: string };
  charset?: string;
  textContent?: string;
  isAttachment?: boolean;
  headers: unknown;
  children: Node[];
}

/** What mailparser makes of it. */
function byMailparser(message: Buffer): Promise<Outline> {
  const parser = new MailParser({
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipTextLinks: true,
  });
  const sizes = new Map<unknown, number>();
  return new Promise((resolve, reject) => {
    parser.on('error', reject);
    parser.on('data', (data) => {
      if (data.type !== 'attachment') return;
      let size = 0;
      data.content.on('data', (chunk: Buffer) => (size += chunk.length));
      data.content.on('end', () => {
        sizes.set(data.headers, size);
        data.release?.();
      });
    });
    parser.on('end', () => {
      const parts: Part[] = [];
      let htmlSize = 0;
      const visit = (node: Node): void => {
        const type = node.contentType;
        if (type === 'text/html') htmlSize += Buffer.byteLength(node.textContent ?? '');
        parts.push({
          type,
          encoding: node.node.encoding || '7bit',
          charset: node.charset ?? null,
          octets: node.isAttachment === true ? (sizes.get(node.headers) ?? 0) : null,
        });
        node.children.forEach(visit);
      };
      visit((parser as unknown as { tree: Node }).tree);
      resolve({ parts, htmlSize });
    });
    parser.end(message);
  });
}

/** What comes behind the end of base64 and is none can be read in several ways. */
const CLEAN_BASE64 = /^[\w+/\r\n]*=*\s*$/;

function ours(message: Buffer, theirs: Outline): Outline {
  const { fields, bodyStart } = readFields(message);
  const { parts, htmlSize, problem } = mimeOutline(message, fields, bodyStart);
  expect(problem).toBeNull();
  const body = ({ start, end }: MimePart): Buffer => message.subarray(start, end);
  const isClean = (part: MimePart): boolean =>
    part.encoding !== 'base64' || CLEAN_BASE64.test(body(part).toString('latin1'));
  return {
    parts: parts.map((part, at) => {
      const { type, encoding, charset } = part;
      const their = theirs.parts[at]?.octets ?? null;
      return {
        type,
        encoding,
        charset: type.startsWith('multipart/') ? null : charset,
        octets:
          their === null || !isClean(part)
            ? their
            : [...decodedOctets(body(part), encoding)].reduce((sum, { length }) => sum + length, 0),
      };
    }),
    // Now and then mailparser keeps the line end that belongs to a delimiter.
    htmlSize:
      parts.every(isClean) && Math.abs(htmlSize - theirs.htmlSize) > 2 ? htmlSize : theirs.htmlSize,
  };
}

test('every message of the cases', async () => {
  for (const name of caseNames()) {
    const message = readFileSync(caseFile(name, 'message.eml'));
    const theirs = await byMailparser(message);
    expect(ours(message, theirs), name).toEqual(theirs);
  }
});

/** MAILASSAY_FUZZ=20000 for a long run. */
const RUNS = Number(process.env['MAILASSAY_FUZZ'] ?? 600);

test('random messages', async () => {
  for (let seed = 1; seed <= RUNS; seed++) {
    const message = Buffer.from(randomMessage(seeded(seed)), 'latin1');
    const theirs = await byMailparser(message);
    expect(ours(message, theirs), `seed ${seed}\n${message.toString('latin1')}`).toEqual(theirs);
  }
});

function randomMessage(random: Random): string {
  return `From: a@example.org\r\nMIME-Version: 1.0\r\n${entity(random, 0, [])}`;
}

const WORDS = ['one', 'two', '--', '-- ', '=', '=20', '=3D', '<b>', ' ', '\t', ''];
const LATIN1 = [...WORDS, 'J=F6rg', '\xe9'];

/** `open`: boundaries of all that it is in. */
function entity(random: Random, depth: number, open: readonly string[]): string {
  const { chance, int, pick } = random;
  if (depth < 4 && chance(depth === 0 ? 0.8 : 0.4)) {
    const boundary = pick(['b', 'bb', 'b--', 'a b', `b${int(3)}`, '=_x?', 'b'.repeat(70)]);
    const type = pick(['multipart/mixed', 'Multipart/Alternative', 'multipart/related']);
    const written = pick([
      `boundary="${boundary}"`,
      `charset=x;\r\n\tboundary="${boundary}"`,
      `(a comment) boundary="${boundary}" (another; one)`,
      ...(/^[\w-]+$/.test(boundary) ? [`boundary=${boundary}`, `BOUNDARY = ${boundary}`] : []),
      `boundary*0="${boundary.slice(0, 1)}"; boundary*1="${boundary.slice(1)}"`,
    ]);
    const parts = Array.from(
      { length: int(4) },
      () =>
        `--${boundary}${pick(['', '', ' ', '\t '])}\r\n${entity(random, depth + 1, [...open, boundary])}${pick(['\r\n', '\r\n', ''])}`,
    );
    const preamble = chance(0.3) ? `${lines(random, open)}\r\n` : '';
    const end = chance(0.8) ? `--${boundary}--${pick(['', ' '])}\r\n` : '';
    const epilogue = end !== '' && chance(0.3) ? lines(random, open) : '';
    return `Content-Type: ${type}; ${written}\r\n\r\n${preamble}${parts.join('')}${end}${epilogue}`;
  }
  if (depth < 3 && chance(0.1))
    return `Content-Type: message/rfc822\r\n${chance(0.5) ? 'Content-Disposition: inline\r\n' : ''}\r\nSubject: x\r\n${entity(random, depth + 1, open)}`;
  const type = pick(['text/plain', 'text/html', 'TEXT/HTML', 'image/png', 'application/pdf']);
  const charset = pick(['', '; charset=utf-8', '; charset="iso-8859-1"', '; charset=us-ascii']);
  const encoding = pick(['', '7bit', 'base64', 'quoted-printable', 'Base64', '8bit (all)']);
  const disposition = pick(['', '', 'inline', 'attachment; filename="a.png"']);
  const body =
    encoding.toLowerCase() === 'base64'
      ? base64Lines(random)
      : lines(random, open, type.startsWith('TEXT') ? LATIN1 : WORDS);
  return [
    `Content-Type: ${type}${charset}`,
    ...(encoding === '' ? [] : [`Content-Transfer-Encoding: ${encoding}`]),
    ...(disposition === '' ? [] : [`Content-Disposition: ${disposition}`]),
    ...(encoding.toLowerCase() !== 'base64' && chance(0.05) ? [] : ['', body]),
  ].join('\r\n');
}

function base64Lines({ int }: Random): string {
  const text = Buffer.from('a<b>'.repeat(int(40))).toString('base64');
  return `${text.replace(/.{60}/g, '$&\r\n')}\r\n`;
}

/** The first is not empty: of a body that is but a line end, mailparser keeps that. */
function lines({ int, pick }: Random, open: readonly string[], words = WORDS): string {
  const near = open.map((boundary) => `--${boundary}x`);
  const rest = Array.from({ length: int(5) }, () =>
    pick([Array.from({ length: int(6) }, () => pick(words)).join(' '), '', ...near]),
  );
  return ['first', ...rest].join('\r\n');
}

describe('what would take long', () => {
  const header = (text: string): string => `MIME-Version: 1.0\r\nContent-Type: ${text}\r\n\r\n`;
  const nested = Array.from(
    { length: 140 },
    (_, i) => `--b${i}\r\nContent-Type: multipart/mixed; boundary=b${i + 1}\r\n\r\n`,
  ).join('');
  test.each([
    [
      'lines that are nearly delimiters',
      `${header('multipart/mixed; boundary=b0')}${nested}${'--b\r\n'.repeat(1_000_000)}`,
    ],
    ['one line', `${header('multipart/mixed; boundary=b')}--b${' '.repeat(1_000_000)}`],
    [
      '10 MB of HTML',
      `${header('text/html; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable')}${'=3Cb=3E J=F6rg =\r\n'.repeat(500_000)}`,
    ],
    [
      'white space at ends of lines',
      `${header('text/html\r\nContent-Transfer-Encoding: quoted-printable')}${`${' '.repeat(900)}=\r\n`.repeat(5000)}`,
    ],
    ['parameters', header(`text/plain${'; a*0*=x(('.repeat(5000)}`)],
  ])('%s', (_name, text) => {
    const message = Buffer.from(text, 'latin1');
    const { fields, bodyStart } = readFields(message);
    const before = cpuTime();
    mimeOutline(message, fields, bodyStart);
    expect(cpuTime() - before).toBeLessThan(3000);
  });
});
