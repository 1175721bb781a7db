// `migrate`: moves everything from the embedded store to PostgreSQL or back. It can be broken off and started again; at the end the rows
// of both are counted. Nothing is deleted from where it came.
import { Option, type Command } from 'commander';
import { databaseUrl } from '../config/values.ts';
import { copyTables, TargetNotEmpty, type CopiedTable } from '../store/copy-tables.ts';
import { StoreOpenError } from '../store/store-open-error.ts';
import { CommandEnd, EXIT, type Run, usageError } from './command.ts';

const isUrl = (place: string): boolean => /^postgres(?:ql)?:\/\//.test(place);

async function open(place: string) {
  if (!isUrl(place)) return await (await import('../store/sqlite/raw.ts')).openSqliteTables(place);
  return await (await import('../store/postgres/raw.ts')).openPostgresTables(place);
}

export function addMigrate(program: Command, run: Run): void {
  program
    .command('migrate')
    .description(
      'move everything from the embedded store to PostgreSQL, or back; stop the service first',
    )
    .addOption(
      new Option('--from <place>', 'data directory, or postgres://…').makeOptionMandatory(),
    )
    .addOption(new Option('--to <place>', 'postgres://…, or data directory').makeOptionMandatory())
    .action(async ({ from, to }: { from: string; to: string }) => {
      await run(async ({ terminal, clock }) => {
        for (const [flag, place] of [
          ['--from', from],
          ['--to', to],
        ] as const) {
          const read = isUrl(place) ? databaseUrl.safeParse(place) : null;
          if (read?.success === false)
            throw usageError(`${flag}: ${read.error.issues[0]?.message ?? 'not valid'}`);
        }
        if (isUrl(from) === isUrl(to))
          throw usageError(
            'one of --from and --to must be a data directory, the other postgres://…',
          );
        return await migrate(from, to, clock.now(), terminal.out);
      });
    });
}

async function migrate(
  from: string,
  to: string,
  now: number,
  out: (text: string) => void,
): Promise<number> {
  const opened: Awaited<ReturnType<typeof open>>[] = [];
  const differing: CopiedTable[] = [];
  try {
    const source = await open(from);
    opened.push(source);
    const target = await open(to);
    opened.push(target);
    await copyTables(source.db, target.db, now, (table) => {
      if (table.source !== table.target) differing.push(table);
      out(
        `${table.table.padEnd(12)}${String(table.copied).padStart(9)} copied, ${table.source} here, ${table.target} there\n`,
      );
    });
    if (differing.length > 0)
      throw new CommandEnd(
        EXIT.fail,
        `the counts of ${differing.map(({ table }) => table).join(', ')} differ; run the command again`,
      );
    out(`\nall of ${source.name} is in ${target.name}\n`);
    return EXIT.pass;
  } catch (error) {
    if (error instanceof StoreOpenError) throw new CommandEnd(EXIT.fail, error.message);
    if (error instanceof TargetNotEmpty)
      throw new CommandEnd(
        EXIT.fail,
        `${isUrl(to) ? 'the database of --to' : to} already holds tests that did not come from here; use an empty one`,
      );
    throw error;
  } finally {
    for (const place of opened.toReversed()) await place.close();
  }
}
