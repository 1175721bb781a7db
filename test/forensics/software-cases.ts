// The messages of fixtures/forensics: letters that real mail software changed after they were signed, with what it was told to do.
import { readFileSync } from 'node:fs';
import type { KeyName } from '../verify/dkim/signer.ts';

export interface SoftwareCase {
  file: string;
  software: string;
  key: KeyName;
  shape: string;
  canonicalization: string;
  /** For each thing that was done, the kinds that name it right; none where the software was only to write the message anew. */
  expected: string[][];
  /** Kinds that may be named besides: what the software does by the way. */
  also: string[];
}

const folder = new URL('../../fixtures/forensics/', import.meta.url);

export const softwareCases = (): SoftwareCase[] =>
  JSON.parse(readFileSync(new URL('cases.json', folder), 'utf8')) as SoftwareCase[];

export const softwareOctets = ({ file }: SoftwareCase): Buffer =>
  readFileSync(new URL(file, folder));
