// What one address or one holder of a token may ask for, and what crossing it gets, on the running service.
import { afterEach, describe, expect, test } from 'vitest';
import { openService, type TestService } from './service.ts';

let it: TestService | null = null;
afterEach(async () => {
  await it?.close();
  it = null;
});

const post = (url: string, from: string, headers: Record<string, string> = {}) =>
  fetch(`${url}/api/v1/tests`, {
    method: 'POST',
    headers: { 'x-forwarded-for': from, ...headers },
  });
const statuses = async (
  count: number,
  make: () => Promise<Response>,
): Promise<Record<number, number>> => {
  const all: Record<number, number> = {};
  for (let n = 0; n < count; n++) {
    const { status } = await make();
    all[status] = (all[status] ?? 0) + 1;
  }
  return all;
};

describe('limits', () => {
  test('thirty tests in ten minutes for an address, a /64 counting as one; others go on', async () => {
    it = await openService({ trustForwarded: '127.0.0.1' });
    const { url } = it;
    expect(await statuses(31, () => post(url, '192.0.2.1'))).toEqual({ 201: 30, 429: 1 });
    const refused = await post(url, '192.0.2.1');
    expect([refused.headers.get('retry-after'), refused.headers.get('content-type')]).toEqual([
      '600',
      'application/problem+json',
    ]);
    expect((await post(url, '192.0.2.2')).status).toBe(201);
    let host = 0;
    expect(await statuses(31, () => post(url, `2001:db8::${(host += 1).toString(16)}`))).toEqual({
      201: 30,
      429: 1,
    });
    expect((await post(url, '2001:db8:0:1::1')).status).toBe(201);

    const figures = await (await fetch(`${url}/metrics`)).text();
    expect(figures).toContain('mailassay_limits_hit_total{limit="http-create"} 3');
  });

  test('ten checks a minute; what is refused before that is not counted', async () => {
    it = await openService();
    const { url } = it;
    const { octets, ip } = await it.message('good', { to: 'test@test.example' });
    const check = (type = 'message/rfc822') =>
      fetch(`${url}/api/v1/check?ip=${ip}`, {
        method: 'POST',
        headers: { 'content-type': type },
        body: octets,
      });
    expect((await check('text/plain')).status).toBe(415);
    expect(await statuses(11, check)).toEqual({ 200: 10, 429: 1 });
  });

  test('twenty that wait, for an address', async () => {
    it = await openService();
    const { url } = it;
    const { id } = (await (await post(url, '192.0.2.1')).json()) as { id: string };
    const waiting = await Promise.all(
      Array.from({ length: 20 }, () => fetch(`${url}/api/v1/tests/${id}/events`)),
    );
    expect(waiting.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    expect((await fetch(`${url}/api/v1/tests/${id}/events`)).status).toBe(429);
    expect((await fetch(`${url}/api/v1/tests/${id}?wait=1`)).status).toBe(429);
    expect((await fetch(`${url}/api/v1/tests/${id}`)).status).toBe(200);
    await Promise.all(waiting.map(async ({ body }) => await body?.cancel()));
  });

  test('LIMITS=off lets a private instance work', async () => {
    it = await openService({ limits: 'off' });
    const { url } = it;
    expect(await statuses(40, () => post(url, ''))).toEqual({ 201: 40 });
  });
});

describe('API_TOKENS', () => {
  const token = 'a-token-of-the-operator';

  test('work is done for their holders alone, ten times as much; what an id opens needs none', async () => {
    it = await openService({ apiTokens: `${token},another-token-of-his` });
    const { url } = it;
    for (const headers of [
      {},
      { authorization: 'Bearer wrong-token-wrong-token' },
      { authorization: `Basic ${token}` },
    ] as Record<string, string>[]) {
      const refused = await post(url, '', headers);
      expect([refused.status, refused.headers.get('content-type')]).toEqual([
        401,
        'application/problem+json',
      ]);
      expect(refused.headers.get('www-authenticate')).toMatch(/^Bearer/);
    }
    expect(
      (
        await fetch(`${url}/api/v1/check?ip=192.0.2.1`, {
          method: 'POST',
          headers: { 'content-type': 'message/rfc822' },
          body: 'x',
        })
      ).status,
    ).toBe(401);

    const authorization = `Bearer ${token}`;
    expect(await statuses(31, () => post(url, '', { authorization }))).toEqual({ 201: 31 });
    expect((await post(url, '', { authorization: 'Bearer another-token-of-his' })).status).toBe(
      201,
    );
    const made = (await (await post(url, '', { authorization })).json()) as {
      id: string;
      deleteUrl: string;
    };
    expect((await fetch(`${url}/api/v1/tests/${made.id}`)).status).toBe(200);
    expect((await fetch(made.deleteUrl, { method: 'DELETE' })).status).toBe(204);
  });

  test.each(['short', 'with a space in it', 'ümlaut-ümlaut-ümlaut'])(
    '%s is no token, and the fault does not show it',
    async (apiTokens) => {
      await expect(openService({ apiTokens })).rejects.toThrow(
        /--api-tokens: expected tokens between commas/,
      );
      await expect(openService({ apiTokens })).rejects.not.toThrow(apiTokens);
    },
  );
});
