// The chaos of test/service/chaos.ts as often as wanted, by hand: node test/real/chaos.ts [ROUNDS]. Prints the counts; exit 1 when something
// was lost or somebody was answered twice outside the window between the mailbox's 250 and its record.
import { chaosRound, emptyTally, FAULTS } from '../service/chaos.ts';
import { openCluster } from '../service/cluster.ts';

const rounds = Number(process.argv[2] ?? 100);
const tally = emptyTally();
const cluster = await openCluster(2);
try {
  for (let round = 0; round < rounds; round += 1) {
    const fault = FAULTS[round % FAULTS.length] ?? 'kill';
    // Each node is the victim of each fault.
    await chaosRound(cluster, fault, round + Math.floor(round / FAULTS.length), tally);
    const { lost, twice, twiceInTheWindow, ...counts } = tally;
    console.log(
      `${round + 1} ${fault}: ${JSON.stringify(counts)} lost ${lost.length}, twice ${twice.length}, in the window ${twiceInTheWindow.length}`,
    );
  }
} finally {
  await cluster.close();
}
console.log(JSON.stringify(tally, null, 1));
process.exitCode = tally.lost.length + tally.twice.length > 0 ? 1 : 0;
