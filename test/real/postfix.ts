// An instance of Postfix of our own: queue, configuration and mailboxes in a temporary folder, unprivileged ports. It is the sender's
// server: it hands mail to the service, with OpenDKIM signing, and it is the sender's MX, where OpenDKIM verifies the reply.
import { chmod, chown, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { endWith, freePorts, listens, succeed } from './processes.ts';
import { until } from '../service/world.ts';

/** Debian's nobody. */
const NOBODY = 65_534;

export interface Postfix {
  /** Where users hand in their mail. */
  submissionPort: number;
  /** Where mail for them arrives. */
  mxPort: number;
  /** The first mail in the inbox that fits and was not given before. */
  arrived(fits: (message: string) => boolean): Promise<string>;
  inbox(): Promise<string[]>;
  log(): Promise<string>;
  stop(): void;
}

export interface PostfixOptions {
  folder: string;
  hostname: string;
  /** Their mail ends in the one inbox. */
  domains: readonly string[];
  /** Where everything else goes. */
  relayPort: number;
  signerPort: number;
  verifierPort: number;
}

export async function startPostfix({
  folder,
  hostname,
  domains,
  relayPort,
  signerPort,
  verifierPort,
}: PostfixOptions): Promise<Postfix> {
  const place = (name: string): string => join(folder, name);
  const [submissionPort = 0, mxPort = 0] = await freePorts(2);
  // Its processes run as other users and must get there.
  await chmod(folder, 0o755);
  for (const name of ['etc', 'spool', 'data', 'mail', 'log']) await mkdir(place(name));
  const postfixUser = Number((await succeed('id', ['-u', 'postfix'])).trim());
  await chown(place('data'), postfixUser, 0);
  await chown(place('mail'), NOBODY, NOBODY);
  const main = {
    compatibility_level: '3.6',
    queue_directory: place('spool'),
    data_directory: place('data'),
    maillog_file: place('log/mail.log'),
    maillog_file_prefixes: folder,
    myhostname: hostname,
    mydestination: '',
    inet_interfaces: '127.0.0.1',
    inet_protocols: 'ipv4',
    mynetworks: '127.0.0.0/8',
    disable_dns_lookups: 'yes',
    relayhost: `[127.0.0.1]:${relayPort}`,
    smtp_tls_security_level: 'may',
    smtpd_banner: '$myhostname ESMTP',
    alias_maps: '',
    alias_database: '',
    virtual_mailbox_domains: domains.join(' '),
    virtual_mailbox_base: place('mail'),
    virtual_mailbox_maps: 'static:inbox/',
    virtual_uid_maps: `static:${NOBODY}`,
    virtual_gid_maps: `static:${NOBODY}`,
    // Nothing is tried twice while tests run.
    minimal_backoff_time: '1h',
    milter_default_action: 'tempfail',
  };
  await writeFile(
    place('etc/main.cf'),
    Object.entries(main)
      .map(([name, value]) => `${name} = ${value}\n`)
      .join(''),
  );
  const services = [
    `127.0.0.1:${submissionPort} inet n - n - - smtpd -o smtpd_milters=inet:127.0.0.1:${signerPort}`,
    `127.0.0.1:${mxPort} inet n - n - - smtpd -o smtpd_milters=inet:127.0.0.1:${verifierPort}`,
    'cleanup unix n - n - 0 cleanup',
    'qmgr unix n - n 300 1 qmgr',
    'rewrite unix - - n - - trivial-rewrite',
    'bounce unix - - n - 0 bounce',
    'defer unix - - n - 0 bounce',
    'trace unix - - n - 0 bounce',
    'proxymap unix - - n - - proxymap',
    'tlsmgr unix - - n 1000? 1 tlsmgr',
    'anvil unix - - n - 1 anvil',
    'smtp unix - - n - - smtp',
    'relay unix - - n - - smtp',
    'error unix - - n - - error',
    'retry unix - - n - - error',
    'virtual unix - n n - - virtual',
    'postlog unix-dgram n - n - 1 postlogd',
  ];
  await writeFile(place('etc/master.cf'), `${services.join('\n')}\n`);
  await succeed('postfix', ['-c', place('etc'), 'start']);
  const stop = endWith('postfix', ['-c', place('etc'), 'stop']);
  await Promise.all([listens(submissionPort), listens(mxPort)]);

  const inbox = async (): Promise<string[]> => {
    const names: string[] = await readdir(place('mail/inbox/new')).catch(() => []);
    return await Promise.all(
      names.toSorted().map((name) => readFile(place(`mail/inbox/new/${name}`), 'latin1')),
    );
  };
  const given = new Set<string>();
  return {
    submissionPort,
    mxPort,
    async arrived(fits) {
      const message = await until(
        async () => (await inbox()).find((one) => !given.has(one) && fits(one)) ?? null,
        'the mail arrives',
      );
      given.add(message);
      return message;
    },
    inbox,
    log: () => readFile(place('log/mail.log'), 'utf8'),
    stop,
  };
}
