// Tests made by the API, on the running service: making, mailing, waiting, watching, sharing, deleting.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEvents } from './events.ts';
import { openService, type TestService } from './service.ts';

interface Made {
  id: string;
  token: string;
  address: string;
  expiresAt: string;
  page: string;
  deleteUrl: string;
}

interface Standing {
  state: string;
  count: number;
  reports: { id: string; verdict: string; language: string; summary: Record<string, string> }[];
}

let it: TestService;
beforeAll(async () => {
  it = await openService({ limits: 'off' });
});
afterAll(async () => {
  await it.close();
});

const make = async (wish: Record<string, unknown> = {}): Promise<Made> => {
  const response = await fetch(`${it.url}/api/v1/tests`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(wish),
  });
  expect(response.status).toBe(201);
  return (await response.json()) as Made;
};
const standing = async (id: string, query = ''): Promise<Standing> => {
  const response = await fetch(`${it.url}/api/v1/tests/${id}${query}`);
  expect(response.status).toBe(200);
  return (await response.json()) as Standing;
};

describe('making a test', () => {
  test('gives an address, a page and a link that deletes; id, token and secret tell nothing of each other', async () => {
    const before = Date.now();
    const made = await make();
    expect(Object.keys(made)).toEqual(['id', 'token', 'address', 'expiresAt', 'page', 'deleteUrl']);
    expect(made.address).toBe(`t-${made.token}@test.example`);
    expect(made.page).toBe(`${it.url}/t/${made.id}`);
    const secret = new URL(made.deleteUrl).searchParams.get('secret');
    expect(new Set([made.id, made.token, secret]).size).toBe(3);
    for (const value of [made.id, made.token, secret])
      expect(value).toMatch(/^[0-9a-hjkmnp-tv-z]{26}$/);
    expect(Date.parse(made.expiresAt) - before).toBeGreaterThan(86_390_000);
    expect(await standing(made.id)).toMatchObject({ state: 'waiting', count: 0, reports: [] });
  });

  test('without a body at all, too', async () => {
    expect((await fetch(`${it.url}/api/v1/tests`, { method: 'POST' })).status).toBe(201);
  });

  test('takes label, language and time', async () => {
    const made = await make({ label: '  newsletter  ', lang: 'id', ttl: 3600 });
    expect(Date.parse(made.expiresAt) - Date.now()).toBeLessThan(3_600_001);
    expect(await standing(made.id)).toMatchObject({ label: 'newsletter', lang: 'id' });
  });

  test.each([
    [{ label: 'x'.repeat(101) }, 'label'],
    [{ lang: 'fr' }, 'lang'],
    [{ ttl: 1 }, 'ttl'],
    [{ ttl: 31 * 86_400 }, 'ttl'],
    [{ ttl: 'a day' }, 'ttl'],
    [['a list'], 'expected object'],
  ])('says what does not fit in %j', async (wish, named) => {
    const response = await fetch(`${it.url}/api/v1/tests`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(wish),
    });
    expect([response.status, response.headers.get('content-type')]).toEqual([
      400,
      'application/problem+json',
    ]);
    expect(await response.json()).toMatchObject({
      status: 400,
      title: 'Bad request',
      detail: expect.stringContaining(named),
    });
  });

  test('broken JSON and a body that is too large are problems as well', async () => {
    const post = (body: string) =>
      fetch(`${it.url}/api/v1/tests`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
    const broken = await post('{');
    expect([broken.status, broken.headers.get('content-type')]).toEqual([
      400,
      'application/problem+json',
    ]);
    expect((await post(JSON.stringify({ label: 'x'.repeat(20_000) }))).status).toBe(413);
  });
});

describe('a mail to its address', () => {
  test('is a report there, last first, in the language of the test', async () => {
    const { id, address } = await make({ lang: 'id' });
    const first = it.idOf(await it.mail('good', { to: address }));
    const second = it.idOf(await it.mail('scanner', { to: address.toUpperCase() }));
    const now = await standing(id);
    expect(now).toMatchObject({ state: 'done', count: 2 });
    expect(now.reports.map((report) => [report.id, report.verdict, report.language])).toEqual([
      [second, 'fail', 'id'],
      [first, 'pass', 'id'],
    ]);
    expect((await fetch(`${it.url}/api/v1/reports/${first}`)).status).toBe(200);
  });

  test('a suffix of the address outweighs the language of the test', async () => {
    const { id, address } = await make({ lang: 'id' });
    await it.mail('good', { to: address.replace('@', '+en@') });
    expect((await standing(id)).reports[0]?.language).toBe('en');
  });

  test('to an unknown or expired token is refused', async () => {
    expect(await it.mail('good', { to: 't-00000000000000000000000000@test.example' })).toEqual([
      expect.stringMatching(/^550 5\.1\.1 /),
    ]);
  });
});

describe('waiting', () => {
  test('ends as soon as the report is there', async () => {
    const { id, address } = await make();
    const began = performance.now();
    const waiting = standing(id, '?wait=60');
    await it.mail('good', { to: address });
    expect(await waiting).toMatchObject({ state: 'done', count: 1 });
    expect(performance.now() - began).toBeLessThan(59_000);
    // What came already is no reason to wait, unless the client knows it.
    expect(await standing(id, '?wait=60')).toMatchObject({ state: 'done', count: 1 });
    const [known] = (await standing(id)).reports;
    const next = standing(id, `?wait=60&after=${known?.id}`);
    await it.mail('unsigned', { to: address });
    expect((await next).count).toBe(2);
  });

  test('ends after its time with nothing', async () => {
    const { id } = await make();
    expect(await standing(id, '?wait=0.05')).toMatchObject({ state: 'waiting', reports: [] });
  });

  test.each(['?wait=-1', '?wait=soon'])('%s is refused', async (query) => {
    const { id } = await make();
    expect((await fetch(`${it.url}/api/v1/tests/${id}${query}`)).status).toBe(400);
  });

  test('ends when the test is deleted', async () => {
    const { id, deleteUrl } = await make();
    const waiting = standing(id, '?wait=60');
    await standing(id);
    expect((await fetch(deleteUrl, { method: 'DELETE' })).status).toBe(204);
    expect(await waiting).toMatchObject({ state: 'waiting' });
  });
});

interface Told {
  step: string;
  result: string | null;
  detail: string;
}

function withoutArrival(data: unknown): Told {
  const { arrival, ...step } = data as Told & { arrival: string };
  expect(arrival).toMatch(/^a\d+$/);
  return step;
}

describe('events', () => {
  test('tell each thing as it is known, then the report', async () => {
    const { id, address } = await make();
    const events = await openEvents(`${it.url}/api/v1/tests/${id}/events`);
    expect(events.response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    const [came, reply] = await Promise.all([
      events.until('report'),
      it.mail('good', { to: address }),
    ]);
    events.close();
    const steps = came.flatMap(({ event, data }) =>
      event === 'step' ? [withoutArrival(data)] : [],
    );
    expect(steps.map(({ step }) => step)).toEqual(
      expect.arrayContaining([
        'connected',
        'helo',
        'tls',
        'mail-from',
        'message',
        'spf',
        'dkim',
        'dmarc',
        'iprev',
      ]),
    );
    expect(steps.slice(0, 4)).toEqual([
      { step: 'connected', result: null, detail: '192.0.2.10' },
      { step: 'helo', result: null, detail: 'mail.good.example' },
      { step: 'tls', result: 'none', detail: '' },
      { step: 'mail-from', result: null, detail: '<admin@good.example>' },
    ]);
    expect(steps.find(({ step }) => step === 'spf')).toEqual({
      step: 'spf',
      result: 'pass',
      detail: 'good.example',
    });
    const received = came.findIndex(({ event }) => event === 'received');
    expect(received).toBeGreaterThan(3);
    expect(received).toBeLessThan(
      came.findIndex(({ data }) => (data as { step?: string }).step === 'dmarc'),
    );
    expect(came[received]?.data).toMatchObject({ id: it.idOf(reply) });
    expect(came.at(-1)).toMatchObject({
      event: 'report',
      id: it.idOf(reply),
      data: { verdict: 'pass', schema: 'mailassay-report/1' },
    });
  });

  test('who comes late gets the reports there are, who comes back only the new ones', async () => {
    const { id, address } = await make();
    const first = it.idOf(await it.mail('good', { to: address }));
    const second = it.idOf(await it.mail('unsigned', { to: address }));
    const late = await openEvents(`${it.url}/api/v1/tests/${id}/events`);
    expect([(await late.next())?.id, (await late.next())?.id]).toEqual([first, second]);
    late.close();
    for (const [query, headers] of [
      [`?after=${first}`, {}],
      ['', { 'last-event-id': first }],
    ] as const) {
      const back = await openEvents(`${it.url}/api/v1/tests/${id}/events${query}`, headers);
      expect((await back.next())?.id).toBe(second);
      back.close();
    }
  });

  test('end when the test is deleted', async () => {
    const { id, deleteUrl } = await make();
    const events = await openEvents(`${it.url}/api/v1/tests/${id}/events`);
    const ended = events.until('end');
    expect((await fetch(deleteUrl, { method: 'DELETE' })).status).toBe(204);
    await ended;
    expect(await events.next()).toBeNull();
  });
});

test('a service that stops lets those who wait go, and does not call their tests deleted', async () => {
  const other = await openService({ limits: 'off' });
  const { id } = (await (await fetch(`${other.url}/api/v1/tests`, { method: 'POST' })).json()) as {
    id: string;
  };
  const events = await openEvents(`${other.url}/api/v1/tests/${id}/events`);
  const waiting = fetch(`${other.url}/api/v1/tests/${id}?wait=60`);
  await fetch(`${other.url}/api/v1/tests/${id}`);
  const began = performance.now();
  await other.close();
  expect(performance.now() - began).toBeLessThan(59_000);
  expect(await events.next()).toBeNull();
  expect(await (await waiting).json()).toMatchObject({ state: 'waiting' });
});

describe('a share', () => {
  test('is made once for a report', async () => {
    const { address } = await make();
    const id = it.idOf(await it.mail('good', { to: address }));
    const share = async () =>
      (
        (await (
          await fetch(`${it.url}/api/v1/reports/${id}/share`, { method: 'POST' })
        ).json()) as { share: string }
      ).share;
    const link = await share();
    expect(link).toMatch(new RegExp(`^${it.url}/s/[0-9a-hjkmnp-tv-z]{26}$`));
    expect(link).not.toContain(id);
    expect(await share()).toBe(link);
    expect(
      (await fetch(`${it.url}/api/v1/reports/00000000000000000000000000/share`, { method: 'POST' }))
        .status,
    ).toBe(404);
  });
});

describe('deleting', () => {
  test('needs the secret, and takes everything', async () => {
    const { id, address, deleteUrl } = await make();
    const report = it.idOf(await it.mail('good', { to: address }));
    const url = `${it.url}/api/v1/tests/${id}`;
    for (const wrong of [url, `${url}?secret=00000000000000000000000000`, `${url}?secret=`])
      expect((await fetch(wrong, { method: 'DELETE' })).status).toBe(403);
    expect((await standing(id)).count).toBe(1);

    expect((await fetch(deleteUrl, { method: 'DELETE' })).status).toBe(204);
    expect((await fetch(url)).status).toBe(404);
    expect((await fetch(`${url}/events`)).status).toBe(404);
    expect((await fetch(`${it.url}/api/v1/reports/${report}`)).status).toBe(404);
    expect((await fetch(`${it.url}/r/${report}.txt`)).status).toBe(404);
    expect((await fetch(deleteUrl, { method: 'DELETE' })).status).toBe(404);
    expect(await it.mail('good', { to: address })).toEqual([
      expect.stringMatching(/^550 5\.1\.1 /),
    ]);
  });

  test('takes the secret as a bearer too', async () => {
    const { id, deleteUrl } = await make();
    const secret = new URL(deleteUrl).searchParams.get('secret') ?? '';
    expect(
      (
        await fetch(`${it.url}/api/v1/tests/${id}`, {
          method: 'DELETE',
          headers: { authorization: `Bearer ${secret}` },
        })
      ).status,
    ).toBe(204);
  });
});

test.each([
  '/api/v1/tests/00000000000000000000000000',
  '/api/v1/tests/x',
  '/api/v1/tests/00000000000000000000000000/events',
  '/api/v1/reports/00000000000000000000000000',
  '/api/v1/nothing',
])('%s is a problem 404', async (path) => {
  const response = await fetch(`${it.url}${path}`);
  expect([response.status, response.headers.get('content-type')]).toEqual([
    404,
    'application/problem+json',
  ]);
  expect(await response.json()).toMatchObject({ type: 'about:blank', status: 404 });
});

test('no other origin is let in, and every answer is kept to itself', async () => {
  const response = await fetch(`${it.url}/api/v1/tests`, {
    method: 'POST',
    headers: { origin: 'https://other.example' },
  });
  expect(response.headers.get('access-control-allow-origin')).toBeNull();
  const preflight = await fetch(`${it.url}/api/v1/tests`, {
    method: 'OPTIONS',
    headers: { origin: 'https://other.example', 'access-control-request-method': 'POST' },
  });
  expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([
    405,
    null,
  ]);
  for (const [name, value] of [
    ['cache-control', 'no-store'],
    ['x-robots-tag', 'noindex'],
    ['x-content-type-options', 'nosniff'],
    ['referrer-policy', 'no-referrer'],
  ] as const) {
    expect(response.headers.get(name)).toBe(value);
  }
  expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
});
