// Takes pictures of the pages, light and dark, on a phone and a screen, into the folder that is named: to be looked at by a person.
// Run it with Node: test/page/look.ts FOLDER.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openService, type Company } from '../http/service.ts';
import { DESKTOP, openBrowser, PHONE } from './browser.ts';

const folder = process.argv[2];
if (folder === undefined) throw new Error('look.ts FOLDER');
mkdirSync(folder, { recursive: true });

const it = await openService({ limits: 'off' });
const browser = await openBrowser();
try {
  const received = {
    Received:
      'from relay.good.example (relay.good.example [192.0.2.11]) by mail.good.example (Postfix) with ESMTPS id 4XyZ1 for <test@test.example>; Tue, 24 Nov 2026 07:00:10 +0000\r\nReceived: from [10.0.0.5] (laptop [10.0.0.5]) by relay.good.example (Postfix) with ESMTPSA id 4XyZ0; Tue, 24 Nov 2026 06:58:00 +0000',
  };
  const reports: Partial<Record<Company, string>> = {};
  for (const company of ['good', 'include', 'scanner', 'dialup', 'campus'] as const) {
    reports[company] = it.idOf(
      await it.mail(company, {
        to: 'test@test.example',
        ...(company === 'good' || company === 'scanner' ? { header: received } : {}),
      }),
    );
  }
  const share = (
    (await (
      await fetch(`${it.url}/api/v1/reports/${reports.good}/share`, { method: 'POST' })
    ).json()) as { share: string }
  ).share;

  const shots: [string, string][] = [
    ['home', '/'],
    ...Object.entries(reports).map(([company, id]): [string, string] => [company, `/r/${id}`]),
    ['shared', new URL(share).pathname],
    ['missing', '/r/00000000000000000000000000'],
    ['domain', '/d/include.example'],
    ['key', '/d/pasted.example/selector'],
    ['ask', '/d'],
  ];
  for (const [device, viewport] of [
    ['phone', PHONE],
    ['screen', DESKTOP],
  ] as const) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const context = await browser.newContext({
        viewport,
        colorScheme,
        locale: 'en-GB',
        deviceScaleFactor: 1,
      });
      const page = await context.newPage();
      for (const [name, path] of shots) {
        await page.goto(it.url + path);
        await page.screenshot({ path: join(folder, `${name}-${device}-${colorScheme}.png`) });
        if (name === 'scanner' || name === 'include') {
          for (const id of ['identities', 'spf', 'dkim', 'way', 'dns-questions', 'requirements'])
            await page
              .locator(`#${id}`)
              .screenshot({ path: join(folder, `${name}-${id}-${device}-${colorScheme}.png`) });
        }
        if (colorScheme === 'light' || name === 'include')
          await page.screenshot({
            path: join(folder, `${name}-${device}-${colorScheme}-whole.png`),
            fullPage: true,
          });
      }
      await context.close();
    }
  }
  const context = await browser.newContext({ viewport: PHONE, locale: 'id-ID' });
  const page = await context.newPage();
  await page.goto(`${it.url}/`);
  await page.screenshot({ path: join(folder, 'home-id.png') });
  await page.goto(`${it.url}/r/${reports.include}`);
  await page.screenshot({ path: join(folder, 'include-id.png') });
} finally {
  await browser.close();
  await it.close();
}
