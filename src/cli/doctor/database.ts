// Whether the shared store can be reached and takes writes, where one is set.
import { type Check, type DoctorContext, not, ok } from './check.ts';

export async function databaseChecks({ settings, clock }: DoctorContext): Promise<Check[]> {
  if (settings.databaseUrl === undefined) return [];
  // pg is loaded only where a database is set.
  const { checkDatabase } = await import('../../store/postgres/check-database.ts');
  const { isOk, text } = await checkDatabase(settings.databaseUrl, clock);
  return [(isOk ? ok : not)('database', text)];
}
