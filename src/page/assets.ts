// The style, the script and the picture of the pages: small files of our own, read once, under names that change with their content,
// so that browsers may keep them.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

export interface Asset {
  path: string;
  type: string;
  body: string;
}

export interface Assets {
  style: string;
  script: string;
  icon: string;
  all: ReadonlyMap<string, Asset>;
}

function load(file: string, type: string): Asset {
  const body = readFileSync(new URL(`./assets/${file}`, import.meta.url), 'utf8');
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12);
  return { path: `/assets/${file.replace('.', `-${hash}.`)}`, type, body };
}

export function loadAssets(): Assets {
  const style = load('style.css', 'text/css; charset=utf-8');
  const script = load('live.js', 'text/javascript; charset=utf-8');
  const icon = load('icon.svg', 'image/svg+xml');
  return {
    style: style.path,
    script: script.path,
    icon: icon.path,
    all: new Map([style, script, icon].map((asset) => [asset.path, asset])),
  };
}
