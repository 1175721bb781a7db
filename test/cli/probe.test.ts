// `probe` from outside: a service as operators run it, a command that sends, and a process for each probe.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Report } from '../../src/report/report.ts';
import { junitFaults } from '../report/junit-shape.ts';
import { SarifLog } from '../report/sarif-shape.ts';
import { readXml } from '../report/xml-reader.ts';
import { environment, ROOT, run, temporaryFolder, type Run } from '../service/serve.ts';
import { openWorld, type World } from '../service/world.ts';

let world: World;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  [world, folder] = await Promise.all([openWorld(), temporaryFolder()]);
});
afterAll(async () => {
  await world?.close();
  await folder?.remove();
});

const MAILER = join(ROOT, 'test/cli/mailer.ts');
const inFolder = (name: string): string => join(folder.path, name);

/** A probe through the service, whose command sends as from the sender's own host. */
async function probe(
  options: readonly string[],
  mail: readonly string[] | null,
  variables: Record<string, string> = {},
): Promise<Run> {
  const command =
    mail === null
      ? []
      : [
          '--',
          process.execPath,
          MAILER,
          String(world.serve.smtpPort),
          '{address}',
          '--ip',
          '192.0.2.10',
          ...mail,
        ];
  return await run(['probe', '--server', world.serve.web, ...options, ...command], variables, {
    cwd: folder.path,
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

const lastLine = (text: string): string => text.trimEnd().split('\n').at(-1) ?? '';

describe('through a service', () => {
  test('green: the report, files for the pipeline, exit 0', async () => {
    const { code, stdout, stderr } = await probe(
      ['--junit', 'good.xml', '--sarif', 'good.sarif', '--json', 'good.json', '--label', 'nightly'],
      [],
    );
    expect(stdout).toMatch(/^VERDICT: PASS/);
    expect(stderr).toMatch(/^mailassay: the mail goes to t-[0-9a-z]{26}@test\.example\n/);
    expect(stderr).toContain('\n250 2.0.0 verdict=pass spf=pass dkim=pass dmarc=pass id=');
    expect(lastLine(stderr)).toMatch(
      /^mailassay: PASS: spf=pass dkim=pass dmarc=pass http:\/\/\S+\/r\/[0-9a-z]{26}$/,
    );
    // Without a terminal: no line is rewritten.
    expect(stderr).not.toContain('\r');
    expect(stderr).not.toContain('\u001b');
    const root = readXml(readFileSync(inFolder('good.xml'), 'utf8'));
    expect(junitFaults(root)).toEqual([]);
    expect(root.attributes).toMatchObject({ failures: '0', errors: '0' });
    SarifLog.parse(JSON.parse(readFileSync(inFolder('good.sarif'), 'utf8')));
    expect(Report.parse(JSON.parse(readFileSync(inFolder('good.json'), 'utf8')))).toMatchObject({
      verdict: 'pass',
      envelope: { clientIp: '192.0.2.10' },
    });
    expect(code).toBe(0);
  });

  test('red: the last line of the log names the cause, exit 1', async () => {
    const { code, stdout, stderr } = await probe(
      ['--junit', 'bad.xml', '--sarif', 'bad.sarif'],
      ['--footer'],
    );
    expect(stdout).toMatch(/^VERDICT: FAIL/);
    expect(lastLine(stderr)).toMatch(/^mailassay: FAIL: dkim=fail: .+ \(dkim-[a-z-]+\) http/);
    expect(readXml(readFileSync(inFolder('bad.xml'), 'utf8')).attributes).toMatchObject({
      failures: '1',
      errors: '0',
    });
    expect(
      SarifLog.parse(JSON.parse(readFileSync(inFolder('bad.sarif'), 'utf8'))).runs[0]?.results.some(
        ({ level }) => level === 'error',
      ),
    ).toBe(true);
    expect(code).toBe(1);
  });

  test('refused with 550: the command fails, and the report says why', async () => {
    const { code, stderr } = await probe([], ['--from', 'admin@forbidden.example']);
    expect(stderr).toContain('\n550 5.7.23 ');
    expect(lastLine(stderr)).toMatch(
      /^mailassay: FAIL: spf=fail: .*192\.0\.2\.10.*; but COMMAND ended with exit code 1$/,
    );
    expect(code).toBe(1);
  });

  test('undecided: exit 3', async () => {
    const { code, stderr } = await probe([], ['--from', 'admin@servfail.example']);
    expect(lastLine(stderr)).toMatch(/^mailassay: INCOMPLETE: spf=temperror: /);
    expect(code).toBe(3);
  });

  test('without a command: says where to send, and waits', async () => {
    const child = spawn(
      process.execPath,
      [join(ROOT, 'src/main.ts'), 'probe', '--server', world.serve.web],
      { env: environment({}) },
    );
    let said = '';
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    const address = await new Promise<string>((resolve) => {
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        const found = /send the mail to (\S+)\n/.exec(said)?.[1];
        if (found !== undefined) resolve(found);
      });
    });
    await world.mail({ to: address });
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0);
    expect(stdout).toMatch(/^VERDICT: PASS/);
    expect(said).toMatch(/mailassay: to watch: http\S+\n/);
  });

  test('the address is in the environment too, and a command in one string is for the shell', async () => {
    const command = `test "{address}" = "$MAILASSAY_ADDRESS" && "${process.execPath}" "${MAILER}" ${world.serve.smtpPort} $MAILASSAY_ADDRESS --ip 192.0.2.10 && echo sent`;
    const { code, stderr, stdout } = await run(['probe', '--format', 'headers', '--', command], {
      SERVER: `${world.serve.web}/`,
    });
    expect(stderr).toContain('\nsent\n');
    expect(stdout).toMatch(/^Authentication-Results: test\.example;/);
    expect(code).toBe(0);
  });

  test.for([
    [['--expect', 'spf,iprev'], ['--footer'], 0, 'PASS: '],
    [['--expect', 'spf,dkim'], ['--footer'], 1, 'FAIL: dkim=fail: '],
    [['--expect', 'tls'], [], 1, 'FAIL: tls=none: '],
    [['--expect', 'dnsbl'], [], 3, 'INCOMPLETE: dnsbl=not-run'],
  ] as const)('%j %j: exit %i', async ([options, mail, exit, start]) => {
    const { code, stderr } = await probe(options, mail);
    expect(lastLine(stderr).slice('mailassay: '.length)).toMatch(new RegExp(`^${start}`));
    expect(code).toBe(exit);
  });

  test('in Indonesian', async () => {
    expect((await probe(['--language', 'id'], [])).stdout).toMatch(/^VERDICT: PASS \(LULUS\)/);
  });
});

describe('no verdict: one line', () => {
  test('no mail came in time: exit 3, and the files say so', async () => {
    writeFileSync(inFolder('none.json'), '{}');
    const { code, stdout, stderr } = await run(
      [
        'probe',
        '--server',
        world.serve.web,
        '--timeout',
        '1',
        '--junit',
        'none.xml',
        '--sarif',
        'none.sarif',
        '--json',
        'none.json',
        '--',
        'true',
      ],
      {},
      { cwd: folder.path },
    );
    expect(stdout).toBe('');
    expect(lastLine(stderr)).toMatch(/^mailassay: no mail came to t-\S+ in 1 s$/);
    const root = readXml(readFileSync(inFolder('none.xml'), 'utf8'));
    expect(junitFaults(root)).toEqual([]);
    expect(root.attributes).toMatchObject({ tests: '1', errors: '1' });
    expect(
      SarifLog.parse(JSON.parse(readFileSync(inFolder('none.sarif'), 'utf8'))).runs[0]
        ?.invocations[0]?.executionSuccessful,
    ).toBe(false);
    // The report of an earlier run would be taken for this one's.
    expect(existsSync(inFolder('none.json'))).toBe(false);
    expect(code).toBe(3);
  });

  test('a command that fails and sends nothing', async () => {
    const { code, stderr } = await run([
      'probe',
      '--server',
      world.serve.web,
      '--timeout',
      '1',
      '--',
      'sh',
      '-c',
      'echo no route >&2; exit 7',
    ]);
    expect(stderr).toContain('\nno route\n');
    expect(lastLine(stderr)).toMatch(
      /^mailassay: no mail came to \S+: COMMAND ended with exit code 7$/,
    );
    expect(code).toBe(2);
  });

  test('a command that fails ends the wait long before its time: exit 2', async () => {
    // The default is two minutes, this is a day: the test would not end.
    const { code, stderr } = await run([
      'probe',
      '--server',
      world.serve.web,
      '--timeout',
      '1d',
      '--',
      'false',
    ]);
    expect(lastLine(stderr)).toMatch(
      /^mailassay: no mail came to \S+: COMMAND ended with exit code 1$/,
    );
    expect(code).toBe(2);
  });

  test('a command that is not there', async () => {
    const { code, stderr } = await run([
      'probe',
      '--server',
      world.serve.web,
      '--',
      'no-such-program',
      '{address}',
    ]);
    expect(lastLine(stderr)).toBe('mailassay: COMMAND cannot be run: there is no such program');
    expect(code).toBe(2);
  });

  test('a command that does not end is stopped', async () => {
    const { code, stderr } = await run([
      'probe',
      '--server',
      world.serve.web,
      '--timeout',
      '1',
      '--',
      'sleep',
      '60',
    ]);
    expect(lastLine(stderr)).toMatch(/in 1 s; COMMAND was still running$/);
    expect(code).toBe(3);
  });

  test('a command that succeeds with a mail and fails: not green', async () => {
    const { code, stderr } = await run([
      'probe',
      '--server',
      world.serve.web,
      '--',
      'sh',
      '-c',
      `"$0" "$1" ${world.serve.smtpPort} {address} --ip 192.0.2.10; exit 9`,
      process.execPath,
      MAILER,
    ]);
    expect(lastLine(stderr)).toMatch(/^mailassay: PASS: .*; but COMMAND ended with exit code 9$/);
    expect(code).toBe(2);
  });

  test('asked to end', async () => {
    const child = spawn(
      process.execPath,
      [join(ROOT, 'src/main.ts'), 'probe', '--server', world.serve.web],
      { env: environment({}) },
    );
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (text.includes('waiting')) child.kill('SIGTERM');
    });
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(3);
    expect(lastLine(said)).toBe('mailassay: ended before a mail came');
  });

  test.for([
    [[], /^--server URL is needed, or --local/],
    [['--server', 'mailassay.example'], /^--server mailassay\.example: expected a URL such as/],
    [['--server', 'ftp://mailassay.example'], /expected a URL/],
    [['--server', 'https://a.example', '--local'], /one of them, not both$/],
    [['--local'], /^--local needs --ip/],
    [['--local', '--ip', 'x'], /^--ip x: expected an IPv4 or IPv6 address$/],
  ] as const)('%j: exit 2', async ([args, line]) => {
    const { code, stderr, stdout } = await run(['probe', ...args]);
    expect(stdout).toBe('');
    expect(stderr.replace(/^mailassay: /, '').trimEnd()).toMatch(line);
    expect(code).toBe(2);
  });

  test('a service that is away: exit 3; one that is none: exit 2', async () => {
    const stranger = createServer((_request, response) => response.end('<html>hello</html>'));
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    const address = stranger.address();
    const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
    const none = await run(['probe', '--server', url]);
    expect(none.stderr).toBe(
      `mailassay: ${url} does not answer as mailassay does: is it the URL of its page?\n`,
    );
    expect(none.code).toBe(2);
    await new Promise<void>((resolve) => stranger.close(() => resolve()));
    const away = await run(['probe', '--server', url]);
    expect(away.stderr).toBe(
      `mailassay: cannot reach ${url}: the connection was refused; is it running, and is the port right?\n`,
    );
    expect(away.code).toBe(3);
  });
});

test('a service that asks for a token', async () => {
  const guarded = await openWorld({ API_TOKENS: 'a-token-of-the-pipeline-1' });
  try {
    const server = ['probe', '--server', guarded.serve.web, '--timeout', '1', '--', 'true'];
    const without = await run(server);
    expect(without.stderr).toBe(
      `mailassay: ${guarded.serve.web} asks for a token: give --api-token\n`,
    );
    expect(without.code).toBe(2);
    const wrong = await run(server, { API_TOKEN: 'another-token-0123456789' });
    expect(wrong.stderr).toBe(
      `mailassay: ${guarded.serve.web} does not know the token in --api-token\n`,
    );
    expect((await run(server, { API_TOKEN: 'a-token-of-the-pipeline-1' })).code).toBe(3);
  } finally {
    await guarded.close();
  }
});

test('a service that is restarted meanwhile is asked again', async () => {
  const ports = await Promise.all([freePort(), freePort()]);
  const restarted = await openWorld({ HTTP_PORT: String(ports[0]), SMTP_PORT: String(ports[1]) });
  try {
    const child = spawn(
      process.execPath,
      [join(ROOT, 'src/main.ts'), 'probe', '--server', restarted.serve.web, '--timeout', '60'],
      { env: environment({}) },
    );
    let said = '';
    child.stdout.resume();
    const address = await new Promise<string>((resolve) => {
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        if (said.includes('waiting')) resolve(/send the mail to (\S+)\n/.exec(said)?.[1] ?? '');
      });
    });
    await restarted.serve.end('SIGKILL');
    await restarted.restart();
    await restarted.mail({ to: address });
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0);
    expect(lastLine(said)).toMatch(/^mailassay: PASS: /);
  } finally {
    await restarted.close();
  }
});

test('options from a file', async () => {
  writeFileSync(inFolder('probe.conf'), `SERVER=${world.serve.web}\nexpect = spf\ntimeout=20s\n`);
  const command = [
    '--',
    process.execPath,
    MAILER,
    String(world.serve.smtpPort),
    '{address}',
    '--ip',
    '192.0.2.10',
    '--footer',
  ];
  expect(await run(['probe', '--config', inFolder('probe.conf'), ...command])).toMatchObject({
    code: 0,
  });
  writeFileSync(inFolder('wrong.conf'), 'timeout=never\nlocal=maybe\nexpct=spf\n');
  const { code, stderr } = await run(['probe', '--config', inFolder('wrong.conf')]);
  expect(stderr.trimEnd().split('\n').sort()).toEqual([
    `mailassay: expct in ${inFolder('wrong.conf')}: unknown option`,
    `mailassay: local in ${inFolder('wrong.conf')}: expected on or off`,
    `mailassay: timeout in ${inFolder('wrong.conf')}: Expected a duration such as 90, 90s or 5m.`,
  ]);
  expect(code).toBe(2);
});

describe('--baseline', () => {
  test('tells what got worse since the last run, also while all that is expected passes', async () => {
    const options = ['--expect', 'spf', '--baseline', 'baseline.json', '--junit', 'baseline.xml'];
    const first = await probe(options, []);
    expect(first.code).toBe(0);
    expect(JSON.parse(readFileSync(inFolder('baseline.json'), 'utf8'))).toMatchObject({
      schema: 'mailassay-baseline/1',
      verdict: 'pass',
      summary: { dkim: 'pass' },
    });

    const same = await probe(options, []);
    expect(same.code).toBe(0);

    const worse = await probe(options, ['--unsigned']);
    expect(worse.stdout).toMatch(/\nWorse than the last run:\n {2}dkim was pass, is none\n/);
    expect(lastLine(worse.stderr)).toMatch(
      /^mailassay: FAIL: worse than the last run: dkim was pass, is none; worse than the last run: new error: .*\(dkim-none\)/,
    );
    const root = readXml(readFileSync(inFolder('baseline.xml'), 'utf8'));
    expect(junitFaults(root)).toEqual([]);
    expect(
      root.children[0]?.children.find(({ attributes }) => attributes['name'] === 'baseline')
        ?.children[0]?.name,
    ).toBe('failure');
    expect(worse.code).toBe(1);

    // The last run is the new measure, and getting better is no trouble.
    expect((await probe(options, ['--unsigned'])).code).toBe(0);
    expect((await probe(options, [])).code).toBe(0);
  });

  test('of a run that was undecided is not kept', async () => {
    expect(
      (await probe(['--baseline', 'undecided.json'], ['--from', 'admin@servfail.example'])).code,
    ).toBe(3);
    expect(existsSync(inFolder('undecided.json'))).toBe(false);
  });

  test('that is none: exit 2 before anything is sent', async () => {
    writeFileSync(inFolder('broken.json'), 'hello');
    const { code, stderr } = await probe(['--baseline', 'broken.json'], []);
    expect(stderr).toBe(
      'mailassay: --baseline broken.json is not a mailassay baseline; delete it to start over\n',
    );
    expect(code).toBe(2);
  });
});

describe('--nagios', () => {
  test.for([
    [
      [],
      [],
      0,
      /^MAILASSAY OK - verdict=pass spf=pass dkim=pass dmarc=pass \(good\.example\) \| wait=\d+\.\d{3}s;;;0 time=/,
    ],
    [[], ['--footer'], 2, /^MAILASSAY CRITICAL - dkim=fail: /],
    [[], ['--from', 'admin@servfail.example'], 3, /^MAILASSAY UNKNOWN - spf=temperror: /],
  ] as const)('%j %j: exit %i', async ([options, mail, exit, line]) => {
    const { code, stdout, stderr } = await probe([...options, '--nagios'], mail);
    expect(stdout).toMatch(line);
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).toBe('');
    expect(code).toBe(exit);
  });

  test('no mail, and a mistake: UNKNOWN', async () => {
    expect(await probe(['--nagios', '--timeout', '1'], null)).toMatchObject({
      code: 3,
      stdout: expect.stringMatching(
        /^MAILASSAY UNKNOWN - no mail came to \S+ in 1 s \| wait=\d+\.\d+s;;;0\n$/,
      ),
    });
    expect(await run(['probe', '--nagios'])).toMatchObject({
      code: 3,
      stdout: expect.stringMatching(/^MAILASSAY UNKNOWN - --server URL is needed/),
    });
  });
});

describe('--local: no service at all', () => {
  const local = async (
    options: readonly string[],
    mail: readonly string[],
    to = '{address}',
  ): Promise<Run> =>
    await run(
      [
        'probe',
        '--local',
        '--smtp-port',
        '0',
        '--dns',
        `127.0.0.1:${world.dns.port}`,
        ...options,
        '--',
        process.execPath,
        MAILER,
        '{port}',
        to,
        ...mail,
      ],
      {},
      { cwd: folder.path },
    );

  test('judges as if the mail came from the address that is stated', async () => {
    const { code, stdout, stderr } = await local(
      ['--ip', '192.0.2.10', '--json', 'local.json'],
      [],
    );
    expect(stdout).toMatch(/^VERDICT: PASS/);
    expect(stderr).toContain('judged as from 192.0.2.10, HELO mail.good.example');
    expect(stderr).toContain('\n250 2.0.0 verdict=pass spf=pass dkim=pass dmarc=pass id=');
    const report = Report.parse(JSON.parse(readFileSync(inFolder('local.json'), 'utf8')));
    expect(report).toMatchObject({
      summary: { iprev: 'pass' },
      envelope: { clientIp: '192.0.2.10', clientName: 'mail.good.example' },
      service: { link: null },
    });
    expect(report.findings.some(({ code: finding }) => finding === 'connection-no-tls')).toBe(
      false,
    );
    expect(code).toBe(0);
  });

  test('any recipient is taken, another address and name make another verdict', async () => {
    const { code, stderr } = await local(
      ['--ip', '198.51.100.77', '--helo', 'other.good.example'],
      [],
      'customer@elsewhere.example',
    );
    expect(stderr).toContain('judged as from 198.51.100.77, HELO other.good.example');
    expect(lastLine(stderr)).toMatch(/^mailassay: FAIL: spf=fail: /);
    expect(code).toBe(1);
  });

  test('assert@ refuses', async () => {
    const { code, stderr } = await local(
      ['--ip', '192.0.2.10'],
      ['--unsigned'],
      'assert@mailassay.test',
    );
    expect(stderr).toMatch(/550[- ]5\.7\.20 /);
    expect(code).toBe(1);
  });

  test('a port that is taken: one line, exit 2', async () => {
    const { code, stderr } = await run([
      'probe',
      '--local',
      '--ip',
      '192.0.2.10',
      '--smtp-port',
      String(world.serve.smtpPort),
    ]);
    expect(stderr).toBe(
      `mailassay: cannot listen on 127.0.0.1:${world.serve.smtpPort} (--smtp-host, --smtp-port): it is already in use by another program; stop it or choose another port\n`,
    );
    expect(code).toBe(2);
  });
});
