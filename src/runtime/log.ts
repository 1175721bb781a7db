// The one home of logging: JSON lines on standard error through pino. Everyone else is given a Log.
import { destination, pino } from 'pino';

type Write = (details: Record<string, unknown>, message: string) => void;

export interface Log {
  error: Write;
  warn: Write;
  info: Write;
  debug: Write;
}

/** JSON lines on standard error, so that standard output stays for results. */
export function createLog(level: string): Log {
  return pino(
    { level, base: null, timestamp: () => `,"time":"${new Date().toISOString()}"` },
    destination({ dest: 2, sync: true }),
  );
}

export const silentLog: Log = { error: () => {}, warn: () => {}, info: () => {}, debug: () => {} };
