// The letters of all cases by name; each is written when it is asked for.
import type { Letter } from './letter.ts';
import { arcLetters } from './letters/arc.ts';
import { dkimLetters } from './letters/dkim.ts';
import { dmarcLetters } from './letters/dmarc.ts';
import { messageLetters } from './letters/message.ts';
import { plainLetters } from './letters/plain.ts';
import { storyLetters } from './letters/stories.ts';

export const LETTERS: Readonly<Record<string, () => Letter>> = {
  ...plainLetters,
  ...storyLetters,
  ...dkimLetters,
  ...dmarcLetters,
  ...arcLetters,
  ...messageLetters,
};
