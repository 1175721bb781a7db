import type { Letter } from '../letter.ts';

export const arcLetters: Record<string, () => Letter> = {};
