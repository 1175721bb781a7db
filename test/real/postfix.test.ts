// The main job with real software: a mail signed by OpenDKIM and sent by Postfix is judged right, and the reply reaches the sender's
// Postfix, where OpenDKIM, dkimpy and pyspf find it in order. swaks hands the mails in.
import { fileURLToPath } from 'node:url';
import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDnsServer, type DnsServer } from '../../src/dns/server.ts';
import { parseZone } from '../../src/dns/zone.ts';
import type { Report } from '../../src/report/report.ts';
import { run as mailassay, startServe, temporaryFolder, type Serve } from '../service/serve.ts';
import { makeKey, startSigner, startVerifier } from './opendkim.ts';
import { startPostfix, type Postfix } from './postfix.ts';
import { freePorts, run, type Daemon } from './processes.ts';
import { PYTHON, requirements } from './requirements.ts';

const HOST = 'mail.sender.example';

interface Setting {
  dns: DnsServer;
  serve: Serve;
  postfix: Postfix;
}

describe.runIf(requirements())('Postfix and OpenDKIM', () => {
  let setting: Setting;
  const endings: (() => unknown)[] = [];

  beforeAll(async () => {
    const folder = await temporaryFolder();
    endings.push(folder.remove);
    const [signerPort = 0, verifierPort = 0] = await freePorts(2);
    const key = await makeKey(folder.path, 'sender.example', 'april');
    const dns = await startDnsServer(parseZone('.'.concat(' 300 NS ns.example.')), {
      host: '127.0.0.1',
      port: 0,
    });
    endings.push(() => dns[Symbol.asyncDispose]());

    const daemons: Daemon[] = [];
    endings.push(async () => {
      for (const daemon of daemons) await daemon.end();
    });
    daemons.push(await startSigner(folder.path, signerPort, [key]));
    daemons.push(await startVerifier(folder.path, verifierPort, HOST, dns.port));
    const dataDir = `${folder.path}/service`;
    // Each needs the other's port: the service is told the MX's, Postfix the service's.
    const [smtpPort = 0] = await freePorts(1);
    const postfix = await startPostfix({
      folder: folder.path,
      hostname: HOST,
      domains: ['sender.example', 'disowned.example'],
      relayPort: smtpPort,
      signerPort,
      verifierPort,
    });
    endings.push(() => postfix.stop());
    const serve = await startServe({
      DATA_DIR: dataDir,
      SMTP_PORT: String(smtpPort),
      DNS_SERVERS: `127.0.0.1:${dns.port}`,
      RELAY_URL: `smtp://127.0.0.1:${postfix.mxPort}`,
      LIMITS: 'off',
      LOCAL_SENDERS: 'judge',
    });
    endings.push(() => serve.end());
    const keygen = await mailassay(['keygen'], { DATA_DIR: dataDir, DOMAIN: 'test.example' });
    dns.setZone(
      parseZone(`
sender.example. 300 IN MX 10 ${HOST}.
sender.example. 300 IN TXT "v=spf1 a:${HOST} -all"
${HOST}. 300 IN A 127.0.0.1
${HOST}. 300 IN TXT "v=spf1 a -all"
_dmarc.sender.example. 300 IN TXT "v=DMARC1; p=reject"
1.0.0.127.in-addr.arpa. 300 IN PTR ${HOST}.
disowned.example. 300 IN MX 10 ${HOST}.
disowned.example. 300 IN TXT "v=spf1 -all"
test.example. 300 IN A 127.0.0.1
${keygen.stdout}
${key.record}`),
    );
    setting = { dns, serve, postfix };
  });
  afterAll(async () => {
    for (const end of endings.toReversed()) await end();
  });

  /** Hands a mail in at the sender's server. */
  async function handIn(from: string, to: string, more: string[] = []): Promise<void> {
    const ended = await run('swaks', [
      '--server',
      `127.0.0.1:${setting.postfix.submissionPort}`,
      '--helo',
      'desk.sender.example',
      '--from',
      from,
      '--to',
      to,
      '--h-Subject',
      'Is our mail set up right?',
      '--body',
      'Dear postmaster,\n\nthis is a test.\n',
      ...more,
    ]);
    expect(ended.code, ended.output).toBe(0);
  }

  const replyTo = (address: string): Promise<string> =>
    setting.postfix.arrived((message) => message.includes(`\nTo: ${address}\n`));
  const text = async (message: string): Promise<string> =>
    (
      await simpleParser(Buffer.from(message, 'latin1'), {
        skipHtmlToText: true,
        skipTextToHtml: true,
        skipImageLinks: true,
      })
    ).text ?? '';

  test('all pass, and one reply arrives that is in order', async () => {
    const from = 'admin@sender.example';
    await handIn(from, 'test@test.example');
    const reply = await replyTo(from);

    // What Postfix heard from the service at the end of the data.
    const heard =
      /to=<test@test\.example>.*status=sent \((250 2\.0\.0 verdict=pass spf=pass dkim=pass dmarc=pass id=(\S+) http:\S+)\)/.exec(
        await setting.postfix.log(),
      );
    expect(heard).not.toBeNull();
    const report = (await (
      await fetch(`${setting.serve.web}/api/v1/reports/${heard?.[2]}`)
    ).json()) as Report;
    expect(report).toMatchObject({
      verdict: 'pass',
      standing: 'proven',
      summary: { spf: 'pass', dkim: 'pass', dmarc: 'pass', iprev: 'pass', tls: '1.3' },
      envelope: { clientIp: '127.0.0.1', helo: HOST, mailFrom: from },
      dkim: [
        {
          result: 'pass',
          domain: 'sender.example',
          selector: 'april',
          canonicalization: 'relaxed/simple',
        },
      ],
      response: { decision: 'mail', reason: 'proven' },
    });
    expect(
      report.findings.filter(({ severity }) => severity === 'error' || severity === 'warning'),
    ).toEqual([]);

    expect(await text(reply)).toMatch(/^VERDICT: PASS\./);
    expect(reply).toMatch(/^Return-Path: <>$/m);
    expect(reply).toMatch(/^Auto-Submitted: auto-replied$/m);
    expect(reply).toContain(`\nMessage-ID: <reply.${heard?.[2]}@test.example>\n`);
    // OpenDKIM's opinion, as the sender's MX wrote it.
    expect(reply.replace(/\n[ \t]+/g, ' ')).toMatch(
      new RegExp(
        `^Authentication-Results: ${HOST}; dkim=pass [^\n]*header\\.d=test\\.example`,
        'm',
      ),
    );
    // The opinion of dkimpy and pyspf.
    const opinion = await run(
      PYTHON,
      [
        fileURLToPath(new URL('second-opinion.py', import.meta.url)),
        String(setting.dns.port),
        '127.0.0.1',
        'test.example',
        '',
      ],
      Buffer.from(reply.replace(/\n/g, '\r\n'), 'latin1'),
    );
    expect(opinion.code, opinion.output).toBe(0);
    expect(JSON.parse(opinion.output)).toMatchObject({
      dkim: true,
      domain: 'test.example',
      spf: 'pass',
      signed: expect.arrayContaining([
        'from',
        'to',
        'subject',
        'date',
        'message-id',
        'auto-submitted',
      ]),
    });
    expect(
      (await setting.postfix.inbox()).filter((message) => message.includes(`\nTo: ${from}\n`)),
    ).toHaveLength(1);
  });

  test.for([
    [
      'check-auth@test.example',
      [
        'SPF check:          pass',
        '"iprev" check:      pass',
        'DKIM check:         pass',
        'DMARC check:        pass',
      ],
    ],
    [
      'sa-test@test.example',
      [
        'Result: DKIM signature confirmed GOOD',
        'Description: Signature verified, message arrived intact',
      ],
    ],
    [
      'autorespond+dkim@test.example',
      ['The results are as follows:', 'DKIM Signature validation: pass (2048-bit key)'],
    ],
  ] as const)('the classic layout of %s arrives', async ([to, lines]) => {
    const from = `${to.slice(0, 4)}@sender.example`;
    await handIn(from, to);
    const reply = (await text(await replyTo(from))).split('\n').map((line) => line.trim());
    for (const line of lines) expect(reply).toContain(line);
  });

  test('a disowned mail: the verdict comes back in the bounce of their own server, and nothing from us', async () => {
    const from = 'somebody@disowned.example';
    await handIn(from, 'test@test.example');
    const bounce = await setting.postfix.arrived((message) =>
      message.includes('\nX-Original-To: somebody@disowned.example\n'),
    );
    expect(bounce).toMatch(/^From: .*<MAILER-DAEMON@/m);
    const plain = bounce.replace(/\s+/g, ' ');
    expect(plain).toContain('550 5.7.26 verdict=fail spf=fail dkim=none dmarc=none id=');
    expect(plain).toMatch(/http:\/\/127\.0\.0\.1:\d+\/r\/[0-9a-z]{26}/);
    const toThem = (await setting.postfix.inbox()).filter((message) =>
      message.includes(`\nTo: ${from}\n`),
    );
    expect(toThem.filter((message) => message.includes('\nFrom: mailassay@'))).toEqual([]);
  });

  test('a vacation program, a list and a bounce of theirs get no answer', async () => {
    await handIn('vacation@sender.example', 'test@test.example', [
      '--h-Auto-Submitted',
      'auto-replied',
    ]);
    await handIn('list@sender.example', 'test@test.example', [
      '--h-List-Id',
      '<list.sender.example>',
    ]);
    await handIn('<>', 'test@test.example');
    // Postfix has handed over all three, and then one more that is answered.
    await handIn('last@sender.example', 'test@test.example');
    await replyTo('last@sender.example');
    const log = await setting.postfix.log();
    const ids = [...log.matchAll(/status=sent \(250 2\.0\.0 verdict=\S+ .* id=(\S+) http/g)].map(
      ([, id]) => id,
    );
    const responses = await Promise.all(
      ids.map(
        async (id) =>
          ((await (await fetch(`${setting.serve.web}/api/v1/reports/${id}`)).json()) as Report)
            .response,
      ),
    );
    const reasons = responses
      .filter(({ decision }) => decision === 'none')
      .map(({ reason }) => reason);
    expect(reasons.toSorted()).toEqual(['auto-submitted', 'list', 'null-reverse-path']);
    for (const address of ['vacation@sender.example', 'list@sender.example'])
      expect(await setting.postfix.inbox()).not.toContainEqual(
        expect.stringContaining(`\nTo: ${address}\n`),
      );
  });

  test('swaks straight to the service: the verdict in its transcript', async () => {
    const server = ['--server', `127.0.0.1:${setting.serve.smtpPort}`, '--helo', HOST];
    const plain = await run('swaks', [
      ...server,
      '--from',
      'you@sender.example',
      '--to',
      'test@test.example',
    ]);
    expect(plain.code, plain.output).toBe(0);
    expect(plain.output).toMatch(
      /^<-\s+250 2\.0\.0 verdict=fail spf=pass dkim=none dmarc=pass id=\S+ http/m,
    );
    const secure = await run('swaks', [
      ...server,
      '--tls',
      '--from',
      'you@sender.example',
      '--to',
      'test@test.example',
    ]);
    expect(secure.output).toMatch(/^=== TLS started/m);
    expect(secure.output).toMatch(/^<~\s+250 2\.0\.0 verdict=/m);
    // Its exit code is that of a check: 26 when the data is refused.
    const asserted = await run('swaks', [
      ...server,
      '--from',
      'you@sender.example',
      '--to',
      'assert@test.example',
    ]);
    expect(asserted.code).toBe(26);
    expect(asserted.output).toMatch(
      /^<\*\*\s+550 5\.7\.20 verdict=fail spf=pass dkim=none dmarc=pass id=/m,
    );
  });
});
