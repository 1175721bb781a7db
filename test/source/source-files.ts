// The source as text: its files, their folders, and what each imports from which folder.
import { readdirSync, readFileSync } from 'node:fs';

const SOURCE = new URL('../../src/', import.meta.url);

export interface SourceFile {
  /** Below src, with slashes. */
  path: string;
  /** The folder below src; for the files that stand in src itself their own name: route, main, index. */
  folder: string;
  text: string;
  lines: number;
}

export interface Import {
  from: SourceFile;
  folder: string;
  /** Erased before it runs. */
  isType: boolean;
}

const folderOf = (path: string): string => path.split('/')[0]?.replace(/\.[a-z]+$/, '') ?? '';

export function sourceFiles(): SourceFile[] {
  const paths = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).map((path) =>
    path.replaceAll('\\', '/'),
  );
  return paths
    .filter((path) => /\.(?:ts|tsx|mjs)$/.test(path))
    .sort()
    .map((path) => {
      const text = readFileSync(new URL(path, SOURCE), 'utf8');
      return { path, folder: folderOf(path), text, lines: text.split('\n').length - 1 };
    });
}

const STATEMENT = /^(?:import|export)\b([^;']*?)\bfrom '(\.[^']+)'/gm;

/** Imports of other folders. */
/** Modules that are loaded when they are needed. */
const LATER = /\bimport\('(\.{1,2}\/[^']+)'\)/g;

export function importsOf(file: SourceFile): Import[] {
  const later = [...file.text.matchAll(LATER)].map(([all, target]) => [all, '', target]);
  return [...file.text.matchAll(STATEMENT), ...later].flatMap(([, what = '', target = '']) => {
    const path = new URL(target, `file:///${file.path}`).pathname.slice(1);
    const folder = folderOf(path);
    const names = what
      .replace(/[{}]/g, '')
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '');
    const isType =
      /^\s*type\b/.test(what) ||
      (what.includes('{') && names.every((name) => name.startsWith('type ')));
    return folder === file.folder ? [] : [{ from: file, folder, isType }];
  });
}
