// Makes fixtures/forensics: signed letters that real mail software has changed. Run by hand where the software is installed
// (python3, formail, altermime, spamassassin, reformime, Perl's MIME::Parser, Postfix); what is not there is left out and named. The
// expectations are written here, by what the software is told to do, not by what forensics say.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { octetsOf } from './judge.ts';
import { letter, SHAPES } from './letters.ts';
import { seededRandom } from './random.ts';
import { signed, type SignChoice } from './sign.ts';
import { postfixSink } from './postfix-sink.ts';
import type { SoftwareCase } from './software-cases.ts';

const ENCODING = ['transfer-encoding-changed'];
const MIME_FIELDS = [
  'content-type-rewritten',
  'content-transfer-encoding-rewritten',
  'field-removed',
  'field-added',
  'mime-version-rewritten',
  'field-duplicated',
];
const FOLDS = [
  'field-refolded',
  'field-white-space-changed',
  'field-name-case-changed',
  'signature-refolded',
  'encoded-word-reencoded',
  'encoded-word-charset-changed',
  'display-name-reencoded',
  'display-name-quoted',
  'display-name-unquoted',
  'address-list-changed',
];
const TIDY = [
  'blank-lines-changed',
  'mime-header-changed',
  'trailing-white-space-changed',
  'from-escaped',
  'lines-wrapped',
  'mime-part-removed',
  'line-endings-changed',
];
const WRAPPED = ['wrapped-in-multipart', 'mime-part-added', 'lines-appended'];

type Change = (octets: Buffer) => Buffer | null | Promise<Buffer | null>;

interface Program {
  name: string;
  change: Change;
  expected: string[][];
  also: string[];
}

const python =
  (how: string): Change =>
  (octets) =>
    run('python3', [new URL('software/change.py', import.meta.url).pathname, how], octets);
const perl =
  (script: string): Change =>
  (octets) =>
    run('perl', ['-e', script], octets);

function run(command: string, args: readonly string[], input: Buffer): Buffer | null {
  const { status, stdout, error } = spawnSync(command, args, {
    input,
    maxBuffer: 64 * 1024 * 1024,
    timeout: 60_000,
  });
  return error !== undefined || status !== 0 ? null : stdout;
}

/** Programs that read LF files. */
const unix =
  (command: string, args: readonly string[]): Change =>
  (octets) => {
    const out = run(
      command,
      args,
      Buffer.from(octets.toString('latin1').replaceAll('\r\n', '\n'), 'latin1'),
    );
    return out === null || out.length === 0
      ? null
      : Buffer.from(
          out
            .toString('latin1')
            .replace(/^From .*\n/, '')
            .replace(/\r?\n/g, '\r\n'),
          'latin1',
        );
  };

const inFile =
  (command: string, args: (path: string) => string[]): Change =>
  (octets) => {
    const folder = mkdtempSync(join(tmpdir(), 'software-'));
    try {
      const path = join(folder, 'mail');
      writeFileSync(path, octets.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
      writeFileSync(
        join(folder, 'disclaimer.txt'),
        '\n-- \nThis e-mail is confidential and meant for its recipient only.\nPesan ini bersifat rahasia.\n',
      );
      const { error } = spawnSync(command, args(path), { cwd: folder, timeout: 60_000 });
      if (error !== undefined) return null;
      return Buffer.from(readFileSync(path, 'latin1').replace(/\r?\n/g, '\r\n'), 'latin1');
    } finally {
      rmSync(folder, { recursive: true });
    }
  };

const MIME_PARSER =
  'use MIME::Parser; my $p = MIME::Parser->new; $p->output_to_core(1); $p->tmp_to_core(1); local $/; my $in = <STDIN>; $in =~ s/\\r\\n/\\n/g; my $e = $p->parse_data($in); BODY $e->print(\\*STDOUT);';
const perlMime =
  (script: string): Change =>
  async (octets) => {
    const out = await perl(MIME_PARSER.replace('BODY', script))(octets);
    return out === null || out.length === 0
      ? null
      : Buffer.from(out.toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1');
  };

const PROGRAMS: readonly Program[] = [
  {
    name: 'python email, parsed and written',
    change: python('parsed-again'),
    expected: [[]],
    also: [...FOLDS, ...TIDY],
  },
  {
    name: 'python email, SMTP policy',
    change: python('parsed-again-smtp'),
    expected: [[]],
    also: [...FOLDS, ...TIDY],
  },
  {
    name: 'python email, default policy',
    change: python('parsed-again-default'),
    expected: [[]],
    also: [...FOLDS, ...TIDY],
  },
  {
    name: 'python email, 7bit policy',
    change: python('parsed-again-7bit'),
    expected: [[]],
    also: [...FOLDS, ...TIDY, ...ENCODING, ...MIME_FIELDS],
  },
  {
    name: 'python email, text made quoted-printable',
    change: python('to-quoted-printable'),
    expected: [ENCODING],
    also: [...FOLDS, ...TIDY, ...MIME_FIELDS],
  },
  {
    name: 'python email, text made base64',
    change: python('to-base64'),
    expected: [ENCODING],
    also: [...FOLDS, ...TIDY, ...MIME_FIELDS],
  },
  {
    name: 'python email, text made 8bit',
    change: python('to-8bit'),
    expected: [ENCODING],
    also: [...FOLDS, ...TIDY, ...MIME_FIELDS],
  },
  {
    name: 'python quopri',
    change: (octets) =>
      /^content-transfer-encoding: [78]bit\r$/im.test(
        octets.toString('latin1').split('\r\n\r\n')[0] ?? '',
      )
        ? python('quopri-body')(octets)
        : null,
    expected: [ENCODING],
    also: MIME_FIELDS,
  },
  {
    name: 'list footer as Mailman',
    change: python('list-footer'),
    expected: [
      ['lines-appended', 'mime-part-added', 'wrapped-in-multipart', 'transfer-encoding-changed'],
    ],
    also: [...FOLDS, ...TIDY, ...MIME_FIELDS, ...ENCODING],
  },
  {
    name: 'list prefix as Mailman',
    change: python('list-prefix'),
    expected: [['subject-tag']],
    also: [...FOLDS, ...TIDY, 'subject-changed'],
  },
  {
    name: 'list prefix put before',
    change: python('list-prefix-text'),
    expected: [['subject-tag']],
    also: [...FOLDS, ...TIDY],
  },
  {
    name: 'list author as Mailman',
    change: python('list-author'),
    expected: [['from-rewritten', 'display-name-changed']],
    also: [...FOLDS, ...TIDY, ...MIME_FIELDS],
  },
  {
    name: 'list footer and prefix',
    change: python('whole-list'),
    expected: [
      ['subject-tag'],
      ['lines-appended', 'mime-part-added', 'wrapped-in-multipart', 'transfer-encoding-changed'],
    ],
    also: [...FOLDS, ...TIDY, ...MIME_FIELDS, ...ENCODING],
  },
  {
    name: 'python, subject decoded',
    change: python('subject-decoded'),
    expected: [['encoded-word-decoded']],
    also: [],
  },
  {
    name: 'python, subject encoded by Header',
    change: python('subject-encoded-anew'),
    expected: [
      [
        'encoded-word-reencoded',
        'encoded-word-charset-changed',
        'encoded-word-encoded',
        'field-refolded',
      ],
    ],
    also: [...FOLDS, ...TIDY],
  },
  {
    name: 'python, wrapped in multipart/mixed',
    change: python('wrapped'),
    expected: [['wrapped-in-multipart']],
    also: [...FOLDS, ...TIDY, ...MIME_FIELDS, ...WRAPPED],
  },
  {
    name: 'python mailbox, mbox',
    change: python('mbox'),
    expected: [['from-escaped']],
    also: [...FOLDS, ...TIDY],
  },
  {
    name: 'formail, through an mbox',
    change: unix('formail', []),
    expected: [['from-escaped']],
    also: [...FOLDS, ...TIDY],
  },
  {
    name: 'formail -c, fields unfolded',
    change: unix('formail', ['-f', '-c']),
    expected: [['field-refolded', 'signature-refolded', 'from-escaped']],
    also: [...FOLDS, ...TIDY],
  },
  {
    name: 'formail -R, subject renamed',
    change: unix('formail', ['-f', '-R', 'Subject', 'X-Original-Subject']),
    expected: [['field-removed', 'subject-changed']],
    also: TIDY,
  },
  {
    name: 'formail -I, MIME-Version dropped',
    change: unix('formail', ['-f', '-I', 'MIME-Version']),
    expected: [['field-removed']],
    also: TIDY,
  },
  {
    name: 'formail -i, Message-ID kept as Old-',
    change: unix('formail', ['-f', '-i', 'Message-ID: <new@gateway.example.net>']),
    expected: [['message-id-rewritten', 'field-changed']],
    also: [...TIDY, 'field-name-case-changed'],
  },
  {
    name: 'formail -A, a second To',
    change: unix('formail', ['-f', '-A', 'To: list@example.net']),
    expected: [['field-duplicated', 'field-added']],
    also: TIDY,
  },
  {
    name: 'altermime, disclaimer',
    change: inFile('altermime', (path) => [`--input=${path}`, '--disclaimer=disclaimer.txt']),
    expected: [['lines-appended', 'lines-inserted', 'transfer-encoding-changed']],
    also: [...TIDY, ...FOLDS, ...MIME_FIELDS],
  },
  {
    name: 'altermime, disclaimer in HTML too',
    change: inFile('altermime', (path) => [
      `--input=${path}`,
      '--disclaimer=disclaimer.txt',
      '--htmltoo',
      '--force-for-bad-html',
    ]),
    expected: [['lines-appended', 'lines-inserted', 'transfer-encoding-changed']],
    also: [...TIDY, ...FOLDS, ...MIME_FIELDS],
  },
  {
    name: 'spamassassin, subject rewritten',
    change: unix('spamassassin', [
      '-L',
      '--cf=rewrite_header Subject ***SPAM***',
      '--cf=required_score -20',
      '--cf=report_safe 0',
      '--cf=score BAYES_00 0',
    ]),
    expected: [['subject-tag']],
    also: [...TIDY, ...FOLDS],
  },
  {
    name: 'reformime -r7',
    change: unix('reformime', ['-r7']),
    expected: [ENCODING],
    also: [...TIDY, ...FOLDS, ...MIME_FIELDS],
  },
  {
    name: 'reformime -r8',
    change: unix('reformime', ['-r8']),
    expected: [ENCODING],
    also: [...TIDY, ...FOLDS, ...MIME_FIELDS],
  },
  {
    name: 'MIME::Parser, parsed and printed',
    change: perlMime(''),
    expected: [[]],
    also: [...TIDY, ...FOLDS, ...MIME_FIELDS, ...ENCODING],
  },
  {
    name: 'MIME::Parser, text made quoted-printable',
    change: perlMime(
      'for my $t ($e->parts_DFS) { next if $t->is_multipart || $t->effective_type !~ m{^text/}; $t->head->mime_attr("content-transfer-encoding", "quoted-printable"); }',
    ),
    expected: [ENCODING],
    also: [...TIDY, ...FOLDS, ...MIME_FIELDS],
  },
  {
    name: 'MIME::Parser, text made base64',
    change: perlMime(
      'for my $t ($e->parts_DFS) { next if $t->is_multipart || $t->effective_type !~ m{^text/}; $t->head->mime_attr("content-transfer-encoding", "base64"); }',
    ),
    expected: [ENCODING],
    also: [...TIDY, ...FOLDS, ...MIME_FIELDS],
  },
  {
    name: 'MIME::Parser, a part attached',
    change: perlMime(
      '$e->make_multipart("mixed", Force => 1); $e->attach(Type => "text/plain", Data => "Scanned.\\n");',
    ),
    expected: [WRAPPED],
    also: [...TIDY, ...FOLDS, ...MIME_FIELDS, ...ENCODING],
  },
  {
    name: 'sed, a tag before the subject',
    change: unix('sed', ['-e', 's/^Subject: /Subject: [EXTERNAL] /']),
    expected: [['subject-tag']],
    also: [],
  },
  {
    name: 'fold -w 78',
    change: (octets) => afterHeader(octets, unix('fold', ['-w', '78'])),
    expected: [['lines-wrapped']],
    also: [],
  },
  {
    name: 'fold -s -w 76',
    change: (octets) => afterHeader(octets, unix('fold', ['-s', '-w', '76'])),
    expected: [['lines-wrapped']],
    also: [],
  },
  {
    name: 'expand',
    change: (octets) => afterHeader(octets, unix('expand', [])),
    expected: [['tabs-to-spaces', 'white-space-changed']],
    also: [],
  },
  {
    name: 'cat -s',
    change: (octets) => afterHeader(octets, unix('cat', ['-s'])),
    expected: [['blank-lines-changed']],
    also: [],
  },
  {
    name: 'iconv to ISO-8859-1',
    change: (octets) => afterHeader(octets, unix('iconv', ['-f', 'UTF-8', '-t', 'ISO-8859-1'])),
    expected: [['charset-changed']],
    also: [],
  },
];

/** Only the body through a program. */
async function afterHeader(octets: Buffer, change: Change): Promise<Buffer | null> {
  const end = octets.indexOf('\r\n\r\n') + 4;
  const body = await change(octets.subarray(end));
  return body === null ? null : Buffer.concat([octets.subarray(0, end), body]);
}

const folder = new URL('../../fixtures/forensics/', import.meta.url).pathname;
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const random = seededRandom(77);
const CANONICALIZATIONS = [
  'relaxed/relaxed',
  'relaxed/simple',
  'simple/simple',
  'relaxed/relaxed',
] as const;
const cases: SoftwareCase[] = [];
const missing = new Set<string>();
const sink = await postfixSink();
if (sink === null) missing.add('Postfix to a server without 8BITMIME');
const programs: readonly Program[] =
  sink === null
    ? PROGRAMS
    : [
        ...PROGRAMS,
        {
          name: 'Postfix to a server without 8BITMIME',
          change: (octets) => sink.send(octets),
          expected: [ENCODING],
          also: [...FOLDS, ...MIME_FIELDS, 'lines-wrapped'],
        },
      ];
for (const { name, change, expected, also } of programs) {
  let kept = 0;
  const shapes = Object.keys(SHAPES).filter((shape) =>
    name.includes('8BITMIME') || name.includes('reformime -r7') || name.includes('iconv')
      ? shape.includes('8bit') || shape.includes('one line')
      : name.includes('fold')
        ? !shape.includes('quoted') && !shape.includes('base64')
        : true,
  );
  for (let at = 0; at < shapes.length * 2 && kept < 12; at++) {
    const shape = shapes[at % shapes.length] ?? '';
    const choice: SignChoice = {
      canonicalization:
        CANONICALIZATIONS[(kept + at) % CANONICALIZATIONS.length] ?? 'relaxed/relaxed',
      key: random.pick(['rsa2048', 'rsa2048', 'rsa1024', 'ed25519'] as const),
    };
    const message = octetsOf(signed(letter(shape, random, at), choice, random));
    const changed = await change(message);
    if (changed === null) {
      // Not there at all, or it could not read this one.
      if (kept === 0 && at > 6) break;
      continue;
    }
    // A message without its signature is not a case.
    if (
      changed.equals(message) ||
      changed.length > 9000 ||
      !/^DKIM-Signature:/im.test(changed.toString('latin1').split('\r\n\r\n', 1)[0] ?? '')
    )
      continue;
    const file = `${name.replace(/[^A-Za-z0-9]+/g, '-').toLowerCase()}-${String(++kept).padStart(2, '0')}.eml`;
    writeFileSync(join(folder, file), changed);
    cases.push({
      file,
      software: name,
      key: choice.key,
      shape,
      canonicalization: choice.canonicalization,
      expected,
      also,
    });
  }
}
await sink?.stop();
for (const { name } of programs)
  if (!cases.some(({ software }) => software === name)) missing.add(name);
writeFileSync(
  join(folder, 'cases.json'),
  `[\n${cases.map((one) => `  ${JSON.stringify(one)}`).join(',\n')}\n]\n`,
);
const git = execFileSync('du', ['-sh', folder]).toString().split('\t')[0] ?? '';
process.stdout.write(
  `${cases.length} messages, ${git}; left out: ${[...missing].join(', ') || 'nothing'}\n`,
);
