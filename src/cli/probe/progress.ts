// What `probe` says while it waits: on a terminal one line that changes, in a log of a pipeline plain lines, each once.
import { printable } from '../../report/untrusted-text.ts';
import type { Terminal } from '../../runtime/terminal.ts';

export interface Progress {
  /** A line that stays. */
  say(text: string): void;
  /** What is happening now. */
  now(text: string): void;
  /** What the COMMAND prints, as it is. */
  pass(text: string): void;
  /** Nothing is left on the terminal but lines that stay. */
  end(): void;
}

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME_MS = 100;
const CLEAR = '\r\u001b[K';
const TEXT_LIMIT = 300;

export function startProgress(terminal: Terminal): Progress {
  return terminal.isInteractive ? onTerminal(terminal) : inLog(terminal);
}

function inLog(terminal: Terminal): Progress {
  let last = '';
  const say = (text: string): void => {
    if (text !== last) terminal.err(`mailassay: ${printable(text, TEXT_LIMIT)}\n`);
    last = text;
  };
  return { say, now: say, pass: (text) => terminal.err(text), end: () => {} };
}

function onTerminal(terminal: Terminal): Progress {
  let current = '';
  let frame = 0;
  let atLineStart = true;
  const draw = (): void => {
    // In the middle of a line of the COMMAND's there is no place.
    if (current === '' || !atLineStart) return;
    frame += 1;
    terminal.err(`${CLEAR}${FRAMES[frame % FRAMES.length] ?? ''} ${current}`);
  };
  const timer = setInterval(draw, FRAME_MS);
  timer.unref();
  const clear = (): void => {
    if (current !== '' && atLineStart) terminal.err(CLEAR);
  };
  return {
    say(text) {
      clear();
      terminal.err(`mailassay: ${printable(text, TEXT_LIMIT)}\n`);
      draw();
    },
    now(text) {
      // Longer than a terminal is wide, it could not be taken back.
      current = printable(text, 76);
      draw();
    },
    pass(text) {
      clear();
      terminal.err(text);
      atLineStart = text.endsWith('\n');
      draw();
    },
    end() {
      clearInterval(timer);
      clear();
      current = '';
    },
  };
}

/** For monitoring, where only the status line counts. */
export const silentProgress: Progress = {
  say: () => {},
  now: () => {},
  pass: () => {},
  end: () => {},
};
