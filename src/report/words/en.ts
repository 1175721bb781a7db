// The words of findings in English: for a tired administrator at night. Concrete, short, and an order in each fix.
import { arc } from './en/arc.ts';
import { bimi } from './en/bimi.ts';
import { blocklist } from './en/blocklist.ts';
import { connection } from './en/connection.ts';
import { dkim } from './en/dkim.ts';
import { dkimChanges } from './en/dkim-changes.ts';
import { dmarc } from './en/dmarc.ts';
import { domain } from './en/domain.ts';
import type { WordCatalog } from './finding-words.ts';
import { message } from './en/message.ts';
import { published } from './en/published.ts';
import { spf } from './en/spf.ts';

export const en: WordCatalog = { ...connection, ...spf, ...dkim, ...dkimChanges, ...dmarc, ...arc, ...message, ...domain, ...bimi, ...published, ...blocklist };
