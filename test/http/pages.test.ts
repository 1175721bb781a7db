// The pages as a client without a browser sees them: addresses, headers, forms, what is not there.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FINDING_CODES } from '../../src/diagnose/catalog.ts';
import { openService, type TestService } from './service.ts';

let it: TestService;
beforeAll(async () => {
  it = await openService({ limits: 'off' });
});
afterAll(async () => {
  await it.close();
});

const HTML = { accept: 'text/html' };
const addressIn = (page: string): string => /data-copy="([^"]+)"/.exec(page)?.[1] ?? '';

describe('the first page', () => {
  test('makes an address at once and keeps it for whoever brings the cookie back', async () => {
    const first = await fetch(`${it.url}/`);
    const page = await first.text();
    expect([
      first.status,
      first.headers.get('content-type'),
      first.headers.get('content-language'),
      first.headers.get('cache-control'),
    ]).toEqual([200, 'text/html; charset=UTF-8', 'en', 'no-store']);
    expect(addressIn(page)).toMatch(/^t-[0-9a-hjkmnp-tv-z]{26}@test\.example$/);
    const [cookie = ''] = first.headers.getSetCookie();
    expect(cookie).toMatch(/^test=[0-9a-z]{26}\.[0-9a-z]{26}; Path=\/; HttpOnly; SameSite=Lax$/);
    const headers = { cookie: cookie.split(';')[0] ?? '' };
    expect(addressIn(await (await fetch(`${it.url}/`, { headers })).text())).toBe(addressIn(page));
    // Loading it again makes no other one; a button does.
    expect(addressIn(await (await fetch(`${it.url}/?new=1`, { headers })).text())).toBe(
      addressIn(page),
    );
    const made = await fetch(`${it.url}/t`, { method: 'POST', headers, redirect: 'manual' });
    expect([made.status, made.headers.get('location')]).toEqual([
      303,
      expect.stringMatching(/^\/t\/[0-9a-z]{26}$/),
    ]);
    const [another = ''] = made.headers.getSetCookie();
    expect(
      addressIn(
        await (
          await fetch(`${it.url}/`, { headers: { cookie: another.split(';')[0] ?? '' } })
        ).text(),
      ),
    ).not.toBe(addressIn(page));
    expect(addressIn(await (await fetch(`${it.url}/`)).text())).not.toBe(addressIn(page));
    // Only with the right secret.
    expect(
      addressIn(
        await (
          await fetch(`${it.url}/`, {
            headers: { cookie: headers.cookie.replace(/.$/, (last) => (last === '0' ? '1' : '0')) },
          })
        ).text(),
      ),
    ).not.toBe(addressIn(page));
  });

  test('the address works, and its page is the same for who has the link, but for the right to delete', async () => {
    const page = await (await fetch(`${it.url}/`)).text();
    const path = /\/t\/[0-9a-z]{26}/.exec(page)?.[0] ?? '';
    expect(page).toContain(`${path}/delete?secret=`);
    await it.mail('good', { to: addressIn(page) });
    const later = await (await fetch(it.url + path)).text();
    expect(later).toContain('One mail came');
    expect(later).not.toContain('delete?secret=');
  });

  test('asking whether it is there makes none', async () => {
    const head = await fetch(`${it.url}/`, { method: 'HEAD' });
    expect([head.status, head.headers.getSetCookie()]).toEqual([200, []]);
  });

  test('past the limit it says so, and what works without', async () => {
    const limited = await openService();
    try {
      for (let n = 0; n < 30; n++) expect((await fetch(`${limited.url}/`)).status).toBe(200);
      const refused = await fetch(`${limited.url}/`);
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '600']);
      const page = await refused.text();
      expect(addressIn(page)).toBe('');
      expect(page).toContain('check-auth@test.example');
    } finally {
      await limited.close();
    }
  });
});

describe('a report', () => {
  test('has a page and five other forms', async () => {
    const id = it.idOf(await it.mail('scanner', { to: 'test@test.example' }));
    const get = async (form: string) => {
      const response = await fetch(`${it.url}/r/${id}${form}`);
      return [
        response.status,
        response.headers.get('content-type'),
        await response.text(),
      ] as const;
    };
    expect(await get('')).toEqual([
      200,
      'text/html; charset=UTF-8',
      expect.stringMatching(/<h1><span class="word \w+">Fail<\/span>/),
    ]);
    expect(await get('.txt')).toEqual([
      200,
      'text/plain; charset=utf-8',
      expect.stringMatching(/^VERDICT: FAIL\./),
    ]);
    expect(await get('.json')).toEqual([
      200,
      'application/json',
      expect.stringMatching(/^\{\n {2}"schema": "mailassay-report\/1"/),
    ]);
    expect(await get('.junit.xml')).toEqual([
      200,
      'application/xml; charset=utf-8',
      expect.stringContaining('<testsuite'),
    ]);
    expect(await get('.sarif')).toEqual([
      200,
      'application/sarif+json',
      expect.stringContaining('"2.1.0"'),
    ]);
    expect((await get('.pdf'))[0]).toBe(404);
    expect((await get('.'))[0]).toBe(404);
  });

  test('gives the mail as it was received for saving, never for showing', async () => {
    const id = it.idOf(
      await it.mail('good', {
        to: 'test@test.example',
        header: { 'Content-Type': 'text/html' },
        body: '<script>alert(1)</script>\r\n',
      }),
    );
    const source = await fetch(`${it.url}/r/${id}.source.txt`);
    expect([
      source.headers.get('content-type'),
      source.headers.get('content-disposition'),
      source.headers.get('x-content-type-options'),
    ]).toEqual(['text/plain', `attachment; filename="${id}.txt"`, 'nosniff']);
    expect(await source.text()).toContain('\r\n\r\n<script>alert(1)</script>\r\n');
  });

  test('is awaited while its verdict is', async () => {
    const slow = await openService({ limits: 'off', verdictWait: '1ms' });
    try {
      const { id, address } = (await (
        await fetch(`${slow.url}/api/v1/tests`, { method: 'POST' })
      ).json()) as { id: string; address: string };
      const reply = await slow.mail('good', { to: address });
      expect(reply.at(-1)).toContain('verdict=pending');
      const report = await fetch(`${slow.url}/r/${slow.idOf(reply)}`);
      expect([200, 202]).toContain(report.status);
      if (report.status === 202) expect(await report.text()).toContain('http-equiv="refresh"');
      const done = (await (await fetch(`${slow.url}/api/v1/tests/${id}?wait=30`)).json()) as {
        state: string;
        reports: { verdict: string }[];
      };
      expect([done.state, done.reports[0]?.verdict]).toEqual(['done', 'pass']);
    } finally {
      await slow.close();
    }
  });
});

describe('what is not there', () => {
  const unknown = '00000000000000000000000000';
  test.each([
    `/r/${unknown}`,
    '/r/x',
    `/s/${unknown}`,
    '/s/x',
    `/t/${unknown}`,
    '/t/x',
    `/t/${unknown}/delete`,
    '/nothing',
  ])('%s is a page for people', async (path) => {
    const response = await fetch(it.url + path, { headers: HTML });
    expect([response.status, response.headers.get('content-type')]).toEqual([
      404,
      'text/html; charset=UTF-8',
    ]);
    expect(await response.text()).toContain('<h1>Page not found</h1>');
  });
  test.each([
    `/r/${unknown}.txt`,
    `/r/${unknown}.json`,
    `/s/${unknown}.txt`,
    `/r/${unknown}.source.txt`,
  ])('%s is a line', async (path) => {
    const response = await fetch(it.url + path);
    expect([response.status, response.headers.get('content-type')]).toEqual([
      404,
      'text/plain; charset=utf-8',
    ]);
  });
  test('a program gets a problem', async () => {
    expect((await fetch(`${it.url}/nothing`)).headers.get('content-type')).toBe(
      'application/problem+json',
    );
    expect((await fetch(`${it.url}/assets/style-0.css`)).status).toBe(404);
  });
});

test('a deleteUrl that a person opens asks first', async () => {
  const { id, deleteUrl } = (await (
    await fetch(`${it.url}/api/v1/tests`, { method: 'POST' })
  ).json()) as { id: string; deleteUrl: string };
  const asked = await fetch(deleteUrl, { headers: HTML });
  expect(asked.url).toBe(`${it.url}/t/${id}/delete${new URL(deleteUrl).search}`);
  expect(await asked.text()).toContain('Delete this test?');
  const wrong = await fetch(`${it.url}/t/${id}/delete`, {
    method: 'POST',
    body: new URLSearchParams({ secret: 'wrong' }),
  });
  expect(wrong.status).toBe(403);
  const done = await fetch(`${it.url}/t/${id}/delete`, {
    method: 'POST',
    body: new URLSearchParams({ secret: new URL(deleteUrl).searchParams.get('secret') ?? '' }),
  });
  expect([done.status, await done.text()]).toEqual([
    200,
    expect.stringContaining('<h1>Deleted.</h1>'),
  ]);
  expect((await fetch(`${it.url}/t/${id}`)).status).toBe(404);
});

test('assets have names that change with them, and may be kept', async () => {
  const page = await (await fetch(`${it.url}/`)).text();
  for (const [path = ''] of page.matchAll(/\/assets\/[a-z0-9.-]+/g)) {
    const asset = await fetch(it.url + path);
    expect([
      asset.status,
      asset.headers.get('cache-control'),
      asset.headers.get('x-content-type-options'),
    ]).toEqual([200, 'public, max-age=31536000, immutable', 'nosniff']);
  }
});

test('a cookie of an https service never travels without it', async () => {
  const secure = await openService({ publicUrl: 'https://mailassay.example/' });
  try {
    const { port } = new URL(
      secure.url.startsWith('https') ? `http://127.0.0.1:${secure.service.httpPort}` : secure.url,
    );
    const [cookie] = (await fetch(`http://127.0.0.1:${port}/`)).headers.getSetCookie();
    expect(cookie).toMatch(/; Secure/);
    const made = (await (
      await fetch(`http://127.0.0.1:${port}/api/v1/tests`, { method: 'POST' })
    ).json()) as { page: string; deleteUrl: string };
    expect(made.page).toMatch(/^https:\/\/mailassay\.example\/t\//);
    expect(made.deleteUrl).toMatch(/^https:\/\/mailassay\.example\/api\/v1\/tests\//);
  } finally {
    await secure.close();
  }
});

describe('what programs may expect', () => {
  test('a wrong method is told which ones work', async () => {
    for (const [path, method, allow] of [
      ['/healthz', 'POST', 'GET, HEAD'],
      ['/api/v1/check', 'GET', 'POST'],
      ['/api/v1/tests/00000000000000000000000000', 'PUT', 'DELETE, GET, HEAD'],
      ['/t', 'GET', 'POST'],
    ] as const) {
      const response = await fetch(it.url + path, { method });
      expect([path, response.status, response.headers.get('allow')]).toEqual([path, 405, allow]);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
    }
  });

  test('a report has an ETag, and the form that Accept asks for', async () => {
    const id = it.idOf(await it.mail('good', { to: 'test@test.example' }));
    for (const path of [`/api/v1/reports/${id}`, `/r/${id}.txt`]) {
      const first = await fetch(it.url + path);
      const tag = first.headers.get('etag') ?? '';
      expect(tag).toMatch(/^(?:W\/)?"/);
      const again = await fetch(it.url + path, { headers: { 'if-none-match': tag } });
      expect([path, again.status]).toEqual([path, 304]);
    }
    for (const [accept, type] of [
      ['application/json', 'application/json'],
      ['text/plain', 'text/plain; charset=utf-8'],
      ['text/html,application/json', 'text/html; charset=UTF-8'],
      ['*/*', 'text/html; charset=UTF-8'],
    ] as const)
      expect(
        (await fetch(`${it.url}/r/${id}`, { headers: { accept } })).headers.get('content-type'),
      ).toBe(type);
  });

  test('an empty body is no body, whatever its media type', async () => {
    const made = await fetch(`${it.url}/api/v1/tests`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '',
    });
    expect(made.status).toBe(201);
  });

  test('a saved file with LF line ends is judged', async () => {
    const { octets, ip, helo, from } = await it.message('good', { to: 'test@test.example' });
    const response = await fetch(
      `${it.url}/api/v1/check?${new URLSearchParams({ ip, helo, mailFrom: from }).toString()}`,
      {
        method: 'POST',
        headers: { 'content-type': 'message/rfc822' },
        body: octets.replaceAll('\r\n', '\n'),
      },
    );
    expect([response.status, ((await response.json()) as { verdict: string }).verdict]).toEqual([
      200,
      'pass',
    ]);
  });

  test('crawlers are told to stay away, and no transport is demanded of other hosts', async () => {
    const robots = await fetch(`${it.url}/robots.txt`);
    expect([robots.status, await robots.text()]).toEqual([200, 'User-agent: *\nDisallow: /\n']);
    expect(robots.headers.get('strict-transport-security')).toBeNull();
  });
});

describe('pages to read', () => {
  test.each(['en', 'id'])('every finding is explained in %s', async (lang) => {
    for (const code of FINDING_CODES) {
      const response = await fetch(`${it.url}/explain/${code}?lang=${lang}`);
      expect([code, response.status]).toEqual([code, 200]);
      const page = await response.text();
      expect(page, code).toMatch(/<h1>[^<{}]{8,}/);
      expect(page, code).not.toMatch(/undefined|(?<!%)\{[a-z]+\}/i);
    }
    expect((await fetch(`${it.url}/explain/nothing`)).status).toBe(404);
  });

  test('the examples are reports like any other', async () => {
    for (const [path, word] of [
      ['/example', 'Pass'],
      ['/example/broken', 'Fail'],
    ] as const) {
      const page = await (await fetch(`${it.url}${path}?lang=en`)).text();
      expect(page).toMatch(new RegExp(`<span class="word \\w+">${word}</span>`));
      expect(page).toContain('This is an example');
      expect(page).not.toContain('/share"');
    }
  });

  test('the lines for curl on the page of the API run as they stand', async () => {
    const page = await (await fetch(`${it.url}/api?lang=en`)).text();
    const lines = [...page.matchAll(/<code>(curl [^<]+)<\/code>/g)].map(([, line = '']) =>
      line.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
    );
    expect(lines).toHaveLength(9);
    const folder = await mkdtemp(join(tmpdir(), 'mailassay-curl-'));
    const { octets } = await it.message('good', { to: 'test@test.example' });
    await writeFile(join(folder, 'saved.eml'), octets);
    const curl = async (line: string): Promise<string> =>
      (
        await promisify(execFile)(
          'sh',
          ['-c', line.replace(/^curl -sN/, 'curl -sN --max-time 2')],
          {
            cwd: folder,
          },
        ).catch((error: { stdout?: string }) => ({ stdout: error.stdout ?? '' }))
      ).stdout;
    const [make = '', ...rest] = lines;
    const made = JSON.parse(await curl(make)) as { id: string; address: string; deleteUrl: string };
    const report = it.idOf(await it.mail('good', { to: made.address }));
    const secret = new URL(made.deleteUrl).searchParams.get('secret') ?? '';
    const answers: string[] = [];
    for (const line of rest)
      answers.push(
        await curl(
          line
            .replaceAll('/ID', `/${made.id}`)
            .replaceAll('REPORT', report)
            .replace('SECRET', secret),
        ),
      );
    expect(answers.map((answer) => answer.slice(0, 60))).toEqual([
      expect.stringContaining('"id"'),
      expect.stringContaining('retry: 2000'),
      expect.stringContaining('mailassay-report/1'),
      expect.stringContaining('"share"'),
      expect.stringContaining('mailassay-report/1'),
      expect.stringContaining('mailassay-domain/1'),
      expect.stringContaining('mailassay-key/1'),
      '',
    ]);
    await rm(folder, { recursive: true });
  });
});
