// The letters of all situations by name; each is written when it is asked for.
import type { Letter } from '../cases/letter.ts';
import { ownLetters } from './letters/own.ts';
import { serviceLetters } from './letters/services.ts';

export const SITUATION_LETTERS: Readonly<Record<string, () => Letter>> = {
  ...ownLetters,
  ...serviceLetters,
};
