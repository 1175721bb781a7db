// A process of the kill test: saves one test after the other and says each id on standard output once it was acknowledged.
// Arguments: data directory, first number. It never ends by itself.
import { writeSync } from 'node:fs';
import { systemClock } from '../../src/runtime/clock.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { accepted, owed, reported } from './items.ts';

const [dataDir = '', first = '0'] = process.argv.slice(2);
const store = await openSqliteStore({ dataDir, clock: systemClock });
writeSync(1, 'open\n');
for (let n = Number(first); ; n += 4) {
  const ids = [n, n + 1, n + 2, n + 3].map((i) => `id${i}`);
  await Promise.all(
    ids.map(async (id, i) => {
      if (i === 3) await store.savePending(accepted(id));
      else
        await store.saveFinished(
          accepted(id, { message: Buffer.alloc(15_000, id) }),
          reported(id),
          owed(id),
        );
      writeSync(1, `${id}\n`);
    }),
  );
}
