// Another implementation as a child process that lives for the whole run: one JSON question a line in, one answer a line out.
// Not known here: what is asked.
import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface Peer {
  name: string;
  /** Answers come in the order of the questions. Rejects when the process ends before it has answered. */
  ask(question: object): Promise<Record<string, unknown>>;
  end(): void;
}

/** How a peer is started, and how to tell that it is installed. */
export interface PeerRecipe {
  name: string;
  command: string;
  script: string;
  /** A one-line program for `command` that succeeds when what the script needs is there. */
  probe: string[];
  /** The Debian package that brings it. */
  package: string;
}

// Debian's Python modules belong to Debian's own interpreter, whatever else is first on the PATH.
const PYTHON =
  spawnSync('/usr/bin/python3', ['-c', '']).status === 0 ? '/usr/bin/python3' : 'python3';

export const PEERS = {
  pyspf: {
    name: 'pyspf',
    command: PYTHON,
    script: 'pyspf.py',
    probe: ['-c', 'import spf'],
    package: 'python3-spf',
  },
  mailSpf: {
    name: 'Mail::SPF',
    command: 'perl',
    script: 'mailspf.pl',
    probe: ['-MMail::SPF', '-e', '1'],
    package: 'libmail-spf-perl',
  },
  dkimpy: {
    name: 'dkimpy',
    command: PYTHON,
    script: 'dkimpy.py',
    probe: ['-c', 'import dkim'],
    package: 'python3-dkim',
  },
  openDkim: {
    name: 'OpenDKIM',
    command: PYTHON,
    script: 'opendkim.py',
    probe: ['-c', 'import ctypes; ctypes.CDLL("libopendkim.so.11")'],
    package: 'opendkim',
  },
  mailDkim: {
    name: 'Mail::DKIM',
    command: 'perl',
    script: 'maildkim.pl',
    probe: ['-MMail::DKIM::ARC::Verifier', '-e', '1'],
    package: 'libmail-dkim-perl',
  },
} satisfies Record<string, PeerRecipe>;

export function isInstalled({ command, probe }: PeerRecipe): boolean {
  return spawnSync(command, probe, { stdio: 'ignore' }).status === 0;
}

export function startPeer({ name, command, script }: PeerRecipe): Peer {
  const child = spawn(command, [new URL(`peers/${script}`, import.meta.url).pathname], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const waiting: {
    resolve: (answer: Record<string, unknown>) => void;
    reject: (error: Error) => void;
  }[] = [];
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2000);
  });
  child.stdin.on('error', () => {});
  createInterface({ input: child.stdout.setEncoding('utf8') }).on('line', (line) =>
    waiting.shift()?.resolve(JSON.parse(line) as Record<string, unknown>),
  );
  child.on('close', (code) => {
    for (const { reject } of waiting.splice(0))
      reject(new Error(`${name} ended (${code}) before it answered: ${said}`));
  });
  return {
    name,
    ask: (question) =>
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        child.stdin.write(`${JSON.stringify(question)}\n`);
      }),
    end: () => void child.stdin.end(),
  };
}
