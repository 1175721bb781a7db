// What commands share: the surroundings they are given, how settings become options, and how they end.
import { Command, Option } from 'commander';
import {
  flagName,
  loadSettings,
  SETTING_KEYS,
  type Sources,
  variableName,
} from '../config/load.ts';
import { Settings } from '../config/settings.ts';
import { shownDefault } from '../config/shown-default.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Ids } from '../runtime/ids.ts';
import type { Terminal } from '../runtime/terminal.ts';

/** What a command is given instead of reaching for it. */
export interface CommandContext {
  terminal: Terminal;
  environment: Record<string, string | undefined>;
  clock: Clock;
  ids: Ids;
  /** Resolves when the process is asked to end (SIGTERM, SIGINT). */
  shutdownRequested: Promise<void>;
  /** Has `act` called each time the process is asked to read its files anew (SIGHUP); absent where nobody can ask. */
  onReload?: (act: () => void) => void;
  /** Variables of options that are not settings, so that settings know them as foreign. */
  otherVariables: ReadonlySet<string>;
}

/** A command's work; resolves to the exit code. */
export type Run = (work: (context: CommandContext) => Promise<number>) => Promise<void>;

/** DESIGN.md §3. */
export const EXIT = { pass: 0, fail: 1, usage: 2, incomplete: 3 } as const;

/** Ends a command with a code and lines for standard error; not a bug. */
export class CommandEnd extends Error {
  readonly exitCode: number;
  readonly lines: string[];
  constructor(exitCode: number, ...lines: string[]) {
    super(lines.join('; '));
    this.exitCode = exitCode;
    this.lines = lines;
  }
}

export function usageError(...lines: string[]): CommandEnd {
  return new CommandEnd(EXIT.usage, ...lines);
}

type SettingKey = (typeof SETTING_KEYS)[number];

/** Adds settings as options, with their defaults and variables in the help. */
export function addSettings(command: Command, keys: readonly SettingKey[] = SETTING_KEYS): Command {
  for (const key of keys) {
    const description = Settings.shape[key].description ?? '';
    const value = shownDefault(key);
    const isTold = value === '' || description.includes('(default');
    command.addOption(
      new Option(
        `${flagName(key)} <value>`,
        `${description}${isTold ? '' : ` (default: ${value})`} [${variableName(key)}]`,
      ),
    );
  }
  return command.addOption(
    new Option('--config <file>', 'file of settings, KEY=VALUE lines or JSON [MAILASSAY_CONFIG]'),
  );
}

/** Path of the settings file; null without one. */
export function configFileOf(
  options: Record<string, unknown>,
  { environment }: Pick<CommandContext, 'environment'>,
): string | null {
  const file = options['config'] ?? environment['MAILASSAY_CONFIG'];
  return typeof file === 'string' && file !== '' ? file : null;
}

/** Where the settings of a command come from. */
export function sourcesOf(
  options: Record<string, unknown>,
  { environment, otherVariables }: CommandContext,
): Sources {
  const flags = Object.fromEntries(
    SETTING_KEYS.filter((key) => options[key] !== undefined).map((key) => [key, options[key]]),
  );
  return { flags, environment, file: configFileOf(options, { environment }), otherVariables };
}

/** Loads what `addSettings` offered; a fault ends the command with one line each. */
export function settingsOf(options: Record<string, unknown>, context: CommandContext): Settings {
  const loaded = loadSettings(sourcesOf(options, context));
  if (loaded.settings === null) throw usageError(...loaded.faults);
  return loaded.settings;
}

/** An option of a command that is also a variable: `--mail-from` and MAILASSAY_MAIL_FROM. */
export function option(flags: string, description: string): Option {
  const long = /--([a-z-]+)/.exec(flags)?.[1] ?? '';
  return new Option(flags, description).env(`MAILASSAY_${long.toUpperCase().replaceAll('-', '_')}`);
}
