import type { Letter } from '../letter.ts';

export const dmarcLetters: Record<string, () => Letter> = {};
