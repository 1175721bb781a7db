// What `probe` shows while it waits: a line that changes for a person, plain lines for a log.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startProgress } from '../../src/cli/probe/progress.ts';
import type { Terminal } from '../../src/runtime/terminal.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function terminal(isInteractive: boolean): { written: () => string; terminal: Terminal } {
  let text = '';
  return {
    written: () => text,
    terminal: {
      out: () => {},
      err: (more) => void (text += more),
      paint: (_, plain) => plain,
      readInput: () => Promise.resolve(new Uint8Array()),
      inputEnds: () => Promise.resolve(),
      isInteractive,
    },
  };
}

/** What is left on a terminal: CR and erase take the line back. */
const shown = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.slice(line.lastIndexOf('\r\u001b[K') + 1).replace('\u001b[K', ''));

test('in a log: each thing once, in plain lines', () => {
  const { written, terminal: log } = terminal(false);
  const progress = startProgress(log);
  progress.say('send the mail to t-1@test.example');
  progress.now('waiting up to 60 s for the mail');
  vi.advanceTimersByTime(5000);
  progress.pass('queued as 1\n');
  progress.now('spf=pass (good.example)');
  progress.now('spf=pass (good.example)');
  progress.end();
  expect(written()).toBe(
    'mailassay: send the mail to t-1@test.example\nmailassay: waiting up to 60 s for the mail\nqueued as 1\nmailassay: spf=pass (good.example)\n',
  );
});

test('on a terminal: one line that moves, and is gone in the end', () => {
  const { written, terminal: screen } = terminal(true);
  const progress = startProgress(screen);
  progress.say('send the mail to t-1@test.example');
  progress.now('waiting');
  vi.advanceTimersByTime(1000);
  expect(shown(written()).at(-1)).toMatch(/^[⠁-⣿] waiting$/);
  progress.pass('queued as 1\n');
  progress.now('dkim=pass (good.example)');
  vi.advanceTimersByTime(1000);
  expect(shown(written()).at(-1)).toMatch(/^[⠁-⣿] dkim=pass \(good\.example\)$/);
  progress.end();
  vi.advanceTimersByTime(1000);
  expect(shown(written())).toEqual([
    'mailassay: send the mail to t-1@test.example',
    'queued as 1',
    '',
  ]);
});

test('in the middle of a line of the command nothing moves', () => {
  const { written, terminal: screen } = terminal(true);
  const progress = startProgress(screen);
  progress.now('waiting');
  progress.pass('password: ');
  const before = written();
  vi.advanceTimersByTime(1000);
  expect(written()).toBe(before);
  progress.end();
});

test('what a server or a sender is called cannot act on the terminal', () => {
  const { written, terminal: log } = terminal(false);
  startProgress(log).say('it calls itself evil\u001b[2J\nmailassay: PASS');
  expect(written()).toBe('mailassay: it calls itself evil\\u{1b}[2J\\u{a}mailassay: PASS\n');
});
