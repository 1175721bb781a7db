// What it is for: a short script is green while mail is right, and red, naming the cause, for each thing that breaks it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { openWorld, type World } from '../service/world.ts';
import { SENDER_IP, ZONE } from '../service/zone.ts';
import { openPipeline, type Pipeline } from './pipeline.ts';

const keyRecord = (file: string): string =>
  readFileSync(new URL(`../../fixtures/keys/${file}`, import.meta.url), 'latin1').trim();

/** Companies whose mail was right until one thing changed. */
const company = (
  domain: string,
  {
    spf = `v=spf1 ip4:${SENDER_IP} -all`,
    key = keyRecord('rsa2048.txt'),
  }: { spf?: string; key?: string | null },
): string => `
${domain} 300 MX 10 mail.${domain}
mail.${domain} 300 A ${SENDER_IP}
${domain} 300 TXT "${spf}"
_dmarc.${domain} 300 TXT "v=DMARC1; p=none; rua=mailto:dmarc@${domain}"
${key === null ? '' : `mail._domainkey.${domain} 300 TXT "${key}"`}
`;

const BROKEN_ZONE = `${ZONE}
${company('rotated.example', { key: null })}
${company('rekeyed.example', { key: keyRecord('rsa2048b.txt') })}
${company('moved.example', { spf: 'v=spf1 ip4:198.51.100.1 -all' })}
${company('softly.example', { spf: 'v=spf1 ip4:198.51.100.1 ~all' })}
${company('lost.example', {})}
`;

let world: World;
let pipeline: Pipeline;
beforeAll(async () => {
  world = await openWorld({}, BROKEN_ZONE);
  pipeline = await openPipeline({
    smtpPort: world.serve.smtpPort,
    variables: { DNS: `127.0.0.1:${world.dns.port}` },
  });
});
afterAll(async () => {
  await pipeline?.close();
  await world?.close();
});

const CAUSES: [string, string[], number, RegExp][] = [
  ['all is right', [], 0, /^mailassay: PASS: spf=pass dkim=pass dmarc=pass/],
  [
    'the DKIM key was rotated away',
    ['--from', 'a@rotated.example'],
    1,
    /^mailassay: FAIL: dkim=permerror: .*mail\._domainkey\.rotated\.example.*\(dkim-key-missing\)/,
  ],
  [
    'another key was published in its place',
    ['--from', 'a@rekeyed.example'],
    1,
    /^mailassay: FAIL: dkim=fail: .*key.*\(dkim-wrong-key\)/,
  ],
  [
    'the SPF record lost the sender',
    ['--from', 'a@moved.example'],
    1,
    /^mailassay: FAIL: spf=fail: .*192\.0\.2\.10.*\(spf-[a-z-]+\)/,
  ],
  [
    'the same, softly',
    ['--from', 'a@softly.example'],
    1,
    /^mailassay: FAIL: spf=softfail: .*192\.0\.2\.10.*\(spf-[a-z-]+\)/,
  ],
  [
    'DMARC alignment was lost',
    [
      '--from',
      'a@lost.example',
      '--mail-from',
      'bounce@good.example',
      '--signed-by',
      'good.example',
    ],
    1,
    /^mailassay: FAIL: dmarc=fail: .*lost\.example.*\(dmarc-not-aligned\)/,
  ],
  [
    'the body was changed in transit',
    ['--footer'],
    1,
    /^mailassay: FAIL: dkim=fail: .*\(dkim-body-appended\)/,
  ],
];

const lastLine = (text: string): string => text.trimEnd().split('\n').at(-1) ?? '';

describe('through a service', () => {
  test.for(CAUSES)('%s', async ([, mail, exit, cause]) => {
    const script = `npx mailassay probe --server ${world.serve.web} --timeout 20 -- \\
  ./send-test-mail {address}`;
    const { code, stderr } = await pipeline.run(script, mail);
    expect(lastLine(stderr)).toMatch(cause);
    expect(code).toBe(exit);
  });
});

describe('by the steps that others use', () => {
  const file = (path: string): string =>
    readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
  const right = CAUSES.filter(([name]) => /all is right|softly/.test(name));
  const inputs: Record<string, string> = { command: './send-test-mail {address}', timeout: '20' };

  test.for(right)('GitHub: %s', async ([, mail, exit, cause]) => {
    const action = parse(file('.github/actions/probe/action.yml')) as {
      inputs: Record<string, { default?: string; required?: boolean }>;
      runs: { using: string; steps: { shell: string; env: Record<string, string>; run: string }[] };
    };
    const [step] = action.runs.steps;
    if (step === undefined) throw new Error('no step');
    expect([action.runs.using, action.runs.steps.length, step.shell]).toEqual([
      'composite',
      1,
      'bash',
    ]);
    const given = { ...inputs, server: world.serve.web };
    const variables = Object.entries(step.env).map(([name, value]) => {
      const input = /^\$\{\{ inputs\.([a-z-]+) \}\}$/.exec(value)?.[1] ?? '';
      const text = given[input as keyof typeof given] ?? action.inputs[input]?.default;
      if (text === undefined) throw new Error(`${name}: no input ${input}`);
      return `export ${name}='${text}'`;
    });
    const script = `${variables.join('\n')}\nexec bash -e -o pipefail <<'STEP'\n${step.run}\nSTEP`;
    const { code, stderr } = await pipeline.run(script, mail);
    expect(lastLine(stderr)).toMatch(cause);
    expect(code).toBe(exit);
    expect(readFileSync(`${pipeline.folder}/mail.xml`, 'utf8')).toContain('<testsuite');
  });

  test.for(right)('GitLab: %s', async ([, mail, exit, cause]) => {
    const [spec, jobs] = file('fixtures/deploy/gitlab-probe.yml')
      .split(/^---$/m)
      .map((part) => parse(part) as unknown);
    const { inputs: known } = (spec as { spec: { inputs: Record<string, { default?: string }> } })
      .spec;
    const given: Record<string, string> = { ...inputs, server: world.serve.web };
    const filled = (text: string): string =>
      text.replace(
        /\$\[\[ inputs\.([a-z-]+) \]\]/g,
        (_, name: string) => given[name] ?? known[name]?.default ?? `no input ${name}`,
      );
    const job = (jobs as Record<string, { variables: Record<string, string>; script: string[] }>)[
      'mail-authentication'
    ];
    if (job === undefined) throw new Error('no job');
    const script = [
      ...Object.entries(job.variables).map(([name, text]) => `export ${name}='${filled(text)}'`),
      ...job.script.map(filled),
    ].join('\n');
    const { code, stderr } = await pipeline.run(script, mail);
    expect(lastLine(stderr)).toMatch(cause);
    expect(code).toBe(exit);
  });
});

describe('with no service', () => {
  test.for(CAUSES)('%s', async ([, mail, exit, cause]) => {
    const script = `npx mailassay probe --local --ip 192.0.2.10 --helo mail.good.example --smtp-port 0 --timeout 20 -- \\
  ./send-test-mail --smtp 127.0.0.1:{port} {address}`;
    const { code, stderr } = await pipeline.run(script, mail);
    expect(lastLine(stderr)).toMatch(cause);
    expect(code).toBe(exit);
  });
});

describe('with an SMTP client alone', () => {
  test.for(CAUSES)('assert@: %s', async ([, mail, exit]) => {
    const { code, stdout } = await pipeline.run('./send-test-mail assert@test.example', mail);
    expect(stdout).toMatch(
      exit === 0
        ? /^250 2\.0\.0 verdict=pass/
        : /^550 5\.7\.\d+ .+\n5\.7\.\d+ .*\([a-z]+-[a-z-]+\)\n/,
    );
    expect(code).toBe(exit);
  });
});
