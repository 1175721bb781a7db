// The published package: what is in it, that it runs where types cannot be stripped, and what a consumer can import.
import { accessSync, constants, readFileSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDnsServer, type DnsServer } from '../../src/dns/server.ts';
import { parseZone } from '../../src/dns/zone.ts';
import { reportSchema } from '../../src/report/schema.ts';
import { letter } from '../service/sender.ts';
import { ROOT } from '../service/serve.ts';
import { ZONE } from '../service/zone.ts';
import { pack, type Packed } from './packed.ts';

let packed: Packed;
let dns: DnsServer;
let message: string;
beforeAll(async () => {
  [packed, dns] = await Promise.all([
    pack(),
    startDnsServer(parseZone(ZONE), { host: '127.0.0.1', port: 0 }),
  ]);
  message = join(packed.consumer, 'message.eml');
  writeFileSync(message, await letter({}));
});
afterAll(async () => {
  await dns?.[Symbol.asyncDispose]();
  await packed?.close();
});

const SESSION = [
  '--ip',
  '192.0.2.10',
  '--helo',
  'mail.good.example',
  '--mail-from',
  'admin@good.example',
];

test('holds what runs, and nothing of the checkout', () => {
  const strays = packed.files.filter(
    (name) =>
      !/^(?:package\.json|README\.md|LICENSE|dist\/.+\.(?:js|d\.ts|json|css|svg)|dist\/store\/report-dictionary-1\.txt)$/.test(
        name,
      ),
  );
  expect(strays).toEqual([]);
  expect(packed.files).toEqual(
    expect.arrayContaining([
      'dist/main.js',
      'dist/index.js',
      'dist/index.d.ts',
      'dist/judge/worker.js',
      'dist/mailassay-report-1.schema.json',
    ]),
  );
  expect(packed.bytes).toBeLessThan(1_500_000);
  for (const key of ['scripts', 'devDependencies', 'optionalDependencies', 'overrides'])
    expect(packed.description).not.toHaveProperty(key);
});

test('the checkout has its own package.json back', () => {
  expect(readFileSync(join(packed.checkout, 'package.json'), 'utf8')).toBe(
    readFileSync(join(ROOT, 'package.json'), 'utf8'),
  );
});

test('declares the packages that it imports, and no others', () => {
  const imported = new Set<string>();
  for (const name of packed.files.filter((file) => file.endsWith('.js'))) {
    const text = readFileSync(join(packed.folder, name), 'utf8');
    for (const [, specifier = ''] of text.matchAll(
      /^(?:import|export) (?:[^'"\n]*? from )?['"]([^.'"][^'"]*)['"]|\bimport\(['"]([^.'"][^'"]*)['"]\)/gm,
    ))
      imported.add(specifier);
    for (const [, specifier = ''] of text.matchAll(/\bimport\(['"]([^.'"][^'"]*)['"]\)/g))
      imported.add(specifier);
  }
  const packages = [...imported]
    .filter((name) => name !== '' && !name.startsWith('node:') && !builtinModules.includes(name))
    .map((name) =>
      name.startsWith('@') ? name.split('/').slice(0, 2).join('/') : (name.split('/')[0] ?? ''),
    );
  expect(new Set(packages)).toEqual(
    new Set(Object.keys(packed.description['dependencies'] as object)),
  );
});

test('the command is executable and judges a message', async () => {
  const { mailassay } = packed.description['bin'] as { mailassay: string };
  const bin = join(packed.folder, mailassay);
  accessSync(bin, constants.X_OK);
  expect(readFileSync(bin, 'utf8').startsWith('#!/usr/bin/env node\n')).toBe(true);
  expect((await packed.node([bin, '--version'])).stdout).toBe(
    `${String(packed.description['version'])}\n`,
  );
  expect(
    (await packed.node([bin, 'check', message, ...SESSION, '--dns', `127.0.0.1:${dns.port}`]))
      .stdout,
  ).toMatch(/^VERDICT: PASS/);
});

test('the service runs: workers, store and pages are compiled too', async () => {
  const { stdout } = await packed.node([join(packed.folder, 'dist/main.js'), 'demo'], {
    NO_COLOR: '1',
  });
  expect(stdout).toContain('250 2.0.0 verdict=pass spf=pass dkim=pass dmarc=pass');
  expect(stdout).toMatch(/VERDICT: PASS/);
});

test('the JSON schema', async () => {
  writeFileSync(
    join(packed.consumer, 'schema.mjs'),
    "import schema from 'mailassay/schema' with { type: 'json' };\nconsole.log(JSON.stringify(schema));\n",
  );
  const { stdout } = await packed.node(['schema.mjs']);
  expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(reportSchema())));
});

test('the example of the README runs, offline', async () => {
  const [, example = ''] =
    /^## Library\n[\s\S]*?```js\n([\s\S]*?)```/m.exec(
      readFileSync(join(ROOT, 'README.md'), 'utf8'),
    ) ?? [];
  expect(example).toContain("from 'mailassay'");
  writeFileSync(
    join(packed.consumer, 'example.mjs'),
    example
      .replace("'message.eml'", JSON.stringify(message))
      .replaceAll('127.0.0.1:5353', `127.0.0.1:${dns.port}`),
  );
  const { stdout } = await packed.node(['example.mjs']);
  expect(stdout).toMatch(/^pass/);
  expect(stdout).toContain('VERDICT: PASS');
});

test('its types are usable in a strict project, without skipLibCheck', async () => {
  writeFileSync(join(packed.consumer, 'package.json'), '{ "type": "module" }\n');
  writeFileSync(
    join(packed.consumer, 'typed.ts'),
    `import { diagnose, render, reportSchema, toReport, UnusableMessage, verify, zoneResolver, type Finding, type Report, type Verification } from 'mailassay';
import schema from 'mailassay/schema' with { type: 'json' };

export async function judge(message: Uint8Array): Promise<Report> {
  const facts: Verification = await verify(message, { ip: '192.0.2.1', resolver: zoneResolver('example.org TXT "v=spf1 -all"') });
  const diagnosis = diagnose(facts);
  const errors: Finding[] = diagnosis.findings.filter(({ severity }) => severity === 'error');
  const spf: 'pass' | 'fail' | 'softfail' | 'neutral' | 'none' | 'temperror' | 'permerror' = facts.spf.mailFrom.result;
  console.log(errors.length, spf, render(facts, diagnosis, { format: 'junit', expected: ['spf'] }), schema.title, reportSchema().title);
  // @ts-expect-error there is no such layout
  render(facts, diagnosis, { format: 'pdf' });
  return toReport(facts, diagnosis, { language: 'id' });
}
export const isUnusable = (error: unknown): boolean => error instanceof UnusableMessage;
`,
  );
  writeFileSync(
    join(packed.consumer, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        strict: true,
        noEmit: true,
        target: 'es2024',
        module: 'nodenext',
        resolveJsonModule: true,
        exactOptionalPropertyTypes: true,
        types: ['node'],
        typeRoots: [join(ROOT, 'node_modules/@types')],
      },
      files: ['typed.ts'],
    }),
  );
  const compiled = await packed
    .node([join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', '.'])
    .catch((error: unknown) => error as { stdout: string });
  expect(compiled.stdout).toBe('');
});
