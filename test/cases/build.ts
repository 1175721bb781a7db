// Writes message.eml of every case whose letter is told as steps (letters/): `node test/cases/build.ts [NUMBER…]`.
// Messages that came as they are (a bug report) have no steps and are left alone.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { caseFile } from './case.ts';
import { octetsOf } from './letter.ts';
import { LETTERS } from './letters.ts';

const numbers = process.argv.slice(2);
for (const [name, write] of Object.entries(LETTERS)) {
  if (numbers.length > 0 && !numbers.includes(name.split('-')[0] ?? '')) continue;
  if (!existsSync(caseFile(name, '.'))) mkdirSync(caseFile(name, '.'), { recursive: true });
  writeFileSync(caseFile(name, 'message.eml'), octetsOf(write()));
}
