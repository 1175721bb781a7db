// An upload states any client: its DNS questions count for whoever uploads.
import { OpenAPIHono } from '@hono/zod-openapi';
import { expect, test } from 'vitest';
import { addCheck } from '../../src/http/api/check.ts';
import type { Api, ApiApp } from '../../src/http/api/api-deps.ts';
import type { VerifyInput } from '../../src/verify/verification.ts';

test("an upload's questions count for the visitor's network, whatever ip= says", async () => {
  const inputs: VerifyInput[] = [];
  const app: ApiApp = new OpenAPIHono();
  addCheck(app, {
    callerOf: () => ({ address: '203.0.113.9', token: null }),
    limits: { take: async () => null },
    settings: { workers: 1, hostname: 'mx.example' },
    clock: { now: () => 0 },
    ids: { next: () => 'x' },
    log: { warn: () => undefined },
    version: '1',
    pool: {
      judge: async (input: VerifyInput) => {
        inputs.push(input);
        throw new Error('nothing is judged here');
      },
    },
  } as unknown as Api);
  for (const ip of ['192.0.2.1', '198.51.100.1'])
    await app.request(`/api/v1/check?ip=${ip}`, {
      method: 'POST',
      headers: { 'content-type': 'message/rfc822' },
      body: 'From: anna@example.org\r\n\r\nx\r\n',
    });
  expect(inputs.map(({ countedFor, envelope }) => [countedFor, envelope.clientIp])).toEqual([
    ['203.0.113.9', '192.0.2.1'],
    ['203.0.113.9', '198.51.100.1'],
  ]);
});
