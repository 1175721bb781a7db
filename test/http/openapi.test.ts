// The OpenAPI document against the running server: every call it names is made, and answers with a status, a media type and a body
// that the document allows; every call the server knows stands in it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openService, type TestService } from './service.ts';

type Schema = Record<string, unknown>;
interface Operation {
  operationId: string;
  summary: string;
  parameters?: { name: string; in: string; required?: boolean; schema: Schema }[];
  requestBody?: { required?: boolean; content: Record<string, { schema: Schema }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: Schema }> }>;
}
interface Document {
  openapi: string;
  info: { title: string; version: string };
  servers: { url: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema>; securitySchemes: Record<string, Schema> };
}

let it: TestService;
let api: Document;
let message: { octets: string; ip: string; helo: string; from: string };
beforeAll(async () => {
  it = await openService({ limits: 'off' });
  api = (await (await fetch(`${it.url}/openapi.json`)).json()) as Document;
  message = await it.message('good', { to: 'test@test.example' });
});
afterAll(async () => {
  await it.close();
});

/** The document's schemas as one that stands alone. */
function validator(schema: Schema): z.ZodType {
  const local = (text: string) => text.replaceAll('#/components/schemas/', '#/$defs/');
  const whole: unknown = JSON.parse(
    local(
      JSON.stringify({
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        ...schema,
        $defs: api.components.schemas,
      }),
    ),
  );
  return z.fromJSONSchema(whole as Parameters<typeof z.fromJSONSchema>[0]);
}

function operation(id: string): { method: string; path: string; one: Operation } {
  for (const [path, methods] of Object.entries(api.paths)) {
    for (const [method, one] of Object.entries(methods))
      if (one.operationId === id) return { method: method.toUpperCase(), path, one };
  }
  throw new Error(`no operation ${id}`);
}

/** Makes a call and holds the answer against the document. */
async function call(
  id: string,
  {
    values = {},
    query = '',
    body,
    type,
  }: { values?: Record<string, string>; query?: string; body?: string; type?: string },
  status: number,
): Promise<unknown> {
  const { method, path, one } = operation(id);
  const url = `${it.url}${path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')}${query}`;
  const response = await fetch(url, {
    method,
    ...(body === undefined ? {} : { body }),
    ...(type === undefined ? {} : { headers: { 'content-type': type } }),
  });
  expect(
    response.status,
    `${method} ${url}: ${status === response.status ? '' : await response.clone().text()}`,
  ).toBe(status);
  const said = one.responses[String(status)];
  expect(said, `${id} says nothing of ${status}`).toBeDefined();
  if (said?.content === undefined) {
    expect(await response.text()).toBe('');
    return null;
  }
  const media = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
  const content = said.content[media];
  expect(content, `${id} ${status} says nothing of ${media}`).toBeDefined();
  if (media === 'text/event-stream') {
    await response.body?.cancel();
    return null;
  }
  const value: unknown = await response.json();
  const parsed = validator(content?.schema ?? {}).safeParse(value);
  expect(parsed.error?.issues ?? []).toEqual([]);
  return value;
}

describe('the document', () => {
  test('is OpenAPI 3.1 of this version, and every reference in it leads somewhere', () => {
    expect(api.openapi).toBe('3.1.0');
    expect(api.info).toMatchObject({ title: 'mailassay', version: '0.1.0' });
    expect(api.servers).toEqual([{ url: it.url }]);
    for (const [, name] of JSON.stringify(api).matchAll(/"#\/components\/schemas\/([^"]+)"/g))
      expect(Object.keys(api.components.schemas)).toContain(name);
    for (const methods of Object.values(api.paths)) {
      for (const one of Object.values(methods)) {
        expect(one.summary).not.toBe('');
        for (const response of Object.values(one.responses))
          expect(response.description).not.toBe('');
      }
    }
  });

  test('has the calls of the contract, and the server knows no other', async () => {
    const calls = Object.entries(api.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(calls.toSorted()).toEqual([
      'DELETE /api/v1/reports/{id}/share',
      'DELETE /api/v1/tests/{id}',
      'GET /api/v1/domains/{domain}',
      'GET /api/v1/keys/{domain}/{selector}',
      'GET /api/v1/reports/{id}',
      'GET /api/v1/tests/{id}',
      'GET /api/v1/tests/{id}/events',
      'POST /api/v1/check',
      'POST /api/v1/reports/{id}/share',
      'POST /api/v1/tests',
    ]);
    for (const [path, methods] of Object.entries(api.paths)) {
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
        if (method.toLowerCase() in methods) continue;
        expect(
          (await fetch(`${it.url}${path.replaceAll(/\{\w+\}/g, 'x')}`, { method })).status,
          `${method} ${path}`,
        ).toBe(405);
      }
    }
  });
});

describe('every call answers as the document says', () => {
  const unknown = { id: '00000000000000000000000000' };
  const json = 'application/json';
  const made = async (wish = {}) =>
    (await call('makeTest', { body: JSON.stringify(wish), type: json }, 201)) as {
      id: string;
      address: string;
      deleteUrl: string;
    };
  const address = () => `?ip=${message.ip}&helo=${message.helo}&mailFrom=${message.from}`;

  test('makeTest', async () => {
    await made();
    await made({ label: 'a label', lang: 'id', ttl: 600 });
    await call('makeTest', { body: '{"ttl":1}', type: json }, 400);
    await call('makeTest', { body: 'no JSON', type: json }, 400);
    await call(
      'makeTest',
      { body: JSON.stringify({ label: 'x'.repeat(20_000) }), type: json },
      413,
    );
  });

  test('readTest, watchTest, deleteTest', async () => {
    const one = await made();
    await call('readTest', { values: one }, 200);
    await it.mail('scanner', { to: one.address });
    await it.mail('dialup', { to: one.address });
    await call('readTest', { values: one, query: '?wait=1' }, 200);
    await call('readTest', { values: one, query: '?wait=never' }, 400);
    await call('readTest', { values: unknown }, 404);
    await call('watchTest', { values: one }, 200);
    await call('watchTest', { values: unknown }, 404);
    await call('deleteTest', { values: one }, 403);
    await call('deleteTest', { values: one, query: new URL(one.deleteUrl).search }, 204);
    await call('deleteTest', { values: one, query: new URL(one.deleteUrl).search }, 404);
  });

  test('readReport, shareReport', async () => {
    for (const company of [
      'good',
      'include',
      'oldkey',
      'campus',
      'pasted',
      'scanner',
      'unsigned',
      'dialup',
    ] as const) {
      const id = it.idOf(await it.mail(company, { to: 'test@test.example' }));
      await call('readReport', { values: { id } }, 200);
      await call('shareReport', { values: { id } }, 201);
      await call('unshareReport', { values: { id } }, 204);
      await call('unshareReport', { values: { id } }, 404);
    }
    await call('readReport', { values: unknown }, 404);
    await call('shareReport', { values: unknown }, 404);
  });

  test('checkMessage', async () => {
    const type = 'message/rfc822';
    const report = await call(
      'checkMessage',
      { query: address(), body: message.octets, type },
      200,
    );
    expect(report).toMatchObject({
      verdict: 'pass',
      response: { decision: 'none', reason: 'saved-message' },
      service: { link: null },
    });
    await call('checkMessage', { query: '', body: message.octets, type }, 400);
    await call('checkMessage', { query: '?ip=nowhere', body: message.octets, type }, 400);
    await call('checkMessage', { query: address(), body: '', type }, 400);
    await call('checkMessage', { query: address(), body: message.octets, type: 'text/plain' }, 415);
    // A line that is not ended as its neighbours are: as SMTP would refuse it.
    await call('checkMessage', { query: address(), body: 'Subject: x\r\n\r\na\rb\r\n', type }, 422);
    await call('checkMessage', { query: address(), body: `Subject: x\r\n\r\na\0b\r\n`, type }, 422);
    await call(
      'checkMessage',
      { query: address(), body: `Subject: x\r\n\r\n${'x'.repeat(70)}\r\n`.repeat(20_000), type },
      413,
    );
    await call(
      'checkMessage',
      { query: address(), body: `${'X: y\r\n'.repeat(3000)}\r\nbody\r\n`, type },
      413,
    );
  });

  test('checkDomain, checkKey', async () => {
    for (const company of ['good', 'include', 'dialup']) {
      const values = { domain: `${company}.example`, selector: 'mail2026' };
      expect(await call('checkDomain', { values }, 200)).toMatchObject({
        schema: 'mailassay-domain/1',
        domain: values.domain,
      });
      expect(await call('checkKey', { values, query: '?lang=id' }, 200)).toMatchObject({
        schema: 'mailassay-key/1',
        language: 'id',
      });
    }
    expect(
      await call('checkKey', { values: { domain: 'pasted.example', selector: 'selector' } }, 200),
    ).toMatchObject({ verdict: 'fail' });
    await call('checkDomain', { values: { domain: 'no%20domain' } }, 400);
    await call('checkKey', { values: { domain: 'good.example', selector: 'a..b' } }, 400);
    await call('checkDomain', { values: { domain: 'good.example' }, query: '?lang=fr' }, 400);
  });
});
