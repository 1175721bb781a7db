// The one home of the console. Commands write results to `out`, everything else to `err`, and end with an exit code instead of exiting.
import { styleText } from 'node:util';

export interface Terminal {
  out: (text: string) => void;
  err: (text: string) => void;
  /** Colour only on a terminal, and never under NO_COLOR. */
  paint(style: 'bold' | 'green' | 'red' | 'yellow' | 'dim', text: string): string;
  /** Standard error is a terminal that somebody looks at: a line may be rewritten. */
  readonly isInteractive: boolean;
  /** Reads all of standard input. */
  readInput(): Promise<Uint8Array>;
  /** Resolves when standard input, which somebody else reads, is closed. */
  inputEnds(): Promise<void>;
}

export const processTerminal: Terminal = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  paint: (style, text) => styleText(style, text, { stream: process.stdout, validateStream: true }),
  isInteractive:
    Boolean(process.stderr.isTTY) &&
    process.env['CI'] === undefined &&
    process.env['TERM'] !== 'dumb',
  async readInput() {
    const chunks: Uint8Array[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk);
    return Buffer.concat(chunks);
  },
  inputEnds: () =>
    new Promise(
      (resolve) => void process.stdin.once('end', () => resolve()).once('close', () => resolve()),
    ),
};
