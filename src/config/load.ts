// Where settings come from: flags win over the environment, the environment over the file (DESIGN.md §3). Reads the file,
// joins the three, and gives either Settings or one line for every fault. It does not read the environment itself: it is given it.
import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { Settings } from './settings.ts';

/** Never shown, also not in the line that says they are malformed. */
const SECRETS: ReadonlySet<string> = new Set([
  'apiTokens',
  'relayUrl',
  'databaseUrl',
  'metricsToken',
]);

export const SETTING_KEYS = Object.keys(Settings.shape) as (keyof typeof Settings.shape)[];

/** `smtpPort` → `SMTP_PORT`. */
function upperSnake(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

/** `smtpPort` → `MAILASSAY_SMTP_PORT`. */
export function variableName(key: string): string {
  return `MAILASSAY_${upperSnake(key)}`;
}

/** `smtpPort` → `--smtp-port`. */
export function flagName(key: string): string {
  return `--${upperSnake(key).toLowerCase().replaceAll('_', '-')}`;
}

/** Any of `smtpPort`, `smtp-port`, `SMTP_PORT`, `MAILASSAY_SMTP_PORT` → `smtpPort`. */
function settingKey(written: string): string {
  if (/[a-z][A-Z]/.test(written)) return written;
  const words = written
    .replace(/^MAILASSAY_/i, '')
    .toLowerCase()
    .split(/[-_]/);
  return words
    .map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('');
}

export type Loaded = { settings: Settings; faults: [] } | { settings: null; faults: string[] };

export interface Sources {
  /** Values of flags, by setting key. */
  flags: Record<string, unknown>;
  /** The process environment. */
  environment: Record<string, string | undefined>;
  /** Path of the config file; null without one. */
  file: string | null;
  /** Variables that belong to options of commands, not to settings. */
  otherVariables: ReadonlySet<string>;
}

export interface Given {
  key: string;
  value: unknown;
  /** How the fault line names it. */
  source: string;
}

/** The entries of a config file, KEY=VALUE lines or JSON; faults are added as lines. */
export function readConfigFile(path: string, faults: string[]): Given[] {
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch (error) {
    faults.push(
      `config file ${path}: cannot be read (${error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'})`,
    );
    return [];
  }
  let entries: Record<string, unknown>;
  if (content.trimStart().startsWith('{')) {
    try {
      entries = z.record(z.string(), z.unknown()).parse(JSON.parse(content));
    } catch {
      faults.push(`config file ${path}: is not valid JSON`);
      return [];
    }
  } else {
    for (const [index, line] of content.split(/\r?\n/).entries()) {
      if (line.trim() !== '' && !line.trimStart().startsWith('#') && !line.includes('='))
        faults.push(`config file ${path} line ${index + 1}: expected KEY=VALUE`);
    }
    entries = parseEnv(content);
  }
  return Object.entries(entries).map(([written, value]) => ({
    key: settingKey(written),
    value: Array.isArray(value) ? value.join(',') : value,
    source: `${written} in ${path}`,
  }));
}

/** What all sources give, the one that wins last. */
function givenBy({ flags, environment, file, otherVariables }: Sources, faults: string[]): Given[] {
  const given =
    file === null
      ? []
      : readConfigFile(file, faults).filter(({ key }) => !otherVariables.has(variableName(key)));
  for (const [name, value] of Object.entries(environment)) {
    if (name.startsWith('MAILASSAY_') && !otherVariables.has(name) && value !== undefined)
      given.push({ key: settingKey(name), value, source: name });
  }
  for (const [key, value] of Object.entries(flags)) {
    if (value !== undefined) given.push({ key, value, source: flagName(key) });
  }
  return given;
}

/** The settings as they are written, by variable: for a backup. */
export function writtenSettings(sources: Sources): Record<string, string> {
  const written: Record<string, string> = {};
  for (const { key, value } of givenBy(sources, [])) {
    if (Object.hasOwn(Settings.shape, key)) written[variableName(key)] = String(value);
  }
  return written;
}

/** Joins the sources and checks every value. Faults are complete lines for people, without a final full stop. */
export function loadSettings(sourcesGiven: Sources): Loaded {
  const faults: string[] = [];
  const given = givenBy(sourcesGiven, faults);
  const values: Record<string, unknown> = {};
  const sources: Record<string, string> = {};
  for (const { key, value, source } of given) {
    if (!Object.hasOwn(Settings.shape, key)) {
      faults.push(`${source}: unknown setting${suggestion(key)}`);
    } else if (value === '') {
      // An empty variable is how shells and compose files unset one.
      delete values[key];
    } else {
      values[key] = value;
      sources[key] = source;
    }
  }

  const parsed = Settings.safeParse(values);
  if (!parsed.success) {
    for (const [key, message] of new Map(
      parsed.error.issues.map((issue) => [String(issue.path[0]), readable(issue)]),
    )) {
      faults.push(
        `${sources[key] ?? key}: ${message}${SECRETS.has(key) ? '' : `, got ${JSON.stringify(values[key])}`}`,
      );
    }
  }
  if ((values['tlsCert'] === undefined) !== (values['tlsKey'] === undefined))
    faults.push('TLS_CERT and TLS_KEY: both or neither must be set');
  if (!parsed.success || faults.length > 0) return { settings: null, faults };

  const settings = parsed.data;
  return {
    settings: {
      ...settings,
      hostname: settings.hostname ?? settings.domain,
      replyFrom: settings.replyFrom ?? `mailassay@${settings.domain}`,
    },
    faults: [],
  };
}

/** Zod's words for unions and enums say nothing to an operator. */
function readable(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_union') {
    const inner = issue.errors.flat().find((error) => error.code === 'custom');
    return inner?.message ?? 'not valid';
  }
  if (issue.code === 'invalid_value') return `expected one of ${issue.values.join(', ')}`;
  return issue.message;
}

function suggestion(key: string): string {
  const near = SETTING_KEYS.find((known) =>
    known.toLowerCase().startsWith(key.toLowerCase().slice(0, 5)),
  );
  return near === undefined ? '' : ` (did you mean ${variableName(near)}?)`;
}
