// Liveness, readiness and the figures, on the running service.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../service/world.ts';
import { openService, type TestService } from './service.ts';

let it: TestService;
beforeAll(async () => {
  it = await openService({ limits: 'off' });
});
afterAll(async () => {
  await it.close();
});

const text = async (path: string): Promise<string> => {
  const response = await fetch(`${it.url}${path}`);
  expect(response.status).toBe(200);
  return await response.text();
};

test('it is alive and ready', async () => {
  expect(await text('/healthz')).toBe('ok\n');
  // When a judge thread is warm.
  await until(async () => (await fetch(`${it.url}/readyz`)).status === 200, 'it is ready');
  expect(await text('/readyz')).toBe('ready\n');
});

test('the figures are what Prometheus reads, and tell what happened', async () => {
  const before = await text('/metrics');
  expect(before).toContain('mailassay_queue_depth{queue="replies"} 0');
  expect(before).toContain('mailassay_store_up 1');
  await it.mail('good', { to: 'test@test.example' });
  await it.mail('good', { to: 'assert@test.example' });
  await it.mail('dialup', { to: 'test@test.example' });
  const figures = await text('/metrics');
  for (const line of [
    'mailassay_mails_total{verdict="pass"} 2',
    'mailassay_mails_total{verdict="fail"} 1',
    'mailassay_method_results_total{method="spf",result="pass"} 2',
    'mailassay_method_results_total{method="dkim",result="none"} 1',
    'mailassay_method_results_total{method="tls",result="none"} 3',
    'mailassay_reply_decisions_total{decision="mail",reason="proven"} 1',
    'mailassay_reply_decisions_total{decision="none",reason="assert"} 1',
    'mailassay_reply_decisions_total{decision="reject",reason="disowned"} 1',
    'mailassay_verification_seconds_count 3',
  ]) {
    expect(figures).toContain(line);
  }
  expect(figures).toMatch(/mailassay_dns_seconds_count\{status="NOERROR"\} \d+/);
  expect(figures).toMatch(/mailassay_queue_oldest_seconds\{queue="verdicts"\} 0/);
  expect(figures).toMatch(/nodejs_eventloop_lag_seconds/);
  // Nothing of anybody is in them.
  expect(figures).not.toMatch(/good\.example|dialup|192\.0\.2/);
  // Every sample has its HELP and TYPE; names and labels are as Prometheus demands.
  const families = new Set(
    [...figures.matchAll(/^# TYPE (\S+) (?:counter|gauge|histogram|summary)$/gm)].map(
      ([, name]) => name,
    ),
  );
  for (const line of figures.split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const [, name = ''] =
      /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{[a-zA-Z_][a-zA-Z0-9_]*="[^"]*"(?:,[a-zA-Z_][a-zA-Z0-9_]*="[^"]*")*\})? [-+0-9.eNaInf]+$/.exec(
        line,
      ) ?? [];
    expect(
      families.has(name.replace(/_(?:bucket|sum|count)$/, '')) || families.has(name),
      line,
    ).toBe(true);
  }
});
