// Runs on any Node from 18 up, before anything else: makes node_modules match the lock file and puts a fitting Node at
// node_modules/.bin/node. It knows nothing of mailassay. `npm start`, `npm test` and `npm run demo` begin with it.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const modules = join(root, 'node_modules');
const bin = join(modules, '.bin');
const stamp = join(modules, '.mailassay-stamp');

function fail(line) {
  console.error(`mailassay: ${line}`);
  process.exit(1);
}

/** The Node binary that the platform package brought, or this process's own when it is new enough. */
function fittingNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  for (const pack of [`node-${platform}-${process.arch}`, `node-bin-${platform}-${process.arch}`]) {
    const path = join(modules, pack, 'bin', name);
    // The packaged binary needs glibc: on another libc it does not start, and the system's Node is the next candidate.
    if (existsSync(path) && spawnSync(path, ['--version']).status === 0) return path;
  }
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 19)) return process.execPath;
  return fail(
    `no Node 22.19 or newer for ${process.platform}-${process.arch}; this one is ${process.versions.node}. Install Node 24 and try again.`,
  );
}

const lock = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex');
const wanted = `${lock} ${process.platform}-${process.arch}`;
const isCurrent =
  existsSync(stamp) &&
  readFileSync(stamp, 'utf8') === wanted &&
  existsSync(join(bin, process.platform === 'win32' ? 'node.cmd' : 'node'));

if (!isCurrent) {
  console.error('mailassay: installing what it needs (once for each version) …');
  const args = [
    'ci',
    '--ignore-scripts',
    '--engine-strict=false',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  const npm = process.env.npm_execpath;
  const done = npm
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: ['ignore', 2, 2] })
    : spawnSync('npm', args, {
        cwd: root,
        stdio: ['ignore', 2, 2],
        shell: process.platform === 'win32',
      });
  if (done.status !== 0)
    fail('npm ci did not succeed: see above. It needs the npm registry, or a filled npm cache.');

  const node = fittingNode();
  mkdirSync(bin, { recursive: true });
  if (process.platform === 'win32') {
    writeFileSync(join(bin, 'node.cmd'), `@"${node}" %*\r\n`);
    writeFileSync(
      join(bin, 'mailassay.cmd'),
      `@"${node}" "${join(root, 'src', 'main.ts')}" %*\r\n`,
    );
  } else {
    const link = join(bin, 'node');
    rmSync(link, { force: true });
    symlinkSync(node.startsWith(modules) ? relative(bin, node) : node, link);
    const command = join(bin, 'mailassay');
    rmSync(command, { force: true });
    writeFileSync(
      command,
      '#!/bin/sh\nbin=$(dirname "$(readlink -f "$0")")\nNODE_COMPILE_CACHE=${NODE_COMPILE_CACHE-$bin/../.cache/mailassay} exec "$bin/node" "$bin/../../src/main.ts" "$@"\n',
    );
    chmodSync(command, 0o755);
  }
  // A first start is as quick as the next; where this does not work, it is only slower.
  spawnSync(node, [join(root, 'src', 'build', 'compile.mjs')], {
    stdio: 'ignore',
    env: {
      ...process.env,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(modules, '.cache', 'mailassay'),
    },
  });
  writeFileSync(stamp, wanted);
}
