// Runs every written dialog of fixtures/dialogs over a real socket. fixtures/dialogs/README.md says how they are written.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ID_PATTERN } from '../../src/runtime/ids.ts';
import { StoreError } from '../../src/store/store.ts';
import { ACCEPTED, type EndpointUnderTest, startEndpoint } from './endpoint-under-test.ts';
import { SmtpClient } from './smtp-client.ts';

const FOLDER = new URL('../../fixtures/dialogs/', import.meta.url);

interface Step {
  line: number;
  word: string;
  times: number;
  text: string;
}

function readSteps(name: string): Step[] {
  return readFileSync(new URL(name, FOLDER), 'utf8')
    .split('\n')
    .flatMap((text, index) => {
      if (text === '' || text.startsWith('#')) return [];
      const [, word = '', times = '1', rest = ''] =
        /^([A-Z@][A-Z-]*)(?:\*(\d+))?(?::? (.*))?$/.exec(text) ?? [];
      if (word === '') throw new Error(`${name}:${index + 1}: cannot read ${text}`);
      return [{ line: index + 1, word, times: Number(times), text: rest }];
    });
}

/** \r \n \0 \t \\ and \xNN; the rest as UTF-8. */
function unescape(text: string): Buffer {
  const octets = Buffer.from(text).toString('latin1');
  const named: Record<string, string> = { r: '\r', n: '\n', t: '\t', '0': '\0', '\\': '\\' };
  return Buffer.from(
    octets.replace(/\\(?:x([0-9a-f]{2})|(.))/g, (all, hex: string | undefined, char: string) =>
      hex === undefined ? (named[char] ?? all) : String.fromCharCode(Number.parseInt(hex, 16)),
    ),
    'latin1',
  );
}

/** The settings and the answer that the `@` lines ask for. */
async function start(steps: Step[]): Promise<EndpointUnderTest> {
  const given = new Map(
    steps
      .filter(({ word }) => word === '@')
      .map(({ text }) => [text.slice(0, text.indexOf(' ')), text.slice(text.indexOf(' ') + 1)]),
  );
  const list = (key: string) => given.get(key)?.split(',') ?? [];
  const under = await startEndpoint(
    {
      limits: given.get('limits') !== 'off',
      maxSize: Number(given.get('maxSize') ?? 1_048_576),
      xclient: list('xclient'),
      proxyProtocol: list('proxyProtocol'),
      ...(given.has('postmaster') ? { postmaster: given.get('postmaster') } : {}),
      ...(given.has('acceptDomains') ? { acceptDomains: list('acceptDomains') } : {}),
    },
    {
      instantly: given.get('greeting') === 'held' ? 0 : 101,
      knowsToken(token) {
        expect(token).toMatch(ID_PATTERN);
        if (given.get('tokens') === 'away') throw new StoreError('away', 'no answer');
        return list('tokens').includes(token);
      },
    },
  );
  const answer = given.get('answer');
  const problem = given.get('trouble');
  under.handle = async () => {
    if (problem === 'full' || problem === 'away')
      throw new StoreError(problem, `store is ${problem} at /secret/path`);
    if (problem === 'never') return await new Promise(() => {});
    if (problem !== undefined) throw new TypeError(problem);
    if (answer === undefined) return ACCEPTED;
    return { code: Number(answer.slice(0, 3)), lines: answer.slice(4).split(' | ') };
  };
  return under;
}

function logText({ log }: EndpointUnderTest): string {
  return JSON.stringify(log, (_, value: unknown) => (value instanceof Error ? value.stack : value));
}

/** Lets the event loop turn until something has happened, or so long that it never will. */
async function until(happened: () => boolean): Promise<void> {
  const end = performance.now() + 300_000;
  while (!happened() && performance.now() < end)
    await new Promise((resolve) => setImmediate(resolve));
}

async function runStep(step: Step, client: SmtpClient, under: EndpointUnderTest): Promise<void> {
  switch (step.word) {
    case '@':
      return;
    case 'C':
      for (let i = 1; i <= step.times; i++) client.send(step.text.replaceAll('{n}', String(i)));
      return;
    case 'X':
      return client.write(
        Buffer.concat(Array.from({ length: step.times }, () => unescape(step.text))),
      );
    case 'S':
      for (let i = 1; i <= step.times; i++) {
        const line = await client.line();
        expect(line).toMatch(
          new RegExp(
            `^${step.text.slice(0, 3)}${step.text.slice(3, 4) || ' '}${step.text.slice(4)}`,
          ),
        );
      }
      return;
    case 'CLOSED':
      expect(await client.line()).toBeNull();
      return;
    case 'TLS':
      return await client.startTls();
    case 'TIME':
      return under.time.advance(Number(step.text) * 1000);
    case 'MAIL': {
      await until(() => under.mails.length > 0);
      const mail = under.mails.shift();
      expect(mail).toBeDefined();
      expect({
        ...mail?.envelope,
        answers: mail?.answers,
        message: Buffer.from(mail?.message ?? '').toString('latin1'),
      }).toMatchObject(JSON.parse(step.text) as object);
      return;
    }
    case 'NO-MAIL':
      expect(under.mails).toEqual([]);
      return;
    case 'LOG':
      await until(() => new RegExp(step.text).test(logText(under)));
      return expect(logText(under)).toMatch(new RegExp(step.text));
    default:
      throw new Error(`unknown word ${step.word}`);
  }
}

const names = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.smtp'))
  .sort();

test('there are dialogs', () => {
  expect(names.length).toBeGreaterThanOrEqual(40);
});

test.for(names)('%s', async (name) => {
  const steps = readSteps(name);
  await using under = await start(steps);
  using client = await SmtpClient.connect(under.port);
  for (const step of steps) {
    try {
      await runStep(step, client, under);
    } catch (error) {
      throw new Error(`${name}:${step.line}: ${step.word} ${step.text}`, { cause: error });
    }
  }
  expect(client.unread, `${name}: nothing is left unread`).toBe('');
});
