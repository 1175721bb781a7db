// The default of a setting as a person would set it: for the help and the README.
import type { SETTING_KEYS } from './load.ts';
import { Settings } from './settings.ts';

const TIMES: [number, string][] = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'm'],
  [1000, 's'],
];
const DURATIONS = new Set(['retainReports', 'retainMessages', 'verdictWait']);

/** '' where there is none. */
export function shownDefault(key: (typeof SETTING_KEYS)[number]): string {
  // Not the same on every machine.
  if (key === 'workers') return 'cores - 1';
  const value: unknown = Settings.shape[key].safeParse(undefined).data;
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return '';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (key === 'forensicsBudget') {
    const { milliseconds, candidates } = Settings.shape.forensicsBudget.parse(undefined);
    return `${milliseconds}ms,${candidates}`;
  }
  if (typeof value === 'number' && key === 'maxSize') return `${value / 1024 / 1024}MiB`;
  if (typeof value === 'number' && DURATIONS.has(key)) {
    const [size = 1000, unit = 's'] =
      TIMES.find(([each]) => value % each === 0 && (each < 86_400_000 || value > each)) ?? [];
    return `${value / size}${unit}`;
  }
  return typeof value === 'string' || typeof value === 'number'
    ? `${value}`
    : JSON.stringify(value);
}
