// OpenDKIM as a milter: one that signs what a domain sends, one that verifies what arrives, asking the DNS of these tests.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startDaemon, succeed, type Daemon } from './processes.ts';

export interface SigningKey {
  selector: string;
  domain: string;
  /** As a zone has it, under the domain: what opendkim-genkey says to publish. */
  record: string;
  keyFile: string;
}

export async function makeKey(
  folder: string,
  domain: string,
  selector: string,
): Promise<SigningKey> {
  const place = join(folder, 'keys', domain);
  await mkdir(place, { recursive: true });
  await succeed('opendkim-genkey', [
    '--bits=2048',
    `--domain=${domain}`,
    `--selector=${selector}`,
    `--directory=${place}`,
  ]);
  const record = await readFile(join(place, `${selector}.txt`), 'latin1');
  return {
    selector,
    domain,
    record: `$ORIGIN ${domain}.\n${record}\n`,
    keyFile: join(place, `${selector}.private`),
  };
}

export async function startSigner(
  folder: string,
  port: number,
  keys: readonly SigningKey[],
): Promise<Daemon> {
  const file = (name: string): string => join(folder, `signer-${name}`);
  await writeFile(
    file('keys'),
    keys
      .map(({ domain, selector, keyFile }) => `${domain} ${domain}:${selector}:${keyFile}\n`)
      .join(''),
  );
  await writeFile(file('senders'), keys.map(({ domain }) => `*@${domain} ${domain}\n`).join(''));
  const lines = [
    'Mode s',
    'Background no',
    'Syslog no',
    `Socket inet:${port}@127.0.0.1`,
    'Canonicalization relaxed/simple',
    'OversignHeaders From',
    `KeyTable ${file('keys')}`,
    `SigningTable refile:${file('senders')}`,
    'InternalHosts 127.0.0.1',
    'RequireSafeKeys no',
  ];
  await writeFile(file('conf'), `${lines.join('\n')}\n`);
  return await startDaemon('opendkim', ['-f', '-x', file('conf')], port);
}

/** Adds Authentication-Results of `host` to everything. Debian's OpenDKIM asks through libunbound, which takes a port. */
export async function startVerifier(
  folder: string,
  port: number,
  host: string,
  dnsPort: number,
): Promise<Daemon> {
  const file = (name: string): string => join(folder, `verifier-${name}`);
  const unbound = [
    'server:',
    '  do-not-query-localhost: no',
    '  module-config: "iterator"',
    '  do-ip6: no',
    'forward-zone:',
    '  name: "."',
    `  forward-addr: 127.0.0.1@${dnsPort}`,
  ];
  await writeFile(file('unbound.conf'), `${unbound.join('\n')}\n`);
  const lines = [
    'Mode v',
    'Background no',
    'Syslog no',
    `Socket inet:${port}@127.0.0.1`,
    `AuthservID ${host}`,
    `ResolverConfiguration ${file('unbound.conf')}`,
    // Also what comes from 127.0.0.1, as everything here does.
    'InternalHosts 192.0.2.254',
    'AlwaysAddARHeader yes',
  ];
  await writeFile(file('conf'), `${lines.join('\n')}\n`);
  return await startDaemon('opendkim', ['-f', '-x', file('conf')], port);
}
