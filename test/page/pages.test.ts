// The pages in real Chromium, on the running service: from an address to a report, with and without a script, by keyboard alone,
// for people who see little, and with mail that tries to be more than text.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { stretched } from '../machine-time.ts';
import { openService, type TestService } from '../http/service.ts';
import { CHROMIUM, DESKTOP, openBrowser, PHONE } from './browser.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
if (CHROMIUM === null) console.warn('pages.test.ts is skipped: no Chromium on this machine');

describe.skipIf(CHROMIUM === null)('in Chromium', () => {
  let it: TestService;
  let browser: Browser;
  const contexts: BrowserContext[] = [];

  beforeAll(async () => {
    it = await openService({ limits: 'off' });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await it?.close();
  });
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
  });

  /** A new browser session; whatever it asks of another host, or complains about, is told. */
  const open = async (
    options: BrowserContextOptions = {},
  ): Promise<{ page: Page; problem: string[]; octets: () => number }> => {
    const context = await browser.newContext({ locale: 'en-GB', viewport: DESKTOP, ...options });
    contexts.push(context);
    // Playwright would give up after 30 s, which is short on a machine with other work.
    context.setDefaultTimeout(300_000);
    const page = await context.newPage();
    const problem: string[] = [];
    let octets = 0;
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') problem.push(message.text());
    });
    page.on('pageerror', (error) => problem.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith(it.url)) problem.push(`asks ${request.url()}`);
    });
    page.on('response', (response) => {
      if (response.headers()['content-type']?.startsWith('text/event-stream') === true) return;
      void response.body().then(
        (body) => {
          octets += body.length;
        },
        () => {},
      );
    });
    return { page, problem, octets: () => octets };
  };

  const violations = async (page: Page): Promise<string[]> => {
    // Given to the page by the debugger: its own policy would not let it in.
    await page.evaluate(axe);
    const { violations: found } = await page.evaluate<{
      violations: { id: string; nodes: { html: string }[] }[];
    }>(
      "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })",
    );
    return found.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 200)).join(' | ')}`,
    );
  };

  /** Nothing is wider than the window. */
  const overflow = (page: Page): Promise<number> =>
    page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );

  test('an address at once, the mail as it comes, then its report, in under fifteen seconds', async () => {
    const { page, problem } = await open();
    const began = performance.now();
    await page.goto(`${it.url}/`);
    const address = (await page.locator('#address').textContent()) ?? '';
    expect(address).toMatch(/^t-[0-9a-hjkmnp-tv-z]{26}@test\.example$/);
    expect(await page.locator('#status').textContent()).toBe('Waiting for your mail…');
    // All that is shown of the mail while it comes, before the report opens.
    await page.evaluate(`{
      const seen = [];
      new MutationObserver(() => {
        for (const row of document.querySelectorAll('.steps li')) {
          const text = row.textContent.replace(/\\s+/g, ' ').trim();
          if (!seen.includes(text)) seen.push(text);
        }
        sessionStorage.setItem('seen', JSON.stringify(seen));
      }).observe(document.body, { subtree: true, childList: true, attributes: true });
    }`);
    const [reply] = await Promise.all([
      it.mail('include', { to: address }),
      page.waitForURL('**/r/*'),
    ]);
    expect(performance.now() - began).toBeLessThan(stretched(15_000));
    expect(page.url()).toBe(`${it.url}/r/${it.idOf(reply)}`);
    expect(await page.locator('h1 .word').textContent()).toBe('Fail');
    expect(await page.title()).toBe('Fail: include.example · mailassay');
    const seen = JSON.parse(
      await page.evaluate<string>("sessionStorage.getItem('seen')"),
    ) as string[];
    expect(seen).toEqual(
      expect.arrayContaining([
        '192.0.2.20 connected',
        'says it is mail.include.example (HELO)',
        'sends as <admin@include.example> (MAIL FROM)',
      ]),
    );

    // Back at the test: what came is there, and the first page is still the same test.
    await page.getByRole('link', { name: 'Your test address' }).click();
    expect(await page.locator('#address').textContent()).toBe(address);
    expect(await page.locator('.came h2').textContent()).toBe('One mail came');
    await page.goto(`${it.url}/`);
    expect(await page.locator('#address').textContent()).toBe(address);
    // The second one is listed, and the page stays.
    await it.mail('good', { to: address });
    await page
      .locator('#ready')
      .getByRole('link', { name: /^Pass: / })
      .waitFor();
    expect(await page.locator('#inbox li').count()).toBe(2);
    expect(new URL(page.url()).pathname).toBe('/');
    expect(problem).toEqual([]);
  });

  test('copies the address', async () => {
    const { page } = await open({ permissions: ['clipboard-read', 'clipboard-write'] });
    await page.goto(`${it.url}/`);
    await page.getByRole('button', { name: 'Copy' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate<string>('navigator.clipboard.readText()')).toBe(
      await page.locator('#address').textContent(),
    );
    expect(await page.getByRole('link', { name: 'Write the mail' }).getAttribute('href')).toBe(
      `mailto:${await page.locator('#address').textContent()}?subject=Test%20of%20SPF%2C%20DKIM%20and%20DMARC`,
    );
  });

  test('works without a script: it looks again by itself', async () => {
    const { page } = await open({ javaScriptEnabled: false });
    await page.goto(`${it.url}/`);
    const address = (await page.locator('#address').textContent()) ?? '';
    // The one button that works without a script is a form's.
    expect(await page.locator('button:visible').allInnerTexts()).toEqual(['New address']);
    const reply = await it.mail('scanner', { to: address });
    await page.waitForURL('**/t/*');
    await page.locator('.came').waitFor();
    expect(await page.locator('#address').textContent()).toBe(address);
    expect(await page.locator('.came .cause').textContent()).toMatch(/lines were added at the end/);
    await page.getByRole('link', { name: 'Read the whole report' }).click();
    expect(page.url()).toBe(`${it.url}/r/${it.idOf(reply)}`);
    // Every picture is there, and what is folded can be opened; a link to it opens it.
    for (const picture of ['.identities', '.tree', '.path', '.lookups'])
      expect(await page.locator(picture).count(), picture).toBeGreaterThanOrEqual(1);
    await page.getByRole('link', { name: 'SPF pass' }).click();
    await page.locator('summary', { hasText: 'HELO' }).click();
    expect(await page.locator('#helo-tree').isVisible()).toBe(true);
    // Sharing and deleting are forms.
    await page.getByRole('button', { name: 'Share without addresses' }).click();
    await page.waitForURL('**/s/*');
    await page.goBack();
    await page.getByRole('link', { name: 'Delete this test' }).click();
    await page.getByRole('button', { name: 'Delete everything' }).click();
    expect(await page.locator('h1').textContent()).toBe('Deleted.');
    expect((await page.goto(`${it.url}/r/${it.idOf(reply)}`))?.status()).toBe(404);
  });

  test('can be used by keyboard alone', async () => {
    const { page } = await open({ permissions: ['clipboard-read', 'clipboard-write'] });
    await page.goto(`${it.url}/`);
    const focused = () => page.evaluate<string>('document.activeElement.textContent.trim()');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Skip to the content');
    // Where the focus is can be seen.
    expect(
      await page.evaluate<string>('getComputedStyle(document.activeElement).outlineStyle'),
    ).toBe('solid');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Copy');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    const address = await page.evaluate<string>('navigator.clipboard.readText()');
    await it.mail('include', { to: address });
    await page.waitForURL('**/r/*');
    const reached: string[] = [];
    for (let n = 0; n < 90; n++) {
      await page.keyboard.press('Tab');
      reached.push(await focused());
      if (reached.at(-1) === 'Share without addresses') break;
    }
    expect(reached).toEqual(
      expect.arrayContaining([
        'Skip to the content',
        'Bahasa IndonesiaID',
        'Copy',
        'What is right',
        'Share without addresses',
      ]),
    );
    await page.keyboard.press('Enter');
    await page.waitForURL('**/s/*');
    expect(await page.locator('.shared').count()).toBe(1);
  });

  test('weighs under 60 KB in all and asks no other host', async () => {
    const { page, problem, octets } = await open();
    await page.goto(`${it.url}/`);
    await page.locator('#status').waitFor();
    await page.waitForFunction("performance.getEntriesByType('resource').length >= 3");
    expect(octets()).toBeGreaterThan(10_000);
    expect(octets()).toBeLessThan(60_000);
    expect(problem).toEqual([]);
  });

  // Colours differ by ground, widths by device: each page is seen on both grounds and both devices, not in all their pairs.
  test.each([
    ['light', 'phone', PHONE],
    ['dark', 'screen', DESKTOP],
  ] as const)(
    'in the %s on a %s, every page is fit for everybody and nothing is wider than the window',
    async (colorScheme, _device, viewport) => {
      const { page, problem } = await open({ viewport, colorScheme });
      const ids: string[] = [];
      for (const company of ['good', 'include', 'campus', 'scanner', 'dialup'] as const)
        ids.push(it.idOf(await it.mail(company, { to: 'test@test.example' })));
      await page.goto(`${it.url}/`);
      const address = (await page.locator('#address').textContent()) ?? '';
      expect(await violations(page)).toEqual([]);
      await it.mail('dialup', { to: address });
      await page.waitForURL('**/r/*');
      await page.getByRole('link', { name: 'Your test address' }).click();
      const test_ = page.url();
      const share = (
        (await (
          await fetch(`${it.url}/api/v1/reports/${ids[1]}/share`, { method: 'POST' })
        ).json()) as { share: string }
      ).share;
      const deleting =
        (await page.getByRole('link', { name: 'Delete everything' }).getAttribute('href')) ?? '';
      for (const url of [
        test_,
        ...ids.map((id) => `${it.url}/r/${id}`),
        share,
        `${it.url}${deleting}`,
        `${it.url}/d`,
        `${it.url}/d/include.example`,
        `${it.url}/d/good.example`,
        `${it.url}/d/pasted.example/selector`,
        `${it.url}/d/good.example/nothing`,
        `${it.url}/d/nosuch.example`,
        `${it.url}/api`,
        `${it.url}/explain`,
        `${it.url}/explain/spf-fail`,
        `${it.url}/example`,
      ]) {
        await page.goto(url);
        await page.evaluate(
          "for (const folded of document.querySelectorAll('details')) folded.open = true",
        );
        expect(await violations(page), url).toEqual([]);
        expect(await overflow(page), url).toBe(0);
      }
      expect(problem).toEqual([]);
      // Chromium reports a 404 as trouble; the page itself is fit as well.
      await page.goto(`${it.url}/r/00000000000000000000000000`);
      expect(await violations(page)).toEqual([]);
    },
  );

  test('a phone shows verdict, first cause and its fix without scrolling', async () => {
    const companies = [
      'include',
      'oldkey',
      'campus',
      'pasted',
      'scanner',
      'unsigned',
      'dialup',
    ] as const;
    const links = await Promise.all(
      companies.map(
        async (company) =>
          `${it.url}/r/${it.idOf(await it.mail(company, { to: 'test@test.example' }))}`,
      ),
    );
    for (const locale of ['en-GB', 'id-ID']) {
      const { page } = await open({ viewport: PHONE, locale });
      for (const link of links) {
        await page.goto(link);
        for (const what of ['.verdict h1', '.finding h3', '.finding .fix']) {
          const box = await page.locator(what).first().boundingBox();
          expect(
            (box?.y ?? 0) + (box?.height ?? 9999),
            `${await page.title()} ${locale} ${what}`,
          ).toBeLessThanOrEqual(PHONE.height);
        }
      }
    }
  });

  test('speaks the language the browser asks for, and the other by the switch', async () => {
    const { page } = await open({ locale: 'id-ID' });
    await page.goto(`${it.url}/`);
    expect([
      await page.locator('html').getAttribute('lang'),
      await page.locator('h1').textContent(),
    ]).toEqual(['id', 'Apakah email Anda sudah benar?']);
    const address = await page.locator('#address').textContent();
    await page.getByRole('link', { name: 'English' }).click();
    expect([
      await page.locator('html').getAttribute('lang'),
      await page.locator('#address').textContent(),
    ]).toEqual(['en', address]);
    const id = it.idOf(await it.mail('include', { to: 'test+id@test.example' }));
    await page.goto(`${it.url}/r/${id}`);
    expect(await page.locator('.finding h3').first().textContent()).toMatch(
      /^Your SPF record says/,
    );
    await page.getByRole('link', { name: 'Bahasa Indonesia' }).click();
    expect(await page.locator('.finding h3').first().textContent()).toMatch(
      /^Record SPF Anda berisi/,
    );
    expect(await page.locator('.headline').textContent()).toMatch(/DMARC lolos lewat DKIM/);
    // Remembered.
    await page.goto(`${it.url}/`);
    expect(await page.locator('html').getAttribute('lang')).toBe('id');
  });

  test('mail that holds markup in every field adds no element and runs nothing', async () => {
    const evil = '"><img src=x onerror=alert(1)><script>alert(2)</script><svg onload=alert(3)>';
    const header = {
      From: `"${evil.replaceAll('"', "'")}" <admin@good.example>`,
      Subject: evil,
      'Message-ID': `<${'<b>'.repeat(5)}@good.example>`,
      Date: `Tue, 24 Nov 2026 07:00:00 +0000 (<i>${evil}</i>)`,
      Received: `from <script>alert(4)</script> ([192.0.2.9]) by <b>x</b>.example with <i>SMTP</i>; Tue, 24 Nov 2026 06:59:00 +0000`,
      'List-Unsubscribe': `<javascript:alert(5)>`,
      'DKIM-Signature': `v=1; a=rsa-sha256; c=relaxed/relaxed; d=<script>alert(6)</script>; s=<img src=x>; h=From:<b>; bh=x; b=y; i=@"><b>`,
    };
    const plain = it.idOf(await it.mail('good', { to: 'test@test.example', unsigned: true }));
    const { page, problem } = await open();
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    await page.goto(`${it.url}/r/${plain}`);
    const names = () =>
      page.evaluate<string[]>(
        "[...new Set([...document.querySelectorAll('*')].map((one) => one.tagName.toLowerCase()))].toSorted()",
      );
    const known = await names();

    await page.goto(`${it.url}/`);
    const address = (await page.locator('#address').textContent()) ?? '';
    const before = await names();
    const reply = it
      .mail('good', {
        to: address,
        unsigned: true,
        helo: '<script>alert(7)</script>',
        from: '"<b>x</b>"@good.example',
        header,
        body: `<script>alert(8)</script>\r\n${evil}\r\n`,
      })
      .catch(() => it.mail('good', { to: address, unsigned: true, header, body: `${evil}\r\n` }));
    await page.waitForURL('**/r/*');
    const id = it.idOf(await reply);
    const tags = await names();
    expect(
      tags.filter((tag) =>
        ['img', 'iframe', 'object', 'embed', 'i', 'base', 'style'].includes(tag),
      ),
    ).toEqual([]);
    // The one script and the one link to it are ours; a mail that is not signed has the same parts as this one, but for lists.
    expect(await page.locator('script').count()).toBe(1);
    expect(
      tags.filter((tag) => !known.includes(tag) && !['ul', 'li', 'ol', 'wbr'].includes(tag)),
    ).toEqual([]);
    expect(
      await page.evaluate(
        "[...document.querySelectorAll('*')].flatMap((one) => [...one.attributes].map(({ name }) => name).filter((name) => name.startsWith('on') || name === 'style'))",
      ),
    ).toEqual([]);
    expect(
      await page.evaluate(
        "[...document.querySelectorAll('a')].map(({ href }) => href).filter((href) => !/^(?:https?|mailto):/.test(href))",
      ),
    ).toEqual([]);
    // It is there as text.
    expect(await page.locator('#message').textContent()).toContain('<script>alert(2)</script>');

    await page.goto(
      `${it.url}/t/${(await page.context().cookies()).find(({ name }) => name === 'test')?.value.split('.')[0]}`,
    );
    expect((await names()).filter((tag) => ['img', 'iframe', 'i', 'style'].includes(tag))).toEqual(
      [],
    );
    expect(before).toContain('code');
    expect((await fetch(`${it.url}/r/${id}`)).headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    );
    expect(dialogs).toEqual([]);
    expect(problem).toEqual([]);
  });

  test('a shared report names nobody and leads to nothing else', async () => {
    const { page } = await open();
    const id = it.idOf(
      await it.mail('scanner', {
        to: 'test@test.example',
        header: {
          Subject: 'A very private subject',
          From: 'Qadrizal Wijaya <qadrizal.w@scanner.example>',
        },
        from: 'bounce+qadrizal=x@scanner.example',
      }),
    );
    await page.goto(`${it.url}/r/${id}`);
    expect(await page.content()).toContain('A very private subject');
    await page.getByRole('button', { name: 'Share without addresses' }).click();
    await page.waitForURL('**/s/*');
    const path = new URL(page.url()).pathname;
    const texts = [
      await page.content(),
      ...(await Promise.all(
        ['.txt', '.json', '.junit.xml', '.sarif'].map(
          async (form) => await (await fetch(`${it.url}${path}${form}`)).text(),
        ),
      )),
    ];
    for (const text of texts) {
      for (const secret of [
        'private subject',
        'qadrizal',
        'Qadrizal',
        'Wijaya',
        id,
        'Scanned by',
        'this is a test of',
        'demo-6@',
      ])
        expect(text).not.toContain(secret);
      // The footer's and the template's own mailto: links aside, no mailbox stands anywhere.
      expect(text).not.toMatch(/[A-Za-z0-9]@(?:scanner|test)\.example/);
      expect(text).toContain('scanner.example');
    }
    expect(await page.locator('h1 .word').textContent()).toBe('Fail');
    expect((await fetch(`${it.url}${path}.source.txt`)).status).toBe(404);
  });

  test('checks a domain and a key without a mail', async () => {
    const { page, problem } = await open();
    await page.goto(`${it.url}/`);
    await page.locator('summary', { hasText: 'Other test addresses and tools' }).click();
    await page.getByRole('link', { name: 'Check a domain or a DKIM key without a mail' }).click();
    await page.getByLabel('Domain').fill('include.example');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/d/include.example');
    expect(await page.locator('h1 .word').textContent()).toBe('Fail');
    expect(await page.locator('.finding h3').first().textContent()).toMatch(
      /include:mx1\.include\.example/,
    );
    expect(await page.locator('#spf-tree').count()).toBe(1);
    await page.getByLabel('Check a DKIM key of this domain').fill('mail2026');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/d/include.example/mail2026');
    expect(await page.locator('h1 .word').textContent()).toBe('Pass');
    expect(problem).toEqual([]);
    const wrong = await page.goto(`${it.url}/d/no%20domain%3Cb%3E`);
    expect(wrong?.status()).toBe(400);
    expect(await page.getByRole('alert').textContent()).toMatch(/^That cannot be asked in DNS/);
    expect(await page.getByLabel('Domain').inputValue()).toBe('no domain<b>');
  });

  test('prints on its own: no bars, everything unfolded', async () => {
    const { page } = await open();
    await page.goto(
      `${it.url}/r/${it.idOf(await it.mail('include', { to: 'test@test.example' }))}`,
    );
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.top').isVisible()).toBe(false);
    expect(await page.locator('.share:visible').count()).toBe(0);
    expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(10_000);
  });
});
