// A process of the crash test: owes one reply and sends it. Arguments: data directory, the relay's port, the id. It is killed on the way.
import { zoneResolver } from '../../src/dns/zone.ts';
import { startReplySender } from '../../src/respond/reply-sender.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import { randomIds } from '../../src/runtime/ids.ts';
import { silentLog } from '../../src/runtime/log.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { acceptMessage, courierSettings, KEY, report, TO } from './reply.ts';

const [dataDir = '', port = '', id = ''] = process.argv.slice(2);
const store = await openSqliteStore({ dataDir, clock: systemClock });
await store.saveFinished(acceptMessage({ id }), report({ id }), {
  testId: id,
  kind: 'full',
  to: TO,
});
startReplySender({
  settings: courierSettings(dataDir, Number(port)),
  store,
  resolver: zoneResolver(''),
  key: KEY,
  clock: systemClock,
  ids: randomIds,
  log: silentLog,
});
