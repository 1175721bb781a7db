// The kept cases of the fuzzer (fixtures/fuzz): what once was a finding or shows a known difference, small, with our result. They are
// run before anything new is made up, and show that each entry of the difference tables is still needed.
import { readFileSync, writeFileSync } from 'node:fs';
import type { MailCase } from './mail-case.ts';
import type { SpfCase } from './spf-case.ts';

export interface KeptCase<T> {
  /** "PEER: name of the difference", or why it is kept. */
  why: string;
  /** Our results: one word for SPF; for a mail each signature and then the chain. */
  results: string[];
  case: T;
}

const fileOf = (kind: 'spf' | 'mail'): URL =>
  new URL(`../../fixtures/fuzz/${kind}.json`, import.meta.url);

export function readCorpus(kind: 'spf'): KeptCase<SpfCase>[];
export function readCorpus(kind: 'mail'): KeptCase<MailCase>[];
export function readCorpus(kind: 'spf' | 'mail'): unknown {
  return JSON.parse(readFileSync(fileOf(kind), 'utf8'));
}

/** One case a line. */
export function writeCorpus(
  kind: 'spf' | 'mail',
  cases: readonly KeptCase<SpfCase | MailCase>[],
): void {
  writeFileSync(fileOf(kind), `[\n${cases.map((kept) => JSON.stringify(kept)).join(',\n')}\n]\n`);
}
