// Real Chromium, as Debian has it, driven through playwright-core. Without one the tests that need it are skipped and say so.
import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const PLACES = [
  process.env['CHROMIUM'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** Null where there is none. */
export const CHROMIUM: string | null =
  PLACES.find((place) => place !== '' && existsSync(place)) ?? null;

export async function openBrowser(): Promise<Browser> {
  if (CHROMIUM === null) throw new Error('no Chromium on this machine');
  return await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
}

export const PHONE = { width: 390, height: 844 };
export const DESKTOP = { width: 1280, height: 860 };
