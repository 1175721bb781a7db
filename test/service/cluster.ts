// Several nodes on one PostgreSQL, each a process with a folder of its own, reached through a network of its own that can be cut.
import { startDnsServer } from '../../src/dns/server.ts';
import { parseZone } from '../../src/dns/zone.ts';
import {
  makeSchema,
  startPostgres,
  type PostgresServer,
  type Schema,
} from '../store/postgres-server.ts';
import { startTcpProxy, type TcpProxy } from '../store/tcp-proxy.ts';
import { openMailbox, type Mailbox } from './mailbox.ts';
import { letter, send, type Answer } from './sender.ts';
import { startServe, temporaryFolder, type Serve, type Variables } from './serve.ts';
import { ZONE } from './zone.ts';

export interface Node {
  serve: Serve;
  network: TcpProxy;
  /** Starts it again in its folder. */
  start(variables?: Variables): Promise<void>;
}

export interface Cluster {
  nodes: Node[];
  database: PostgresServer;
  schema: Schema;
  mailbox: Mailbox;
  mail(node: Node, from: string, to?: string): Promise<Answer>;
  close(): Promise<void>;
}

export async function openCluster(size: number, variables: Variables = {}): Promise<Cluster> {
  const database = await startPostgres();
  const schema = await makeSchema(database.url);
  const dns = await startDnsServer(parseZone(ZONE), { host: '127.0.0.1', port: 0 });
  const mailbox = await openMailbox();
  const folders = await Promise.all(Array.from({ length: size }, temporaryFolder));
  const networks = await Promise.all(folders.map(() => startTcpProxy(database.port)));
  const nodes = folders.map(({ path }, index) => {
    const network = networks[index] as TcpProxy;
    const url = new URL(schema.url);
    url.port = String(network.port);
    const node = {
      network,
      async start(more = {}) {
        node.serve = await startServe({
          DATA_DIR: path,
          DATABASE_URL: url.href,
          DKIM_KEY: new URL('../../fixtures/keys/rsa2048.pem', import.meta.url).pathname,
          DNS_SERVERS: `127.0.0.1:${dns.port}`,
          RELAY_URL: `smtp://127.0.0.1:${mailbox.port}`,
          XCLIENT: '127.0.0.1',
          LIMITS: 'off',
          VERDICT_WAIT: '60s',
          ...variables,
          ...more,
        });
      },
    } as Node;
    return node;
  });
  const close = async (): Promise<void> => {
    await Promise.all(nodes.map(({ serve }) => serve?.end('SIGKILL')));
    await Promise.all(networks.map((network) => network.close()));
    await mailbox.close();
    await dns[Symbol.asyncDispose]();
    await database.remove();
    await Promise.all(folders.map((folder) => folder.remove()));
  };
  try {
    await Promise.all(nodes.map((node) => node.start()));
  } catch (error) {
    await close();
    throw error;
  }
  return {
    nodes,
    database,
    schema,
    mailbox,
    mail: async ({ serve }, from, to = 'test@test.example') =>
      await send({ from, to, port: serve.smtpPort, message: await letter({ from }) }),
    close,
  };
}
