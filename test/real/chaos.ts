// The chaos of test/service/chaos.ts as often as wanted, by hand: node test/real/chaos.ts [ROUNDS] [MINUTES]. Prints the counts; exit 1 when
// something was lost or somebody was answered twice outside the window between the mailbox's 250 and its record.
import { FAULTS, startChaos, type Tally } from '../service/chaos.ts';
import { openCluster, type Node } from '../service/cluster.ts';

const rounds = Number(process.argv[2] ?? 100);
const end = performance.now() + Number(process.argv[3] ?? 600) * 60_000;
const cluster = await openCluster(2);
let tally: Tally | null = null;
try {
  const chaos = startChaos(cluster);
  let done = 0;
  while (done < rounds && performance.now() < end) {
    const fault = FAULTS[done % FAULTS.length] ?? 'kill';
    // Each node is the victim of each fault in turn.
    const victim = cluster.nodes[(done + Math.floor(done / FAULTS.length)) % 2] as Node;
    await chaos.round(fault, victim);
    done += 1;
    console.log(`${new Date().toISOString()} ${done} ${fault}`);
  }
  tally = await chaos.settle();
  console.log(`${done} rounds`, JSON.stringify(tally, null, 1));
} finally {
  await cluster.close();
}
process.exitCode = tally.lost.length + tally.twice.length > 0 ? 1 : 0;
