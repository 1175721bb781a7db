// The one fetcher (SECURITY.md §6) against a real https server: what it refuses before it connects, and what it does not take.
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { publicFetch } from '../../../src/verify/domain/fetch-public.ts';
import { zoneResolver } from '../../../src/dns/zone.ts';
import { openWeb, type Web } from '../../judge/web-server.ts';

const ZONE = `
good.example A 127.0.0.1
other.example A 127.0.0.1
both.example A 10.0.0.1
both.example A 127.0.0.1
private.example A 10.0.0.1
private.example AAAA fe80::1
metadata.example A 169.254.169.254
mapped.example AAAA ::ffff:127.0.0.1
nat64.example AAAA 64:ff9b::7f00:1
sixtofour.example AAAA 2002:7f00:1::1
shared.example A 100.64.0.1
down.example SERVFAIL
`;

let web: Web;
beforeAll(async () => {
  web = await openWeb(['good.example', 'both.example']);
});
afterAll(async () => await web[Symbol.asyncDispose]());

const resolver = zoneResolver(ZONE);
const get = async (url: string) => await web.fetch(resolver)(url);

test('a page is fetched from the address that was checked', async () => {
  web.pages.set('https://good.example/a?b', {
    headers: { 'content-type': 'Text/Plain; charset=utf-8' },
    body: 'hello',
  });
  expect(await get('https://good.example/a?b')).toEqual({
    kind: 'fetched',
    type: 'text/plain',
    body: Buffer.from('hello'),
  });
  web.pages.set('https://both.example/', { body: 'both' });
  expect(await get('https://both.example/')).toMatchObject({ kind: 'fetched' });
});

describe('is refused without a connection:', () => {
  const strict = publicFetch({ resolver });
  test.each([
    ['http://good.example/', /not https/],
    ['ftp://good.example/', /not https/],
    ['https://good.example:8443/', /port or a user/],
    ['https://a:b@good.example/', /port or a user/],
    ['https://127.0.0.1/', /no domain name/],
    ['https://[::1]/', /no domain name/],
    ['https://0x7f.1/', /no domain name/],
    ['https://localhost/', /no domain name/],
    ['nonsense', /no URL/],
    ['https://good.example/', /no public address \(127\.0\.0\.1\)/],
    ['https://private.example/', /no public address/],
    ['https://metadata.example/', /no public address/],
    ['https://mapped.example/', /no public address/],
    ['https://nat64.example/', /no public address/],
    ['https://sixtofour.example/', /no public address/],
    ['https://shared.example/', /no public address/],
    ['https://nowhere.example/', /has no address/],
  ])('%s', async (url, why) => {
    const before = web.asked.length;
    expect(await strict(url)).toEqual({
      kind: 'failed',
      trouble: expect.stringMatching(why),
      undecided: false,
    });
    expect(web.asked.length).toBe(before);
  });

  test('https://down.example/, which leaves it open', async () => {
    expect(await strict('https://down.example/')).toMatchObject({
      kind: 'failed',
      undecided: true,
    });
  });
});

describe('is not taken:', () => {
  test.each<[string, Parameters<Web['pages']['set']>[1], RegExp]>([
    [
      'a redirect',
      { status: 302, headers: { location: 'https://good.example/a' } },
      /redirect \(302\)/,
    ],
    ['an error', { status: 404 }, /status 404/],
    ['what is too long', { body: 'x'.repeat(65_537) }, /over 64 KiB/],
    ['what is compressed', { headers: { 'content-encoding': 'gzip' }, body: 'x' }, /compressed/],
  ])('%s', async (_, page, why) => {
    web.pages.set('https://good.example/page', page);
    expect(await get('https://good.example/page')).toMatchObject({
      kind: 'failed',
      trouble: expect.stringMatching(why),
    });
  });

  test('exactly 64 KiB are', async () => {
    web.pages.set('https://good.example/page', { body: 'x'.repeat(65_536) });
    expect(await get('https://good.example/page')).toMatchObject({ kind: 'fetched' });
  });

  test('a certificate for another name', async () => {
    web.pages.set('https://other.example/', { body: 'x' });
    expect(await get('https://other.example/')).toEqual({
      kind: 'failed',
      trouble: 'the certificate of other.example is for another name',
      undecided: false,
    });
  });

  test('a certificate that nobody vouches for', async () => {
    const fetch = publicFetch({ resolver, isAllowed: () => true, port: web.port });
    expect(await fetch('https://good.example/')).toEqual({
      kind: 'failed',
      trouble: 'the certificate of good.example is self-signed',
      undecided: false,
    });
  });
});

test('a server that says nothing is given up', async () => {
  const silent = createServer((socket) => {
    socket.on('error', () => {}).resume();
  });
  await new Promise<void>((resolve) => {
    silent.listen(0, '127.0.0.1', resolve);
  });
  const address = silent.address();
  const fetch = publicFetch({
    resolver,
    isAllowed: () => true,
    port: typeof address === 'object' && address !== null ? address.port : 0,
    milliseconds: 100,
  });
  expect(await fetch('https://good.example/')).toEqual({
    kind: 'failed',
    trouble: 'good.example did not answer in time',
    undecided: true,
  });
  await new Promise<void>((resolve) => {
    silent.close(() => resolve());
  });
});
