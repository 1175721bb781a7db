// Finding codes of spam filters, where the operator has named any (SPAMD, RSPAMD). What a filter thinks of a test mail is a hint, not a rule.
import type { CatalogEntry } from '../entry.ts';

export const spamCatalog = {
  'message-spam': { severity: 'warning', weight: 52, citation: 'SpamAssassin and rspamd: the score their authors recommend', needs: 'spam-filter' },
  'message-spam-unchecked': { severity: 'notice', weight: 8, citation: 'SpamAssassin and rspamd: their protocols', needs: 'spam-filter' },
  'message-ham': { severity: 'ok', weight: 52, citation: 'SpamAssassin and rspamd: the score their authors recommend', needs: 'spam-filter' },
} as const satisfies Record<string, CatalogEntry>;
