// What verification alone costs: one message of 10 kB with one RSA-2048 signature, SPF with an include, DMARC and iprev, DNS answered at
// once from memory, and what of it is still in memory when quick collections are done with it. Run by itself or by `npm run bench`;
// under 2 ms of CPU (median), under 10 kB.
import { pathToFileURL } from 'node:url';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parseZone, zoneResolver } from '../../src/dns/zone.ts';
import { verify } from '../../src/verify/verify.ts';
import type { VerifyInput } from '../../src/verify/verification.ts';
import { NOW, signedMessage } from '../verify/dkim/harness.ts';
import { recordText } from '../verify/dkim/signer.ts';

const WARM_UP = 300;
const RUNS = 500;

const zone = parseZone(`
sel._domainkey.example.org TXT "${recordText('rsa2048')}"
example.org TXT "v=spf1 ip4:198.51.100.0/24 include:_spf.example.org -all"
example.org MX 10 mail.example.org
_spf.example.org TXT "v=spf1 ip4:192.0.2.0/24 -all"
_dmarc.example.org TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.org"
mail.example.org A 192.0.2.25
mail.example.org TXT "v=spf1 a -all"
25.2.0.192.in-addr.arpa PTR mail.example.org
`);

const input: VerifyInput = {
  message: Buffer.from(
    signedMessage({
      body: 'The quick brown fox jumps over the lazy dog, and the dog does not mind.\r\n'.repeat(
        135,
      ),
    }),
    'latin1',
  ),
  envelope: {
    clientIp: '192.0.2.25',
    clientName: null,
    helo: 'mail.example.org',
    mailFrom: 'alice@example.org',
    rcptTo: ['test@mx.example.net'],
    tls: null,
    smtputf8: false,
  },
  host: 'mx.example.net',
  at: NOW,
  organizationsOf: [],
};

const clock = { now: () => NOW };

async function once(): Promise<void> {
  const { spf, dkim, dmarc } = await verify(input, zoneResolver(zone), clock);
  if (spf.mailFrom.result !== 'pass' || dkim[0]?.result !== 'pass' || dmarc.result !== 'pass')
    throw new Error('the sample must pass');
}

/** Octets that one verification leaves to the next full collection: what outlives its use is copied, marked and swept. */
async function residue(): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as NodeJS.GCFunction;
  const old = (): number =>
    getHeapSpaceStatistics().find(({ space_name: name }) => name === 'old_space')
      ?.space_used_size ?? Number.NaN;
  const several = async (runs: number): Promise<void> => {
    for (let run = 1; run <= runs; run++) {
      await once();
      await new Promise(setImmediate);
      if (run % 3 === 0) collect({ type: 'minor' });
    }
  };
  collect();
  await several(15);
  const before = old();
  await several(60);
  return (old() - before) / 60;
}

/** Milliseconds of CPU of one verification: median and 90th percentile; octets it leaves behind. */
export async function verificationCost(): Promise<{
  octets: number;
  median: number;
  p90: number;
  left: number;
}> {
  for (let run = 0; run < WARM_UP; run++) await once();
  const costs: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const before = process.cpuUsage();
    await once();
    const { user, system } = process.cpuUsage(before);
    costs.push((user + system) / 1000);
  }
  costs.sort((a, b) => a - b);
  const left = await residue();
  return {
    octets: input.message.length,
    left,
    median: costs[RUNS / 2] ?? Number.NaN,
    p90: costs[RUNS * 0.9] ?? Number.NaN,
  };
}

export function verificationLine({
  octets,
  median,
  p90,
  left,
}: Awaited<ReturnType<typeof verificationCost>>): string {
  return `verification of ${octets} octets, one RSA-2048 signature: ${median.toFixed(2)} ms of CPU (median of ${RUNS}; 90 % under ${p90.toFixed(2)}); ${(left / 1000).toFixed(1)} kB left to the next full collection`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  process.stdout.write(`${verificationLine(await verificationCost())}\n`);
