// One PostgreSQL for all tests of a run that share a server: the one that MAILASSAY_TEST_DATABASE_URL names, or one that is started here
// and ended with the run. Vitest ends its threads without asking them, so that they cannot end it themselves.
import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the administrator. */
    postgresUrl: string;
  }
}

export default async function setup(project: TestProject): Promise<(() => Promise<void>) | void> {
  const given = process.env['MAILASSAY_TEST_DATABASE_URL'] ?? '';
  if (given !== '') {
    project.provide('postgresUrl', given);
    return;
  }
  const server = await startPostgres();
  project.provide('postgresUrl', server.url);
  return () => server.remove();
}
