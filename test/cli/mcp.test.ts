// `mcp` as its clients use it: the official client starts the process and speaks over its input and output.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { letter } from '../service/sender.ts';
import { environment, ROOT, run } from '../service/serve.ts';
import { openWorld, type World } from '../service/world.ts';

let world: World;
let client: Client;
let transport: StdioClientTransport;
let noise = '';
beforeAll(async () => {
  world = await openWorld();
  transport = new StdioClientTransport({
    command: process.execPath,
    args: [
      join(ROOT, 'src/main.ts'),
      'mcp',
      '--server',
      world.serve.web,
      '--dns',
      `127.0.0.1:${world.dns.port}`,
    ],
    env: environment({}),
    stderr: 'pipe',
  });
  transport.stderr?.on('data', (chunk: Buffer) => (noise += chunk.toString()));
  client = new Client({ name: 'test', version: '1' });
  await client.connect(transport);
});
afterAll(async () => {
  await client?.close();
  await world?.close();
});

const Result = z.object({
  content: z.array(z.object({ type: z.literal('text'), text: z.string() })),
  structuredContent: z.record(z.string(), z.unknown()).optional(),
  isError: z.boolean().optional(),
});

async function call(
  name: string,
  args: Record<string, unknown>,
): Promise<{ text: string; values: Record<string, unknown>; isError: boolean }> {
  const {
    content,
    structuredContent = {},
    isError = false,
  } = Result.parse(await client.callTool({ name, arguments: args }));
  return { text: content.map(({ text }) => text).join('\n'), values: structuredContent, isError };
}

test('offers its tools, each with what it does and takes', async () => {
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name).sort()).toEqual([
    'check_domain',
    'check_key',
    'check_message',
    'get_address',
    'wait_for_report',
  ]);
  for (const { description = '', inputSchema } of tools) {
    expect(description.length).toBeGreaterThan(40);
    expect(inputSchema).toMatchObject({ type: 'object' });
  }
  expect(client.getServerVersion()).toMatchObject({ name: 'mailassay' });
  expect(client.getInstructions()).toContain('wait_for_report');
});

describe('a test mail', () => {
  test('from address to report, and to the next one', async () => {
    const made = await call('get_address', { label: 'from a test' });
    const { id, address } = z
      .object({ id: z.string(), address: z.string(), page: z.url(), expiresAt: z.iso.datetime() })
      .parse(made.values);
    expect(made.text).toContain(address);

    expect(await call('wait_for_report', { id, timeout_seconds: 0 })).toMatchObject({
      isError: false,
      values: { state: 'waiting' },
      text: expect.stringContaining('No mail came'),
    });

    const waiting = call('wait_for_report', { id, timeout_seconds: 20 });
    await world.mail({ to: address });
    const first = await waiting;
    expect(first.text).toMatch(/^VERDICT: PASS/);
    expect(first.values).toMatchObject({
      state: 'done',
      verdict: 'pass',
      summary: { spf: 'pass', dkim: 'pass', dmarc: 'pass' },
    });

    const next = call('wait_for_report', {
      id,
      timeout_seconds: 20,
      after: first.values['reportId'],
    });
    await world.mail({ to: address }, { signedBy: null });
    expect((await next).values).toMatchObject({
      verdict: 'fail',
      problems: expect.arrayContaining([
        expect.objectContaining({ code: 'dkim-none', severity: 'error' }),
      ]),
    });
  });

  test('an id that is unknown is a mistake', async () => {
    expect(await call('wait_for_report', { id: 'nonsense', timeout_seconds: 0 })).toMatchObject({
      isError: true,
      text: expect.stringContaining('has no such test'),
    });
  });
});

test('a key', async () => {
  const good = await call('check_key', { selector: 'mail', domain: 'good.example' });
  expect(good.values).toMatchObject({ verdict: 'pass' });
  const gone = await call('check_key', { selector: 'mail2027', domain: 'good.example' });
  expect(gone.values).toMatchObject({
    verdict: 'fail',
    problems: expect.arrayContaining([expect.objectContaining({ severity: 'error' })]),
  });
  expect(gone.text).toContain('mail2027._domainkey.good.example');
  expect(await call('check_key', { selector: 'a..b', domain: 'good.example' })).toMatchObject({
    isError: true,
  });
});

test('a domain', async () => {
  const { values, text } = await call('check_domain', { domain: 'good.example' });
  expect(['pass', 'fail', 'incomplete']).toContain(values['verdict']);
  expect(text).toContain('good.example');
  expect(await call('check_domain', { domain: 'not a domain' })).toMatchObject({ isError: true });
});

test('a message', async () => {
  const message = await letter({});
  const session = { ip: '192.0.2.10', helo: 'mail.good.example', mail_from: 'admin@good.example' };
  expect((await call('check_message', { message, ...session })).values).toMatchObject({
    verdict: 'pass',
    summary: { dkim: 'pass' },
  });
  expect(
    (
      await call('check_message', {
        message: Buffer.from(message).toString('base64'),
        encoding: 'base64',
        ...session,
      })
    ).values,
  ).toMatchObject({ verdict: 'pass' });
  expect(
    (await call('check_message', { message: `${message}More.\r\n`, ...session })).text,
  ).toMatch(/^VERDICT: FAIL/);
  expect(await call('check_message', { message, ip: 'here' })).toMatchObject({
    isError: true,
    text: 'ip: here is no IPv4 or IPv6 address',
  });
  expect(await call('check_message', { message: `${message}\0`, ...session })).toMatchObject({
    isError: true,
    text: expect.stringContaining('would be refused: 550 5.6.0'),
  });
});

test('it writes nothing but the protocol', () => {
  expect(noise).toBe('');
});

test('ends with its client, and says at the start what is wrong with its options', async () => {
  // The client of afterAll ends the other one; this one's input is closed at once.
  expect(await run(['mcp'])).toMatchObject({ code: 0, stdout: '', stderr: '' });
  expect(await run(['mcp', '--server', 'nowhere'])).toMatchObject({
    code: 2,
    stderr: 'mailassay: --server nowhere: expected a URL such as https://mailassay.example\n',
  });
});

test('without a service the tools that need one say so', async () => {
  const alone = new Client({ name: 'test', version: '1' });
  await alone.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [join(ROOT, 'src/main.ts'), 'mcp', '--server', 'http://127.0.0.1:9'],
      env: environment({}),
      stderr: 'ignore',
    }),
  );
  try {
    const result = Result.parse(await alone.callTool({ name: 'get_address', arguments: {} }));
    expect(result).toMatchObject({
      isError: true,
      content: [
        { text: expect.stringMatching(/^cannot reach http:\/\/127\.0\.0\.1:9: .*--server URL/) },
      ],
    });
  } finally {
    await alone.close();
  }
});

test('no other command loads the library of the protocol', () => {
  const statically = (file: string): string[] =>
    [
      ...readFileSync(join(ROOT, 'src', file), 'utf8').matchAll(
        /^import (?!type ).*? from '([^']+)'/gms,
      ),
    ].map(([, from = '']) => from);
  for (const file of ['cli/program.ts', 'cli/mcp.ts', 'cli/api-client.ts'])
    expect(
      statically(file).filter(
        (from) => from.includes('modelcontextprotocol') || from.includes('/mcp/'),
      ),
    ).toEqual([]);
});
