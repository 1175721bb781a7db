// A Postfix of our own that hands what it takes to a server without 8BITMIME, as old relays and content filters are: it converts 8bit text
// on the way (RFC 6152 §3). Null where Postfix is not installed or may not be started.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export interface PostfixSink {
  send(octets: Buffer): Promise<Buffer | null>;
  stop(): Promise<void>;
}

const SMTPD = 42_525;
const SINK = 42_526;

export async function postfixSink(): Promise<PostfixSink | null> {
  if (
    process.getuid?.() !== 0 ||
    !existsSync('/usr/sbin/postfix') ||
    !existsSync('/usr/sbin/smtp-sink')
  )
    return null;
  const root = mkdtempSync(join(tmpdir(), 'postfix-'));
  const config = join(root, 'config');
  const queue = join(root, 'queue');
  const data = join(root, 'data');
  const dumps = join(root, 'dumps');
  for (const folder of [config, queue, data, dumps]) mkdirSync(folder);
  chmodSync(root, 0o755);
  chmodSync(dumps, 0o777);
  spawnSync('chown', ['postfix', data]);
  writeFileSync(
    join(config, 'main.cf'),
    [
      'compatibility_level = 3.6',
      `queue_directory = ${queue}`,
      `data_directory = ${data}`,
      'command_directory = /usr/sbin',
      'daemon_directory = /usr/lib/postfix/sbin',
      'mail_owner = postfix',
      'setgid_group = postdrop',
      'myhostname = relay.example.net',
      'mydestination =',
      'inet_interfaces = 127.0.0.1',
      'inet_protocols = ipv4',
      'mynetworks = 127.0.0.0/8',
      `relayhost = [127.0.0.1]:${SINK}`,
      'smtpd_recipient_restrictions = permit_mynetworks, reject',
      'maillog_file = /dev/stdout',
      'smtp_tls_security_level = none',
      'disable_mime_output_conversion = no',
      'alias_maps =',
      'local_recipient_maps =',
      'smtpd_relay_restrictions = permit_mynetworks, reject',
      'alias_database =',
      'smtpd_tls_security_level = none',
      'syslog_name = sink',
      `maillog_file_prefixes = /dev/stdout, ${root}`,
      '',
    ].join('\n'),
  );
  const services = [
    'pickup unix n - n 60 1 pickup',
    'cleanup unix n - n - 0 cleanup',
    'qmgr unix n - n 300 1 qmgr',
    'rewrite unix - - n - - trivial-rewrite',
    'bounce unix - - n - 0 bounce',
    'defer unix - - n - 0 bounce',
    'trace unix - - n - 0 bounce',
    'verify unix - - n - 1 verify',
    'flush unix n - n 1000? 0 flush',
    'smtp unix - - n - - smtp',
    'relay unix - - n - - smtp',
    'error unix - - n - - error',
    'retry unix - - n - - error',
    'discard unix - - n - - discard',
    'anvil unix - - n - 1 anvil',
    'scache unix - - n - 1 scache',
    'proxymap unix - - n - - proxymap',
    'proxywrite unix - - n - 1 proxymap',
    'tlsmgr unix - - n 1000? 1 tlsmgr',
    'postlog unix-dgram n - n - 1 postlogd',
  ];
  writeFileSync(
    join(config, 'master.cf'),
    `127.0.0.1:${SMTPD} inet n - n - - smtpd\n${services.join('\n')}\n`,
  );
  writeFileSync(
    join(config, 'main.cf'),
    readFileSync(join(config, 'main.cf'), 'utf8').replace(
      'maillog_file = /dev/stdout',
      `maillog_file = ${join(root, 'log')}`,
    ),
  );
  // "-8": no 8BITMIME. It writes each message to a file.
  const sink: ChildProcess = spawn(
    '/usr/sbin/smtp-sink',
    ['-u', 'nobody', '-8', '-d', join(dumps, '%Y%m%d%H%M%S.'), `127.0.0.1:${SINK}`, '50'],
    { stdio: 'ignore' },
  );
  spawnSync('/usr/sbin/postfix', ['-c', config, 'check']);
  const started = spawnSync('/usr/sbin/postfix', ['-c', config, 'start'], { timeout: 300_000 });
  const stop = async (): Promise<void> => {
    spawnSync('/usr/sbin/postfix', ['-c', config, 'stop'], { timeout: 300_000 });
    sink.kill();
    await pause(500);
    rmSync(root, { recursive: true, force: true });
  };
  if (started.status !== 0) {
    process.stderr.write(started.stderr.toString());
    await stop();
    return null;
  }
  return {
    stop,
    async send(octets) {
      const before = new Set(readdirSync(dumps));
      const code = await deliver(octets);
      if (!code.startsWith('250')) return null;
      for (let wait = 0; wait < 100; wait++) {
        await pause(100);
        const file = readdirSync(dumps).find((name) => !before.has(name));
        if (file === undefined) continue;
        await pause(200);
        const text = readFileSync(join(dumps, file), 'latin1').replace(/\r?\n/g, '\r\n');
        // The dump begins with the envelope as fields of its own, and ends with an empty line.
        return Buffer.from(
          text
            .replace(/^(?:X-(?:Client|Helo|Mail|Rcpt)[^\r]*\r\n)*/, '')
            .replace(/^Received: from [^]*?\r\n(?=[^ \t])/, '')
            .replace(/\r\n$/, ''),
          'latin1',
        );
      }
      return null;
    },
  };
}

function deliver(octets: Buffer): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(SMTPD, '127.0.0.1');
    const stuffed = octets.toString('latin1').replace(/(^|\r\n)\./g, '$1..');
    const steps = [
      'EHLO client.example.org',
      'MAIL FROM:<alice@example.org> BODY=8BITMIME',
      'RCPT TO:<bob@example.net>',
      'DATA',
      `${stuffed}${stuffed.endsWith('\r\n') ? '' : '\r\n'}.`,
      'QUIT',
    ];
    let last = '';
    let pending = '';
    socket.setEncoding('latin1');
    socket.on('error', () => resolve(last));
    socket.on('close', () => resolve(last));
    socket.on('data', (chunk: string) => {
      pending += chunk;
      const match = /^(?:\d{3}-[^\n]*\n)*(\d{3}) [^\n]*\n$/.exec(pending);
      if (match === null) return;
      if (steps.length > 0) last = match[1] ?? '';
      pending = '';
      const step = steps.shift();
      if (step === undefined) socket.end();
      else socket.write(Buffer.from(`${step}\r\n`, 'latin1'));
    });
  });
}
