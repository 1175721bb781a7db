// The pieces of the README for pipelines and monitoring: the shell in each is run as it stands there, with the names of the example
// put in place of those of this test.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { junitFaults } from '../report/junit-shape.ts';
import { SarifLog } from '../report/sarif-shape.ts';
import { readXml } from '../report/xml-reader.ts';
import { letter } from '../service/sender.ts';
import { ROOT } from '../service/serve.ts';
import { openWorld, type World } from '../service/world.ts';
import { openPipeline, type Pipeline } from './pipeline.ts';
import { received } from './saved.ts';

let world: World;
let pipeline: Pipeline;
let freePort: number;
beforeAll(async () => {
  // One piece sends from this very machine.
  world = await openWorld({ LOCAL_SENDERS: 'judge' });
  pipeline = await openPipeline({
    smtpPort: world.serve.smtpPort,
    variables: { DNS: `127.0.0.1:${world.dns.port}` },
  });
  freePort = await new Promise((resolve) => {
    void import('node:net').then(({ createServer }) => {
      const server = createServer().listen(0, '127.0.0.1', () => {
        const address = server.address();
        server.close(() =>
          resolve(typeof address === 'object' && address !== null ? address.port : 0),
        );
      });
    });
  });
});
afterAll(async () => {
  await pipeline?.close();
  await world?.close();
});

const README = ['README.md', 'fixtures/pipelines/README.md']
  .map((path) => readFileSync(join(ROOT, path), 'utf8'))
  .join('\n');

/** The block behind a mark, and its language. */
function block(mark: string): { language: string; text: string } {
  const [, language = '', text = ''] =
    new RegExp(`<!-- run: ${mark} -->\\n\`\`\`(\\w+)\\n([\\s\\S]*?)\`\`\``).exec(README) ?? [];
  if (text === '') throw new Error(`the README has no piece marked ${mark}`);
  return { language, text };
}

/** The commands of a YAML `run: |`, of the items of `script:`, of Groovy's sh '…', or all of a shell script. */
function shellOf({ language, text }: { language: string; text: string }): string {
  if (language === 'sh') return text;
  if (language === 'groovy')
    return [...text.matchAll(/\bsh '([^']+)'/g)].map(([, command]) => command).join('\n');
  const [, indent = '', body = ''] = /^( *)(?:- )?run: \|\n((?:\1 +.*\n)+)/m.exec(text) ?? [];
  if (body !== '') return body.replaceAll(new RegExp(`^${indent} {2}`, 'gm'), '');
  const [, items = ''] = /^ *script:\n((?: +- .*\n)+)/m.exec(text) ?? [];
  return items.replaceAll(/^ +- /gm, '');
}

/** With the names of this test. */
function script(mark: string): string {
  const shell = shellOf(block(mark));
  expect(shell).not.toBe('');
  return shell
    .replaceAll('https://mailtest.example.org', world.serve.web)
    .replaceAll('--server mailtest.example.org', `--server 127.0.0.1:${world.serve.smtpPort}`)
    .replaceAll('assert@mailtest.example.org', 'assert@test.example')
    .replaceAll('mail2026 your-domain.example', 'mail good.example')
    .replaceAll('your-domain.example', 'good.example')
    .replaceAll('2525', String(freePort));
}

const inFolder = (name: string): string => readFileSync(join(pipeline.folder, name), 'utf8');

describe.for(['shell', 'github', 'gitlab', 'jenkins'])('%s', (mark) => {
  test('green while all is right, red when the body is changed; the files are there', async () => {
    const good = await pipeline.run(script(mark));
    expect(good.stderr).toContain('\nmailassay: PASS: ');
    expect(good.code).toBe(0);

    const bad = await pipeline.run(script(mark), ['--footer']);
    expect(bad.stderr).toMatch(/\nmailassay: FAIL: dkim=fail: .*\(dkim-body-appended\)/);
    expect(bad.code).toBe(1);
    if (mark === 'github') {
      expect(
        SarifLog.parse(JSON.parse(inFolder('mail.sarif'))).runs[0]?.results.map(
          ({ ruleId }) => ruleId,
        ),
      ).toContain('dkim-body-appended');
    } else {
      const root = readXml(inFolder('mail.xml'));
      expect(junitFaults(root)).toEqual([]);
      expect(root.attributes).toMatchObject({ failures: '1' });
    }
  });
});

test('a script has at most six lines', () => {
  for (const mark of ['shell', 'github', 'gitlab', 'jenkins', 'local', 'saved', 'assert'])
    expect(shellOf(block(mark)).trimEnd().split('\n').length).toBeLessThanOrEqual(6);
});

test('without a service', async () => {
  expect(await pipeline.run(script('local'))).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('\nmailassay: PASS: '),
  });
  expect(await pipeline.run(script('local'), ['--unsigned'])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('\nmailassay: FAIL: dkim=none: '),
  });
});

test('saved mail', async () => {
  mkdirSync(join(pipeline.folder, 'mails'));
  const kept = await letter({ fields: received() });
  writeFileSync(join(pipeline.folder, 'mails/good.eml'), kept);
  expect((await pipeline.run(script('saved'))).code).toBe(0);
  writeFileSync(join(pipeline.folder, 'mails/bad.eml'), `${kept}More.\r\n`);
  expect(await pipeline.run(script('saved'))).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('2 messages: 1 pass, 1 fail\n'),
  });
  expect(readXml(inFolder('mail.xml')).attributes).toMatchObject({ tests: '12', failures: '1' });
});

const hasSwaks = spawnSync('swaks', ['--version']).status === 0;
test.skipIf(!hasSwaks)('an SMTP client alone', async () => {
  // Not signed, and from another address than the record has: refused, with the reasons in the reply.
  const { code, stdout, stderr } = await pipeline.run(script('assert'));
  expect(`${stdout}${stderr}`).toMatch(/550 5\.7\.\d+ verdict=fail spf=fail dkim=none/);
  expect(code).not.toBe(0);
});

test('monitoring: each line is a plugin', async () => {
  const [probe = '', domain = '', key = ''] = script('monitoring').trimEnd().split('\n');
  expect(await pipeline.run(probe)).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^MAILASSAY OK - verdict=pass .* \| wait=\d+\.\d+s;;;0 .*\n$/),
  });
  expect(await pipeline.run(probe, ['--footer'])).toMatchObject({
    code: 2,
    stdout: expect.stringMatching(/^MAILASSAY CRITICAL - dkim=fail: /),
  });
  expect((await pipeline.run(domain)).stdout).toMatch(
    /^MAILASSAY (OK|CRITICAL) - .* \| errors=\d+;;;0 warnings=\d+;;;0 dns=\d+;;;0\n$/,
  );
  expect(await pipeline.run(key)).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^MAILASSAY OK - verdict=pass \| /),
  });
  expect(await pipeline.run(key.replace('mail good', 'mail2027 good'))).toMatchObject({
    code: 2,
    stdout: expect.stringMatching(/^MAILASSAY CRITICAL - .*mail2027\._domainkey\.good\.example/),
  });
});
