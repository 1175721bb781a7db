// The command line: which commands there are. Each command lives in the file of its name.
import { Command, CommanderError } from 'commander';
import { SETTING_KEYS, variableName } from '../config/load.ts';
import { version } from '../runtime/version.ts';
import { addCheck } from './check.ts';
import { CommandEnd, EXIT, type Run, type CommandContext } from './command.ts';
import { addDemo } from './demo.ts';
import { addDoctor } from './doctor.ts';
import { addDomain } from './domain.ts';
import { addExplain } from './explain.ts';
import { offerConfigFile } from './config-file.ts';
import { addKey } from './key.ts';
import { addKeygen } from './keygen.ts';
import { addMcp } from './mcp.ts';
import { addMigrate } from './migrate.ts';
import { EXAMPLES } from './examples.ts';
import { NAGIOS, nagiosText } from './nagios.ts';
import { addProbe } from './probe.ts';
import { addServe } from './serve.ts';

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
  for (const add of [
    addServe,
    addCheck,
    addProbe,
    addKey,
    addDomain,
    addDoctor,
    addMcp,
    addDemo,
    addKeygen,
    addMigrate,
    addExplain,
  ])
    add(program, run);
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
