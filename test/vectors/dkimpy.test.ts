// dkimpy's own vectors, where Debian's python3-dkim is installed: every verification its test suite makes, with the DNS answers it
// was given. Ours must pass and fail the same ones, but for two kinds that are wrong for mail.
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { zoneText } from '../fuzz/mail-case.ts';
import { isInstalled, PEERS } from '../fuzz/peer.ts';
import { requireInstalled } from '../fuzz/require-installed.ts';
import { verifyText } from '../verify/dkim/harness.ts';

interface Recorded {
  test: string;
  kind: 'dkim' | 'arc';
  index: number;
  message: string;
  keys: Record<string, string | null>;
  leastBits: number;
  result: string;
}

requireInstalled([PEERS.dkimpy]);

const EXPLAINED: [why: string, holds: (of: Recorded, reason: string) => boolean][] = [
  [
    'RFC 8301 §3.2: under 1024 bits nothing counts as signed; dkimpy was told to take less',
    ({ leastBits }, reason) => leastBits < 1024 && /the RSA key has 512 bits/.test(reason),
  ],
  [
    'RFC 8460 §3 is about reports, and has rules of its own for l= and s=',
    ({ test: name }) => /tlsrpt/.test(name),
  ],
];

test.skipIf(!isInstalled(PEERS.dkimpy))('every verification of dkimpy agrees', async () => {
  const run = spawnSync(
    PEERS.dkimpy.command,
    [new URL('record_dkimpy.py', import.meta.url).pathname],
    { encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  const recorded = run.stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Recorded);
  expect(recorded.length, run.stderr).toBeGreaterThan(100);
  const differ: string[] = [];
  for (const of of recorded) {
    const keys = Object.entries(of.keys).flatMap(([name, text]) =>
      text === null ? [] : [[name, text.trimEnd()] as const],
    );
    const { dkim, arc } = await verifyText(
      of.message.replace(/\r?\n/g, '\r\n'),
      zoneText(Object.fromEntries(keys)),
      Date.now(),
    );
    const check = of.kind === 'arc' ? arc : dkim[of.index];
    const theirs = of.kind === 'arc' ? of.result.includes("b'pass'") : of.result === 'True';
    if ((check?.result === 'pass') === theirs) continue;
    if (EXPLAINED.some(([, holds]) => holds(of, check?.reason ?? ''))) continue;
    differ.push(
      `${of.test}: ${of.result}, ours ${check?.result ?? 'nothing'}: ${check?.reason ?? ''}`,
    );
  }
  expect(differ).toEqual([]);
});
