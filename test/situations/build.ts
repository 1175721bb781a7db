// Writes message.eml of every situation: `node test/situations/build.ts [PART-OF-A-NAME…]`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { octetsOf } from '../cases/letter.ts';
import { SITUATION_LETTERS } from './letters.ts';
import { situationFile } from './situation.ts';

const parts = process.argv.slice(2);
for (const [name, write] of Object.entries(SITUATION_LETTERS)) {
  if (parts.length > 0 && !parts.some((part) => name.includes(part))) continue;
  mkdirSync(situationFile(name, '.'), { recursive: true });
  writeFileSync(situationFile(name, 'message.eml'), octetsOf(write()));
}
