// compose.yaml and compose.cluster.yaml, read: settings that exist, files that are there, addresses that agree; and the files of what they start.
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { SETTING_KEYS, variableName } from '../../src/config/load.ts';
import { ROOT } from './serve.ts';

interface Compose {
  services: Record<
    string,
    {
      image?: string;
      build?: unknown;
      environment?: Record<string, string | number>;
      volumes?: string[];
      networks?: Record<string, { ipv4_address?: string }>;
      depends_on?: unknown;
      stop_grace_period?: string;
    }
  >;
  volumes?: Record<string, unknown>;
}

const composeFile = (name: string): Compose =>
  parse(readFileSync(join(ROOT, name), 'utf8'), { merge: true }) as Compose;

describe('the compose files', () => {
  test.each(['compose.yaml', 'compose.cluster.yaml'])('%s names what there is', (name) => {
    const { services, volumes = {} } = composeFile(name);
    const known = new Set(SETTING_KEYS.map(variableName));
    for (const service of Object.values(services)) {
      for (const variable of Object.keys(service.environment ?? {}))
        if (variable.startsWith('MAILASSAY_')) expect(known).toContain(variable);
      for (const volume of service.volumes ?? []) {
        const [source = ''] = volume.split(':');
        if (source.startsWith('.')) expect(existsSync(join(ROOT, source))).toBe(true);
        // A path of the host is the operator's.
        else if (!source.startsWith('/')) expect(Object.keys(volumes)).toContain(source);
      }
      expect(service.image ?? service.build).toBeDefined();
    }
  });

  test('the nodes of a cluster know the addresses of the others, and have time to end', () => {
    const { services } = composeFile('compose.cluster.yaml');
    const at = (name: string): string => services[name]?.networks?.['cluster']?.ipv4_address ?? '';
    for (const name of ['node-a', 'node-b']) {
      const node = services[name];
      expect(node?.stop_grace_period).toBe('40s');
      expect(node?.environment).toMatchObject({
        MAILASSAY_PROXY_PROTOCOL: at('haproxy'),
        MAILASSAY_TRUST_FORWARDED: at('haproxy'),
        MAILASSAY_DNS_SERVERS: at('unbound'),
        MAILASSAY_DATABASE_URL: expect.stringContaining(`@${at('postgres')}/`),
      });
    }
    expect(services['haproxy']?.environment).toMatchObject({
      NODE_A: at('node-a'),
      NODE_B: at('node-b'),
    });
  });

  test('HAProxy takes its file', async () => {
    const place = { NODE_A: '127.0.0.1', NODE_B: '127.0.0.1', SMTP_BIND: ':25', WEB_BIND: ':8025' };
    const file = join(ROOT, 'fixtures/cluster/haproxy.cfg');
    await promisify(execFile)('haproxy', ['-c', '-f', file], {
      env: {
        PATH: `${process.env['PATH'] ?? ''}:/usr/sbin`,
        ...place,
        SMTP_A: '2525',
        SMTP_B: '2525',
        WEB_A: '8025',
        WEB_B: '8025',
      },
    });
    expect(readFileSync(file, 'utf8')).toMatch(/send-proxy-v2 check/);
  });

  test('unbound takes its file', async () => {
    const file = join(ROOT, 'fixtures/cluster/unbound.conf');
    await promisify(execFile)('unbound-checkconf', [file], {
      env: { PATH: `${process.env['PATH'] ?? ''}:/usr/sbin` },
    });
    expect(readFileSync(file, 'utf8')).toMatch(/module-config: "validator iterator"/);
  });
});
