// The words of findings in Indonesian, as an administrator there writes them: technical names and records stay as they are.
import { arc } from './arc.ts';
import { bimi } from './bimi.ts';
import { blocklist } from './blocklist.ts';
import { connection } from './connection.ts';
import { dkim } from './dkim.ts';
import { dkimChanges } from './dkim-changes.ts';
import { dmarc } from './dmarc.ts';
import { domain } from './domain.ts';
import type { WordCatalog } from '../finding-words.ts';
import { message } from './message.ts';
import { published } from './published.ts';
import { spf } from './spf.ts';

export const id: WordCatalog = {
  ...connection,
  ...spf,
  ...dkim,
  ...dkimChanges,
  ...dmarc,
  ...arc,
  ...message,
  ...domain,
  ...bimi,
  ...published,
  ...blocklist,
};
