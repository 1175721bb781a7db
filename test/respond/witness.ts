// A log that remembers, and that a test can wait for: nothing sleeps.
import type { Log } from '../../src/runtime/log.ts';

export interface Line {
  level: keyof Log;
  text: string;
  details: Record<string, unknown>;
}

export interface Witness {
  log: Log;
  lines: Line[];
  /** The lines that hold `text`, once there are so many. */
  said(text: string, count?: number): Promise<Line[]>;
}

export function witness(): Witness {
  const lines: Line[] = [];
  const waiting = new Set<() => void>();
  const write = (level: keyof Log) => (details: Record<string, unknown>, text: string) => {
    lines.push({ level, text, details });
    for (const look of waiting) look();
  };
  return {
    log: { error: write('error'), warn: write('warn'), info: write('info'), debug: write('debug') },
    lines,
    said: (text, count = 1) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = lines.filter((line) => line.text.includes(text));
          if (found.length < count) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
  };
}
