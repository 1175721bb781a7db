// No text outside its box: every page type at the widths people have, with larger text and with the spacing of WCAG 1.4.12, everything opened.
// One browser, each page loaded once.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openService, type TestService } from '../http/service.ts';
import { CHROMIUM, openBrowser } from './browser.ts';

const WIDTHS = [320, 360, 390, 768, 1280];

/** Texts that leave the window, or a box that hides what does not fit. */
const OUTSIDE = `(() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const scrolls = (one) => one !== null && (one.matches('pre, .long, .subject, .visually-hidden, .skip, .switch span, .badge span, noscript') || scrolls(one.parentElement));
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.textContent.trim() === '' || scrolls(node.parentElement)) continue;
    range.selectNodeContents(node);
    for (const { left, right, width } of range.getClientRects())
      if (width > 0 && (left < -1 || right > innerWidth + 1)) found.push(node.textContent.trim().slice(0, 60));
  }
  if (document.documentElement.scrollWidth > innerWidth) found.push('page is ' + document.documentElement.scrollWidth);
  return found;
})()`;

const SPACED = `* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }`;

describe.skipIf(CHROMIUM === null)('layout', () => {
  let it: TestService;
  let browser: Browser;
  beforeAll(async () => {
    it = await openService({ limits: 'off' });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await it?.close();
  });

  test('no text is outside its box', async () => {
    const id = it.idOf(
      await it.mail('scanner', {
        to: 'test@test.example',
        helo: `${'a-really-rather-long-name.'.repeat(4)}scanner.example`,
        from: `${'bounce'.repeat(9)}@scanner.example`,
        header: { Subject: 'W'.repeat(300) },
      }),
    );
    const context = await browser.newContext({ bypassCSP: true });
    context.setDefaultTimeout(300_000);
    const page = await context.newPage();
    const wrong: string[] = [];
    for (const path of [
      '/',
      `/r/${id}`,
      '/example/broken',
      '/d/include.example',
      '/d/pasted.example/selector',
      '/api',
      '/explain/dmarc-nothing-passed',
      '/d',
    ]) {
      await page.goto(it.url + path);
      await page.evaluate(
        "for (const one of document.querySelectorAll('details')) one.open = true",
      );
      const look = async (how: string): Promise<void> => {
        const texts = await page.evaluate<string[]>(OUTSIDE);
        wrong.push(...texts.map((text) => `${path} ${how}: ${text}`));
      };
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 800 });
        await look(`${width}`);
      }
      await page.setViewportSize({ width: 390, height: 800 });
      const spaced = await page.addStyleTag({ content: SPACED });
      await look('spaced');
      await spaced.evaluate('(one) => one.remove()');
      await page.addStyleTag({ content: 'html { font-size: 200% !important; }' });
      await look('200 %');
    }
    expect(wrong).toEqual([]);
  });
});
