import type { Letter } from '../letter.ts';

export const messageLetters: Record<string, () => Letter> = {};
