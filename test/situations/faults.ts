// What goes wrong when the reports are followed, for reading: `node test/situations/faults.ts [PART-OF-A-NAME…] [--json]`.
import { follow } from './follow.ts';
import { everyCase } from './every-case.ts';
import { openStore } from './store.ts';

const parts = process.argv.slice(2).filter((argument) => argument !== '--json');
const isJson = process.argv.includes('--json');
const { store, close } = await openStore();
const found: Record<string, string[]> = {};
for (const { one, beside } of everyCase()) {
  if (parts.length > 0 && !parts.some((part) => one.name.includes(part))) continue;
  const followed = await follow(one, store);
  const faults = [...beside(followed.report), ...followed.faults];
  if (faults.length > 0) found[one.name] = faults;
  if (!isJson) for (const fault of faults) console.log(`${one.name}  ${fault}`);
}
if (isJson) console.log(JSON.stringify(found));
await close();
