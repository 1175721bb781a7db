// What the commands about saved messages stand on: a real DNS server with the zone of the service's tests, a folder of messages,
// and `mailassay check`, as a process of its own or, much faster, by its command line alone.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startDnsServer, type DnsServer } from '../../src/dns/server.ts';
import { parseZone } from '../../src/dns/zone.ts';
import { runProgram } from '../../src/cli/program.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import { randomIds } from '../../src/runtime/ids.ts';
import { letter, type Letter } from '../service/sender.ts';
import { run, temporaryFolder, type Run } from '../service/serve.ts';
import { ZONE } from '../service/zone.ts';

export interface Saved {
  folder: string;
  dns: DnsServer;
  /** Writes a message as the last receiver would keep it, and gives its name in the folder. */
  save(
    name: string,
    letter: Letter & { returnPath?: string },
    change?: (message: string) => string,
  ): Promise<string>;
  /** `mailassay check` in that folder, asking that DNS: a process. */
  process(
    args: readonly string[],
    options?: { input?: string | Uint8Array; variables?: Record<string, string> },
  ): Promise<Run>;
  /** The same command line in this process. */
  check(args: readonly string[]): Promise<Pick<Run, 'stdout' | 'stderr' | 'code'>>;
  close(): Promise<void>;
}

export function received(from = 'admin@good.example'): string[] {
  return [
    `Return-Path: <${from}>`,
    'Received: from mail.good.example (mail.good.example [192.0.2.10])',
    '\tby mx.test.example with ESMTPS id 1; Tue, 24 Nov 2026 10:00:00 +0000',
  ];
}

export async function openSaved(zone = ZONE): Promise<Saved> {
  const folder = await temporaryFolder();
  const dns = await startDnsServer(parseZone(zone), { host: '127.0.0.1', port: 0 });
  return {
    folder: folder.path,
    dns,
    async save(name, { returnPath, ...more }, change = (message) => message) {
      const from = more.from ?? 'admin@good.example';
      await writeFile(
        join(folder.path, name),
        change(await letter({ fields: received(returnPath ?? from), ...more })),
      );
      return name;
    },
    process: (args, { input, variables = {} } = {}) =>
      run(
        ['check', ...args],
        { DNS: `127.0.0.1:${dns.port}`, ...variables },
        { cwd: folder.path, ...(input === undefined ? {} : { input }) },
      ),
    async check(args) {
      const written = { stdout: '', stderr: '' };
      const terminal = {
        out: (text: string) => void (written.stdout += text),
        err: (text: string) => void (written.stderr += text),
        paint: (_style: string, text: string) => text,
        readInput: async () => new Uint8Array(),
        inputEnds: async () => {},
        isInteractive: false,
      };
      const files = args.map((arg) =>
        /^[\w./-]+\.(?:eml|conf)$|^\.$/.test(arg) ? `${folder.path}/${arg}` : arg,
      );
      const given = {
        terminal,
        environment: {},
        clock: systemClock,
        ids: randomIds,
        shutdownRequested: new Promise<void>(() => {}),
      };
      const code = await runProgram(['check', '--dns', `127.0.0.1:${dns.port}`, ...files], given);
      const shown = (text: string): string => text.replaceAll(`${folder.path}/`, '');
      return { code, stdout: shown(written.stdout), stderr: shown(written.stderr) };
    },
    async close() {
      await dns[Symbol.asyncDispose]();
      await folder.remove();
    },
  };
}
