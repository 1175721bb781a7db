// The words of findings in Indonesian, as an administrator there writes them: technical names and records stay as they are.
import { arc } from './id/arc.ts';
import { bimi } from './id/bimi.ts';
import { blocklist } from './id/blocklist.ts';
import { connection } from './id/connection.ts';
import { dkim } from './id/dkim.ts';
import { dkimChanges } from './id/dkim-changes.ts';
import { dmarc } from './id/dmarc.ts';
import { domain } from './id/domain.ts';
import type { WordCatalog } from './finding-words.ts';
import { message } from './id/message.ts';
import { published } from './id/published.ts';
import { spf } from './id/spf.ts';

export const id: WordCatalog = { ...connection, ...spf, ...dkim, ...dkimChanges, ...dmarc, ...arc, ...message, ...domain, ...bimi, ...published, ...blocklist };
