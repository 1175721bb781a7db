// Makes the published package: `build` compiles src into dist (types cannot be stripped under node_modules), writes the JSON schema and
// keeps only the declarations that the library's entry reaches. `prepack` builds and takes out of package.json what only the
// checkout needs (above all the Node that it brings along); `postpack` puts it back. Prints nothing but trouble.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, extname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const src = join(root, 'src');
const dist = join(root, 'dist');
const described = join(root, 'package.json');
const kept = join(root, '.package.json.checkout');

const NOT_PUBLISHED = ['scripts', 'devDependencies', 'optionalDependencies', 'overrides'];

/** @param {string} folder */
function files(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

async function build() {
  rmSync(dist, { recursive: true, force: true });
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const compiled = spawnSync(
    process.execPath,
    [tsc, '-p', join(src, 'build', 'tsconfig.build.json')],
    { cwd: root, stdio: ['ignore', 2, 2] },
  );
  if (compiled.status !== 0) throw new Error('the compiler found errors: see above');
  copyAssets();
  finishDeclarations();
  chmodSync(join(dist, 'main.js'), 0o755);
  const { reportSchema } = await import(pathToFileURL(join(dist, 'report/schema.js')).href);
  writeFileSync(
    join(dist, 'mailassay-report-1.schema.json'),
    `${JSON.stringify(reportSchema(), null, 2)}\n`,
  );
}

/** What the web server serves and the compiler leaves alone. */
function copyAssets() {
  for (const file of files(src)) {
    if (['.ts', '.md'].includes(extname(file)) || dirname(file) === join(src, 'build')) continue;
    const target = join(dist, relative(src, file));
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(file, target);
  }
}

/** The compiler leaves `.ts` in the imports of declarations; declarations of the inside are nobody's interface. */
function finishDeclarations() {
  const RELATIVE = /(?<=(?:from |import\()['"])(\.{1,2}\/[^'"]+)\.ts(?=['"])/g;
  const reached = new Set();
  const reach = (/** @type {string} */ file) => {
    if (reached.has(file)) return;
    reached.add(file);
    const text = readFileSync(file, 'utf8');
    for (const [, path] of text.matchAll(RELATIVE)) reach(`${resolve(dirname(file), path)}.d.ts`);
    writeFileSync(file, text.replace(RELATIVE, '$1.js'));
  };
  reach(join(dist, 'index.d.ts'));
  for (const file of files(dist)) if (file.endsWith('.d.ts') && !reached.has(file)) rmSync(file);
}

/** Another process may read package.json at any moment: it is replaced whole. */
function writeDescription(text) {
  writeFileSync(`${described}.new`, text);
  renameSync(`${described}.new`, described);
}

/** Also after a packing that was cut off. */
function restore() {
  if (!existsSync(kept)) return;
  writeDescription(readFileSync(kept, 'utf8'));
  rmSync(kept);
}

async function prepack() {
  restore();
  await build();
  const whole = readFileSync(described, 'utf8');
  const published = Object.fromEntries(
    Object.entries(JSON.parse(whole)).filter(([key]) => !NOT_PUBLISHED.includes(key)),
  );
  writeFileSync(kept, whole);
  writeDescription(`${JSON.stringify(published, null, 2)}\n`);
}

const work = { build, prepack, postpack: restore }[process.argv[2] ?? ''];
if (work === undefined) throw new Error('expected build, prepack or postpack');
await work();
