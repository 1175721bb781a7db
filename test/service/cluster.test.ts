// Two nodes on one PostgreSQL, as operators run them: they share what came, what is owed and what is counted; a page on one shows live
// what comes in on the other; neither the end of a node nor of the database loses anything.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startChaos } from './chaos.ts';
import { openCluster, type Cluster, type Node } from './cluster.ts';
import { until } from './world.ts';

let cluster: Cluster;
let a: Node;
let b: Node;
beforeAll(async () => {
  cluster = await openCluster(2);
  [a, b] = cluster.nodes as [Node, Node];
});
afterAll(async () => {
  await cluster?.close();
});

async function newTest(node: Node): Promise<{ id: string; address: string; secret: string }> {
  const response = await fetch(`${node.serve.web}/api/v1/tests`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  const { id, address, deleteUrl } = (await response.json()) as Record<string, string>;
  return { id: id ?? '', address: address ?? '', secret: deleteUrl ?? '' };
}

/** Names of the events of a test, as they come. */
async function watch(node: Node, id: string): Promise<{ events: string[]; end: () => void }> {
  const ending = new AbortController();
  const response = await fetch(`${node.serve.web}/api/v1/tests/${id}/events`, {
    signal: ending.signal,
  });
  const events: string[] = [];
  void (async () => {
    let event = '';
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk as Uint8Array).toString();
      const lines = text.split('\n');
      text = lines.pop() ?? '';
      for (const line of lines) {
        if (line.startsWith('event: ')) event = line.slice(7);
        if (line.startsWith('data: '))
          events.push(
            event === 'step'
              ? `step ${(JSON.parse(line.slice(6)) as { step: string }).step}`
              : event,
          );
      }
    }
  })().catch(() => undefined);
  return { events, end: () => ending.abort() };
}

test('a page open on one node shows step by step a mail that came in on the other', async () => {
  const { id, address } = await newTest(a);
  const { events, end } = await watch(a, id);
  const answer = await cluster.mail(b, 'live@good.example', address);
  expect(answer.code).toBe(250);
  await until(() => events.includes('report'), 'the report is shown');
  end();
  expect(events.slice(0, 6)).toEqual([
    'step connected',
    'step helo',
    'step tls',
    'step mail-from',
    'received',
    'step message',
  ]);
  expect(events).toContain('step spf');
  expect(events).toContain('step dmarc');
  expect(events.filter((event) => event === 'report')).toHaveLength(1);
  const report = await fetch(`${a.serve.web}/api/v1/reports/${answer.id}`);
  expect(report.status).toBe(200);
});

test('without the listening connection the report is shown all the same', async () => {
  const { id, address } = await newTest(a);
  await cluster.schema.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' OR query LIKE 'SELECT 1%'",
  );
  const { events, end } = await watch(a, id);
  await cluster.mail(b, 'quiet@good.example', address);
  await until(() => events.includes('report'), 'the report is shown');
  end();
});

test('who watches on one node hears that the test was deleted on the other', async () => {
  const { id, secret } = await newTest(a);
  const { events, end } = await watch(b, id);
  await until(async () => {
    const { rows } = {
      rows: await cluster.schema.query<{ n: number }>(
        "SELECT count(*)::int AS n FROM pg_stat_activity WHERE query LIKE 'LISTEN%' OR query LIKE 'SELECT 1%' OR query LIKE 'SELECT pg_notify%'",
      ),
    };
    return (rows[0]?.n ?? 0) >= 2;
  }, 'both nodes listen');
  const url = new URL(secret);
  const gone = await fetch(`${a.serve.web}${url.pathname}${url.search}`, { method: 'DELETE' });
  expect(gone.status).toBe(204);
  await until(() => events.includes('end'), 'the watcher is told');
  end();
});

test('a node without its database answers 451 and is not ready; afterwards it is, by itself', async () => {
  a.network.set('reset');
  await until(async () => (await fetch(`${a.serve.web}/readyz`)).status === 503, 'it is not ready');
  const answer = await cluster.mail(a, 'away@good.example');
  expect(answer.code).toBe(451);
  expect((await cluster.mail(b, 'here@good.example')).code).toBe(250);
  a.network.set('open');
  await until(async () => (await fetch(`${a.serve.web}/readyz`)).status === 200, 'it is ready');
  expect((await cluster.mail(a, 'back@good.example')).code).toBe(250);
});

test('a reply that a node held when it was killed is sent by the other within a minute, once', async () => {
  await until(async () => {
    const due = await cluster.schema.query("SELECT 1 FROM reply WHERE state = 'due'");
    return due.length === 0;
  }, 'nothing else is owed');
  const held = new Promise<void>((resolve) => {
    let isFirst = true;
    cluster.mailbox.at = (moment) => {
      if (moment !== 'mail' || !isFirst) return;
      isFirst = false;
      resolve();
      return new Promise(() => {});
    };
  });
  const answer = await cluster.mail(a, 'heir@good.example');
  expect(answer.code).toBe(250);
  await held;
  const [lease] = await cluster.schema.query<{ node: string }>(
    `SELECT lease_token AS node FROM reply WHERE test_id = '${answer.id}' AND state = 'due'`,
  );
  expect(lease?.node).not.toBeNull();
  const killedAt = performance.now();
  await a.serve.end('SIGKILL');
  // The other node may have taken it in the first place.
  const reply = await Promise.race([
    cluster.mailbox.next('heir@good.example'),
    b.serve.ended.then(() => null),
  ]);
  expect(reply).not.toBeNull();
  expect(performance.now() - killedAt).toBeLessThan(60_000);
  await a.start();
  expect(cluster.mailbox.to('heir@good.example')).toHaveLength(1);
});

test('the network, the database and a node are taken away under load: nothing is lost, nobody is answered twice', async () => {
  const chaos = startChaos(cluster);
  await chaos.round('unanswered', a);
  await chaos.round('crash', a);
  await chaos.round('kill', b);
  const tally = await chaos.settle();
  expect(tally.lost).toEqual([]);
  expect(tally.twice).toEqual([]);
  expect(tally.acknowledged).toBeGreaterThanOrEqual(60);
});
