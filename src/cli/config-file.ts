// `--config FILE` for commands whose options are no settings of the service: `format=json` in the file is `--format json` on the
// command line. Options win over variables, variables over the file (DESIGN.md §3). One file may hold what several commands want.
import { type Command, InvalidArgumentError, Option } from 'commander';
import { readConfigFile, SETTING_KEYS } from '../config/load.ts';
import { flag } from '../config/values.ts';
import { usageError } from './command.ts';

/** Gives the option to every command that has options of its own and does not read the file as settings. */
export function offerConfigFile(program: Command): void {
  const known: ReadonlySet<string> = new Set([
    ...SETTING_KEYS,
    ...program.commands.flatMap(({ options }) => options.map((option) => option.attributeName())),
  ]);
  for (const command of program.commands) {
    if (command.options.length === 0 || command.options.some(({ long }) => long === '--config'))
      continue;
    command.addOption(
      new Option('--config <file>', 'file with options, KEY=VALUE lines or JSON').env(
        'MAILASSAY_CONFIG',
      ),
    );
    command.hook('preAction', () => readInto(command, known));
  }
}

function readInto(command: Command, known: ReadonlySet<string>): void {
  const path: unknown = command.opts()['config'];
  if (typeof path !== 'string' || path === '') return;
  const faults: string[] = [];
  for (const { key, value, source } of readConfigFile(path, faults)) {
    const option = command.options.find(
      (one) => one.attributeName() === key && one.long !== '--config',
    );
    if (!known.has(key)) faults.push(`${source}: unknown option`);
    // An empty value is how one is unset.
    if (option === undefined || value === '') continue;
    const given = command.getOptionValueSource(key);
    if (given !== undefined && given !== 'default') continue;
    const read = valueOf(option, String(value));
    if (read.fault === null) command.setOptionValueWithSource(key, read.value, 'config');
    else faults.push(`${source}: ${read.fault}`);
  }
  if (faults.length > 0) throw usageError(...faults);
}

function valueOf(
  option: Option,
  text: string,
): { value: unknown; fault: null } | { fault: string } {
  if (option.isBoolean()) {
    const parsed = flag.safeParse(text);
    return parsed.success ? { value: parsed.data, fault: null } : { fault: 'expected on or off' };
  }
  try {
    return {
      value: option.parseArg === undefined ? text : option.parseArg(text, undefined),
      fault: null,
    };
  } catch (error) {
    if (error instanceof InvalidArgumentError) return { fault: error.message };
    throw error;
  }
}
