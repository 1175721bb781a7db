// What is measured: each row is one kind of load.
export interface Row {
  name: string;
  /** Milliseconds until DNS answers. */
  dns: number;
  connections: number;
  /** Messages a round. */
  count: number;
  /** Octets of each; null for the mixed load. */
  size: number | null;
  /** The service mails its report to the sink; the script only receives. */
  mailed: boolean;
  /** A burst on a service that has just started, or was idle. */
  burst: 'fresh' | 'idle' | null;
}

const row = (name: string, figures: Partial<Row>): Row => ({
  name,
  dns: 0,
  connections: 20,
  count: 200,
  size: null,
  mailed: false,
  burst: null,
  ...figures,
});

export const ROWS: readonly Row[] = [
  row('burst-fresh', { dns: 20, connections: 50, burst: 'fresh' }),
  row('dns0-c1', { connections: 1, count: 16 }),
  row('dns0-c5', { connections: 5, count: 60 }),
  row('dns0-c20', {}),
  row('dns0-c100', { connections: 100, count: 400 }),
  row('dns20-c1', { dns: 20, connections: 1, count: 12 }),
  row('dns20-c5', { dns: 20, connections: 5, count: 60 }),
  row('dns20-c20', { dns: 20 }),
  row('dns20-c100', { dns: 20, connections: 100, count: 400 }),
  row('mailed-dns0-c20', { mailed: true }),
  row('mailed-dns20-c20', { dns: 20, mailed: true }),
  row('size-2k', { size: 2_000 }),
  row('size-100k', { size: 100_000, count: 100 }),
  row('size-1m', { size: 1_000_000, connections: 5, count: 20 }),
  row('size-9m', { size: 9_000_000, connections: 2, count: 4 }),
  row('burst-idle', { dns: 20, connections: 50, burst: 'idle' }),
];

/** What `--quick` measures. */
export const QUICK: ReadonlySet<string> = new Set([
  'burst-fresh',
  'dns0-c20',
  'dns20-c20',
  'dns20-c100',
]);
