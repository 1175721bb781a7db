// `check` from outside: saved messages, a real DNS server, a process for each call.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Report } from '../../src/report/report.ts';
import { junitFaults } from '../report/junit-shape.ts';
import { SarifLog } from '../report/sarif-shape.ts';
import { readXml } from '../report/xml-reader.ts';
import { openSaved, received, type Saved } from './saved.ts';

let saved: Saved;
beforeAll(async () => {
  saved = await openSaved();
  await saved.save('good.eml', {});
  await saved.save('footer.eml', {}, (message) => `${message}-- \r\nScanned by amavis\r\n`);
  await saved.save('unsigned.eml', { from: 'admin@plain.example', signedBy: null });
  await saved.save('undecided.eml', { from: 'admin@servfail.example' });
  await saved.save('nul.eml', {}, (message) => `${message}\0\r\n`);
  await saved.save('empty.eml', {}, () => '');
  await saved.save('no-received.eml', { fields: [] });
});
afterAll(async () => {
  await saved?.close();
});

describe.concurrent('one message', () => {
  test.for([
    ['good.eml', 0, 'VERDICT: PASS'],
    ['footer.eml', 1, 'VERDICT: FAIL'],
    ['unsigned.eml', 1, 'VERDICT: FAIL'],
    ['undecided.eml', 3, 'VERDICT: INCOMPLETE'],
  ] as const)('%s: exit %i', async ([file, code, start]) => {
    const { code: exit, stdout, stderr } = await saved.process([file]);
    expect(stdout.startsWith(start)).toBe(true);
    expect(stderr).toBe(
      `mailassay: ${file}: --ip 192.0.2.10 is taken from its first Received field\n`,
    );
    expect(exit).toBe(code);
  });

  test('what is stated wins over what the message says', async () => {
    const { code, stdout } = await saved.check([
      'good.eml',
      '--ip',
      '198.51.100.9',
      '--helo',
      'elsewhere.example',
      '--mail-from',
      'admin@good.example',
      '--format',
      'json',
    ]);
    expect(Report.parse(JSON.parse(stdout))).toMatchObject({
      summary: { spf: 'fail', dkim: 'pass' },
      envelope: { clientIp: '198.51.100.9', helo: 'elsewhere.example' },
    });
    expect(code).toBe(1);
  });

  test('from standard input, with LF line ends', async () => {
    const input = (await readFile(join(saved.folder, 'good.eml'), 'utf8')).replaceAll('\r\n', '\n');
    const { code, stdout, stderr } = await saved.process(['-'], { input });
    expect(stdout).toMatch(/^VERDICT: PASS/);
    expect(stderr).toContain('standard input: has LF line ends; judged with CRLF');
    expect(code).toBe(0);
  });

  test('a good message has every field that DESIGN.md names', async () => {
    const { stdout } = await saved.check(['good.eml', '--format', 'json']);
    const report = Report.parse(JSON.parse(stdout));
    expect(report).toMatchObject({
      schema: 'mailassay-report/1',
      verdict: 'pass',
      summary: { spf: 'pass', dkim: 'pass', dmarc: 'pass', iprev: 'pass' },
      service: { link: null },
    });
    expect(report.dns.length).toBeGreaterThan(3);
  });

  test('options come from variables and from a file; options win over variables, variables over the file', async () => {
    const file = join(saved.folder, 'options.conf');
    await saved.save('options.conf', {}, () => 'format=headers\nLANGUAGE=id\nsmtp-port=2526\n');
    const language = async (args: string[], variables: Record<string, string>): Promise<string> =>
      (await saved.process(['good.eml', ...args], { variables })).stdout;
    expect(await language(['--config', file], {})).toMatch(/^Authentication-Results:/);
    expect(await language([], { CONFIG: file, FORMAT: 'text' })).toMatch(
      /^VERDICT: PASS \(LULUS\)/,
    );
    expect(await language(['--language', 'en'], { CONFIG: file, FORMAT: 'text' })).toMatch(
      /^VERDICT: PASS\./,
    );
  });
});

describe.concurrent('one clear line and exit 2', () => {
  test.for([
    [['gone.eml'], 'mailassay: gone.eml cannot be read: there is no such file\n'],
    [['.'], 'mailassay: . cannot be read: it is a directory\n'],
    [['empty.eml'], 'mailassay: empty.eml is empty: expected a message with its header\n'],
    [
      ['no-received.eml'],
      'mailassay: no-received.eml tells in no Received field which address it came from: --ip is needed\n',
    ],
    [['nul.eml'], /^mailassay: nul\.eml would be refused: 550 5\.6\.0 .*NUL.*\n$/],
    [['good.eml', '--ip', '1.2.3'], 'mailassay: --ip 1.2.3: expected an IPv4 or IPv6 address\n'],
    [
      ['good.eml', '--ip', '192.0.2.1', '--at', 'yesterday'],
      'mailassay: --at yesterday: expected a time such as 2026-11-24T10:00:00Z\n',
    ],
    [
      ['good.eml', '--dns', 'dns.example'],
      'mailassay: --dns dns.example: expected resolvers between commas, each ip, ip:port or [ip6]:port\n',
    ],
    [['-', '-'], 'mailassay: - (standard input) can be read only once\n'],
    [
      ['good.eml', '--expect', 'spf,dikm'],
      /'spf,dikm' is invalid\. Expected methods between commas, of spf, dkim, dmarc, arc, iprev, bimi\./,
    ],
    [['good.eml', '--expect', 'tls'], /of spf, dkim, dmarc, arc, iprev, bimi/],
    [
      ['good.eml', '--format', 'pdf'],
      /'pdf' is invalid\. Allowed choices are text, json, junit, sarif, port25, sendmail, elandsys, headers\./,
    ],
    [[], /missing required argument 'files'/],
    [
      ['good.eml', '--config', 'gone.conf'],
      /^mailassay: config file gone\.conf: cannot be read \(ENOENT\)\n$/,
    ],
  ] as const)('%j', async ([args, line]) => {
    const { code, stdout, stderr } = await saved.check(args);
    expect(stdout).toBe('');
    expect(stderr).toMatch(line);
    expect(code).toBe(2);
  });
});

describe.concurrent('formats', () => {
  test.for([
    ['port25', 'DKIM check:         pass'],
    ['sendmail', 'DKIM signature confirmed GOOD'],
    ['elandsys', 'DKIM Signature validation: pass (2048-bit key)'],
    ['headers', 'Authentication-Results: localhost;'],
  ] as const)('%s', async ([format, line]) => {
    const { code, stdout } = await saved.check(['good.eml', '--format', format]);
    expect(stdout).toContain(line);
    expect(code).toBe(0);
  });

  test('junit, of one and of several', async () => {
    const one = readXml((await saved.check(['footer.eml', '--format', 'junit'])).stdout);
    expect(junitFaults(one)).toEqual([]);
    expect(one.attributes).toMatchObject({ tests: '6', failures: '1', errors: '0' });
    const { stdout, stderr, code } = await saved.check([
      'good.eml',
      'footer.eml',
      'gone.eml',
      'undecided.eml',
      '--format',
      'junit',
    ]);
    const root = readXml(stdout);
    expect(junitFaults(root)).toEqual([]);
    expect(
      root.children.map(({ attributes }) => [
        attributes['name'],
        attributes['failures'],
        attributes['errors'],
      ]),
    ).toEqual([
      ['mailassay.good.eml', '0', '0'],
      ['mailassay.footer.eml', '1', '0'],
      ['mailassay.gone.eml', '0', '1'],
      // SPF, and whether DMARC would pass.
      ['mailassay.undecided.eml', '0', '2'],
    ]);
    expect(stderr).toContain('4 messages: 1 pass, 1 incomplete, 1 fail, 1 unusable\n');
    expect(code).toBe(2);
  });

  test('sarif, of one and of several', async () => {
    const [one] = SarifLog.parse(
      JSON.parse((await saved.check(['footer.eml', '--format', 'sarif'])).stdout),
    ).runs;
    expect(one?.results[0]?.locations[0]?.physicalLocation.artifactLocation.uri).toBe('footer.eml');
    const log = SarifLog.parse(
      JSON.parse(
        (await saved.check(['./good.eml', 'footer.eml', 'gone.eml', '--format', 'sarif'])).stdout,
      ),
    );
    expect(log.runs).toHaveLength(1);
    const uris = new Set(
      log.runs[0]?.results.map(
        ({ locations }) => locations[0]?.physicalLocation.artifactLocation.uri,
      ),
    );
    expect([...uris]).toEqual(expect.arrayContaining(['footer.eml']));
    expect(log.runs[0]?.invocations[0]).toMatchObject({ executionSuccessful: false });
  });

  test('json, of several: an array in the order of the files', async () => {
    const { stdout, code } = await saved.check([
      'good.eml',
      'gone.eml',
      'footer.eml',
      '--format',
      'json',
    ]);
    const all = JSON.parse(stdout) as { file: string; error?: string; verdict?: string }[];
    expect(all.map(({ file, error, verdict }) => [file, verdict ?? error])).toEqual([
      ['good.eml', 'pass'],
      ['gone.eml', 'cannot be read: there is no such file'],
      ['footer.eml', 'fail'],
    ]);
    expect(Report.parse(all[0])).toMatchObject({ verdict: 'pass' });
    expect(code).toBe(2);
  });
});

describe.concurrent('several messages', () => {
  test('each has its report, and a summary names the cause of each that is not right', async () => {
    const { stdout, code } = await saved.check(['good.eml', 'footer.eml', 'undecided.eml']);
    const headings = [...stdout.matchAll(/^==> (.*) <==\nVERDICT: (\w+)/gm)].map(
      ([, file, verdict]) => [file, verdict],
    );
    expect(headings).toEqual([
      ['good.eml', 'PASS'],
      ['footer.eml', 'FAIL'],
      ['undecided.eml', 'INCOMPLETE'],
    ]);
    const summary = stdout.slice(stdout.indexOf('3 messages:')).trimEnd().split('\n');
    expect(summary[0]).toBe('3 messages: 1 pass, 1 incomplete, 1 fail');
    expect(summary[1]).toBe('  pass        good.eml');
    expect(summary[2]).toMatch(/^ {2}fail {8}footer\.eml: dkim=fail: .+ \(dkim-[a-z-]+\)$/);
    expect(summary[3]).toMatch(/^ {2}incomplete {2}undecided\.eml: spf=temperror: /);
    expect(code).toBe(1);
  });

  test.for([
    [['good.eml', 'good.eml'], 0],
    [['good.eml', 'undecided.eml'], 3],
    [['undecided.eml', 'footer.eml'], 1],
    [['footer.eml', 'gone.eml'], 2],
  ] as const)('%j: exit %i', async ([files, code]) => {
    expect((await saved.check(files)).code).toBe(code);
  });

  test('as a process, one line for monitoring', async () => {
    const { code, stdout } = await saved.process(['good.eml', 'footer.eml', '--nagios']);
    expect(stdout).toMatch(
      /^MAILASSAY CRITICAL - 1 of 2 messages fail: footer\.eml dkim=fail: [^\n]+\n$/,
    );
    expect(code).toBe(2);
  });

  test('standard input among them', async () => {
    const input = await readFile(join(saved.folder, 'footer.eml'));
    const { stdout } = await saved.process(['good.eml', '-'], { input });
    expect(stdout).toContain('  fail        standard input: dkim=fail: ');
  });
});

describe.concurrent('--expect', () => {
  test.for([
    ['footer.eml', 'spf', 0],
    ['footer.eml', 'spf,iprev', 0],
    ['footer.eml', 'spf,dkim', 1],
    ['footer.eml', 'DKIM', 1],
    ['good.eml', 'spf,dkim,dmarc,iprev', 0],
    ['good.eml', 'spf,arc', 1],
    ['undecided.eml', 'dkim', 0],
    ['undecided.eml', 'spf,dkim', 3],
    ['unsigned.eml', 'dmarc', 1],
  ] as const)('%s %s: exit %i', async ([file, expected, exit]) => {
    const { code, stdout } = await saved.check([file, '--expect', expected]);
    expect(code).toBe(exit);
    expect(stdout).toMatch(
      exit === 0
        ? /\nExpected to pass: [a-z, ]+\. All do\.\n$/
        : /\nExpected to pass: [a-z, ]+\. Not so:\n {2}\w+=\w+(?:: .+)?\n/,
    );
  });

  test('is what JUnit counts', async () => {
    const root = readXml(
      (await saved.check(['footer.eml', '--expect', 'spf,arc', '--format', 'junit'])).stdout,
    );
    const states = root.children[0]?.children
      .filter(({ name }) => name === 'testcase')
      .map(({ attributes, children }) => [
        attributes['name'],
        children.find(({ name }) => name !== 'system-out')?.name ?? '',
      ]);
    expect(states).toEqual([
      ['spf', ''],
      ['dkim', 'skipped'],
      ['dmarc', ''],
      ['arc', 'failure'],
      ['iprev', ''],
      ['tls', 'skipped'],
    ]);
  });
});

describe.concurrent('--nagios: one status line', () => {
  const LINE =
    /^MAILASSAY (OK|CRITICAL|UNKNOWN) - [^|\n]+( \| [a-z]+=\d+(\.\d+)?s?;;;0( [a-z]+=\d+(\.\d+)?s?;;;0)*)?\n$/;
  test.for([
    [
      ['good.eml'],
      0,
      'MAILASSAY OK - verdict=pass spf=pass dkim=pass dmarc=pass (good.example) | time=',
    ],
    [['footer.eml'], 2, 'MAILASSAY CRITICAL - dkim=fail: '],
    [['undecided.eml'], 3, 'MAILASSAY UNKNOWN - spf=temperror: '],
    [['gone.eml'], 3, 'MAILASSAY UNKNOWN - gone.eml cannot be read: there is no such file'],
    [['good.eml', '--at', 'x'], 3, 'MAILASSAY UNKNOWN - --at x: expected a time'],
    [['good.eml', '--expect', 'x'], 3, 'MAILASSAY UNKNOWN - option '],
    [
      ['good.eml', 'good.eml'],
      0,
      'MAILASSAY OK - all 2 messages pass | messages=2;;;0 fail=0;;;0 unknown=0;;;0',
    ],
    [
      ['good.eml', 'footer.eml', 'gone.eml'],
      2,
      'MAILASSAY CRITICAL - 1 of 3 messages fail: footer.eml dkim=fail: ',
    ],
    [
      ['good.eml', 'gone.eml'],
      3,
      'MAILASSAY UNKNOWN - 1 of 2 messages are undecided: gone.eml cannot be read',
    ],
    [
      ['footer.eml', '--expect', 'spf'],
      0,
      'MAILASSAY OK - verdict=fail spf=pass dkim=fail dmarc=pass',
    ],
  ] as const)('%j: exit %i', async ([args, exit, start]) => {
    const { code, stdout } = await saved.check([...args, '--nagios']);
    expect(stdout.slice(0, start.length)).toBe(start);
    expect(stdout).toMatch(LINE);
    expect(code).toBe(exit);
  });
});

test('a Received field that names no address is no source', async () => {
  await saved.save('odd.eml', {
    fields: received().map((line) => line.replace('192.0.2.10', '1.2.3')),
  });
  expect((await saved.check(['odd.eml'])).stderr).toContain(
    'odd.eml has 1.2.3 in its first Received field, which is no address: --ip is needed',
  );
});
