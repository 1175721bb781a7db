// What an administrator reads first is the cause, and its fix says what to do (FINDINGS.md, the seven situations and combinations).
import { describe, expect, test } from 'vitest';
import { words } from '../../src/words/words.ts';
import { judged } from './given.ts';
import { SITUATIONS } from './situations.ts';

describe.each(Object.entries(SITUATIONS))('%s', (_, { given, first, fix, never = [] }) => {
  test('the first finding names the cause, and its fix says what to do', async () => {
    const { findings, codes } = await judged(given);
    expect(codes[0]).toBe(first);
    const [finding] = findings;
    if (finding !== undefined) expect(words(finding, 'en').fix).toMatch(fix);
    for (const code of never) expect(codes).not.toContain(code);
  });
});
