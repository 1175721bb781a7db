// The command line: which commands there are. Each command lives in the file of its name, which is loaded when it is meant.
import { Command, CommanderError } from 'commander';
import { SETTING_KEYS, variableName } from '../config/load.ts';
import { version } from '../runtime/version.ts';
import { CommandEnd, EXIT, type Run, type CommandContext } from './command.ts';
import { offerConfigFile } from './config-file.ts';
import { EXAMPLES } from './examples.ts';
import { NAGIOS, nagiosText } from './nagios.ts';

type AddCommand = (program: Command, run: Run) => void;

const COMMANDS: Readonly<Record<string, () => Promise<AddCommand>>> = {
  serve: async () => (await import('./serve.ts')).addServe,
  check: async () => (await import('./check.ts')).addCheck,
  probe: async () => (await import('./probe.ts')).addProbe,
  key: async () => (await import('./key.ts')).addKey,
  domain: async () => (await import('./domain.ts')).addDomain,
  doctor: async () => (await import('./doctor.ts')).addDoctor,
  mcp: async () => (await import('./mcp.ts')).addMcp,
  demo: async () => (await import('./demo.ts')).addDemo,
  keygen: async () => (await import('./keygen.ts')).addKeygen,
  backup: async () => (await import('./backup.ts')).addBackup,
  restore: async () => (await import('./backup.ts')).addRestore,
  migrate: async () => (await import('./migrate.ts')).addMigrate,
  explain: async () => (await import('./explain.ts')).addExplain,
};

/** The command that is meant; all where they are listed, or where settings may stand beside options of other commands. */
function wantedCommands(
  args: readonly string[],
  environment: Record<string, string | undefined>,
): string[] {
  const all = Object.keys(COMMANDS);
  const [first = ''] = args;
  const settings: ReadonlySet<string> = new Set(SETTING_KEYS.map(variableName));
  const isAlone =
    all.includes(first) &&
    !args.some((arg) => arg.startsWith('--config')) &&
    !Object.keys(environment).some((name) => name.startsWith('MAILASSAY_') && !settings.has(name));
  return isAlone ? [first] : all;
}

/** Runs one command line (without node and script); resolves to the exit code and never rejects for what a user did. */
export async function runProgram(
  args: readonly string[],
  given: Omit<CommandContext, 'otherVariables'>,
): Promise<number> {
  let exitCode = 0;
  const program = new Command('mailassay')
    .description(
      'Email-authentication test autoresponder: send a message, read the SPF, DKIM and DMARC results and how to fix them.',
    )
    .version(version, '-V, --version')
    .showHelpAfterError('(see mailassay COMMAND --help)')
    .configureOutput({ writeOut: given.terminal.out, writeErr: given.terminal.err })
    .exitOverride();
  const run: Run = async (work) => {
    exitCode = await work({ ...given, otherVariables: variablesOf(program) });
  };
  for (const name of wantedCommands(args, given.environment)) {
    const add = await COMMANDS[name]?.();
    add?.(program, run);
  }
  offerConfigFile(program);
  for (const command of program.commands) {
    command.exitOverride();
    const lines = EXAMPLES[command.name()];
    if (lines !== undefined)
      command.addHelpText('after', `\nExample:\n${lines.map((line) => `  ${line}`).join('\n')}`);
  }
  /** For monitoring, 2 would be CRITICAL: what is wrong with the command line says nothing of the mail. */
  const usage = (code: number, lines: readonly string[]): number => {
    if (code !== EXIT.usage || !args.includes('--nagios')) return code;
    given.terminal.out(nagiosText({ state: 'UNKNOWN', text: lines.join('; '), performance: {} }));
    return NAGIOS.UNKNOWN;
  };
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommandEnd) {
      for (const line of error.lines) given.terminal.err(`mailassay: ${line}\n`);
      return usage(error.exitCode, error.lines);
    }
    // Help and version are told through errors too; everything else commander reports is a usage error it has printed.
    if (error instanceof CommanderError)
      return error.exitCode === 0
        ? EXIT.pass
        : usage(EXIT.usage, [error.message.replace(/^error: /, '')]);
    throw error;
  }
}

/** The variables of all options that are no settings; MAILASSAY_HOSTNAME is a setting, whatever option of `check` reads it too. */
function variablesOf(program: Command): ReadonlySet<string> {
  const names = program.commands.flatMap((command) =>
    command.options.map((option) => option.envVar ?? ''),
  );
  const settings: ReadonlySet<string> = new Set(SETTING_KEYS.map(variableName));
  return new Set(
    [...names, 'MAILASSAY_CONFIG', 'MAILASSAY_ADDRESS'].filter((name) => !settings.has(name)),
  );
}
