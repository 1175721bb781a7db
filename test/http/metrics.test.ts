// What an operator's Prometheus reads from the running service, and the alert rules and the dashboard that stand on it.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openService, type TestService } from './service.ts';

const TOKEN = 'figures-for-prometheus';
const MONITORING = new URL('../../fixtures/monitoring/', import.meta.url).pathname;
let it: TestService;
let text = '';

beforeAll(async () => {
  it = await openService({ limits: 'off', metricsToken: TOKEN });
  await fetch(`${it.url}/`);
  await fetch(`${it.url}/no/such/page`);
  await fetch(`${it.url}/r/0000000000000000000000000a`);
  const reply = await it.mail('good', { to: 'test@test.example' });
  const id = it.idOf(reply);
  // The reply is mailed in its own time.
  for (;;) {
    const report = (await (await fetch(`${it.url}/api/v1/reports/${id}`)).json()) as {
      response: { sentAt: string | null };
    };
    if (report.response.sentAt !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  text = await (
    await fetch(`${it.url}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } })
  ).text();
});
afterAll(async () => {
  await it.close();
});

test('it is told to nobody without the token', async () => {
  for (const authorization of ['', 'Bearer wrong-token-of-16', TOKEN]) {
    const answer = await fetch(`${it.url}/metrics`, { headers: { authorization } });
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    expect(await answer.text()).not.toContain('mailassay_');
  }
});

test('every part of the service is counted, from 0 on', () => {
  for (const line of [
    /^mailassay_build_info\{version="\d+\.\d+\.\d+",node="\d+\.\d+\.\d+"\} 1$/m,
    /^mailassay_mails_total\{verdict="pass"\} 1$/m,
    /^mailassay_mails_total\{verdict="incomplete"\} 0$/m,
    /^mailassay_replies_total\{outcome="delivered"\} 1$/m,
    /^mailassay_replies_total\{outcome="given_up"\} 0$/m,
    /^mailassay_smtp_sessions_total 1$/m,
    /^mailassay_smtp_rejections_total 0$/m,
    /^mailassay_pool_messages\{state="queued"\} 0$/m,
    /^mailassay_http_seconds_count\{route="\/",method="GET",status="[23]xx"\} 1$/m,
    /^mailassay_http_seconds_count\{route="\/r\/:[^"]+",method="GET",status="4xx"\} 1$/m,
    /^mailassay_http_seconds_count\{route="none",method="GET",status="4xx"\} 1$/m,
    /^mailassay_http_streams_open 0$/m,
    /^mailassay_store_bytes [1-9]\d+$/m,
    /^mailassay_last_purge_seconds [1-9][\d.]+$/m,
    /^mailassay_certificate_not_after_seconds [1-9]\d+$/m,
    /^mailassay_dns_seconds_count\{status="TIMEOUT"\} 0$/m,
  ])
    expect(text).toMatch(line);
  expect(text).not.toMatch(/no\/such|good\.example|192\.0\.2/);
});

test('promtool has nothing against it, nor against the alert rules, which fire and are silent', async () => {
  const promtool = async (args: string[], input = ''): Promise<string> => {
    const running = promisify(execFile)('promtool', args, { cwd: MONITORING });
    running.child.stdin?.end(input);
    const { stdout, stderr } = await running;
    return `${stdout}${stderr}`;
  };
  expect(await promtool(['check', 'metrics'], text)).toBe('');
  expect(await promtool(['check', 'rules', 'alerts.yml'])).toContain('SUCCESS: 10 rules found');
  expect(await promtool(['test', 'rules', 'alerts.test.yml'])).toContain('SUCCESS');
});

test('rules and dashboard ask for figures that there are', () => {
  const known = new Set(
    [...text.matchAll(/^# TYPE (mailassay_\S+) (\S+)$/gm)].flatMap(([, name = '', type]) =>
      type === 'histogram' ? [`${name}_count`, `${name}_bucket`, `${name}_sum`] : [name],
    ),
  );
  for (const file of ['alerts.yml', 'grafana.json']) {
    const asked = readFileSync(`${MONITORING}${file}`, 'utf8').match(/\bmailassay_[a-z_]+/g) ?? [];
    expect(asked.length).toBeGreaterThan(10);
    expect(asked.filter((name) => !known.has(name))).toEqual([]);
  }
  const { panels } = JSON.parse(readFileSync(`${MONITORING}grafana.json`, 'utf8')) as {
    panels: { title: string }[];
  };
  expect(panels.length).toBeGreaterThanOrEqual(10);
});
