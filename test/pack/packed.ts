// The package as npm would publish it: packed from a copy of the checkout, unpacked into a consumer's node_modules beside links to
// the packages it depends on, so that no registry is asked.
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT, temporaryFolder } from '../service/serve.ts';

const exec = promisify(execFile);

const CHECKOUT = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'README.md',
  'LICENSE',
  'src',
];

export interface Packed {
  /** The copy that was packed. */
  checkout: string;
  /** A folder whose node_modules holds the package. */
  consumer: string;
  /** The package itself. */
  folder: string;
  /** Paths in the archive, without the leading `package/`. */
  files: string[];
  bytes: number;
  description: Record<string, unknown>;
  /** Runs node in the consumer's folder. */
  node(
    args: readonly string[],
    env?: Record<string, string>,
  ): Promise<{ stdout: string; stderr: string }>;
  close(): Promise<void>;
}

/** What is installed beside the package: its own dependencies alone, so that anything else it imports is missed. */
function linkDependencies(names: readonly string[], modules: string): void {
  for (const name of names) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
  }
}

export async function pack(): Promise<Packed> {
  const place = await temporaryFolder();
  const checkout = join(place.path, 'checkout');
  const consumer = join(place.path, 'consumer');
  const modules = join(consumer, 'node_modules');
  mkdirSync(checkout);
  mkdirSync(modules, { recursive: true });
  for (const name of CHECKOUT) cpSync(join(ROOT, name), join(checkout, name), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(checkout, 'node_modules'));

  const env = { ...process.env, PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}` };
  const npm = process.env['npm_execpath'];
  const args = ['pack', '--silent', '--pack-destination', place.path];
  await (npm === undefined
    ? exec('npm', args, { cwd: checkout, env })
    : exec(process.execPath, [npm, ...args], { cwd: checkout, env }));
  const archive = readdirSync(place.path).find((name) => name.endsWith('.tgz')) ?? '';
  const tar = await exec('tar', ['-xzvf', join(place.path, archive), '-C', modules]);
  cpSync(join(modules, 'package'), join(modules, 'mailassay'), {
    recursive: true,
    verbatimSymlinks: true,
  });

  const folder = join(modules, 'mailassay');
  const description = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<
    string,
    unknown
  >;
  linkDependencies(Object.keys(description['dependencies'] as object), modules);
  return {
    checkout,
    consumer,
    folder,
    files: tar.stdout
      .trim()
      .split('\n')
      .map((name) => name.replace(/^package\//, '')),
    bytes: readFileSync(join(place.path, archive)).length,
    description,
    node: (nodeArgs, more = {}) =>
      exec(process.execPath, [...nodeArgs], {
        cwd: consumer,
        env: { PATH: process.env['PATH'] ?? '', HOME: consumer, ...more },
      }),
    close: () => place.remove(),
  };
}
