import type { Letter } from '../letter.ts';

export const dkimLetters: Record<string, () => Letter> = {};
