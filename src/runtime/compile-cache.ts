// Node's compile cache: code that was compiled (and whose types were stripped) at an earlier start is not compiled again. It lies in the
// node_modules that holds the packages, or in the user's own cache folder: never where others may write, because what is in it is run.
import * as module from 'node:module';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FLUSH_AFTER_MS = 15_000;

/** The nearest node_modules above this file: that of a checkout, or the one that the package is installed in. */
function packagesFolder(): string | null {
  for (let folder = new URL('..', import.meta.url); ; folder = new URL('..', folder)) {
    const path = fileURLToPath(folder);
    if (/[\\/]node_modules[\\/]$/.test(path)) return path;
    if (existsSync(join(path, 'node_modules'))) return join(path, 'node_modules');
    if (folder.href === new URL('..', folder).href) return null;
  }
}

/** Of the folders that may be used, the first that can be. */
function useOwnFolder(): void {
  const packages = packagesFolder();
  const folders = [
    ...(packages === null ? [] : [join(packages, '.cache')]),
    process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'),
  ];
  for (const folder of folders) {
    const own = join(folder, 'mailassay');
    const { status } = module.enableCompileCache(own);
    if (status !== module.constants.compileCacheStatus.ENABLED) continue;
    process.env['NODE_COMPILE_CACHE'] = own;
    return;
  }
}

/** From the first line on; threads and processes that are started later take part through the variable. */
export function enableCompileCache(): void {
  if (process.env['NODE_DISABLE_COMPILE_CACHE'] !== undefined) return;
  // Else somebody has chosen a folder.
  if (module.getCompileCacheDir() === undefined) useOwnFolder();
  // It is written when the process ends; one that is killed would leave none.
  setTimeout(() => module.flushCompileCache(), FLUSH_AFTER_MS).unref();
}
